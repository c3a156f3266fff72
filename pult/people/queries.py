"""Reading accounts."""

from django.contrib.auth.models import AnonymousUser

from pult.people.access import NOBODY, Actor, Grant, Role
from pult.people.models import Account


def actor_of(account: Account | AnonymousUser | None) -> Actor:
    """The actor that an account is; NOBODY for none or a closed one. One query."""
    if not isinstance(account, Account) or not account.is_active:
        return NOBODY
    grants = {
        Grant(Role(role), scope)
        for role, scope in account.grants.values_list("role", "scope_id")
    }
    if account.person_id:
        grants.add(Grant(Role.MEMBER))
    return Actor(
        account_id=account.id,
        person_id=account.person_id,
        name=account.display_name,
        grants=frozenset(grants),
    )
