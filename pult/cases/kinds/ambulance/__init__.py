"""Call me back at once: an ambulance is needed. The phones of the page come first; this is for
those who cannot call."""

from datetime import timedelta

from django import forms
from django.utils.translation import gettext_lazy as _

from pult.cases.kinds.forms import LongText, PhoneField, RequestForm
from pult.cases.kinds.kind import Kind, Priority, Queue


class AmbulanceForm(RequestForm):
    """As little as can be asked of somebody in need."""

    phone = PhoneField(label=_("Phone that we call now"))
    address = forms.CharField(label=_("Where the patient is"), required=False, max_length=300)
    complaint = LongText(label=_("What happened"), required=False)

    def prepare(self) -> None:
        """Nobody in need is held up by a field left empty: we call the phone that we know."""
        self.fields["phone"].required = not self.call_back

    def clean_phone(self) -> str:
        return self.cleaned_data["phone"] or self.call_back


AMBULANCE = Kind(
    code="ambulance",
    title=_("Ambulance"),
    hint=_("We call you back at once. If life is in danger, call 103 or 112"),
    icon="ambulance",
    queue=Queue.DESK,
    priority=Priority.LIFE,
    first_response=timedelta(minutes=1),
    resolution=timedelta(minutes=15),
    form=AmbulanceForm,
    sections=("ambulance",),
    script={
        "conscious": _(
            "Is the patient conscious, breathing, bleeding? If not: 103 at once, stay on the line"
        ),
        "address": _("Exact address, entrance, floor, intercom, who meets the crew"),
        "history": _("What happened and when; age, chronic illness, allergies, medicines taken"),
        "zone": _("Outside the zone or near its edge: call 103 and stay with the member"),
        "crew": _("Tell when the crew arrives; call back until it has"),
    },
)
