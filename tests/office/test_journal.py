"""The auditor reads words and names, and finds what was done by whom, about whom, and when."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from pult.journal.actions import record
from pult.kernel import clock
from tests import people

URL = "office:journal"


@pytest.fixture
def gleb(cast: people.Cast, client: Client) -> Client:
    people.sign_in(client, cast.gleb)
    now = clock.now()
    record(
        what="member.read", at=now, act="read", account_id=cast.maria.id,
        person_id=cast.boris.person_id,
    )  # fmt: skip
    record(
        what="policy.corrected", at=now - timedelta(days=3), account_id=cast.olga.id,
        person_id=cast.anna.person_id,
    )  # fmt: skip
    return client


def test_an_entry_says_what_in_words_and_about_whom(gleb: Client, cast: people.Cast) -> None:
    page = gleb.get(reverse(URL)).content.decode()

    assert "открытие карточки застрахованного" in page
    assert "Журавлёв\u00a0Б.\u00a0П." in page
    assert cast.boris_policy.number in page
    assert str(cast.boris.person_id) not in page


def test_narrowed_by_employee_policy_and_day(gleb: Client, cast: people.Cast) -> None:
    asks = [
        {"by": cast.maria.id}, {"about": cast.boris_policy.number}, {"day": clock.today()},
    ]  # fmt: skip
    for ask in asks:
        page = gleb.post(reverse(URL), ask, follow=True).content.decode()
        assert "Журавлёв\u00a0Б.\u00a0П." in page
        assert "Соболева\u00a0А.\u00a0И." not in page


def test_a_number_of_nobody_is_told(gleb: Client) -> None:
    answer = gleb.post(reverse(URL), {"about": "0000"})

    assert answer.status_code == 422
    assert "Такого полиса или обращения нет." in answer.content.decode()
