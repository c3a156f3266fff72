"""What every response carries (OWASP ASVS 5.0, chapter 3.4, level 2) and what it does not."""

import os
import subprocess
import sys

import pytest
from django.test import Client

from tests.architecture.sources import ROOT
from tests.people import BACKEND, Cast

pytestmark = pytest.mark.django_db

POLICY = {
    "default-src": "'none'", "base-uri": "'none'", "object-src": "'none'",
    "frame-ancestors": "'none'", "form-action": "'self'", "script-src": "'self'",
    "style-src": "'self'", "font-src": "'self'", "img-src": "'self' data:",
    "manifest-src": "'self'", "worker-src": "'self'",
    "connect-src": "'self' http://localhost:8001",
}  # fmt: skip


@pytest.mark.parametrize("path", ["/sign-in", "/emergency", "/no-such-page", "/healthz"])
def test_every_page_carries_the_headers(client: Client, path: str) -> None:
    headers = client.get(path).headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "camera=()" in headers["Permissions-Policy"]
    assert "no-store" in headers["Cache-Control"]


def test_the_content_security_policy_allows_nothing_inline(client: Client) -> None:
    policy = client.get("/sign-in").headers["Content-Security-Policy"]
    said = dict(part.strip().split(" ", 1) for part in policy.split(";"))
    assert said == POLICY


def test_nothing_of_a_signed_in_person_stays_in_a_cache(client: Client, cast: Cast) -> None:
    client.force_login(cast.anna, backend=BACKEND)
    response = client.get("/cabinet/")
    assert response.status_code == 200
    assert "no-store" in response.headers["Cache-Control"]


def test_plain_http_promises_no_https(client: Client) -> None:
    assert "Strict-Transport-Security" not in client.get("/sign-in").headers


def test_behind_https_cookies_and_transport_are_strict() -> None:
    """In a process of its own, for settings are read once."""
    script = (
        "from pult.config import settings as s\n"
        "print(s.SECURE_HSTS_SECONDS, s.SECURE_HSTS_INCLUDE_SUBDOMAINS, s.SESSION_COOKIE_SECURE,"
        " s.CSRF_COOKIE_SECURE, s.SESSION_COOKIE_NAME, s.CSRF_COOKIE_NAME)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True,
        env=os.environ | {"PULT_URL": "https://pult.example.ru"},
    )  # fmt: skip
    assert done.stdout.split() == [
        "31536000", "True", "True", "True", "__Host-session", "__Host-csrf"
    ]  # fmt: skip
