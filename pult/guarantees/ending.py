"""How letters end: annulled by a person, or expired by the schedule. What was not consumed goes
back to the limits."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from pult.guarantees import gateway, scope, writing
from pult.guarantees.lifecycle import OPEN, Action
from pult.guarantees.models import OPEN_STATES, Letter
from pult.kernel import clock
from pult.kernel.errors import Forbidden, Refusal
from pult.limits import actions as limits
from pult.people.access import SYSTEM, Actor

Kind = Letter.Kind
# An annulment is not annulled, nor is a refusal: the doctor issues a letter instead.
ANNULLABLE = (Kind.GUARANTEE, Kind.SUPPLEMENTARY, Kind.ATTACH)


@transaction.atomic
def annul(
    *, by: Actor, at: datetime, letter: Letter, reason: str, version: int | None = None
) -> Letter:
    """Cancel a letter and what supplements it, give back what was not consumed, and tell the
    clinic by a letter of annulment, which is returned.

    Raises NotVisible, Forbidden, Stale, and Refusal for a letter that has ended already.
    """
    if letter.parent_id:  # first, as who annuls the parent takes it first
        parent = gateway.load(letter_id=letter.parent_id, by=by, at=at)
    letter = gateway.load(letter_id=letter.id, by=by, at=at, version=version)
    if by.is_system or not scope.may_issue(by, letter.policy.contract_id):
        raise Forbidden(_("You may not annul this letter."))
    if not reason.strip():
        raise Refusal(_("Say why the letter is annulled."), field="reason")
    if letter.kind not in ANNULLABLE:
        raise Refusal(_("A letter of this kind cannot be annulled."))
    ended = [letter, *_supplements(letter, by, at)]
    for each in ended:
        gateway.change(each, Action.CANCEL)
    if letter.kind == Kind.SUPPLEMENTARY:
        _shorten(parent)
    _give_back(ended, by=by, at=at)
    notice = writing.write(
        by=by, at=at, kind=Kind.ANNUL, parent=letter, policy=letter.policy, lines=[],
        period=None, clinic=letter.clinic, reason=reason.strip(), case_id=letter.case_id,
        case_number=letter.case_number,
    )  # fmt: skip
    for each in ended:
        gateway.happened(each, "annulled", by=by, at=at, number=notice.number)
        gateway.journal(each, "letter.annulled", by=by, at=at, notice=notice.number)
    return notice


def _shorten(parent: Letter) -> None:
    """To its own last day, or that of a supplement still open, after one of them was annulled."""
    first = parent.events.filter(what="supplemented").first()
    if parent.state not in OPEN or first is None or "before" not in first.data:
        return
    assert parent.period is not None
    ends = [date.fromisoformat(first.data["before"])]
    for child in parent.children.filter(kind=Kind.SUPPLEMENTARY, state__in=OPEN_STATES):
        assert child.period is not None
        ends.append(child.period.upper)
    if max(ends) < parent.period.upper:
        shorter = DateRange(parent.period.lower, max(ends), "[)")
        gateway.change(parent, Action.SHORTEN, period=shorter)


def _supplements(letter: Letter, by: Actor, at: datetime) -> list[Letter]:
    """Those still open, locked one by one in the order of their ids."""
    children = letter.children.filter(kind=Kind.SUPPLEMENTARY).order_by("id")
    found = [
        gateway.load(letter_id=id, by=by, at=at) for id in children.values_list("id", flat=True)
    ]
    return [each for each in found if each.state in OPEN]


def expire_due(*, at: datetime, limit: int = 1_000) -> int:
    """Expire the letters whose last day, or whose policy's, is over; tells how many.

    Each in a transaction of its own; those that somebody else has in hand are skipped and found
    by the next sweep.
    """
    today = clock.day_of(at)
    over = Q(period__endswith__lte=today) | Q(policy__period__endswith__lte=today)
    due = Letter.objects.filter(over, state__in=OPEN_STATES, period__isnull=False)
    ids = list(due.order_by("id").values_list("id", flat=True)[:limit])
    return sum(_expire(letter_id, over, at) for letter_id in ids)


@transaction.atomic
def _expire(letter_id: UUID, over: Q, at: datetime) -> bool:
    lock = Letter.objects.select_for_update(skip_locked=True, no_key=True, of=("self",))
    found = lock.filter(over, id=letter_id, state__in=OPEN_STATES).select_related("policy").first()
    if found is None:
        return False
    gateway.change(found, Action.EXPIRE)
    _give_back([found], by=SYSTEM, at=at)
    gateway.happened(found, "expired", by=SYSTEM, at=at)
    gateway.journal(found, "letter.expired", by=SYSTEM, at=at)
    return True


def _give_back(letters: list[Letter], *, by: Actor, at: datetime) -> None:
    lines = [line.id for letter in letters for line in letter.lines.all()]
    limits.release(subject_ids=lines, key=f"end:{letters[0].id}", by=by, at=at)
