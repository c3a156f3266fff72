"""Numbers without gaps or repeats."""

from django.db import models


class Sequence(models.Model):
    """A yearly counter, raised by one UPDATE in the transaction that uses the number."""

    name = models.CharField(max_length=40)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["name", "year"], name="sequence_once")]
