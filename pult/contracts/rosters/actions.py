"""Reading, comparing and applying a roster: all of it or nothing, in one transaction."""

from datetime import date, datetime
from functools import partial
from typing import Any

import structlog
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from pult.contracts.models import Contract
from pult.contracts.rosters import letters
from pult.contracts.rosters.compare import Comparing
from pult.contracts.rosters.current import contacts_elsewhere, read_book
from pult.contracts.rosters.files import Table
from pult.contracts.rosters.pause import uncollected
from pult.contracts.rosters.plan import Plan
from pult.contracts.rosters.rows import Roster, read_rows
from pult.contracts.rosters.terms import terms_of
from pult.contracts.rosters.write import Progress, Writer
from pult.journal.actions import record, record_each
from pult.kernel import clock
from pult.kernel.errors import Forbidden, Refusal
from pult.people import passports
from pult.people.access import Actor, Can

log = structlog.get_logger("pult.rosters")


class UnknownContract(Refusal):
    """No contract has this number."""


def contract_numbered(number: str) -> Contract:
    """The contract of this number. Raises UnknownContract."""
    try:
        return Contract.objects.select_related("employer", "default_programme").get(number=number)
    except Contract.DoesNotExist:
        raise UnknownContract(_("There is no contract of this number.")) from None


def read(*, table: Table, contract: Contract, remembered: dict[str, Any], day: date) -> Roster:
    """The people of a table, its columns understood as this employer's were before."""
    mapping = table.header.mapping.corrected(contract.employer.roster_mapping | remembered)
    with uncollected():
        return read_rows(table, today=day, mapping=mapping)


def compare(*, roster: Roster, contract: Contract, full: bool, as_of: date) -> Plan:
    """What applying the roster would do today; nothing is written."""
    with uncollected():
        comparing = Comparing(
            roster,
            read_book(contract),
            terms_of(contract),
            as_of=as_of,
            digest=passports.digest,
            elsewhere=partial(contacts_elsewhere, contract, as_of),
        )
        return comparing.run(full=full)


def apply(
    *,
    roster: Roster,
    contract: Contract,
    full: bool,
    skip_bad: bool,
    by: Actor,
    at: datetime,
    file_name: str = "",
    progress: Progress = lambda percent: None,
    accept_endings: bool = False,
) -> tuple[Plan, bool]:
    """Compare and write under the contract's lock; the plan, and whether it was applied.

    With errors nothing is written, unless `skip_bad`; where a full list ends many (`ends_many`),
    nothing unless `accept_endings`. Two imports of one contract follow one another.
    Raises Forbidden.
    """
    if not by.can(Can.LOAD_ROSTERS):
        raise Forbidden(_("You may not load lists of insured people."))
    with uncollected(), transaction.atomic():
        contract = Contract.objects.select_for_update(of=("self",)).get(id=contract.id)
        as_of = at.astimezone(clock.MOSCOW).date()
        plan = compare(roster=roster, contract=contract, full=full, as_of=as_of)
        progress(50)
        if plan.errors and not skip_bad or plan.ends_many and not accept_endings:
            return plan, False
        if plan.added or plan.changed or plan.ended:
            writer = Writer(plan, contract, at, progress)
            writer.write()
            _tell(plan, writer, contract, by, at)
        _record_import(plan, contract, by, at, file_name, full)
    log.info("roster.applied", contract=contract.number, **plan.counts())
    return plan, True


def _tell(plan: Plan, writer: Writer, contract: Contract, by: Actor, at: datetime) -> None:
    """The journal, person by person, and the letters to the newly insured."""
    who: dict[str, Any] = {"at": at, "account_id": by.account_id, "role": by.role}
    record_each(writer.added(), what="policy.added", **who)
    record_each(
        (
            (one.insured.person_id, str(one.insured.policy_id), {"fields": sorted(one.fields)})
            for one in plan.changed
        ),
        what="policy.changed",
        **who,
    )
    record_each(
        (
            (one.insured.person_id, str(one.insured.policy_id), {"last_day": str(one.last_day)})
            for one in plan.ended
        ),
        what="policy.ended",
        **who,
    )
    writer.progress(95)
    if any(one.row.email for one in plan.added):
        letters.queue(contract=contract, count=len(plan.added), at=at)


def _record_import(
    plan: Plan, contract: Contract, by: Actor, at: datetime, file_name: str, full: bool
) -> None:
    record(
        what="roster.applied",
        at=at,
        account_id=by.account_id,
        role=by.role,
        subject=contract.number,
        full=full,
        bad_rows=len(plan.roster.bad_rows),
        **plan.counts(),
    )
