"""Asking whether something is covered: the answer, kept with all it was made from."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from pult.contracts.models import Policy
from pult.coverage import access, reading
from pult.coverage.engine.decide import ENGINE, decide
from pult.coverage.engine.decision import INDETERMINATE, Decision, NextStep
from pult.coverage.engine.facts import Facts
from pult.coverage.engine.question import Question
from pult.coverage.engine.steps import DESK, is_emergency
from pult.coverage.gather import Gathered, Words, gather
from pult.coverage.models import Decision as DecisionRow
from pult.coverage.zones import Place
from pult.journal.actions import record
from pult.kernel import clock
from pult.people.access import Actor


@dataclass(frozen=True, slots=True)
class Answered:
    """`row` is None if nothing was stored; `asked` are the person's own words."""

    row: DecisionRow | None
    decision: Decision
    policy: Policy
    question: Question
    facts: Facts
    asked: str


def ask(
    *,
    service: str,
    by: Actor,
    at: datetime,
    channel: str,
    policy_number: str = "",
    policy: Policy | None = None,
    born: date | None = None,
    diagnosis: str = "",
    clinic: str = "",
    day: date | None = None,
    stage: str = "",
    urgency: str = "",
    place: Place | None = None,
    quantity: int = 1,
    amount: int | None = None,
    case_id: UUID | None = None,
    store: bool = True,
) -> Answered:
    """The decision on a service, by its code or in a person's own words, on `day` (today).

    About a policy by its number, or as read. `amount` is in kopecks; `case_id` counts limits of
    one case. Refusal for what cannot be understood, NotVisible for a policy that is not the
    actor's to ask about; `born` is what a clinic names besides the number.
    """
    if policy is None:
        way = access.way_to(policy_number, by=by, at=at, born=born, clinic=clinic)
    else:
        way = access.way_of(policy, by=by, at=at)
    words = Words(
        service=reading.service(service),
        day=reading.checked_day(day or clock.day_of(at)),
        diagnosis=diagnosis.strip(),
        clinic=clinic.strip() or way.clinic,
        stage=reading.stage(stage),
        urgency=reading.urgency(urgency),
        place=place,
        quantity=quantity,
        amount=amount,
    )
    gathered = gather(policy=way.policy, words=words, case_id=case_id)
    decision = answer(gathered)
    row = _row(way.policy, words, gathered, decision, by=by, at=at, channel=channel)
    with transaction.atomic():
        if store:
            row.save(force_insert=True)
        _journal(row, by=by, at=at)
    stored = row if store else None
    return Answered(stored, decision, way.policy, gathered.question, gathered.facts, words.service)


def answer(gathered: Gathered) -> Decision:
    """What the engine says; without a programme in force nobody can say."""
    if gathered.compiled is None:
        return without_programme(gathered.question, gathered.facts)
    return decide(gathered.question, gathered.facts, gathered.compiled)


def without_programme(question: Question, facts: Facts) -> Decision:
    """Neither yes nor no: the desk answers."""
    emergency = is_emergency(question, facts, question.services)
    return Decision(
        INDETERMINATE, (), ("programme",), NextStep(DESK, None, emergency), (), (),
        question.service, None, False, (),
    )  # fmt: skip


def _row(
    policy: Policy,
    words: Words,
    gathered: Gathered,
    decision: Decision,
    *,
    by: Actor,
    at: datetime,
    channel: str,
) -> DecisionRow:
    return DecisionRow(
        at=at,
        policy=policy,
        person_id=policy.person_id,
        asked=words.service,
        question=gathered.question.to_data(),
        facts=gathered.facts.to_data(),
        riders=gathered.riders,
        digest=gathered.digest,
        engine=ENGINE,
        verdict=decision.verdict,
        answer=decision.to_data(),
        account_id=by.account_id,
        channel=channel,
    )


def _journal(row: DecisionRow, *, by: Actor, at: datetime) -> None:
    """By ids alone: staff have read of a member's cover, a member has asked about their own."""
    own = by.is_system or by.person_id == row.person_id or not by.is_staff
    record(
        what="coverage.asked",
        at=at,
        act="write" if own else "read",
        account_id=by.account_id,
        role=by.role,
        person_id=row.person_id,
        subject=str(row.id),
    )
