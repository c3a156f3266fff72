"""Letters issued in the course of a case: the letter and the line in the timeline, at once."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from pult.cases import clocks, happenings
from pult.cases.claiming import LEASE
from pult.cases.gateway import change, happened, load_in_hand
from pult.cases.lifecycle import Action
from pult.cases.models import Case
from pult.clinics.models import Clinic
from pult.contracts.models import Policy
from pult.coverage.models import Decision
from pult.guarantees import actions as letters
from pult.guarantees.decided import day_decided, line_of
from pult.guarantees.models import Letter
from pult.guarantees.wanted import Line
from pult.kernel.errors import Refusal
from pult.people.access import Actor


@transaction.atomic
def issue_letter(
    *,
    case_id: UUID,
    version: int,
    decision: Decision,
    clinic: Clinic,
    by: Actor,
    at: datetime,
    price: int | None = None,
    days: int | None = None,
    amount_limit: int | None = None,
    conditions: str = "",
    request_key: UUID | None = None,
) -> Letter:
    """A letter of guarantee on a decision about the case's policy, by whoever has it in hand: to
    the clinic and from the day that were decided.

    `price` in kopecks for one, `amount_limit` in kopecks. Raises as `guarantees.issue` does.
    """
    case = load_in_hand(case_id=case_id, by=by, at=at, version=version)
    if decision.answer["clinic"] != clinic.code:
        raise Refusal(_("This decision is about another clinic: ask again."), field="clinic")
    letter = letters.issue(
        by=by,
        at=at,
        policy=_policy(case, decision),
        clinic=clinic,
        lines=[line_of(decision, price=price, case_id=case.id)],
        decision=decision,
        diagnosis=decision.question["diagnosis"] or "",
        first_day=day_decided(decision, at=at),
        days=days,
        amount_limit=amount_limit,
        conditions=conditions,
        case_id=case.id,
        case_number=case.number,
        request_key=request_key,
    )
    _tell(case, happenings.LETTER, letter, by=by, at=at)
    return letter


@transaction.atomic
def refuse_by_letter(
    *, case_id: UUID, version: int, decision: Decision, by: Actor, at: datetime, **words: Any
) -> Letter:
    """A refusal signed by the doctor who has the case in hand; `words` as `guarantees.refuse`
    takes them."""
    case = load_in_hand(case_id=case_id, by=by, at=at, version=version)
    service = decision.answer["service"]
    if not service:
        raise Refusal(_("Choose one service first."), field="service")
    letter = letters.refuse(
        by=by,
        at=at,
        policy=_policy(case, decision),
        lines=[Line(service, decision.facts["services"][service]["title"])],
        decision=decision,
        diagnosis=decision.question["diagnosis"] or "",
        case_id=case.id,
        case_number=case.number,
        **words,
    )
    _tell(case, happenings.REFUSED, letter, by=by, at=at)
    return letter


def _policy(case: Case, decision: Decision) -> Policy:
    if case.policy_id is None or case.policy_id != decision.policy_id:
        raise Refusal(_("This decision is about another policy."))
    return Policy.objects.select_related("contract", "person").get(id=case.policy_id)


def _tell(case: Case, what: str, letter: Letter, *, by: Actor, at: datetime) -> None:
    deadline = clocks.settle(case, at, stands=False, met=[clocks.FIRST_RESPONSE])
    change(case, Action.ANSWER, at=at, deadline=deadline, lease_until=at + LEASE)
    happened(case, what, by=by, at=at, letter=letter.number)
