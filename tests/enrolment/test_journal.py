"""Signing in and out stands in the journal, without the address that was typed."""

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client

from pult.journal.models import Entry
from pult.people.models import Account
from tests.enrolment.post import codes_sent, run_worker
from tests.enrolment.test_second_factor import code_now, sign_in_by_password, with_app
from tests.people import Cast, sign_in

pytestmark = pytest.mark.django_db


def lines(account: Account | None) -> list[tuple[str, str]]:
    found = Entry.objects.filter(account_id=account.id if account else None).order_by("id")
    return [(entry.what, entry.details.get("method", "")) for entry in found]


def test_a_member_by_a_code(client: Client, cast: Cast) -> None:
    client.post("/sign-in", {"address": "+79160000001"})
    run_worker()
    code = codes_sent()["+79160000001"]
    client.post("/sign-in/code", {"code": "111111" if code != "111111" else "222222"})
    client.post("/sign-in/code", {"code": code})
    client.post("/account/sessions/end-others")
    client.post("/sign-out")
    assert lines(cast.anna) == [
        ("session.refused", "code"),
        ("session.opened", "code"),
        ("session.others_ended", ""),
        ("session.closed", ""),
    ]


def test_staff_by_a_password_and_a_code_of_the_app(client: Client, cast: Cast) -> None:
    secret = with_app(cast.maria)
    client.post("/sign-in/staff", {"login": cast.maria.email, "password": "wrong horse"})
    sign_in_by_password(client, cast.maria)
    right = code_now(secret)
    client.post("/sign-in/second-factor", {"code": f"{(int(right) + 1) % 10**6:06}"})
    client.post("/sign-in/second-factor", {"code": code_now(secret)})
    assert lines(cast.maria) == [
        ("session.refused", "password"),
        ("session.refused", "factor"),
        ("session.opened", "password+totp"),
    ]


def test_factors_that_come_and_go(client: Client, cast: Cast) -> None:
    sign_in_by_password(client, cast.maria)
    secret = client.get("/account/app").context["form"].secret
    client.post("/account/app", {"code": code_now(secret)})
    client.post("/account/app/remove")
    assert lines(cast.maria)[1:] == [("factor.added", "totp"), ("factor.removed", "totp")]
    Authenticator.objects.create(user=cast.anna, type="webauthn", data={})
    sign_in(client, cast.anna)
    key = Authenticator.objects.get(user=cast.anna)
    client.post(f"/account/passkeys/{key.pk}/remove")
    assert lines(cast.anna) == [("factor.removed", "webauthn")]


def test_an_unknown_address_is_not_written_down(client: Client, cast: Cast) -> None:
    client.post("/sign-in/staff", {"login": "nobody@wind.example.ru", "password": "no"})
    assert lines(None) == [("session.refused", "password")]
    assert "nobody" not in str(list(Entry.objects.values()))
