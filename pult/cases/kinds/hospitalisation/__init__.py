"""Going to hospital."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pult.cases.kinds.forms import FilesField, LongText, PhoneField, RequestForm
from pult.cases.kinds.kind import Kind, Priority, Queue


class HospitalisationForm(RequestForm):
    """Why, how soon, where."""

    URGENCY = [
        ("now", _("today: the doctor said that it cannot wait")),
        ("planned", _("planned: there is time to prepare")),
    ]

    urgency = forms.ChoiceField(
        label=_("How soon"), choices=URGENCY, widget=forms.RadioSelect, initial="planned"
    )
    complaint = LongText(
        label=_("Diagnosis and reason"), help_text=_("What the doctor wrote in the referral")
    )
    hospital = forms.CharField(label=_("Hospital, if you have chosen"), required=False)
    phone = PhoneField()
    files: Any = FilesField()


HOSPITALISATION = Kind(
    code="hospitalisation",
    title=_("Hospital"),
    hint=_("Planned or urgent admission"),
    icon="hospital",
    queue=Queue.DESK,
    priority=Priority.URGENT,
    first_response=timedelta(minutes=15),
    resolution=timedelta(days=3),
    form=HospitalisationForm,
    sections=("emergency_inpatient", "planned_inpatient"),
    script={
        "urgency": _("Urgent or planned: who sent, with which diagnosis, the documents"),
        "section": _("The programme's section on hospital care and its list of hospitals"),
        "tests": _("Which tests are needed before admission"),
        "curator": _("A complex case: pass it to the doctor-curator of the contract"),
    },
)
