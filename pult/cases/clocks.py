"""The promises of time of a case: the first answer and the resolution.

The desk's clocks run round the clock, the curators' in their working hours. While the member or
the clinic must act they stand still. The nearest running one is kept on the case as `deadline`.
"""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from pult.calendar.days import ROUND_THE_CLOCK, Week
from pult.calendar.deadlines import add_working, working_between
from pult.cases.kinds import KINDS
from pult.cases.models import Case, CaseClock
from pult.guide.queries import profile
from pult.kernel import clock

# While nothing runs the case stands at the end of every list.
NEVER = datetime(2999, 12, 31, tzinfo=UTC)
OFFICE_HOURS: Week = (("09:00", "18:00"),) * 5 + ((), ())
# A case that the desk hands to a curator gets a curator's clocks.
FIRST_RESPONSE, RESOLUTION = CaseClock.Kind.FIRST_RESPONSE.value, CaseClock.Kind.RESOLUTION.value
CURATORS = {FIRST_RESPONSE: timedelta(hours=4), RESOLUTION: timedelta(hours=18)}


def hours_of(queue: str) -> tuple[Week, ZoneInfo]:
    """When the people of a queue work: the insurer's profile says when curators do."""
    if queue == Case.Queue.DESK:
        return ROUND_THE_CLOCK, clock.MOSCOW
    week = profile().curator_hours
    return (week if len(week) == 7 else OFFICE_HOURS), clock.MOSCOW


def due(queue: str, promised: timedelta, at: datetime) -> datetime:
    """When `promised` of the queue's working time has passed since `at`."""
    week, zone = hours_of(queue)
    return add_working(at, promised, week, zone)


def promises(case: Case, queue: str) -> dict[str, timedelta]:
    """What is promised for a case while it is in `queue`."""
    kind = KINDS[case.kind]
    if queue == kind.queue or queue == Case.Queue.DESK:
        return {FIRST_RESPONSE: kind.first_response, RESOLUTION: kind.resolution}
    return CURATORS


def start(case: Case, at: datetime) -> list[CaseClock]:
    """Fresh unsaved clocks of a case; sets `case.deadline`."""
    clocks = [
        CaseClock(case=case, kind=kind, due_at=due(case.queue, promised, at))
        for kind, promised in promises(case, case.queue).items()
    ]
    case.deadline = nearest(clocks)
    return clocks


def nearest(clocks: Iterable[CaseClock]) -> datetime:
    """The nearest due time of those that run; `NEVER` when none does."""
    running = [c.due_at for c in clocks if c.met_at is None and c.paused_at is None]
    return min(running, default=NEVER)


def settle(
    case: Case, at: datetime, *, stands: bool, met: Iterable[str] = (), ended: bool = False
) -> datetime:
    """Mark `met` clocks, stop or move on the others, save; the new deadline of the case.

    `stands`: somebody else must act now. `ended`: nothing is due any more.
    """
    clocks = list(case.clocks.all())
    for one in clocks:
        if one.met_at is not None:
            continue
        if one.kind in met:
            one.met_at = at
        elif stands or ended:
            one.paused_at = one.paused_at or at
        elif one.paused_at is not None:
            _move_on(one, case.queue, at)
    CaseClock.objects.bulk_update(clocks, ["due_at", "paused_at", "met_at"])
    return nearest(clocks)


def _move_on(one: CaseClock, queue: str, at: datetime) -> None:
    """What was left when it stopped is left now; an overdue one stays overdue."""
    assert one.paused_at is not None
    week, zone = hours_of(queue)
    if one.paused_at < one.due_at:
        left = working_between(one.paused_at, one.due_at, week, zone)
        one.due_at = add_working(at, left, week, zone)
    one.paused_at = None


def restart(case: Case, at: datetime, *, queue: str) -> datetime:
    """Begin the unmet clocks anew, for another queue or a case opened again; the deadline."""
    promised = promises(case, queue)
    clocks = list(case.clocks.all())
    for one in clocks:
        if one.met_at is None or one.kind == RESOLUTION:
            one.due_at, one.paused_at, one.met_at = due(queue, promised[one.kind], at), None, None
    CaseClock.objects.bulk_update(clocks, ["due_at", "paused_at", "met_at"])
    return nearest(clocks)
