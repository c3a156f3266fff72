"""A question for the doctor-curator of the contract."""

from datetime import timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from pult.cases.kinds.forms import FilesField, LongText, PhoneField, RequestForm
from pult.cases.kinds.kind import Kind, Priority, Queue


class DoctorQuestionForm(RequestForm):
    """A medical question in one's own words."""

    story = "question"
    question = LongText(label=_("Your question for the doctor"))
    phone = PhoneField(required=False)
    files: Any = FilesField()


DOCTOR_QUESTION = Kind(
    code="doctor_question",
    title=_("Question for the doctor-curator"),
    hint=_("Complex cases, high-tech care, treatment in hospital, complaints"),
    icon="stethoscope",
    queue=Queue.DOCTOR_CURATOR,
    priority=Priority.ROUTINE,
    first_response=timedelta(hours=4),
    resolution=timedelta(hours=18),
    form=DoctorQuestionForm,
    sections=(),
    script={
        "documents": _("Diagnosis, course, documents: what is there and what is missing"),
        "care": _("Which care the programme gives, and where it is best given"),
        "next": _("The next step, who takes it and by when"),
    },
)
