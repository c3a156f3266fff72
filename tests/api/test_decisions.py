"""Decisions for other programs: who may ask, what comes back, what goes wrong."""

import json
from io import StringIO

import pytest
from django.core.management import call_command
from django.test import Client

from pult.contracts.models import days
from pult.coverage.models import Decision
from pult.journal.models import Entry
from pult.people.access import Role
from pult.people.models import RoleGrant
from tests import people
from tests.api.conftest import DECISIONS, Call, token

pytestmark = pytest.mark.django_db


def test_the_answer_is_that_of_the_command(programme: people.Cast, call: Call) -> None:
    out = StringIO()
    number = programme.anna_policy.number
    call_command("decide", "--policy", number, "--service", "терапевт", "--json", stdout=out)

    answer = call(service="терапевт")

    assert answer.status_code == 200
    assert answer.json() == json.loads(out.getvalue())
    assert answer["Content-Type"] == "application/json; charset=utf-8"


def test_the_decision_is_kept_and_journalled(programme: people.Cast, call: Call) -> None:
    answer = call(service="скорая", place="55.75,37.61", diagnosis="A16.0")
    row = Decision.objects.get()
    assert answer["Decision-Id"] == str(row.id)
    assert (row.channel, row.account_id, row.verdict) == ("api", programme.maria.id, "covered")
    entry = Entry.objects.get(what="coverage.asked")
    assert (entry.subject, entry.account_id, entry.role) == (
        str(row.id), programme.maria.id, "operator",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("who", "whose", "status"),
    [
        ("maria", "anna", 200),
        ("maria", "vera", 200),
        ("sergey", "anna", 200),
        ("irina", "anna", 200),
        ("irina", "vera", 404),
        ("oleg", "anna", 404),
        ("oleg", "vera", 200),
    ],
)
def test_staff_ask_within_their_scope(
    programme: people.Cast, call: Call, who: str, whose: str, status: int
) -> None:
    policy = getattr(programme, f"{whose}_policy")
    answer = call(token(getattr(programme, who)), policy=policy.number)
    assert answer.status_code == status


@pytest.mark.parametrize(
    ("more", "status", "verdict"),
    [
        ({"birth_date": "1988-03-14"}, 200, "covered"),
        ({"birth_date": "1988-03-14", "clinic": "MSK-OUT-1"}, 200, "covered"),
        ({"birth_date": "1988-03-14", "clinic": "MSK-OUT-9"}, 403, None),
        ({"birth_date": "1988-03-15"}, 404, None),
        ({}, 422, None),
    ],
)
def test_a_clinic_asks_about_its_own_patients_at_its_own_place(
    programme: people.Cast,
    call: Call,
    more: dict[str, str],
    status: int,
    verdict: str | None,
) -> None:
    answer = call(token(programme.tamara), **more)
    assert answer.status_code == status
    assert answer.json().get("verdict") == verdict


def test_a_clinic_learns_nothing_of_people_whom_no_programme_sends_to_it(
    programme: people.Cast, call: Call
) -> None:
    vera = programme.vera_policy
    answer = call(
        token(programme.tamara),
        policy=vera.number,
        birth_date=vera.person.birth_date.isoformat(),
    )
    assert answer.status_code == 404


def test_another_clinic_learns_nothing(programme: people.Cast, call: Call) -> None:
    other = people.staff("Раиса Ивовая", Role.REGISTRAR, programme.other_clinic)
    assert call(token(other), birth_date="1988-03-14").status_code == 404


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        ({"policy": "2026-0000-000000"}, (404, "There is nothing here for your token.")),
        ({"clinic": "NO-SUCH"}, (422, "There is no clinic with the code “NO-SUCH”.")),
        ({"diagnosis": "A14"}, (422, "There is no diagnosis with the code “A14” in ICD-10.")),
        (
            {"date": "2026-02-30"},
            (422, "There is no such day: “2026-02-30”. A day is written as 2026-07-25."),
        ),
        ({"place": "91,0"}, (422, "Latitude runs from −90 to 90 degrees.")),
        ({"stage": "never"}, (422, "“stage” cannot be read.")),
        ({"urgency": 7}, (422, "“urgency” cannot be read.")),
        ({"service": ""}, (422, "“service” is empty.")),
        ({"service": "   "}, (422, "Say which service you ask about.")),
        ({"service": "а\0б"}, (422, "“service” cannot be read.")),
        ({"servise": "МРТ"}, (422, "“servise” is not a field of this request.")),
        ({"policy": None}, (422, "“policy” must be text.")),
    ],
)
def test_one_clear_sentence_for_what_is_wrong(
    call: Call, body: dict[str, object], sentence: tuple[int, str]
) -> None:
    answer = call(language="en", **body)
    assert (answer.status_code, answer.json()) == (sentence[0], {"detail": sentence[1]})
    assert Decision.objects.count() == 0


def test_sentences_follow_the_language(call: Call) -> None:
    assert call(clinic="NO-SUCH").json() == {"detail": "Клиники с кодом «NO-SUCH» нет."}


def test_whoever_may_need_an_ambulance_is_told_the_phones(call: Call) -> None:
    answer = call(service="скорая", clinic="NO-SUCH")
    assert answer.status_code == 422
    assert "103, 112" in answer.json()["detail"]


@pytest.mark.parametrize("body", ["", "{", "[]", "7", "null", '"да"'])
def test_a_body_that_is_no_object(programme: people.Cast, body: str) -> None:
    secret = token(programme.maria)
    answer = Client().post(
        DECISIONS, body, content_type="application/json",
        headers={"Authorization": f"Bearer {secret}"},
    )  # fmt: skip
    assert answer.status_code in (400, 422)
    assert list(answer.json()) == ["detail"]


def test_other_methods_and_addresses_answer_in_json(db: None) -> None:
    assert Client().get(DECISIONS).status_code == 405
    assert list(Client().get(DECISIONS).json()) == ["detail"]
    assert Client().get("/api/v1/nothing/here").status_code == 404
    assert list(Client().post("/api/v1/nothing").json()) == ["detail"]


def test_an_hr_manager_who_got_a_clinics_role_too_still_sees_nobody_elses(
    programme: people.Cast, call: Call
) -> None:
    RoleGrant.objects.create(
        account=programme.olga, role=Role.REGISTRAR, scope_id=programme.other_clinic.id
    )
    assert call(token(programme.olga), birth_date="1988-03-14").status_code == 404


def test_an_ended_policy_is_told_by_its_period(programme: people.Cast, call: Call) -> None:
    policy = programme.anna_policy
    policy.period = days(policy.first_day, policy.first_day)
    policy.save()
    answer = call(token(programme.tamara), birth_date="1988-03-14").json()
    assert (answer["verdict"], answer["reasons"][0]["code"]) == ("not_covered", "policy_ended")
