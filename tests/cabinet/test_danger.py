"""Words of danger bring help before any form; a fever brings the doctor home."""

import pytest
from django.test import Client
from django.urls import reverse

from pult.clinics import danger
from tests.people import Cast

GRAVE = (
    "сильно болит в груди, не могу дышать",
    "Давит за грудиной",
    "муж без сознания",
    "упала в обморок",
    "кровотечение не остановить",
    "онемела рука и перекосило лицо",
    "ребёнок отравился",
    "судороги",
    "chest pain since morning",
    "my son cannot breathe",
    "she is unconscious",
    "heavy bleeding",
)
NOT_GRAVE = (
    "болит колено",
    "нос не дышит",
    "немедленно нужна справка",
    "запись к грудному специалисту",
    "my phone number has changed",
    "абракадабра",
)


@pytest.mark.parametrize("text", GRAVE)
def test_danger_is_heard(text: str) -> None:
    assert danger.is_danger(text)


@pytest.mark.parametrize("text", NOT_GRAVE)
def test_a_common_complaint_is_no_alarm(text: str) -> None:
    assert not danger.is_danger(text)


def test_a_fever_is_heard() -> None:
    told = ("температура 39", "a fever", "жареное", "жарко")
    assert [danger.is_fever(text) for text in told] == [True, True, False, False]


def ask(browser: Client, text: str) -> str:
    return browser.post(reverse("cabinet:ask"), {"text": text}).content.decode()


def test_help_stands_first_and_the_call_back_keeps_the_words(anna: Client) -> None:
    said = ask(anna, GRAVE[0])
    places = [
        said.index(part)
        for part in (
            'href="tel:103"', 'href="tel:112"', "+74957832640", "Не могу звонить: перезвоните мне",
            "Если опасности нет",
        )
    ]  # fmt: skip
    assert places == sorted(places)
    begun = anna.post(
        reverse("cabinet:request-new", args=["ambulance"]), {"begin": "1", "text": GRAVE[0]}
    )
    assert f"{GRAVE[0]}</textarea>" in begun.content.decode()


def test_without_danger_the_doctors_come_first(anna: Client) -> None:
    assert "Если опасности нет" not in ask(anna, "болит колено")


def test_with_a_fever_the_doctor_comes_home_first(anna: Client) -> None:
    said = ask(anna, "температура 39")
    assert said.index("/requests/new/house_call") < said.index("/requests/new/appointment")


def test_ones_own_city_answers_first(anna: Client, cast: Cast) -> None:
    said = anna.get(reverse("cabinet:emergency")).content.decode()
    assert said.index("+74957832640") < said.index("+78002500101")


def test_a_stranger_gets_the_federal_number_first(client: Client, cast: Cast) -> None:
    said = client.get(reverse("cabinet:emergency")).content.decode()
    assert said.index("+78002500101") < said.index("+74957832640")
