"""A worker that dies while a message leaves: it leaves again, and its receiver can tell."""

import pytest
from django.db import connection

from pult.notifications.delivery import deliver_due
from pult.notifications.models import Message
from tests.notifications.letters import put
from tests.notifications.peers import Gateway, MailServer
from tests.processes import Process, wait_until

pytestmark = pytest.mark.django_db(transaction=True)
DELIVER = ("-m", "tests.notifications.child", "deliver")


def test_killed_between_sending_and_commit_a_letter_comes_twice_under_one_id(
    mail: MailServer,
) -> None:
    put("greeting:1")
    process = Process(*DELIVER, PULT_SMTP_URL=mail.url, PULT_MAIL_FROM="pult@insurer.example")
    mail.before_answer = process.kill
    wait_until(lambda: process.popen.poll() is not None)
    mail.before_answer = lambda: None
    assert (len(mail.letters), Message.objects.get().state) == (1, "due")

    wait_until(_nobody_holds_the_row)
    assert deliver_due() == 1
    first, second = mail.letters
    assert first["Message-ID"].rpartition("@")[0] == second["Message-ID"].rpartition("@")[0]
    assert first["Date"] == second["Date"]
    assert deliver_due() == 0


def test_while_one_process_sends_another_leaves_the_message_alone(gateway: Gateway) -> None:
    for number in range(10):
        put(f"greeting:{number}", channel="sms", address="+79160002030")
    processes = [Process(*DELIVER, PULT_SMS_URL=gateway.url) for _ in range(2)]
    assert [process.stop_when_done() for process in processes] == [0, 0]
    assert sorted(sms["key"] for sms in gateway.received) == [f"greeting:{n}" for n in range(10)]


def _nobody_holds_the_row() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity"
            " WHERE datname = current_database() AND state LIKE 'idle in transaction%'"
        )
        return cursor.fetchone() == (0,)
