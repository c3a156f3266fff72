"""Where one is signed in, and signing out from afar."""

import pytest
from allauth.usersessions.models import UserSession
from django.test import Client

from pult.enrolment.devices import describe
from tests.enrolment.post import codes_sent, run_worker
from tests.people import Cast

pytestmark = pytest.mark.django_db
PHONE = "Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 Chrome/142.0 Mobile Safari/537.36"
LAPTOP = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:145.0) Gecko/20100101 Firefox/145.0"


def signed_in(address: str, agent: str) -> Client:
    client = Client(headers={"user-agent": agent})
    client.post("/sign-in", {"address": address})
    run_worker()
    client.post("/sign-in/code", {"code": codes_sent()[address]})
    assert "_auth_user_id" in client.session
    return client


def test_a_lost_phone_is_signed_out_from_the_laptop(cast: Cast) -> None:
    phone = signed_in("+79160000001", PHONE)
    laptop = signed_in("anna@wind.example.ru", LAPTOP)
    page = laptop.get("/account/sessions").content.decode()
    assert "Chrome, Android" in page
    assert "Firefox, Windows" in page
    lost = UserSession.objects.get(session_key=phone.session.session_key)
    assert laptop.post(f"/account/sessions/{lost.id}/end").status_code == 302
    assert phone.get("/account/sessions").status_code == 302
    assert laptop.get("/account/sessions").status_code == 200


def test_nobody_signs_out_others(cast: Cast) -> None:
    anna = signed_in("+79160000001", PHONE)
    boris = signed_in("+79160000002", PHONE)
    hers = UserSession.objects.get(user=cast.anna)
    assert boris.post(f"/account/sessions/{hers.id}/end").status_code == 404
    boris.post("/account/sessions/end-others")
    assert anna.get("/account/sessions").status_code == 200


@pytest.mark.parametrize(
    "agent, words",
    [
        (PHONE, "Chrome, Android"),
        (LAPTOP, "Firefox, Windows"),
        ("Mozilla/5.0 (iPhone) AppleWebKit/605 Version/18.0 Safari/604.1", "Safari, iPhone"),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/142 YaBrowser/25.8", "Яндекс Браузер, Windows"),
        ("", ""),
    ],
)  # fmt: skip
def test_devices_in_words(agent: str, words: str) -> None:
    assert describe(agent) == words
