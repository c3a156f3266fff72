"""Jobs that deliver messages; deferred in the transaction that writes the outbox rows."""

from procrastinate.contrib.django import app

from pult.kernel import clock
from pult.notifications import delivery


@app.task(name="notifications.deliver_message", queue="messages")
def deliver_message(message_id: str) -> None:
    """Send one message that is due."""
    delivery.deliver_one(message_id, at=clock.now())


@app.task(name="notifications.deliver_several", queue="bulk")
def deliver_several(message_ids: list[str]) -> None:
    """Send a few messages of a long list."""
    for message_id in message_ids:
        delivery.deliver_one(message_id, at=clock.now())
