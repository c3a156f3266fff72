"""Deadlines in working time."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from pult.calendar.days import Week, is_round_the_clock
from pult.calendar.hours import intervals


class NeverOpen(ValueError):
    """The week has too few hours for a deadline."""


def add_working(
    start: datetime, duration: timedelta, week: Week, zone: ZoneInfo, *, holidays: bool = True
) -> datetime:
    """The moment by which `duration` of working time has passed since `start`, in UTC.

    Round the clock it is plain addition. A duration that ends exactly with the day ends on that
    day, not on the next morning. Raises `NeverOpen` for a week without hours.
    """
    if is_round_the_clock(week):
        return (start + duration).astimezone(UTC)
    moment, left = start.astimezone(UTC), duration
    while True:
        before = left
        for opens, closes in intervals(week, moment, zone, holidays=holidays):
            begin = max(moment, opens)
            if left <= closes - begin:
                return begin + left
            left -= closes - begin
            moment = closes
        if left == before:
            raise NeverOpen("no working hours ahead")


def working_between(
    start: datetime, end: datetime, week: Week, zone: ZoneInfo, *, holidays: bool = True
) -> timedelta:
    """The working time in `[start, end)`; zero when `end` is not after `start`."""
    if end <= start:
        return timedelta()
    if is_round_the_clock(week):
        return end - start
    total, moment = timedelta(), start
    while moment < end:
        reached = moment
        for opens, closes in intervals(week, moment, zone, holidays=holidays):
            if opens >= end:
                return total
            total += min(end, closes) - max(start, opens)
            reached = closes
            if closes >= end:
                return total
        if reached == moment:
            return total
        moment = reached
    return total
