"""Disagreement with a refusal: another look of the doctor-curator, asked for in one tap."""

from datetime import timedelta

from django import forms
from django.utils.translation import gettext_lazy as _

from pult.cases.kinds.forms import LongText, PhoneField, RequestForm
from pult.cases.kinds.kind import Kind, Priority, Queue


class AppealForm(RequestForm):
    """The letter is named by the page on which the member disagrees."""

    letter = forms.CharField(label=_("Refusal letter"), max_length=30)
    complaint = LongText(label=_("Why you disagree"), required=False)
    phone = PhoneField(required=False)


APPEAL = Kind(
    code="appeal",
    title=_("Disagreement with a refusal"),
    hint=_("A doctor looks at the refusal once more"),
    icon="shield",
    queue=Queue.DOCTOR_CURATOR,
    priority=Priority.URGENT,
    first_response=timedelta(hours=4),
    resolution=timedelta(hours=27),
    form=AppealForm,
    sections=(),
    script={
        "letter": _("The refusal: its clause, its reason, what was offered instead"),
        "facts": _("What the member adds: new results, another diagnosis, an urgent state"),
        "decision": _("Covered after all: a letter of guarantee. If not: why, in plain words"),
        "answer": _("The answer in writing, with the way to a complaint"),
    },
    listed=False,
)
