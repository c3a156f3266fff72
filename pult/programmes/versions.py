"""Writing a programme's versions: drafts, their publication, and what is no longer wanted."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, OperationalError, transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import Max
from django.utils import formats
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from psycopg.errors import DeadlockDetected, ExclusionViolation

from pult.journal import actions as journal
from pult.kernel import clock
from pult.kernel.errors import Forbidden, NotVisible, Refusal, Stale
from pult.people.access import Actor, Can
from pult.programmes import projection
from pult.programmes.differences import changed_clauses
from pult.programmes.models import Programme, ProgrammeVersion
from pult.programmes.names import names_of
from pult.programmes.review import review
from pult.programmes.rules.document import Document, Mistake, digest, parse, to_data
from pult.programmes.telling import groups

State = ProgrammeVersion.State


@transaction.atomic
def create_draft(
    *, programme: Programme, document: dict[str, Any], by: Actor, at: datetime,
    source: ProgrammeVersion | None = None, note: str = "",
) -> ProgrammeVersion:  # fmt: skip
    """A draft of the programme, its next version by number. Refusal for a mistaken document."""
    _allow(by)
    read = _read(document, programme)
    Programme.objects.select_for_update().get(id=programme.id)  # numbers come one by one
    last = programme.versions.aggregate(Max("number"))["number__max"] or 0
    data = to_data(read)
    draft = ProgrammeVersion.objects.create(
        programme=programme,
        number=last + 1,
        document=data,
        digest=digest(data),
        note=note,
        source=source,
        created_by_id=by.account_id,
        created_at=at,
        changed_by_id=by.account_id,
        changed_at=at,
    )
    record("programme.drafted", draft, by, at)
    return draft


def draft_from(*, version: ProgrammeVersion, by: Actor, at: datetime) -> ProgrammeVersion:
    """A draft that begins as a published version is."""
    if version.is_draft:
        raise Refusal(_("A draft begins from a published version."))
    return create_draft(
        programme=version.programme, document=version.document, source=version, by=by, at=at
    )


@transaction.atomic
def save_draft(
    *, draft_id: UUID, version: int, document: dict[str, Any], by: Actor, at: datetime,
    note: str | None = None,
) -> ProgrammeVersion:  # fmt: skip
    """Put `document` in place of the draft's. Refusal for a mistake in it, Stale for one who
    opened the draft before somebody else saved it."""
    draft = _draft(draft_id, version, by)
    data = to_data(_read(document, draft.programme))
    clauses = changed_clauses(draft.document, data)
    draft.document, draft.digest = data, digest(data)
    draft.note = draft.note if note is None else note
    draft.changed_by_id, draft.changed_at = by.account_id, at
    draft.changed_what = ", ".join(clauses)[:300]
    draft.version += 1
    draft.save()
    record("programme.changed", draft, by, at, clauses=clauses)
    return draft


@transaction.atomic
def discard(*, draft_id: UUID, version: int, by: Actor, at: datetime) -> None:
    """Throw a draft away. Its number is not given again while a later one stands."""
    draft = _draft(draft_id, version, by)
    record("programme.discarded", draft, by, at)
    draft.delete()


def publish(
    *, draft_id: UUID, version: int, valid_from: date, by: Actor, at: datetime
) -> ProgrammeVersion:
    """Put a draft in force from a day, until the next published version's first day if there is
    one. The version in force until then ends the day before. Of two that publish at once one wins.
    """
    try:
        with transaction.atomic():
            return _publish(_draft(draft_id, version, by), valid_from, by, at)
    except (IntegrityError, OperationalError) as error:
        if isinstance(error.__cause__, ExclusionViolation | DeadlockDetected):
            raise _outrun() from error
        raise


@transaction.atomic
def write(
    *, document: dict[str, Any], valid_from: date, by: Actor, at: datetime, note: str = ""
) -> ProgrammeVersion:
    """Have a programme say `document`: made if it is new, published unless it says so already.

    A programme that is in force already changes from today on, a new one begins at `valid_from`.
    """
    _allow(by)
    read = parsed(document)
    programme, made = Programme.objects.get_or_create(
        code=read.code, defaults={"name": read.title, "city": read.city}
    )
    latest = programme.versions.filter(state=State.PUBLISHED).order_by("-published_at").first()
    if latest is not None and latest.digest == digest(to_data(read)):
        projection.project(programme_id=programme.id, day=clock.day_of(at))
        return latest
    draft = create_draft(programme=programme, document=document, by=by, at=at, note=note)
    first = valid_from if latest is None else max(valid_from, clock.day_of(at))
    return publish(draft_id=draft.id, version=draft.version, valid_from=first, by=by, at=at)


def parsed(document: object) -> Document:
    """The document, or a Refusal that says in the reader's language what is wrong and where."""
    try:
        return parse(document)
    except Mistake as mistake:
        told = _now(mistake.what) % mistake.values
        raise Refusal(f"{mistake.where}: {told}" if mistake.where else told) from mistake


