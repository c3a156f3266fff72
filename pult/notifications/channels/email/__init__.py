"""E-mail by SMTP."""

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings

from pult.notifications.channels.base import Carrier, ChannelDown, Parcel, SendingError
from pult.notifications.channels.email.letter import letter
from pult.notifications.channels.email.server import Server, server_of

PATIENCE = 15.0


def _send(parcel: Parcel) -> None:
    message = letter(parcel, sender=settings.PULT_MAIL_FROM)
    try:
        with _connected(server_of(settings.PULT_SMTP_URL)) as smtp:
            smtp.send_message(message)
    except smtplib.SMTPRecipientsRefused as error:
        # One bad mailbox says nothing about the channel. The error's own text holds the address.
        codes = {code for code, _ in error.recipients.values()}
        raise SendingError(f"SMTP {min(codes)}: recipient refused") from error
    except smtplib.SMTPResponseException as error:
        raise ChannelDown(f"SMTP {error.smtp_code}") from error
    except (OSError, smtplib.SMTPException) as error:
        raise ChannelDown(type(error).__name__) from error


@contextmanager
def _connected(server: Server) -> Iterator[smtplib.SMTP]:
    context = ssl.create_default_context()
    if server.tls == "implicit":
        smtp: smtplib.SMTP = smtplib.SMTP_SSL(
            server.host, server.port, timeout=PATIENCE, context=context
        )
    else:
        smtp = smtplib.SMTP(server.host, server.port, timeout=PATIENCE)
    with smtp:
        if server.tls == "starttls":
            smtp.starttls(context=context)
        if server.user:
            smtp.login(server.user, server.password)
        yield smtp


EMAIL = Carrier(name="smtp", ready=lambda: bool(settings.PULT_SMTP_URL), send=_send)
