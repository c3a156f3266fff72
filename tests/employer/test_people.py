"""Ольга of HR sees her people and corrects their data; nothing medical, nobody else's."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from pult.contracts.models import Policy
from pult.journal.models import Entry
from pult.notifications.models import Message
from pult.people.models import Person
from tests.people import Cast, sign_in

pytestmark = pytest.mark.django_db

FORM = {
    "last_name": "Соболева",
    "first_name": "Анна",
    "middle_name": "Игоревна",
    "address": "",
    "mobile": "8 916 000-00-01",
    "work_email": "anna@wind.example.ru",
}


@pytest.fixture
def olga(cast: Cast, client: Client) -> Client:
    sign_in(client, cast.olga)
    return client


def page_of(cast: Cast) -> str:
    return reverse("employer:policy", args=[cast.anna_policy.id])


def test_she_sees_her_people_and_nobody_of_another_employer(olga: Client) -> None:
    text = olga.get(reverse("employer:home")).content.decode()
    assert "Соболева Анна Игоревна" in text
    assert "Журавлёв Борис Петрович" in text
    assert "Лебедева" not in text


def test_she_finds_one_by_name(olga: Client) -> None:
    text = olga.post(reverse("employer:home"), {"q": "журавлев"}).content.decode()
    assert "Журавлёв" in text
    assert "Соболева" not in text


def test_another_employers_policy_does_not_exist_for_her(cast: Cast, olga: Client) -> None:
    url = reverse("employer:policy", args=[cast.vera_policy.id])
    assert olga.get(url).status_code == 404
    assert olga.post(url, FORM).status_code == 404


def test_a_correction_changes_the_keys_and_stands_in_the_journal(cast: Cast, olga: Client) -> None:
    response = olga.post(page_of(cast), FORM | {"last_name": "Соболёва-Грин"})
    assert response.status_code == 302
    anna = Person.objects.get(id=cast.anna_policy.person_id)
    assert (anna.last_name, anna.name_key) == ("Соболёва-Грин", "соболева грин анна игоревна")
    entry = Entry.objects.get(what="policy.corrected")
    assert (entry.person_id, entry.details) == (anna.id, {"fields": ["last_name"]})


def test_the_members_own_account_keeps_its_proven_contacts(cast: Cast, olga: Client) -> None:
    olga.post(page_of(cast), FORM | {"mobile": "8 916 777-66-55"})
    cast.anna.refresh_from_db()
    cast.anna_policy.refresh_from_db()
    assert cast.anna_policy.mobile == "+79167776655"
    assert cast.anna.mobile == "+79160000001"


def test_a_corrected_address_gets_the_welcome_letter(cast: Cast, olga: Client) -> None:
    cast.boris.delete()
    data = FORM | {"last_name": "Журавлёв", "first_name": "Борис", "middle_name": "Петрович"}
    data |= {"mobile": "8 916 000-00-02", "work_email": "Boris.Zh@wind.example.ru"}
    olga.post(reverse("employer:policy", args=[cast.boris_policy.id]), data)
    letter = Message.objects.get(kind="welcome", subject_id=cast.boris_policy.id)
    assert (letter.kind, letter.address) == ("welcome", "boris.zh@wind.example.ru")


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"mobile": "12"}, "mobile"),
        ({"last_name": " "}, "last_name"),
        ({"work_email": "x"}, "work_email"),
    ],
)
def test_bad_input_changes_nothing(
    cast: Cast, olga: Client, wrong: dict[str, str], field: str
) -> None:
    response = olga.post(page_of(cast), FORM | wrong)
    assert response.status_code == 422
    assert list(response.context["form"].errors) == [field]
    assert not Entry.objects.filter(what="policy.corrected").exists()


def test_the_list_takes_the_same_queries_for_one_and_for_many(olga: Client) -> None:
    def queries(text: str) -> int:
        with CaptureQueriesContext(connection) as seen:
            olga.post(reverse("employer:home"), {"q": text})
        return len(seen)

    queries("")  # fills what is kept between requests
    assert queries("журавлев") == queries("")


def test_she_invites_a_relative_of_age_and_nobody_elses(cast: Cast, olga: Client) -> None:
    def answer(policy: Policy, mobile: str = "8 916 000-00-04") -> int:
        return olga.post(
            reverse("employer:invite", args=[policy.id]), {"mobile": mobile}
        ).status_code

    assert answer(cast.pavel_policy) == 302
    assert Message.objects.get(kind="contracts.invitation").address == "+79160000004"
    assert answer(cast.pavel_policy, "12") == 422
    assert answer(cast.misha_policy) == 422
    assert answer(cast.vera_policy) == 404


def test_each_reading_of_a_file_stands_in_the_journal(cast: Cast, olga: Client) -> None:
    olga.get(page_of(cast))
    olga.post(reverse("employer:home"), {"q": "соболева анна"})
    anna = cast.anna_policy.person_id
    readings = Entry.objects.filter(act="read", account_id=cast.olga.id).order_by("id")
    assert list(readings.values_list("what", "person_id")) == [
        ("policy.read", anna),
        ("policy.listed", anna),
    ]


def test_the_earlier_contacts_hear_of_new_ones(cast: Cast, olga: Client) -> None:
    """A person without an account would not notice that somebody opens one in their name."""
    olga.post(page_of(cast), FORM | {"mobile": "8 916 000-00-77", "last_name": "Грин"})
    told = Message.objects.filter(kind="contracts.contacts_changed")
    assert set(told.values_list("channel", "address")) == {
        ("sms", "+79160000001"),
        ("email", "anna@wind.example.ru"),
    }


def test_a_corrected_name_alone_is_no_news(cast: Cast, olga: Client) -> None:
    olga.post(page_of(cast), FORM | {"last_name": "Грин"})
    assert not Message.objects.filter(kind="contracts.contacts_changed").exists()
