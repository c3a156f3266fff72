"""Forms of the employer's workspace."""

from django import forms
from django.utils.translation import gettext_lazy as _

from pult.contracts.actions import PersonalData
from pult.contracts.models import Policy
from pult.people import phones


class PersonalDataForm(forms.Form):
    """What an employer may correct in a policy."""

    last_name = forms.CharField(label=_("Last name"), max_length=100)
    first_name = forms.CharField(label=_("First name"), max_length=100)
    middle_name = forms.CharField(label=_("Patronymic"), max_length=100, required=False)
    address = forms.CharField(label=_("Address"), max_length=300, required=False)
    mobile = forms.CharField(label=_("Mobile"), max_length=30, required=False)
    work_email = forms.EmailField(label=_("Work e-mail"), max_length=254, required=False)

    def data_given(self) -> PersonalData:
        return PersonalData(**self.cleaned_data)


def current_data(policy: Policy) -> dict[str, str]:
    """What the form shows at first."""
    person = policy.person
    return {
        "last_name": person.last_name,
        "first_name": person.first_name,
        "middle_name": person.middle_name,
        "address": person.address,
        "mobile": phones.shown(policy.mobile) if policy.mobile else "",
        "work_email": policy.work_email,
    }


class InvitationForm(forms.Form):
    """The dependant's own mobile, to which the link goes."""

    mobile = forms.CharField(label=_("Mobile of the relative"), max_length=30)
