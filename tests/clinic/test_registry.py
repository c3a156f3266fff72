"""Тамара at the registry checks a policy; both number and birth date are asked for."""

import pytest
from django.test import Client
from django.urls import reverse

from pult.journal.models import Entry
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
    assert not Entry.objects.filter(act="read").exists()


def test_bad_input_is_told(cast: Cast, tamara: Client) -> None:
    response = tamara.post(reverse("clinic:check"), {"number": "", "born": "вчера"})
    assert response.status_code == 422


def test_no_visits_yet(cast: Cast, tamara: Client) -> None:
    assert tamara.get(reverse("clinic:home")).status_code == 200
