"""Fields of forms that ask who a person is."""

import re
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

DAY = re.compile(r"^(\d{1,2})\D?(\d{1,2})\D?(\d{4})$")


class BirthDateField(forms.DateField):
    """A day typed with any separators or none: a phone's number pad has no full stop, and a
    calendar would have to be turned back by decades."""

    widget = forms.DateInput(attrs={"autocomplete": "bday", "inputmode": "numeric"})

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"label": _("Birth date"), **kwargs})
        self.error_messages["invalid"] = _("Write day, month and year: 14.03.1958")

    def to_python(self, value: Any) -> date | None:
        if isinstance(value, str) and (match := DAY.match(value.strip())):
            value = ".".join(match.groups())
        return super().to_python(value)
