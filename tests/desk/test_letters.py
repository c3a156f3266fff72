"""A letter out of a case: decided first, then promised; a refusal only by a doctor."""

from collections.abc import Callable
from uuid import uuid4

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from pult.cases import actions
from pult.cases.models import Case, CaseEvent
from pult.coverage.models import Decision
from pult.guarantees.models import Letter
from pult.kernel import clock
from pult.kernel.errors import Refusal
from pult.limits.queries import usage
from pult.people.access import SYSTEM
from pult.people.models import Account
from pult.programmes import versions
from pult.reference.actions import replace_catalogue
from tests import book, people
from tests.coverage.asking.programme import MRI, northern, services
from tests.people import Cast, sign_in

pytestmark = pytest.mark.django_db
Ask = Callable[[str], HttpResponse]


@pytest.fixture
def covered(cast: Cast) -> Cast:
    book.profile()
    replace_catalogue(services=services())
    start = cast.contract.period.lower
    versions.write(document=northern(), valid_from=start, by=SYSTEM, at=clock.now())
    return cast


def taken(cast: Cast, kind: str, by: Account) -> Case:
    """Анна's request, in somebody's hand."""
    who = people.actor(cast.anna)
    case = actions.open_case(
        kind=kind, by=who, person=cast.anna.person, at=clock.now(), text="Болит колено"
    )
    return actions.claim(case_id=case.id, by=people.actor(by), at=clock.now())


def decide(client: Client, space: str, case: Case, service: str) -> Decision:
    page = client.post(
        reverse(f"{space}:letter-new", args=[case.id]), {"service": service, "quantity": 1}
    )
    assert page.status_code == 200
    return Decision.objects.latest("at")


def test_an_operator_issues_a_letter_that_holds_the_limit(covered: Cast, client: Client) -> None:
    case = taken(covered, "appointment", covered.maria)
    sign_in(client, covered.maria)
    decision = decide(client, "desk", case, MRI)
    assert decision.verdict == "approval_needed"
    form = {
        "decision": decision.id, "key": uuid4(), "version": case.version,
        "clinic": covered.clinic.code, "days": 30,
    }  # fmt: skip
    for _click in range(2):
        client.post(reverse("desk:letter-issue", args=[case.id]), form)
    letter = Letter.objects.get()
    assert (letter.case_number, letter.clinic) == (case.number, covered.clinic)
    year = str(clock.today().year)
    held = usage(covered.anna_policy.id, [("mri", year)])
    assert held == {("mri", year): 1}
    assert CaseEvent.objects.filter(case=case, what="letter").count() == 1
    page = client.get(reverse("desk:letter", args=[case.id, letter.id])).content.decode()
    assert letter.number in page and "МРТ коленного сустава" in page


def test_a_letter_goes_to_the_clinic_that_was_decided(covered: Cast, client: Client) -> None:
    """A therapist is seen directly at the clinic of the list; at the other one by approval."""
    case = taken(covered, "appointment", covered.maria)
    sign_in(client, covered.maria)
    decision = decide(client, "desk", case, "Приём терапевта, первичный")
    assert (decision.verdict, decision.answer["clinic"]) == ("covered", covered.clinic.code)
    elsewhere = {
        "decision": decision.id, "key": uuid4(), "version": case.version,
        "clinic": covered.other_clinic.code, "days": 30,
    }  # fmt: skip
    page = client.post(reverse("desk:letter-issue", args=[case.id]), elsewhere)
    assert page.status_code == 422
    assert "Для этой клиники ответ другой" in page.content.decode()
    with pytest.raises(Refusal, match="о другой клинике"):
        actions.issue_letter(
            case_id=case.id, version=case.version, decision=decision,
            clinic=covered.other_clinic, by=people.actor(covered.maria), at=clock.now(),
        )  # fmt: skip
    assert not Letter.objects.exists()


