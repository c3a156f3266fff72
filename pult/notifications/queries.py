"""Reading the outbox and the health of its channels."""

from uuid import UUID

from django.db.models import F, Q, QuerySet

from pult.notifications.health import DEAD_AFTER
from pult.notifications.models import ChannelHealth, Message


def latest(*, address: str = "", channel: str = "", after: UUID | None = None) -> QuerySet[Message]:
    """Messages, newest first; with `address` in the address, over one channel, older than the
    message `after`."""
    messages = Message.objects.order_by("-id")
    if address:
        messages = messages.filter(address__icontains=address)
    if channel:
        messages = messages.filter(channel=channel)
    if after is not None:
        messages = messages.filter(id__lt=after)
    return messages


def about(subject_id: UUID, kind: str | None = None) -> QuerySet[Message]:
    """Messages about one case or policy, newest first; of one kind, if it is named."""
    messages = Message.objects.filter(subject_id=subject_id).order_by("-created_at")
    return messages.filter(kind=kind) if kind else messages


def dead_channels() -> list[ChannelHealth]:
    """Channels that failed three times in a row or more and have not worked since."""
    silent = Q(last_success_at=None) | Q(last_success_at__lt=F("last_failure_at"))
    return list(
        ChannelHealth.objects.filter(silent, failures_in_a_row__gte=DEAD_AFTER).order_by("channel")
    )
