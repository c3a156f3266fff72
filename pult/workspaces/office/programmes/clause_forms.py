"""A clause with its rules, limits, waiting periods and shares as forms, and back as data."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.forms.formsets import BaseFormSet
from django.utils.translation import gettext_lazy as _

from pult.programmes.differences import PARTS, Data
from pult.programmes.editing import next_id
from pult.programmes.models import Clause
from pult.programmes.rules.shapes import OLDEST
from pult.programmes.wording import EFFECTS, PERIODS, STAGES, URGENCIES, WAYS, ZONES, Told
from pult.workspaces.office.programmes.fields import (
    NOT_ASKED,
    AmountField,
    ChoiceField,
    CodesField,
    PartField,
    SeveralField,
    TextField,
    kopecks,
    roubles,
)

SEXES = (("f", _("women")), ("m", _("men")))
UNITS = (("count", _("pieces")), ("money", _("roubles")))


class ClauseForm(forms.Form):
    """The clause itself. `version` is the draft's row version that the writer saw."""

    version = forms.IntegerField(label=_("Version"), widget=forms.HiddenInput)
    number = forms.CharField(label=_("Number"), max_length=12)
    kind = ChoiceField(Clause.Kind.choices, label=_("Kind"))
    section = PartField(empty=_("of the whole programme"), label=_("Section"))
    text = TextField(label=_("Text"), widget=forms.Textarea(attrs={"rows": 4}))

    def __init__(self, document: Data, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        PartField.offer(self, "section", document["sections"])


class RuleForm(forms.Form):
    id = forms.CharField(label=_("Name of the rule"), required=False, max_length=40)
    effect = ChoiceField(EFFECTS.items(), empty="—", label=_("Answer"))
    services = CodesField(label=_("Services"), rows=2)
    diagnoses = CodesField(label=_("Diagnoses"))
    clinics = CodesField(label=_("Clinics"))
    cities = CodesField(label=_("Cities"), language="ru")
    section = PartField(empty=_("of the clause"), label=_("Section"))
    age_from = forms.IntegerField(label=_("Age from"), required=False, min_value=0)
    age_to = forms.IntegerField(label=_("Age to"), required=False, max_value=OLDEST)
    sex = ChoiceField(SEXES, empty=NOT_ASKED, label=_("Sex"))
    urgency = SeveralField(URGENCIES.items(), label=_("Urgency"))
    stage = SeveralField(STAGES.items(), label=_("Stage"))
    zone = SeveralField(ZONES.items(), label=_("Zone of the section"))
    exceptions_to = CodesField(label=_("Exception to rules and clauses"))
    way = ChoiceField(WAYS.items(), empty="—", label=_("How one gets there"))
    by_rule = forms.BooleanField(label=_("Letter at once, without a person"), required=False)

    def __init__(self, *args: Any, document: Data, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        PartField.offer(self, "section", document["sections"])

    @staticmethod
    def initial_of(rule: Data) -> Data:
        first, last = rule["age"] or (None, None)
        return rule | {"age_from": first, "age_to": last}

    def clean(self) -> Data:
        data = super().clean() or {}
        if self.has_changed() and not data.get("effect"):
            self.add_error("effect", _("What does the rule answer?"))
        return data

    def data_of(self, number: str, taken: set[str]) -> Data:
        found = dict(self.cleaned_data)
        first, last = found.pop("age_from"), found.pop("age_to")
        asked = first is not None or last is not None
        found.pop("DELETE", None)
        return found | {
            "id": found["id"] or next_id(number, taken),
            "age": [first or 0, OLDEST if last is None else last] if asked else None,
        }


class LimitForm(forms.Form):
    code = forms.CharField(label=_("Code"), max_length=40)
    cap = AmountField(label=_("At most"))
    unit = ChoiceField(UNITS, label=_("Of what"))
    per = ChoiceField(PERIODS.items(), label=_("Period"))
    services = CodesField(label=_("Services"), rows=2)
    title = TextField(label=_("Title"), required=False)

    @staticmethod
    def initial_of(limit: Data) -> Data:
        return limit | {"cap": roubles(limit["cap"]) if limit["unit"] == "money" else limit["cap"]}

    def data_of(self, number: str, taken: set[str]) -> Data:
        found = dict(self.cleaned_data)
        found.pop("DELETE", None)
        cap = kopecks(found["cap"]) if found["unit"] == "money" else int(found["cap"])
        return found | {"cap": cap}


class WaitForm(forms.Form):
    code = forms.CharField(label=_("Code"), max_length=40)
    days = forms.IntegerField(label=_("Days"), min_value=0, max_value=3660)
    services = CodesField(label=_("Services"), rows=2)
    urgency = SeveralField(URGENCIES.items(), label=_("Urgency that waits"))

    @staticmethod
    def initial_of(wait: Data) -> Data:
        return wait

    def data_of(self, number: str, taken: set[str]) -> Data:
        found = dict(self.cleaned_data)
        found.pop("DELETE", None)
        return found


class ShareForm(forms.Form):
    code = forms.CharField(label=_("Code"), max_length=40)
    percent = forms.IntegerField(label=_("Percent"), required=False, min_value=0, max_value=100)
    amount = AmountField(label=_("or roubles"), required=False)
    services = CodesField(label=_("Services"), rows=2)

    @staticmethod
    def initial_of(share: Data) -> Data:
        amount = roubles(share["kopecks"]) if share["kopecks"] else None
        return share | {"amount": amount, "percent": share["percent"] or None}

    def data_of(self, number: str, taken: set[str]) -> Data:
        found = dict(self.cleaned_data)
        found.pop("DELETE", None)
        return {
            "code": found["code"],
            "percent": found["percent"] or 0,
            "kopecks": kopecks(found["amount"]),
            "services": found["services"],
        }


FORMS: dict[str, type[Any]] = dict(
    zip(PARTS, (RuleForm, LimitForm, WaitForm, ShareForm), strict=True)
)
TITLES = {
    "rules": (_("Rules"), _("Add a rule")),
    "limits": (_("Limits"), _("Add a limit")),
    "waits": (_("Waiting periods"), _("Add a waiting period")),
    "shares": (_("Shares of the patient"), _("Add a share")),
}


class ClauseForms:
    """The form of a clause with a set of forms for each of its parts."""

    def __init__(self, document: Data, clause: Data, *, version: int, data: Any = None) -> None:
        self.document = document
        self.was = clause["number"]
        self.clause = ClauseForm(document, data, initial=clause | {"version": version})
        self.sets: dict[str, BaseFormSet[Any]] = {
            kind: _set(kind, document, clause[kind], data) for kind in PARTS
        }

    def __iter__(self) -> "Iterator[tuple[str, Any, Any, BaseFormSet[Any]]]":
        for kind, forms_of in self.sets.items():
            yield kind, *TITLES[kind], forms_of

    def tell(self, told: list[Told]) -> None:
        """Give each form of something that is there already its words, in their order."""
        there = [form for kind in PARTS for form in self.sets[kind] if not form.empty_permitted]
        for form, words in zip(there, told, strict=False):
            form.told = words

    def is_valid(self) -> bool:
        valid = [self.clause.is_valid(), *(one.is_valid() for one in self.sets.values())]
        return all(valid)

    def data(self) -> Data:
        """The clause as data; only of valid forms."""
        found = {name: self.clause.cleaned_data[name] for name in ("number", "kind", "section")}
        found["text"] = self.clause.cleaned_data["text"]
        taken = {
            rule["id"]
            for clause in self.document["clauses"]
            if clause["number"] != self.was
            for rule in clause["rules"]
        }
        for kind, forms_of in self.sets.items():
            parts = []
            for form in forms_of.forms:
                if not form.has_changed() and form.empty_permitted:
                    continue
                if form.cleaned_data.get("DELETE"):
                    continue
                part = form.data_of(found["number"], taken)
                taken.add(part.get("id", ""))
                parts.append(part)
            found[kind] = parts
        return found


def _set(kind: str, document: Data, parts: list[Data], data: Any) -> "BaseFormSet[Any]":
    form = FORMS[kind]
    made = forms.formset_factory(form, extra=1, can_delete=True, max_num=200)
    initial = [form.initial_of(one) for one in parts]
    own = {"document": document} if form is RuleForm else {}
    return made(data, prefix=kind, initial=initial, form_kwargs=own)
