"""Clinics: one's own first, found by mistyped names, the nearest where a place is given."""

from datetime import UTC, datetime

import pytest
from django.test import Client
from django.urls import reverse

from pult.clinics import guess, hours
from pult.clinics.models import Site, Specialty
from pult.contracts.models import Attachment
from tests.people import Cast

URL = "cabinet:clinics"
WEEK = [["08:00", "21:00"]] * 5 + [["09:00", "18:00"], []]


def names(browser: Client, **query: str) -> list[str]:
    answer = browser.get(reverse(URL), query)
    return [row["site"].clinic.code for row in answer.context["rows"]]


def test_only_the_clinics_of_the_programme_unless_all_are_asked_for(anna: Client) -> None:
    assert names(anna) == ["MSK-OUT-1"]
    assert names(anna, every="on") == ["MSK-OUT-1", "MSK-OUT-9"]


def test_an_attachment_is_said_and_comes_first(anna: Client, cast: Cast) -> None:
    Attachment.objects.create(
        policy=cast.anna_policy, clinic=cast.other_clinic, period=cast.anna_policy.period
    )
    assert names(anna) == ["MSK-OUT-9", "MSK-OUT-1"]
    assert "Вы прикреплены" in anna.get(reverse(URL)).content.decode()


@pytest.mark.parametrize("typed", ["липа", "Липпа", "поликлинника липа"])
def test_a_mistyped_name_is_found(anna: Client, typed: str) -> None:
    assert "MSK-OUT-1" in names(anna, name=typed, every="on")


def test_by_city_kind_and_specialty(anna: Client, cast: Cast) -> None:
    Site.objects.filter(id=cast.other_site.id).update(city="Казань")
    assert names(anna, city="Казань", every="on") == ["MSK-OUT-9"]
    assert names(anna, kind="dental", every="on") == []
    assert names(anna, specialty="therapist") == ["MSK-OUT-1"]
    assert names(anna, kind="<x>", every="on") == ["MSK-OUT-1"]


def test_the_nearest_first_and_the_place_is_in_no_address(anna: Client, cast: Cast) -> None:
    Site.objects.filter(id=cast.other_site.id).update(lat=59.93, lon=30.33)
    sent = {"lat": "59.93", "lon": "30.33", "every": "on", "city": ""}
    answer = anna.post(reverse(URL), sent)
    rows = [(row["site"].clinic.code, round(row["km"])) for row in answer.context["rows"]]
    assert rows == [("MSK-OUT-1", 630), ("MSK-OUT-9", 0)]  # one's own stays first
    said = answer.content.decode()
    assert 'method="post"' in said
    assert "?lat=" not in said and "&lat=" not in said


def test_hours_in_words() -> None:
    folded = hours.in_words(WEEK).replace("\u00a0", " ")
    assert folded == "Пн–Пт 08:00–21:00, Сб 09:00–18:00"
    assert hours.in_words([["00:00", "24:00"]] * 7) == "круглосуточно"
    assert hours.in_words([]) == ""


@pytest.mark.parametrize(
    ("at", "said"),
    [
        (datetime(2026, 3, 2, 12, 0, tzinfo=UTC), "открыто до 21:00"),
        (datetime(2026, 3, 2, 20, 0, tzinfo=UTC), "закрыто, откроется завтра в 08:00"),
        (datetime(2026, 3, 2, 3, 0, tzinfo=UTC), "закрыто, откроется 08:00"),
        (datetime(2026, 2, 28, 16, 0, tzinfo=UTC), "закрыто, откроется Пн 08:00"),
    ],
)
def test_open_now_in_words(at: datetime, said: str) -> None:
    assert hours.standing(WEEK, at).words == said


@pytest.mark.parametrize(
    ("at", "said"),
    [
        (datetime(2026, 3, 2, 12, 0, tzinfo=UTC), "работает до 21:00"),
        (datetime(2026, 3, 2, 20, 0, tzinfo=UTC), "сейчас не работает, ответит завтра с 08:00"),
        (datetime(2026, 3, 2, 3, 0, tzinfo=UTC), "сейчас не работает, ответит с 08:00"),
        (datetime(2026, 2, 28, 16, 0, tzinfo=UTC), "сейчас не работает, ответит Пн с 08:00"),
    ],
)
def test_a_person_is_no_shop(at: datetime, said: str) -> None:
    assert hours.answering(WEEK, at).words == said


def test_a_complaint_is_guessed_by_everyday_words() -> None:
    known = [
        Specialty(code="dentist", name_ru="Стоматолог", name_en="Dentist", synonyms=["болит зуб"]),
        Specialty(code="ent", name_ru="ЛОР", name_en="ENT", synonyms=["горло", "ухо"]),
    ]
    assert [s.code for s in guess.specialties_for("зуб болит второй день", known)] == ["dentist"]
    assert [s.code for s in guess.specialties_for("болит горло", known)] == ["ent"]
    assert guess.specialties_for("ничего", known) == []
