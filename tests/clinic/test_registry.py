"""Тамара at the registry checks a policy; both number and birth date are asked for."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from pult.journal.models import Entry
from pult.kernel import clock
from tests.people import Cast, sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def tamara(cast: Cast, client: Client) -> Client:
    sign_in(client, cast.tamara)
    return client


def check(client: Client, number: str, born: str) -> str:
    return client.post(reverse("clinic:check"), {"number": number, "born": born}).content.decode()


def test_a_valid_policy_shows_the_sections_of_this_clinic(cast: Cast, tamara: Client) -> None:
    text = check(tamara, cast.anna_policy.number, "14.03.1988")
    assert "Соболева Анна Игоревна" in text
    assert "Амбулаторно-поликлиническая помощь" in text
    reading = Entry.objects.get(what="policy.checked")
    assert (reading.act, reading.person_id) == ("read", cast.anna_policy.person_id)


@pytest.mark.parametrize(
    ("number", "born"), [("2026-0101-000001", "15.03.1988"), ("2026-0101-999999", "14.03.1988")]
)
def test_both_must_agree(cast: Cast, tamara: Client, number: str, born: str) -> None:
    assert "Соболева" not in check(tamara, number, born)
    (miss,) = Entry.objects.filter(act="read")
    assert (miss.what, miss.person_id, miss.account_id) == (
        "policy.missed",
        None,
        cast.tamara.id,
    )


def test_birth_dates_cannot_be_guessed_one_after_another(cast: Cast, tamara: Client) -> None:
    right = (cast.anna_policy.number, "14.03.1988")
    for day in range(1, 11):
        check(tamara, cast.anna_policy.number, f"{day:02}.04.1988")
    assert "Соболева" not in check(tamara, *right)
    with time_machine.travel(clock.now() + timedelta(minutes=59)):
        tamara.get(reverse("clinic:home"))  # the session stays awake
    with time_machine.travel(clock.now() + timedelta(minutes=61)):
        assert "Соболева" in check(tamara, *right)


def test_sixty_checks_an_hour(cast: Cast, tamara: Client) -> None:
    right = (cast.anna_policy.number, "14.03.1988")
    seen = ["Соболева" in check(tamara, *right) for _ in range(61)]
    assert seen == [True] * 60 + [False]


def test_bad_input_is_told(cast: Cast, tamara: Client) -> None:
    response = tamara.post(reverse("clinic:check"), {"number": "", "born": "вчера"})
    assert response.status_code == 422


def test_no_visits_yet(cast: Cast, tamara: Client) -> None:
    assert tamara.get(reverse("clinic:home")).status_code == 200
