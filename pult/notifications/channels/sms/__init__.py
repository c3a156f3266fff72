"""SMS through any gateway that apprise speaks to."""

import logging
from urllib.parse import quote

from django.conf import settings

from pult.notifications.channels.base import Carrier, ChannelDown, Parcel

# apprise writes addresses and answers of gateways to its log.
logging.getLogger("apprise").setLevel(logging.CRITICAL + 1)


def gateway(template: str, *, to: str, key: str) -> str:
    """`PULT_SMS_URL` with {to} and {key} filled in, both quoted for a URL."""
    return template.replace("{to}", quote(to, safe="")).replace("{key}", quote(key, safe=""))


def _send(parcel: Parcel) -> None:
    # Half a second to import, and only the worker sends.
    import apprise  # noqa: PLC0415

    carrier = apprise.Apprise()
    if not carrier.add(gateway(settings.PULT_SMS_URL, to=parcel.address, key=parcel.key)):
        raise ChannelDown("PULT_SMS_URL is not understood")
    if not carrier.notify(body=parcel.rendered.text, body_format=apprise.NotifyFormat.TEXT):
        raise ChannelDown("the gateway did not accept it")


SMS = Carrier(name="sms", ready=lambda: bool(settings.PULT_SMS_URL), send=_send)
