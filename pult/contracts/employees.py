"""What HR, the administrative curator and the office read: who is insured. Nothing medical."""

from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from pult.contracts.models import Contract, Policy
from pult.kernel.errors import NotVisible
from pult.kernel.text import name_key
from pult.people.access import Actor, Can

PAGE = 50


def _contracts_seen(actor: Actor) -> Q:
    """HR sees its own employer's contracts, an administrative curator their own, the office all."""
    if actor.can(Can.RUN_OFFICE):
        return Q()
    employers = actor.scopes(Can.SEE_OWN_EMPLOYEES) or frozenset()
    curated = actor.scopes(Can.CURATE_ADMIN) or frozenset()
    return Q(employer__in=employers) | Q(id__in=curated)


def contracts_of(actor: Actor) -> QuerySet[Contract]:
    """The contracts whose insured people the actor may list, by number."""
    return (
        Contract.objects.filter(_contracts_seen(actor))
        .select_related("employer", "default_programme", "doctor_curator", "admin_curator")
        .order_by("number")
    )


def policies_of(
    actor: Actor, *, contract: Contract | None = None, text: str = "", after: str = ""
) -> tuple[list[Policy], str]:
    """A page of policies by number, and the key of the next page ('' at the end).

    `text` narrows by the beginning of a name, or a policy number.
    """
    seen = Contract.objects.filter(_contracts_seen(actor))
    found = Policy.objects.filter(contract__in=seen, number__gt=after)
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
    """One policy of the actor's contracts. Raises NotVisible."""
    seen = Contract.objects.filter(_contracts_seen(actor))
    found = (
        Policy.objects.filter(id=policy_id, contract__in=seen)
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
