"""The administrative curator: who is insured under my contracts, and did the letter arrive?"""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from pult.contracts import employees
from pult.contracts.welcome import send_again, welcome_states
from pult.kernel import clock
from pult.kernel.errors import Refusal
from pult.people.access import Can
from pult.people.guard import actor, allow
from pult.people.reading import note_listing


@allow(Can.CURATE_ADMIN)
def people(request: HttpRequest) -> HttpResponse:
    """The insured people of the curator's contracts, by policy number."""
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
    context = {
        "rows": rows,
        "text": text,
        "next_key": next_key,
        "abilities": {"curate_admin"},
    }
    return render(request, "curator/people.html", context)


@allow(Can.CURATE_ADMIN)
@require_POST
def welcome_again(request: HttpRequest, policy_id: UUID) -> HttpResponse:
    """Send the policy and the memo once more."""
    policy = employees.policy_for(actor(request), policy_id)
    try:
        send_again(policy=policy, by=actor(request), at=clock.now())
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The letter is on its way."))
    return redirect("curator:people")
