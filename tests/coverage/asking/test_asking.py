"""A question in a person's words, and what it is answered from."""

from datetime import date, datetime, timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from pytest_django import DjangoAssertNumQueries

from pult.contracts.models import days
from pult.coverage.gather import insured_since
from pult.coverage.models import Decision, Rider
from pult.coverage.zones import Place
from pult.journal.models import Entry
from pult.kernel.errors import Refusal
from pult.limits.models import LimitCounter
from pult.programmes.models import ProgrammeVersion
from tests import people
from tests.coverage.asking.conftest import Asking
from tests.coverage.asking.programme import (
    AMBULANCE,
    HOME,
    MASSAGE,
    MRI,
    REPEATED,
    TEETH,
    VIDEO,
    VISIT,
)
from tests.coverage.test_zones import EAST, away

pytestmark = pytest.mark.django_db


def reasons(answered: object) -> list[tuple[str, str]]:
    return [(one.code, one.clause) for one in answered.decision.reasons]  # type: ignore[attr-defined]


def test_a_code_is_answered_with_its_clause_and_its_clinic(asking: Asking) -> None:
    found = asking(VISIT)

    assert found.decision.verdict == "covered"
    assert reasons(found) == [("covered", "2.1.1")]
    assert found.decision.next_step == ("registry", "MSK-OUT-1", False)
    assert found.decision.by_rule is True


@pytest.mark.parametrize(
    ("text", "service", "candidates"),
    [
        (" в01.047.001 ", VISIT, ()),
        ("мрт колена", MRI, ()),
        ("почистить зубы", TEETH, ()),
        ("скорая", AMBULANCE, ()),
        ("врачь на дом", HOME, ()),
        ("терапевт", None, (VISIT, REPEATED)),
        ("B01.999.001", None, ()),
        ("ыыыыыы", None, ()),
    ],
)
def test_free_text_finds_the_service(
    asking: Asking, text: str, service: str | None, candidates: tuple[str, ...]
) -> None:
    question = asking(text).question
    assert (question.service, set(question.candidates)) == (service, set(candidates))


def test_likely_services_of_one_verdict_are_one_answer(asking: Asking) -> None:
    assert asking("терапевт").decision.verdict == "covered"


def test_an_unknown_service_is_neither_yes_nor_no(asking: Asking) -> None:
    found = asking("ыыыыыы").decision
    assert (found.verdict, found.missing) == ("indeterminate", ("service",))


def test_a_service_that_the_programme_lacks_cites_its_list_of_sections(asking: Asking) -> None:
    found = asking(MASSAGE)
    assert (found.decision.verdict, reasons(found)) == (
        "not_covered", [("not_in_programme", "1.2")],
    )  # fmt: skip


def test_the_urgency_is_that_of_the_service(asking: Asking) -> None:
    assert asking(AMBULANCE).question.urgency == "emergency"
    assert asking(VISIT).question.urgency == "planned"
    assert asking(AMBULANCE, urgency="planned").question.urgency == "planned"


def test_without_a_day_it_is_today_and_the_stage_is_the_complaint(asking: Asking) -> None:
    question = asking(VISIT, at=datetime.fromisoformat("2026-07-01T22:30:00+00:00")).question
    assert (question.day, question.stage) == (date(2026, 7, 2), "complaint")


@pytest.mark.parametrize(
    ("first", "shift", "verdict", "codes"),
    [
        (True, -1, "not_covered", [("policy_not_started", "1.1")]),
        (True, 0, "covered", [("covered", "2.1.1")]),
        (False, 0, "covered", [("covered", "2.1.1")]),
        (False, 1, "not_covered", [("policy_ended", "1.1")]),
    ],
)
def test_the_first_and_the_last_day(
    programme: people.Cast,
    asking: Asking,
    first: bool,
    shift: int,
    verdict: str,
    codes: list[tuple[str, str]],
) -> None:
    policy = programme.anna_policy
    day = (policy.first_day if first else policy.last_day) + timedelta(days=shift)
    found = asking(VISIT, day=day)
    assert (found.decision.verdict, reasons(found)) == (verdict, codes)


