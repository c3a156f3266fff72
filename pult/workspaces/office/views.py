"""The insurer's office: employers and contracts, their people."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from pult.contracts import employees
from pult.contracts.welcome import welcome_states
from pult.kernel import clock
from pult.people.access import Can
from pult.people.guard import actor, allow
from pult.people.reading import note_listing


@allow(Can.RUN_OFFICE)
def home(request: HttpRequest) -> HttpResponse:
    """Every contract with its employer, period, curators and number of policies issued."""
    contracts = employees.contracts_of(actor(request))
    return render(request, "office/home.html", {"contracts": contracts})


@allow(Can.RUN_OFFICE)
def contract(request: HttpRequest, contract_id: UUID) -> HttpResponse:
    """One contract and its people by policy number."""
    found = employees.contracts_of(actor(request)).filter(id=contract_id).first()
    if found is None:
        raise Http404
    text = request.POST.get("q", "")  # a name has no place in an address
    policies, next_key = employees.policies_of(
        actor(request), contract=found, text=text, after=request.GET.get("after", "")
    )
    shown = [one.person_id for one in policies]
    note_listing(by=actor(request), person_ids=shown, what="policy.listed", at=clock.now())
    welcome, today = welcome_states(policies), clock.today()
    rows = [
        {"policy": one, "state": employees.state_on(one, today), "welcome": welcome[one.id]}
        for one in policies
    ]
    context = {
        "contract": found,
        "rows": rows,
        "text": text,
        "next_key": next_key,
    }
    return render(request, "office/contract.html", context)
