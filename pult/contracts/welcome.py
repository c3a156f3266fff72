"""The welcome letter of a newly insured person, and whether it arrived.

Its text and attachments are the message kind `welcome` in `contracts.messages`.
"""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from pult.contracts.models import Policy
from pult.notifications.actions import Row, send_many
from pult.notifications.models import Message

KIND = "welcome"


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


def welcome_states(policies: Iterable[Policy]) -> dict[UUID, str]:
    """For each policy `sent`, `due`, `failed`, or `none` when there is no letter. One query."""
    states = {policy.id: "none" for policy in policies}
    rows = Message.objects.filter(kind=KIND, subject_id__in=list(states)).order_by("created_at")
    return states | dict(rows.values_list("subject_id", "state"))
