"""A visit to a dentist."""

from datetime import timedelta

from django import forms
from django.utils.translation import gettext_lazy as _

from pult.cases.kinds.forms import WhereAndWhen
from pult.cases.kinds.kind import Kind, Priority, Queue, spoken


class DentalForm(WhereAndWhen):
    """As for any doctor, and whether it hurts now."""

    group = "dental"
    sections = ("dental",)

    acute = forms.BooleanField(label=_("It hurts now"), required=False)
    field_order = ["specialty", "acute", "complaint"]


DENTAL = Kind(
    code="dental",
    title=_("Dentist"),
    hint=_("Toothache, treatment, examination"),
    icon="tooth",
    queue=Queue.DESK,
    priority=Priority.ROUTINE,
    first_response=timedelta(minutes=15),
    resolution=timedelta(hours=4),
    form=DentalForm,
    sections=("dental",),
    script={
        "pain": _("Acute pain or swelling: offer the nearest time today"),
        "section": _("Does the programme hold a dental section, and which clinics are in it"),
        "unpaid": _("Not paid: prosthetics, cosmetic work, whitening — say so before the visit"),
        "clinic": _("Clinic and time that suit the member"),
    },
    name=lambda answers: spoken(answers.get("specialty"), "visit"),
)
