"""Pages that need no sign-in: the emergency numbers, and the check of a policy by its QR."""

from django.db import DatabaseError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from pult.contracts.checks import policy_of
from pult.contracts.models import Policy
from pult.kernel import clock
from pult.people.access import Can
from pult.people.guard import actor, public
from pult.workspaces.cabinet.whose import whose


@public
def emergency(request: HttpRequest) -> HttpResponse:
    """103, 112 and the desk's phones; to a member also a call back, at the front of the queue."""
    city = _city_of_member(request)
    context = {"member": city is not None, "city": city or ""}
    return render(request, "cabinet/emergency.html", context)


def _city_of_member(request: HttpRequest) -> str | None:
    """Where their care is; None for others, and too when the database does not answer: the phones
    must still be shown."""
    try:
        return whose(request).city if actor(request).can(Can.USE_CABINET) else None
    except (DatabaseError, Http404):
        return None


@public
@never_cache
def policy_check(request: HttpRequest, token: str) -> HttpResponse:
    """Whether the policy whose QR was scanned is valid today; initials and birth year alone."""
    policy = policy_of(token)
    context = {
        "policy": policy,
        "valid": policy is not None and policy.is_active_on(clock.today()),
        "initials": _initials(policy) if policy else "",
    }
    return render(request, "cabinet/policy_check.html", context, status=200 if policy else 404)


def _initials(policy: Policy) -> str:
    person = policy.person
    names = (person.last_name, person.first_name, person.middle_name)
    return "\u00a0".join(f"{name[0]}." for name in names if name)
