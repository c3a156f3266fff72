"""Writing the journal."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from pult.journal.models import Entry


def entry(
    *,
    what: str,
    at: datetime,
    account_id: UUID | None,
    role: str = "",
    act: str = Entry.Act.WRITE,
    person_id: UUID | None = None,
    case_id: UUID | None = None,
    subject: str = "",
    **details: Any,
) -> Entry:
    """An entry not yet written. `details` are plain values without personal data."""
    return Entry(
        at=at,
        act=act,
        what=what,
        account_id=account_id,
        role=role,
        person_id=person_id,
        case_id=case_id,
        subject=subject,
        details=details,
    )


def record(**fields: Any) -> None:
    """Write one entry; the fields are those of `entry`."""
    entry(**fields).save(force_insert=True)


def record_many(entries: Iterable[Entry]) -> None:
    """Write many entries in few statements."""
    Entry.objects.bulk_create(entries, batch_size=5000)
