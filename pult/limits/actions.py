"""The ledger's three movements: hold → consume | release.

A mechanism without rights of its own: who may issue, consume or cancel is decided by the caller,
in whose transaction everything here happens. Counters are always taken in one order, so that two
letters over the same limits wait for each other and never lock each other out.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from itertools import chain
from typing import NamedTuple
from uuid import UUID

from django.db import IntegrityError, connection, transaction
from django.db.models import Case, F, Sum, When
from django.db.models.functions import Collate
from django.utils.translation import gettext_lazy as _

from pult.kernel.errors import Refusal
from pult.limits.models import LedgerEntry, LimitCounter
from pult.limits.needs import Key, Need, merged
from pult.people.access import Actor

Kind = LedgerEntry.Kind
Row = tuple[UUID, int, int]  # subject, counter, amount

# Makes the counter or raises it, in one statement that locks it; no row comes back for a limit
# that would be overspent. Rows are taken in the order of the arrays.
HOLD = """
INSERT INTO limits_limitcounter AS counter (policy_id, limit_code, period, unit, cap, used)
SELECT * FROM unnest(%s::uuid[], %s::text[], %s::text[], %s::text[], %s::bigint[], %s::bigint[])
    AS need (policy_id, limit_code, period, unit, cap, amount)
WHERE amount <= cap
ON CONFLICT (policy_id, limit_code, period) DO UPDATE
    SET used = counter.used + excluded.used, cap = excluded.cap
    WHERE counter.used + excluded.used <= excluded.cap AND counter.unit = excluded.unit
RETURNING id, policy_id, limit_code, period
"""


class Exhausted(Refusal):
    """A limit has not enough left: `limit_code`, `period`, `unit`, `left` (from 0), `cap`."""

    def __init__(self, need: Need, used: int) -> None:
        self.limit_code, self.period, self.unit = need.limit_code, need.period, need.unit
        self.left, self.cap = max(0, need.cap - used), need.cap
        words = {"limit": need.limit_code, "left": self._shown(self.left)}
        words["cap"] = self._shown(self.cap)
        super().__init__(
            _("The limit “%(limit)s” is not enough: %(left)s of %(cap)s is left.") % words
        )

    def _shown(self, value: int) -> str:
        if self.unit == LimitCounter.Unit.COUNT:
            return str(value)
        return f"{value // 100},{value % 100:02} ₽"


class NotHeld(ValueError):
    """More was to be consumed than the subject holds: a mistake of the caller, not of a person."""


def hold(*, needs: Mapping[UUID, Sequence[Need]], key: str, by: Actor, at: datetime) -> bool:
    """Take every need, or raise Exhausted and take none. False for a key booked before.

    `needs` stand by the subject that will hold them. All of one letter's come in one call:
    counters taken in several calls would be taken in any order.
    """
    everything = merged(chain.from_iterable(needs.values()))
    if not everything:
        return False
    try:
        with transaction.atomic():
            counters = _raise(everything)
            if len(counters) < len(everything):
                raise _exhausted([need for need in everything if need.key not in counters])
            _book(Kind.HOLD, _rows(needs, counters), key=key, by=by, at=at)
    except (IntegrityError, Exhausted):
        # A retry, perhaps of a transaction that took what we now miss; nothing stays of ours.
        if LedgerEntry.objects.filter(key=key).exists():
            return False
        raise
    return True


def consume(*, needs: Sequence[Need], subject_id: UUID, key: str, by: Actor, at: datetime) -> bool:
    """The service was given: so much of what the subject holds is spent for good.

    False for a key booked before; raises NotHeld, changing nothing, for more than is held.
    """
    wanted = merged(needs)
    if not wanted:
        return False
    with transaction.atomic():
        _lock([subject_id])
        if LedgerEntry.objects.filter(key=key).exists():
            return False
        held = {
            (held.policy_id, held.limit_code, held.period): held for held in _held([subject_id])
        }
        rows: list[Row] = []
        for need in wanted:
            found = held.get(need.key)
            if found is None or found.left < need.amount:
                raise NotHeld(f"{need.amount} of {need.limit_code} {need.period}: {found}")
            rows.append((subject_id, found.counter_id, need.amount))
        _book(Kind.CONSUME, rows, key=key, by=by, at=at)
    return True


def release(*, subject_ids: Sequence[UUID], key: str, by: Actor, at: datetime) -> bool:
    """Give back everything that the subjects hold and have not consumed.

    False when there was nothing to give back, as after the first of two releases.
    """
    with transaction.atomic():
        _lock(subject_ids)
        held = [row for row in _held(subject_ids) if row.left]
        if not held:
            return False
        rows = [(row.subject_id, row.counter_id, row.left) for row in held]
        _book(Kind.RELEASE, rows, key=key, by=by, at=at)
        _lower(rows)
    return True


def _raise(wanted: list[Need]) -> dict[Key, int]:
    """The counters' ids by key, of those that had room."""
    columns = [
        [getattr(need, name) for need in wanted]
        for name in ("policy_id", "limit_code", "period", "unit", "cap", "amount")
    ]
    with connection.cursor() as cursor:
        cursor.execute(HOLD, columns)
        return {(policy, code, period): id for id, policy, code, period in cursor.fetchall()}


