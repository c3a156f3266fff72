"""Which hours a day has: weekly hours, public holidays, and the exceptions of the year."""

import tomllib
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from functools import cache
from pathlib import Path
from typing import NamedTuple
from zoneinfo import ZoneInfo

import holidays as public

# Seven entries, Monday first: ["09:00", "18:00"], ["00:00", "24:00"], or [] on a day off.
Week = Sequence[Sequence[str]]

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
ROUND_THE_CLOCK: Week = (("00:00", "24:00"),) * 7
_HOUR = timedelta(hours=1)


class Interval(NamedTuple):
    """Open from `opens` up to, and not including, `closes`; both aware."""

    opens: datetime
    closes: datetime


class _Exceptions(NamedTuple):
    working: dict[date, int]
    short: frozenset[date]


def is_round_the_clock(week: Week) -> bool:
    """Such a place knows no holidays either."""
    return all(list(hours) == ["00:00", "24:00"] for hours in week)


def interval(*, day: date, week: Week, zone: ZoneInfo, holidays: bool = True) -> Interval | None:
    """The hours of `day` in `zone`; None on a day off.

    With `holidays` Russian public holidays are days off, moved days and shortened days count.
    """
    like, short = day.weekday(), False
    if holidays and not is_round_the_clock(week):
        found = _as_in_the_year(day)
        if found is None:
            return None
        like, short = found
    if not week[like]:
        return None
    opens, closes = (_moment(day, text, zone) for text in week[like])
    return Interval(opens, max(opens, closes - _HOUR) if short else closes)


def _as_in_the_year(day: date) -> tuple[int, bool] | None:
    exceptions = _exceptions()
    short = day in exceptions.short
    if day in exceptions.working:
        return exceptions.working[day], short
    if day in _public_holidays(day.year):
        return None
    return day.weekday(), short


@cache
def _exceptions() -> _Exceptions:
    data = tomllib.loads((Path(__file__).parent / "exceptions.toml").read_text("utf-8"))
    working = {line["day"]: WEEKDAYS.index(line["like"]) for line in data["working"]}
    short = {line["day"] for line in data["working"] if line.get("short")}
    short.update(day for line in data["short"] for day in line["days"])
    return _Exceptions(working, frozenset(short))


@cache
def _public_holidays(year: int) -> frozenset[date]:
    return frozenset(public.country_holidays("RU", years=year))


def _moment(day: date, text: str, zone: ZoneInfo) -> datetime:
    if text == "24:00":
        day, text = day + timedelta(days=1), "00:00"
    return datetime.combine(day, time.fromisoformat(text), tzinfo=zone)