def test_another_clinic_with_the_same_answer_is_decided_anew(covered: Cast, client: Client) -> None:
    case = taken(covered, "appointment", covered.maria)
    sign_in(client, covered.maria)
    decision = decide(client, "desk", case, MRI)
    form = {
        "decision": decision.id, "key": uuid4(), "version": case.version,
        "clinic": covered.other_clinic.code, "days": 30,
    }  # fmt: skip
    client.post(reverse("desk:letter-issue", args=[case.id]), form)
    letter = Letter.objects.get()
    assert letter.decision is not None
    assert letter.decision.answer["clinic"] == letter.clinic.code == covered.other_clinic.code


def test_a_letter_is_annulled_with_a_reason(covered: Cast, client: Client) -> None:
    case = taken(covered, "appointment", covered.maria)
    sign_in(client, covered.maria)
    form = {
        "decision": decide(client, "desk", case, MRI).id, "key": uuid4(),
        "version": case.version, "clinic": covered.clinic.code, "days": 30,
    }  # fmt: skip
    client.post(reverse("desk:letter-issue", args=[case.id]), form)
    letter = Letter.objects.get()
    address = reverse("desk:letter-change", args=[case.id, letter.id])
    assert client.post(address, {"reason": ""}).status_code == 422
    assert client.post(address, {"reason": "Ошиблись клиникой"}).status_code == 302
    letter.refresh_from_db()
    assert letter.state == "cancelled"
    year = str(clock.today().year)
    assert usage(covered.anna_policy.id, [("mri", year)]) == {("mri", year): 0}


def test_nothing_is_promised_on_an_old_or_foreign_decision(covered: Cast, client: Client) -> None:
    case = taken(covered, "appointment", covered.maria)
    sign_in(client, covered.maria)
    form = {
        "decision": uuid4(), "key": uuid4(), "version": case.version,
        "clinic": covered.clinic.code, "days": 30,
    }  # fmt: skip
    assert client.post(reverse("desk:letter-issue", args=[case.id]), form).status_code == 422
    assert not Letter.objects.exists()


def test_only_a_doctor_signs_a_refusal(covered: Cast, client: Client) -> None:
    case = taken(covered, "appointment", covered.maria)
    sign_in(client, covered.maria)
    page = client.post(
        reverse("desk:letter-new", args=[case.id]), {"service": "Массаж спины", "quantity": 1}
    )
    assert b"letters/refusal" not in page.content
    assert client.post(f"/curator/cases/{case.id}/letters/refusal/").status_code == 404


def test_a_doctor_refuses_with_the_clause_and_what_is_covered(
    covered: Cast, client: Client
) -> None:
    case = taken(covered, "doctor_question", covered.irina)
    sign_in(client, covered.irina)
    decision = decide(client, "curator", case, "Массаж спины")
    assert decision.verdict == "not_covered"
    form = {
        "decision": decision.id, "key": uuid4(), "version": case.version, "clause": "2",
        "clause_text": "Разделы программы.", "plain_reason": "Массажа в программе нет.",
        "alternative": "Приём терапевта.",
    }  # fmt: skip
    answer = client.post(reverse("curator:letter-refuse", args=[case.id]), form)
    assert answer.status_code == 302
    letter = Letter.objects.get(kind="refusal")
    assert (letter.clause, letter.signatory_name) == ("2", covered.irina.display_name)


def test_the_panel_asks_about_stage_and_place(covered: Cast, client: Client) -> None:
    case = taken(covered, "appointment", covered.maria)
    sign_in(client, covered.maria)
    address = reverse("desk:coverage", args=[case.id])
    tuberculosis = {"service": "B01.047.001", "diagnosis": "A16.0", "stage": "treatment"}
    client.post(address, tuberculosis)
    client.post(address, {"service": "врач на дом", "place": "55.75,37.62"})
    said = list(Decision.objects.order_by("at").values_list("verdict", flat=True))
    assert said == ["not_covered", "covered"]
    assert client.post(address, {"service": "врач на дом", "place": "там"}).status_code == 422
