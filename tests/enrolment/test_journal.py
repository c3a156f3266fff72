"""Signing in and out stands in the journal, without the address that was typed."""

import json

import pytest
from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.models import Authenticator
from django.test import Client
from fido2.utils import websafe_encode

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


def test_a_code_given_twice_and_a_key_that_does_not_fit(client: Client, cast: Cast) -> None:
    secret = with_app(cast.maria)
    code = code_now(secret)
    for _time in range(2):
        sign_in_by_password(client, cast.maria)
        client.post("/sign-in/second-factor", {"code": code})
        client.post("/sign-out")
    sign_in_by_password(client, cast.maria)
    client.post("/sign-in/second-factor", {"credential": strange_key(cast.maria)})
    noted = lines(cast.maria)
    assert [line for line in noted if line[0] == "session.refused"] == [
        ("session.refused", "factor"),
        ("session.refused", "webauthn"),
    ]


def test_a_passkey_that_does_not_fit(client: Client, cast: Cast) -> None:
    client.get("/sign-in/passkey", headers={"X-Requested-With": "XMLHttpRequest"})
    client.post("/sign-in/passkey", {"credential": strange_key(cast.anna)})
    client.post("/sign-in/passkey", {"credential": "[1]"})
    client.post("/sign-in/passkey", {"credential": '{"id": "AAAA"}'})
    assert lines(cast.anna) == [("session.refused", "webauthn")]
    assert lines(None) == [("session.refused", "webauthn")] * 2


def strange_key(account: Account) -> str:
    """What a browser would send for a key that the account does not have."""
    handle = websafe_encode(user_pk_to_url_str(account).encode())
    made = {"clientDataJSON": "", "authenticatorData": "", "signature": "", "userHandle": handle}
    return json.dumps({"id": "AAAA", "rawId": "AAAA", "type": "public-key", "response": made})


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
