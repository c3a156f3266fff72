"""«My phone or e-mail was given wrongly»: the form of the founding document."""

from datetime import timedelta

from django import forms
from django.utils.translation import gettext_lazy as _

from pult.cases.kinds.forms import LongText, PhoneField, RequestForm
from pult.cases.kinds.kind import Kind, Priority, Queue
from pult.people.fields import BirthDateField


class WrongContactsForm(RequestForm):
    """Name, company, birth date, city, and how to reach the person."""

    story = "note"
    full_name = forms.CharField(
        label=_("Full name"),
        max_length=300,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    company = forms.CharField(
        label=_("Company"),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
    birth_date = BirthDateField(help_text=_("Day, month, year: 14.03.1958"))
    city = forms.CharField(
        label=_("City"),
        max_length=100,
        widget=forms.TextInput(attrs={"autocomplete": "address-level2"}),
    )
    phone = PhoneField(label=_("Your right mobile phone"))
    email = forms.EmailField(label=_("Your right work e-mail"), required=False)
    note = LongText(label=_("Comment"), required=False)


WRONG_CONTACTS = Kind(
    code="wrong_contacts",
    title=_("Phone or e-mail given wrongly"),
    hint=_("The cabinet does not open because your employer gave other contacts"),
    icon="phone",
    queue=Queue.ADMIN_CURATOR,
    priority=Priority.ROUTINE,
    first_response=timedelta(hours=2),
    resolution=timedelta(hours=9),
    form=WrongContactsForm,
    sections=(),
    script={
        "find": _("Find the person in the roster by name, birth date and company"),
        "hr": _("Ask HR to confirm the right phone and e-mail before changing anything"),
        "tell": _("Tell the person when the cabinet can be opened"),
    },
    medical=False,
    offered=False,
    from_strangers=True,
)
