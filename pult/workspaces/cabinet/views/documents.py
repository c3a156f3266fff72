"""Policies, contracts, the programme's text, and the prints of all three."""

from collections.abc import Callable
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache

from pult.clinics import hours
from pult.contracts import prints
from pult.contracts.checks import check_url
from pult.contracts.models import Policy
from pult.documents import qr
from pult.guide.queries import profile
from pult.kernel import clock
from pult.people.access import Can
from pult.people.guard import allow
from pult.programmes.queries import read, sites_by_section
from pult.workspaces.cabinet.whose import whose


@allow(Can.USE_CABINET)
def documents(request: HttpRequest) -> HttpResponse:
    """What can be read and printed, policy by policy."""
    mine = whose(request)
    return render(request, "cabinet/documents.html", {"mine": mine, "policies": mine.all_policies})


@allow(Can.USE_CABINET)
def policies(request: HttpRequest) -> HttpResponse:
    mine = whose(request)
    return render(request, "cabinet/policies.html", {"mine": mine, "policies": mine.all_policies})


@allow(Can.USE_CABINET)
def policy(request: HttpRequest, policy_id: UUID) -> HttpResponse:
    """One policy in full: contract, period, programme, curators and when they answer."""
    mine = whose(request)
    found = mine.policy_or_404(policy_id)
    week = profile().curator_hours
    return render(
        request,
        "cabinet/policy.html",
        {
            "mine": mine,
            "policy": found,
            "active": found.is_active_on(mine.day),
            "curators": [found.contract.doctor_curator, found.contract.admin_curator],
            "curator_hours": hours.in_words(week),
            "curators_now": hours.answering(week, clock.now()),
            "qr": qr.data_uri(check_url(found)),
        },
    )


@allow(Can.USE_CABINET)
def programme(request: HttpRequest, policy_id: UUID) -> HttpResponse:
    """The programme's own words: parts with clauses and clinics, exclusions, when it serves."""
    mine = whose(request)
    found = mine.policy_or_404(policy_id)
    places = sites_by_section(found.programme)
    reading = read(found.programme)
    return render(
        request,
        "cabinet/programme.html",
        {
            "mine": mine,
            "policy": found,
            "programme": found.programme,
            "reading": reading,
            "parts": [(part, places[part.section.id]) for part in reading.parts],
        },
    )


@allow(Can.USE_CABINET)
@never_cache
def print_policy(request: HttpRequest, policy_id: UUID) -> HttpResponse:
    return _printed(request, policy_id, "policy", prints.policy_pdf)


@allow(Can.USE_CABINET)
@never_cache
def print_memo(request: HttpRequest, policy_id: UUID) -> HttpResponse:
    return _printed(request, policy_id, "memo", prints.memo_pdf)


@allow(Can.USE_CABINET)
@never_cache
def print_programme(request: HttpRequest, policy_id: UUID) -> HttpResponse:
    return _printed(request, policy_id, "programme", prints.programme_pdf)


def _printed(
    request: HttpRequest, policy_id: UUID, name: str, render_pdf: Callable[[Policy, str], bytes]
) -> HttpResponse:
    found = whose(request).policy_or_404(policy_id)
    pdf = render_pdf(found, (get_language() or "ru")[:2])
    return HttpResponse(
        pdf,
        content_type="application/pdf",
        headers={
            "Content-Disposition": f'inline; filename="{name}-{_plain(found.number)}.pdf"',
            "Cache-Control": "no-store, private",
        },
    )


def _plain(number: str) -> str:
    """The number as a part of a file's name."""
    return "".join(char if char.isascii() and char.isalnum() else "-" for char in number)
