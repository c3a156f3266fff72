"""The script of a case: its lines with their marks, and marking one."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from pult.cases import actions, queries
from pult.kernel import clock
from pult.kernel.errors import Refusal
from pult.people.guard import actor
from pult.workspaces.casework import pages
from pult.workspaces.casework.views.case import show


@require_http_methods(["GET", "HEAD", "POST"])
def script(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """GET: the lines alone, when somebody has marked one. POST: `done` or `undone` names a line;
    without scripts the answer leads back to the page."""
    case = queries.case_for(actor(request), case_id)
    refusal = _mark(request, case_id) if request.method == "POST" else None
    if request.method == "POST" and not request.headers.get("HX-Request"):
        if refusal:
            return show(request, case_id, status=422, refusal=refusal)
        return redirect(f"{pages.case_url(request, case_id)}#panel-script")
    pages.journal_open_case(request, case)
    context = {**pages.frame(request), **pages.script_context(case, actor(request))}
    context |= {"case": case, "script_refusal": refusal, **pages.place(request)}
    return render(request, "casework/script.html", context, status=422 if refusal else 200)


def _mark(request: HttpRequest, case_id: UUID) -> Refusal | None:
    done = request.POST.get("done", "")
    try:
        actions.mark_step(
            case_id=case_id,
            line=done or request.POST.get("undone", ""),
            done=bool(done),
            by=actor(request),
            at=clock.now(),
        )
    except Refusal as refusal:
        return refusal
    return None
