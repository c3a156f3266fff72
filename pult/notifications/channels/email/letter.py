"""A parcel as a letter of RFC 5322."""

from email.headerregistry import ContentTypeHeader
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr

from pult.kernel import crypto
from pult.notifications.channels.base import Parcel
from pult.notifications.kinds import Attachment


def letter(parcel: Parcel, *, sender: str) -> EmailMessage:
    """The letter; every try has the same Message-ID and date, so that a repeated one is seen as
    one letter (RFC 5322, 3.6.4). `Auto-Submitted` keeps out-of-office answers away (RFC 3834)."""
    message = EmailMessage(policy=SMTP.clone(max_line_length=78))
    message["From"] = sender
    message["To"] = parcel.address
    message["Subject"] = parcel.rendered.subject
    message["Date"] = format_datetime(parcel.created_at)
    message["Message-ID"] = message_id(parcel.key, sender)
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(parcel.rendered.text, cte="quoted-printable")
    if parcel.rendered.html:
        message.add_alternative(parcel.rendered.html, subtype="html", cte="quoted-printable")
    for attachment in parcel.rendered.attachments:
        _attach(message, attachment)
    return message


def message_id(key: str, sender: str) -> str:
    """Made from the message's key; the key itself does not show."""
    domain = parseaddr(sender)[1].rpartition("@")[2] or "localhost"
    return f"<{crypto.digest(domain, 'message-id', key)[:40]}@{domain}>"


def _attach(message: EmailMessage, attachment: Attachment) -> None:
    header = SMTP.header_factory("Content-Type", attachment.kind)
    assert isinstance(header, ContentTypeHeader)
    name, params = attachment.name, dict(header.params)
    if header.maintype == "text":
        params.pop("charset", None)
        message.add_attachment(
            attachment.content.decode(), subtype=header.subtype, filename=name, params=params,
            cte="base64",
        )  # fmt: skip
    else:
        message.add_attachment(
            attachment.content, header.maintype, header.subtype, filename=name, params=params
        )
