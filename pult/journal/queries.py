"""Reading the journal, newest first, by key."""

from datetime import datetime
from uuid import UUID

from pult.journal.models import Entry

PAGE = 50


def page(
    *, after: int | None = None, act: str = "", person_id: UUID | None = None
) -> tuple[list[Entry], str]:
    """A page of entries and the key of the next ('' at the end)."""
    found = Entry.objects.order_by("-id")
    if after is not None:
        found = found.filter(id__lt=after)
    if act:
        found = found.filter(act=act)
    if person_id is not None:
        found = found.filter(person_id=person_id)
    entries = list(found[: PAGE + 1])
    return entries[:PAGE], str(entries[PAGE - 1].id) if len(entries) > PAGE else ""


def read_lately(*, account_id: UUID | None, case_id: UUID, what: str, since: datetime) -> bool:
    """Whether this account's reading of this case has been noted since `since`."""
    found = Entry.objects.filter(
        case_id=case_id, account_id=account_id, what=what, act=Entry.Act.READ, at__gte=since
    )
    return found.exists()
