"""Whom to tell of somebody's care."""

from datetime import date

from pult.contracts.models import Policy
from pult.contracts.queries import is_young_child
from pult.people.models import Account, Person


def account_of(person: Person, policy: Policy | None, *, day: date) -> Account | None:
    """The member's own account; for a young child a parent's; None when there is none.

    Never the contacts of the policy: an employer writes those, and a letter about care would tell
    that care was sought (323-FZ, article 13). Nor the main insured for a spouse or a grown child.
    """
    account = Account.objects.filter(person=person, is_active=True).first()
    if account is None and policy and is_young_child(policy, on=day):
        account = Account.objects.filter(person__policies=policy.main_id, is_active=True).first()
    return account
