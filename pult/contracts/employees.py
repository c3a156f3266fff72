"""What an employer's HR and the office read: who is insured, until when. Nothing medical."""

from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from pult.contracts.models import Contract, Employer, Policy
from pult.kernel.errors import NotVisible
from pult.kernel.text import name_key
from pult.people.access import Actor, Can

PAGE = 50
# HR sees its own employer, the office everybody's.
READERS = (Can.SEE_OWN_EMPLOYEES, Can.RUN_OFFICE)


def employers_of(actor: Actor) -> QuerySet[Employer]:
    """The employers whose insured people the actor may list."""
    found = Employer.objects.none()
    for need in READERS:
        scopes = actor.scopes(need)
        if scopes is None:
            return Employer.objects.all()
        found = found | Employer.objects.filter(id__in=scopes)
    return found


def contracts_of(actor: Actor) -> QuerySet[Contract]:
    return (
        Contract.objects.filter(employer__in=employers_of(actor))
        .select_related("employer", "default_programme", "doctor_curator", "admin_curator")
        .order_by("number")
    )


def policies_of(
    actor: Actor, *, contract: Contract | None = None, text: str = "", after: str = ""
) -> tuple[list[Policy], str]:
    """A page of policies by number, and the key of the next page ('' at the end).

    `text` narrows by the beginning of a name, or a policy number.
    """
    found = Policy.objects.filter(contract__employer__in=employers_of(actor), number__gt=after)
    if contract is not None:
        found = found.filter(contract=contract)
    if text.strip():
        found = found.filter(
            Q(person__name_key__startswith=name_key(text)) | Q(number=text.strip())
        )
    found = found.select_related("person", "programme", "contract", "main__person")
    page = list(found.order_by("number")[: PAGE + 1])
    return page[:PAGE], page[PAGE - 1].number if len(page) > PAGE else ""


def policy_for(actor: Actor, policy_id: UUID) -> Policy:
    """One policy of the actor's employers. Raises NotVisible."""
    found = (
        Policy.objects.filter(id=policy_id, contract__employer__in=employers_of(actor))
        .select_related("person", "programme", "contract__employer", "main__person")
        .first()
    )
    if found is None:
        raise NotVisible
    return found


def state_on(policy: Policy, day: date) -> str:
    """'active', 'future' or 'ended'."""
    if day < policy.period.lower:
        return "future"
    return "active" if policy.is_active_on(day) else "ended"
