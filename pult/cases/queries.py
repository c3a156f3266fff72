"""Reading cases: what each actor may see, page by page by key, never an unbounded count."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.core import signing
from django.db.models import Prefetch, QuerySet
from django.db.models.fields.tuple_lookups import Tuple, TupleGreaterThan
from django.utils.translation import gettext_lazy as _

from pult.cases import scope
from pult.cases.kinds import KINDS
from pult.cases.lifecycle import IN_HAND, OPEN
from pult.cases.models import Case, CaseEvent, CaseFile, Draft, Visit
from pult.contracts.queries import persons_of
from pult.kernel import clock
from pult.kernel.errors import NotVisible
from pult.people.access import Actor

PAGE = 30
# «99+»: whether ninety-nine or ninety thousand wait, nobody reads on.
MOST_COUNTED = 99
WAITING, MINE, ALL_OPEN = "waiting", "mine", "open"
VIEWS = (WAITING, MINE, ALL_OPEN)
CHANNELS = {
    "cabinet": _("from the cabinet"),
    "phone": _("by phone"),
    "mail": _("by e-mail"),
    "sign_up": _("from sign-up"),
}


@dataclass(frozen=True)
class Page:
    """A page of cases in order, and the key of the next one ('' on the last)."""

    cases: Sequence[Case]
    next_key: str


def case_for(actor: Actor, case_id: UUID, *, at: datetime | None = None) -> Case:
    """The case with what its page shows; NotVisible when it does not exist for the actor."""
    at = at or clock.now()
    case = (
        Case.objects.filter(scope.visible(actor, at), id=case_id)
        .select_related(
            "person", "owner", "contract", "policy__programme", "policy__contract__employer",
            "policy__contract__doctor_curator", "policy__contract__admin_curator",
        )
        .prefetch_related("clocks", _visits())
        .first()
    )  # fmt: skip
    if case is None:
        raise NotVisible
    return case


def by_number(actor: Actor, number: str) -> Case | None:
    """The case of this number, if the actor may see it."""
    return Case.objects.filter(scope.visible(actor, clock.now()), number=number).first()


def opened_with(actor: Actor, request_key: UUID) -> Case | None:
    """The case that the actor opened by this very request, if any."""
    return Case.objects.filter(request_key=request_key, opened_by_id=actor.account_id).first()


def cases_of_person(
    actor: Actor, person_id: UUID, *, limit: int = 50, before: datetime | None = None
) -> list[Case]:
    """Cases of a person that the actor may see, newest first; those opened `before` for more."""
    found = Case.objects.filter(scope.visible(actor, clock.now()), person_id=person_id)
    if before is not None:
        found = found.filter(opened_at__lt=before)
    found = found.select_related("person", "owner").prefetch_related("clocks", _visits())
    return list(found.order_by("-opened_at", "-id")[:limit])


def history_of(actor: Actor, person_id: UUID, *, limit: int) -> list[Case]:
    """The latest cases of a person as bare lines: number, title, state. One query."""
    found = Case.objects.filter(scope.visible(actor, clock.now()), person_id=person_id)
    return list(found.order_by("-opened_at", "-id")[:limit])


def open_cases_of(actor: Actor, *, at: datetime | None = None, limit: int = 20) -> list[Case]:
    """The open cases of everybody whose cabinet the actor may use, newest first."""
    at = at or clock.now()
    day = at.astimezone(clock.MOSCOW).date()
    persons = [person.id for person in persons_of(actor, day)]
    found = Case.objects.filter(person_id__in=persons, state__in=OPEN)
    found = found.select_related("person", "owner").prefetch_related("clocks", _visits())
    return list(found.order_by("-opened_at", "-id")[:limit])


def visits_of(persons: Sequence[UUID], *, since: datetime) -> list[Visit]:
    """Booked visits of these persons that begin after `since`, the nearest first."""
    found = Visit.objects.filter(
        person_id__in=persons, state=Visit.State.BOOKED, slot__startswith__gte=since
    )
    found = found.select_related("site__clinic", "specialty", "person", "case")
    return list(found.order_by("slot")[:50])


def timeline(case: Case, actor: Actor, *, limit: int = 300) -> list[CaseEvent]:
    """The latest events that the actor may read, oldest first, with their files."""
    events = case.events.order_by("-id")
    if not _works(actor, case):
        events = events.filter(internal=False)
    files = Prefetch("files", CaseFile.objects.order_by("added_at", "id"))
    return list(reversed(events.prefetch_related(files)[:limit]))


def file_for(actor: Actor, file_id: UUID) -> CaseFile:
    """A file of a case that the actor may see, its case beside it; else NotVisible."""
    found = CaseFile.objects.select_related("case", "event").filter(id=file_id).first()
    if found is None:
        raise NotVisible
    case = Case.objects.filter(scope.visible(actor, clock.now()), id=found.case_id).first()
    if case is None:
        raise NotVisible
    if found.event and found.event.internal and not _works(actor, case):
        raise NotVisible
    return found


def draft_of(case: Case, account_id: UUID | None) -> Draft | None:
    """What this account has typed; failing that what a lost colleague left."""
    drafts = list(case.drafts.select_related("account").order_by("-saved_at")[:20])
    own = [draft for draft in drafts if draft.account_id == account_id]
    return next(iter(own + drafts), None)


def queue_page(
    actor: Actor, queue: str, after: str = "", *, view: str = WAITING, limit: int = PAGE
) -> Page:
    """A page of a queue by (priority, deadline): those that wait, the actor's own, or all open.

    `after` is the `next_key` of the page before; a key that was tampered with starts anew.
    """
    found = _listed(actor, queue, view)
    if position := _position(after):
        order = Tuple("priority", "deadline", "id")
        found = found.filter(TupleGreaterThan(order, position))
    found = found.select_related("person", "owner").order_by("priority", "deadline", "id")
    cases = list(found[: limit + 1])
    more = len(cases) > limit
    cases = cases[:limit]
    return Page(cases, _key(cases[-1]) if more else "")


def count(actor: Actor, queue: str, view: str) -> int:
    """How many, up to one more than `MOST_COUNTED`."""
    found = _listed(actor, queue, view).values("id")[: MOST_COUNTED + 1]
    return found.count()


def counts(actor: Actor, queue: str) -> dict[str, int]:
    """`count` for each view."""
    return {view: count(actor, queue, view) for view in VIEWS}


def _listed(actor: Actor, queue: str, view: str) -> QuerySet[Case]:
    found = Case.objects.filter(scope.of_queue(actor, queue))
    if view == WAITING:
        return found.filter(owner=None, state=Case.State.NEW)
    if view == MINE:
        return found.filter(owner_id=actor.account_id, state__in=sorted(IN_HAND))
    return found.filter(state__in=sorted(OPEN))


def _works(actor: Actor, case: Case) -> bool:
    """Staff who may see the case read its notes; its own member never does."""
    if actor.person_id is not None and actor.person_id == case.person_id:
        return False
    return actor.is_system or actor.is_staff


def _visits() -> Prefetch:
    visits = Visit.objects.select_related("site__clinic", "specialty").order_by("slot")
    return Prefetch("visits", visits)


def _key(case: Case) -> str:
    return signing.dumps([case.priority, case.deadline.isoformat(), str(case.id)], compress=False)


def _position(key: str) -> tuple[int, datetime, UUID] | None:
    if not key:
        return None
    try:
        priority, deadline, last = signing.loads(key)
    except signing.BadSignature:
        return None
    return priority, datetime.fromisoformat(deadline), UUID(last)


def title(case: Case) -> str:
    """What the case is called, in the reader's language."""
    kind = KINDS.get(case.kind)
    return kind.title_for(case.form) if kind else case.title


def summary(case: Case) -> list[tuple[str, str]]:
    """The answers of the case's form as lines, in the reader's language."""
    kind = KINDS.get(case.kind)
    return kind.summary(case.form) if kind else []
