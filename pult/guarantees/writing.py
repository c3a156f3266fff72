"""Writing a letter's rows: holds first, the number last, in the caller's transaction.

Locks come in the order letter, policy, counters, number, so that no two transactions wait for
each other. The counter of numbers is one for all, and locked until the commit: so the letter
itself is written after its lines and events, which the database allows until the commit.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import translation
from django.utils.translation import gettext

from pult.contracts.models import Policy
from pult.documents.numbers import take
from pult.guarantees import checks, gateway
from pult.guarantees.models import Letter, LetterLine
from pult.guarantees.tasks import sign_letter
from pult.guarantees.wanted import Line
from pult.kernel import clock
from pult.kernel.ids import new_id
from pult.limits import actions as limits
from pult.people.access import Actor, Role

# A person waits for the letter that they have just asked for.
SOON = 10


def lock(policy: Policy) -> Policy:
    """The policy with its period as it is now: it does not end earlier while its letter is
    written."""
    held = Policy.objects.select_for_update(no_key=True).filter(id=policy.id)
    policy.period = held.values_list("period", flat=True).get()
    return policy


def write(
    *,
    by: Actor,
    at: datetime,
    kind: Letter.Kind,
    policy: Policy,
    lines: Sequence[Line],
    period: DateRange | None,
    **fields: Any,
) -> Letter:
    """The letter with its lines, holds, first event and signing job. Raises `limits.Exhausted`."""
    letter = Letter(
        id=new_id(),
        kind=kind,
        policy=policy,
        person=policy.person,
        contract_number=policy.contract.number,
        period=period,
        issued_at=at,
        **signatory(by),
        **checks.new_token(),
        **fields,
    )
    rows = [_row(letter, position, line) for position, line in enumerate(lines, start=1)]
    held = {row.id: line.needs for row, line in zip(rows, lines, strict=True)}
    limits.hold(needs=held, key=f"letter:{letter.id}", by=by, at=at)
    LetterLine.objects.bulk_create(rows)
    gateway.happened(letter, "issued", by=by, at=at)
    sign_letter.configure(priority=SOON).defer(letter_id=str(letter.id))
    letter.number = number(kind, at)
    letter.save(force_insert=True)
    return letter


def number(kind: str, at: datetime) -> str:
    """The next number of the kind and year; a transaction that fails gives it back."""
    prefix, year = settings.PULT_LETTER_PREFIXES[kind], clock.day_of(at).year
    return f"{prefix}-{year}-{take(name=f'letter:{prefix}', year=year):06}"


def signatory(by: Actor) -> dict[str, Any]:
    """Who signs, as the letter says it: in Russian."""
    with translation.override("ru"):
        posts = {
            Role.DOCTOR_CURATOR: gettext("Doctor-curator"),
            Role.SUPERVISOR: gettext("Supervisor of the medical desk"),
            Role.OPERATOR: gettext("Operator of the medical desk"),
        }
        post = next((posts[role] for role in posts if role in by.roles), "")
        if by.is_system:
            post = gettext("By the rule of the insurance programme")
    return {"signatory_id": by.account_id, "signatory_name": by.name, "signatory_post": post}


def _row(letter: Letter, position: int, line: Line) -> LetterLine:
    if any(need.policy_id != letter.policy_id for need in line.needs):
        raise ValueError("A letter holds only limits of its own policy.")
    return LetterLine(
        id=new_id(), letter=letter, position=position, service_code=line.service_code,
        title_ru=line.title_ru, quantity=line.quantity, price=line.price, clause=line.clause,
        needs=[need.to_data() for need in line.needs],
    )  # fmt: skip
