"""What the tests of cases share: the hour at which they happen, the operators, an open case."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from django.utils.translation import override

from pult.cases import actions
from pult.cases.models import Case
from pult.kernel import clock
from pult.people.access import Actor, Role
from tests import people


@pytest.fixture(autouse=True)
def russian() -> Iterator[None]:
    """A request of an earlier test may have left another language."""
    with override("ru"):
        yield


@pytest.fixture
def noon() -> datetime:
    """Today at noon in Moscow."""
    today = clock.today()
    return datetime(today.year, today.month, today.day, 9, tzinfo=UTC)


@pytest.fixture
def anna(cast: people.Cast) -> Actor:
    return people.actor(cast.anna)


@pytest.fixture
def maria(cast: people.Cast) -> Actor:
    return people.actor(cast.maria)


@pytest.fixture
def ivan(cast: people.Cast) -> Actor:
    """A second operator."""
    return people.actor(people.staff("Иван Осин", Role.OPERATOR))


@pytest.fixture
def ask(cast: people.Cast, anna: Actor, noon: datetime) -> Callable[..., Case]:
    """Анна asks for something; an appointment unless told otherwise."""

    def ask(kind: str = "appointment", **more: Any) -> Case:
        given = {"by": anna, "person": cast.anna.person, "at": noon, "text": "Болит колено"}
        return actions.open_case(kind=kind, **(given | more))

    return ask
