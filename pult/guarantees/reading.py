"""Reading letters as the staff does: with a line in the journal of whose file was read."""

from datetime import datetime
from uuid import UUID

from pult.guarantees import queries
from pult.guarantees.models import Letter
from pult.kernel.errors import NotVisible
from pult.people.access import Actor
from pult.people.reading import note_reading


def read(*, by: Actor, at: datetime, letter_id: UUID) -> Letter:
    """`queries.letter_for`, journalled."""
    letter = queries.letter_for(by, letter_id, at=at)
    note_reading(
        by=by, person_id=letter.person_id, what="letter.read", at=at, case_id=letter.case_id
    )
    return letter


def download(*, by: Actor, at: datetime, letter_id: UUID) -> tuple[Letter, bytes]:
    """The letter and its signed PDF, journalled. NotVisible also while it is being signed."""
    letter = queries.letter_for(by, letter_id, at=at)
    content = queries.document_of(letter)
    if content is None:
        raise NotVisible
    note_reading(
        by=by, person_id=letter.person_id, what="letter.downloaded", at=at, case_id=letter.case_id
    )
    return letter, content


def check_at_clinic(*, by: Actor, at: datetime, token: str) -> Letter:
    """`queries.checked_for_clinic`, journalled."""
    letter = queries.checked_for_clinic(by, token)
    note_reading(
        by=by, person_id=letter.person_id, what="letter.checked", at=at, case_id=letter.case_id
    )
    return letter
