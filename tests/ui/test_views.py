"""The shell's own addresses."""

import json
from collections.abc import Iterator

import pytest
from django.test import Client

from pult.guide import queries as guide
from pult.guide.models import Profile


@pytest.fixture(autouse=True)
def insurer(db: None) -> Iterator[None]:
    Profile.objects.all().delete()
    Profile.objects.create(
        name="Согласие",
        product_name={"ru": "Пульт", "en": "Pult"},
        desk_email="desk@example.ru",
        brand_colour="#ffe600",
    )
    guide.forget_profile()
    yield
    guide.forget_profile()


def test_a_pale_brand_colour_becomes_readable(client: Client) -> None:
    response = client.get("/brand.css")

    assert response["Content-Type"] == "text/css"
    assert response["Cache-Control"] == "public, max-age=3600"
    assert "--brand-ink:#000000" in response.content.decode()
    assert "--brand-text:#ffe600" not in response.content.decode().split("@media")[0]


def test_the_service_worker_keeps_no_personal_page(client: Client) -> None:
    script = client.get("/sw.js").content.decode()

    assert 'const OFFLINE = "/offline"' in script
    assert 'request.mode === "navigate"' in script
    assert "fetch(request).catch(() => caches.match(OFFLINE))" in script


def test_the_offline_page_says_where_to_call(client: Client) -> None:
    html = client.get("/offline").content.decode()

    assert ('href="tel:103"' in html, 'href="tel:112"' in html) == (True, True)


def test_the_cabinet_installs_under_the_insurers_name(client: Client) -> None:
    manifest = json.loads(client.get("/manifest.webmanifest").content)

    assert (manifest["name"], manifest["display"]) == ("Пульт · Согласие", "standalone")
    assert [icon["sizes"] for icon in manifest["icons"]] == ["192x192", "512x512"]


@pytest.mark.parametrize("page", ["", "cabinet", "desk", "public"])
@pytest.mark.parametrize("language", ["ru", "en"])
def test_the_style_guide_shows_every_shell(client: Client, page: str, language: str) -> None:
    response = client.get("/styleguide", {"as": page}, headers={"accept-language": language})

    assert response.status_code == 200
    assert f'<html lang="{language}">' in response.content.decode()
