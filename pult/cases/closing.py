"""The ends of a case."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from pult.cases import booking, clocks, happenings, messages
from pult.cases.gateway import change, happened, load, load_in_hand
from pult.cases.lifecycle import Action
from pult.cases.models import Case, Draft, Visit
from pult.contracts.queries import persons_of
from pult.kernel import clock
from pult.kernel.errors import Refusal
from pult.people.access import SYSTEM, Actor

# How long the member may simply write and go on; after that it is a new request.
STAYS_RESOLVED = timedelta(days=14)
State = Case.State


@transaction.atomic
def resolve(
    *, case_id: UUID, version: int, outcome: str, by: Actor, at: datetime, text: str = ""
) -> Case:
    """Done: what came of it, and last words for the member if there are any."""
    if outcome not in happenings.OUTCOMES:
        raise Refusal(_("Choose what came of it."), field="outcome")
    case = load_in_hand(case_id=case_id, by=by, at=at, version=version)
    both = [clocks.FIRST_RESPONSE, clocks.RESOLUTION]
    deadline = clocks.settle(case, at, stands=False, met=both)
    change(
        case, Action.RESOLVE, at=at, outcome=outcome, lease_until=None, deadline=deadline
    )
    event = happened(
        case, happenings.RESOLVED, by=by, at=at, text=text.strip(), outcome=outcome
    )
    messages.resolved(case, event, at=at)
    Draft.objects.filter(case=case).delete()
    return case


@transaction.atomic
def cancel(*, case_id: UUID, by: Actor, at: datetime, version: int | None = None) -> Case:
    """The member needs it no more; booked visits are given back. Staff cancel what they have in
    hand, at its `version`."""
    case = load(case_id=case_id, by=by, at=at, version=version)
    own = _is_own(case, by, at)
    if not own:
        case = load_in_hand(case_id=case_id, by=by, at=at, version=version or 0)
    deadline = clocks.settle(case, at, stands=False, ended=True)
    change(case, Action.CANCEL, at=at, lease_until=None, deadline=deadline)
    happened(case, happenings.CANCELLED, by=by, at=at, from_member=own)
    booked = case.visits.filter(state=Visit.State.BOOKED, slot__startswith__gt=at)
    for visit in booked.select_related("site__clinic", "specialty"):
        booking.drop(visit, case, by, at)
    Draft.objects.filter(case=case).delete()
    return case


def _is_own(case: Case, by: Actor, at: datetime) -> bool:
    day = at.astimezone(clock.MOSCOW).date()
    return case.person_id in {person.id for person in persons_of(by, day)}


def close_resolved(*, at: datetime, most: int = 500) -> int:
    """Close what has been resolved for two weeks. How many."""
    with transaction.atomic():
        done = list(
            Case.objects.select_for_update(skip_locked=True)
            .filter(state=State.RESOLVED, changed_at__lt=at - STAYS_RESOLVED)
            .order_by("changed_at")[:most]
        )
        for case in done:
            change(case, Action.CLOSE, at=at)
            happened(case, happenings.CLOSED, by=SYSTEM, at=at)
    return len(done)
