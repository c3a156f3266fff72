"""Invitations: the main insured sends one, the invited person follows its link."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from pult.contracts import invitations
from pult.contracts.models import Policy
from pult.enrolment import attempts, sign_up
from pult.enrolment.forms import InviteForm
from pult.enrolment.views.sign_up import language
from pult.kernel import clock
from pult.kernel.errors import NotVisible, Refusal
from pult.people import phones
from pult.people.access import Can
from pult.people.guard import actor, allow, public


@allow(Can.USE_CABINET)
@never_cache
def family(request: HttpRequest) -> HttpResponse:
    """Who of one's own family may be invited to a cabinet of their own."""
    at = clock.now()
    policies = invitations.invitable(actor(request), at=at)
    sent = invitations.last_sent(policies)
    rows = [(policy, sent.get(policy.id)) for policy in policies]
    return render(request, "enrolment/family.html", {"rows": rows, "now": at})


@allow(Can.USE_CABINET)
@never_cache
def invite(request: HttpRequest, policy_id: UUID) -> HttpResponse:
    """Send the link to the dependant's own mobile."""
    policy = _own(request, policy_id)
    known = phones.shown(policy.mobile) if policy.mobile else ""
    form = InviteForm(request.POST or None, initial={"mobile": known})
    if request.method == "POST" and form.is_valid():
        try:
            invitations.invite(
                policy_id=policy.id,
                mobile=form.cleaned_data["mobile"],
                by=actor(request),
                at=clock.now(),
            )
        except Refusal as refusal:
            form.add_error(refusal.field, str(refusal))
        else:
            messages.success(request, _("The invitation is on its way by SMS."))
            return redirect("enrolment:family")
    return render(request, "enrolment/invite.html", {"form": form, "policy": policy})


@public
@never_cache
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Where the link leads: a code to the mobile that it was sent to, then the identity."""
    found = invitations.find(token, at=clock.now())
    if found is None:
        return render(request, "enrolment/invitation_over.html", status=404)
    refusal = None
    if request.method == "POST":
        try:
            request.session[attempts.SIGN_UP] = sign_up.start(
                mobile=found.mobile,
                work_email="",
                language=language(),
                at=clock.now(),
                invitation=found,
            )
            return redirect("enrolment:codes")
        except Refusal as error:
            refusal = error
    context = {"last_digits": found.mobile[-4:], "refusal": refusal}
    return render(request, "enrolment/invitation.html", context)


def _own(request: HttpRequest, policy_id: UUID) -> Policy:
    for policy in invitations.invitable(actor(request), at=clock.now()):
        if policy.id == policy_id:
            return policy
    raise NotVisible
