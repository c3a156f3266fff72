"""How each channel fares."""

from datetime import datetime, timedelta

from django.db.models import F, Q

from pult.notifications.live import publish
from pult.notifications.models import ChannelHealth

# So many failures in a row and nothing since: the channel counts as dead.
DEAD_AFTER = 3
# A healthy channel writes its health this often, not with every message.
A_WHILE = timedelta(seconds=10)


def succeeded(channel: str, *, at: datetime) -> None:
    """Note that a message left over `channel`."""
    ChannelHealth.objects.bulk_create([ChannelHealth(channel=channel)], ignore_conflicts=True)
    row = ChannelHealth.objects.filter(channel=channel)
    revived = row.filter(failures_in_a_row__gt=0).update(failures_in_a_row=0, last_success_at=at)
    if revived:
        publish("desk")
        return
    stale = Q(last_success_at=None) | Q(last_success_at__lt=at - A_WHILE)
    row.filter(stale).update(last_success_at=at)


def failed(channel: str, reason: str, *, at: datetime) -> None:
    """Note that `channel` itself failed: unreachable, refusing, not set up."""
    ChannelHealth.objects.bulk_create([ChannelHealth(channel=channel)], ignore_conflicts=True)
    row = ChannelHealth.objects.filter(channel=channel)
    row.update(failures_in_a_row=F("failures_in_a_row") + 1, last_failure_at=at, last_error=reason)
    if row.filter(failures_in_a_row=DEAD_AFTER).exists():
        publish("desk")
