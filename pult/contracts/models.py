"""Employers, group contracts and the policies of the people insured under them."""

from datetime import date

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.translation import gettext_lazy as _

from pult.clinics.models import Clinic
from pult.contracts.rosters.models import RosterImport  # noqa: F401 Django looks for models here
from pult.kernel import clock
from pult.kernel.ids import new_id
from pult.people.models import Account, Person
from pult.programmes.models import Programme


class Employer(models.Model):
    """A policyholder."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    name = models.CharField(max_length=200)
    city = models.CharField(max_length=100)
    # How this employer's rosters name their columns, as a person corrected it.
    roster_mapping = models.JSONField(default=dict)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Contract(models.Model):
    """A group contract. Its policies are numbered by its own counter."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    number = models.CharField(max_length=30, unique=True)
    employer = models.ForeignKey(Employer, models.PROTECT, related_name="contracts")
    period = DateRangeField()
    default_programme = models.ForeignKey(Programme, models.PROTECT, related_name="+")
    programmes = models.ManyToManyField(Programme, related_name="contracts")
    doctor_curator = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    admin_curator = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    last_policy_number = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["number"]

    def __str__(self) -> str:
        return self.number


class Policy(models.Model):
    """One insured person under one contract: policy, cover, contacts that the employer gave."""

    class Relation(models.TextChoices):
        EMPLOYEE = "employee", _("employee")
        SPOUSE = "spouse", _("spouse")
        CHILD = "child", _("child")
        PARENT = "parent", _("parent")
        RELATIVE = "relative", _("relative")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    number = models.CharField(max_length=40, unique=True)
    contract = models.ForeignKey(Contract, models.PROTECT, related_name="policies")
    person = models.ForeignKey(Person, models.PROTECT, related_name="policies")
    programme = models.ForeignKey(Programme, models.PROTECT, related_name="policies")
    # Half-open in the database; `last_day` is the inclusive one that people see.
    period = DateRangeField()
    relation = models.CharField(
        max_length=10, choices=Relation.choices, default=Relation.EMPLOYEE
    )
    main = models.ForeignKey("self", models.PROTECT, null=True, related_name="dependants")
    mobile = models.CharField(max_length=16, blank=True)
    work_email = models.CharField(max_length=254, blank=True)
    personnel_number = models.CharField(max_length=40, blank=True)
    job = models.CharField(max_length=150, blank=True)
    created_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="one_policy_at_a_time_in_a_contract",
                expressions=[
                    ("contract", RangeOperators.EQUAL),
                    ("person", RangeOperators.EQUAL),
                    ("period", RangeOperators.OVERLAPS),
                ],
            ),
        ]
        indexes = [
            models.Index(
                fields=["mobile"], name="policy_by_mobile", condition=~models.Q(mobile="")
            ),
            models.Index(
                fields=["work_email"], name="policy_by_email", condition=~models.Q(work_email="")
            ),
            models.Index(fields=["contract", "number"], name="policy_of_contract"),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def first_day(self) -> date:
        return self.period.lower

    @property
    def last_day(self) -> date:
        """The last day of cover, inclusive."""
        return self.period.upper - date.resolution

    def is_active_on(self, day: date) -> bool:
        return self.period.lower <= day < self.period.upper


class Attachment(models.Model):
    """A person attached to a clinic (прикрепление); the last day is one of service."""

    policy = models.ForeignKey(Policy, models.CASCADE, related_name="attachments")
    clinic = models.ForeignKey(Clinic, models.PROTECT, related_name="attachments")
    period = DateRangeField()


class Invitation(models.Model):
    """Lets a dependant without work e-mail sign up with their own mobile."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    policy = models.ForeignKey(Policy, models.CASCADE, related_name="invitations")
    mobile = models.CharField(max_length=16)
    token_digest = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    invited_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)


def days(first: date, last: date) -> DateRange:
    """The period from the first to the last day, both of them days of cover."""
    return DateRange(first, last + date.resolution, "[)")
