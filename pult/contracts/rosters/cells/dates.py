"""Dates in every spelling that rosters hold."""

import math
import re
from datetime import date, datetime, timedelta
from typing import Any

from pult.contracts.rosters.cells.plain import NOTHING, mend_digits, plain, undotted
from pult.contracts.rosters.notes import BadCell, Note

Parsed = tuple[date | None, tuple[Note, ...]]

EARLIEST = date(1900, 1, 1)
LATEST = date(2200, 1, 1)
_EXCEL_EPOCH = date(1899, 12, 30)
_PLAIN = re.compile(r"(\d\d)\.(\d\d)\.(\d{4})")
_ISO = re.compile(r"(\d{4})([-./])(\d{1,2})\2(\d{1,2})")
_SHORT = re.compile(r"(\d{1,2})\s*([-./,\s])\s*(\d{1,2})\s*[-./,\s]\s*(\d{4}|\d{2})")
_WORDS = re.compile(r"(\d{1,2})[\s.\-]*([а-яёa-z]{3,9})\.?[\s,.\-]*(\d{4}|\d{2})")
_WORDS_FIRST = re.compile(r"([a-z]{3,9})\.?\s+(\d{1,2}),?\s+(\d{4})")
_TIME = re.compile(r"[T\s,]+\d{1,2}:\d\d(:\d\d([.,]\d+)?)?\s*(Z|[+-]\d\d:?\d\d|[AaPp][Mm])?$")
_YEAR_WORD = re.compile(r"\s*(г\s*\.?\s*р\s*\.?|г\s*\.|год[а]?\s*(рождения)?|г)$", re.IGNORECASE)
_MONTHS = {
    stem: number
    for number, stems in enumerate(
        (
            "янв jan",
            "фев feb",
            "мар mar",
            "апр apr",
            "мая май may",
            "июн jun",
            "июл jul",
            "авг aug",
            "сен sep",
            "окт oct",
            "ноя nov",
            "дек dec",
        ),
        start=1,
    )
    for stem in stems.split()
}


def parse_birth_date(raw: Any, today: date) -> Parsed:
    """A birth date: from 1900 to `today`; a two-digit year is the latest that is not ahead."""
    value, notes = parse_date(raw, pivot=today)
    if value is None:
        return value, notes
    if value > today:
        raise BadCell("date.future")
    if value < EARLIEST:
        raise BadCell("date.ancient")
    return value, notes


def parse_date(raw: Any, pivot: date | None = None) -> Parsed:
    """A date of any spelling. With `pivot` a two-digit year never lands after that day.

    >>> parse_date("1 февраля 1990 г.")[0] == parse_date("32905.0")[0] == date(1990, 2, 1)
    True
    """
    if isinstance(raw, datetime):
        return raw.date(), ()
    if isinstance(raw, date):
        return raw, ()
    if isinstance(raw, str) and (found := _PLAIN.fullmatch(raw)):
        return _made(*found.group(3, 2, 1)), ()
    if isinstance(raw, int | float) and not isinstance(raw, bool):
        return _from_number(raw), ()
    text = plain(raw)
    if not text:
        return NOTHING
    text = _YEAR_WORD.sub("", _TIME.sub("", text)).strip(" .,")
    mended = mend_digits(text)
    notes = (Note("date.letters", {"value": mended}),) if mended != text else ()
    value, more = _from_text(undotted(mended), pivot)
    return value, notes + more


def _from_text(text: str, pivot: date | None) -> tuple[date, tuple[Note, ...]]:
    if text.replace(".", "", 1).replace(",", "", 1).isdigit() and not re.search(
        r"[.,]\d+[.,]", text
    ):
        return _from_number(float(text.replace(",", "."))), ()
    if found := _ISO.fullmatch(text):
        return _made(found[1], found[3], found[4]), ()
    if found := _SHORT.fullmatch(text):
        return _day_first(found, pivot)
    if found := _WORDS.fullmatch(text.casefold()):
        return _made(_century(found[3], found[2], found[1], pivot), _month(found[2]), found[1]), ()
    if found := _WORDS_FIRST.fullmatch(text.casefold()):
        return _made(found[3], _month(found[1]), found[2]), ()
    raise BadCell("date.unreadable")


def _day_first(found: re.Match[str], pivot: date | None) -> tuple[date, tuple[Note, ...]]:
    """Day, month, year; American month-first only with slashes and when nothing else fits."""
    day, month, year = found[1], found[3], found[4]
    if found[2] == "/" and int(month) > 12 >= int(day):
        value = _made(_century(year, day, month, pivot), day, month)
        return value, (Note("date.american", {"value": value}),)
    return _made(_century(year, month, day, pivot), month, day), ()


def _century(year: str, month: str, day: str, pivot: date | None) -> str:
    if len(year) == 4:
        return year
    if pivot is None:
        return "20" + year
    number = int(month) if month.isdigit() else int(_month(month))
    ahead = (2000 + int(year), number, int(day)) > (pivot.year, pivot.month, pivot.day)
    return ("19" if ahead else "20") + year


def _month(word: str) -> str:
    number = _MONTHS.get(word[:3])
    if number is None:
        raise BadCell("date.unreadable")
    return str(number)


def _from_number(number: float) -> date:
    """An Excel serial, or the digits of a date run together (`19900201`, `1021990`)."""
    if not math.isfinite(number):
        raise BadCell("date.unreadable")
    whole = int(number)
    if 1900 <= whole <= 2100 and whole == number:
        raise BadCell("date.year_only")
    if 2100 < number < 110_000:  # a smaller serial is a count or a total: it lies before 1906
        return _EXCEL_EPOCH + timedelta(days=whole)
    digits = str(whole)
    if len(digits) in (7, 8) and whole == number:
        return _run_together(digits)
    raise BadCell("date.unreadable")


def _run_together(digits: str) -> date:
    readings = set()
    padded = digits.zfill(8)
    orders = [(padded[4:], padded[2:4], padded[:2])]
    if len(digits) == 8:
        orders.append((digits[:4], digits[4:6], digits[6:]))
    for order in orders:
        try:
            value = _made(*order)
        except BadCell:
            continue
        if EARLIEST <= value < LATEST:
            readings.add(value)
    if len(readings) != 1:
        raise BadCell("date.unreadable")
    return readings.pop()


def _made(year: str, month: str, day: str) -> date:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        raise BadCell("date.impossible") from None
