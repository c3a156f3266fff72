"""One-time codes: six digits, good once, for ten minutes and five tries.

The page that asks for a code only makes its place, the same for everybody. The worker issues the
code itself when it finds that the address is known. In clear a code stands nowhere but in the
encrypted field of its message.
"""

from datetime import datetime, timedelta
from enum import Enum
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import connection

from pult.enrolment import limits
from pult.enrolment.models import OneTimeCode
from pult.kernel import crypto
from pult.kernel.ids import new_code

LIFETIME = timedelta(minutes=10)
TRIES = 5
AT_ONCE = 5
# Short, since strangers can use up the codes of an address.
WINDOW = timedelta(minutes=15)
PAUSE = timedelta(seconds=60)

Purpose = OneTimeCode.Purpose


class Guess(Enum):
    FITS = "fits"
    WRONG = "wrong"
    CLOSED = "closed"  # too late, or too often: only a new code helps


GUESS = """
UPDATE enrolment_onetimecode SET
    tries_left = tries_left - 1,
    used_at = CASE WHEN digest = %(digest)s THEN %(at)s::timestamptz END
WHERE id = (
    SELECT id FROM enrolment_onetimecode
    WHERE subject_id = %(subject)s AND channel = %(channel)s AND purpose = %(purpose)s
    ORDER BY created_at DESC, id DESC LIMIT 1
) AND tries_left > 0 AND used_at IS NULL AND expires_at > %(at)s
RETURNING used_at IS NOT NULL
"""


def may_ask(*, purpose: str, address: str, at: datetime, device: str = "") -> timedelta:
    """Count one asking for a code to `address`; how long to wait when it is one too many, else 0.

    Five in a quarter of an hour, a minute apart, known or not. `device`: see `known_devices`; a
    browser known to the account at the address has a count of its own.
    """
    who = f"{address}:{device}" if device else address
    rule: dict[str, Any] = {"limit": AT_ONCE, "window": WINDOW, "pause": PAUSE}
    rule |= {"purpose": f"code:{purpose}", "who": who, "at": at}
    return timedelta(0) if limits.spend(**rule) else limits.wait(**rule)


def make_places(*, purpose: str, subject_id: UUID, channels: list[str], at: datetime) -> None:
    """Where the codes of this attempt will stand; earlier ones of it are closed by these."""
    OneTimeCode.objects.bulk_create(
        OneTimeCode(
            purpose=purpose,
            subject_id=subject_id,
            channel=channel,
            created_at=at,
            expires_at=at + LIFETIME,
            tries_left=TRIES,
        )
        for channel in channels
    )


def issue(*, place: OneTimeCode) -> str:
    """A new code for a place that has none; the caller sends it and forgets it."""
    code = new_code()
    place.digest = _digest(place.purpose, place.subject_id, place.channel, code)
    place.save(update_fields=["digest"])
    return code


def newest_places(*, subject_id: UUID, at: datetime) -> list[OneTimeCode]:
    """The latest place of each channel, locked for the one who issues."""
    places = (
        OneTimeCode.objects.select_for_update()
        .filter(subject_id=subject_id, expires_at__gt=at)
        .order_by("created_at", "id")
    )
    return list({place.channel: place for place in places}.values())


def guess(*, purpose: str, subject_id: UUID, channel: str, code: str, at: datetime) -> Guess:
    """Try a code. One statement counts the try and uses the code up, so that parallel guesses
    are counted one by one and a code fits once."""
    with connection.cursor() as cursor:
        cursor.execute(
            GUESS,
            {
                "digest": _digest(purpose, subject_id, channel, code),
                "subject": subject_id,
                "channel": channel,
                "purpose": purpose,
                "at": at,
            },
        )
        row = cursor.fetchone()
    if row is None:
        return Guess.CLOSED
    return Guess.FITS if row[0] else Guess.WRONG


def proven_channels(*, subject_id: UUID) -> set[str]:
    """The channels whose code has been given."""
    used = OneTimeCode.objects.filter(subject_id=subject_id, used_at__isnull=False)
    return set(used.values_list("channel", flat=True))


def _digest(purpose: str, subject_id: UUID, channel: str, code: str) -> str:
    """Bound to its attempt, channel and purpose: a code of one fits no other."""
    return crypto.digest(settings.SECRET_KEY, f"code:{purpose}", f"{subject_id}:{channel}:{code}")
