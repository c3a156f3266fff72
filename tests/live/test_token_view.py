"""Who gets a token, and which topics it opens."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.conf import settings
from django.test import Client

from pult.cases import actions
from pult.cases.models import Case
from pult.kernel import clock
from pult.live import tokens
from pult.people.models import Account
from tests import people
from tests.people import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def hears(client: Client) -> Callable[..., frozenset[str]]:
    """The topics of the token that an account gets."""

    def topics(account: Account, **query: Any) -> frozenset[str]:
        people.sign_in(client, account)
        answer = client.get("/live-token", query)
        assert answer.status_code == 200
        assert answer.json()["url"] == f"{settings.PULT_LIVE_URL}/events"
        assert "no-store" in answer.headers["Cache-Control"]
        return tokens.read(answer.json()["token"], [settings.SECRET_KEY], at=clock.now()).topics

    return topics


@pytest.fixture
def case(cast: Cast) -> Case:
    """Anna asks for an appointment."""
    anna = people.actor(cast.anna)
    return actions.open_case(
        kind="appointment", by=anna, person=cast.anna.person, at=clock.now(), text="Болит колено"
    )


def test_a_member_hears_of_their_own_people(cast: Cast, hears: Callable) -> None:
    assert hears(cast.anna) == {
        f"account:{cast.anna.id}",
        f"person:{cast.anna.person_id}",
        f"person:{cast.misha.id}",
    }


def test_the_desk_hears_of_its_queue(cast: Cast, hears: Callable) -> None:
    assert hears(cast.maria) == {f"account:{cast.maria.id}", "desk", "wall"}
    assert hears(cast.sergey) == {f"account:{cast.sergey.id}", "desk", "wall"}


def test_a_curator_hears_of_queues(cast: Cast, hears: Callable) -> None:
    assert hears(cast.irina) == {f"account:{cast.irina.id}", "desk"}


@pytest.mark.parametrize("name", ["olga", "tamara", "fyodor", "gleb"])
def test_others_hear_of_themselves(cast: Cast, hears: Callable, name: str) -> None:
    account = getattr(cast, name)
    assert hears(account) == {f"account:{account.id}"}


def test_a_case_is_heard_by_who_may_see_it(cast: Cast, hears: Callable, case: Case) -> None:
    topic = f"case:{case.id}"
    assert topic in hears(cast.anna, case=case.id)
    assert topic in hears(cast.maria, case=case.id)


def test_a_foreign_case_does_not_exist(cast: Cast, client: Client, case: Case) -> None:
    for account in (cast.vera, cast.boris, cast.olga, cast.oleg):
        people.sign_in(client, account)
        assert client.get("/live-token", {"case": str(case.id)}).status_code == 404
    for nonsense in (uuid4(), "nonsense"):
        assert client.get("/live-token", {"case": str(nonsense)}).status_code == 404


def test_a_stranger_is_asked_to_sign_in(client: Client) -> None:
    assert client.get("/live-token").status_code == 302
