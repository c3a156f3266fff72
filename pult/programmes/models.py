"""Programmes: what is insured, in the programme's own words."""

from datetime import date

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, DateRangeField, RangeOperators
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from pult.clinics.models import Clinic
from pult.kernel import clock
from pult.kernel.ids import new_id
from pult.people.models import Account


class Programme(models.Model):
    """An insurance programme as sold."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    code = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=120, unique=True)
    city = models.CharField(max_length=100)
    serves = models.TextField(blank=True)
    territory = models.TextField(blank=True)
    payment_rule = models.TextField(blank=True)
    bonuses = ArrayField(models.CharField(max_length=40), default=list)
    # The version that the rows of this programme tell.
    shown_version = models.ForeignKey(
        "ProgrammeVersion", models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    @property
    def quoted(self) -> str:
        """The name in quotation marks, also when it was given with them."""
        return f"«{self.name.strip('«»')}»"


class Section(models.Model):
    """One kind of care in a programme, with its way in and its list of clinics."""

    class Kind(models.TextChoices):
        OUTPATIENT = "outpatient", _("outpatient care")
        HOME = "home", _("doctor at home")
        DENTAL = "dental", _("dental care")
        AMBULANCE = "ambulance", _("ambulance")
        EMERGENCY_INPATIENT = "emergency_inpatient", _("emergency hospital care")
        PLANNED_INPATIENT = "planned_inpatient", _("planned hospital care")
        TELEMEDICINE = "telemedicine", _("telemedicine")
        TRAUMA = "trauma", _("trauma point")
        RESEARCH_CENTRE = "research_centre", _("research centres")
        HIGH_TECH = "high_tech", _("high-tech care")
        SECOND_OPINION = "second_opinion", _("second opinion")
        REHABILITATION = "rehabilitation", _("rehabilitation")

    class Access(models.TextChoices):
        DIRECT = "direct", _("directly at the clinic or through the desk")
        DESK = "desk", _("through the medical desk")
        APPROVAL = "approval", _("with the desk's approval")
        PARTNER = "partner", _("with our partner")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    programme = models.ForeignKey(Programme, models.CASCADE, related_name="sections")
    kind = models.CharField(max_length=24, choices=Kind.choices)
    access = models.CharField(max_length=10, choices=Access.choices)
    number = models.CharField(max_length=12)
    title = models.CharField(max_length=200)
    zone = models.CharField(max_length=200, blank=True)
    clinics = models.ManyToManyField(Clinic, related_name="sections")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "kind"], name="section_once_a_programme")
        ]

    def __str__(self) -> str:
        return self.title


class Clause(models.Model):
    """A numbered sentence of a programme: a volume of services, or an exclusion."""

    class Kind(models.TextChoices):
        VOLUME = "volume", _("volume of services")
        EXCLUSION = "exclusion", _("exclusion")
        CONDITION = "condition", _("condition")

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="clauses")
    section = models.ForeignKey(Section, models.CASCADE, null=True, related_name="clauses")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    number = models.CharField(max_length=12)
    text = models.TextField()
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "number"], name="clause_number_once")
        ]

    def __str__(self) -> str:
        return self.number


class ProgrammeVersion(models.Model):
    """The whole of a programme as one document (docs/coverage.md), drafted or published.

    A trigger keeps a published version as it is: only the end of its period may be brought
    forward. Its digest is the SHA-256 of the document's canonical JSON.
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        PUBLISHED = "published", _("published")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    programme = models.ForeignKey(Programme, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    # Half-open; without an end while no later version is published; empty when another version
    # took its place before it came into force.
    period = DateRangeField(null=True)
    document = models.JSONField()
    digest = models.CharField(max_length=64)
    note = models.CharField(max_length=300, blank=True)
    source = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    created_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField(default=clock.now)
    changed_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    changed_at = models.DateTimeField(default=clock.now)
    changed_what = models.CharField(max_length=300, blank=True)  # the clauses of the last saving
    published_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    published_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["programme", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "number"], name="version_number_once"),
            models.CheckConstraint(
                name="version_published_has_period",
                condition=Q(state="draft", period=None, published_at=None)
                | Q(state="published", period__isnull=False, published_at__isnull=False),
            ),
            models.CheckConstraint(name="version_starts", condition=Q(period__lower_inf=False)),
            models.CheckConstraint(
                name="version_digest_is_sha256", condition=Q(digest__regex="^[0-9a-f]{64}$")
            ),
            ExclusionConstraint(
                name="one_version_in_force",
                expressions=[
                    ("programme", RangeOperators.EQUAL),
                    ("period", RangeOperators.OVERLAPS),
                ],
                condition=Q(state="published"),
            ),
        ]
        indexes = [models.Index(fields=["digest"], name="version_by_digest")]

    def __str__(self) -> str:
        return f"{self.document['title']}, {self.number}"

    @property
    def is_draft(self) -> bool:
        return self.state == self.State.DRAFT

    @property
    def first_day(self) -> date | None:
        """The first day in force; None for a draft and for a version replaced before its day."""
        return None if self.period is None else self.period.lower

    @property
    def last_day(self) -> date | None:
        """The last day in force, inclusive; None without an end."""
        end = None if self.period is None else self.period.upper
        return end - date.resolution if end else None

    def is_in_force_on(self, day: date) -> bool:
        return self.period is not None and day in self.period
