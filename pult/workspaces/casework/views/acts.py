"""What is done with a case. Each parses, calls one action and goes back to the page.

A refusal shows the page again with its reason and the typed text; a stale form says who changed
what. Everything is a plain form, so that it works without scripts.
"""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from pult.cases import actions
from pult.cases.models import Case
from pult.kernel import clock
from pult.kernel.errors import Refusal, Stale
from pult.kernel.numbers import whole
from pult.people.guard import actor
from pult.workspaces.casework import pages
from pult.workspaces.casework.views.case import show
from pult.workspaces.casework.views.queue import go_on

SAYING = {
    "reply": actions.reply,
    "question": actions.ask_member,
    "note": actions.note,
    "clinic": actions.ask_clinic,
}


def attempt(
    request: HttpRequest, case_id: UUID, action: Callable[..., Any], **arguments: Any
) -> HttpResponse | None:
    """None when the action has been done; the page with the reason when it was refused."""
    at = clock.now()
    try:
        action(case_id=case_id, by=actor(request), at=at, **arguments)
    except Refusal as refusal:
        status = 409 if isinstance(refusal, Stale) else 422
        text = request.POST.get("text", "")
        return show(request, case_id, status=status, refusal=refusal, typed=text)
    return None


def version(request: HttpRequest) -> int:
    """The version that the form was made from; 0, which never exists, when it is missing."""
    return whole(request.POST.get("version")) or 0


@require_POST
def claim(request: HttpRequest, case_id: UUID) -> HttpResponse:
    return attempt(request, case_id, actions.claim) or _page(request, case_id)


@require_POST
def release(request: HttpRequest, case_id: UUID) -> HttpResponse:
    refused = attempt(
        request, case_id, actions.return_to_queue, version=version(request)
    )
    return refused or _home(request, _("The request is back in the queue."))


@require_POST
def transfer(request: HttpRequest, case_id: UUID) -> HttpResponse:
    queue = request.POST.get("to_queue", "")
    refused = attempt(
        request, case_id, actions.transfer,
        version=version(request), queue=queue, text=request.POST.get("text", ""),
    )  # fmt: skip
    return refused or _home(
        request, _("Passed on: %(queue)s.") % {"queue": Case.Queue(queue).label}
    )


@require_POST
def message(request: HttpRequest, case_id: UUID) -> HttpResponse:
    action = SAYING.get(request.POST.get("as", "reply"), actions.reply)
    refused = attempt(
        request, case_id, action,
        version=version(request), text=request.POST.get("text", ""),
    )  # fmt: skip
    return refused or _page(request, case_id)


@require_POST
def resolution(request: HttpRequest, case_id: UUID) -> HttpResponse:
    refused = attempt(
        request, case_id, actions.resolve,
        version=version(request),
        outcome=request.POST.get("outcome", ""),
        text=request.POST.get("text", ""),
    )  # fmt: skip
    if refused:
        return refused
    messages.success(request, _("The request is resolved."))
    if "next" in request.POST:
        return go_on(request, queue=request.POST.get("queue", ""))
    return _page(request, case_id)


def _page(request: HttpRequest, case_id: UUID) -> HttpResponse:
    return redirect(pages.case_url(request, case_id))


def _home(request: HttpRequest, said: str) -> HttpResponse:
    messages.success(request, said)
    return redirect(f"{pages.namespace(request)}:home")
