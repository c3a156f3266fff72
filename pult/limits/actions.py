"""The ledger's three movements: hold → consume | release.

A mechanism without rights of its own: who may issue, consume or cancel is decided by the caller,
in whose transaction everything here happens. Counters are always taken in one order, so that two
letters over the same limits wait for each other and never lock each other out.
"""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, connection, transaction
from django.db.models import Case, F, Sum, When
from django.db.models.functions import Collate
from django.utils.translation import gettext_lazy as _

from pult.kernel.errors import Refusal
from pult.limits.models import LedgerEntry, LimitCounter
from pult.limits.needs import Need, merged
from pult.people.access import Actor

Kind = LedgerEntry.Kind

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


def hold(*, needs: Iterable[Need], subject_id: UUID, key: str, by: Actor, at: datetime) -> bool:
    """Take every need, or raise Exhausted and take none. False for a key booked before.

    In a transaction of its own or inside the caller's. A subject may hold several times.
    """
    wanted = merged(list(needs))
    if not wanted or LedgerEntry.objects.filter(key=key).exists():
        return False
    try:
        with transaction.atomic():
            counters = _raise(wanted)
            if len(counters) < len(wanted):
                raise _exhausted([need for need in wanted if need.key not in counters])
            amounts = {counters[need.key]: need.amount for need in wanted}
            _book(Kind.HOLD, amounts, subject_id=subject_id, key=key, by=by, at=at)
    except (IntegrityError, Exhausted):
        # The same key in another transaction was first, and took what we now miss.
        if LedgerEntry.objects.filter(key=key).exists():
            return False
        raise
    return True


def consume(*, needs: Iterable[Need], subject_id: UUID, key: str, by: Actor, at: datetime) -> bool:
    """The service was given: so much of what the subject holds is spent for good.

    False for a key booked before; raises NotHeld, changing nothing, for more than is held.
    """
    wanted = merged(list(needs))
    if not wanted:
        return False
    with transaction.atomic():
        _lock(subject_id)
        if LedgerEntry.objects.filter(key=key).exists():
            return False
        held = _held(subject_id)
        amounts = {}
        for need in wanted:
            counter_id, left = held.get(need.key, (0, 0))
            if left < need.amount:
                raise NotHeld(f"{need.limit_code} {need.period}: {left} held, {need.amount} asked")
            amounts[counter_id] = need.amount
        _book(Kind.CONSUME, amounts, subject_id=subject_id, key=key, by=by, at=at)
    return True


def release(*, subject_id: UUID, key: str, by: Actor, at: datetime) -> bool:
    """Give back everything that the subject holds and has not consumed.

    False when there was nothing to give back, as after the first of two releases.
    """
    with transaction.atomic():
        _lock(subject_id)
        amounts = {counter_id: left for counter_id, left in _held(subject_id).values() if left}
        if not amounts:
            return False
        _book(Kind.RELEASE, amounts, subject_id=subject_id, key=key, by=by, at=at)
        given_back = [When(id=counter_id, then=n) for counter_id, n in amounts.items()]
        LimitCounter.objects.filter(id__in=amounts).update(used=F("used") - Case(*given_back))
    return True


def _raise(wanted: list[Need]) -> dict[tuple[UUID, str, str], int]:
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


def _lock(subject_id: UUID) -> None:
    """The counters on which the subject has moved anything, in the order of `merged`."""
    moved = LedgerEntry.objects.filter(subject_id=subject_id).values("counter_id")
    counters = LimitCounter.objects.filter(id__in=moved).select_for_update()
    codes = (Collate("limit_code", "C"), Collate("period", "C"))  # as Python sorts
    list(counters.order_by("policy_id", *codes).values_list("id"))


def _held(subject_id: UUID) -> dict[tuple[UUID, str, str], tuple[int, int]]:
    """By key the counter's id and what the subject holds and has neither consumed nor released.

    In a statement after `_lock`, so that it sees what the one before us has booked."""
    rows = (
        LedgerEntry.objects.filter(subject_id=subject_id)
        .values_list("counter__policy_id", "counter__limit_code", "counter__period", "counter_id")
        .annotate(left=Sum(Case(When(kind=Kind.HOLD, then=F("amount")), default=-F("amount"))))
    )
    return {(policy, code, period): (id, left) for policy, code, period, id, left in rows}


def _book(
    kind: str, amounts: dict[int, int], *, subject_id: UUID, key: str, by: Actor, at: datetime
) -> None:
    rows = [
        LedgerEntry(
            counter_id=counter_id, kind=kind, amount=amount, key=key,
            subject_id=subject_id, at=at, by_id=by.account_id,
        )
        for counter_id, amount in amounts.items()
    ]  # fmt: skip
    LedgerEntry.objects.bulk_create(rows)
