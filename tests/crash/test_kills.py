"""Fifty times SIGKILL in mid-request: nothing that was acknowledged is lost, nothing doubled.

Members ask for help through the pages while one process after another is killed: a page worker,
the whole of the pages, the hub, the job worker, PostgreSQL. Letters and SMS go to a mail server
and a gateway on real sockets.
"""

import json
import os
import random
import signal
import threading
import time
import urllib.request
from collections import Counter
from collections.abc import Iterator
from urllib.parse import quote

import psutil
import pytest

from tests.crash.running import Running, running, wait_until
from tests.crash.visitor import Answering, Asking, Visitor
from tests.notifications.peers import Gateway, MailServer

KILLS = 50
VICTIMS = ("web worker", "live", "worker", "postgres", "web")
MEMBERS = 3
IS_MEMBER = "person_id IS NOT NULL"
IS_OPERATOR = (
    "id IN (SELECT account_id FROM people_rolegrant GROUP BY 1 HAVING max(role) = 'operator')"
)
OPENED = """
    SELECT c.id, e.text FROM cases_case c JOIN cases_caseevent e ON e.case_id = c.id
    WHERE e.from_member AND e.text LIKE 'Просьба %' ORDER BY e.id
"""
UNOWNED = "SELECT number FROM cases_case WHERE queue = '' AND owner_id IS NULL"


@pytest.fixture(scope="module")
def outside() -> Iterator[tuple[MailServer, Gateway]]:
    mail, gateway = MailServer(), Gateway()
    mail.start()
    gateway.start()
    yield mail, gateway
    mail.stop()
    gateway.stop()


@pytest.fixture(scope="module")
def pult(outside: tuple[MailServer, Gateway]) -> Iterator[Running]:
    mail, gateway = outside
    with running(PULT_SMTP_URL=mail.url, PULT_SMS_URL=gateway.url) as started:
        started.start()
        yield started


def test_nothing_acknowledged_is_lost_and_nothing_is_sent_twice(
    pult: Running, outside: tuple[MailServer, Gateway]
) -> None:
    enough = threading.Event()
    members = [
        Asking(visitor, f"Просьба {number}", enough)
        for number, visitor in enumerate(_visitors(pult, MEMBERS, IS_MEMBER))
    ]
    (desk,) = _visitors(pult, 1, IS_OPERATOR)
    people = [*members, Answering(desk, enough)]
    for person in people:
        person.start()
    killed = _kill_fifty_times(pult, members)
    enough.set()
    for person in people:
        person.join(90)
    assert [person for person in people if person.is_alive() or person.failed] == []
    assert sum(killed.values()) == KILLS
    _requests_were_cut_off([person.visitor for person in people])

    wait_until(lambda: _due(pult) == 0, 90, lambda: f"{_due(pult)} messages are still due")
    acknowledged = [
        (case, words) for member in members for case, words in member.acknowledged.items()
    ]
    opened = [(str(case), words) for case, words in pult.rows(OPENED)]
    assert set(acknowledged) - set(opened) == set()
    assert [row for row, times in Counter(opened).items() if times > 1] == []
    assert [row for row, times in Counter(words for _, words in opened).items() if times > 1] == []
    assert pult.rows(UNOWNED) == []
    _everything_due_arrived_once(pult, *outside)
    _streams_are_open(pult, members[0].visitor)


def test_a_restart_goes_on_from_the_same_data(pult: Running) -> None:
    before = pult.rows(OPENED)
    assert pult.end(signal.SIGTERM) == 0
    pult.start()
    assert pult.rows(OPENED) == before


def _visitors(pult: Running, number: int, which: str) -> list[Visitor]:
    accounts = pult.rows(
        f"SELECT id FROM people_account WHERE is_demo AND is_active AND {which} "
        f"ORDER BY created_at, id LIMIT {number}"
    )
    found = []
    for (account,) in accounts:
        visitor = Visitor(pult.url)
        visitor.sign_in(str(account))
        found.append(visitor)
    return found


def _kill_fifty_times(pult: Running, members: list[Asking]) -> Counter[str]:
    """Each time when a request is under way, and not before one was acknowledged after the last
    kill: so every one hits a Pult at work. Seeded, so that a failure can be repeated."""
    chance = random.Random(2026)
    killed: Counter[str] = Counter()
    for number in range(KILLS):
        done = sum(len(member.acknowledged) for member in members)
        wait_until(
            lambda: sum(len(member.acknowledged) for member in members) > done,  # noqa: B023
            60,
            pult.words,
        )
        time.sleep(chance.uniform(0, 0.3))
        victim = VICTIMS[number % len(VICTIMS)]
        os.kill(_pid(pult, victim), signal.SIGKILL)
        killed[victim] += 1
    return killed


def _pid(pult: Running, victim: str) -> int:
    found: list[int] = []

    def alive() -> bool:
        pid = pult.pids().get(victim.removesuffix(" worker") if "web" in victim else victim)
        if pid is None:
            return False
        try:
            workers = psutil.Process(pid).children() if victim == "web worker" else []
        except psutil.Error:
            return False
        found[:] = [worker.pid for worker in workers] if victim == "web worker" else [pid]
        return bool(found)

    wait_until(alive, 60, pult.words)
    return found[0]


def _requests_were_cut_off(visitors: list[Visitor]) -> None:
    """The kills did hit requests under way, and the visitors did meet a Pult that was down: else
    the run would prove nothing. Twenty kills of the pages meet four visitors who hardly pause."""
    assert sum(visitor.cut_off for visitor in visitors) > 0
    assert all(visitor.failures > 0 for visitor in visitors)


def _due(pult: Running) -> int:
    return int(pult.rows("SELECT count(*) FROM notifications_message WHERE state = 'due'")[0][0])


def _everything_due_arrived_once(pult: Running, mail: MailServer, gateway: Gateway) -> None:
    """A receiver that knows repeated letters by their Message-ID, as mailboxes do, and a gateway
    that knows repeated SMS by their key, have exactly what the outbox says was sent."""
    sent = Counter(
        row[0] for row in pult.rows("SELECT channel FROM notifications_message WHERE state='sent'")
    )
    letters = {str(letter["Message-ID"]): letter for letter in mail.letters}
    assert len(letters) == sent["email"]
    for letter in mail.letters:
        assert str(letter["To"]) == str(letters[str(letter["Message-ID"])]["To"])
    assert len({message["key"] for message in gateway.received}) == sent["sms"]
    failed = pult.rows("SELECT kind, error FROM notifications_message WHERE state = 'failed'")
    assert failed == []
    assert sent["email"] > KILLS and sent["sms"] > 0


def _streams_are_open(pult: Running, visitor: Visitor) -> None:
    way = json.loads(visitor.get("/live-token"))
    address = f"http://localhost:{pult.live_port}/events?token={quote(way['token'])}"
    request = urllib.request.Request(address, headers={"Origin": pult.url})
    with urllib.request.urlopen(request, timeout=10) as stream:
        assert stream.headers["Content-Type"].startswith("text/event-stream")
