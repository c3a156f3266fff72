"""Messages on their way to real peers: what arrives, what is tried again, what is given up."""

import re
from datetime import datetime, timedelta
from typing import Any

import pytest

from pult.kernel import clock
from pult.notifications import queries
from pult.notifications.delivery import MOST_TRIES, deliver_due, wait_after
from pult.notifications.models import ChannelHealth, Message
from tests.notifications.letters import CALENDAR, CODE, PDF, put
from tests.notifications.peers import Gateway, MailServer, free_port

pytestmark = pytest.mark.django_db


def message(key: str = "greeting:1") -> Message:
    return Message.objects.get(key=key)


def sweep(*, after: timedelta = timedelta()) -> int:
    return deliver_due(at=clock.now() + after)


def put_code(channel: str = "sms", **changes: Any) -> None:
    put(
        "code:1",
        kind=CODE.name,
        channel=channel,
        address="+79160002030",
        secret="481516",
        **changes,
    )


def test_a_letter_arrives_whole(mail: MailServer) -> None:
    put("greeting:1")
    assert sweep() == 1
    [letter] = mail.letters
    assert mail.recipients == ["anna@example.ru"]
    assert letter["Subject"] == "Hello, Анна"
    assert letter["From"] == "Пульт <pult@insurer.example>"
    assert letter["Auto-Submitted"] == "auto-generated"
    assert re.fullmatch(r"<[0-9a-f]{40}@insurer\.example>", letter["Message-ID"])
    text, html = letter.get_body(("plain",)), letter.get_body(("html",))
    assert text is not None and html is not None
    assert text.get_content().replace("\r\n", "\n") == (
        "Hello, Анна!\n\nYour policy & <terms>: http://localhost:8000/policies\n"
    )
    assert "<p>Your policy &amp; &lt;terms&gt;: <a href=" in html.get_content()
    files = list(letter.iter_attachments())
    assert [(f.get_filename(), f.get_content_type()) for f in files] == [
        ("visit.ics", "text/calendar"),
        ("policy.pdf", "application/pdf"),
    ]
    assert files[0]["Content-Type"].params["method"] == "REQUEST"
    assert [f.get_payload(decode=True) for f in files] == [CALENDAR, PDF]
    assert (message().state, message().via, message().attempts) == ("sent", "smtp", 1)


def test_an_sms_carries_its_number_and_its_key(gateway: Gateway) -> None:
    put_code()
    assert sweep() == 1
    [sms] = gateway.received
    assert (sms["body"]["message"], sms["body"]["to"]) == ("Your code: 481516", "+79160002030")
    assert sms["key"] == "code:1"


def test_a_code_is_forgotten_once_it_is_sent(gateway: Gateway) -> None:
    put_code()
    sweep()
    assert (message("code:1").state, message("code:1").secret) == ("sent", None)


def test_a_refused_connection_is_tried_again(settings: Any) -> None:
    port = free_port()
    settings.PULT_SMTP_URL = f"smtp://127.0.0.1:{port}"
    put("greeting:1")
    before = clock.now()
    assert sweep() == 0
    row = message()
    assert (row.state, row.attempts, row.error) == ("due", 1, "ConnectionRefusedError")
    assert timedelta(seconds=3) < row.next_attempt_at - before < timedelta(seconds=6)
    assert sweep() == 0
    assert message().attempts == 1

    server = MailServer()
    server.start()
    settings.PULT_SMTP_URL = server.url
    assert sweep(after=timedelta(seconds=6)) == 1
    server.stop()
    assert (message().state, message().attempts, message().error) == ("sent", 2, "")


@pytest.mark.parametrize("answer", ["451 Come back later", "554 No service"])
def test_a_mail_server_that_does_not_take_it_is_asked_again(mail: MailServer, answer: str) -> None:
    mail.data = answer
    put("greeting:1")
    assert sweep() == 0
    assert (message().state, message().error) == ("due", f"SMTP {answer[:3]}")
    mail.data = "250 OK"
    assert sweep(after=timedelta(seconds=6)) == 1


@pytest.mark.parametrize("status", [429, 500, 503])
def test_a_gateway_that_does_not_take_it_is_asked_again(gateway: Gateway, status: int) -> None:
    gateway.status = status
    put_code()
    assert sweep() == 0
    assert message("code:1").state == "due"
    gateway.status = 200
    assert sweep(after=timedelta(seconds=6)) == 1
    assert [sms["key"] for sms in gateway.received] == ["code:1", "code:1"]


