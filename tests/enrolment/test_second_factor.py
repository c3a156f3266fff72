"""Staff give a second factor before anything else."""

from datetime import timedelta

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from django.test import Client
from pytest_django import Settings

from pult.kernel import clock
from pult.people.models import Account
from tests.people import BACKEND, PASSWORD, Cast, sign_in

pytestmark = pytest.mark.django_db
SET_UP = "/account/second-factor"


def sign_in_by_password(client: Client, account: Account) -> str:
    given = {"login": account.email, "password": PASSWORD}
    return client.post("/sign-in/staff", given)["Location"]


def code_now(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, int(clock.now().timestamp()) // 30))


def with_app(account: Account) -> str:
    secret = generate_totp_secret()
    TOTP.activate(account, secret)
    return secret


def test_staff_without_a_factor_are_led_to_set_one_up(client: Client, cast: Cast) -> None:
    assert sign_in_by_password(client, cast.maria) == "/"
    assert client.get("/")["Location"] == SET_UP
    assert client.get("/account/security")["Location"] == SET_UP
    assert client.get(SET_UP).status_code == 200
    assert client.get("/account/app").status_code == 200
    assert client.get("/account/passkeys/add").status_code == 200


def test_the_app_set_up_now_need_not_be_asked_again(client: Client, cast: Cast) -> None:
    sign_in_by_password(client, cast.maria)
    secret = client.get("/account/app").context["form"].secret
    response = client.post("/account/app", {"code": code_now(secret)})
    assert response["Location"] == "/account/recovery-codes"
    assert client.get("/account/recovery-codes").status_code == 200
    assert client.get("/")["Location"] == "/desk/"
    stored = Authenticator.objects.get(user=cast.maria, type="totp").data["secret"]
    assert secret not in stored


def test_with_an_app_the_password_alone_opens_nothing(client: Client, cast: Cast) -> None:
    secret = with_app(cast.maria)
    assert sign_in_by_password(client, cast.maria) == "/sign-in/second-factor"
    assert "_auth_user_id" not in client.session
    assert client.get("/sign-in/second-factor").status_code == 200
    response = client.post("/sign-in/second-factor", {"code": code_now(secret)})
    assert response["Location"] == "/"
    assert client.get("/")["Location"] == "/desk/"


def test_a_code_of_the_app_works_once(client: Client, cast: Cast) -> None:
    secret = with_app(cast.maria)
    with time_machine.travel(clock.now(), tick=False):
        sign_in_by_password(client, cast.maria)
        client.post("/sign-in/second-factor", {"code": code_now(secret)})
        second = Client()
        sign_in_by_password(second, cast.maria)
        second.post("/sign-in/second-factor", {"code": code_now(secret)})
    assert "_auth_user_id" in client.session
    assert "_auth_user_id" not in second.session


def test_five_wrong_codes_close_the_door_for_a_while(client: Client, cast: Cast) -> None:
    secret = with_app(cast.maria)
    sign_in_by_password(client, cast.maria)
    right = code_now(secret)
    for number in range(5):
        client.post("/sign-in/second-factor", {"code": f"{(int(right) + number + 1) % 10**6:06}"})
    client.post("/sign-in/second-factor", {"code": code_now(secret)})
    assert "_auth_user_id" not in client.session


def test_a_session_without_the_factor_is_asked_for_it(client: Client, cast: Cast) -> None:
    """However the session came to be: an account of staff never works without."""
    with_app(cast.maria)
    client.force_login(cast.maria, backend=BACKEND)
    assert client.get("/")["Location"] == "/account/confirm/code?next=/"


def test_members_and_demo_staff_in_a_demo_are_excepted(
    client: Client, cast: Cast, settings: Settings
) -> None:
    sign_in(client, cast.anna)
    assert client.get("/account/security").status_code == 200
    cast.maria.is_demo = True
    cast.maria.save()
    client.force_login(cast.maria, backend=BACKEND)
    assert client.get("/account/security").status_code == 200
    settings.PULT_DEMO = False
    assert client.get("/account/security")["Location"] == SET_UP


def test_an_idle_session_ends_sooner_for_staff(client: Client, cast: Cast) -> None:
    sign_in(client, cast.maria)
    assert client.get("/account/security").status_code == 200
    with time_machine.travel(clock.now() + timedelta(minutes=61)):
        assert client.get("/account/security")["Location"].startswith("/sign-in?")
    member = Client()
    sign_in(member, cast.anna)
    member.get("/account/security")
    with time_machine.travel(clock.now() + timedelta(minutes=61)):
        assert member.get("/account/security").status_code == 200


def test_every_page_of_ones_own_account_opens(client: Client, cast: Cast) -> None:
    sign_in(client, cast.maria)
    for page in (
        "/account/security", "/account/password", "/account/sessions", "/account/passkeys",
        "/account/passkeys/add", "/account/app/remove", "/account/recovery-codes/new",
        "/account/confirm/password", "/account/confirm/code", "/sign-out",
    ):  # fmt: skip
        assert (page, client.get(page).status_code) == (page, 200)


def test_a_new_password_ends_the_other_sessions(client: Client, cast: Cast) -> None:
    other = Client()
    sign_in(other, cast.maria)
    sign_in(client, cast.maria)
    new = "seven grey herons by the mill"
    given = {"oldpassword": PASSWORD, "password1": new, "password2": new}
    assert client.post("/account/password", given | {"oldpassword": "no"}).status_code == 200
    common = dict.fromkeys(("password1", "password2"), "password1234")
    assert client.post("/account/password", given | common).status_code == 200
    assert client.post("/account/password", given).status_code == 302
    assert client.get("/account/security").status_code == 200
    assert other.get("/account/security").status_code == 302


def test_a_password_alone_adds_no_factor_beside_the_one_that_exists(
    client: Client, cast: Cast
) -> None:
    """A session opened before the account had its factor."""
    sign_in_by_password(client, cast.maria)
    assert client.get("/account/app").status_code == 200
    with_app(cast.maria)
    for page in ("/account/app", "/account/passkeys/add", "/account/confirm/password", SET_UP):
        answer = client.get(page)
        assert (page, answer.status_code) == (page, 302)
        assert answer["Location"].startswith("/account/confirm/code?")
    for page in ("/account/confirm/code", "/sign-out", "/emergency"):
        assert (page, client.get(page).status_code) == (page, 200)


def test_who_has_a_key_alone_is_asked_for_the_key(client: Client, cast: Cast) -> None:
    Authenticator.objects.create(user=cast.maria, type="webauthn", data={})
    client.force_login(cast.maria, backend=BACKEND)
    assert client.get("/")["Location"] == "/account/confirm/key?next=/"


def test_the_first_factor_ends_every_other_session(client: Client, cast: Cast) -> None:
    stranger = Client()
    sign_in_by_password(stranger, cast.maria)
    sign_in_by_password(client, cast.maria)
    secret = client.get("/account/app").context["form"].secret
    client.post("/account/app", {"code": code_now(secret)})
    assert stranger.get(SET_UP)["Location"].startswith("/sign-in?")
    assert client.get("/account/security").status_code == 200
