"""How a case stands, as its member reads it: a word, steps done, who has it, what next."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext

from pult.cases import queries
from pult.cases.clocks import NEVER
from pult.cases.kinds import KINDS
from pult.cases.lifecycle import Action, possible
from pult.cases.models import Case, Visit
from pult.kernel import clock

STEPS = 4
State = Case.State


@dataclass(frozen=True)
class Progress:
    """One case on a card or on its page."""

    case: Case
    title: str
    icon: str
    state: str
    tone: str
    done: int
    owner: str
    place: str
    next_step: str
    deadline: datetime | None
    visits: list[Visit]  # those still to come
    can_write: bool
    can_cancel: bool
    must_answer: bool

    @property
    def total(self) -> int:
        return STEPS


def of(case: Case) -> Progress:
    """Read `case`, with owner and visits already fetched."""
    done, tone = _STANDING[State(case.state)]
    kind = KINDS.get(case.kind)
    ways = possible(case.state)
    booked = [
        visit
        for visit in case.visits.all()
        if visit.state == Visit.State.BOOKED and visit.slot.upper > clock.now()
    ]
    return Progress(
        case=case,
        title=queries.title(case),
        icon=kind.icon if kind else "chat",
        state=_word(case),
        tone=tone,
        done=done,
        owner=case.owner.display_name if case.owner else "",
        place=_place(case),
        next_step=_next_step(case, booked),
        deadline=_deadline(case),
        visits=booked,
        can_write=bool({Action.HEAR, Action.REOPEN} & ways),
        can_cancel=Action.CANCEL in ways,
        must_answer=case.state == State.WAITING_MEMBER,
    )


_STANDING = {
    State.NEW: (1, "brand"),
    State.ACTIVE: (2, "brand"),
    State.WAITING_MEMBER: (3, "alarm"),
    State.WAITING_CLINIC: (3, "wait"),
    State.RESOLVED: (4, "ok"),
    State.CLOSED: (4, "neutral"),
    State.CANCELLED: (4, "neutral"),
}


def _word(case: Case) -> str:
    return {
        State.NEW: gettext("Received"),
        State.ACTIVE: gettext("In progress"),
        State.WAITING_MEMBER: gettext("We wait for your answer"),
        State.WAITING_CLINIC: gettext("We wait for the clinic"),
        State.RESOLVED: gettext("Resolved"),
        State.CLOSED: gettext("Closed"),
        State.CANCELLED: gettext("Cancelled"),
    }[State(case.state)]


def _place(case: Case) -> str:
    """In whose queue the case stands; nobody's once it is cancelled."""
    if case.state == State.CANCELLED:
        return ""
    return {
        Case.Queue.DESK: gettext("medical desk"),
        Case.Queue.DOCTOR_CURATOR: gettext("doctor-curator of the contract"),
        Case.Queue.ADMIN_CURATOR: gettext("administrative curator of the contract"),
    }[Case.Queue(case.queue)]


def _next_step(case: Case, booked: list[Visit]) -> str:
    if case.state == State.NEW:
        return gettext("We take your request in hand.")
    if case.state == State.ACTIVE:
        return gettext("We are working on it and will write here.")
    if case.state == State.WAITING_MEMBER:
        return gettext("Please answer the question: without it we cannot go on.")
    if case.state == State.WAITING_CLINIC:
        return gettext("We asked the clinic and will write as soon as it answers.")
    if case.state == State.RESOLVED and booked:
        return gettext("Come to the visit. If something changes, write here.")
    if case.state == State.RESOLVED:
        return gettext("If something remains unclear, write here.")
    return ""


def _deadline(case: Case) -> datetime | None:
    runs = case.state in {State.NEW, State.ACTIVE} and case.deadline.year < NEVER.year
    return case.deadline if runs else None