def _exhausted(short: list[Need]) -> Exhausted:
    need = short[0]
    counter = LimitCounter.objects.filter(
        policy_id=need.policy_id, limit_code=need.limit_code, period=need.period
    ).first()
    if counter is not None and counter.unit != need.unit:
        raise ValueError(f"The limit {need.limit_code} is counted in {counter.unit}.")
    return Exhausted(need, counter.used if counter else 0)


def _lock(subject_ids: Sequence[UUID]) -> None:
    """The counters on which the subjects have moved anything, in the order of `merged`."""
    moved = LedgerEntry.objects.filter(subject_id__in=subject_ids).values("counter_id")
    counters = LimitCounter.objects.filter(id__in=moved).select_for_update()
    codes = (Collate("limit_code", "C"), Collate("period", "C"))  # as Python sorts
    list(counters.order_by("policy_id", *codes).values_list("id"))


class _Held(NamedTuple):
    subject_id: UUID
    counter_id: int
    policy_id: UUID
    limit_code: str
    period: str
    left: int


def _held(subject_ids: Sequence[UUID]) -> list[_Held]:
    """What each subject holds of each counter and has neither consumed nor released.

    In a statement after `_lock`, so that it sees what the one before us has booked.
    """
    left = Sum(Case(When(kind=Kind.HOLD, then=F("amount")), default=-F("amount")))
    rows = LedgerEntry.objects.filter(subject_id__in=subject_ids).values_list(
        "subject_id", "counter_id", "counter__policy_id", "counter__limit_code", "counter__period"
    )
    return [_Held(*row) for row in rows.annotate(left=left)]


def _lower(rows: Iterable[Row]) -> None:
    given_back: Counter[int] = Counter()
    for _subject, counter_id, amount in rows:
        given_back[counter_id] += amount
    amounts = Case(*(When(id=counter_id, then=n) for counter_id, n in given_back.items()))
    LimitCounter.objects.filter(id__in=given_back).update(used=F("used") - amounts)


def _rows(needs: Mapping[UUID, Sequence[Need]], counters: Mapping[Key, int]) -> list[Row]:
    return [
        (subject_id, counters[need.key], need.amount)
        for subject_id, own in needs.items()
        for need in merged(own)
    ]


def _book(kind: str, rows: Iterable[Row], *, key: str, by: Actor, at: datetime) -> None:
    LedgerEntry.objects.bulk_create(
        LedgerEntry(
            counter_id=counter_id, kind=kind, amount=amount, key=key,
            subject_id=subject_id, at=at, by_id=by.account_id,
        )
        for subject_id, counter_id, amount in rows
    )  # fmt: skip
