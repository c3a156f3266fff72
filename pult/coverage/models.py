"""Decisions as they were made, and riders: clauses of one member alone."""

from django.contrib.postgres.fields import DateRangeField
from django.db import models
from django.utils.translation import gettext_lazy as _

from pult.contracts.models import Policy
from pult.kernel import clock
from pult.kernel.ids import new_id
from pult.people.models import Account, Person


class Rider(models.Model):
    """A clause that one policy has beside its programme, for a period (docs/coverage.md)."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    policy = models.ForeignKey(Policy, models.PROTECT, related_name="riders")
    period = DateRangeField()
    # {number, text, rules, limits, waits, shares}
    clause = models.JSONField()
    created_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["created_at", "id"]

    def __str__(self) -> str:
        return self.clause["number"]


class Decision(models.Model):
    """An answer that was given, with everything it was made from: it replays bit for bit.

    Append-only by a trigger. What was asked is medical data: read by whoever may read the
    person's file, and never logged.
    """

    class Verdict(models.TextChoices):
        COVERED = "covered", _("covered")
        APPROVAL_NEEDED = "approval_needed", _("approval needed")
        NOT_COVERED = "not_covered", _("not covered")
        INDETERMINATE = "indeterminate", _("unable to say")

    class Channel(models.TextChoices):
        CABINET = "cabinet", _("cabinet")
        DESK = "desk", _("medical desk")
        API = "api", _("another program")
        CONSOLE = "console", _("console")
        LETTER = "letter", _("letter of guarantee")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    at = models.DateTimeField()
    policy = models.ForeignKey(Policy, models.PROTECT, related_name="decisions")
    person = models.ForeignKey(Person, models.PROTECT, related_name="decisions")
    # What was typed, before it became the codes of the question.
    asked = models.CharField(max_length=200)
    question = models.JSONField()
    facts = models.JSONField()
    riders = models.JSONField(default=list)
    # Of the programme's version; '' where none was in force.
    digest = models.CharField(max_length=64, blank=True)
    engine = models.CharField(max_length=16)
    verdict = models.CharField(max_length=16, choices=Verdict.choices)
    answer = models.JSONField()
    account_id = models.UUIDField(null=True)
    channel = models.CharField(max_length=8, choices=Channel.choices)

    class Meta:
        indexes = [
            models.Index(fields=["person", "-id"], name="decision_of_person"),
            models.Index(fields=["digest", "-id"], name="decision_by_digest"),
            models.Index(fields=["at"], name="decision_by_time"),
        ]

    def __str__(self) -> str:
        return str(self.id)
