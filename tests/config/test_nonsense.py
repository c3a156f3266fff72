"""What no page of ours sends, and somebody will: never an error of the server."""

import pytest
from django.test import Client
from django.urls import reverse

from pult.cases import actions
from pult.kernel import clock
from pult.kernel.numbers import whole
from tests import book, people

NUMBERS = ["²", "9" * 5000, "٣", "-1", "1e3", ""]
NUL = "a\0b"


@pytest.fixture
def everybody(db: None) -> people.Cast:
    book.profile()
    return people.cast()


@pytest.mark.parametrize("text", [*NUMBERS, None])
def test_only_plain_digits_are_a_number(text: str | None) -> None:
    assert whole(text) is None
    assert whole("0042") == 42


@pytest.mark.parametrize("text", NUMBERS)
def test_a_version_that_is_no_number_is_stale(everybody: people.Cast, text: str) -> None:
    anna, maria = everybody.anna, Client()
    case = actions.open_case(
        kind="appointment", by=people.actor(anna), person=anna.person, at=clock.now(), text="Колено"
    )
    people.sign_in(maria, everybody.maria)
    maria.post(reverse("desk:claim", args=[case.id]))
    said = {"version": text, "as": "reply", "text": "Ищем"}
    assert maria.post(reverse("desk:message", args=[case.id]), said).status_code == 409
    body = reverse("desk:case-body", args=[case.id])
    assert maria.get(body, {"seen": text}).status_code == 200


@pytest.mark.parametrize(
    "text", ["0001-01-01T00:00:00+23:00", "9999-12-31T23:59:59-23:00", "2026-01-01", "²", ""]
)
def test_a_time_outside_of_all_times_is_no_time(everybody: people.Cast, text: str) -> None:
    anna = Client()
    people.sign_in(anna, everybody.anna)
    assert anna.get(reverse("cabinet:requests"), {"before": text}).status_code == 200


def test_a_nul_is_a_bad_request_wherever_it_is(everybody: people.Cast) -> None:
    anna, address = Client(), reverse("cabinet:requests")
    people.sign_in(anna, everybody.anna)
    assert anna.get(address, {"before": NUL}).status_code == 400
    assert anna.get(address, {NUL: "1"}).status_code == 400
    assert anna.get("/p/a%00b").status_code == 400
    assert anna.post(reverse("enrolment:sign-in"), {"login": NUL}).status_code == 400
    anna.cookies["pult_session"] = NUL
    assert anna.get(address).status_code == 400
