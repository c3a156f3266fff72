"""Clinics: one's own first, by city, kind, specialty and name; the nearest if a place is given."""

from uuid import UUID

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache

from pult.clinics import hours
from pult.clinics import queries as clinic_queries
from pult.clinics.models import Clinic, Site
from pult.contracts.cover import own_clinics
from pult.kernel import clock
from pult.kernel.text import tidy
from pult.people.access import Can
from pult.people.guard import allow
from pult.workspaces.cabinet.whose import whose

# What is asked for at a clinic of a kind; ambulances and trauma points are not booked.
ASK = {
    Clinic.Kind.OUTPATIENT.value: "appointment",
    Clinic.Kind.DENTAL.value: "dental",
    Clinic.Kind.LAB.value: "diagnostics",
    Clinic.Kind.HOSPITAL.value: "hospitalisation",
}


class ClinicSearch(forms.Form):
    """What a person looks for. Their place comes by POST alone and is not kept."""

    name = forms.CharField(label=_("Name, street or metro"), required=False, max_length=80)
    city = forms.ChoiceField(label=_("City"), required=False)
    kind = forms.ChoiceField(label=_("Kind of clinic"), required=False)
    specialty = forms.ChoiceField(label=_("Doctor or examination"), required=False)
    every = forms.BooleanField(label=_("Also clinics outside my programme"), required=False)
    lat = forms.FloatField(required=False, min_value=-90, max_value=90, widget=forms.HiddenInput)
    lon = forms.FloatField(required=False, min_value=-180, max_value=180, widget=forms.HiddenInput)

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        russian = (get_language() or "ru").startswith("ru")
        self.fields["city"].choices = [("", _("All cities"))] + [  # type: ignore[attr-defined]
            (city, city) for city in clinic_queries.cities()
        ]
        self.fields["kind"].choices = [("", _("Any kind")), *Clinic.Kind.choices]  # type: ignore[attr-defined]
        self.fields["specialty"].choices = [("", _("Any doctor or examination"))] + [  # type: ignore[attr-defined]
            (row.code, row.name_ru if russian else row.name_en)
            for row in clinic_queries.specialties()
        ]

    @property
    def place(self) -> clinic_queries.Place | None:
        lat, lon = self.cleaned_data.get("lat"), self.cleaned_data.get("lon")
        return None if lat is None or lon is None else (lat, lon)


@allow(Can.USE_CABINET)
@never_cache
def clinics(request: HttpRequest) -> HttpResponse:
    """A list always; a map beside it where the insurer has tiles."""
    mine = whose(request)
    sent = request.POST if request.method == "POST" else request.GET
    form = ClinicSearch({"city": mine.city} | sent.dict())
    own = own_clinics(mine.policy, mine.day) if mine.policy else {}
    found, has_more = clinic_queries.find_sites(_search(form, own))
    return render(
        request,
        "cabinet/clinics.html",
        {
            "mine": mine,
            "form": form,
            "rows": [_row(site, own) for site in found],
            "has_more": has_more,
            "place": form.place,
            "tiles": settings.PULT_TILES,
        },
    )


def _search(form: ClinicSearch, own: dict[UUID, str]) -> clinic_queries.Search:
    """A value that is not among the choices is as if it were not given."""
    form.is_valid()
    given = form.cleaned_data
    return clinic_queries.Search(
        city=given.get("city", ""),
        kind=given.get("kind", ""),
        specialty=given.get("specialty", ""),
        name=tidy(given.get("name", "")),
        place=form.place,
        attached=[clinic for clinic, how in own.items() if how == "attached"],
        own=own,
        only_own=bool(own) and not given.get("every"),
    )


def _row(site: Site, own: dict[UUID, str]) -> dict[str, object]:
    return {
        "site": site,
        "own": own.get(site.clinic_id, ""),
        "hours": hours.in_words(site.hours),
        "now": hours.standing(site.hours, clock.now(), site.zone),
        "km": site.km,  # type: ignore[attr-defined]
        "ask": next((ASK[kind] for kind in site.clinic.kinds if kind in ASK), ""),
    }
