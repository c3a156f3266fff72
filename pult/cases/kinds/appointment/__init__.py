"""A visit to a doctor."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from pult.cases.kinds.forms import WhereAndWhen
from pult.cases.kinds.kind import Kind, Priority, Queue, spoken


class AppointmentForm(WhereAndWhen):
    """Specialty, complaint, clinics, days and times."""


APPOINTMENT = Kind(
    code="appointment",
    title=_("Doctor's appointment"),
    hint=_("We find a clinic and a time and book the visit"),
    icon="calendar",
    queue=Queue.DESK,
    priority=Priority.ROUTINE,
    first_response=timedelta(minutes=15),
    resolution=timedelta(hours=4),
    form=AppointmentForm,
    sections=("outpatient",),
    script={
        "complaint": _("Complaint and urgency: what, since when, is it getting worse"),
        "flags": _(
            "Red flags: chest pain, breathlessness, weakness of one side, bleeding → ambulance"
        ),
        "clinic": _("Clinic: the nearest in the programme's list, or the one asked for"),
        "time": _("Time: what suits the member, what the clinic has"),
        "bring": _("Tell the member what to bring: passport, policy, earlier results"),
    },
    name=lambda answers: spoken(answers.get("specialty"), "visit"),
)
