"""«Покрывается ли?»: asked in one's own words, answered with the clause and what to do."""

import re
from datetime import datetime
from html import unescape

import pytest
from django.test import Client

from pult.cases.actions import open_case
from pult.cases.models import Case
from pult.coverage.models import Decision
from tests import people
from tests.coverage.asking.programme import MRI, VISIT

pytestmark = pytest.mark.django_db
PAGE = "/cabinet/coverage"


@pytest.fixture
def anna(programme: people.Cast) -> Client:
    browser = Client()
    people.sign_in(browser, programme.anna)
    return browser


def read(response: object) -> str:
    """The page as it reads, without its marks."""
    text = re.sub(r"<[^>]+>", " ", response.content.decode())  # type: ignore[attr-defined]
    return " ".join(unescape(text).split())


def test_the_form_asks_nothing_yet(anna: Client) -> None:
    assert "Покрывается ли?" in read(anna.get(PAGE))
    assert Decision.objects.count() == 0


def test_covered_with_its_clause_and_a_way_to_book(anna: Client) -> None:
    page = anna.post(PAGE, {"service": "приём терапевта"})
    text = read(page)
    assert page.status_code == 200
    assert "Покрывается Приём терапевта, первичный · Поликлиника «Липа»" in text
    assert "Приёмы врачей в клиниках списка. «Северная» , пункт 2.1.1" in text
    assert 'action="/cabinet/requests/new/appointment"' in page.content.decode()
    assert Decision.objects.get().channel == "cabinet"


def test_the_button_begins_a_request_with_what_is_known(anna: Client) -> None:
    begun = anna.post(
        "/cabinet/requests/new/appointment",
        {"begin": "1", "text": "приём терапевта", "specialty": "therapist"},
    )
    assert begun.status_code == 200
    assert "приём терапевта" in begun.content.decode()


def test_not_covered_says_why_and_offers_a_person(anna: Client) -> None:
    page = anna.post(PAGE, {"service": "массаж"})
    assert "Не покрывается" in read(page)
    assert "В программе нет такой услуги." in read(page)
    assert 'action="/cabinet/requests/new/programme_question"' in page.content.decode()


def test_a_missing_place_is_asked_for(anna: Client) -> None:
    page = anna.post(PAGE, {"service": "врач на дом"})
    assert "нужно знать: адрес, куда нужен врач" in read(page)
    assert "data-geo" in page.content.decode()
    there = anna.post(PAGE, {"service": "врач на дом", "lat": "55.75", "lon": "37.61"})
    assert "Покрывается Вызов терапевта на дом" in read(there)


def test_an_ambulance_brings_the_phones_first(anna: Client) -> None:
    text = read(anna.post(PAGE, {"service": "скорая"}))
    assert text.index("103") < text.index("Пока нельзя сказать")


def test_words_of_danger_bring_them_though_no_service_is_known(anna: Client) -> None:
    page = anna.post(PAGE, {"service": "не могу дышать"})
    assert 'href="tel:103"' in page.content.decode()


def test_help_stands_even_beside_a_mistake(anna: Client) -> None:
    page = anna.post(PAGE, {"service": "скорая", "diagnosis": "Ж1"})
    assert page.status_code == 422
    assert "Диагноза с кодом «Ж1» в МКБ-10 нет." in read(page)
    assert 'href="tel:103"' in page.content.decode()


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"service": " "}, "Напишите, что нужно"),
        ({"service": "мрт", "clinic": "MSK-OUT-9"}, "MSK-OUT-9"),
        ({"service": "мрт", "day": "2026-02-30"}, "дат"),
        ({"service": "мрт", "stage": "later"}, "later"),
    ],
)
def test_what_cannot_be_understood_is_said_at_its_field(
    anna: Client, typed: dict[str, str], sentence: str
) -> None:
    page = anna.post(PAGE, typed)
    assert page.status_code == 422
    assert sentence in read(page)
    assert Decision.objects.count() == 0


def test_the_box_of_the_first_page_leads_here(anna: Client) -> None:
    assert f'formaction="{PAGE}"' in anna.get("/cabinet/").content.decode()
    assert "МРТ коленного сустава" in read(anna.post(PAGE, {"text": "мрт колена"}))


def test_a_parent_asks_for_a_young_child_and_for_nobody_else(
    programme: people.Cast, anna: Client
) -> None:
    anna.post(PAGE, {"service": VISIT, "person": str(programme.misha.id)})
    assert Decision.objects.get().person_id == programme.misha.id
    for stranger in (programme.lena, programme.pavel, programme.vera_policy.person):
        anna.post(PAGE, {"service": VISIT, "person": str(stranger.id)})
    assert Decision.objects.exclude(person=programme.misha).count() == 0


def test_a_foreign_policy_is_not_asked_about(programme: people.Cast, anna: Client) -> None:
    anna.post(PAGE, {"service": VISIT, "policy": str(programme.vera_policy.id)})
    assert Decision.objects.get().policy == programme.anna_policy


def test_suggestions_while_one_types(anna: Client) -> None:
    found = anna.post(f"{PAGE}/services", {"service": "мрт"})
    assert found.content.decode().strip() == '<option value="МРТ коленного сустава"></option>'
    assert anna.post(f"{PAGE}/services", {"service": ""}).content.decode().strip() == ""


def test_in_english(programme: people.Cast, anna: Client) -> None:
    anna.cookies["django_language"] = "en"
    text = read(anna.post(PAGE, {"service": MRI}))
    assert "The medical desk's approval is needed" in text
    assert "Left: 2 of 2 for the insurance year." in text


@pytest.fixture
def case(programme: people.Cast, noon: datetime) -> Case:
    """Anna asks the desk for an appointment."""
    return open_case(
        kind="appointment", by=people.actor(programme.anna), at=noon, text="Болит колено",
        person=programme.anna.person, policy=programme.anna_policy,
    )  # fmt: skip


def test_the_desk_asks_beside_a_case(programme: people.Cast, case: Case) -> None:
    browser = Client()
    people.sign_in(browser, programme.maria)
    assert f'hx-post="/desk/cases/{case.id}/coverage/"' in (
        browser.get(f"/desk/cases/{case.id}/").content.decode()
    )
    part = browser.post(
        f"/desk/cases/{case.id}/coverage/", {"service": "терапевт"}, headers={"HX-Request": "true"}
    )
    assert "<html" not in part.content.decode()
    assert "Покрывается Приём терапевта, первичный · Поликлиника «Липа»" in read(part)
    whole = browser.post(f"/desk/cases/{case.id}/coverage/", {"service": "массаж"})
    assert "<html" in whole.content.decode()
    assert "Не покрывается" in read(whole)
    assert [row.channel for row in Decision.objects.all()] == ["desk", "desk"]
