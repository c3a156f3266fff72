"""The queue: the desk's first page, its list alone for live screens, and taking the next case."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from pult.cases import actions
from pult.kernel import clock
from pult.kernel.ids import maybe_id
from pult.people.guard import actor
from pult.workspaces.casework import pages


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    return render(request, "casework/home.html", pages.queue_context(request))


@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """The list alone: open screens fetch it when something has changed."""
    current = request.GET.get("current", "")
    context = pages.queue_context(request, current=maybe_id(current))
    return render(request, "casework/queue.html", context)


@require_POST
def next_case(request: HttpRequest) -> HttpResponse:
    return go_on(request, queue=request.POST.get("queue", ""))


def go_on(request: HttpRequest, *, queue: str = "") -> HttpResponse:
    """Take the next case and show it; the empty queue says so."""
    by, ns = actor(request), pages.namespace(request)
    queue = queue or pages.home_queue(by, ns)
    case = actions.take_next(by=by, at=clock.now(), queue=queue)
    if case is None:
        messages.success(request, _("Nothing waits in the queue."))
        return redirect(f"{ns}:home")
    return redirect(pages.case_url(request, case.id))
