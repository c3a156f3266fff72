"""Pages that need no sign-in: the emergency numbers, and the check of a policy by its QR."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from pult.contracts.checks import policy_of
from pult.kernel import clock
from pult.people.guard import public


@public
@never_cache
def policy_check(request: HttpRequest, token: str) -> HttpResponse:
    """Whether the policy whose QR was scanned is valid today; initials and birth year alone."""
    policy = policy_of(token)
    valid = policy is not None and policy.is_active_on(clock.today())
    initials = ""
    if policy is not None:
        person = policy.person
        names = (person.last_name, person.first_name, person.middle_name)
        initials = " ".join(f"{name[0]}." for name in names if name)
    return render(
        request,
        "cabinet/policy_check.html",
        {"policy": policy, "valid": valid, "initials": initials},
        status=200 if policy else 404,
    )
