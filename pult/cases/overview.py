"""What a supervisor sees of a queue at a glance. Bounded: the most pressing cases speak for all."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Min, Q

from pult.cases.kinds import KINDS
from pult.cases.lifecycle import IN_HAND
from pult.cases.models import Case, Presence
from pult.people.models import Account

# Beyond this the figures say «more than»; no page ever counts a whole backlog.
MOST = 2000
HERE = timedelta(seconds=60)


@dataclass(frozen=True)
class OfKind:
    title: str
    waiting: int
    nearest: datetime


@dataclass(frozen=True)
class Overview:
    """`waiting` and `late` count up to `MOST`; `oldest` is the earliest opening that waits."""

    waiting: int
    late: int
    oldest: datetime | None
    nearest: datetime | None
    kinds: list[OfKind]


def of_queue(queue: str, *, at: datetime) -> Overview:
    """The waiting part of a queue."""
    first = Case.objects.filter(queue=queue, owner=None, state=Case.State.NEW)
    ids = first.order_by("priority", "deadline", "id").values("id")[:MOST]
    some = Case.objects.filter(id__in=ids)
    whole = some.aggregate(
        waiting=Count("id"),
        late=Count("id", filter=Q(deadline__lt=at)),
        oldest=Min("opened_at"),
        nearest=Min("deadline"),
    )
    rows = some.values("kind").annotate(waiting=Count("id"), nearest=Min("deadline"))
    kinds = [
        OfKind(str(KINDS[row["kind"]].title), row["waiting"], row["nearest"])
        for row in rows.order_by("nearest")
        if row["kind"] in KINDS
    ]
    return Overview(**whole, kinds=kinds)


@dataclass(frozen=True)
class AtWork:
    """Somebody whose page is open, and how much they have in hand."""

    name: str
    in_hand: int


def at_work(*, at: datetime) -> list[AtWork]:
    """Who is at the desk and among the curators now, by name."""
    here = Presence.objects.filter(seen_at__gte=at - HERE).values("account_id")
    in_hand = Count("cases", filter=Q(cases__state__in=sorted(IN_HAND)))
    people = Account.objects.filter(id__in=here).annotate(in_hand=in_hand)
    return [AtWork(one.display_name, one.in_hand) for one in people.order_by("display_name")]
