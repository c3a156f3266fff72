"""Writing the journal."""

import json
from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

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


def record_each(
    rows: Iterable[tuple[UUID, str, dict[str, Any]]],
    *,
    what: str,
    at: datetime,
    account_id: UUID | None,
    role: str = "",
) -> None:
    """One entry a person in a single statement, for lists of thousands.

    `rows` are person id, subject and details.
    """
    people = list(rows)
    if not people:
        return
    with connection.cursor() as cursor:
        cursor.execute(
            """
            INSERT INTO journal_entry
                (at, act, what, account_id, role, person_id, subject, details)
            SELECT %s, %s, %s, %s, %s, person_id, subject, details::jsonb
            FROM unnest(%s::uuid[], %s::text[], %s::text[]) AS t (person_id, subject, details)
            """,
            [
                at,
                Entry.Act.WRITE.value,
                what,
                account_id,
                role,
                [person_id for person_id, _, _ in people],
                [subject for _, subject, _ in people],
                [json.dumps(details) for _, _, details in people],
            ],
        )
