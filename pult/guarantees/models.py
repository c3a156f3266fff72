"""Letters of guarantee: what the insurer promises a clinic to pay, and what became of it."""

from datetime import date
from typing import Any

from django.contrib.postgres.fields import DateRangeField
from django.db import models
from django.db.models.functions import Upper
from django.utils.translation import gettext_lazy as _

from pult.clinics.models import Clinic
from pult.contracts.models import Policy
from pult.coverage.models import Decision
from pult.kernel.ids import new_id
from pult.people.models import Account, Person

OPEN_STATES = ["active", "pending"]


class Letter(models.Model):
    """One letter, to one clinic about one person (a refusal: to the person)."""

    class Kind(models.TextChoices):
        GUARANTEE = "guarantee", _("letter of guarantee")
        SUPPLEMENTARY = "supplementary", _("supplementary letter")
        REFUSAL = "refusal", _("refusal")
        ATTACH = "attach", _("attachment")
        DETACH = "detach", _("detachment")
        ANNUL = "annul", _("annulment")

    class State(models.TextChoices):
        PENDING = "pending", _("being signed")
        ACTIVE = "active", _("in force")
        EXHAUSTED = "exhausted", _("used up")
        EXPIRED = "expired", _("expired")
        CANCELLED = "cancelled", _("annulled")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    number = models.CharField(max_length=30, unique=True)
    kind = models.CharField(max_length=13, choices=Kind.choices)
    state = models.CharField(max_length=9, choices=State.choices, default=State.PENDING)
    version = models.PositiveIntegerField(default=1)
    # Cases stand above letters: plain values.
    case_id = models.UUIDField(null=True)
    case_number = models.CharField(max_length=16, blank=True)
    policy = models.ForeignKey(Policy, models.PROTECT, related_name="letters")
    person = models.ForeignKey(Person, models.PROTECT, related_name="letters")
    contract_number = models.CharField(max_length=30)
    programme_digest = models.CharField(max_length=64, blank=True)
    decision = models.ForeignKey(Decision, models.PROTECT, null=True, related_name="letters")
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="children")
    clinic = models.ForeignKey(Clinic, models.PROTECT, null=True, related_name="letters")
    diagnosis = models.CharField(max_length=200, blank=True)
    # Half-open in the database; null for a letter that does not end: a refusal, an annulment.
    period = DateRangeField(null=True)
    amount_limit = models.BigIntegerField(null=True)  # kopecks
    conditions = models.TextField(blank=True)
    # Of a refusal: the clause with its words, why, what is covered instead. Of an annulment: why.
    clause = models.CharField(max_length=12, blank=True)
    clause_text = models.TextField(blank=True)
    reason = models.TextField(blank=True)
    alternative = models.TextField(blank=True)
    signatory = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    signatory_name = models.CharField(max_length=150)
    signatory_post = models.CharField(max_length=150)
    issued_at = models.DateTimeField()
    # In the QR of the printed letter; looked up by digest, kept to print it again.
    token_digest = models.CharField(max_length=64, unique=True)
    token_cipher = models.BinaryField()
    # The same request sent twice issues one letter.
    request_key = models.UUIDField(unique=True, null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(amount_limit=None) | models.Q(amount_limit__gt=0),
                name="an_amount_limit_is_something",
            ),
        ]
        indexes = [
            models.Index(fields=["person", "-id"], name="letter_of_person"),
            models.Index(fields=["clinic", "-id"], name="letter_of_clinic"),
            models.Index(
                fields=["case_id"],
                name="letter_of_case",
                condition=models.Q(case_id__isnull=False),
            ),
            models.Index(
                Upper("period"),
                name="letter_to_expire",
                condition=models.Q(state__in=OPEN_STATES),
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def first_day(self) -> date | None:
        return self.period.lower if self.period else None

    @property
    def last_day(self) -> date | None:
        """The last day on which it serves, inclusive: its own, or that of a policy that ended
        earlier than it was to when the letter was issued."""
        if not self.period:
            return None
        return min(self.period.upper - date.resolution, self.policy.last_day)

    def serves_on(self, day: date) -> bool:
        """Whether it is a letter in force that the day falls into."""
        if self.state != self.State.ACTIVE or not self.period:
            return False
        assert self.last_day is not None
        return self.period.lower <= day <= self.last_day


class LetterLine(models.Model):
    """A service that a letter promises."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    letter = models.ForeignKey(Letter, models.PROTECT, related_name="lines")
    position = models.PositiveSmallIntegerField()
    service_code = models.CharField(max_length=40)
    title_ru = models.CharField(max_length=300)
    quantity = models.PositiveIntegerField(default=1)
    price = models.BigIntegerField(null=True)  # kopecks, of one
    used = models.PositiveIntegerField(default=0)
    clause = models.CharField(max_length=12, blank=True)
    # What the whole line holds: [{limit_code, period, cap, unit, amount}].
    needs = models.JSONField(default=list)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["letter", "position"], name="one_line_a_position"),
            models.CheckConstraint(
                condition=models.Q(quantity__gt=0, used__lte=models.F("quantity")),
                name="not_used_beyond_its_quantity",
            ),
        ]

    def __str__(self) -> str:
        return self.title_ru

    @property
    def left(self) -> int:
        return self.quantity - self.used


class LetterEvent(models.Model):
    """What happened to a letter; append-only."""

    id = models.BigAutoField(primary_key=True)
    letter = models.ForeignKey(Letter, models.PROTECT, related_name="events")
    at = models.DateTimeField()
    what = models.CharField(max_length=20)
    by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    by_name = models.CharField(max_length=150, blank=True)
    # The same report of a given service sent twice is one.
    key = models.UUIDField(null=True)
    data: Any = models.JSONField(default=dict)

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["letter", "key"], name="one_event_a_key")]


class LetterPdf(models.Model):
    """The signed document as it left. In the database, so that it comes and goes with its row."""

    letter = models.OneToOneField(Letter, models.PROTECT, primary_key=True, related_name="document")
    content = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    signed = models.BooleanField()
    certificate = models.CharField(max_length=64)  # SHA-256 of whose key signed it
    made_at = models.DateTimeField()
