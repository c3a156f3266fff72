"""What a channel is: something that takes a rendered message to an address."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from pult.notifications.kinds import Rendered


@dataclass(frozen=True)
class Parcel:
    """A message ready to leave. `key` is the same in every try, for receivers to compare."""

    key: str
    address: str
    rendered: Rendered
    created_at: datetime


@dataclass(frozen=True)
class Carrier:
    """One way to send. `ready` tells whether it is set up; `send` raises SendingError."""

    name: str
    ready: Callable[[], bool]
    send: Callable[[Parcel], None]


class SendingError(Exception):
    """This message did not leave. `reason` is short and names no person and no address."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason[:200]


class ChannelDown(SendingError):
    """No message would leave now: the peer is unreachable or refuses to serve."""
