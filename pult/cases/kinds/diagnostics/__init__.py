"""An examination or tests."""

from datetime import timedelta

from django import forms
from django.utils.translation import gettext_lazy as _

from pult.cases.kinds.forms import LongText, WhereAndWhen
from pult.cases.kinds.kind import Kind, Priority, Queue, spoken


class DiagnosticsForm(WhereAndWhen):
    """Which examination, who sent, where and when."""

    group = "diagnostics"
    choose = _("Choose an examination")

    specialty = forms.ChoiceField(label=_("Which examination"))
    complaint = LongText(
        label=_("What it is for"), help_text=_("The reason, and what the doctor has written")
    )
    referred_by = forms.CharField(
        label=_("Who sent you: clinic and doctor"), required=False, max_length=200
    )
    field_order = ["specialty", "complaint", "referred_by"]


DIAGNOSTICS = Kind(
    code="diagnostics",
    title=_("Examination or tests"),
    hint=_("MRI, ultrasound, X-ray, laboratory"),
    icon="flask",
    queue=Queue.DESK,
    priority=Priority.ROUTINE,
    first_response=timedelta(minutes=30),
    resolution=timedelta(hours=8),
    form=DiagnosticsForm,
    sections=("outpatient",),
    script={
        "referral": _("A doctor's referral: who sent, when, with which diagnosis"),
        "cover": _("Does the programme pay for this examination, is approval needed"),
        "contraindications": _("Contra-indications: implants, pregnancy, allergy to contrast"),
        "clinic": _("Clinic and time; how to prepare"),
    },
    name=lambda answers: spoken(answers.get("specialty"), "name"),
)
