"""The welcome letter: the policy and the memo come with it, and how to open the cabinet."""

import pytest
from django.conf import settings
from django.urls import reverse

from pult.notifications import kinds
from tests.book import Book, book
from tests.documents.test_prints import words

pytestmark = pytest.mark.django_db


@pytest.fixture
def anna(db: None) -> Book:
    return book()


def letter(of: Book, language: str) -> kinds.Rendered:
    kind = kinds.find("welcome")
    return kinds.render(kind, "email", {"policy": str(of.anna.id)}, language=language)


def test_the_letter_says_the_policy_its_last_day_and_the_way_to_the_cabinet(anna: Book) -> None:
    said = letter(anna, "ru")
    assert said.subject == "Ваш полис ДМС 2026-0001-000001"
    for wanted in (
        "Здравствуйте, Анна Игоревна!", "«Оптима»", "по 31.12.2027 включительно",
        settings.PULT_URL + reverse("enrolment:sign-up"), "8 (800) 250-01-01", "103, 112",
    ):  # fmt: skip
        assert wanted in said.text
    assert "Hello" in letter(anna, "en").text


def test_policy_and_memo_are_attached(anna: Book) -> None:
    policy, memo = letter(anna, "ru").attachments
    assert (policy.name, memo.name) == (
        "policy-2026-0001-000001.pdf", "memo-2026-0001-000001.pdf",
    )  # fmt: skip
    assert "Полис добровольного медицинского страхования" in words(policy.content)
    assert "Памятка застрахованного" in words(memo.content)


def test_a_policy_that_is_gone_breaks_no_delivery(anna: Book) -> None:
    kind = kinds.find("welcome")
    said = kinds.render(kind, "email", kind.example, language="ru")
    assert said.attachments == []
    assert "2026-0001-000001" in said.text
