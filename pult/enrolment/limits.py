"""How often something may be tried: by account or address and purpose, never by network address.

One statement counts and decides, so that parallel tries are counted one by one.
"""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import connection
from django.db.models import F
from django.db.models.functions import Greatest

from pult.enrolment.models import Tally
from pult.kernel import crypto

NO_PAUSE = timedelta(0)

SPEND = """
INSERT INTO enrolment_tally AS tally (key, started_at, last_at, count)
VALUES (%(key)s, %(at)s, %(at)s, 1)
ON CONFLICT (key) DO UPDATE SET
    count = CASE WHEN tally.started_at <= %(old)s THEN 1 ELSE tally.count + 1 END,
    started_at = CASE WHEN tally.started_at <= %(old)s THEN %(at)s ELSE tally.started_at END,
    last_at = %(at)s
WHERE (tally.started_at <= %(old)s OR tally.count < %(limit)s) AND tally.last_at <= %(rested)s
RETURNING count
"""


def spend(
    *,
    purpose: str,
    who: str,
    limit: int,
    window: timedelta,
    at: datetime,
    pause: timedelta = NO_PAUSE,
) -> bool:
    """Count one try of `who` for `purpose`; False, and nothing counted, when it is one too many.

    At most `limit` tries in a `window` that starts with the first, at least `pause` apart.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            SPEND,
            {
                "key": _key(purpose, who),
                "at": at,
                "old": at - window,
                "rested": at - pause,
                "limit": limit,
            },
        )
        return cursor.fetchone() is not None


def wait(
    *, purpose: str, who: str, limit: int, window: timedelta, pause: timedelta, at: datetime
) -> timedelta:
    """How long `who` has to wait until `spend` with the same limits allows another try."""
    tally = Tally.objects.filter(key=_key(purpose, who)).first()
    if tally is None:
        return timedelta(0)
    full = tally.started_at + window - at if tally.count >= limit else timedelta(0)
    return max(full, tally.last_at + pause - at, timedelta(0))


def give_back(*, purpose: str, who: str) -> None:
    """Uncount one try: it succeeded, and only failures are limited."""
    Tally.objects.filter(key=_key(purpose, who)).update(count=Greatest(F("count") - 1, 0))


def _key(purpose: str, who: str) -> str:
    return crypto.digest(settings.SECRET_KEY, f"tally:{purpose}", who.casefold())
