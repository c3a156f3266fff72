"""The outbox: what is to be told to whom, over which channel, and what became of it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from pult.kernel import clock
from pult.kernel.ids import new_id


class Message(models.Model):
    """One message to one address. Written in the transaction of the change that it tells of."""

    class Channel(models.TextChoices):
        EMAIL = "email", _("e-mail")
        SMS = "sms", _("SMS")

    class State(models.TextChoices):
        DUE = "due", _("waiting to be sent")
        SENT = "sent", _("sent")
        FAILED = "failed", _("not delivered")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    # The receiver sees this key, so a message sent twice is told apart from two messages.
    key = models.CharField(max_length=120, unique=True)
    channel = models.CharField(max_length=10, choices=Channel.choices)
    address = models.CharField(max_length=254)
    # The kind of message names its texts; `context` holds what they need, as plain JSON.
    kind = models.CharField(max_length=60)
    context = models.JSONField(default=dict)
    language = models.CharField(max_length=2, default="ru")
    secret = models.BinaryField(null=True)  # an encrypted one-time code, wiped when sent
    person_id = models.UUIDField(null=True)
    subject_id = models.UUIDField(null=True)  # the case, policy … it is about
    state = models.CharField(max_length=6, choices=State.choices, default=State.DUE)
    attempts = models.PositiveSmallIntegerField(default=0)
    # Attempts that failed for the message's own sake, not because its channel was down.
    rejections = models.PositiveSmallIntegerField(default=0, db_default=0)
    created_at = models.DateTimeField(default=clock.now)
    next_attempt_at = models.DateTimeField(default=clock.now)
    expires_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    error = models.CharField(max_length=200, blank=True)
    via = models.CharField(max_length=10, blank=True)  # what carried it: smtp, sms, demo

    class Meta:
        indexes = [
            models.Index(
                fields=["next_attempt_at"],
                name="message_due",
                condition=models.Q(state="due"),
            ),
            models.Index(fields=["subject_id", "kind"], name="message_by_subject"),
            models.Index(fields=["-created_at"], name="message_newest"),
            models.Index(
                fields=["expires_at"],
                name="message_with_secret",
                condition=models.Q(secret__isnull=False),
            ),
        ]


class ChannelHealth(models.Model):
    """How a channel fares; a dead one is shown to the supervisor."""

    channel = models.CharField(max_length=10, primary_key=True)
    failures_in_a_row = models.PositiveIntegerField(default=0)
    last_success_at = models.DateTimeField(null=True)
    last_failure_at = models.DateTimeField(null=True)
    last_error = models.CharField(max_length=200, blank=True)
