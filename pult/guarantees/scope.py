"""Whose letters an actor sees and works on. Roles and grants are decided in `people.access`."""

from datetime import datetime
from uuid import UUID

from django.db.models import Q

from pult.contracts.queries import persons_of
from pult.guarantees.models import Letter
from pult.kernel import clock
from pult.people.access import Actor, Can

NOTHING = Q(pk__in=())
# A refusal is between the insurer and the person; the others are addressed to a clinic.
TO_CLINICS = [kind for kind in Letter.Kind if kind != Letter.Kind.REFUSAL]


def visible(actor: Actor, at: datetime) -> Q:
    """The letters that the actor may read at all; everything else is 404.

    An employer's HR sees none, not even that there is one (323-FZ, article 13).
    """
    if actor.is_system:
        return Q()
    contracts = actor.scopes(Can.ISSUE_LETTERS)
    if contracts is None:
        return Q()
    found = Q(policy__contract_id__in=contracts) if contracts else NOTHING
    if actor.person_id is not None:
        persons = persons_of(actor, clock.day_of(at))
        found |= Q(person_id__in=[person.id for person in persons])
    return found | of_clinics(actor)


def of_clinics(actor: Actor) -> Q:
    """The letters addressed to the clinics whose registry the actor is."""
    clinics = actor.scopes(Can.CHECK_LETTERS)
    if clinics is None:
        return Q(kind__in=TO_CLINICS)
    return Q(clinic_id__in=clinics, kind__in=TO_CLINICS) if clinics else NOTHING


def may_issue(actor: Actor, contract_id: UUID) -> bool:
    return actor.can_within(Can.ISSUE_LETTERS, contract_id)


def may_note_service(actor: Actor, letter: Letter) -> bool:
    """That a service was given is said by its clinic, or by who may issue."""
    at_clinic = letter.clinic_id and actor.can_within(Can.CHECK_LETTERS, letter.clinic_id)
    return bool(at_clinic) or may_issue(actor, letter.policy.contract_id)
