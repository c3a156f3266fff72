"""A member adds a passkey and signs in with it, in a real browser with its own authenticator."""

import pytest
from allauth.mfa.models import Authenticator
from django.conf import settings
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

from tests import book, people
from tests.enrolment.post import codes_sent, run_worker

pytestmark = pytest.mark.django_db(transaction=True)
AUTHENTICATOR = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def phone(browser: Browser, live_server: LiveServer) -> Page:
    """A phone whose owner always puts the finger on."""
    page = browser.new_page(base_url=live_server.url.replace("127.0.0.1", "localhost"))
    page.set_default_timeout(20_000)
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})
    return page


def test_by_a_code_once_and_by_a_finger_ever_after(phone: Page) -> None:
    book.profile()
    cast = people.cast()
    phone.goto("/sign-in")
    phone.fill("[name=address]", "8 916 000-00-01")
    phone.click("main form.form button")
    phone.wait_for_url("**/sign-in/code")
    run_worker()
    phone.fill("[name=code]", codes_sent()["+79160000001"])
    phone.click("main form.form button")
    phone.wait_for_url("**/cabinet/")
    phone.goto("/account/passkeys/add")
    phone.click("main form button")
    phone.wait_for_url("**/account/passkeys")
    kinds = Authenticator.objects.filter(user=cast.anna).values_list("type", flat=True)
    assert list(kinds) == ["webauthn"]
    phone.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
    phone.goto("/sign-in")
    phone.click("form[data-passkey] button")
    phone.wait_for_url("**/cabinet/")
