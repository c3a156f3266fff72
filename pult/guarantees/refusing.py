"""A refusal: a doctor's act, never a rule's."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from pult.clinics.models import Clinic
from pult.contracts.models import Policy
from pult.coverage.models import Decision
from pult.guarantees import gateway, writing
from pult.guarantees.issuing import issued_before, of_decision
from pult.guarantees.models import Letter
from pult.guarantees.wanted import Line
from pult.kernel.errors import Forbidden, NotVisible, Refusal
from pult.people.access import Actor, Can


def refuse(
    *,
    by: Actor,
    at: datetime,
    policy: Policy,
    lines: Sequence[Line],
    clause: str,
    clause_text: str,
    plain_reason: str,
    alternative: str,
    decision: Decision | None = None,
    clinic: Clinic | None = None,
    diagnosis: str = "",
    case_id: UUID | None = None,
    case_number: str = "",
    request_key: UUID | None = None,
) -> Letter:
    """Write a refusal to the member: the clause with its own words, why in plain ones, and what
    is covered instead.

    Only a doctor of the contract signs it. Nothing is held. Raises NotVisible, Forbidden, Refusal.
    """
    if by.is_system or not by.can_within(Can.SIGN_REFUSAL, policy.contract_id):
        if not by.is_staff and not by.is_system:
            raise NotVisible
        raise Forbidden(_("Only a doctor-curator signs a refusal."))
    if known := issued_before(request_key, policy):
        return known
    words = {
        "clause": clause.strip(), "clause_text": clause_text.strip(),
        "reason": plain_reason.strip(), "alternative": alternative.strip(),
    }  # fmt: skip
    _check(words, policy, lines, decision)
    try:
        with transaction.atomic():
            letter = writing.write(
                by=by, at=at, kind=Letter.Kind.REFUSAL, policy=writing.lock(policy),
                lines=lines, period=None, clinic=clinic, diagnosis=diagnosis.strip(),
                case_id=case_id, case_number=case_number, request_key=request_key,
                **words, **of_decision(decision),
            )  # fmt: skip
            gateway.journal(letter, "letter.refused", by=by, at=at, clause=words["clause"])
    except IntegrityError:
        if known := issued_before(request_key, policy):
            return known
        raise
    return letter


def _check(
    words: dict[str, str], policy: Policy, lines: Sequence[Line], decision: Decision | None
) -> None:
    if not lines or any(line.needs for line in lines):
        raise Refusal(_("Name the services that are refused."), field="lines")
    if decision is not None and decision.policy_id != policy.id:
        raise NotVisible
    for name, sentence in (
        ("clause", _("Name the clause of the programme.")),
        ("clause_text", _("Quote the clause in its own words.")),
        ("reason", _("Say why in plain words.")),
        ("alternative", _("Say what is covered instead, or whom to ask.")),
    ):
        if not words[name]:
            raise Refusal(sentence, field=name)
