"""The demo outbox: the row itself is the delivery, and the outbox page shows it."""

from pult.notifications.channels.base import Carrier, Parcel


def _keep(parcel: Parcel) -> None:
    """Nothing leaves."""


DEMO = Carrier(name="demo", ready=lambda: True, send=_keep)
