"""What if a draft were in force: who gains, who loses, and by which rule."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from pult.coverage.what_if import Outcome, what_if
from pult.kernel.errors import Forbidden
from pult.people.access import SYSTEM
from pult.programmes.editing import with_clause, without_clause
from pult.programmes.rules.document import parse, to_data
from tests import people
from tests.coverage.asking.conftest import Asking
from tests.coverage.asking.programme import MRI, TEETH, VIDEO, VISIT, northern
from tests.programmes.documents import clause, rule

pytestmark = pytest.mark.django_db


def draft(*clauses: dict[str, Any], without: str = "") -> dict[str, Any]:
    """«Северная» with some of its clauses written otherwise."""
    data = without_clause(to_data(parse(northern())), without)
    for one in clauses:
        data = with_clause(data, one["number"], one)
    return data


def asked_of(data: dict[str, Any], cast: people.Cast, at: datetime, days: int = 30) -> Outcome:
    return what_if(parse(data), programme_id=cast.programme.id, days=days, by=SYSTEM, at=at)


def test_the_same_document_changes_nothing(
    asking: Asking, cast: people.Cast, noon: datetime
) -> None:
    asking(VISIT)
    asking(MRI)

    outcome = asked_of(northern(), cast, noon)

    assert (outcome.made_again, outcome.causes, outcome.unreadable) == (2, {}, 0)


def test_gains_and_losses_stand_by_the_rule_that_brings_them(
    asking: Asking, cast: people.Cast, noon: datetime
) -> None:
    for service in (VISIT, MRI, MRI, VIDEO):
        asking(service)
    boris = cast.boris_policy.number
    asking(MRI, policy_number=boris)
    free = clause("2.1.3", rule("cover", MRI), section="outpatient")

    outcome = asked_of(draft(free, without="2.5.1"), cast, noon)

    assert outcome.made_again == 5
    assert {name: (one.gains, one.losses) for name, one in outcome.causes.items()} == {
        "2.1.3": (3, 0),  # what is new decides
        "2.5.1": (0, 1),  # what is gone decided
    }
    told = outcome.causes["2.1.3"].policies
    assert {number: (one.before, one.after) for number, one in told.items()} == {
        cast.anna_policy.number: ("approval_needed", "covered"),
        boris: ("approval_needed", "covered"),
    }
    assert [one.name for one in outcome.by_weight] == ["2.1.3", "2.5.1"]


def test_a_waiting_period_that_ends_earlier_is_a_gain(
    asking: Asking, cast: people.Cast, noon: datetime
) -> None:
    asking(TEETH, day=cast.contract.period.lower)
    sooner = clause(
        "2.2.1", rule("cover", TEETH), section="outpatient",
        waits=[{"code": "teeth", "days": 0, "services": [TEETH]}],
    )  # fmt: skip

    outcome = asked_of(draft(sooner), cast, noon)

    assert {name: (one.gains, one.losses) for name, one in outcome.causes.items()} == {
        "2.2.1": (1, 0)
    }


def test_what_was_kept_without_its_facts_is_counted_apart(
    asking: Asking, cast: people.Cast, noon: datetime
) -> None:
    found = asking(VIDEO)
    home = clause("2.5.1", rule("cover", VIDEO, zone=["inside"]), section="home")
    data = draft(home) | {
        "zones": [*northern()["zones"], northern()["zones"][0] | {"code": "new"}],
    }
    data["sections"] = [
        one | {"zone": "new"} if one["code"] == "home" else one for one in data["sections"]
    ]

    outcome = asked_of(data, cast, noon)

    assert found.row is not None
    assert outcome.made_again == 1
    assert outcome.losses + outcome.unreadable == 1


def test_older_decisions_are_passed_over(asking: Asking, cast: people.Cast, noon: datetime) -> None:
    asking(VISIT)

    later = noon + timedelta(days=31)

    assert asked_of(draft(without="2.1.1"), cast, later).made_again == 0


def test_it_takes_one_query_however_many_decisions(
    asking: Asking, cast: people.Cast, noon: datetime
) -> None:
    for service in (VISIT, MRI, VIDEO):
        asking(service)

    with CaptureQueriesContext(
        connection,
    ) as queries:
        asked_of(northern(), cast, noon)

    assert len(queries) <= 3  # iterated by a cursor of the server


def test_only_the_office_asks(asking: Asking, cast: people.Cast, noon: datetime) -> None:
    with pytest.raises(Forbidden):
        what_if(
            parse(northern()), programme_id=cast.programme.id, days=30,
            by=people.actor(cast.maria), at=noon,
        )  # fmt: skip
