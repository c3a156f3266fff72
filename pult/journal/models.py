"""The journal: who did what, and who read whose file. Append-only, plain ids, no foreign keys."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Entry(models.Model):
    """One write, or one staff reading of a member's file."""

    class Act(models.TextChoices):
        WRITE = "write", _("change")
        READ = "read", _("reading")

    id = models.BigAutoField(primary_key=True)
    at = models.DateTimeField()
    act = models.CharField(max_length=5, choices=Act.choices)
    what = models.CharField(max_length=60)
    account_id = models.UUIDField(null=True)
    role = models.CharField(max_length=30, blank=True)
    person_id = models.UUIDField(null=True)
    case_id = models.UUIDField(null=True)
    subject = models.CharField(max_length=80, blank=True)
    details = models.JSONField(default=dict)

    class Meta:
        indexes = [
            models.Index(fields=["person_id", "-id"], name="journal_by_person"),
            models.Index(fields=["case_id", "-id"], name="journal_by_case"),
            models.Index(fields=["account_id", "-id"], name="journal_by_account"),
            models.Index(fields=["at"], name="journal_by_time"),
        ]
