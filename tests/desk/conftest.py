"""What the tests of the desk share: signed-in operators and a waiting case."""

from collections.abc import Callable, Iterator

import pytest
from django.test import Client
from django.utils.translation import override

from pult.cases import actions
from pult.cases.models import Case
from pult.kernel import clock
from pult.people.access import Role
from pult.people.models import Account
from tests import people


@pytest.fixture(autouse=True)
def russian() -> Iterator[None]:
    """A request of an earlier test may have left another language."""
    with override("ru"):
        yield


@pytest.fixture
def ivan(cast: people.Cast) -> Account:
    """A second operator."""
    return people.staff("Иван Осин", Role.OPERATOR)


@pytest.fixture
def signed_in(cast: people.Cast) -> Callable[[Account], Client]:
    """A browser of its own for each account."""

    def signed_in(account: Account) -> Client:
        client = Client()
        people.sign_in(client, account)
        return client

    return signed_in


@pytest.fixture
def maria(cast: people.Cast, signed_in: Callable[[Account], Client]) -> Client:
    return signed_in(cast.maria)


@pytest.fixture
def case(cast: people.Cast) -> Case:
    return open_case(cast)


def open_case(cast: people.Cast, kind: str = "appointment", text: str = "Болит колено") -> Case:
    """Анна asks now."""
    return actions.open_case(
        kind=kind, by=people.actor(cast.anna), person=cast.anna.person, at=clock.now(), text=text
    )
