"""Somebody has proven phone and e-mail, but name, birth date or passport do not agree."""

from datetime import timedelta

from django import forms
from django.utils.translation import gettext_lazy as _

from pult.cases.kinds.forms import LongText, PhoneField, RequestForm
from pult.cases.kinds.kind import Kind, Priority, Queue


class IdentityMismatchForm(RequestForm):
    """What the person entered; the passport itself is never kept here."""

    story = "note"
    full_name = forms.CharField(label=_("Full name"), max_length=300)
    birth_date = forms.DateField(label=_("Birth date"))
    phone = PhoneField(label=_("Mobile phone"), required=False)
    email = forms.EmailField(label=_("E-mail"), required=False)
    differs = forms.CharField(label=_("What does not agree"), required=False, max_length=200)
    note = LongText(label=_("Comment"), required=False)


IDENTITY_MISMATCH = Kind(
    code="identity_mismatch",
    title=_("Data do not agree with the roster"),
    hint=_("Name, birth date or passport differ from what the employer supplied"),
    icon="alert",
    queue=Queue.ADMIN_CURATOR,
    priority=Priority.URGENT,
    first_response=timedelta(hours=2),
    resolution=timedelta(hours=9),
    form=IdentityMismatchForm,
    sections=(),
    script={
        "call": _(
            "Call a number that you have verified with the employer: not the one that the roster "
            "gave, nor the one of the request"
        ),
        "compare": _("Compare with the employer's roster; ask HR when the roster is wrong"),
        "again": _(
            "Replace the contacts once the person is checked, or ask them to sign up again after "
            "the roster is mended"
        ),
    },
    medical=False,
    offered=False,
    from_strangers=True,
)
