"""Pages that need no sign-in: the emergency numbers, the checks of a policy and of a letter."""

from contextlib import suppress
from datetime import date

from django.db import DatabaseError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from pult.contracts.checks import policy_of
from pult.contracts.models import Policy
from pult.enrolment.strangers import may_ask
from pult.guarantees import queries
from pult.guarantees.actions import check_at_clinic
from pult.kernel import clock
from pult.kernel.errors import NotVisible
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


@public
@never_cache
def letter_check(request: HttpRequest, token: str) -> HttpResponse:
    """Valid or not, for whom and until when; the services only to the registry of its clinic."""
    address = request.META.get("REMOTE_ADDR", "")
    if not may_ask(purpose="letter-check", address=address, at=clock.now()):
        return render(request, "cabinet/letter_check.html", {"too_many": True}, status=429)
    checked = queries.check(token)
    context = {
        "checked": checked,
        "known": checked.birth_year is not None,
        "until": _until(checked),
        "letter": None,
    }
    if context["known"] and actor(request).can(Can.CHECK_LETTERS):
        with suppress(NotVisible):
            context["letter"] = check_at_clinic(by=actor(request), at=clock.now(), token=token)
    return render(
        request, "cabinet/letter_check.html", context, status=200 if context["known"] else 404
    )


def _until(checked: queries.Checked) -> date | None:
    """The last day; not that of a letter that ended before it and would seem to serve till then."""
    over = checked.until is not None and checked.until < clock.today()
    return checked.until if checked.valid or over else None


def _initials(policy: Policy) -> str:
    person = policy.person
    names = (person.last_name, person.first_name, person.middle_name)
    return "\u00a0".join(f"{name[0]}." for name in names if name)
