"""Working hours of the curators: Mon–Thu 9–18, Fri 9–16:45, Russian holidays."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pult.calendar.days import ROUND_THE_CLOCK, interval
from pult.calendar.deadlines import NeverOpen, add_working, working_between
from pult.calendar.hours import is_open, next_change, next_opening

MOSCOW = ZoneInfo("Europe/Moscow")
VLADIVOSTOK = ZoneInfo("Asia/Vladivostok")
CURATORS = [["09:00", "18:00"]] * 4 + [["09:00", "16:45"], [], []]
CLOSED = [[]] * 7

moments = st.datetimes(datetime(2024, 1, 1), datetime(2027, 11, 1), timezones=st.just(UTC))  # noqa: DTZ001
durations = st.integers(0, 60 * 60).map(lambda minutes: timedelta(minutes=minutes))


def moscow(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=MOSCOW)


@pytest.mark.parametrize(
    ("at", "is_working"),
    [
        ("2026-11-19 17:59", True),
        ("2026-11-19 18:00", False),
        ("2026-11-20 16:44", True),
        ("2026-11-20 16:45", False),  # Friday
        ("2026-11-21 12:00", False),  # Saturday
        ("2026-11-04 12:00", False),  # Unity Day
        ("2026-11-03 17:30", False),  # an hour shorter before it
        ("2025-11-01 12:00", True),  # a Saturday worked for Monday the 3rd
        ("2025-11-03 12:00", False),
        ("2026-01-09 12:00", False),  # a day off moved to the end of the New Year holidays
    ],
)
def test_open(at: str, is_working: bool) -> None:
    assert is_open(CURATORS, moscow(at), MOSCOW) is is_working


def test_hours_are_those_of_the_zone() -> None:
    noon_in_vladivostok = datetime(2026, 11, 19, 12, tzinfo=VLADIVOSTOK)

    assert is_open(CURATORS, noon_in_vladivostok, VLADIVOSTOK)
    assert not is_open(CURATORS, noon_in_vladivostok, MOSCOW)


def test_a_deadline_jumps_over_the_week_end() -> None:
    late_friday = moscow("2026-11-20 16:00")

    assert add_working(late_friday, timedelta(hours=2), CURATORS, MOSCOW) == moscow(
        "2026-11-23 10:15"
    )


def test_a_deadline_may_end_with_the_day() -> None:
    friday = moscow("2026-11-20 09:00")
    whole_day = timedelta(hours=7, minutes=45)

    assert add_working(friday, whole_day, CURATORS, MOSCOW) == moscow("2026-11-20 16:45")


def test_what_happens_next() -> None:
    assert next_change(CURATORS, moscow("2026-11-20 16:00"), MOSCOW) == moscow("2026-11-20 16:45")
    assert next_change(CURATORS, moscow("2026-11-20 17:00"), MOSCOW) == moscow("2026-11-23 09:00")
    assert next_opening(CURATORS, moscow("2026-11-20 16:00"), MOSCOW) == moscow("2026-11-20 16:00")
    assert next_change(ROUND_THE_CLOCK, moscow("2026-11-20 16:00"), MOSCOW) is None


def test_a_place_without_hours_has_no_deadlines() -> None:
    with pytest.raises(NeverOpen):
        add_working(moscow("2026-11-20 16:00"), timedelta(hours=1), CLOSED, MOSCOW)
    assert next_opening(CLOSED, moscow("2026-11-20 16:00"), MOSCOW) is None


def test_every_moved_day_off_has_its_working_saturday() -> None:
    for saturday in (date(2024, 4, 27), date(2024, 11, 2), date(2024, 12, 28), date(2025, 11, 1)):
        assert interval(day=saturday, week=CURATORS, zone=MOSCOW) is not None


@settings(deadline=None, max_examples=60)
@given(start=moments, later=durations, duration=durations)
def test_starting_later_never_ends_earlier(
    start: datetime, later: timedelta, duration: timedelta
) -> None:
    first = add_working(start, duration, CURATORS, MOSCOW)

    assert first <= add_working(start + later, duration, CURATORS, MOSCOW)


@settings(deadline=None, max_examples=60)
@given(start=moments, duration=durations.filter(bool))
def test_a_deadline_lies_in_working_hours(start: datetime, duration: timedelta) -> None:
    due = add_working(start, duration, CURATORS, MOSCOW)

    assert is_open(CURATORS, due - timedelta(microseconds=1), MOSCOW)


@settings(deadline=None, max_examples=60)
@given(start=moments, duration=durations)
def test_the_working_time_until_a_deadline_is_what_was_promised(
    start: datetime, duration: timedelta
) -> None:
    due = add_working(start, duration, CURATORS, MOSCOW)

    assert working_between(start, due, CURATORS, MOSCOW) == duration


@given(start=moments, duration=durations)
def test_round_the_clock_is_plain_addition(start: datetime, duration: timedelta) -> None:
    assert add_working(start, duration, ROUND_THE_CLOCK, MOSCOW) == start + duration
