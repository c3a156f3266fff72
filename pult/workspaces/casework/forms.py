"""The forms of those who work on a case."""

from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _

from pult.cases import happenings
from pult.cases.kinds import KINDS, offers
from pult.cases.kinds.forms import offer
from pult.cases.models import Case, Visit
from pult.clinics.models import Site
from pult.enrolment.contacts import Contacts
from pult.enrolment.forms import IdentityForm, MobileField, WorkEmailField

LENGTHS = (15, 20, 30, 40, 60, 90)


class WhenForm(forms.Form):
    """A day, a time and a length, in the zone of a site."""

    day = forms.DateField(
        label=_("Date"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    time = forms.TimeField(
        label=_("Time, local at the clinic"),
        widget=forms.TimeInput(attrs={"type": "time", "step": 300}),
    )
    minutes = forms.TypedChoiceField(
        label=_("Minutes"), choices=[(n, str(n)) for n in LENGTHS], coerce=int, initial=30
    )

    def starts_at(self, site: Site) -> datetime:
        """The chosen moment, aware."""
        day: date = self.cleaned_data["day"]
        moment: time = self.cleaned_data["time"]
        return datetime.combine(day, moment, tzinfo=ZoneInfo(site.zone))


class VisitForm(WhenForm):
    """A visit: where, to whom, when. Offers the sites that see such patients: those
    asked for first, then the programme's, at the end those that need the desk's approval."""

    site = forms.ChoiceField(
        label=_("Clinic and site"), widget=forms.Select(attrs={"lang": "ru"})
    )
    specialty = forms.ChoiceField(label=_("Specialty"))
    doctor_name = forms.CharField(label=_("Doctor"), required=False, max_length=150)
    note = forms.CharField(label=_("Note for the member"), required=False, max_length=500)
    field_order = ["site", "specialty", "doctor_name", "day", "time", "minutes", "note"]

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": "visit_%s", **kwargs})
        self.case = case
        asked = (case.form.get("specialty") or {}).get("code", "")
        wanted = {asked, self.data.get("specialty", "")} - {""}
        wanted = wanted or set(KINDS[case.kind].specialties)
        self.listed = _by_id(offers.sites_to_book(policy=case.policy, specialties=wanted))
        self.elsewhere = _by_id(offers.sites_elsewhere(policy=case.policy, specialties=wanted))
        self.sites = self.listed | self.elsewhere
        self.specialties = offers.specialties()
        choices = offers.specialty_choices(self.specialties)
        offer(self, "site", [("", "—"), *self._by_clinic()])
        offer(self, "specialty", [("", "—"), *choices])
        self.fields["specialty"].initial = asked
        self.fields["site"].initial = next(iter(self._asked_for()), "")

    def _asked_for(self) -> list[str]:
        asked = [clinic["id"] for clinic in self.case.form.get("clinics") or []]
        return [site for site in asked if site in self.sites]

    def _by_clinic(self) -> list[tuple[Any, list[tuple[str, str]]]]:
        asked = self._asked_for()
        groups: dict[Any, list[tuple[str, str]]] = {}
        if asked:
            label = _("Asked for by the member")
            groups[label] = [(key, offers.site_label(self.sites[key])) for key in asked]
        for key, site in self.listed.items():
            if key not in asked:
                groups.setdefault(site.clinic.name, []).append((key, offers.site_label(site)))
        if self.elsewhere:
            label = _("Not in the list: the desk approves it and says why in the note")
            others = self.elsewhere.items()
            groups[label] = [(key, offers.site_label(site)) for key, site in others]
        return list(groups.items())

    def arguments(self) -> dict[str, Any]:
        """What `book_visit` wants."""
        data = self.cleaned_data
        site = self.sites[data["site"]]
        return {
            "site": site,
            "specialty": self.specialties[data["specialty"]],
            "doctor_name": data["doctor_name"],
            "starts_at": self.starts_at(site),
            "minutes": data["minutes"],
            "note": data["note"],
        }


def _by_id(sites: list[Site]) -> dict[str, Site]:
    return {str(site.id): site for site in sites}


def when_of(visit: Visit) -> WhenForm:
    """A form to move a visit, filled with its present time."""
    starts = visit.slot.lower.astimezone(ZoneInfo(visit.site.zone))
    minutes = int((visit.slot.upper - visit.slot.lower).total_seconds() // 60)
    initial = {"day": starts.date(), "time": f"{starts:%H:%M}", "minutes": minutes}
    return WhenForm(initial=initial, auto_id=f"move_{visit.id}_%s")


class ReplaceContactsForm(IdentityForm):
    """What the person said of themselves, their new contacts, and how these were verified."""

    consent = None  # type: ignore[assignment]  # the way to leave out an inherited field
    mobile = MobileField(label=_("New mobile"))
    work_email = WorkEmailField(label=_("New work e-mail"), required=False)
    source = forms.ChoiceField(
        label=_("How you verified the new contacts"),
        choices=list(happenings.SOURCES.items()),
        widget=forms.RadioSelect,
    )
    note = forms.CharField(
        label=_("Note for colleagues"),
        required=False,
        max_length=500,
        help_text=_("Whom you called and when; no passport here"),
    )

    @property
    def contacts(self) -> Contacts:
        data = self.cleaned_data
        return Contacts(mobile=data["mobile"], work_email=data["work_email"])
