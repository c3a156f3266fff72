"""Working hours in words: «Пн–Пт 08:00–21:00, Сб 09:00–18:00», «открыто до 21:00»."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.translation import gettext, pgettext

from pult.calendar import hours
from pult.calendar.days import Week, is_round_the_clock

DAY = ["00:00", "24:00"]


def in_words(week: Week) -> str:
    """Seven entries, Monday first, each `["08:00", "21:00"]` or `[]`; days off are left out.

    A day and its hours are held together by a non-breaking blank.
    """
    if not week or not any(week):
        return ""
    if is_round_the_clock(week):
        return gettext("round the clock")
    return ", ".join(
        f"{_days(first, last)}\u00a0{_times(week[first])}"
        for first, last in _runs(week)
        if week[first]
    )


def _runs(week: Week) -> list[tuple[int, int]]:
    """The longest runs of neighbouring days with the same hours."""
    runs: list[tuple[int, int]] = []
    for number, day in enumerate(week):
        if runs and list(week[runs[-1][0]]) == list(day):
            runs[-1] = (runs[-1][0], number)
        else:
            runs.append((number, number))
    return runs


def _days(first: int, last: int) -> str:
    names = _names()
    if first == last:
        return names[first]
    if first == 0 and last == 6:
        return gettext("daily")
    return f"{names[first]}–{names[last]}"


def _names() -> list[str]:
    return [
        pgettext("weekday", "Mon"), pgettext("weekday", "Tue"), pgettext("weekday", "Wed"),
        pgettext("weekday", "Thu"), pgettext("weekday", "Fri"), pgettext("weekday", "Sat"),
        pgettext("weekday", "Sun"),
    ]  # fmt: skip


def _times(day: Sequence[str]) -> str:
    if list(day) == DAY:
        return gettext("round the clock")
    return f"{day[0]}–{day[1]}"


@dataclass(frozen=True)
class Standing:
    """Whether a place is open now, and the words for it."""

    is_open: bool
    words: str
    always: bool = False  # open round the clock: the hours need not be told


def standing(week: Week, at: datetime, zone: str = "Europe/Moscow") -> Standing:
    """Open or closed at `at` (aware), Russian public holidays counted, and until when."""
    place = ZoneInfo(zone)
    if is_round_the_clock(week):
        return Standing(True, gettext("open round the clock"), always=True)
    is_now = hours.is_open(week, at, place)
    change = hours.next_change(week, at, place)
    if change is None:
        return Standing(is_now, gettext("open") if is_now else gettext("closed"))
    when = _moment(change.astimezone(place), at.astimezone(place))
    if is_now:
        return Standing(True, gettext("open until %(when)s") % {"when": when})
    return Standing(False, gettext("closed, opens %(when)s") % {"when": when})


def answering(week: Week, at: datetime, zone: str = "Europe/Moscow") -> Standing:
    """The same of a person, who is no shop: whether they work at `at`, and when they answer."""
    place = ZoneInfo(zone)
    now = standing(week, at, zone)
    change = hours.next_change(week, at, place)
    if now.always or change is None:
        return now
    local, today = change.astimezone(place), at.astimezone(place)
    if now.is_open:
        return Standing(True, gettext("works until %(when)s") % {"when": _moment(local, today)})
    said = gettext("not at work now, answers %(when)s") % {"when": _since(local, today)}
    return Standing(False, said)


def _since(change: datetime, now: datetime) -> str:
    """From 09:00 today, tomorrow from 09:00, Mon from 09:00, 12.01.2027 from 09:00."""
    time = gettext("from %(time)s") % {"time": f"{change:%H:%M}"}
    away = (change.date() - now.date()).days
    if away == 0:
        return time
    if away == 1:
        return gettext("tomorrow %(from)s") % {"from": time}
    if away < 7:
        return f"{_names()[change.weekday()]} {time}"
    return f"{date_format(change, 'SHORT_DATE_FORMAT')} {time}"


def _moment(change: datetime, now: datetime) -> str:
    """21:00 today, tomorrow 08:00, Mon 08:00, 12 Jan 08:00."""
    time = f"{change:%H:%M}"
    away = (change.date() - now.date()).days
    if away == 0:
        return time
    if away == 1:
        return gettext("tomorrow at %(time)s") % {"time": time}
    if away < 7:
        return f"{_names()[change.weekday()]} {time}"
    return f"{date_format(change, 'SHORT_DATE_FORMAT')} {time}"
