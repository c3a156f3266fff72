"""What is covered, where to go: a question for the desk."""

from datetime import timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from pult.cases.kinds.forms import FilesField, LongText, PhoneField, RequestForm
from pult.cases.kinds.kind import Kind, Priority, Queue


class ProgrammeQuestionForm(RequestForm):
    """A question in one's own words."""

    story = "question"
    question = LongText(label=_("Your question"))
    phone = PhoneField(required=False)
    files: Any = FilesField()


PROGRAMME_QUESTION = Kind(
    code="programme_question",
    title=_("Question about the programme"),
    hint=_("What is covered, where to turn, how to get it"),
    icon="chat",
    queue=Queue.DESK,
    priority=Priority.ROUTINE,
    first_response=timedelta(hours=1),
    resolution=timedelta(hours=8),
    form=ProgrammeQuestionForm,
    sections=(),
    script={
        "clause": _("Answer with the clause of the programme and the way in"),
        "nearest": _("When it is not covered: name the nearest thing that is"),
    },
)
