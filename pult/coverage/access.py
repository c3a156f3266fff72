"""About whose policy an actor may ask. Roles are decided in `people.access`."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from pult.clinics.models import Clinic
from pult.contracts.at_clinic import standing_at
from pult.contracts.models import Policy
from pult.contracts.queries import persons_of
from pult.kernel import clock
from pult.kernel.errors import Forbidden, NotVisible, Refusal
from pult.people.access import Actor, Can
from pult.programmes.models import Section


@dataclass(frozen=True, slots=True)
class Way:
    """The policy, and the code of the clinic for which alone the actor may ask ('' for any)."""

    policy: Policy
    clinic: str = ""


def way_to(
    number: str, *, by: Actor, at: datetime, born: date | None = None, clinic: str = ""
) -> Way:
    """The policy of that number, if the actor may ask about it; NotVisible otherwise.

    A member asks about themselves and their young children, the desk about everybody, a
    doctor-curator about their contracts. A clinic names the birth date too, and asks about those
    alone whom the programme sends to it. Nobody else asks: what a person needs is medical.
    """
    number = number.strip()
    if _is_clinic(by):
        return _of_clinic(number, by=by, at=at, born=born, clinic=clinic)
    policy = (
        Policy.objects.filter(number=number)
        .select_related("person", "programme", "contract")
        .first()
    )
    if policy is None:
        raise NotVisible
    return way_of(policy, by=by, at=at)


def way_of(policy: Policy, *, by: Actor, at: datetime) -> Way:
    """As `way_to`, of a policy that was read already."""
    if not may_ask(by, policy, at):
        raise NotVisible
    return Way(policy)


def may_ask(by: Actor, policy: Policy, at: datetime) -> bool:
    """Whether a person of the insurer's or the member may ask about this policy."""
    if by.is_system or by.can(Can.FIND_MEMBERS):
        return True
    if by.can_within(Can.CURATE_MEDICAL, policy.contract_id):
        return True
    return any(one.id == policy.person_id for one in persons_of(by, clock.day_of(at)))


def _is_clinic(by: Actor) -> bool:
    inside = (Can.FIND_MEMBERS, Can.CURATE_MEDICAL)
    return by.can(Can.SEE_OWN_CLINIC) and not any(by.can(what) for what in inside)


def _of_clinic(number: str, *, by: Actor, at: datetime, born: date | None, clinic: str) -> Way:
    own = {
        one.code: one for one in Clinic.objects.filter(id__in=by.scopes(Can.SEE_OWN_CLINIC) or ())
    }
    if clinic and clinic not in own:
        raise Forbidden(_("A clinic asks about itself alone."), field="clinic")
    here = own[clinic] if clinic else next((own[code] for code in sorted(own)), None)
    if here is None:
        raise NotVisible
    if born is None:
        raise Refusal(_("A clinic names the patient's birth date too."), field="birth_date")
    found = standing_at(number=number, born=born, clinic_id=here.id, day=clock.day_of(at))
    if found is None:
        raise NotVisible
    sent = Section.objects.filter(programme=found.policy.programme_id, clinics=here.id)
    if not sent.exists():
        raise NotVisible
    return Way(found.policy, here.code)
