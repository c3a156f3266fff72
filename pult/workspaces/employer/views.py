"""The employer's HR: who is insured, until when, and with which contacts. Nothing medical."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from pult.contracts import actions, employees, invitations
from pult.contracts.models import Policy
from pult.contracts.welcome import welcome_states
from pult.kernel import clock
from pult.kernel.errors import Refusal
from pult.people.access import Can
from pult.people.guard import actor, allow
from pult.people.reading import note_listing, note_reading
from pult.workspaces.employer.forms import InvitationForm, PersonalDataForm, current_data


@allow(Can.SEE_OWN_EMPLOYEES)
def home(request: HttpRequest) -> HttpResponse:
    """The insured people of the employer, by policy number."""
    text = request.POST.get("q", "")  # a name has no place in an address
    policies, next_key = employees.policies_of(
        actor(request), text=text, after=request.GET.get("after", "")
    )
    shown = [one.person_id for one in policies]
    note_listing(by=actor(request), person_ids=shown, what="policy.listed", at=clock.now())
    welcome, today = welcome_states(policies), clock.today()
    rows = [
        {"policy": one, "state": employees.state_on(one, today), "welcome": welcome[one.id]}
        for one in policies
    ]
    contracts = employees.contracts_of(actor(request))
    context = {
        "rows": rows,
        "contracts": contracts,
        "text": text,
        "next_key": next_key,
    }
    return render(request, "employer/home.html", context)


@allow(Can.SEE_OWN_EMPLOYEES)
def policy(request: HttpRequest, policy_id: UUID) -> HttpResponse:
    """One policy, and the correction of its personal data."""
    found = employees.policy_for(actor(request), policy_id)
    at = clock.now()
    note_reading(by=actor(request), person_id=found.person_id, what="policy.read", at=at)
    form = PersonalDataForm(request.POST or None, initial=current_data(found))
    if request.method == "POST" and form.is_valid():
        try:
            changed = actions.correct_personal_data(
                policy=found, data=form.data_given(), by=actor(request), at=at
            )
        except Refusal as refusal:
            form.add_error(refusal.field, refusal.message)
        else:
            messages.success(request, _("Saved.") if changed else _("Nothing has changed."))
            return redirect("employer:policy", policy_id=found.id)
    return _policy_page(request, found, form, InvitationForm(initial={"mobile": found.mobile}))


@allow(Can.SEE_OWN_EMPLOYEES)
@require_POST
def invite(request: HttpRequest, policy_id: UUID) -> HttpResponse:
    """Send a dependant the link by which they open a cabinet of their own."""
    found = employees.policy_for(actor(request), policy_id)
    form = InvitationForm(request.POST)
    if form.is_valid():
        try:
            invitations.invite(
                policy_id=found.id,
                mobile=form.cleaned_data["mobile"],
                by=actor(request),
                at=clock.now(),
            )
        except Refusal as refusal:
            form.add_error(refusal.field, refusal.message)
        else:
            messages.success(request, _("The link is on its way by SMS; it works for seven days."))
            return redirect("employer:policy", policy_id=found.id)
    return _policy_page(request, found, PersonalDataForm(initial=current_data(found)), form)


def _policy_page(
    request: HttpRequest, found: Policy, form: PersonalDataForm, invitation: InvitationForm
) -> HttpResponse:
    context = {
        "policy": found,
        "form": form,
        "invitation": invitation,
        "state": employees.state_on(found, clock.today()),
        "welcome": welcome_states([found])[found.id],
    }
    wrong = form.errors or invitation.errors
    return render(request, "employer/policy.html", context, status=422 if wrong else 200)
