"""The worker as a process: quick, deaf to nobody's restart, silent about people."""

import asyncio
from collections.abc import Iterator

import pytest
from django.db import connection
from procrastinate.contrib.django.models import ProcrastinateJob

from pult.jobs import worker
from pult.kernel import clock
from pult.notifications.actions import Row, send_many
from pult.notifications.models import Message
from tests.notifications.letters import CODE, GREETING, put
from tests.notifications.peers import Gateway, MailServer, free_port
from tests.processes import Process, running, wait_until

pytestmark = pytest.mark.django_db(transaction=True)
WORKER = ("-m", "tests.notifications.child", "worker")


@pytest.fixture
def mail() -> Iterator[MailServer]:
    server = MailServer()
    server.start()
    yield server
    server.stop()


@pytest.fixture
def gateway() -> Iterator[Gateway]:
    server = Gateway()
    server.start()
    yield server
    server.stop()


@pytest.fixture
def process(mail: MailServer, gateway: Gateway) -> Iterator[Process]:
    peers = {"PULT_SMTP_URL": mail.url, "PULT_SMS_URL": gateway.url}
    with running(*WORKER, said="worker.started", **peers) as started:
        yield started


def test_a_message_leaves_within_a_second_of_the_commit(process: Process, mail: MailServer) -> None:
    put("greeting:0")
    wait_until(lambda: len(mail.letters) == 1)
    put("greeting:1")
    assert wait_until(lambda: len(mail.letters) == 2) < 1
    wait_until(lambda: not ProcrastinateJob.objects.filter(queue_name="messages").exists())


def test_a_code_does_not_wait_behind_a_long_list(process: Process, mail: MailServer) -> None:
    rows = [
        Row(key=f"greeting:{n}", channel="email", address="anna@example.ru", kind=GREETING.name,
            context={"name": "Анна"})
        for n in range(400)
    ]  # fmt: skip
    send_many(rows, at=clock.now())
    wait_until(lambda: len(mail.letters) > 5)
    put("code:1", kind=CODE.name, secret="481516")
    took = wait_until(lambda: Message.objects.get(key="code:1").state == "sent")
    waiting = Message.objects.filter(state="due").count()
    assert took < 2
    assert waiting > 0


def test_it_says_nothing_about_people(process: Process, mail: MailServer, gateway: Gateway) -> None:
    gateway.status = 500
    mail.recipient = "550 anna@example.ru is unknown"
    put("greeting:1")
    put("code:1", kind=CODE.name, channel="sms", address="+79160002030", secret="481516")
    wait_until(lambda: process.log.count("message.not_sent") == 2)
    mail.recipient = "250 OK"
    put("greeting:2")
    wait_until(lambda: "message.sent" in process.log)
    assert process.stop() == 0
    said = process.log
    assert [word for word in ("anna", "Анна", "9160002030", "481516") if word in said] == []


def test_it_goes_on_after_the_database_has_cut_every_connection(
    process: Process, mail: MailServer
) -> None:
    put("greeting:1")
    wait_until(lambda: len(mail.letters) == 1)
    _cut_connections()
    put("greeting:2")
    wait_until(lambda: len(mail.letters) == 2, seconds=30)
    put("greeting:3")
    wait_until(lambda: len(mail.letters) == 3, seconds=10)
    assert process.popen.poll() is None
    assert process.stop() == 0


def test_it_stops_when_asked(process: Process) -> None:
    assert process.stop() == 0
    assert "worker.stopped" in process.log


def test_it_catches_what_a_killed_worker_left(mail: MailServer) -> None:
    with running(*WORKER, said="worker.started", PULT_SMTP_URL=mail.url) as killed:
        mail.before_answer = killed.kill
        put("greeting:1")
        wait_until(lambda: killed.popen.poll() is not None)
    mail.before_answer = lambda: None
    with running(*WORKER, said="worker.started", PULT_SMTP_URL=mail.url):
        wait_until(lambda: Message.objects.get().state == "sent", seconds=25)
    first, second = mail.letters
    assert first["Message-ID"] == second["Message-ID"]


def test_some_lane_serves_every_queue() -> None:
    queues = {task.queue for task in worker.worker_app().tasks.values()} - {"builtin"}
    assert queues == set(worker.LANES)


def test_jobs_of_a_dead_worker_go_back_to_the_queue() -> None:
    put("greeting:1")
    _pretend_taken_by_a_dead_worker()
    asyncio.run(_retry_stalled())
    job = ProcrastinateJob.objects.get()
    assert (job.status, job.attempts) == ("todo", 1)


def test_a_dead_workers_chore_that_is_queued_again_already_is_dropped() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_jobs (queue_name, task_name, queueing_lock)"
            " VALUES ('chores', 'schedule.return_lost_leases', 'return_lost_leases')"
        )
    _pretend_taken_by_a_dead_worker()
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_jobs (queue_name, task_name, queueing_lock)"
            " VALUES ('chores', 'schedule.return_lost_leases', 'return_lost_leases')"
        )
    put("greeting:1")
    asyncio.run(_retry_stalled())
    statuses = ProcrastinateJob.objects.values_list("task_name", "status")
    assert sorted(statuses) == [
        ("notifications.deliver_message", "todo"),
        ("schedule.return_lost_leases", "todo"),
    ]


def test_a_chore_that_waits_is_not_queued_again() -> None:
    """Two workers share one schedule, and a slow chore does not pile up."""
    settings = {"PULT_SMTP_URL": f"smtp://127.0.0.1:{free_port()}"}
    with (
        running(*WORKER, said="worker.started", **settings) as one,
        running(*WORKER, said="worker.started", **settings) as two,
    ):
        wait_until(lambda: _deferred_leases() >= 2, seconds=20)
        assert [one.stop(), two.stop()] == [0, 0]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*), count(DISTINCT defer_timestamp) FROM procrastinate_periodic_defers"
            " WHERE task_name = 'schedule.return_lost_leases'"
        )
        rows, ticks = cursor.fetchone()
    assert rows == ticks


def _deferred_leases() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(max(id), 0) FROM procrastinate_periodic_defers")
        return cursor.fetchone()[0]


def _cut_connections() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )


def _pretend_taken_by_a_dead_worker() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_workers (last_heartbeat)"
            " VALUES (now() - interval '1 minute') RETURNING id"
        )
        [dead] = cursor.fetchone()
        cursor.execute("UPDATE procrastinate_jobs SET status = 'doing', worker_id = %s", [dead])


async def _retry_stalled() -> None:
    app = worker.worker_app()
    async with app.open_async():
        await app.tasks["schedule.retry_stalled_jobs"](timestamp=0)
