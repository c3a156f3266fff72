"""Fields of a document in forms: lists of codes, roubles, choices with and without an answer."""

import re
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

BETWEEN = re.compile(r"[,;\n]+")
Choices = Iterable[tuple[str, Any]]


class CodesField(forms.CharField):
    """Several codes or names with commas or line ends between them: a list of texts."""

    def __init__(self, **more: Any) -> None:
        # Codes are no words of any language that we speak, and «listed» is an English one.
        self.language = more.pop("language", "en")
        rows = more.pop("rows", 1)
        widget = forms.Textarea(attrs={"rows": rows, "spellcheck": "false"})
        super().__init__(required=False, widget=widget, **more)

    def prepare_value(self, value: Any) -> Any:
        return ", ".join(value) if isinstance(value, list | tuple) else value

    def to_python(self, value: Any) -> Any:
        given = super().to_python(value) or ""
        return [one.strip() for one in BETWEEN.split(given) if one.strip()]

    def has_changed(self, initial: Any, data: Any) -> bool:
        return list(initial or []) != self.to_python(data)


class ChoiceField(forms.ChoiceField):
    """One of the choices, or nothing: «not asked»."""

    def __init__(self, choices: Choices, *, empty: Any = None, **more: Any) -> None:
        every = [*([] if empty is None else [("", empty)]), *choices]
        # A browser sends the first choice of a form that nobody has touched.
        first = every[0][0] if every else ""
        super().__init__(choices=every, required=empty is None, initial=first, **more)


class PartField(ChoiceField):
    """A named part of the document, or nothing."""

    language = "ru"

    def __init__(self, *, empty: Any, **more: Any) -> None:
        super().__init__((), empty=empty, **more)
        self._empty = ("", empty)

    @staticmethod
    def offer(form: forms.Form, name: str, parts: Iterable[dict[str, Any]]) -> None:
        """Let the form's field choose among parts of the document, by code."""
        field = form.fields[name]
        assert isinstance(field, PartField)
        field.choices = [field._empty, *((part["code"], part["title"]) for part in parts)]


class TextField(forms.CharField):
    """The insurer's own words."""

    language = "ru"


class SeveralField(forms.MultipleChoiceField):
    """Any of the choices; none of them: not asked."""

    def __init__(self, choices: Choices, **more: Any) -> None:
        super().__init__(
            choices=list(choices),
            required=False,
            widget=forms.CheckboxSelectMultiple,
            **more,
        )


class AmountField(forms.DecimalField):
    """Pieces, or roubles with kopecks."""

    def __init__(self, **more: Any) -> None:
        widget = forms.TextInput(attrs={"inputmode": "decimal"})
        super().__init__(min_value=0, decimal_places=2, max_digits=15, widget=widget, **more)

    def to_python(self, value: Any) -> Any:
        """«120 000,50» is how people write it."""
        if isinstance(value, str):
            value = "".join(value.split()).replace(",", ".")
        return super().to_python(value)


def kopecks(roubles: Decimal | None) -> int:
    return int((roubles or Decimal(0)) * 100)


def roubles(kopecks: int) -> Decimal:
    return Decimal(kopecks) / 100 if kopecks % 100 else Decimal(kopecks // 100)


NOT_ASKED = _("not asked")