@pytest.mark.parametrize(
    ("clinic", "verdict", "clause"),
    [("MSK-OUT-1", "covered", "2.1.1"), ("MSK-OUT-9", "approval_needed", "2.1.2")],
)
def test_the_clinic_counts(asking: Asking, clinic: str, verdict: str, clause: str) -> None:
    found = asking(VISIT, clinic=clinic)
    assert (found.decision.verdict, reasons(found)[0][1]) == (verdict, clause)


def test_a_clinic_that_does_not_offer_the_service_is_none_of_the_list(
    programme: people.Cast, asking: Asking
) -> None:
    programme.site.specialties.clear()
    assert asking(VISIT, clinic="MSK-OUT-1").decision.verdict == "approval_needed"


def test_a_clinic_closed_meanwhile_is_no_longer_known(
    programme: people.Cast, asking: Asking
) -> None:
    assert asking(VISIT, clinic="MSK-OUT-9").decision.verdict == "approval_needed"
    programme.other_clinic.is_active = False
    programme.other_clinic.save()
    with pytest.raises(Refusal):
        asking(VISIT, clinic="MSK-OUT-9")


@pytest.mark.parametrize(
    ("km", "verdict"),
    [(0, "covered"), (28.9, "covered"), (29.1, "approval_needed"), (30, "approval_needed"),
     (30.9, "approval_needed"), (31.1, "not_covered"), (None, "indeterminate")],
)  # fmt: skip
def test_a_doctor_comes_within_the_zone(asking: Asking, km: float | None, verdict: str) -> None:
    found = asking(HOME, place=beyond_mkad(km))
    assert found.decision.verdict == verdict
    assert found.decision.missing == (("place",) if km is None else ())


def beyond_mkad(km: float | None) -> Place | None:
    """A place so far from the ring: due east of its easternmost corner, then refined."""
    if km is None:
        return None
    return away(55.770, EAST + 0.003, 90, km)


def test_beyond_the_zone_an_ambulance_is_never_refused(asking: Asking) -> None:
    found = asking(AMBULANCE, place=beyond_mkad(200)).decision
    assert found.verdict == "approval_needed"
    assert found.next_step == ("emergency", None, True)


def test_where_no_doctor_comes_there_is_one_by_video(asking: Asking) -> None:
    found = asking(HOME, place=beyond_mkad(40)).decision
    assert [(one.kind, one.service) for one in found.alternatives] == [("telemedicine", VIDEO)]


@pytest.mark.parametrize(
    ("code", "stage", "verdict"),
    [
        ("A16.0", "treatment", "not_covered"),
        ("а16,0", "treatment", "not_covered"),
        ("A18.2", "treatment", "covered"),
        ("A16.0", "complaint", "covered"),
        ("", "treatment", "indeterminate"),
    ],
)
def test_the_diagnosis_counts(asking: Asking, code: str, stage: str, verdict: str) -> None:
    assert asking(VISIT, diagnosis=code, stage=stage).decision.verdict == verdict


@pytest.mark.parametrize(("used", "verdict"), [(0, "approval_needed"), (1, "approval_needed"),
                                               (2, "not_covered")])  # fmt: skip
def test_what_is_used_of_a_limit_counts(
    programme: people.Cast, asking: Asking, noon: datetime, used: int, verdict: str
) -> None:
    LimitCounter.objects.create(
        policy=programme.anna_policy, limit_code="mri", period=str(noon.year), used=used,
        cap=2, unit="count",
    )  # fmt: skip
    found = asking(MRI)
    assert found.decision.verdict == verdict
    assert found.facts.used == {"mri": used}


def test_the_waiting_period_runs_from_the_first_day_of_unbroken_insurance(
    programme: people.Cast, asking: Asking
) -> None:
    policy = programme.anna_policy
    early = policy.first_day + timedelta(days=29)
    assert asking(TEETH, day=early).decision.verdict == "not_covered"
    assert asking(TEETH, day=early + timedelta(days=1)).decision.verdict == "covered"

    before = people.policy(
        programme.other_contract, policy.person,
        period=days(policy.first_day - timedelta(days=90), policy.first_day - timedelta(days=1)),
    )  # fmt: skip
    assert insured_since(policy) == before.first_day
    assert asking(TEETH, day=early).decision.verdict == "covered"


