"""Every channel, in one table: add a folder and a line."""

from django.conf import settings

from pult.notifications.channels.base import Carrier, ChannelDown
from pult.notifications.channels.demo import DEMO
from pult.notifications.channels.email import EMAIL
from pult.notifications.channels.sms import SMS

CHANNELS: dict[str, Carrier] = {
    "email": EMAIL,
    "sms": SMS,
}


def carrier(channel: str) -> Carrier:
    """What carries the messages of `channel` now. Raises ChannelDown when nothing does.

    In demo mode a channel that is not set up ends in the demo outbox.
    """
    found = CHANNELS[channel]
    if found.ready():
        return found
    if settings.PULT_DEMO:
        return DEMO
    raise ChannelDown("not set up")
