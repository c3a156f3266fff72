"""What the tests of letters share: the hour, the people, a decision, a line, a letter."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from django.utils.translation import override

from pult.contracts.models import Policy
from pult.coverage.models import Decision
from pult.guarantees import actions
from pult.guarantees.models import Letter
from pult.guarantees.wanted import Line
from pult.kernel import clock
from pult.limits.needs import Need
from pult.people.access import Actor
from tests import people

MRI = "A05.04.001"


def decided(policy: Policy, verdict: str = "covered", **answer: Any) -> Decision:
    """A stored decision that an MRI for this policy is covered, but not by the rule alone."""
    return Decision.objects.create(
        at=clock.now(),
        policy=policy,
        person_id=policy.person_id,
        asked="МРТ колена",
        question={"service": MRI, "candidates": [], "quantity": 1},
        facts={},
        digest="d" * 64,
        engine="1",
        verdict=verdict,
        answer={"service": MRI, "by_rule": False, "needs": []} | answer,
        channel=Decision.Channel.DESK,
    )


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
def irina(cast: people.Cast) -> Actor:
    """The doctor-curator of «Северный ветер»."""
    return people.actor(cast.irina)


@pytest.fixture
def tamara(cast: people.Cast) -> Actor:
    """The registrar of the clinic to which letters go."""
    return people.actor(cast.tamara)


@pytest.fixture
def mri(cast: people.Cast) -> Callable[..., Line]:
    """An MRI of a joint for Анна, who may have three a year for 20 000 roubles in all."""

    def line(quantity: int = 1, **more: Any) -> Line:
        needs = [
            Need(cast.anna_policy.id, "mri", "2026", 3, "count", quantity),
            Need(cast.anna_policy.id, "diagnostics", "2026", 20_000_00, "money", 5_000_00),
        ]
        given = {"title_ru": "МРТ суставов", "clause": "2.4", "needs": needs}
        return Line(MRI, quantity=quantity, **(given | more))

    return line


@pytest.fixture
def issue(
    cast: people.Cast, maria: Actor, noon: datetime, mri: Callable[..., Line]
) -> Callable[..., Letter]:
    """Мария issues a letter for one MRI of Анна, unless told otherwise."""

    def issue(**more: Any) -> Letter:
        given: dict[str, Any] = {
            "by": maria, "at": noon, "policy": cast.anna_policy, "clinic": cast.clinic,
            "lines": [mri()], "decision": decided(more.get("policy", cast.anna_policy)),
        }  # fmt: skip
        return actions.issue(**(given | more))

    return issue
