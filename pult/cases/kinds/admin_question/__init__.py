"""A question for the administrative curator: policy, documents, contacts. Nothing medical."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from pult.cases.kinds.forms import LongText, PhoneField, RequestForm
from pult.cases.kinds.kind import Kind, Priority, Queue


class AdminQuestionForm(RequestForm):
    """A question in one's own words."""

    story = "question"
    question = LongText(
        label=_("Your question"),
        help_text=_("Policy, memo, contacts. Please write nothing about your health here"),
    )
    phone = PhoneField(required=False)


ADMIN_QUESTION = Kind(
    code="admin_question",
    title=_("Question for the administrative curator"),
    hint=_("The policy did not arrive, a duplicate, a mistake in contacts"),
    icon="document",
    queue=Queue.ADMIN_CURATOR,
    priority=Priority.ROUTINE,
    first_response=timedelta(hours=4),
    resolution=timedelta(hours=9),
    form=AdminQuestionForm,
    sections=(),
    script={
        "missing": _("What is missing or wrong: policy, memo, contacts"),
        "change": _("What HR must change, and what you can send yourself"),
    },
    medical=False,
)
