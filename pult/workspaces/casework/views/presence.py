"""What the open page says of itself: that it is open, and what is being typed."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_http_methods, require_POST

from pult.cases import actions, queries
from pult.kernel import clock
from pult.people.guard import actor
from pult.workspaces.casework import pages


@require_POST
def keep(request: HttpRequest) -> HttpResponse:
    """The page is open: its owner keeps hold of their cases."""
    actions.heartbeat(by=actor(request), at=clock.now())
    return HttpResponse(status=204)


@require_http_methods(["GET", "HEAD", "POST"])
def draft(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """The draft of this account, or the one that a lost colleague left."""
    by = actor(request)
    if request.method == "POST":
        text = request.POST.get("text", "")
        actions.save_draft(case_id=case_id, text=text, by=by, at=clock.now())
        return HttpResponse(status=204)
    case = queries.case_for(by, case_id)
    pages.journal_open_case(request, case)
    found = queries.draft_of(case, by.account_id)
    return JsonResponse({"text": found.text if found else ""})
