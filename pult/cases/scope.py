"""Whose cases an actor sees and works on. Roles and grants are decided in `people.access`."""

from datetime import datetime

from django.db.models import Q

from pult.cases.models import Case
from pult.contracts.queries import persons_of
from pult.kernel import clock
from pult.people.access import Actor, Can

NOTHING = Q(pk__in=())
Queue = Case.Queue
CURATES = {Queue.DOCTOR_CURATOR: Can.CURATE_MEDICAL, Queue.ADMIN_CURATOR: Can.CURATE_ADMIN}


def visible(actor: Actor, at: datetime) -> Q:
    """The cases that the actor may read at all; everything else is 404."""
    if actor.is_system or actor.can(Can.SEE_DESK):
        return Q()
    found = NOTHING
    if actor.person_id is not None:
        day = at.astimezone(clock.MOSCOW).date()
        found |= Q(person_id__in=[person.id for person in persons_of(actor, day)])
    # A doctor-curator follows the whole medical story of their contracts, not the papers.
    if actor.can(Can.CURATE_MEDICAL):
        found |= _in_contracts(actor, Can.CURATE_MEDICAL) & ~Q(queue=Queue.ADMIN_CURATOR)
    # An administrative curator sees nothing medical: their own queue alone. A stranger's case
    # belongs to no contract yet, so each of them may pick it up.
    if actor.can(Can.CURATE_ADMIN):
        strangers = Q(contract=None, queue=Queue.ADMIN_CURATOR)
        found |= (_in_contracts(actor, Can.CURATE_ADMIN) & Q(queue=Queue.ADMIN_CURATOR)) | strangers
    return found


def of_queue(actor: Actor, queue: str) -> Q:
    """The part of a queue that the actor works on."""
    if actor.is_system or (queue == Queue.DESK and actor.can(Can.SEE_DESK)):
        return Q(queue=queue)
    if queue == Queue.DESK or not actor.can(CURATES[Queue(queue)]):
        return NOTHING
    mine = _in_contracts(actor, CURATES[Queue(queue)])
    if queue == Queue.ADMIN_CURATOR:
        mine |= Q(contract=None)
    return Q(queue=queue) & mine


def queues_of(actor: Actor) -> list[str]:
    """The queues that the actor works on, the desk first."""
    queues = [Queue.DESK.value] if actor.can(Can.SEE_DESK) else []
    return queues + [queue.value for queue, need in CURATES.items() if actor.can(need)]


def can_work(actor: Actor, case: Case) -> bool:
    """Whether the actor may take, answer, book and resolve this case."""
    if actor.is_system:
        return True
    if not actor.can(Can.WORK_QUEUE):
        return False
    if case.queue == Queue.DESK:
        return actor.can(Can.SEE_DESK)
    need = CURATES[Queue(case.queue)]
    if case.contract_id is None:
        return case.queue == Queue.ADMIN_CURATOR and actor.can(need)
    return actor.can_within(need, case.contract_id)


def _in_contracts(actor: Actor, need: Can) -> Q:
    scopes = actor.scopes(need)
    return Q() if scopes is None else Q(contract_id__in=scopes)
