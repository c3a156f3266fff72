"""A member's form as an operator fills it with the member on the phone."""

from typing import Any

from django import forms
from django.utils import translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from pult.cases.kinds.forms import RequestForm
from pult.cases.kinds.kind import Kind


class OnPhone(RequestForm):
    """The words are those of the desk. What a person in need may leave out, the desk asks for."""

    def prepare(self) -> None:
        super().prepare()
        if phone := self.fields.get("phone"):
            phone.label = _("Phone to reach the member")
        address = self.fields.get("address")
        self.asks_where = address is not None and not address.required
        if self.asks_where:
            self.fields["address_unknown"] = forms.BooleanField(
                label=_("The address is unknown"), required=False
            )
            places = list(self.fields)
            places.insert(places.index("address") + 1, places.pop())
            self.order_fields(places)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if self.asks_where and not data.get("address"):
            if data.pop("address_unknown", False):
                with translation.override("ru"):  # kept with the answers, which are in Russian
                    data["address"] = gettext("the address is unknown")
            else:
                self.add_error(
                    "address", _("Ask for the address, or tick that it is unknown.")
                )
        data.pop("address_unknown", None)
        return data


def on_phone(kind: Kind) -> type[RequestForm]:
    """The form of a kind for the desk."""
    return type("FormOnPhone", (OnPhone, kind.form), {})
