"""A doctor to the home."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pult.cases.kinds.forms import FilesField, LongText, PhoneField, RequestForm
from pult.cases.kinds.kind import Kind, Priority, Queue


class HouseCallForm(RequestForm):
    """Where to come, what the matter is, how to get in."""

    complaint = LongText(
        label=_("What troubles you"), help_text=_("Temperature, since when, what was taken")
    )
    address = forms.CharField(
        label=_("Address"),
        max_length=300,
        help_text=_("City, street, house, flat"),
        widget=forms.TextInput(attrs={"autocomplete": "street-address"}),
    )
    way_in = forms.CharField(
        label=_("Entrance, floor, intercom"), required=False, max_length=120
    )
    phone = PhoneField()
    files: Any = FilesField()

    def prepare(self) -> None:
        if self.policy:
            self.fields["address"].initial = self.policy.person.address


HOUSE_CALL = Kind(
    code="house_call",
    title=_("Doctor at home"),
    hint=_("When you cannot come to the clinic"),
    icon="house-call",
    queue=Queue.DESK,
    priority=Priority.URGENT,
    first_response=timedelta(minutes=10),
    resolution=timedelta(hours=2),
    form=HouseCallForm,
    sections=("home",),
    script={
        "flags": _("Red flags: chest pain, breathlessness, confusion, bleeding → ambulance"),
        "symptoms": _("Temperature, since when, why the clinic is out of reach"),
        "address": _(
            "Exact address, entrance, floor, intercom; is it within the programme's zone"
        ),
        "clinic": _("Which clinic sends the doctor, and between which hours"),
    },
)
