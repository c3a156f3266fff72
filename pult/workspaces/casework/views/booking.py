"""Booking, moving and cancelling the visits of a case."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from pult.cases import actions, queries
from pult.cases.models import Visit
from pult.kernel import clock
from pult.kernel.errors import Refusal, Stale
from pult.people.guard import actor
from pult.workspaces.casework import pages
from pult.workspaces.casework.forms import VisitForm, WhenForm
from pult.workspaces.casework.views.acts import version
from pult.workspaces.casework.views.case import show


@require_POST
def book(request: HttpRequest, case_id: UUID) -> HttpResponse:
    case = queries.case_for(actor(request), case_id)
    form = VisitForm(request.POST, case=case)
    if not form.is_valid():
        return _again(request, case_id, form, 422)
    try:
        actions.book_visit(
            case_id=case_id, version=version(request), by=actor(request), at=clock.now(),
            **form.arguments(),
        )  # fmt: skip
    except Refusal as refusal:
        field = "day" if refusal.field == "starts_at" else refusal.field
        form.add_error(field if field in form.fields else None, str(refusal))
        return _again(request, case_id, form, 409 if isinstance(refusal, Stale) else 422, refusal)
    messages.success(request, _("Booked. The member is told by e-mail, SMS and in the cabinet."))
    return redirect(pages.case_url(request, case_id))


def _again(
    request: HttpRequest,
    case_id: UUID,
    form: VisitForm,
    status: int,
    refusal: Refusal | None = None,
) -> HttpResponse:
    """The page with the form open as it was filled; its errors stand beside the fields."""
    stale = refusal if isinstance(refusal, Stale) else None
    return show(
        request, case_id, status=status, visit_form=form, booking_open=True, refusal=stale
    )


@require_POST
def change(request: HttpRequest, case_id: UUID, visit_id: UUID) -> HttpResponse:
    """Move the visit, or cancel it when that button was pressed."""
    case = queries.case_for(actor(request), case_id)
    visit = next((one for one in case.visits.all() if one.id == visit_id), None)
    if visit is None:
        raise Http404
    try:
        said = _change(request, visit)
    except Refusal as refusal:
        status = 409 if isinstance(refusal, Stale) else 422
        return show(request, case_id, status=status, refusal=refusal)
    messages.success(request, said)
    return redirect(pages.case_url(request, case_id))


def _change(request: HttpRequest, visit: Visit) -> str:
    by, at, held = actor(request), clock.now(), version(request)
    if "cancel" in request.POST:
        actions.cancel_visit(visit_id=visit.id, version=held, by=by, at=at)
        return _("The visit is cancelled, the member is told.")
    form = WhenForm(request.POST)
    if not form.is_valid():
        raise Refusal(_("Choose a day and a time."))
    actions.move_visit(
        visit_id=visit.id, version=held, by=by, at=at,
        starts_at=form.starts_at(visit.site), minutes=form.cleaned_data["minutes"],
    )  # fmt: skip
    return _("The visit is moved, the member is told.")
