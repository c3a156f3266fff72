"""The demo's accounts, one click each."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from pult.clinics.models import Clinic
from pult.contracts.models import Contract, Employer, Policy
from pult.people.access import Role
from pult.people.models import Account

LABELS: dict[Role, Any] = {
    Role.MEMBER: _("Insured member"),
    Role.OPERATOR: _("Desk operator"),
    Role.SUPERVISOR: _("Desk supervisor"),
    Role.DOCTOR_CURATOR: _("Doctor-curator"),
    Role.ADMIN_CURATOR: _("Administrative curator"),
    Role.HR: _("Employer's HR"),
    Role.REGISTRAR: _("Clinic registrar"),
    Role.OFFICE: _("Insurer's office"),
    Role.AUDITOR: _("Auditor"),
}


@dataclass(frozen=True)
class DemoPerson:
    """`about` tells namesakes of a role apart: the programme, the employer, the clinic."""

    account_id: UUID
    name: str
    about: str


@dataclass(frozen=True)
class DemoRole:
    label: Any
    people: list[DemoPerson]

    @property
    def first(self) -> DemoPerson:
        return self.people[0]

    @property
    def others(self) -> list[DemoPerson]:
        return self.people[1:]


def demo_roles() -> list[DemoRole]:
    """The demo accounts by role, in the order of the table of roles. Six queries."""
    accounts = list(
        Account.objects.filter(is_demo=True, is_active=True)
        .prefetch_related("grants")
        .order_by("created_at", "id")
    )
    programmes = _programmes(accounts)
    names = _names_of_scopes(accounts)
    found: dict[Role, list[DemoPerson]] = {role: [] for role in LABELS}
    for account in accounts:
        for grant in account.grants.all():
            about = names.get(grant.scope_id, "")
            found[Role(grant.role)].append(_person(account, about))
        if account.person_id:
            found[Role.MEMBER].append(_person(account, programmes.get(account.person_id, "")))
    return [DemoRole(LABELS[role], people) for role, people in found.items() if people]


def _person(account: Account, about: str) -> DemoPerson:
    return DemoPerson(account.id, account.display_name, about)


def _programmes(accounts: list[Account]) -> dict[UUID, str]:
    persons = [account.person_id for account in accounts if account.person_id]
    policies = Policy.objects.filter(person__in=persons)
    return dict(policies.values_list("person_id", "programme__name"))


def _names_of_scopes(accounts: list[Account]) -> dict[UUID | None, str]:
    grants = [grant for account in accounts for grant in account.grants.all()]
    scopes = {grant.scope_id for grant in grants if grant.scope_id is not None}
    rows = [
        *Employer.objects.filter(id__in=scopes).values_list("id", "name"),
        *Clinic.objects.filter(id__in=scopes).values_list("id", "name"),
        *Contract.objects.filter(id__in=scopes).values_list("id", "employer__name"),
    ]
    return dict(rows)
