"""The clinic's registry: who comes to us, and whether a person at the window is insured here."""

from datetime import timedelta

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from pult.cases.registry import clinic_ids, coming_visits
from pult.clinics.models import Clinic
from pult.contracts.at_clinic import Standing, standing_at
from pult.enrolment import limits
from pult.journal.actions import record
from pult.kernel import clock
from pult.people.access import Can
from pult.people.guard import actor, allow
from pult.people.reading import note_listing, note_reading

AN_HOUR = timedelta(hours=1)
CHECKS, MISSES = 60, 10
MISS = "clinic-check-miss"


class CheckForm(forms.Form):
    number = forms.CharField(label=_("Policy number"), max_length=40)
    born = forms.DateField(label=_("Birth date"))


@allow(Can.SEE_OWN_CLINIC)
def home(request: HttpRequest) -> HttpResponse:
    """Visits booked at our sites."""
    at = clock.now()
    visits = list(coming_visits(actor(request), at=at))
    shown = [visit.person_id for visit in visits]
    note_listing(by=actor(request), person_ids=shown, what="visit.listed", at=at)
    return render(request, "clinic/home.html", {"visits": visits, "clinics": _clinics(request)})


@allow(Can.SEE_OWN_CLINIC)
def check(request: HttpRequest) -> HttpResponse:
    """Is the policy valid, and for what at this clinic? POST, so that nothing stands in a URL."""
    form = CheckForm(request.POST or None)
    standing, asked = None, False
    clinics = _clinics(request)
    if form.is_valid() and clinics and not _may_check(request):
        form.add_error(None, _("Too many checks for one hour. Please call the medical desk."))
    elif form.is_valid() and clinics:
        asked = True
        standing = standing_at(**form.cleaned_data, clinic_id=clinics[0].id, day=clock.today())
        _note(request, standing)
    context = {"form": form, "standing": standing, "asked": asked, "clinics": clinics}
    return render(request, "clinic/check.html", context, status=422 if form.errors else 200)


def _may_check(request: HttpRequest) -> bool:
    """Count a check, and a miss until it proves to be none: a birth date is soon guessed."""
    who, at = str(actor(request).account_id), clock.now()
    return all(
        limits.spend(purpose=purpose, who=who, limit=limit, window=AN_HOUR, at=at)
        for purpose, limit in (("clinic-check", CHECKS), (MISS, MISSES))
    )


def _note(request: HttpRequest, standing: Standing | None) -> None:
    by, at = actor(request), clock.now()
    if standing is None:
        record(what="policy.missed", act="read", at=at, account_id=by.account_id, role=by.role)
        return
    limits.give_back(purpose=MISS, who=str(by.account_id))
    note_reading(by=by, person_id=standing.policy.person_id, what="policy.checked", at=at)


def _clinics(request: HttpRequest) -> list[Clinic]:
    return list(Clinic.objects.filter(id__in=clinic_ids(actor(request))))
