"""Members confirm themselves by a code before the ways into their account change."""

from datetime import timedelta

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.test import Client

from pult.kernel import clock
from tests.enrolment.post import codes_sent, run_worker
from tests.people import Cast, sign_in

pytestmark = pytest.mark.django_db
CONFIRM = "/account/confirm?next=/account/passkeys/add"


def test_an_old_session_adds_and_removes_no_passkey_without_a_code(
    client: Client, cast: Cast
) -> None:
    key = Authenticator.objects.create(user=cast.anna, type="webauthn", data={})
    sign_in(client, cast.anna)
    with time_machine.travel(clock.now() + timedelta(minutes=11), tick=False) as now:
        assert client.get("/account/passkeys/add")["Location"] == CONFIRM
        removal = client.post(f"/account/passkeys/{key.pk}/remove")
        assert removal["Location"].startswith("/account/confirm?")
        key.delete()  # a bare row: its own data is needed from here on
        assert client.get(CONFIRM).status_code == 200
        client.post(CONFIRM)
        run_worker()
        code = codes_sent()["+79160000001"]
        wrong = "111111" if code != "111111" else "222222"
        assert client.post(CONFIRM, {"code": wrong}).status_code == 200
        assert client.get("/account/passkeys/add").status_code == 302
        assert client.post(CONFIRM, {"code": code})["Location"] == "/account/passkeys/add"
        assert client.get("/account/passkeys/add").status_code == 200
        now.shift(timedelta(minutes=11))
        assert client.get("/account/passkeys/add")["Location"] == CONFIRM


def test_right_after_signing_in_nothing_is_asked_again(client: Client, cast: Cast) -> None:
    sign_in(client, cast.anna)
    with time_machine.travel(clock.now() + timedelta(minutes=9)):
        assert client.get("/account/passkeys/add").status_code == 200


def test_members_are_offered_no_app_that_would_not_be_asked_for(client: Client, cast: Cast) -> None:
    sign_in(client, cast.anna)
    assert client.get("/account/app")["Location"] == "/account/security"
