"""A list sent to the office: kept, previewed, decided upon, applied; or given up after a day."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from pult.contracts.models import Contract
from pult.contracts.rosters import actions, report, uploads
from pult.contracts.rosters.columns import BY_KEY
from pult.contracts.rosters.files import Table, check_size, first_rows, open_bytes
from pult.contracts.rosters.header import Mapping
from pult.contracts.rosters.models import RosterImport
from pult.contracts.rosters.plan import Plan
from pult.contracts.rosters.progress import silent
from pult.contracts.rosters.rows import Roster
from pult.contracts.rosters.told import Hints
from pult.contracts.rosters.unusable import UnusableFile
from pult.journal.actions import record
from pult.kernel import clock
from pult.kernel.crypto import InvalidToken
from pult.kernel.errors import Forbidden, Refusal, Stale
from pult.people.access import Actor, Can

State = RosterImport.State
AT_ONCE = 200 * 1024  # a larger file is read and applied by the worker
KEPT = timedelta(days=1)
Progress = Callable[[int], None]


def send(
    *, contract: Contract, file_name: str, content: bytes, by: Actor, at: datetime
) -> RosterImport:
    """Keep a list for its preview. Raises UnusableFile for one that is too large or empty."""
    _check(by)
    check_size(len(content))
    roster = RosterImport.objects.create(
        contract=contract,
        file_name=file_name[:255],
        token=uploads.keep(content),
        by_account_id=by.account_id,
        by_name=by.name[:150],
        created_at=at,
    )
    record(
        what="roster.sent",
        at=at,
        account_id=by.account_id,
        role=by.role,
        subject=contract.number,
    )
    return roster


def is_small(roster: RosterImport) -> bool:
    """Whether its page may wait for it."""
    try:
        return uploads.size(roster.token) <= AT_ONCE
    except OSError:
        return True


def preview(*, import_id: UUID, at: datetime, progress: Progress = silent) -> None:
    """Read and compare a list that is `reading`; nothing of the contract changes."""
    roster = _in_state(import_id, State.READING)
    if roster is None:
        return
    try:
        table, people = _read(roster, at)
        progress(60)
        # The page shows the endings beside the choice that brings them.
        plan = actions.compare(
            roster=people,
            contract=roster.contract,
            full=True,
            as_of=at.astimezone(clock.MOSCOW).date(),
        )
    except UnusableFile as refusal:
        failure = {"code": refusal.code, "params": refusal.params}
        _end(roster, State.READING, State.FAILED, failure=failure)
        _keep_beginning(roster)
        return
    _end(
        roster,
        State.READING,
        State.PREVIEWED,
        counts=plan.counts(),
        report=report.sealed(plan, table.sheet),
        failure={},
    )
    progress(100)


def correct_mapping(
    *, roster: RosterImport, meanings: dict[int, str], by: Actor, at: datetime
) -> None:
    """What the columns of this file mean, remembered for the employer. The list is read anew.

    `meanings`: index of a column → key of `columns`, or '' for a column that is not needed.
    """
    _check(by)
    chosen = [key for key in meanings.values() if key]
    if len(chosen) != len(set(chosen)):
        raise Refusal(_("Two columns cannot mean the same; choose each meaning once."))
    if not set(chosen) <= BY_KEY.keys():
        raise Refusal(_("There is no such meaning of a column."))
    memory = {
        text: meanings[column["index"]] or None
        for column in columns_of(roster)
        if column["index"] in meanings
        # The whole title too: the list of bad rows has titles of one line.
        for text in (column["header_key"], column["memory"])
    }
    with transaction.atomic():
        contract = Contract.objects.select_related("employer").get(id=roster.contract_id)
        employer = contract.employer
        employer.roster_mapping = employer.roster_mapping | memory
        employer.save(update_fields=["roster_mapping"])
        changed = RosterImport.objects.filter(
            id=roster.id, state__in=(State.PREVIEWED, State.FAILED)
        ).exclude(token="").update(state=State.READING, progress=0, mapping=memory)  # fmt: skip
        if not changed:
            raise _stale()
        record(
            what="roster.mapping_corrected",
            at=at,
            account_id=by.account_id,
            role=by.role,
            subject=contract.number,
        )


def choose_titles(*, roster: RosterImport, row: int | None, by: Actor, at: datetime) -> None:
    """Where the titles of an unusable list stand, from 1; 0: it has none. The list is read anew."""
    _check(by)
    if row != 0 and row not in {number for number, _cells in report.opened(roster.report).rows}:
        raise Refusal(_("Choose the row in which the column titles stand."))
    with transaction.atomic():
        changed = RosterImport.objects.filter(id=roster.id, state=State.FAILED).exclude(
            token=""
        ).update(state=State.READING, progress=0, titles_row=row)  # fmt: skip
        if not changed:
            raise _stale()
        record(
            what="roster.mapping_corrected",
            at=at,
            account_id=by.account_id,
            role=by.role,
            subject=roster.contract.number,
        )


def columns_of(roster: RosterImport) -> list[dict[str, Any]]:
    """Index, header, meaning, and text to be remembered by, of each column of the file."""
    return report.opened(roster.report).columns


def decide(
    *,
    roster: RosterImport,
    full: bool,
    skip_bad: bool,
    by: Actor,
    at: datetime,
    accept_endings: bool = False,
) -> None:
    """Apply the previewed list: from now on it is `applying`, whoever else presses the button.

    Raises Refusal for a list with errors without consent to leave them out, and for a full list
    that ends many without consent to that; Stale when late.
    """
    _check(by)
    totals = report.opened(roster.report).totals or {}
    if roster.state == State.PREVIEWED and totals.get("errors") and not skip_bad:
        raise Refusal(_("The list has errors: agree to leave out these rows, or mend them."))
    if roster.state == State.PREVIEWED and full and totals.get("ends_many") and not accept_endings:
        raise Refusal(
            _("The full list would end %(count)s of %(of)s insured people: agree to it first.")
            % {"count": roster.counts["ended"], "of": totals["insured"]}
        )
    changed = RosterImport.objects.filter(id=roster.id, state=State.PREVIEWED).update(
        state=State.APPLYING,
        accept_endings=accept_endings,
        progress=0,
        full=full,
        skip_bad=skip_bad,
        by_account_id=by.account_id,
        by_name=by.name[:150],
    )
    if not changed:
        raise _stale()


def carry_out(*, import_id: UUID, by: Actor, at: datetime, progress: Progress = silent) -> None:
    """Apply a list that is `applying`. What needs consent since goes back to the preview."""
    roster = _in_state(import_id, State.APPLYING)
    if roster is None:
        return
    try:
        table, people = _read(roster, at)
        progress(40)
        with transaction.atomic():
            plan, applied = actions.apply(
                roster=people,
                contract=roster.contract,
                full=roster.full,
                skip_bad=roster.skip_bad,
                accept_endings=roster.accept_endings,
                by=by,
                at=at,
                progress=progress,
            )
            _end(
                roster,
                State.APPLYING,
                State.APPLIED if applied else State.PREVIEWED,
                applied_at=at if applied else None,
                counts=plan.counts(),
                report=report.sealed(plan, table.sheet),
            )
    except UnusableFile as refusal:
        failure = {"code": refusal.code, "params": refusal.params}
        _end(roster, State.APPLYING, State.FAILED, failure=failure)
        return
    except Exception:
        _end(roster, State.APPLYING, State.FAILED, failure={"code": "unexpected", "params": {}})
        raise
    if applied and not plan.errors:
        uploads.forget(roster.token)
    progress(100)


def read_again(roster: RosterImport, at: datetime) -> tuple[Table, Roster]:
    """The list once more, for its file of bad rows. Raises UnusableFile when it is gone."""
    return _read(roster, at)


def plan_of(roster: RosterImport, people: Roster, at: datetime) -> Plan:
    """What the list would do now, for its errors against the contract."""
    return actions.compare(
        roster=people,
        contract=roster.contract,
        full=False,
        as_of=at.astimezone(clock.MOSCOW).date(),
    )


def give_up_old(*, at: datetime) -> int:
    """Forget files that nobody decided upon for a day; tells how many."""
    old = RosterImport.objects.filter(created_at__lt=at - KEPT).exclude(token="")
    for roster in old:
        uploads.forget(roster.token)
    old.filter(state__in=(State.READING, State.PREVIEWED)).update(state=State.EXPIRED)
    return RosterImport.objects.filter(created_at__lt=at - KEPT).exclude(token="").update(
        token="", report=None
    )  # fmt: skip


def sweep(*, before: datetime) -> int:
    """Remove files older than `before` that no list names: transactions that failed left them.
    Tells how many."""
    old = uploads.tokens(before=before)
    named = RosterImport.objects.filter(token__in=old).values_list("token", flat=True)
    lost = old - set(named)
    for token in lost:
        uploads.forget(token)
    return len(lost)


def _read(roster: RosterImport, at: datetime) -> tuple[Table, Roster]:
    if not roster.token:
        raise UnusableFile("not_found", name=roster.file_name)
    table = _table(roster)
    people = actions.read(
        table=table,
        contract=roster.contract,
        remembered=roster.mapping,
        day=at.astimezone(clock.MOSCOW).date(),
    )
    return table, people


def _table(roster: RosterImport) -> Table:
    return open_bytes(_content(roster), Hints(_memory(roster), roster.titles_row))


def _content(roster: RosterImport) -> bytes:
    try:
        return uploads.content(roster.token)
    except (OSError, InvalidToken):
        raise UnusableFile("not_found", name=roster.file_name) from None


def _memory(roster: RosterImport) -> dict[str, str | None]:
    return roster.contract.employer.roster_mapping | roster.mapping


def _keep_beginning(roster: RosterImport) -> None:
    """A list that is not understood may only need a person to say where its titles stand, and
    which column is which."""
    try:
        rows = first_rows(_content(roster))
    except UnusableFile:
        return
    try:
        table = _table(roster)
        mapping = table.header.mapping.corrected(_memory(roster))
    except UnusableFile:
        table, mapping = None, Mapping(())
    RosterImport.objects.filter(id=roster.id).update(
        report=report.sealed_beginning(rows, table, mapping)
    )


def _in_state(import_id: UUID, state: str) -> RosterImport | None:
    return (
        RosterImport.objects.select_related("contract__employer", "contract__default_programme")
        .filter(id=import_id, state=state)
        .first()
    )


def _end(roster: RosterImport, before: str, after: str, **values: object) -> None:
    """Go on to `after`, if the list is still in the state in which it was read."""
    values = {"state": after, "progress": 100} | values
    RosterImport.objects.filter(id=roster.id, state=before).update(**values)


def _check(by: Actor) -> None:
    if not by.can(Can.LOAD_ROSTERS):
        raise Forbidden(_("You may not load lists of insured people."))


def _stale() -> Stale:
    return Stale(_("Somebody has decided upon this list already; look at it again."), current=0)
