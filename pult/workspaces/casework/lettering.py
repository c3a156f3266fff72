"""The forms with which a letter is prepared: the question, the letter, the refusal."""

from decimal import Decimal
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from pult.clinics.models import Clinic
from pult.coverage.engine.decision import APPROVAL_NEEDED, COVERED
from pult.coverage.words import STAGES, URGENCIES

GRANTING = (COVERED, APPROVAL_NEEDED)
# Groups of codes with names, as asked.choices gives them.
Clinics = list[tuple[str, list[tuple[str, str]]]]


class Roubles(forms.DecimalField):
    """Typed in roubles as people write them, «12 500,50», kept in kopecks."""

    widget = forms.TextInput

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            required=False, min_value=Decimal("0.01"), max_digits=11, decimal_places=2, **kwargs
        )

    def clean(self, value: Any) -> Any:
        if isinstance(value, str):
            value = value.replace("\N{NO-BREAK SPACE}", "").replace(" ", "").replace(",", ".")
        typed = super().clean(value)
        return None if typed is None else int(typed * 100)


class ServiceForm(forms.Form):
    """What is asked for; it is decided before anything is promised."""

    service = forms.CharField(
        label=_("Which service"), max_length=200, help_text=_("In words or by its code")
    )
    clinic = forms.ChoiceField(label=_("Clinic"), required=False)
    diagnosis = forms.CharField(label=_("Diagnosis, ICD-10"), max_length=12, required=False)
    stage = forms.ChoiceField(label=_("Stage"), choices=[*STAGES.items()], required=False)
    urgency = forms.ChoiceField(
        label=_("Urgency"), choices=[("", _("as usual")), *URGENCIES.items()], required=False
    )
    quantity = forms.IntegerField(label=_("Quantity"), min_value=1, max_value=99, initial=1)

    def __init__(self, *args: Any, clinics: Clinics, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        best = ("", _("the best one of the programme"))
        self.fields["clinic"].choices = [best, *clinics]  # type: ignore[attr-defined]


class IssueForm(forms.Form):
    """The letter itself. The decision names the service."""

    decision = forms.UUIDField(label="", widget=forms.HiddenInput)
    key = forms.UUIDField(label="", widget=forms.HiddenInput)
    clinic = forms.ModelChoiceField(
        Clinic.objects.filter(is_active=True), to_field_name="code", label=_("To which clinic")
    )
    days = forms.IntegerField(label=_("Days it serves"), min_value=1, max_value=366)
    price = Roubles(label=_("Price of one, ₽"))
    amount_limit = Roubles(label=_("At most, ₽"))
    conditions = forms.CharField(
        label=_("Conditions"), required=False, max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip

    def __init__(self, *args: Any, clinics: Clinics, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["clinic"].choices = [("", _("choose")), *clinics]  # type: ignore[attr-defined]
        self.fields["days"].initial = settings.PULT_LETTER_DAYS


class RefusalForm(forms.Form):
    """A doctor's refusal: the clause, why in plain words, what is covered instead."""

    decision = forms.UUIDField(label="", widget=forms.HiddenInput)
    key = forms.UUIDField(label="", widget=forms.HiddenInput)
    clause = forms.CharField(label=_("Clause of the programme"), max_length=12)
    clause_text = forms.CharField(
        label=_("Its own words"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )
    plain_reason = forms.CharField(
        label=_("Why, in plain words"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )
    alternative = forms.CharField(
        label=_("What is covered instead"), max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip


class AnnulForm(forms.Form):
    reason = forms.CharField(
        label=_("Why it is annulled"), max_length=500, help_text=_("The clinic reads these words")
    )


class ProlongForm(forms.Form):
    days = forms.IntegerField(label=_("Serve from today, days"), min_value=1, max_value=366)
    key = forms.UUIDField(label="", widget=forms.HiddenInput)
