"""Is this person served here today? The registry's question, answered from the programme."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from pult.contracts.models import Policy
from pult.programmes.models import Section


@dataclass(frozen=True)
class Standing:
    """A policy as a clinic may see it: valid or not, and for which sections it may serve."""

    policy: Policy
    is_active: bool
    sections: list[Section]


def standing_at(*, number: str, born: date, clinic_id: UUID, day: date) -> Standing | None:
    """The policy of that number when the birth date agrees too; None otherwise.

    Both are asked for, so that a registry cannot page through an insurer's members.
    """
    policy = (
        Policy.objects.filter(number=number.strip(), person__birth_date=born)
        .select_related("person", "programme")
        .first()
    )
    if policy is None:
        return None
    is_active = policy.is_active_on(day)
    sections = Section.objects.filter(programme=policy.programme, clinics=clinic_id)
    return Standing(policy, is_active, list(sections) if is_active else [])
