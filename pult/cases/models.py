"""Cases: what somebody asked for, who owns it, by when, and everything that happened."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.db import models
from django.utils.translation import gettext_lazy as _

from pult.clinics.models import Site, Specialty
from pult.contracts.models import Contract, Policy
from pult.kernel.ids import new_id
from pult.people.models import Account, Person

OPEN_STATES = ["active", "new", "waiting_clinic", "waiting_member"]


class Case(models.Model):
    """A request. Always in exactly one hand: an owner, or a queue."""

    class State(models.TextChoices):
        NEW = "new", _("new")
        ACTIVE = "active", _("in progress")
        WAITING_MEMBER = "waiting_member", _("waiting for the member")
        WAITING_CLINIC = "waiting_clinic", _("waiting for the clinic")
        RESOLVED = "resolved", _("resolved")
        CLOSED = "closed", _("closed")
        CANCELLED = "cancelled", _("cancelled")

    class Queue(models.TextChoices):
        DESK = "desk", _("medical desk")
        DOCTOR_CURATOR = "doctor_curator", _("doctor-curator")
        ADMIN_CURATOR = "admin_curator", _("administrative curator")

    class Priority(models.IntegerChoices):
        LIFE = 0, _("life threat")
        URGENT = 1, _("urgent")
        ROUTINE = 2, _("routine")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    number = models.CharField(max_length=16, unique=True)
    kind = models.CharField(max_length=40)
    title = models.CharField(max_length=200)
    # Unknown when a person whose data did not match asks for help.
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="cases")
    policy = models.ForeignKey(Policy, models.PROTECT, null=True, related_name="cases")
    contract = models.ForeignKey(Contract, models.PROTECT, null=True, related_name="+")
    channel = models.CharField(max_length=10)
    priority = models.PositiveSmallIntegerField(choices=Priority.choices)
    state = models.CharField(max_length=16, choices=State.choices, default=State.NEW)
    queue = models.CharField(max_length=16, choices=Queue.choices)
    owner = models.ForeignKey(Account, models.PROTECT, null=True, related_name="cases")
    lease_until = models.DateTimeField(null=True)
    # The nearest clock that runs; far future while all are paused. Kept by `cases.clocks`.
    deadline = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)
    form = models.JSONField(default=dict)
    outcome = models.CharField(max_length=40, blank=True)
    opened_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    opened_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    # The same request sent twice (a double tap, a retry) opens one case.
    request_key = models.UUIDField(unique=True, null=True)

    class Meta:
        indexes = [
            # What waits, in the order in which it is taken.
            models.Index(
                fields=["queue", "priority", "deadline", "id"],
                name="case_waiting",
                condition=models.Q(owner=None, state="new"),
            ),
            # What somebody has in hand. Cases keep their owner when they end, so the state counts.
            models.Index(
                fields=["owner", "priority", "deadline", "id"],
                name="case_in_hand",
                condition=models.Q(state__in=["active", "waiting_clinic", "waiting_member"]),
            ),
            models.Index(
                fields=["queue", "priority", "deadline", "id"],
                name="case_open",
                condition=models.Q(state__in=OPEN_STATES),
            ),
            # A curator's queue: the open cases of a few contracts.
            models.Index(
                fields=["contract", "queue", "priority", "deadline", "id"],
                name="case_of_contract",
                condition=models.Q(state__in=OPEN_STATES),
            ),
            models.Index(
                fields=["lease_until"],
                name="case_lease",
                condition=models.Q(state="active", lease_until__isnull=False),
            ),
            models.Index(
                fields=["changed_at"],
                name="case_resolved",
                condition=models.Q(state="resolved"),
            ),
            models.Index(fields=["person", "-opened_at"], name="case_of_person"),
        ]

    def __str__(self) -> str:
        return self.number


class CaseClock(models.Model):
    """One promise of time; durable, and standing still while somebody else must act."""

    class Kind(models.TextChoices):
        FIRST_RESPONSE = "first_response", _("first answer")
        RESOLUTION = "resolution", _("resolution")

    case = models.ForeignKey(Case, models.CASCADE, related_name="clocks")
    kind = models.CharField(max_length=16, choices=Kind.choices)
    due_at = models.DateTimeField()
    paused_at = models.DateTimeField(null=True)
    met_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "kind"], name="one_clock_of_a_kind")]


class CaseEvent(models.Model):
    """A line of the timeline; append-only."""

    id = models.BigAutoField(primary_key=True)
    case = models.ForeignKey(Case, models.CASCADE, related_name="events")
    at = models.DateTimeField()
    what = models.CharField(max_length=40)
    by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    by_name = models.CharField(max_length=150, blank=True)
    from_member = models.BooleanField(default=False)
    internal = models.BooleanField(default=False)  # a note that the member never sees
    text = models.TextField(blank=True)
    data = models.JSONField(default=dict)

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["case", "id"], name="event_of_case")]


class ScriptMark(models.Model):
    """A line of the kind's script gone through, or taken back; append-only: the latest counts."""

    id = models.BigAutoField(primary_key=True)
    case = models.ForeignKey(Case, models.CASCADE, related_name="script_marks")
    line = models.CharField(max_length=40)  # its code in the kind
    done = models.BooleanField()
    by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    by_name = models.CharField(max_length=150)
    at = models.DateTimeField()

    class Meta:
        ordering = ["id"]


class CaseFile(models.Model):
    """A file that came with a case, checked by content, served as a download."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, models.CASCADE, related_name="files")
    event = models.ForeignKey(CaseEvent, models.CASCADE, null=True, related_name="files")
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=60)
    size = models.PositiveIntegerField()
    path = models.CharField(max_length=200)
    added_at = models.DateTimeField()


class Visit(models.Model):
    """A booked appointment."""

    class State(models.TextChoices):
        BOOKED = "booked", _("booked")
        CANCELLED = "cancelled", _("cancelled")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="visits")
    person = models.ForeignKey(Person, models.PROTECT, related_name="visits")
    site = models.ForeignKey(Site, models.PROTECT, related_name="visits")
    specialty = models.ForeignKey(Specialty, models.PROTECT, related_name="+")
    doctor_name = models.CharField(max_length=150, blank=True)
    # Set only with a doctor's name: two people may come to "a therapist" at one time.
    doctor_key = models.CharField(max_length=150, null=True)
    slot = DateTimeRangeField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.BOOKED)
    note = models.TextField(blank=True)
    booked_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    booked_at = models.DateTimeField()
    sequence = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="a_person_is_in_one_place",
                expressions=[
                    ("person", RangeOperators.EQUAL),
                    ("slot", RangeOperators.OVERLAPS),
                ],
                condition=models.Q(state="booked"),
            ),
            ExclusionConstraint(
                name="a_doctor_sees_one_person",
                expressions=[
                    ("site", RangeOperators.EQUAL),
                    ("doctor_key", RangeOperators.EQUAL),
                    ("slot", RangeOperators.OVERLAPS),
                ],
                condition=models.Q(state="booked"),
            ),
        ]


class Draft(models.Model):
    """What an operator has typed and not yet sent; survives a lost connection and a lost lease."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="drafts")
    account = models.ForeignKey(Account, models.CASCADE, related_name="+")
    text = models.TextField()
    saved_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "account"], name="one_draft_each")]


class Presence(models.Model):
    """When somebody's page last said that it is open: who is at the desk now."""

    account = models.OneToOneField(Account, models.CASCADE, primary_key=True, related_name="+")
    seen_at = models.DateTimeField(db_index=True)
