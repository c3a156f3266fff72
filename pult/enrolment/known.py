"""Whom given contacts lead to: policies for a sign-up, an account for a sign-in."""

from datetime import datetime

from django.db.models import QuerySet

from pult.contracts.models import Policy
from pult.enrolment.models import SignUp
from pult.kernel import clock
from pult.people.models import Account


def policies_of(attempt: SignUp, *, at: datetime) -> QuerySet[Policy]:
    """The policies, present or future, that the contacts of a sign-up stand on together.

    Several when a family shares a phone; the identity tells them apart.
    """
    today = at.astimezone(clock.MOSCOW).date()
    current = Policy.objects.filter(period__endswith__gt=today).select_related(
        "person", "contract"
    )
    if attempt.invitation is not None:
        return current.filter(id=attempt.invitation.policy_id)
    return current.filter(mobile=attempt.mobile, work_email=attempt.work_email)


def account_at(channel: str, address: str) -> Account | None:
    """The member's account at a mobile or an e-mail. Staff do not sign in by code."""
    where = {"mobile": address} if channel == "sms" else {"email": address}
    found = Account.objects.filter(
        **where, person__isnull=False, is_active=True, grants__isnull=True
    )
    return found.first()
