"""The parts of which a member's request forms are made.

A form cleans what was typed. `answers()` gives it as plain JSON, which the case keeps, `text` the
person's own words, `attached` the files. Names of clinics and specialties are kept with the
answers, so that a list of cases needs no look-ups and an old case reads as it was asked.
"""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils import formats
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext_lazy as _

from pult.cases.attachments import ACCEPT, MOST_FILES, check
from pult.cases.kinds import offers
from pult.contracts.models import Policy
from pult.kernel import clock
from pult.kernel.errors import Refusal
from pult.people import phones

Answers = dict[str, Any]
TIMES = [
    ("morning", _("morning, before 12")),
    ("day", _("daytime, 12 to 17")),
    ("evening", _("evening, after 17")),
]
FURTHEST = timedelta(days=180)


class ManyFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files, each checked by what it holds."""

    def __init__(self, **kwargs: Any) -> None:
        widget = ManyFiles(attrs={"accept": ACCEPT, "multiple": True})
        super().__init__(
            required=False,
            label=_("Files: a referral, results, a photo"),
            help_text=_("PDF, JPEG, PNG or HEIC, up to 10 MB each"),
            widget=widget,
            **kwargs,
        )

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        files = [item for item in (data if isinstance(data, list | tuple) else [data]) if item]
        if len(files) > MOST_FILES:
            message = ngettext("No more than %(n)d file", "No more than %(n)d files", MOST_FILES)
            raise forms.ValidationError(message % {"n": MOST_FILES})
        for file in files:
            super().clean(file, initial)
            try:
                check(file)
            except Refusal as refusal:
                raise forms.ValidationError(refusal.message) from refusal
        return files


class PhoneField(forms.CharField):
    """A phone to call back, kept as E.164."""

    widget = forms.TextInput(attrs={"type": "tel", "autocomplete": "tel", "inputmode": "tel"})

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"label": _("Phone for a call back"), "max_length": 40, **kwargs})

    def clean(self, value: Any) -> str:
        text = super().clean(value)
        if not text:
            return ""
        number = phones.normal(text)
        if not number:
            raise forms.ValidationError(_("Write the number with its code: 8 (916) 000-20-30"))
        return number


class LongText(forms.CharField):
    """What a person writes in their own words."""

    def __init__(self, *, label: Any, **kwargs: Any) -> None:
        widget = forms.Textarea(attrs={"rows": 4})
        super().__init__(**{"label": label, "max_length": 4000, "widget": widget, **kwargs})


class RequestForm(forms.Form):
    """The member's form of a kind. `policy` narrows the clinics to those of its programme.

    `call_back` is the phone of whoever asks: it stands in where the policy has none, such as a
    young child's.
    """

    # The field that is the person's own account, shown as the first message of the case.
    story = "complaint"

    def __init__(
        self, *args: Any, policy: Policy | None = None, call_back: str = "", **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.policy = policy
        self.call_back = (policy.mobile if policy else "") or call_back
        self.prepare()
        if "phone" in self.fields:
            self.fields["phone"].initial = phones.shown(self.call_back) if self.call_back else ""

    def prepare(self) -> None:
        """Fill the choices that depend on the policy or the present day."""

    @property
    def text(self) -> str:
        """The person's own words; '' when the form asks for none."""
        return self.cleaned_data.get(self.story, "")

    @property
    def attached(self) -> list[UploadedFile]:
        return self.cleaned_data.get("files") or []

    def answers(self) -> Answers:
        """What the case keeps: plain JSON, without the story and the files."""
        left_out = {self.story, "files"}
        return {
            name: self.keep(name, value)
            for name, value in self.cleaned_data.items()
            if name not in left_out and value not in (None, "", [], False)
        }

    def keep(self, name: str, value: Any) -> Any:
        """`value` as JSON, with the words by which people will read it."""
        if isinstance(value, date):
            return value.isoformat()
        return value

    @classmethod
    def lines(cls, answers: Answers) -> list[tuple[str, str]]:
        """(label, value) for each answer, in the reader's language."""
        lines = []
        for name, field in cls.base_fields.items():
            if name in answers:
                short = _("Phone") if isinstance(field, PhoneField) else field.label
                lines.append((str(short), cls.say(name, field, answers[name])))
        return lines

    @classmethod
    def say(cls, name: str, field: forms.Field, value: Any) -> str:
        if isinstance(value, dict):
            language = (get_language() or "ru").split("-")[0]
            names = value.get("name", value)
            return names.get(language) or names.get("ru", "") if isinstance(names, dict) else names
        if isinstance(value, list):
            return ", ".join(cls.say(name, field, item) for item in value)
        if value is True:
            return str(_("yes"))
        if isinstance(field, PhoneField):
            return phones.shown(value)
        if isinstance(field, forms.DateField):
            return formats.date_format(date.fromisoformat(value))
        if isinstance(field, forms.ChoiceField):
            return str(dict(field.widget.choices).get(value, value))
        return str(value)


class WhereAndWhen(RequestForm):
    """Specialty, clinics or any, days and times that suit, phone, files."""

    group = "doctor"
    sections: tuple[str, ...] = ("outpatient",)
    choose: Any = _("Choose a doctor")

    specialty = forms.ChoiceField(label=_("Which doctor"))
    complaint = LongText(label=_("What troubles you"), help_text=_("Where it hurts, since when"))
    clinics = forms.MultipleChoiceField(
        label=_("Clinics that suit"),
        required=False,
        help_text=_("Leave empty if any clinic of your programme will do"),
        widget=forms.CheckboxSelectMultiple,
    )
    from_day = forms.DateField(
        label=_("From which day"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    to_day = forms.DateField(
        label=_("Until which day"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    times = forms.MultipleChoiceField(
        label=_("Time of day"),
        required=False,
        choices=TIMES,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Leave empty if any time will do"),
    )
    phone = PhoneField()
    files: Any = FilesField()

    def prepare(self) -> None:
        self.specialties = offers.specialties(groups=(self.group,))
        self.sites = offers.sites(policy=self.policy, sections=self.sections)
        choices = offers.specialty_choices(self.specialties)
        offer(self, "specialty", [("", self.choose), *choices])
        offer(self, "clinics", [(str(site.id), offers.data_label(site)) for site in self.sites])

    def clean_from_day(self) -> date | None:
        return _not_past(self.cleaned_data["from_day"])

    def clean_to_day(self) -> date | None:
        return _not_past(self.cleaned_data["to_day"])

    def clean(self) -> Answers:
        data = super().clean() or {}
        first, last = data.get("from_day"), data.get("to_day")
        if first and last and last < first:
            self.add_error("to_day", _("The last day is before the first one"))
        return data

    def keep(self, name: str, value: Any) -> Any:
        if name == "specialty":
            return offers.specialty_answer(self.specialties[value])
        if name == "clinics":
            return [offers.site_answer(site) for site in self.sites if str(site.id) in value]
        return super().keep(name, value)


def _not_past(day: date | None) -> date | None:
    if day and day < clock.today():
        raise forms.ValidationError(_("This day has passed"))
    if day and day > clock.today() + FURTHEST:
        raise forms.ValidationError(_("Choose a day within half a year"))
    return day


def offer(form: forms.Form, name: str, choices: list[Any]) -> None:
    """Set what a field of choices offers."""
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    field.choices = choices
