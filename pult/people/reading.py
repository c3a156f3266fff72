"""Noting that somebody of the staff has read a member's file (152-FZ: every read is logged)."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from pult.journal.actions import entry, record, record_many
from pult.people.access import Actor


def note_reading(
    *, by: Actor, person_id: UUID, what: str, at: datetime, case_id: UUID | None = None
) -> None:
    """Journal that `by` has read `what` (`member`, `case`, `policy` …) of a person, and in which
    case. Members reading their own file, or their child's, are not noted."""
    if by.is_system or not by.is_staff or by.person_id == person_id:
        return
    record(
        what=what,
        at=at,
        act="read",
        account_id=by.account_id,
        role=by.role,
        person_id=person_id,
        case_id=case_id,
    )


def note_listing(*, by: Actor, person_ids: Iterable[UUID], what: str, at: datetime) -> None:
    """Journal that `by` was shown each of these people in a list, in one statement."""
    if by.is_system or not by.is_staff:
        return
    record_many(
        entry(
            what=what,
            at=at,
            act="read",
            account_id=by.account_id,
            role=by.role,
            person_id=person_id,
        )
        for person_id in dict.fromkeys(person_ids)
    )
