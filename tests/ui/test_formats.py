"""How values are written for people, in both languages."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.template import Context, Template
from django.utils.translation import override
from psycopg.types.range import Range

from pult.ui import formats

NEW_YEAR_EVE = date(2026, 12, 31)
HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)


def test_days() -> None:
    with override("ru"):
        assert formats.day(NEW_YEAR_EVE) == "31.12.2026"
        assert formats.day_in_words(NEW_YEAR_EVE) == "31 декабря 2026"
    with override("en"):
        assert formats.day(NEW_YEAR_EVE) == "31 Dec 2026"
        assert formats.day_in_words(NEW_YEAR_EVE) == "31 December 2026"


@pytest.mark.parametrize(
    ("period", "russian", "english"),
    [
        ((date(2026, 1, 1), NEW_YEAR_EVE), "01.01–31.12.2026", "1 Jan – 31 Dec 2026"),
        (Range(date(2026, 1, 1), date(2027, 1, 1)), "01.01–31.12.2026", "1 Jan – 31 Dec 2026"),
        (Range(date(2026, 1, 1), NEW_YEAR_EVE, "[]"), "01.01–31.12.2026", "1 Jan – 31 Dec 2026"),
        ((date(2026, 5, 1), date(2027, 4, 30)), "01.05.2026 – 30.04.2027",
         "1 May 2026 – 30 Apr 2027"),
        ((NEW_YEAR_EVE, NEW_YEAR_EVE), "31.12.2026", "31 Dec 2026"),
        (Range(date(2026, 1, 1), None), "с 01.01.2026", "from 1 Jan 2026"),
        (Range(None, date(2027, 1, 1)), "по 31.12.2026", "until 31 Dec 2026"),
    ],
)  # fmt: skip
def test_a_period_shows_its_last_day(period: object, russian: str, english: str) -> None:
    with override("ru"):
        assert formats.period(period).replace("\u00a0", " ") == russian
    with override("en"):
        assert formats.period(period).replace("\u00a0", " ") == english


@pytest.mark.parametrize(
    ("stored", "shown", "dialled"),
    [
        ("+79160002030", "8 (916) 000-20-30", "+79160002030"),
        ("+78002500101", "8 (800) 250-01-01", "+78002500101"),
        ("88002500101", "8 (800) 250-01-01", "+78002500101"),
        ("+4930123456", "+49 30 123456", "+4930123456"),
        ("103", "103", "103"),
        ("доб. 15", "доб. 15", "15"),
    ],
)
def test_phones(stored: str, shown: str, dialled: str) -> None:
    assert formats.phone(stored).replace("\u00a0", " ") == shown
    assert formats.dialled(stored) == dialled


@pytest.mark.parametrize(
    ("full", "short"),
    [
        ("Соболева Анна Игоревна", "Соболева А. И."),
        ("Ким Лев", "Ким Л."),
        ("Мамедов", "Мамедов"),
        ("Мамедов Рашид Али оглы", "Мамедов Р. А."),
        ("", ""),
    ],
)
def test_short_names(full: str, short: str) -> None:
    assert formats.short_name(full).replace("\u00a0", " ") == short


@pytest.mark.parametrize(
    ("left", "words", "figures"),
    [
        (HOUR + 12 * MINUTE + timedelta(seconds=5), "осталось 1 ч 12 мин", "1:12:05"),
        (-(4 * MINUTE + timedelta(seconds=10)), "просрочено на 4 мин", "−04:10"),
        (27 * HOUR + 5 * MINUTE, "осталось 1 д 3 ч", "1 д 3 ч"),
        (timedelta(seconds=30), "осталось 0 мин", "00:30"),
        (48 * MINUTE, "осталось 48 мин", "48:00"),
    ],
)
def test_time_left(left: timedelta, words: str, figures: str) -> None:
    with override("ru"):
        assert formats.time_left(left).replace("\u00a0", " ") == words
        assert formats.clock_left(left).replace("\u00a0", " ") == figures


def test_a_moment_stands_in_the_zone_of_its_reader() -> None:
    at = datetime(2026, 11, 22, 21, 30, tzinfo=ZoneInfo("UTC"))

    shown = Template("{% load ui %}{{ at|moment }}").render(Context({"at": at}))

    assert shown == "23.11.2026, 00:30"
