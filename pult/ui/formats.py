"""How dates, times left, phones and names are written for people. Pure but for the language."""

from datetime import date, datetime, timedelta
from typing import Any

import phonenumbers
from django.utils.formats import date_format
from django.utils.translation import get_language, gettext

NBSP = "\u00a0"


def is_russian() -> bool:
    return (get_language() or "").startswith("ru")


def day(value: date) -> str:
    """31.12.2026 in Russian, 31 Dec 2026 in English."""
    return date_format(value, "d.m.Y" if is_russian() else "j M Y")


def day_in_words(value: date) -> str:
    """31 декабря 2026 in Russian, 31 December 2026 in English."""
    return date_format(value, "j E Y" if is_russian() else "j F Y")


def moment(value: datetime) -> str:
    """A day and a time, in the zone of `value`: 22.11.2026, 14:30."""
    return f"{day(value)}, {date_format(value, 'H:i')}"


def period(value: Any) -> str:
    """A date range, its last day included: 01.01–31.12.2026.

    `value` is a (first, last) pair, both included, or a range with `lower`, `upper` and
    `upper_inc` as PostgreSQL gives it (there `[first, day after the last)`).
    """
    first, last = _ends(value)
    if first and last:
        return _closed_period(first, last)
    if first:
        return gettext("from %(day)s") % {"day": day(first)}
    if last:
        return gettext("until %(day)s") % {"day": day(last)}
    return gettext("without end")


def phone(value: str) -> str:
    """`+79160002030` as 8 (916) 000-20-30, abroad internationally, anything else as it is."""
    digits = value.removeprefix("+")
    if len(digits) == 11 and digits.isdigit() and digits[0] in "78":
        return f"8{NBSP}({digits[1:4]}){NBSP}{digits[4:7]}-{digits[7:9]}-{digits[9:]}"
    try:
        number = phonenumbers.parse(value, None)
    except phonenumbers.NumberParseException:
        return value
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL)


def dialled(value: str) -> str:
    """What stands after `tel:`: digits, and the leading + of a full number."""
    digits = "".join(char for char in value if char.isdigit())
    if len(digits) == 11 and digits[0] == "8":
        return "+7" + digits[1:]
    return "+" + digits if len(digits) >= 10 else digits


def short_name(full: str) -> str:
    """Соболева Анна Игоревна as Соболева А. И.; a surname alone stays."""
    surname, *given = full.split()[:3] or [""]
    return NBSP.join([surname, *(f"{name[0].upper()}." for name in given)])


def time_left(left: timedelta) -> str:
    """«осталось 1 ч 12 мин», or «просрочено на 4 мин» once the time has passed."""
    words = duration(abs(left))
    if left < timedelta():
        return gettext("%(time)s late") % {"time": words}
    return gettext("%(time)s left") % {"time": words}


def duration(span: timedelta) -> str:
    """The two largest units, whole minutes: 1 д 3 ч, 1 ч 12 мин, 4 мин."""
    minutes = int(span.total_seconds()) // 60
    days, hours, minutes = minutes // 1440, minutes // 60 % 24, minutes % 60
    parts = [
        (days, gettext("d")),
        (hours, gettext("h")),
        (0 if days else minutes, gettext("min")),
    ]
    shown = [f"{amount}{NBSP}{unit}" for amount, unit in parts if amount]
    return " ".join(shown) or f"0{NBSP}{gettext('min')}"


def clock_left(left: timedelta) -> str:
    """Figures for a narrow column: 1:12:05, 06:32, −04:10; from a day on in words."""
    if abs(left) >= timedelta(days=1):
        return ("\u2212" if left < timedelta() else "") + duration(abs(left))
    seconds = int(abs(left).total_seconds())
    hours, minutes, seconds = seconds // 3600, seconds // 60 % 60, seconds % 60
    figures = f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes:02}:{seconds:02}"
    return ("\u2212" if left < timedelta() else "") + figures


def _ends(value: Any) -> tuple[date | None, date | None]:
    if isinstance(value, tuple):
        return value
    last = value.upper
    if last is not None and not value.upper_inc:
        last -= timedelta(days=1)
    return value.lower, last


def _closed_period(first: date, last: date) -> str:
    if first == last:
        return day(first)
    if first.year != last.year:
        return f"{day(first)}{NBSP}– {day(last)}"
    if is_russian():
        return f"{date_format(first, 'd.m')}–{day(last)}"
    return f"{date_format(first, 'j M')}{NBSP}– {day(last)}"
