"""The welcome letter of a newly insured person, and whether it arrived.

Its text and attachments are the message kind `welcome` in `contracts.messages`.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from pult.contracts.models import Policy
from pult.journal.actions import record
from pult.kernel.errors import NotVisible, Refusal
from pult.notifications.actions import Row, send, send_many
from pult.notifications.models import Message
from pult.people.access import Actor, Can

KIND = "welcome"
PAUSE = timedelta(minutes=10)


def queue_welcome(policies: Iterable[Policy], *, at: datetime) -> int:
    """Put the letter into the outbox for each policy with an e-mail; tells how many were new.

    One letter a policy and address: a corrected address gets its own.
    """
    rows = [
        Row(
            key=f"{KIND}:{policy.id}:{policy.work_email}",
            channel=Message.Channel.EMAIL,
            address=policy.work_email,
            kind=KIND,
            context={"policy": str(policy.id)},
            person_id=policy.person_id,
            subject_id=policy.id,
        )
        for policy in policies
        if policy.work_email
    ]
    return send_many(rows, at=at)


@transaction.atomic
def send_again(*, policy: Policy, by: Actor, at: datetime) -> None:
    """Send the letter once more, as an administrative curator does when it did not arrive.

    Raises NotVisible for a contract of others, Refusal without an address or within the pause.
    """
    if not by.can_within(Can.CURATE_ADMIN, policy.contract_id):
        raise NotVisible
    if not policy.work_email:
        raise Refusal(_("There is no work e-mail: the employer's HR can add it."))
    letters = Message.objects.filter(kind=KIND, subject_id=policy.id)
    if letters.filter(created_at__gt=at - PAUSE).exists():
        raise Refusal(_("A letter was sent a moment ago. Try again in ten minutes."))
    send(
        key=f"{KIND}:{policy.id}:{policy.work_email}:{letters.count()}",
        channel=Message.Channel.EMAIL,
        address=policy.work_email,
        kind=KIND,
        context={"policy": str(policy.id)},
        language="ru",
        at=at,
        person_id=policy.person_id,
        subject_id=policy.id,
    )
    record(
        what="welcome.sent_again",
        at=at,
        account_id=by.account_id,
        role=by.role,
        person_id=policy.person_id,
        subject=str(policy.id),
    )


def welcome_states(policies: Iterable[Policy]) -> dict[UUID, str]:
    """For each policy `sent`, `due`, `failed`, or `none` when there is no letter. One query."""
    states = {policy.id: "none" for policy in policies}
    rows = Message.objects.filter(kind=KIND, subject_id__in=list(states)).order_by("created_at")
    found = rows.values_list("subject_id", "state")
    return states | {policy_id: state for policy_id, state in found if policy_id}
