"""A roster that somebody sent: what was found in it and what became of it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from pult.contracts.rosters.messages import UNUSABLE
from pult.kernel import clock
from pult.kernel.ids import new_id


class RosterImport(models.Model):
    """One file for one contract, from sending to applying. The file itself stands in `uploads`
    under `token` until it is applied, or for a day."""

    class State(models.TextChoices):
        READING = "reading", _("being read")
        PREVIEWED = "previewed", _("waiting for your decision")
        APPLYING = "applying", _("being applied")
        APPLIED = "applied", _("applied")
        FAILED = "failed", _("not usable")
        EXPIRED = "expired", _("not applied in time")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    contract = models.ForeignKey(
        "contracts.Contract", models.PROTECT, related_name="roster_imports"
    )
    file_name = models.CharField(max_length=255)
    token = models.CharField(max_length=64, blank=True)
    by_account_id = models.UUIDField(null=True)
    by_name = models.CharField(max_length=150, blank=True)
    created_at = models.DateTimeField(default=clock.now)
    applied_at = models.DateTimeField(null=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.READING)
    progress = models.PositiveSmallIntegerField(default=0)
    # The list is complete: who is missing from it is ended.
    full = models.BooleanField(default=False)
    skip_bad = models.BooleanField(default=False)
    # Somebody agreed to a full list that ends many.
    accept_endings = models.BooleanField(default=False, db_default=False)
    # The row of the titles, where a person had to show it; 0: the list has none.
    titles_row = models.PositiveSmallIntegerField(null=True)
    # Header text → meaning, as a person corrected it for this file.
    mapping = models.JSONField(default=dict)
    counts = models.JSONField(default=dict)
    # Why the file as a whole cannot be used: a code of `messages.UNUSABLE` and its parameters.
    failure = models.JSONField(default=dict)
    # Errors, warnings and changes for the page, encrypted: they quote cells.
    report = models.BinaryField(null=True)

    class Meta:
        ordering = ["-created_at"]
        indexes = [models.Index(fields=["contract", "-created_at"], name="roster_of_contract")]

    def __str__(self) -> str:
        return self.file_name

    @property
    def why(self) -> str:
        """Why the file cannot be used, in the reader's language."""
        code = self.failure.get("code", "")
        return str(UNUSABLE[code]) % self.failure.get("params", {}) if code else ""
