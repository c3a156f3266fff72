"""Is it open, and when does that change?"""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from pult.calendar.days import Interval, Week, interval

# The longest Russian holidays are eleven days; a place shut for longer has no hours to speak of.
HORIZON = timedelta(days=60)


def is_open(week: Week, at: datetime, zone: ZoneInfo, *, holidays: bool = True) -> bool:
    """Whether `at` (aware) falls into the hours of `week` as kept in `zone`."""
    today = interval(day=at.astimezone(zone).date(), week=week, zone=zone, holidays=holidays)
    return today is not None and today.opens <= at < today.closes


def next_opening(
    week: Week, at: datetime, zone: ZoneInfo, *, holidays: bool = True
) -> datetime | None:
    """`at` itself when it is open, else the next opening in UTC; None if there is none soon."""
    for opens, closes in intervals(week, at, zone, holidays=holidays):
        if at < closes:
            return max(at, opens)
    return None


def next_change(
    week: Week, at: datetime, zone: ZoneInfo, *, holidays: bool = True
) -> datetime | None:
    """When it next closes (open now) or opens (closed now), in UTC; None if it never does."""
    end = None
    for opens, closes in intervals(week, at, zone, holidays=holidays):
        if end is None and at < opens:
            return opens
        if end is not None and opens > end:
            return end
        end = closes
    return end if end is not None and end < at + HORIZON else None


def intervals(
    week: Week, at: datetime, zone: ZoneInfo, *, holidays: bool = True
) -> Iterator[Interval]:
    """The hours that end after `at`, in order, in UTC, for `HORIZON` ahead."""
    day = at.astimezone(zone).date()
    last = day + HORIZON
    while day <= last:
        found = interval(day=day, week=week, zone=zone, holidays=holidays)
        if found and found.closes > at and found.closes > found.opens:
            yield Interval(found.opens.astimezone(UTC), found.closes.astimezone(UTC))
        day += timedelta(days=1)
