"""Reading the journal, newest first, by key."""

from datetime import date, datetime, time, timedelta
from uuid import UUID

from pult.journal.models import Entry
from pult.kernel import clock

PAGE = 50


def page(
    *,
    after: int | None = None,
    act: str = "",
    account_id: UUID | None = None,
    person_id: UUID | None = None,
    case_id: UUID | None = None,
    day: date | None = None,
) -> tuple[list[Entry], str]:
    """A page of entries and the key of the next ('' at the end). `day` is a day in Moscow."""
    found = Entry.objects.order_by("-id")
    if after is not None:
        found = found.filter(id__lt=after)
    if act:
        found = found.filter(act=act)
    ids = {"account_id": account_id, "person_id": person_id, "case_id": case_id}
    found = found.filter(**{name: value for name, value in ids.items() if value is not None})
    if day is not None:
        starts = datetime.combine(day, time(), tzinfo=clock.MOSCOW)
        found = found.filter(at__gte=starts, at__lt=starts + timedelta(days=1))
    entries = list(found[: PAGE + 1])
    return entries[:PAGE], str(entries[PAGE - 1].id) if len(entries) > PAGE else ""


def read_lately(*, account_id: UUID | None, case_id: UUID, what: str, since: datetime) -> bool:
    """Whether this account's reading of this case has been noted since `since`."""
    found = Entry.objects.filter(
        case_id=case_id, account_id=account_id, what=what, act=Entry.Act.READ, at__gte=since
    )
    return found.exists()
