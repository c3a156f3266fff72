"""What the pages show: the queue, the case, the member beside it."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from pult.calendar.hours import is_open
from pult.cases import happenings, lifecycle, queries, scope, script
from pult.cases.claiming import queues_for
from pult.cases.clocks import hours_of
from pult.cases.kinds import KINDS
from pult.cases.lifecycle import Action
from pult.cases.models import Case, CaseClock, CaseEvent
from pult.contracts.models import Policy
from pult.coverage.words import STAGES, URGENCIES
from pult.enrolment.contacts import may_replace
from pult.guarantees.queries import letters_of_case
from pult.journal.actions import record
from pult.journal.queries import read_lately
from pult.kernel import clock
from pult.people.access import Actor, Can
from pult.people.guard import actor
from pult.people.models import Person

HISTORY = 8
NOTED_ANEW = timedelta(minutes=10)


@dataclass(frozen=True)
class Step:
    """What the buttons of a case page offer to its viewer."""

    mine: bool
    may_claim: bool
    may_work: bool
    may_note: bool
    may_transfer: bool
    may_release: bool


def namespace(request: HttpRequest) -> str:
    """The workspace that serves the request: desk or curator."""
    assert request.resolver_match is not None
    return request.resolver_match.namespace


def frame(request: HttpRequest) -> dict[str, Any]:
    """What every page of casework stands in."""
    by = actor(request)
    return {
        "ns": namespace(request),
        "abilities": {can.value for can in Can if by.can(can)},
        "live_url": f"{settings.PULT_LIVE_URL}/events",
        "me": by.account_id,
        "now": clock.now(),
        "stages": STAGES.items(),
        "urgencies": URGENCIES.items(),
    }


def queue_context(request: HttpRequest, *, current: UUID | None = None) -> dict[str, Any]:
    """The left column: one queue, one view of it, a page of cases, bounded counts."""
    by = actor(request)
    queues = scope.queues_of(by)
    asked = request.POST if request.method == "POST" else request.GET
    queue = asked.get("queue", "")
    queue = queue if queue in queues else home_queue(by, namespace(request))
    view = asked.get("view", "")
    view = view if view in queries.VIEWS else queries.WAITING
    page = queries.queue_page(by, queue, request.GET.get("after", ""), view=view)
    return {
        **frame(request),
        "queue": queue,
        "queues": [(code, Case.Queue(code).label) for code in queues],
        "view": view,
        "rows": list(page.cases),
        "next_key": page.next_key,
        "counts": queries.counts(by, queue),
        "current": current,
        "neighbours": _neighbours(page.cases, current),
    }


def case_url(request: HttpRequest, case_id: UUID) -> str:
    """The page of a case beside the same part of the queue as before."""
    kept = {name: request.POST[name] for name in ("queue", "view") if request.POST.get(name)}
    url = reverse(f"{namespace(request)}:case", args=[case_id])
    return f"{url}?{urlencode(kept)}" if kept else url


def home_queue(by: Actor, ns: str) -> str:
    """The queue that a workspace opens with."""
    queues = scope.queues_of(by)
    if ns == "curator":
        queues = [queue for queue in queues if queue != Case.Queue.DESK]
    return queues[0]


def _neighbours(cases: Any, current: UUID | None) -> dict[str, UUID | None]:
    """Before and after the current case: one key away."""
    ids = [case.id for case in cases]
    if current not in ids:
        return {"before": None, "after": ids[0] if ids else None}
    place = ids.index(current)
    return {
        "before": ids[place - 1] if place else None,
        "after": ids[place + 1] if place + 1 < len(ids) else None,
    }


def case_context(
    request: HttpRequest, case: Case, *, seen: int | None = None
) -> dict[str, Any]:
    """The middle: the case, its clocks, its timeline, what can be done now.

    `seen` is the last event that the viewer's page held: what others did after it is announced.
    """
    by = actor(request)
    events = queries.timeline(case, by)
    kind = KINDS[case.kind]
    draft = queries.draft_of(case, by.account_id)
    clocks = {one.kind: one for one in case.clocks.all()}
    return {
        **frame(request),
        "case": case,
        "case_key": str(case.id),
        **place(request),
        "kind": kind,
        "summary": queries.summary(case),
        "events": events,
        "last_event": events[-1].id if events else 0,
        "news": _news(events, by, seen),
        **script_context(case, by),
        "composed": draft.text if draft else "",
        "may_replace": may_replace(by, case),
        "letters": letters_of_case(by, case.id),
        "may_issue": case.policy_id is not None and by.can(Can.ISSUE_LETTERS),
        "draft_of_other": draft and draft.account_id != by.account_id and draft.account,
        "first_response": clocks.get(CaseClock.Kind.FIRST_RESPONSE),
        "resolution": clocks.get(CaseClock.Kind.RESOLUTION),
        "visits": list(case.visits.all()),
        "outcomes": happenings.OUTCOMES.items(),
        "outcome": "booked" if case.visits.all() else "",
        "other_queues": [(code, Case.Queue(code).label) for code in queues_for(case)],
    }


def place(request: HttpRequest) -> dict[str, str]:
    """Where in the queue the page stands, carried through every form."""
    given = request.POST if request.method == "POST" else request.GET
    return {name: given.get(name, "") for name in ("queue", "view")}


def script_context(case: Case, by: Actor) -> dict[str, Any]:
    """The script with its marks, and whether it is shown: to whoever works or may take the case,
    and for reading wherever something is marked."""
    now, lines = step(case, by), script.lines(case)
    marked = sum(line.mark is not None for line in lines)
    return {
        "step": now,
        "script": lines,
        "script_marked": marked,
        "script_shown": now.may_work or now.may_claim or marked,
    }


def step(case: Case, by: Actor) -> Step:
    """What this viewer may do with the case at this moment."""
    works = scope.can_work(by, case)
    possible = lifecycle.possible(case.state)
    mine = case.owner_id is not None and case.owner_id == by.account_id
    free = case.owner_id is None or (
        case.state in lifecycle.WAITING
        or (case.lease_until is not None and case.lease_until < clock.now())
    )
    return Step(
        mine=mine and case.state in lifecycle.IN_HAND,
        may_claim=works
        and free
        and lifecycle.is_open(case.state)
        and not (mine and case.state == Case.State.ACTIVE),
        may_work=works and mine and Action.ANSWER in possible,
        may_note=works and Action.NOTE in possible,
        may_release=works
        and case.owner_id is not None
        and (mine or by.can(Can.SUPERVISE))
        and Action.RELEASE in possible,
        may_transfer=works and (mine or case.owner_id is None) and Action.TRANSFER in possible,
    )


def _news(events: list[CaseEvent], by: Actor, seen: int | None) -> CaseEvent | None:
    if seen is None:
        return None
    fresh = [event for event in events if event.id > seen and event.by_id != by.account_id]
    return fresh[-1] if fresh else None


def member_context(
    request: HttpRequest,
    person: Person | None,
    policy: Policy | None,
    *,
    current: UUID | None = None,
) -> dict[str, Any]:
    """The right column: who it is, what they are insured for, who their curators are."""
    if person is None:
        return {"person": None}
    by, today = actor(request), clock.today()
    history = queries.history_of(by, person.id, limit=HISTORY + 1)
    week, zone = hours_of(Case.Queue.ADMIN_CURATOR)
    return {
        "person": person,
        "age": age(person.birth_date, today),
        "policy": policy,
        "serves": policy.is_active_on(today) if policy else False,
        "sections": list(policy.programme.sections.all()) if policy else [],
        "curators_in": is_open(week, clock.now(), zone),
        "history": [case for case in history if case.id != current][:HISTORY],
    }


def age(born: date, today: date) -> int:
    """Full years."""
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day))


def journal_reading(
    request: HttpRequest, what: str, *, person: Person | None, case: Case | None, at: datetime
) -> None:
    """Staff have opened a member's file."""
    by = actor(request)
    record(
        what=what,
        at=at,
        account_id=by.account_id,
        role=by.role,
        act="read",
        person_id=person.id if person else None,
        case_id=case.id if case else None,
        subject=case.number if case else "",
    )


def journal_open_case(request: HttpRequest, case: Case) -> None:
    """A part of a case that an open page fetches again and again: noted as a reading of the case
    unless the same account's was noted in the last ten minutes."""
    by, at = actor(request), clock.now()
    if not read_lately(
        account_id=by.account_id, case_id=case.id, what="case.read", since=at - NOTED_ANEW
    ):
        journal_reading(request, "case.read", person=case.person, case=case, at=at)