def _publish(draft: ProgrammeVersion, first: date, by: Actor, at: datetime) -> ProgrammeVersion:
    document = parsed(draft.document)
    if digest(draft.document) != draft.digest:
        raise Refusal(_("The draft is damaged: its hash does not fit. Save it once more."))
    _pass_gate(document)
    draft.period = _make_room(draft, first, clock.day_of(at))
    draft.state = State.PUBLISHED
    draft.published_by_id, draft.published_at = by.account_id, at
    draft.save()
    record("programme.published", draft, by, at, valid_from=first.isoformat(), digest=draft.digest)
    projection.project(programme_id=draft.programme_id, day=clock.day_of(at))
    return draft


def _pass_gate(document: Document) -> None:
    """Refusal with the first thing that forbids publishing, and how much more there is."""
    found = review(document)
    if not found.forbid:
        return
    forbidding = [
        finding
        for group in groups(found, names_of(document))
        if group.forbids
        for finding in group.findings
    ]
    rest = len(forbidding) - 1
    more = ngettext(
        "And %(count)s more finding forbids it.", "And %(count)s more findings forbid it.", rest
    )
    told = _("Not published. %(finding)s") % {"finding": forbidding[0]}
    raise Refusal(f"{told} {more % {'count': rest}}" if rest else told)


def _make_room(draft: ProgrammeVersion, first: date, today: date) -> DateRange:
    """The draft's period; the version in force on its first day ends the day before."""
    published = ProgrammeVersion.objects.filter(
        programme_id=draft.programme_id, state=State.PUBLISHED
    )
    if first < today and published.exists():
        raise Refusal(
            _("A version comes into force today or later: decisions were made by the one before."),
            field="valid_from",
        )
    before = published.filter(period__contains=first).first()
    later = published.filter(period__startswith__gt=first).order_by("period").first()
    if before is not None:
        _shorten(before, first)
    return DateRange(first, later.period.lower if later else None, "[)")


def _shorten(before: ProgrammeVersion, end: date) -> None:
    """One that would begin on the same day never comes into force."""
    begun = before.period.lower < end
    period = DateRange(before.period.lower, end, "[)") if begun else DateRange(empty=True)
    same = ProgrammeVersion.objects.filter(id=before.id, period=before.period)
    if not same.update(period=period):
        raise _outrun()


def _outrun() -> Refusal:
    return Refusal(
        _("Another version of this programme has just been published; look at it, then publish.")
    )


def _draft(draft_id: UUID, version: int, by: Actor) -> ProgrammeVersion:
    """The draft, locked. NotVisible; Refusal once it is published; Stale for another `version`."""
    _allow(by)
    locked = ProgrammeVersion.objects.select_for_update(of=("self",)).filter(id=draft_id)
    draft = locked.select_related("programme", "changed_by").first()
    if draft is None:
        raise NotVisible
    if not draft.is_draft:
        raise Refusal(_("This version is published and does not change; make a draft from it."))
    if draft.version != version:
        raise _stale(draft)
    return draft


def _stale(draft: ProgrammeVersion) -> Stale:
    words = {
        "name": draft.changed_by.display_name if draft.changed_by else "—",
        "time": formats.time_format(draft.changed_at.astimezone(clock.MOSCOW), "H:i"),
        "what": draft.changed_what or "—",
    }
    told = _("Meanwhile, at %(time)s, %(name)s changed this draft: %(what)s. Your text is below.")
    return Stale(told % words, current=draft.version)


def _read(document: object, programme: Programme) -> Document:
    read = parsed(document)
    if read.code != programme.code:
        told = _("This document is of the programme “%(code)s”, not of this one.")
        raise Refusal(told % {"code": read.code})
    projection.check(read)
    return read


def _allow(by: Actor) -> None:
    if not by.can(Can.RUN_OFFICE):
        raise Forbidden(_("Only the insurer's office may do this."))


def record(what: str, version: ProgrammeVersion, by: Actor, at: datetime, **details: Any) -> None:
    journal.record(
        what=what,
        at=at,
        account_id=by.account_id,
        role=by.role,
        subject=f"{version.programme.code}/{version.number}",
        **details,
    )
