"""Inviting a dependant who has no work e-mail to open a cabinet of their own.

By the main insured for their own family, or by HR for its own employees' families. The link goes
by SMS to the dependant's own mobile and stands nowhere in clear.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from pult.contracts.models import Invitation, Policy
from pult.contracts.queries import years_before
from pult.journal.actions import record
from pult.kernel import clock, crypto
from pult.kernel.errors import NotVisible, Refusal
from pult.kernel.ids import new_token
from pult.notifications.actions import send
from pult.notifications.kinds import Kind, register
from pult.people import phones
from pult.people.access import Actor, Can
from pult.people.models import Account

LIFETIME = timedelta(days=7)
A_DAY = 5

register(
    Kind(
        name="contracts.invitation",
        example={},
        example_secret="7Jt0V1d9cKxw2mYhGqB3nZ8pRs5LfEaU4oTiWvQyXk",
        sms_template="contracts/sms/invitation.txt",
    )
)


def invite(*, policy_id: UUID, mobile: str, by: Actor, at: datetime) -> Invitation:
    """Send the dependant insured by `policy_id` a link to their own mobile, for seven days.

    A new invitation closes the earlier ones. Raises NotVisible for a policy of others, Refusal
    for what cannot be: a wrong number, an employee, a young child, an ended policy.
    """
    if by.account_id is None:
        raise NotVisible
    number = phones.normal(mobile)
    if not number or not phones.is_mobile(number):
        message = _("This is not a mobile number. For example: 8 (916) 000-20-30")
        raise Refusal(message, field="mobile")
    with transaction.atomic():
        policy = _invitable(policy_id, by, at)
        earlier = Invitation.objects.filter(policy=policy)
        if earlier.filter(invited_at__gt=at - timedelta(days=1)).count() >= A_DAY:
            raise Refusal(_("This person was invited five times today. Try again tomorrow."))
        earlier.filter(used_at=None, expires_at__gt=at).update(expires_at=at)
        token = new_token()
        invitation = Invitation.objects.create(
            policy=policy,
            mobile=number,
            token_digest=_digest(token),
            invited_by_id=by.account_id,
            invited_at=at,
            expires_at=at + LIFETIME,
        )
        _tell(invitation, token, by, at)
    return invitation


def invitable(actor: Actor, *, at: datetime) -> list[Policy]:
    """The policies of the actor's own family whose persons may be invited: of age, current."""
    if actor.person_id is None:
        return []
    today = at.astimezone(clock.MOSCOW).date()
    found = Policy.objects.filter(
        main__person_id=actor.person_id,
        period__endswith__gt=today,
        person__birth_date__lte=years_before(today, settings.PULT_CHILD_AGE),
    )
    return list(found.select_related("person", "person__account").order_by("person__sort_key"))


def last_sent(policies: Iterable[Policy]) -> dict[UUID, Invitation]:
    """The latest invitation of each policy that had one, by the policy's id."""
    found = Invitation.objects.filter(policy__in=list(policies)).order_by("invited_at")
    return {invitation.policy_id: invitation for invitation in found}


def find(token: str, *, at: datetime) -> Invitation | None:
    """The invitation of a link, unless it is used, closed or too old, or the policy has ended."""
    today = at.astimezone(clock.MOSCOW).date()
    return (
        Invitation.objects.select_related("policy")
        .filter(
            token_digest=_digest(token),
            used_at=None,
            expires_at__gt=at,
            policy__period__endswith__gt=today,
        )
        .first()
    )


def withdraw(*, policy: Policy, at: datetime) -> None:
    """Links that are still on their way open nothing any more: they went to another's phone."""
    unused = Invitation.objects.filter(policy=policy, used_at=None, expires_at__gt=at)
    unused.update(expires_at=at)


def use_up(*, invitation: Invitation, at: datetime) -> None:
    """The invited person has opened the account. Raises Refusal when somebody did so before."""
    if not Invitation.objects.filter(id=invitation.id, used_at=None).update(used_at=at):
        raise Refusal(_("This invitation has been used already."))


def _invitable(policy_id: UUID, by: Actor, at: datetime) -> Policy:
    policy = (
        Policy.objects.select_for_update(of=("self",))
        .select_related("person", "main", "contract")
        .filter(id=policy_id)
        .first()
    )
    if policy is None or not _may_invite(by, policy):
        raise NotVisible
    if policy.main_id is None:
        raise Refusal(_("Employees sign up with their work e-mail; no invitation is needed."))
    if Account.objects.filter(person_id=policy.person_id).exists():
        raise Refusal(_("This person has a cabinet of their own already."))
    today = at.astimezone(clock.MOSCOW).date()
    if policy.period.upper <= today:
        raise Refusal(_("This policy has ended."))
    if policy.person.birth_date > years_before(today, settings.PULT_CHILD_AGE):
        raise Refusal(
            _("Until the age of %(age)d a parent acts for the child in their own cabinet.")
            % {"age": settings.PULT_CHILD_AGE}
        )
    return policy


def _may_invite(by: Actor, policy: Policy) -> bool:
    own_family = policy.main is not None and policy.main.person_id == by.person_id
    if by.person_id is not None and own_family:
        return True
    return by.can_within(Can.SEE_OWN_EMPLOYEES, policy.contract.employer_id)


def _tell(invitation: Invitation, token: str, by: Actor, at: datetime) -> None:
    send(
        key=f"invitation:{invitation.id}",
        channel="sms",
        address=invitation.mobile,
        kind="contracts.invitation",
        context={},
        language="ru",
        at=at,
        person_id=invitation.policy.person_id,
        subject_id=invitation.policy_id,
        secret=token,
        expires_at=invitation.expires_at,
    )
    record(
        what="invitation.sent",
        at=at,
        account_id=by.account_id,
        role=by.role,
        person_id=invitation.policy.person_id,
        subject=f"policy:{invitation.policy_id}",
    )


def _digest(token: str) -> str:
    return crypto.digest(settings.SECRET_KEY, "invitation", token)