def test_a_gap_of_a_day_breaks_insurance(programme: people.Cast) -> None:
    policy = programme.anna_policy
    people.policy(
        programme.other_contract, policy.person,
        period=days(policy.first_day - timedelta(days=90), policy.first_day - timedelta(days=2)),
    )  # fmt: skip
    assert insured_since(policy) == policy.first_day


def test_a_rider_joins_on_its_days_alone(
    programme: people.Cast, asking: Asking, noon: datetime
) -> None:
    today = noon.date()
    clause = {"number": "R1", "text": "Массаж спины.", "rules": [
        {"id": "R1", "effect": "cover", "services": [MASSAGE]}]}  # fmt: skip
    Rider.objects.create(policy=programme.anna_policy, period=days(today, today), clause=clause)
    found = asking(MASSAGE)
    assert (found.decision.verdict, reasons(found)) == ("covered", [("covered", "R1")])
    assert asking(MASSAGE, day=today + timedelta(days=1)).decision.verdict == "not_covered"
    boris = programme.boris_policy.number
    assert asking(MASSAGE, policy_number=boris).decision.verdict == "not_covered"


def test_a_rider_that_the_programme_no_longer_bears_leaves_the_answer_to_a_person(
    programme: people.Cast, asking: Asking, noon: datetime
) -> None:
    clause = {"number": "R1", "text": "По списку.", "rules": [
        {"id": "R1", "effect": "cover", "services": ["@gone"]}]}  # fmt: skip
    Rider.objects.create(
        policy=programme.anna_policy, period=days(noon.date(), noon.date()), clause=clause
    )
    found = asking(VISIT).decision
    assert (found.verdict, found.missing) == ("indeterminate", ("programme",))


def test_without_a_version_in_force_nobody_can_say(
    cast: people.Cast, asking: Asking, noon: datetime
) -> None:
    found = asking(VISIT, policy_number=cast.vera_policy.number)
    assert (found.decision.verdict, found.decision.missing) == ("indeterminate", ("programme",))
    assert found.decision.next_step.kind == "desk"
    assert found.row is not None and found.row.digest == ""


def test_the_version_is_that_of_the_day(
    programme: people.Cast, asking: Asking, noon: datetime
) -> None:
    digest = ProgrammeVersion.objects.get(programme=programme.programme).digest
    assert asking(VISIT).row.digest == digest  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "wrong",
    [
        {"service": "  "},
        {"service": "а" * 201},
        {"clinic": "NO-SUCH"},
        {"diagnosis": "A1"},
        {"diagnosis": "A14"},
        {"stage": "later"},
        {"urgency": "soon"},
        {"day": date(1900, 1, 1)},
    ],
)
def test_bad_input_is_refused_and_nothing_is_kept(asking: Asking, wrong: dict[str, object]) -> None:
    with pytest.raises(Refusal):
        asking(**({"service": VISIT} | wrong))  # type: ignore[arg-type]
    assert Decision.objects.count() == 0


def test_few_questions_to_the_database(
    asking: Asking, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    asking(MRI)
    with django_assert_num_queries(12):
        asking(MRI)
    with django_assert_num_queries(13):  # one more to find the service in words
        asking("мрт колена")


def test_the_row_keeps_all_that_the_answer_was_made_from(
    programme: people.Cast, asking: Asking, noon: datetime
) -> None:
    found = asking("мрт колена")
    row = Decision.objects.get()
    assert row.question == found.question.to_data()
    assert row.facts == found.facts.to_data()
    assert row.answer == found.decision.to_data()
    assert (row.asked, row.engine, row.verdict) == ("мрт колена", "1", "approval_needed")
    assert (row.at, row.channel, row.person_id) == (
        noon, "console", programme.anna_policy.person_id,
    )  # fmt: skip


def test_the_journal_knows_ids_alone(programme: people.Cast, asking: Asking) -> None:
    row = asking("мрт колена", by=people.actor(programme.maria)).row
    entry = Entry.objects.get(what="coverage.asked")
    assert (entry.act, entry.person_id, entry.account_id) == (
        "read", programme.anna_policy.person_id, programme.maria.id,
    )  # fmt: skip
    assert (entry.subject, entry.details) == (str(row.id), {})  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "change", ["UPDATE coverage_decision SET verdict = 'covered'", "DELETE FROM coverage_decision"]
)
def test_what_was_decided_stays(asking: Asking, change: str) -> None:
    asking(VISIT)
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(change)
