"""Issuing letters: what holds limits and gets a number, in one transaction."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.translation import gettext_lazy as _

from pult.clinics.models import Clinic
from pult.contracts.models import Policy
from pult.contracts.queries import persons_of
from pult.coverage.models import Decision
from pult.guarantees import gateway, scope, writing
from pult.guarantees.lifecycle import OPEN, Action
from pult.guarantees.models import Letter
from pult.guarantees.wanted import GRANTING, Line, granted_by_rule
from pult.kernel import clock
from pult.kernel.errors import Forbidden, NotVisible, Refusal
from pult.limits.actions import Exhausted
from pult.people.access import Actor

Kind = Letter.Kind
MOST_DAYS = 366
WITHOUT_SERVICES = (Kind.ATTACH, Kind.DETACH)


def issue(
    *,
    by: Actor,
    at: datetime,
    policy: Policy,
    clinic: Clinic,
    lines: Sequence[Line],
    decision: Decision | None,
    kind: str = Kind.GUARANTEE,
    diagnosis: str = "",
    first_day: date | None = None,
    days: int | None = None,
    amount_limit: int | None = None,
    conditions: str = "",
    case_id: UUID | None = None,
    case_number: str = "",
    request_key: UUID | None = None,
    asked_by: Actor | None = None,
) -> Letter:
    """Issue a letter of guarantee (or of attachment, detachment) to one clinic.

    By a person who may issue letters of the contract, on a decision `covered` or
    `approval_needed`; by the rule (`by=SYSTEM`) only where the decision says so, for whom
    `asked_by` may ask. The limits of all lines are held with it. It serves `days` from
    `first_day` (today), never past the policy. The same `request_key` issues one letter.

    Raises NotVisible and Forbidden by rights, `limits.Exhausted`, Refusal for everything else
    that a person can mend. The worker signs and sends it.
    """
    _check_rights(policy, by=by, asked_by=asked_by, at=at)
    if known := issued_before(request_key, policy):
        return known
    _check(Kind(kind), policy, clinic, lines, decision, by)
    fields = {
        "kind": Kind(kind), "policy": policy, "clinic": clinic, "diagnosis": diagnosis.strip(),
        "amount_limit": amount_limit, "conditions": conditions.strip(), "case_id": case_id,
        "case_number": case_number, "request_key": request_key, **of_decision(decision),
    }  # fmt: skip
    try:
        with transaction.atomic():
            policy = writing.lock(policy)
            period = period_within(policy, at=at, first_day=first_day, days=days)
            letter = writing.write(by=by, at=at, lines=lines, period=period, **fields)
            gateway.journal(letter, "letter.issued", by=asked_by or by, at=at, by_rule=by.is_system)
    except (IntegrityError, Exhausted):
        # The same request in another transaction was first.
        if known := issued_before(request_key, policy):
            return known
        raise
    return letter


def supplement(
    *,
    by: Actor,
    at: datetime,
    parent: Letter,
    lines: Sequence[Line] = (),
    decision: Decision | None = None,
    days: int | None = None,
    amount_limit: int | None = None,
    conditions: str = "",
    request_key: UUID | None = None,
) -> Letter:
    """Add services to an open letter, or prolong it: a letter of its own with its own number.

    Without `lines` it only prolongs. Errors are those of `issue`.
    """
    _check_rights(parent.policy, by=by, asked_by=None, at=at)
    if known := issued_before(request_key, parent.policy):
        return known
    try:
        with transaction.atomic():
            parent = gateway.load(letter_id=parent.id, by=by, at=at)
            return _supplement(
                parent, lines, decision, by=by, at=at, days=days,
                amount_limit=amount_limit, conditions=conditions, request_key=request_key,
            )  # fmt: skip
    except (IntegrityError, Exhausted):
        if known := issued_before(request_key, parent.policy):
            return known
        raise


def _supplement(
    parent: Letter,
    lines: Sequence[Line],
    decision: Decision | None,
    *,
    by: Actor,
    at: datetime,
    days: int | None,
    **fields: Any,
) -> Letter:
    if parent.kind != Kind.GUARANTEE or parent.state not in OPEN or parent.clinic is None:
        raise Refusal(_("Only a letter of guarantee in force can be supplemented."))
    if lines:
        _check(Kind.SUPPLEMENTARY, parent.policy, parent.clinic, lines, decision, by)
    elif by.is_system:
        raise Forbidden(_("Only a person may prolong a letter."))
    policy = writing.lock(parent.policy)
    period = period_within(policy, at=at, first_day=None, days=days)
    assert parent.period is not None
    if not lines and period.upper <= parent.period.upper:
        raise Refusal(_("The letter serves until then already."), field="days")
    before = parent.period.upper
    if period.upper > before:
        longer = DateRange(parent.period.lower, period.upper, "[)")
        gateway.change(parent, Action.PROLONG, period=longer)
    letter = writing.write(
        by=by, at=at, lines=lines, period=period, kind=Kind.SUPPLEMENTARY, parent=parent,
        policy=policy, clinic=parent.clinic, diagnosis=parent.diagnosis, case_id=parent.case_id,
        case_number=parent.case_number, **fields, **of_decision(decision),
    )  # fmt: skip
    story = {"number": letter.number, "before": before.isoformat()}
    gateway.happened(parent, "supplemented", by=by, at=at, **story)
    gateway.journal(letter, "letter.supplemented", by=by, at=at, parent=parent.number)
    return letter


def period_within(
    policy: Policy, *, at: datetime, first_day: date | None, days: int | None
) -> DateRange:
    """`days` from `first_day`, cut at the policy's last day. Raises Refusal when that is none."""
    today = clock.day_of(at)
    first = first_day or today
    days = settings.PULT_LETTER_DAYS if days is None else days
    if not 1 <= days <= MOST_DAYS:
        raise Refusal(_("A letter serves from one day to a year."), field="days")
    if first < today:
        raise Refusal(_("A letter cannot begin in the past."), field="first_day")
    if not policy.is_active_on(first):
        raise Refusal(_("The policy is not in force on the letter's first day."))
    return DateRange(first, min(first + timedelta(days), policy.period.upper), "[)")


