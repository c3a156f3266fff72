"""Putting messages into the outbox, in the transaction of the change that they tell of."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from procrastinate.types import JSONDict, JSONValue

from pult.kernel import crypto
from pult.kernel.ids import new_id
from pult.notifications import kinds
from pult.notifications.models import Message
from pult.notifications.tasks import deliver_message, deliver_several

# A person waits for an answer to what they just did; a list of thousands may take its time.
SOON, LATER = 10, -10
A_JOB = 20


@dataclass(frozen=True, kw_only=True)
class Row:
    """One message for `send_many`; the fields are the arguments of `send`."""

    key: str
    channel: str
    address: str
    kind: str
    context: Mapping[str, Any] = field(default_factory=dict)
    language: str = "ru"
    person_id: UUID | None = None
    subject_id: UUID | None = None
    secret: str | None = None
    expires_at: datetime | None = None


def send(
    *,
    key: str,
    channel: str,
    address: str,
    kind: str,
    context: Mapping[str, Any],
    language: str,
    at: datetime,
    person_id: UUID | None = None,
    subject_id: UUID | None = None,
    secret: str | None = None,
    expires_at: datetime | None = None,
) -> bool:
    """Put one message into the outbox; a worker sends it right after the commit.

    `key` says what the message is, so that the same one is never told twice: with a key that
    the outbox holds already nothing happens, and the answer is False. `context` is plain JSON
    without secrets; a one-time code goes into `secret` and is wiped once sent or expired.
    Raises UnknownKind for a kind that nobody registered, ValueError without an address.
    """
    row = Row(
        key=key, channel=channel, address=address, kind=kind, context=context, language=language,
        person_id=person_id, subject_id=subject_id, secret=secret, expires_at=expires_at,
    )  # fmt: skip
    with transaction.atomic(savepoint=False):
        fresh = _put([row], at)
        for message_id in fresh:
            deliver_message.configure(priority=SOON).defer(message_id=str(message_id))
    return bool(fresh)


def send_many(rows: Iterable[Row], *, at: datetime) -> int:
    """Put many messages into the outbox; tells how many were new. They yield to single ones."""
    with transaction.atomic(savepoint=False):
        fresh = [str(message_id) for message_id in _put(list(rows), at)]
        batches = [fresh[start : start + A_JOB] for start in range(0, len(fresh), A_JOB)]
        if batches:
            jobs: list[JSONDict] = [{"message_ids": list[JSONValue](batch)} for batch in batches]
            deliver_several.configure(priority=LATER).batch_defer(*jobs)
    return len(fresh)


def _put(rows: list[Row], at: datetime) -> list[UUID]:
    """Insert the rows whose keys are new; their ids, in the order of `rows`."""
    messages = [_message(row, at) for row in rows]
    Message.objects.bulk_create(messages, batch_size=2000, ignore_conflicts=True)
    ids = [message.id for message in messages]
    kept = set(Message.objects.filter(id__in=ids).values_list("id", flat=True))
    return [message_id for message_id in ids if message_id in kept]


def _message(row: Row, at: datetime) -> Message:
    kinds.find(row.kind)
    if not row.address:
        raise ValueError("A message needs an address.")
    secret = None
    if row.secret is not None:
        secret = crypto.fernet(settings.PULT_DATA_KEYS).encrypt(row.secret.encode())
    return Message(
        id=new_id(), key=row.key, channel=Message.Channel(row.channel), address=row.address,
        kind=row.kind, context=dict(row.context), language=row.language, secret=secret,
        person_id=row.person_id, subject_id=row.subject_id,
        created_at=at, next_attempt_at=at, expires_at=row.expires_at,
    )  # fmt: skip


def wipe_expired_secrets(*, at: datetime) -> int:
    """Forget the one-time codes whose time is over; tells how many."""
    return Message.objects.filter(secret__isnull=False, expires_at__lte=at).update(secret=None)
