"""Issuing a letter: by whom, on what decision, until when, under which number."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange
from procrastinate.contrib.django.models import ProcrastinateJob

from pult.contracts.models import Policy
from pult.guarantees import actions, queries
from pult.guarantees.models import Letter
from pult.guarantees.wanted import Line
from pult.journal.models import Entry
from pult.kernel import clock
from pult.kernel.errors import Forbidden, NotVisible, Refusal
from pult.limits.actions import Exhausted
from pult.limits.models import LedgerEntry
from pult.limits.queries import usage
from pult.people.access import NOBODY, SYSTEM, Actor
from tests import people
from tests.guarantees.conftest import decided

Issue = Callable[..., Letter]
Mri = Callable[..., Line]


def test_a_letter_has_everything_that_a_clinic_asks_for(
    cast: people.Cast, issue: Issue, noon: datetime
) -> None:
    case = uuid4()
    decision = decided(cast.anna_policy)

    letter = issue(
        decision=decision, diagnosis="M23.2", days=14, conditions="Снимок на руки",
        amount_limit=12_000_00, case_id=case, case_number="26-000001",
    )  # fmt: skip

    letter.refresh_from_db()
    (line,) = letter.lines.all()
    today = clock.day_of(noon)
    assert letter.number == f"ГП-{today.year}-000001"
    assert (letter.state, letter.kind) == ("pending", "guarantee")
    assert (letter.first_day, letter.last_day) == (today, today + timedelta(13))
    assert (letter.person, letter.clinic) == (cast.anna.person, cast.clinic)
    assert letter.contract_number == cast.contract.number
    assert (letter.decision_id, letter.programme_digest) == (decision.id, "d" * 64)
    assert (letter.case_id, letter.case_number) == (case, "26-000001")
    assert letter.signatory_name == "Мария Кедрова"
    assert letter.signatory_post == "Оператор медицинского пульта"
    assert (line.service_code, line.quantity, line.used) == ("A05.04.001", 1, 0)
    assert usage(cast.anna_policy.id, [("mri", "2026")]) == {("mri", "2026"): 1}


def test_issuing_is_journalled_and_leaves_the_signature_to_the_worker(
    cast: people.Cast, issue: Issue
) -> None:
    letter = issue()

    entry = Entry.objects.get(what="letter.issued")
    assert (entry.subject, entry.person_id) == (letter.number, cast.anna.person_id)
    job = ProcrastinateJob.objects.get(task_name="guarantees.sign_letter")
    assert job.args == {"letter_id": str(letter.id)}


def test_numbers_of_each_kind_follow_each_other(issue: Issue, mri: Mri) -> None:
    numbers = [issue(lines=[mri(needs=())]).number[-6:] for _ in range(3)]
    attached = issue(kind="attach", lines=[], decision=None).number

    assert numbers == ["000001", "000002", "000003"]
    assert (attached[:4], attached[-6:]) == ("ПРК-", "000001")


def test_a_refused_letter_leaves_no_gap(issue: Issue, mri: Mri) -> None:
    first = issue(lines=[mri(3)])
    with pytest.raises(Exhausted):
        issue()
    second = issue(lines=[mri(needs=())])

    assert (first.number[-6:], second.number[-6:]) == ("000001", "000002")
    assert Letter.objects.count() == 2


def test_the_year_is_moscows(issue: Issue, noon: datetime, mri: Mri) -> None:
    """At 21:30 UTC on 31 December Moscow has the next year."""
    evening = datetime(noon.year, 12, 31, 21, 30, tzinfo=noon.tzinfo)

    assert issue(at=evening).number == f"ГП-{noon.year + 1}-000001"


def test_a_letter_never_outlives_the_policy(
    cast: people.Cast, issue: Issue, noon: datetime
) -> None:
    today = clock.day_of(noon)
    short = DateRange(today, today + timedelta(5), "[)")
    Policy.objects.filter(id=cast.anna_policy.id).update(period=short)

    assert issue(days=30).last_day == today + timedelta(4)


def test_a_policy_that_ends_later_takes_its_letter_along(
    cast: people.Cast, issue: Issue, noon: datetime
) -> None:
    today = clock.day_of(noon)
    letter = issue(days=30)
    short = DateRange(cast.anna_policy.first_day, today, "[)")
    Policy.objects.filter(id=cast.anna_policy.id).update(period=short)

    assert actions.expire_due(at=noon) == 1
    letter.refresh_from_db()
    assert letter.state == "expired"


def test_without_a_policy_in_force_there_is_no_letter(
    cast: people.Cast, issue: Issue, noon: datetime
) -> None:
    today = clock.day_of(noon)
    with pytest.raises(Refusal, match="полис не действует"):
        issue(first_day=cast.anna_policy.last_day + timedelta(1))
    with pytest.raises(Refusal, match="задним числом"):
        issue(first_day=today - timedelta(1))
    with pytest.raises(Refusal, match="от одного дня"):
        issue(days=0)


@pytest.mark.parametrize("verdict", ["not_covered", "indeterminate"])
def test_only_a_granting_decision_issues(cast: people.Cast, issue: Issue, verdict: str) -> None:
    with pytest.raises(Refusal, match="решено, что услуга покрывается"):
        issue(decision=decided(cast.anna_policy, verdict=verdict))
    assert Letter.objects.count() == 0


def test_a_decision_about_somebody_else_issues_nothing(cast: people.Cast, issue: Issue) -> None:
    with pytest.raises(Refusal):
        issue(decision=decided(cast.boris_policy))
    with pytest.raises(Refusal):
        issue(decision=None)


@pytest.mark.parametrize("verdict", ["covered", "approval_needed"])
def test_a_rule_issues_where_the_decision_says_so(
    cast: people.Cast, issue: Issue, anna: Actor, verdict: str
) -> None:
    decision = decided(cast.anna_policy, verdict=verdict, by_rule=True)

    letter = issue(by=SYSTEM, asked_by=anna, decision=decision)

    assert (letter.signatory_id, letter.signatory_name) == (None, "Пульт")
    assert letter.signatory_post == "По правилу программы страхования"
    entry = Entry.objects.get(what="letter.issued")
    assert (entry.account_id, entry.details) == (anna.account_id, {"by_rule": True})


@pytest.mark.parametrize(
    "answer",
    [
        {},
        {"verdict": "indeterminate", "by_rule": True},
        {"by_rule": True, "service": "B01.047.001"},
        {"by_rule": True, "needs": [{"limit": "forgotten"}]},
    ],
)
def test_no_rule_issues_otherwise(cast: people.Cast, issue: Issue, answer: dict[str, Any]) -> None:
    with pytest.raises(Refusal):
        issue(by=SYSTEM, decision=decided(cast.anna_policy, **answer))


def test_a_rule_issues_no_more_than_was_asked(cast: people.Cast, issue: Issue, mri: Mri) -> None:
    decision = decided(cast.anna_policy, by_rule=True)
    with pytest.raises(Forbidden, match="решает человек"):
        issue(by=SYSTEM, decision=decision, lines=[mri(2)])
    with pytest.raises(Forbidden, match="решает человек"):
        issue(by=SYSTEM, decision=decision, lines=[mri(), mri()])


def test_a_rule_issues_only_for_whoever_asks_for_themselves(
    cast: people.Cast, issue: Issue
) -> None:
    decision = decided(cast.anna_policy, by_rule=True)
    with pytest.raises(NotVisible):
        issue(by=SYSTEM, asked_by=people.actor(cast.boris), decision=decision)


def test_who_may_issue(cast: people.Cast, issue: Issue) -> None:
    for who in (cast.maria, cast.sergey, cast.irina):
        issue(by=people.actor(who))
    for who in (cast.oleg, cast.elena, cast.olga, cast.tamara, cast.fyodor, cast.gleb):
        with pytest.raises(Forbidden):
            issue(by=people.actor(who))
    for nobody in (people.actor(cast.anna), NOBODY):
        with pytest.raises(NotVisible):
            issue(by=nobody)
    assert Letter.objects.count() == 3


def test_the_same_request_issues_one_letter(cast: people.Cast, issue: Issue, anna: Actor) -> None:
    key = uuid4()

    letters = {issue(request_key=key).id for _ in range(3)}

    assert len(letters) == 1
    assert LedgerEntry.objects.filter(kind="hold").count() == 2  # of two limits
    with pytest.raises(Refusal, match="для другого человека"):
        issue(policy=cast.boris_policy, request_key=key)


def test_a_clinic_we_left_gets_no_letter(cast: people.Cast, issue: Issue) -> None:
    cast.clinic.is_active = False
    cast.clinic.save()
    with pytest.raises(Refusal, match="больше не работаем"):
        issue()


def test_a_supplement_adds_services_and_time(
    cast: people.Cast, issue: Issue, maria: Actor, noon: datetime, mri: Mri
) -> None:
    parent = issue(days=10)

    extra = actions.supplement(
        by=maria, at=noon, parent=parent, lines=[mri(2)],
        decision=decided(cast.anna_policy), days=20,
    )  # fmt: skip

    parent.refresh_from_db()
    assert (extra.kind, extra.parent, extra.number[:4]) == ("supplementary", parent, "ДГП-")
    assert parent.last_day == extra.last_day == clock.day_of(noon) + timedelta(19)
    assert usage(cast.anna_policy.id, [("mri", "2026")]) == {("mri", "2026"): 3}
    seen = queries.letter_for(maria, parent.id)
    assert [child.number for child in seen.children.all()] == [extra.number]


def test_a_prolongation_needs_no_service_but_a_person(
    issue: Issue, maria: Actor, noon: datetime
) -> None:
    parent = issue(days=10)

    with pytest.raises(Refusal, match="и так действует"):
        actions.supplement(by=maria, at=noon, parent=parent, days=10)
    with pytest.raises(Forbidden):
        actions.supplement(by=SYSTEM, at=noon, parent=parent, days=20)

    longer = actions.supplement(by=maria, at=noon, parent=parent, days=20)
    assert longer.lines.count() == 0


def test_only_an_open_letter_of_guarantee_is_supplemented(
    cast: people.Cast, issue: Issue, maria: Actor, noon: datetime, mri: Mri
) -> None:
    parent = issue()
    actions.annul(by=maria, at=noon, letter=parent, reason="Передумали")

    with pytest.raises(Refusal, match="действующее"):
        actions.supplement(
            by=maria, at=noon, parent=parent, lines=[mri()],
            decision=decided(cast.anna_policy),
        )  # fmt: skip
