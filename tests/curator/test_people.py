"""Елена, the administrative curator, sees whether the policy arrived and sends it again."""

import pytest
from django.test import Client
from django.urls import reverse

from pult.contracts.models import Policy
from pult.journal.models import Entry
from pult.notifications.models import Message
from tests.people import Cast, sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def elena(cast: Cast, client: Client) -> Client:
    sign_in(client, cast.elena)
    return client


def again(client: Client, policy: Policy) -> int:
    return client.post(reverse("curator:welcome-again", args=[policy.id])).status_code


def test_she_sees_the_people_of_her_contracts_alone(elena: Client) -> None:
    text = elena.get(reverse("curator:people")).content.decode()
    assert "Соболева Анна Игоревна" in text
    assert "Лебедева" not in text


def test_she_sends_the_letter_and_not_twice_at_once(cast: Cast, elena: Client) -> None:
    assert again(elena, cast.anna_policy) == 302
    assert again(elena, cast.anna_policy) == 302
    letter = Message.objects.get(kind="welcome")
    assert (letter.address, letter.subject_id) == ("anna@wind.example.ru", cast.anna_policy.id)
    assert Entry.objects.filter(what="welcome.sent_again").count() == 1


def test_a_foreign_contract_and_a_person_without_address_get_no_letter(
    cast: Cast, elena: Client
) -> None:
    assert again(elena, cast.vera_policy) == 404
    assert again(elena, cast.misha_policy) == 302
    assert not Message.objects.filter(kind="welcome").exists()


def test_the_doctor_curator_has_no_such_page(cast: Cast, client: Client) -> None:
    sign_in(client, cast.irina)
    assert client.get(reverse("curator:people")).status_code == 404
