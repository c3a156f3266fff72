"""Sections, groups, sets, lists, zones and the head of a document as forms, and back as data."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from pult.programmes.differences import Data
from pult.programmes.models import Section
from pult.programmes.rules.shapes import LEVELS
from pult.workspaces.office.programmes.fields import (
    ChoiceField,
    CodesField,
    PartField,
    SeveralField,
    TextField,
)


class PartForm(forms.Form):
    """A named part. `version` is the draft's row version that the writer saw."""

    version = forms.IntegerField(label=_("Version"), widget=forms.HiddenInput)

    def __init__(self, document: Data, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.document = document

    def data_of(self) -> Data:
        """The part as data; only of a valid form."""
        return {name: one for name, one in self.cleaned_data.items() if name != "version"}


class SectionForm(PartForm):
    code = ChoiceField(Section.Kind.choices, label=_("Kind of care"))
    clause = forms.CharField(label=_("Number"), max_length=12)
    title = TextField(label=_("Title"), max_length=200)
    access = ChoiceField(Section.Access.choices, label=_("Way in"))
    clinics = CodesField(label=_("Clinics"), rows=3)
    zone = PartField(empty=_("no zone"), label=_("Zone"))

    def __init__(self, document: Data, *args: Any, **kwargs: Any) -> None:
        super().__init__(document, *args, **kwargs)
        PartField.offer(self, "zone", document["zones"])


class GroupForm(PartForm):
    code = forms.CharField(label=_("Code"), max_length=60)
    title = TextField(label=_("Title"), max_length=200)
    services = CodesField(label=_("Services"), rows=6)


class DiagnosesForm(PartForm):
    code = forms.CharField(label=_("Code"), max_length=60)
    title = TextField(label=_("Title"), max_length=200)
    icd = CodesField(
        label=_("Codes of ICD-10"), rows=4, help_text=_("A15-A19, B90, and holes: !A16.0")
    )


class ClinicsForm(PartForm):
    code = forms.CharField(label=_("Code"), max_length=60)
    title = TextField(label=_("Title"), max_length=200)
    clinics = CodesField(label=_("Clinics"), rows=3)
    levels = SeveralField([(str(n), str(n)) for n in LEVELS], label=_("Or every clinic of level"))
    cities = CodesField(label=_("in cities"), language="ru")

    def data_of(self) -> Data:
        found = super().data_of()
        return found | {"levels": [int(one) for one in found["levels"]]}


class RingField(forms.CharField):
    """Points of a ring, a line each: longitude and latitude in degrees."""

    widget = forms.Textarea(attrs={"rows": 8, "spellcheck": "false"})

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, list | tuple):
            return "\n".join(f"{longitude} {latitude}" for longitude, latitude in value)
        return value

    def to_python(self, value: Any) -> Any:
        points = []
        for line in (super().to_python(value) or "").splitlines():
            if not line.strip():
                continue
            try:
                longitude, latitude = map(float, line.replace(",", ".").split())
            except ValueError:
                told = _("“%(line)s” is not a longitude and a latitude.")
                raise ValidationError(told, params={"line": line[:60]}) from None
            points.append([longitude, latitude])
        return points


class ZoneForm(PartForm):
    code = forms.CharField(label=_("Code"), max_length=60)
    title = TextField(label=_("Title"), max_length=200)
    distance_km = forms.FloatField(label=_("Kilometres from the ring"), min_value=0)
    edge_km = forms.FloatField(label=_("Width of the edge, kilometres"), min_value=0)
    ring = RingField(label=_("Ring"), help_text=_("A point a line: longitude and latitude"))


class HeadForm(PartForm):
    title = TextField(label=_("Title"), max_length=120)
    city = TextField(label=_("City"), max_length=100)
    serves = TextField(
        label=_("When the policy serves"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    territory = TextField(
        label=_("Territory"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    payment_rule = TextField(
        label=_("What is paid"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    bonuses = CodesField(label=_("Bonuses"), rows=2)
    period = forms.CharField(label=_("Clause of the policy's period"))
    sections = forms.CharField(label=_("Clause of what is in the programme"))
    outside = forms.CharField(label=_("Clause of care outside the list"))

    def data_of(self) -> Data:
        found = super().data_of()
        names = {name: found.pop(name) for name in ("period", "sections", "outside")}
        return found | {"names": names}


FORMS: dict[str, type[PartForm]] = {
    "sections": SectionForm,
    "groups": GroupForm,
    "diagnoses": DiagnosesForm,
    "clinics": ClinicsForm,
    "zones": ZoneForm,
}


def labels_of(kind: str) -> dict[str, Any]:
    """What the fields of a part are called."""
    return {name: field.label for name, field in FORMS[kind].base_fields.items()}
