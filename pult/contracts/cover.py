"""Reading what a person is insured by: their policies, and the clinics that these open."""

from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from pult.clinics.models import Clinic
from pult.contracts.models import Policy
from pult.people.models import Person


def with_contract() -> QuerySet[Policy]:
    """Policies with everything that a card, a page or a print of them names."""
    return Policy.objects.select_related(
        "person", "programme", "main__person", "contract__employer",
        "contract__doctor_curator", "contract__admin_curator",
    )  # fmt: skip


def policies_of(persons: list[Person], day: date) -> list[Policy]:
    """The policies of these people in their order; each one's valid on `day` first, then by the
    latest last day."""
    order = {person.id: place for place, person in enumerate(persons)}
    found = list(with_contract().filter(person__in=persons))
    found.sort(key=lambda policy: policy.last_day, reverse=True)
    return sorted(found, key=lambda p: (order[p.person_id], not p.is_active_on(day)))


def own_clinics(policy: Policy, day: date) -> dict[UUID, str]:
    """The clinics that a policy names, by id: "attached" or "listed". Two queries."""
    listed = Clinic.objects.filter(sections__programme=policy.programme_id)
    own = dict.fromkeys(listed.values_list("id", flat=True).distinct(), "listed")
    attached = policy.attachments.filter(period__contains=day)
    return own | dict.fromkeys(attached.values_list("clinic_id", flat=True), "attached")
