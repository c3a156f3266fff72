"""What people type on the way in. Forgiving about spelling, clear about what is wrong."""

import re
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _

from pult.enrolment.identity import Identity
from pult.kernel import clock
from pult.kernel.text import tidy
from pult.people import passports, phones
from pult.people.fields import BirthDateField

OLDEST = 120


class MobileField(forms.CharField):
    """A mobile in any spelling, cleaned to E.164."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.TextInput(attrs={"type": "tel", "inputmode": "tel"}))
        super().__init__(**{"label": _("Mobile phone"), "max_length": 40, **kwargs})

    def clean(self, value: Any) -> str:
        number = phones.normal(super().clean(value))
        if not number or not phones.is_mobile(number):
            raise ValidationError(_("This is not a mobile number. For example: 8 (916) 000-20-30"))
        return number


class WorkEmailField(forms.EmailField):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"label": _("Work e-mail"), "max_length": 254, **kwargs})
        self.error_messages["invalid"] = _("This is not an e-mail. For example: anna@company.ru")

    def clean(self, value: Any) -> str:
        return super().clean(value).lower()


class CodeField(forms.CharField):
    """Six digits; blanks and hyphens that phones add do not matter."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"max_length": 20, **kwargs})

    def clean(self, value: Any) -> str:
        digits = re.sub(r"\D", "", super().clean(value))
        if digits == "" and not self.required:
            return ""
        if len(digits) != 6:
            raise ValidationError(_("A code has six digits."))
        return digits


class SignUpForm(forms.Form):
    mobile = MobileField()
    work_email = WorkEmailField()


class CodesForm(forms.Form):
    """A field for each channel that is not proven yet."""

    LABELS = {"sms": _("Code from the SMS"), "email": _("Code from the letter")}

    def __init__(self, *args: Any, channels: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for channel in channels:
            self.fields[channel] = CodeField(label=self.LABELS[channel])


class AddressForm(forms.Form):
    """A mobile or an e-mail to which a sign-in code goes."""

    address = forms.CharField(label=_("Mobile phone or e-mail"), max_length=254)

    def clean_address(self) -> str:
        text = self.cleaned_data["address"].strip()
        if "@" in text:
            self.channel = "email"
            try:
                validate_email(text)
            except ValidationError:
                raise ValidationError(
                    _("This is not an e-mail. For example: anna@company.ru")
                ) from None
            return text.lower()
        self.channel = "sms"
        number = phones.normal(text)
        if not number or not phones.is_mobile(number):
            raise ValidationError(
                _("Write a mobile number or an e-mail. For example: 8 (916) 000-20-30")
            )
        return number


class SignInCodeForm(forms.Form):
    code = CodeField(label=_("Code"))


class IdentityForm(forms.Form):
    full_name = forms.CharField(label=_("Full name"), max_length=300)
    birth_date = BirthDateField()
    passport = forms.CharField(label=_("Passport: series and number"), max_length=40)
    consent = forms.BooleanField(
        label=_("I consent to the processing of my health data"),
        error_messages={
            "required": _("Without this consent the law does not let us arrange care for you.")
        },
    )

    def clean_full_name(self) -> str:
        name = tidy(self.cleaned_data["full_name"])
        if len(name.split()) < 2:
            raise ValidationError(_("Write the surname and the name, as in the passport."))
        return name

    def clean_birth_date(self) -> date:
        day = self.cleaned_data["birth_date"]
        today = clock.today()
        if not today.year - OLDEST <= day.year or day > today:
            raise ValidationError(_("Check the year of birth."))
        return day

    def clean_passport(self) -> str:
        passport = passports.normal(self.cleaned_data["passport"])
        if len(passport) < 6:
            raise ValidationError(_("Write both the series and the number: 4510 123456"))
        return passport

    @property
    def identity(self) -> Identity:
        data = self.cleaned_data
        return Identity(
            full_name=data["full_name"],
            birth_date=data["birth_date"],
            passport=data["passport"],
        )


class InviteForm(forms.Form):
    mobile = MobileField(label=_("Their own mobile phone"))
