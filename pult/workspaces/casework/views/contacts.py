"""Replacing the contacts by which somebody's cabinet opens: find the person, check, replace."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from pult.cases import queries
from pult.enrolment import contacts
from pult.kernel import clock
from pult.kernel.errors import Refusal
from pult.people import phones
from pult.people.guard import actor
from pult.people.reading import note_listing, note_reading
from pult.workspaces.casework import pages
from pult.workspaces.casework.forms import ReplaceContactsForm


@require_http_methods(["GET", "HEAD", "POST"])
def find(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Whom the request may be about. A policy's number goes by POST, as everywhere."""
    by = actor(request)
    case = contacts.case_about_contacts(by, case_id)
    number = request.POST.get("q", "").strip()
    found = contacts.policies_for(by, case, number=number)
    shown = [policy.person_id for policy in found]
    note_listing(by=by, person_ids=shown, what="member.found", at=clock.now())
    context = {**pages.frame(request), "case": case, "found": found, "number": number}
    context["summary"] = queries.summary(case)
    return render(request, "casework/contacts_find.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@sensitive_post_parameters("passport")
def replace(request: HttpRequest, case_id: UUID, policy_id: UUID) -> HttpResponse:
    """The check and the new contacts, on one page."""
    by, at = actor(request), clock.now()
    case = contacts.case_about_contacts(by, case_id)
    policy = contacts.policy_for(by, policy_id)
    note_reading(by=by, person_id=policy.person_id, what="policy.read", at=at, case_id=case.id)
    phone, email = case.form.get("phone", ""), case.form.get("email", "")
    asked = {"mobile": phones.shown(phone), "work_email": email}
    form = ReplaceContactsForm(request.POST or None, initial=asked)
    if form.is_bound and form.is_valid() and _replaced(request, case_id, policy_id, form):
        messages.success(request, _("The contacts are replaced; the old and the new are told."))
        return redirect(f"{pages.namespace(request)}:case", case_id)
    context: dict[str, Any] = {**pages.frame(request), "case": case, "policy": policy}
    context |= {"form": form, "account": getattr(policy.person, "account", None)}
    status = 422 if form.errors else 200
    return render(request, "casework/contacts_replace.html", context, status=status)


def _replaced(
    request: HttpRequest, case_id: UUID, policy_id: UUID, form: ReplaceContactsForm
) -> bool:
    try:
        contacts.replace_contacts(
            case_id=case_id,
            policy_id=policy_id,
            identity=form.identity,
            contacts=form.contacts,
            source=form.cleaned_data["source"],
            note=form.cleaned_data["note"],
            by=actor(request),
            at=clock.now(),
        )
    except Refusal as refusal:
        form.add_error(refusal.field, str(refusal))
        return False
    return True
