"""Comparing every counter with its ledger, which alone is right."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import structlog
from django.db import transaction
from django.db.models import Case, F, QuerySet, Sum, When
from django.db.models.functions import Coalesce

from pult.journal.actions import record
from pult.limits.models import LedgerEntry, LimitCounter
from pult.people.access import Actor

Kind = LedgerEntry.Kind
log = structlog.get_logger("pult.limits")


@dataclass(frozen=True)
class Difference:
    """A counter that says something else than its ledger."""

    counter_id: int
    policy: str
    limit_code: str
    period: str
    used: int
    ledger: int


def differences() -> list[Difference]:
    """Every counter that differs. One statement, so that no letter issued meanwhile looks odd."""
    wrong = _with_ledger().exclude(used=F("ledger")).order_by("id").select_related("policy")
    return [_difference(counter) for counter in wrong]


def watch() -> int:
    """Log every difference, by ids alone; how many there are."""
    found = differences()
    for difference in found:
        log.error(
            "limit.differs",
            counter=difference.counter_id,
            used=difference.used,
            ledger=difference.ledger,
        )
    return len(found)


def repair(*, by: Actor, at: datetime) -> list[Difference]:
    """Set the counters that differ from the ledger, each with a line in the journal."""
    return [done for found in differences() if (done := _mend(found.counter_id, by, at))]


@transaction.atomic
def _mend(counter_id: int, by: Actor, at: datetime) -> Difference | None:
    LimitCounter.objects.select_for_update().get(id=counter_id)
    counter = _with_ledger().select_related("policy").get(id=counter_id)
    found = _difference(counter)
    if found.used == found.ledger:
        return None
    LimitCounter.objects.filter(id=counter_id).update(used=found.ledger)
    record(
        what="limit.repaired",
        at=at,
        account_id=by.account_id,
        role=by.role,
        person_id=counter.policy.person_id,
        subject=counter.policy.number,
        limit=found.limit_code,
        period=found.period,
        before=found.used,
        after=found.ledger,
    )
    return found


def _with_ledger() -> QuerySet[LimitCounter, Any]:
    moved = Case(
        When(entries__kind=Kind.HOLD, then=F("entries__amount")),
        When(entries__kind=Kind.RELEASE, then=-F("entries__amount")),
        default=0,
    )
    return LimitCounter.objects.annotate(ledger=Coalesce(Sum(moved), 0))


def _difference(counter: Any) -> Difference:
    return Difference(
        counter.id, counter.policy.number, counter.limit_code, counter.period,
        counter.used, counter.ledger,
    )  # fmt: skip
