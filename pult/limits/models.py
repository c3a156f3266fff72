"""Limits of a policy: a counter for each, and the ledger that explains every counter."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from pult.contracts.models import Policy


class LimitCounter(models.Model):
    """How much of one limit a policy has used in one period: what is held and what was given.

    `period` says of which stretch: "2026", "2026-11", "case:<uuid>" or "policy". `cap` is what
    the last caller's programme version allowed; pieces for a count, kopecks for money.
    """

    class Unit(models.TextChoices):
        COUNT = "count", _("times")
        MONEY = "money", _("money")

    policy = models.ForeignKey(Policy, models.PROTECT, related_name="limits")
    limit_code = models.CharField(max_length=60)
    period = models.CharField(max_length=50)
    unit = models.CharField(max_length=5, choices=Unit.choices)
    cap = models.BigIntegerField()
    used = models.BigIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["policy", "limit_code", "period"], name="one_counter_a_limit"
            ),
            # Not `used <= cap`: a new programme version may lower the cap below what is used.
            models.CheckConstraint(condition=models.Q(used__gte=0), name="used_is_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.limit_code} {self.period}"


class LedgerEntry(models.Model):
    """One movement of a counter; append-only. `used` = what was held − what was released.

    `subject_id` is what holds: a line of a letter. `key` names the movement, so that the same one
    is never booked twice on one counter for one subject.
    """

    class Kind(models.TextChoices):
        HOLD = "hold", _("hold")
        CONSUME = "consume", _("consumption")
        RELEASE = "release", _("release")

    id = models.BigAutoField(primary_key=True)
    counter = models.ForeignKey(LimitCounter, models.PROTECT, related_name="entries")
    kind = models.CharField(max_length=7, choices=Kind.choices)
    amount = models.BigIntegerField()
    key = models.CharField(max_length=120)
    subject_id = models.UUIDField()
    at = models.DateTimeField()
    by_id = models.UUIDField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["key", "counter", "subject_id"], name="one_entry_a_key"
            ),
            models.CheckConstraint(condition=models.Q(amount__gt=0), name="something_is_moved"),
        ]
        indexes = [models.Index(fields=["subject_id"], name="entries_of_subject")]
