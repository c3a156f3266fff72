"""A dependant without work e-mail comes by an invitation."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client

from pult.contracts import invitations
from pult.contracts.models import Invitation
from pult.kernel import clock
from pult.kernel.errors import NotVisible, Refusal
from pult.people.models import Account
from tests.enrolment.post import codes_sent, run_worker
from tests.people import Cast, actor, member, sign_in

pytestmark = pytest.mark.django_db
PAVEL = {
    "full_name": "Соболев Павел Андреевич",
    "birth_date": "05.05.1986",
    "passport": "4510777888",
    "consent": "on",
}


def invite(cast: Cast, **more: object) -> str:
    """Анна invites her husband; the secret of the link in his SMS."""
    asked: dict[str, Any] = {
        "policy_id": cast.pavel_policy.id,
        "mobile": "89160000044",
        "by": actor(cast.anna),
    }
    invitations.invite(**(asked | {"at": clock.now()} | more))
    return codes_sent()["+79160000044"]


def test_from_the_invitation_to_the_cabinet(client: Client, cast: Cast) -> None:
    sign_in(client, cast.anna)
    assert "Соболев Павел" in client.get("/family").content.decode()
    invited = client.post(f"/family/{cast.pavel_policy.id}/invite", {"mobile": "8 916 000 00 44"})
    assert invited["Location"] == "/family"
    client.logout()
    link = f"/invitation/{codes_sent()['+79160000044']}"
    assert client.get(link).status_code == 200
    assert client.post(link)["Location"] == "/sign-up/codes"
    run_worker()
    assert client.get("/sign-up/codes").status_code == 200
    code = codes_sent()["+79160000044"]
    assert client.post("/sign-up/codes", {"sms": code})["Location"] == "/sign-up/identity"
    assert client.post("/sign-up/identity", PAVEL)["Location"] == "/"
    account = Account.objects.get(person=cast.pavel)
    assert (account.mobile, account.email) == ("+79160000044", None)
    assert client.get(link).status_code == 404


def test_only_the_invited_person_can_use_it(client: Client, cast: Cast) -> None:
    client.post(f"/invitation/{invite(cast)}")
    run_worker()
    client.post("/sign-up/codes", {"sms": codes_sent()["+79160000044"]})
    lena = PAVEL | {"full_name": "Соболева Елена Павловна", "passport": "4520 300400"}
    assert client.post("/sign-up/identity", lena).status_code == 200
    assert not Account.objects.filter(person=cast.lena).exists()


def test_the_main_insured_and_own_hr_may_invite_and_nobody_else(cast: Cast) -> None:
    invite(cast)
    invite(cast, by=actor(cast.olga))
    for stranger in (cast.boris, cast.vera, cast.other_hr, cast.maria, cast.elena):
        with pytest.raises(NotVisible):
            invite(cast, by=actor(stranger))


def test_employees_and_young_children_are_not_invited(cast: Cast) -> None:
    for policy in (cast.misha_policy, cast.anna_policy):
        with pytest.raises(Refusal):
            invite(cast, policy_id=policy.id, by=actor(cast.olga))
    with pytest.raises(Refusal):
        invite(cast, mobile="8 495 123 45 67")


def test_an_invitation_lasts_seven_days_and_a_newer_one_closes_it(
    client: Client, cast: Cast
) -> None:
    first = invite(cast)
    assert client.get(f"/invitation/{first}").status_code == 200
    later = clock.now() + timedelta(days=2)
    with time_machine.travel(later):
        second = invite(cast, at=later)
        assert client.get(f"/invitation/{first}").status_code == 404
        assert client.get(f"/invitation/{second}").status_code == 200
    with time_machine.travel(later + timedelta(days=7)):
        assert client.get(f"/invitation/{second}").status_code == 404


def test_the_token_of_the_link_is_kept_as_a_digest(cast: Cast) -> None:
    token = invite(cast)
    assert token not in str(Invitation.objects.values().get())


def test_five_invitations_a_day(cast: Cast) -> None:
    for _ in range(5):
        invite(cast)
    with pytest.raises(Refusal):
        invite(cast)


def test_another_family_is_not_visible(client: Client, cast: Cast) -> None:
    sign_in(client, cast.boris)
    assert client.get(f"/family/{cast.pavel_policy.id}/invite").status_code == 404
    assert "Соболев" not in client.get("/family").content.decode()


def test_who_has_a_cabinet_is_not_invited_to_another(cast: Cast) -> None:
    """HR would send the link to a mobile of its own."""
    member(cast.pavel_policy)
    with pytest.raises(Refusal):
        invite(cast, by=actor(cast.olga))


def test_an_older_invitation_does_not_open_the_cabinet_that_came_later(
    client: Client, cast: Cast
) -> None:
    client.post(f"/invitation/{invite(cast, by=actor(cast.olga))}")
    run_worker()
    client.post("/sign-up/codes", {"sms": codes_sent()["+79160000044"]})
    account = member(cast.pavel_policy)
    assert client.post("/sign-up/identity", PAVEL).status_code == 200
    assert "_auth_user_id" not in client.session
    account.refresh_from_db()
    assert account.mobile == "+79160000004"
