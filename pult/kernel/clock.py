"""The only place that reads the clock."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

MOSCOW = ZoneInfo("Europe/Moscow")


def now() -> datetime:
    """The present moment, aware, in UTC."""
    return datetime.now(UTC)


def today(zone: ZoneInfo = MOSCOW) -> date:
    """Today's date as people in `zone` see it."""
    return now().astimezone(zone).date()


def day_of(at: datetime, zone: ZoneInfo = MOSCOW) -> date:
    """The date of a moment as people in `zone` see it."""
    return at.astimezone(zone).date()
