"""Reading limits."""

from collections.abc import Iterable
from functools import reduce
from operator import or_
from uuid import UUID

from django.db.models import Q

from pult.limits.models import LimitCounter


def usage(policy_id: UUID, limits: Iterable[tuple[str, str]]) -> dict[tuple[str, str], int]:
    """How much of each (limit code, period) is held or spent: pieces or kopecks, 0 when nothing
    ever was. One query, none for no limits."""
    used = dict.fromkeys(limits, 0)
    if not used:
        return used
    wanted = reduce(or_, (Q(limit_code=code, period=period) for code, period in used))
    rows = LimitCounter.objects.filter(wanted, policy_id=policy_id)
    return used | {(row.limit_code, row.period): row.used for row in rows}


def counters_of(policy_id: UUID) -> list[LimitCounter]:
    """Every limit of which the policy has used something, by code and period."""
    found = LimitCounter.objects.filter(policy_id=policy_id)
    return list(found.order_by("limit_code", "period"))
