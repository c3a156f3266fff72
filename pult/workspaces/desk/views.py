"""What only the desk does: finding members, opening requests on their behalf, the wall."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from pult.cases import actions, overview, queries, scope
from pult.cases.kinds import KINDS
from pult.cases.kinds.kind import Kind
from pult.cases.models import Case
from pult.contracts.lookup import find_members
from pult.contracts.models import Policy
from pult.kernel import clock
from pult.kernel.errors import Refusal
from pult.kernel.ids import maybe_id, new_id
from pult.notifications.queries import dead_channels
from pult.people.access import Can
from pult.people.guard import actor, allow
from pult.people.models import Person
from pult.people.reading import note_listing
from pult.workspaces.casework import pages
from pult.workspaces.desk.forms import on_phone

FOUND = 20


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Can.FIND_MEMBERS)
def find(request: HttpRequest) -> HttpResponse:
    """By phone, policy, name and birth date; a number of a case leads straight to it.

    By POST: what names a person has no place in an address, a history or a log.
    """
    text = request.POST.get("q", "").strip()
    case = queries.by_number(actor(request), text) if text else None
    if case:
        return redirect("desk:case", case.id)
    found = find_members(text, limit=FOUND) if text else []
    shown = [one.person_id for one in found]
    note_listing(by=actor(request), person_ids=shown, what="member.found", at=clock.now())
    context = {**pages.frame(request), "query": text, "found": found}
    return render(request, "desk/find.html", context)


@require_safe
@allow(Can.FIND_MEMBERS)
def member(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """A member's file: who, insured how, every request; and what to open for them."""
    person = get_object_or_404(Person, id=person_id)
    pages.journal_reading(request, "member.read", person=person, case=None, at=clock.now())
    policy = _policy(person)
    context = {
        **pages.frame(request),
        **pages.member_context(request, person, policy),
        "cases": queries.cases_of_person(actor(request), person.id),
        "kinds": _openable(),
    }
    return render(request, "desk/member.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Can.FIND_MEMBERS)
def on_behalf(request: HttpRequest, person_id: UUID, kind: str) -> HttpResponse:
    """The member's own form, filled by the operator on the phone."""
    person = get_object_or_404(Person, id=person_id)
    chosen = next((one for one in _openable() if one.code == kind), None)
    if chosen is None:
        raise Http404
    policy = _policy(person)
    posted = (request.POST, request.FILES) if request.method == "POST" else ()
    form = on_phone(chosen)(*posted, policy=policy)
    takes = chosen.queue in scope.queues_of(actor(request))
    to_hand = takes and request.POST.get("then") != "queue"
    opening = actions.open_in_hand if to_hand else actions.open_case
    if form.is_bound and form.is_valid():
        try:
            case = opening(
                kind=kind, by=actor(request), at=clock.now(), person=person, policy=policy,
                channel="phone", form=form.answers(), text=form.text, files=form.attached,
                request_key=maybe_id(request.POST.get("request_key", "")),
            )  # fmt: skip
            return redirect("desk:case", case.id)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
    else:
        pages.journal_reading(request, "member.read", person=person, case=None, at=clock.now())
    context = {
        **pages.frame(request),
        **pages.member_context(request, person, policy),
        "kind": chosen,
        "form": form,
        "takes": takes,
        "request_key": request.POST.get("request_key") or new_id(),
    }
    return render(request, "desk/on_behalf.html", context, status=422 if form.errors else 200)


def _openable() -> list[Kind]:
    return [kind for kind in KINDS.values() if kind.offered]


def _policy(person: Person) -> Policy | None:
    """The one that serves today, else the latest."""
    today = clock.today()
    found = person.policies.select_related(
        "programme", "contract__employer", "contract__doctor_curator", "contract__admin_curator"
    ).order_by("-period")[:10]
    return next((one for one in found if one.is_active_on(today)), None) or next(iter(found), None)


@require_safe
@allow(Can.SUPERVISE)
def wall(request: HttpRequest) -> HttpResponse:
    """How the desk stands: what waits, what is late, who is here, which channel is dead."""
    at = clock.now()
    context = {
        **pages.frame(request),
        "most": overview.MOST,
        "queues": [
            (label, overview.of_queue(code, at=at)) for code, label in Case.Queue.choices
        ],
        "people": overview.at_work(at=at),
        "dead": dead_channels(),
    }
    template = "desk/wall_body.html" if request.headers.get("HX-Request") else "desk/wall.html"
    return render(request, template, context)
