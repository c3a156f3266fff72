"""Whom given contacts lead to: policies for a sign-up, an account for a sign-in."""

from datetime import datetime

from django.conf import settings
from django.db.models import Q, QuerySet

from pult.contracts.models import Policy
from pult.enrolment.models import SignUp
from pult.kernel import clock
from pult.people.models import Account, Person


def policies_of(attempt: SignUp, *, at: datetime) -> QuerySet[Policy]:
    """The policies, present or future, that the contacts of a sign-up stand on together.

    Several when a family shares a phone; the identity tells them apart.
    """
    today = at.astimezone(clock.MOSCOW).date()
    current = Policy.objects.filter(period__endswith__gt=today).select_related("person", "contract")
    if attempt.invitation is not None:
        return current.filter(id=attempt.invitation.policy_id)
    return current.filter(mobile=attempt.mobile, work_email=attempt.work_email)


def account_at(channel: str, address: str, *, at: datetime) -> Account | None:
    """The member's account at a mobile or an e-mail. Staff do not sign in by code, nor do demo
    accounts outside a demo; an address that passed on to another opens nothing."""
    where = {"mobile": address} if channel == "sms" else {"email": address}
    accounts = Account.objects.filter(
        **where, person__isnull=False, is_active=True, grants__isnull=True
    )
    if not settings.PULT_DEMO:
        accounts = accounts.filter(is_demo=False)
    account = accounts.select_related("person").first()
    if account is None or account.person is None:
        return None
    return account if _is_theirs(account.person, channel, address, at) else None


def account_with(channel: str, address: str) -> Account | None:
    """Whose account has the address, whether or not it may be signed in."""
    where = {"mobile": address} if channel == "sms" else {"email": address.casefold()}
    return Account.objects.filter(**where).first()


def _is_theirs(person: Person, channel: str, address: str, at: datetime) -> bool:
    """Whether an address of an account is still its person's, as far as the rosters tell.

    A work mailbox is the employer's: some policy of now, or the last one, must carry it. A
    mobile is one's own, until a policy of somebody outside the family carries it.
    """
    column = "mobile" if channel == "sms" else "work_email"
    today = at.astimezone(clock.MOSCOW).date()
    current = Policy.objects.filter(period__endswith__gt=today)
    own = current.filter(person=person)
    if own.filter(**{column: address}).exists():
        return True
    family = Q(main__person=person) | Q(dependants__person=person) | Q(person=person)
    if current.filter(**{column: address}).exclude(family).exists():
        return False
    if channel == "sms":
        return True
    last = person.policies.order_by("-period").first()
    return last is not None and last.work_email == address and not own.exists()