def test_the_pauses_double_up_to_an_hour() -> None:
    for attempts, longest in [(1, 5), (2, 10), (5, 80), (20, 3600)]:
        waits = [wait_after(attempts).total_seconds() for _ in range(50)]
        assert longest * 0.75 <= min(waits) <= max(waits) <= longest


def test_a_message_is_given_up_after_enough_tries(mail: MailServer) -> None:
    mail.recipient = "550 No such mailbox"
    put("greeting:1")
    for hours in range(MOST_TRIES + 2):
        sweep(after=timedelta(hours=2 * hours))
    assert (message().state, message().attempts) == ("failed", MOST_TRIES)


def test_a_channel_that_is_dead_for_days_loses_nothing(settings: Any, mail: MailServer) -> None:
    settings.PULT_SMTP_URL = f"smtp://127.0.0.1:{free_port()}"
    keys = [f"greeting:{number}" for number in range(3)]
    for key in keys:
        put(key)
    for hours in range(5 * 24):
        for _ in keys:  # a sweep asks a dead channel once
            assert sweep(after=timedelta(hours=hours)) == 0
    assert min(message(key).attempts for key in keys) > MOST_TRIES
    assert {message(key).state for key in keys} == {"due"}

    settings.PULT_SMTP_URL = mail.url
    assert sweep(after=timedelta(days=5)) == 3
    assert sweep(after=timedelta(days=6)) == 0
    assert len(mail.letters) == 3


def test_nobody_waits_for_a_channel_for_ever(settings: Any) -> None:
    settings.PULT_SMTP_URL = f"smtp://127.0.0.1:{free_port()}"
    put("greeting:1")
    sweep(after=timedelta(days=7))
    assert (message().state, message().error) == ("failed", "ConnectionRefusedError")


def test_an_expired_code_is_not_sent(gateway: Gateway) -> None:
    put_code()
    assert sweep(after=timedelta(minutes=11)) == 0
    row = message("code:1")
    assert (row.state, row.error, row.secret) == ("failed", "expired", None)
    assert gateway.received == []


def test_a_bad_mailbox_says_nothing_about_the_channel(mail: MailServer) -> None:
    mail.recipient = "550 No such mailbox anna@example.ru"
    put("greeting:1")
    sweep()
    assert message().error == "SMTP 550: recipient refused"
    assert ChannelHealth.objects.count() == 0


def test_a_dead_channel_shows_and_recovers(mail: MailServer) -> None:
    mail.data = "451 Come back later"
    put("greeting:1")
    for minutes in range(3):
        assert queries.dead_channels() == []
        sweep(after=timedelta(minutes=minutes))
    [dead] = queries.dead_channels()
    assert (dead.channel, dead.failures_in_a_row, dead.last_error) == ("email", 3, "SMTP 451")
    mail.data = "250 OK"
    assert sweep(after=timedelta(minutes=5)) == 1
    assert queries.dead_channels() == []


def test_a_dead_channel_is_asked_once_a_sweep_and_holds_up_no_other(
    mail: MailServer, gateway: Gateway
) -> None:
    mail.data = "451 Come back later"
    for number in range(5):
        put(f"greeting:{number}")
    put_code()
    assert sweep() == 1
    assert sum(Message.objects.values_list("attempts", flat=True)) == 2


def test_outside_the_demo_a_channel_that_is_not_set_up_is_a_failure(settings: Any) -> None:
    settings.PULT_DEMO = False
    put("greeting:1")
    assert sweep() == 0
    assert (message().state, message().error) == ("due", "not set up")


def test_one_broken_message_holds_up_no_other(mail: MailServer) -> None:
    put("greeting:1")
    put("greeting:2")
    Message.objects.filter(key="greeting:1").update(kind="gone")
    assert sweep() == 1
    assert message().error == "not rendered: UnknownKind"
    assert message("greeting:2").state == "sent"


def test_the_same_letter_has_one_message_id_and_one_date(mail: MailServer) -> None:
    put("greeting:1", at=datetime.fromisoformat("2026-03-02T09:00:00+03:00"))
    sweep()
    Message.objects.update(state="due")
    sweep()
    first, second = mail.letters
    assert (first["Message-ID"], first["Date"]) == (second["Message-ID"], second["Date"])
