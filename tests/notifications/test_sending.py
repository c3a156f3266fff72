"""Putting messages into the outbox."""

import pytest
from django.db import connection, transaction

from pult.kernel import clock
from pult.notifications.actions import Row, send, send_many
from pult.notifications.delivery import deliver_due, secret_of
from pult.notifications.models import Message
from tests.notifications.letters import CODE, GREETING, put

pytestmark = pytest.mark.django_db


def jobs() -> list[tuple[str, int]]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT task_name, priority FROM procrastinate_jobs ORDER BY id")
        return cursor.fetchall()


def test_a_message_and_its_job_stand_in_the_transaction_of_the_change() -> None:
    assert put("greeting:1") is True
    message = Message.objects.get()
    assert (message.key, message.state, message.attempts) == ("greeting:1", "due", 0)
    assert jobs() == [("notifications.deliver_message", 10)]


def test_the_same_key_is_told_once() -> None:
    assert [put("greeting:1"), put("greeting:1")] == [True, False]
    assert Message.objects.count() == 1
    assert len(jobs()) == 1


def test_a_rolled_back_change_tells_nobody() -> None:
    with pytest.raises(RuntimeError), transaction.atomic():
        put("greeting:1")
        raise RuntimeError
    assert Message.objects.count() == 0
    assert jobs() == []


def test_many_messages_yield_to_single_ones() -> None:
    rows = [
        Row(key=f"greeting:{n}", channel="email", address="anna@example.ru", kind=GREETING.name,
            context={"name": "Анна"})
        for n in range(45)
    ]  # fmt: skip
    assert send_many(rows, at=clock.now()) == 45
    assert send_many(rows[:3], at=clock.now()) == 0
    assert jobs() == [("notifications.deliver_several", -10)] * 3


def test_nothing_is_sent_without_an_address_or_of_an_unknown_kind() -> None:
    with pytest.raises(ValueError, match="address"):
        put("greeting:1", address="")
    with pytest.raises(LookupError, match="nonsense"):
        send(key="k", channel="sms", address="+79160002030", kind="nonsense", context={},
             language="ru", at=clock.now())  # fmt: skip


def test_a_code_is_stored_encrypted() -> None:
    put("code:1", kind=CODE.name, channel="sms", secret="481516")
    message = Message.objects.get()
    assert message.secret is not None
    assert b"481516" not in bytes(message.secret)
    assert secret_of(message) == "481516"


def test_in_demo_mode_a_channel_that_is_not_set_up_ends_in_the_outbox() -> None:
    put("greeting:1")
    assert deliver_due() == 1
    message = Message.objects.get()
    assert (message.state, message.via, message.error) == ("sent", "demo", "")
