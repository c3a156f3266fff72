"""Two kinds of messages that only tests send."""

from datetime import timedelta
from pathlib import Path
from typing import Any

from pult.kernel import clock
from pult.notifications import kinds
from pult.notifications.actions import send
from pult.notifications.kinds import Attachment, Kind

TEMPLATES = Path(__file__).parent / "templates"
CALENDAR = b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n"
PDF = b"%PDF-1.7\n"

GREETING = Kind(
    name="tests.greeting",
    subject="Hello, %(name)s",
    email_template="letters/greeting.txt",
    sms_template="letters/greeting.txt",
    attachments=lambda context: [
        Attachment("visit.ics", CALENDAR, "text/calendar; method=REQUEST"),
        Attachment("policy.pdf", PDF, "application/pdf"),
    ],
    example={"name": "Анна"},
)
CODE = Kind(
    name="tests.code",
    subject="Your code",
    email_template="letters/code.txt",
    sms_template="letters/code.txt",
    example={},
    example_secret="123456",
)
for _kind in (GREETING, CODE):
    kinds.register(_kind)


def put(key: str, **changes: Any) -> bool:
    """A greeting to Anna by e-mail, or as `changes` say."""
    at = clock.now()
    row = {
        "key": key, "channel": "email", "address": "anna@example.ru", "kind": GREETING.name,
        "context": {"name": "Анна"}, "language": "ru", "at": at,
    }  # fmt: skip
    if "secret" in changes:
        row["expires_at"] = at + timedelta(minutes=10)
    return send(**{**row, **changes})
