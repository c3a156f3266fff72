"""Decisions: by HTTP, one after another and from 16 programs at once; past ones made again."""

import http.client
import json
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

from django.db import connection

from benchmarks.stage import Stage, web_server
from benchmarks.table import Row, percentile
from pult.api.actions import issue_token
from pult.contracts.models import Policy
from pult.coverage.models import Decision
from pult.coverage.replay import every, replay
from pult.kernel import clock
from pult.people.access import SYSTEM, Role
from pult.people.models import Account

CLIENTS, EACH, ALONE = 16, 40, 300
QUESTIONS = ("B01.047.001", "колено МРТ", "почистить зубы", "приём гинеколога", "скорая")
BOOK = 20_000
# The book of decisions a hundred times over, each row with an id of its own.
COPIES = """
INSERT INTO coverage_decision
    (id, at, policy_id, person_id, asked, question, facts, riders, digest, engine, verdict, answer,
     account_id, channel)
SELECT gen_random_uuid(), at, policy_id, person_id, asked, question, facts, riders, digest, engine,
    verdict, answer, account_id, channel
FROM coverage_decision CROSS JOIN generate_series(1, %s)
LIMIT %s
"""


def run(stage: Stage) -> Iterator[Row]:
    secrets = [_token() for _ in range(CLIENTS)]  # each has its own calls a minute
    numbers = list(Policy.objects.order_by("number").values_list("number", flat=True)[:200])
    with web_server() as port:
        _together(port, secrets[:1], numbers, 40)  # programmes compiled, plans made
        spent = _together(port, secrets[:1], numbers, ALONE)
        empty = _together(port, secrets[:1], [], ALONE)
        many, nothing = _rate(port, secrets, numbers), _rate(port, secrets, [])
    p99 = percentile(spent, 0.99)
    yield Row(
        "decision by HTTP, p99", p99, percentile(empty, 0.99), "empty view, p99", "ms",
        "≤ 100 ms", p99 <= 100,
    )  # fmt: skip
    yield Row(f"decisions by HTTP, {CLIENTS} clients", many, nothing, "empty view", "/s")
    yield _replayed()


def _rate(port: int, secrets: list[str], numbers: list[str]) -> float:
    """Answers a second to all clients together."""
    started = time.perf_counter()
    answers = len(_together(port, secrets, numbers, EACH))
    return answers / (time.perf_counter() - started)


def _token() -> str:
    operator = Account.objects.filter(is_demo=True, grants__role=Role.OPERATOR).first()
    assert operator is not None and operator.email
    return issue_token(email=operator.email, name="bench", by=SYSTEM, at=clock.now())[1]


def _together(port: int, secrets: list[str], numbers: list[str], times: int) -> list[float]:
    """Milliseconds of each call, a client for each secret; without `numbers` of the empty view."""

    def client(place: int) -> list[float]:
        line = http.client.HTTPConnection("localhost", port, timeout=60)
        found = []
        for turn in range(times):
            turn += place * times
            asking = _asking(line, secrets[place], numbers, turn) if numbers else None
            call = asking or _nothing(line)
            started = time.perf_counter()
            status = call()
            found.append((time.perf_counter() - started) * 1000)
            assert status == 200, status
        return found

    with ThreadPoolExecutor(len(secrets)) as pool:
        return [one for found in pool.map(client, range(len(secrets))) for one in found]


def _asking(
    line: http.client.HTTPConnection, secret: str, numbers: list[str], turn: int
) -> Callable[[], int]:
    asked = {"policy": numbers[turn % len(numbers)], "service": QUESTIONS[turn % len(QUESTIONS)]}
    headers = {"Authorization": f"Bearer {secret}", "Content-Type": "application/json"}

    def call() -> int:
        line.request("POST", "/api/v1/coverage/decisions", json.dumps(asked), headers)
        return _status(line)

    return call


def _nothing(line: http.client.HTTPConnection) -> Callable[[], int]:
    def call() -> int:
        line.request("GET", "/bench/empty")
        return _status(line)

    return call


def _status(line: http.client.HTTPConnection) -> int:
    response = line.getresponse()
    response.read()
    return response.status


def _replayed() -> Row:
    """The whole book, a hundred copies of what the clients have asked."""
    with connection.cursor() as cursor:
        cursor.execute(COPIES, [BOOK, BOOK])
    reading = time.perf_counter()
    rows = sum(1 for _row in every())
    started = time.perf_counter()
    differing = sum(bool(replay(row).differs) for row in every())
    spent = time.perf_counter() - started
    assert differing == 0, differing
    assert rows == Decision.objects.count()
    return Row(
        f"replay of {rows} decisions, a second", rows / spent, rows / (started - reading),
        "reading them alone", "/s", "≥ 1000/s", rows / spent >= 1000,
    )  # fmt: skip