def _check_rights(policy: Policy, *, by: Actor, asked_by: Actor | None, at: datetime) -> None:
    if not scope.may_issue(by, policy.contract_id):
        raise NotVisible if not by.is_staff else Forbidden(_("You may not issue this letter."))
    if asked_by is None or scope.may_issue(asked_by, policy.contract_id):
        return
    own = persons_of(asked_by, clock.day_of(at))
    if policy.person_id not in [person.id for person in own]:
        raise NotVisible


def _check(
    kind: Kind,
    policy: Policy,
    clinic: Clinic,
    lines: Sequence[Line],
    decision: Decision | None,
    by: Actor,
) -> None:
    """Nothing is promised without a decision that grants it."""
    if kind not in (Kind.GUARANTEE, Kind.SUPPLEMENTARY, *WITHOUT_SERVICES):
        raise ValueError(f"A letter of the kind {kind} is not issued like this.")
    if not clinic.is_active:
        raise Refusal(_("We no longer work with this clinic."), field="clinic")
    if kind in WITHOUT_SERVICES:
        if lines or by.is_system:
            raise ValueError("Attachment promises no services, and is asked for by a person.")
        return
    if not lines:
        raise Refusal(_("Name at least one service."), field="lines")
    if any(line.quantity < 1 for line in lines):
        raise Refusal(_("The quantity must be at least one."), field="lines")
    if decision is None or decision.policy_id != policy.id or decision.verdict not in GRANTING:
        raise Refusal(_("A letter is issued only on a decision that the service is covered."))
    if by.is_system and not granted_by_rule(decision, lines):
        raise Forbidden(_("A person has to decide this; no rule grants it."))


def of_decision(decision: Decision | None) -> dict[str, Any]:
    if decision is None:
        return {}
    return {"decision_id": decision.id, "programme_digest": decision.digest}


def issued_before(request_key: UUID | None, policy: Policy) -> Letter | None:
    if request_key is None:
        return None
    known = Letter.objects.filter(request_key=request_key).first()
    if known is not None and known.policy_id != policy.id:
        raise Refusal(_("This request was sent for another person already."))
    return known
