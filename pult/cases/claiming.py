"""Taking cases and giving them back. A hold is a lease that the open page keeps alive."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.utils.translation import gettext_lazy as _

from pult.cases import clocks, happenings, scope
from pult.cases.gateway import change, happened, load_in_hand, load_to_work
from pult.cases.kinds import KINDS
from pult.cases.lifecycle import WAITING, Action
from pult.cases.models import Case, Presence
from pult.cases.opening import open_case
from pult.kernel.errors import Forbidden, Refusal
from pult.people.access import SYSTEM, Actor, Can

LEASE = timedelta(seconds=45)
State, Queue = Case.State, Case.Queue

# The sub-select locks one waiting row and passes over those that others hold at this moment, so
# that a hundred operators neither wait for each other nor ever get the same case.
TAKE_NEXT = """
UPDATE cases_case SET owner_id = %(owner)s, state = 'active', lease_until = %(lease)s,
       version = version + 1, changed_at = %(at)s
WHERE id = (
    SELECT id FROM cases_case
    WHERE queue = %(queue)s AND owner_id IS NULL AND state = 'new' {within}
    ORDER BY priority, deadline, id LIMIT 1 FOR UPDATE SKIP LOCKED
)
RETURNING id
"""
WITHIN = "AND contract_id = ANY(%(contracts)s)"
WITHIN_OR_NONE = "AND (contract_id = ANY(%(contracts)s) OR contract_id IS NULL)"


@transaction.atomic
def take_next(*, by: Actor, at: datetime, queue: str = Queue.DESK) -> Case | None:
    """The most pressing case that waits, now the actor's; None when nothing waits."""
    if queue not in scope.queues_of(by) or not by.can(Can.WORK_QUEUE) or by.account_id is None:
        raise Forbidden(_("You do not work on this queue."))
    within, contracts = _within(by, queue)
    values: dict[str, Any] = {
        "owner": by.account_id, "lease": at + LEASE, "at": at, "queue": queue,
        "contracts": contracts,
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(TAKE_NEXT.format(within=within), values)
        row = cursor.fetchone()
    if row is None:
        return None
    case = Case.objects.select_related("person", "owner").get(id=row[0])
    happened(case, happenings.CLAIMED, by=by, at=at)
    return case


def _within(by: Actor, queue: str) -> tuple[str, list[UUID]]:
    if queue == Queue.DESK:
        return "", []
    scopes = by.scopes(scope.CURATES[Queue(queue)])
    if scopes is None:
        return "", []
    return (WITHIN_OR_NONE if queue == Queue.ADMIN_CURATOR else WITHIN), list(scopes)


@transaction.atomic
def claim(*, case_id: UUID, by: Actor, at: datetime, version: int | None = None) -> Case:
    """Take this very case. Refused while somebody else holds it."""
    case = load_to_work(case_id=case_id, by=by, at=at, version=version)
    if by.account_id is None:
        raise Forbidden(_("Only a person can take a request."))
    if case.owner_id == by.account_id and case.state == State.ACTIVE:
        return case
    if case.owner is not None and not _free_to_take(case, at):
        raise Refusal(
            _("%(name)s has taken this request.") % {"name": case.owner.display_name}
        )
    if case.state == State.ACTIVE:
        _give_back(case, happenings.LOST, by=SYSTEM, at=at)
    deadline = clocks.settle(case, at, stands=False)
    change(
        case, Action.CLAIM, at=at,
        owner_id=by.account_id, lease_until=at + LEASE, deadline=deadline,
    )  # fmt: skip
    happened(case, happenings.CLAIMED, by=by, at=at)
    return case


@transaction.atomic
def open_in_hand(*, by: Actor, at: datetime, **request: Any) -> Case:
    """Open a case and take it at once, or neither: the member is on the phone. `request` is what
    `open_case` takes. Sent again with its key, it gives back the case as it stands by now."""
    case = open_case(by=by, at=at, **request)
    if case.state != State.NEW or case.owner_id is not None:
        return case
    return claim(case_id=case.id, by=by, at=at)


def _free_to_take(case: Case, at: datetime) -> bool:
    """Held by nobody who is there: the lease has run out, or the case merely waits."""
    if case.state in WAITING:
        return True
    return case.lease_until is None or case.lease_until < at


@transaction.atomic
def return_to_queue(*, case_id: UUID, version: int, by: Actor, at: datetime) -> Case:
    """Give a case back; a supervisor may give back anybody's."""
    case = _load_to_let_go(case_id, version, by, at)
    _give_back(case, happenings.RETURNED, by=by, at=at)
    return case


@transaction.atomic
def transfer(
    *, case_id: UUID, version: int, queue: str, by: Actor, at: datetime, text: str = ""
) -> Case:
    """Pass a case to another queue, with a note for those who work there."""
    case = _load_to_let_go(case_id, version, by, at)
    if queue not in Queue.values or queue == case.queue:
        raise Refusal(_("Choose another queue."), field="queue")
    if queue not in queues_for(case):
        # Medical secrecy (323-FZ, art. 13): the papers' curator never reads of health.
        raise Refusal(
            _("The request speaks of health: the administrative curator may not see it."),
            field="queue",
        )
    deadline = clocks.restart(case, at, queue=queue)
    change(
        case, Action.TRANSFER, at=at,
        queue=queue, owner_id=None, lease_until=None, deadline=deadline,
    )  # fmt: skip
    happened(case, happenings.TRANSFERRED, by=by, at=at, queue=queue)
    if text.strip():
        happened(case, happenings.NOTED, by=by, at=at, text=text.strip())
    return case


def queues_for(case: Case) -> list[str]:
    """The other queues to which a case may be passed."""
    medical = KINDS[case.kind].medical
    closed = {case.queue, *([Queue.ADMIN_CURATOR] if medical else [])}
    return [queue for queue in Queue.values if queue not in closed]


def _load_to_let_go(case_id: UUID, version: int, by: Actor, at: datetime) -> Case:
    if by.can(Can.SUPERVISE):
        return load_to_work(case_id=case_id, by=by, at=at, version=version)
    case = load_to_work(case_id=case_id, by=by, at=at, version=version)
    if case.owner_id is None:
        return case
    return load_in_hand(case_id=case_id, by=by, at=at, version=version)


def _give_back(case: Case, what: str, *, by: Actor, at: datetime) -> None:
    deadline = clocks.settle(case, at, stands=False)
    change(case, Action.RELEASE, at=at, owner_id=None, lease_until=None, deadline=deadline)
    happened(case, what, by=by, at=at)


def heartbeat(*, by: Actor, at: datetime, case_id: UUID | None = None) -> int:
    """The actor's page is open: keep hold of all their cases in hand, or of one. How many."""
    assert by.account_id is not None
    Presence.objects.update_or_create(account_id=by.account_id, defaults={"seen_at": at})
    mine = Case.objects.filter(owner_id=by.account_id, state=State.ACTIVE)
    if case_id is not None:
        mine = mine.filter(id=case_id)
    return mine.update(lease_until=at + LEASE)


def return_lost_leases(*, at: datetime, most: int = 200) -> int:
    """Put the cases of operators who are gone back into their queues; drafts stay. How many."""
    with transaction.atomic():
        lost = list(
            Case.objects.select_for_update(skip_locked=True)
            .filter(state=State.ACTIVE, lease_until__lt=at)
            .order_by("lease_until")[:most]
        )
        for case in lost:
            _give_back(case, happenings.LOST, by=SYSTEM, at=at)
    return len(lost)
