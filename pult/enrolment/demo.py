"""The demo's accounts, one click each."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

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
class DemoRole:
    label: Any
    accounts: list[Account]


def demo_roles() -> list[DemoRole]:
    """The demo accounts by role, in the order of the table of roles."""
    accounts = (
        Account.objects.filter(is_demo=True, is_active=True)
        .prefetch_related("grants")
        .order_by("created_at", "id")
    )
    found: dict[Role, list[Account]] = {role: [] for role in LABELS}
    for account in accounts:
        roles = [Role(grant.role) for grant in account.grants.all()]
        if account.person_id:
            roles.append(Role.MEMBER)
        for role in roles:
            found[role].append(account)
    return [DemoRole(LABELS[role], people) for role, people in found.items() if people]
