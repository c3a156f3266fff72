"""Sending what is due: each message in a transaction of its own, its row locked while it leaves.

A worker that dies between the sending and the commit leaves the row due, and the message leaves
again under the same key: at least once, and a receiver that looks at the key sees it once.
"""

import random
from datetime import datetime, timedelta
from uuid import UUID

import structlog
from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet

from pult.kernel import clock, crypto
from pult.notifications import health, kinds
from pult.notifications.channels import carrier
from pult.notifications.channels.base import ChannelDown, Parcel, SendingError
from pult.notifications.models import Message

log = structlog.get_logger("pult.notifications")

# 5 s, 10 s, 20 s … at most an hour apart: twelve tries spread over about five hours.
FIRST_WAIT = timedelta(seconds=5)
LONGEST_WAIT = timedelta(hours=1)
MOST_TRIES = 12
# A dead channel is no fault of its messages: they wait for it, and leave soon after its return.
LONGEST_WAIT_FOR_CHANNEL = timedelta(minutes=10)
PATIENCE = timedelta(days=7)  # with a channel, for a message that does not expire itself


def deliver_due(limit: int = 200, *, at: datetime | None = None) -> int:
    """Send messages that are due, oldest first; tells how many were sent.

    A channel that turns out to be down is left alone for the rest of the sweep.
    """
    sent, down = 0, set[str]()
    for _ in range(limit):
        due = Message.objects.exclude(channel__in=down).order_by("next_attempt_at")
        outcome = _deliver(due, at or clock.now())
        if outcome is None:
            break
        channel, state = outcome
        if state == "down":
            down.add(channel)
        sent += state == Message.State.SENT
    return sent


def deliver_one(message_id: UUID | str, *, at: datetime) -> None:
    """Send one message if it is due and nobody else is sending it."""
    _deliver(Message.objects.filter(id=message_id), at)


def _deliver(messages: QuerySet[Message], at: datetime) -> tuple[str, str] | None:
    """Take the first due one and send it; its channel and what became of it, None if none."""
    with transaction.atomic():
        message = (
            messages.filter(state=Message.State.DUE, next_attempt_at__lte=at)
            .select_for_update(skip_locked=True)
            .first()
        )
        if message is None:
            return None
        if message.expires_at is not None and message.expires_at <= at:
            _give_up(message, "expired")
            return message.channel, message.state
        try:
            via = _send(message)
        except SendingError as error:
            _failed(message, error, at)
            down = isinstance(error, ChannelDown)
            return message.channel, "down" if down else message.state
        _sent(message, via, at)
    return message.channel, message.state


def _send(message: Message) -> str:
    """Render and hand over; the name of the carrier. Raises SendingError."""
    by = carrier(message.channel)
    try:
        rendered = kinds.render(
            kinds.find(message.kind), message.channel, message.context,
            language=message.language, code=secret_of(message),
        )  # fmt: skip
    except Exception as error:
        # A template or an attachment of any package may fail in any way; the others go on.
        log.error("message.unreadable", message=str(message.id), kind=message.kind, exc_info=True)
        raise SendingError(f"not rendered: {type(error).__name__}") from error
    by.send(Parcel(message.key, message.address, rendered, message.created_at))
    return by.name


def secret_of(message: Message) -> str:
    """The one-time code in clear; '' when there is none or it has been wiped."""
    if not message.secret:
        return ""
    return crypto.fernet(settings.PULT_DATA_KEYS).decrypt(bytes(message.secret)).decode()


def _sent(message: Message, via: str, at: datetime) -> None:
    message.state, message.sent_at, message.via, message.error = Message.State.SENT, at, via, ""
    message.attempts += 1
    if via != "demo":
        message.secret = None
    message.save(update_fields=["state", "sent_at", "via", "error", "attempts", "secret"])
    health.succeeded(message.channel, at=at)
    log.info("message.sent", message=str(message.id), kind=message.kind, via=via)


def _failed(message: Message, error: SendingError, at: datetime) -> None:
    """Put it off. Only rejections of the message itself count towards giving it up."""
    down = isinstance(error, ChannelDown)
    message.attempts += 1
    if down:
        health.failed(message.channel, error.reason, at=at)
        wait = wait_after(message.attempts, longest=LONGEST_WAIT_FOR_CHANNEL)
    else:
        message.rejections += 1
        wait = wait_after(message.rejections)
    message.next_attempt_at = at + wait
    log.warning(
        "message.not_sent", message=str(message.id), kind=message.kind,
        attempt=message.attempts, reason=error.reason,
    )  # fmt: skip
    if message.rejections >= MOST_TRIES or message.next_attempt_at >= _last_moment(message):
        _give_up(message, error.reason)
        return
    message.error = error.reason
    message.save(update_fields=["attempts", "rejections", "next_attempt_at", "error"])


def _last_moment(message: Message) -> datetime:
    return message.expires_at or message.created_at + PATIENCE


def _give_up(message: Message, reason: str) -> None:
    message.state, message.error, message.secret = Message.State.FAILED, reason, None
    message.save(
        update_fields=["state", "error", "secret", "attempts", "rejections", "next_attempt_at"]
    )
    log.warning("message.given_up", message=str(message.id), kind=message.kind, reason=reason)


def wait_after(attempts: int, *, longest: timedelta = LONGEST_WAIT) -> timedelta:
    """Doubling from five seconds to `longest`, each shortened by up to a quarter at random, so
    that what failed together does not come back together."""
    wait = min(FIRST_WAIT * 2 ** min(attempts - 1, 20), longest)
    return wait * random.uniform(0.75, 1)
