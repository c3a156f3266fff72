"""The page of a case, and its live middle."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from pult.cases import queries
from pult.cases.models import Case, Visit
from pult.kernel import clock
from pult.kernel.numbers import whole
from pult.people.guard import actor
from pult.workspaces.casework import pages
from pult.workspaces.casework.forms import VisitForm, when_of


@require_safe
def page(request: HttpRequest, case_id: UUID) -> HttpResponse:
    return show(request, case_id)


def show(
    request: HttpRequest, case_id: UUID, *, status: int = 200, **more: Any
) -> HttpResponse:
    """The whole page. After a refused form: what was typed, and why it was refused."""
    case = queries.case_for(actor(request), case_id)
    pages.journal_reading(
        request, "case.read", person=case.person, case=case, at=clock.now()
    )
    context = {
        **pages.case_context(request, case),
        **pages.queue_context(request, current=case.id),
        **pages.member_context(request, case.person, case.policy, current=case.id),
        **_booking(request, case, more.pop("visit_form", None)),
        **({"composed": more["typed"]} if more.get("typed") else {}),
        **more,
        "refused": status != 200,
    }
    return render(request, "casework/case.html", context, status=status)


@require_safe
def body(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """The middle alone, when the case has changed; what is being typed stays in the page."""
    case = queries.case_for(actor(request), case_id)
    pages.journal_open_case(request, case)
    context = pages.case_context(request, case, seen=whole(request.GET.get("seen")))
    context |= _booking(request, case, None)
    return render(request, "casework/case_body.html", context)


def _booking(request: HttpRequest, case: Case, form: VisitForm | None) -> dict[str, Any]:
    """The forms of visits, for whoever may book."""
    if case.person is None or not pages.step(case, actor(request)).may_work:
        return {"visit_form": None, "moves": []}
    booked = [visit for visit in case.visits.all() if visit.state == Visit.State.BOOKED]
    return {
        "visit_form": form or VisitForm(case=case),
        "moves": [(visit, when_of(visit)) for visit in booked],
    }
