"""Promises of time: who keeps them in which hours, and when they stand still."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

import pytest

from pult.cases import actions, clocks
from pult.cases.clocks import NEVER
from pult.cases.models import Case
from pult.guide.models import Profile
from pult.guide.queries import forget_profile
from pult.kernel import clock
from pult.people.access import Actor

Ask = Callable[..., Case]
HOUR = timedelta(hours=1)


@pytest.fixture
def held(ask: Ask, maria: Actor, noon: datetime) -> Case:
    return actions.claim(case_id=ask().id, by=maria, at=noon)


def test_the_first_answer_is_the_nearest_promise_until_it_is_given(
    held: Case, maria: Actor, noon: datetime
) -> None:
    assert held.deadline == noon + timedelta(minutes=15)

    actions.reply(case_id=held.id, version=held.version, text="Ищем", by=maria, at=noon)

    assert Case.objects.get().deadline == noon + 4 * HOUR


def test_clocks_stand_while_the_member_must_answer(
    held: Case, maria: Actor, anna: Actor, noon: datetime
) -> None:
    asked = actions.ask_member(
        case_id=held.id, version=held.version, text="Когда удобно?", by=maria, at=noon + HOUR
    )
    assert asked.deadline == NEVER

    actions.write(case_id=held.id, text="Завтра", by=anna, at=noon + 6 * HOUR)

    assert Case.objects.get().deadline == noon + 9 * HOUR


def test_an_overdue_promise_stays_overdue(
    held: Case, maria: Actor, anna: Actor, noon: datetime
) -> None:
    late = noon + 5 * HOUR
    actions.ask_member(
        case_id=held.id, version=held.version, text="Когда удобно?", by=maria, at=late
    )

    actions.write(case_id=held.id, text="Завтра", by=anna, at=late + HOUR)

    assert Case.objects.get().deadline == noon + 4 * HOUR


@pytest.fixture
def curators_leave_early_on_friday(db: None) -> Iterator[None]:
    week = [["09:00", "18:00"]] * 4 + [["09:00", "16:45"], [], []]
    Profile.objects.create(name="Страховая", desk_email="desk@example.ru", curator_hours=week)
    forget_profile()
    yield
    forget_profile()


@pytest.mark.usefixtures("curators_leave_early_on_friday")
def test_curators_promise_in_working_hours(ask: Ask) -> None:
    friday_evening = datetime(2026, 11, 20, 17, 30, tzinfo=clock.MOSCOW)

    case = ask("admin_question", at=friday_evening)

    assert case.deadline == datetime(2026, 11, 23, 13, 0, tzinfo=clock.MOSCOW)


def test_a_handed_over_case_gets_the_clocks_of_the_curators(
    held: Case, maria: Actor, noon: datetime
) -> None:
    passed = actions.transfer(
        case_id=held.id, version=held.version, queue="doctor_curator", by=maria, at=noon
    )

    assert passed.deadline == clocks.due("doctor_curator", 4 * HOUR, noon)
    assert (passed.state, passed.owner_id, passed.queue) == ("new", None, "doctor_curator")


def test_nothing_is_due_after_the_end(held: Case, maria: Actor, noon: datetime) -> None:
    done = actions.resolve(
        case_id=held.id, version=held.version, outcome="answered", by=maria, at=noon
    )

    assert done.deadline == NEVER
