"""Letters of guarantee from two processes of four threads each, at a hundred a second and as fast
as they can, against the bare SQL of the same rows; printing and signing, which the worker does,
apart.

At a rate a letter's time runs from the moment it was due, so that a letter that waited behind a
slow one counts its wait.
"""

import hashlib
import json
import multiprocessing
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection, connections, transaction
from django.utils import translation

from benchmarks.stage import Stage
from benchmarks.table import Row, percentile, timings
from pult.clinics.models import Clinic
from pult.contracts.models import Policy
from pult.coverage.models import Decision
from pult.documents import render
from pult.guarantees import actions, keys, prints, signing
from pult.guarantees.models import Letter
from pult.guarantees.wanted import Line
from pult.kernel import clock
from pult.kernel.ids import new_id
from pult.limits import reconciling
from pult.limits.models import LimitCounter
from pult.limits.needs import Need
from pult.people.access import Actor, Role
from pult.people.models import Account
from pult.people.queries import actor_of

PROCESSES, THREADS = 2, 4
RATE, SECONDS = 100, 20
POLICIES = 1_000
PRINTED = 60
CAP = 1_000_000
Work = Callable[[int], None]


@dataclass(frozen=True)
class Desk:
    """Who issues, to whom, for whom."""

    by: Actor
    clinic: Clinic
    policies: Sequence[Policy]
    decisions: dict[UUID, Decision]  # by policy

    def policy(self, number: int) -> Policy:
        return self.policies[number * 7919 % len(self.policies)]

    def issue(self, number: int) -> None:
        policy = self.policy(number)
        needs = [
            Need(policy.id, "mri", "2026", CAP, "count", 1),
            Need(policy.id, "money", "2026", CAP * 100, "money", 5_000_00),
        ]
        line = Line("A05.04.001", "МРТ суставов", price=5_000_00, clause="2.4", needs=needs)
        actions.issue(
            by=self.by, at=clock.now(), policy=policy, clinic=self.clinic, lines=[line],
            decision=self.decisions[policy.id], request_key=new_id(),
        )  # fmt: skip

    def bare(self, number: int) -> None:
        """The same rows by SQL alone, ready-made."""
        policy, letter, line, at = self.policy(number), new_id(), new_id(), clock.now()
        with transaction.atomic(), connection.cursor() as cursor:
            counters = []
            for code, unit, amount in (("bare", "count", 1), ("bare-money", "money", 500_000)):
                cursor.execute(COUNTER, [policy.id, code, unit, CAP * 100, amount])
                counters.append((cursor.fetchone()[0], amount))
            for counter, amount in counters:
                cursor.execute(LEDGER, [counter, amount, f"letter:{letter}", line, at])
            cursor.execute(NUMBER)
            running = cursor.fetchone()[0]
            token = hashlib.sha256(letter.bytes).hexdigest()
            values: list[Any] = [letter, f"SQL-{running:06}", policy.id, policy.person_id]
            values += [
                policy.number[:9],
                self.decisions[policy.id].id,
                self.clinic.id,
                self.by.account_id,
                at,
                token,
            ]
            cursor.execute(LETTER, [*values, b"x" * 140, new_id()])
            cursor.execute(LINE, [line, letter])
            cursor.execute(EVENT, [letter, at, self.by.account_id])
            cursor.execute(JOB, [json.dumps({"letter_id": str(letter)})])
            cursor.execute(JOURNAL, [at, self.by.account_id, policy.person_id, str(letter)])
            cursor.execute("SELECT pg_notify('pult_live', %s)", [str(letter)])


COUNTER = """
INSERT INTO limits_limitcounter AS c (policy_id, limit_code, period, unit, cap, used)
VALUES (%s, %s, '2026', %s, %s, %s)
ON CONFLICT (policy_id, limit_code, period) DO UPDATE SET used = c.used + excluded.used
WHERE c.used + excluded.used <= excluded.cap RETURNING id
"""
LEDGER = """
INSERT INTO limits_ledgerentry (counter_id, kind, amount, key, subject_id, at)
VALUES (%s, 'hold', %s, %s, %s, %s)
"""
NUMBER = """
INSERT INTO documents_sequence (name, year, last) VALUES ('bare', 2026, 1)
ON CONFLICT (name, year) DO UPDATE SET last = documents_sequence.last + 1 RETURNING last
"""
LETTER = """
INSERT INTO guarantees_letter (id, number, kind, state, version, case_number, policy_id, person_id,
    contract_number, programme_digest, decision_id, clinic_id, diagnosis, period, conditions,
    clause, clause_text, reason, alternative, signatory_id, signatory_name, signatory_post,
    issued_at, token_digest, token_cipher, request_key)
VALUES (%s, %s, 'guarantee', 'pending', 1, '', %s, %s, %s, '', %s, %s, '',
    daterange(current_date, current_date + 30), '', '', '', '', '', %s, 'x', 'x', %s, %s, %s, %s)
"""
LINE = """
INSERT INTO guarantees_letterline
    (id, letter_id, position, service_code, title_ru, quantity, price, used, clause, needs)
VALUES (%s, %s, 1, 'A05.04.001', 'МРТ суставов', 1, 500000, 0, '2.4', '[]')
"""
EVENT = """
INSERT INTO guarantees_letterevent (letter_id, at, what, by_id, by_name, data)
VALUES (%s, %s, 'issued', %s, 'x', '{}')
"""
JOB = """
SELECT procrastinate_defer_jobs_v1(ARRAY[
    ROW('letters', 'bare', 0, NULL, NULL, %s::jsonb, NULL)::procrastinate_job_to_defer_v1])
"""
JOURNAL = """
INSERT INTO journal_entry (at, act, what, account_id, role, person_id, subject, details)
VALUES (%s, 'write', 'bare', %s, 'operator', %s, %s, '{}')
"""


def run(stage: Stage) -> Iterator[Row]:
    by = actor_of(Account.objects.filter(grants__role=Role.OPERATOR, is_demo=True).first())
    policies = list(Policy.objects.select_related("contract")[:POLICIES])
    clinic = Clinic.objects.filter(is_active=True)[:1].get()
    desk = Desk(by, clinic, policies, {row.policy_id: row for row in _decisions(policies)})
    _drive(desk.bare, 200, rate=None), _drive(desk.issue, 200, rate=None)  # the first ones warm up
    wanted = RATE * SECONDS
    theirs = percentile(_drive(desk.bare, wanted, rate=RATE)[0], 0.99)
    ours = percentile(_drive(desk.issue, wanted, rate=RATE)[0], 0.99)
    sound = not reconciling.differences() and not LimitCounter.objects.filter(used__gt=CAP * 100)
    yield Row(
        f"letter with holds, {RATE}/s, p99", ours, theirs, "the same rows by bare SQL, p99",
        budget="≤ 500 ms, 0 overspent", holds=ours <= 500 and sound,
    )  # fmt: skip
    fastest, bare = (
        wanted / _drive(work, wanted, rate=None)[1] for work in (desk.issue, desk.bare)
    )
    yield Row("letters with holds, as fast as can be", fastest, bare, "bare SQL", unit="/s")
    yield from _printing()


def _decisions(policies: Sequence[Policy]) -> list[Decision]:
    """A granted decision for each, as it lies in the database before its letter is issued."""
    return Decision.objects.bulk_create(
        Decision(
            at=clock.now(), policy=policy, person_id=policy.person_id, asked="МРТ", facts={},
            question={}, answer={}, engine="1", verdict="covered", channel="desk",
        )
        for policy in policies
    )  # fmt: skip


def _drive(work: Work, times: int, *, rate: int | None) -> tuple[list[float], float]:
    """Milliseconds of each call, and the seconds of all together."""
    connections.close_all()
    started = time.monotonic() + 0.2
    with multiprocessing.get_context("fork").Pool(PROCESSES) as pool:
        parts = [(work, range(n, times, PROCESSES), rate, started) for n in range(PROCESSES)]
        spent = [ms for part in pool.starmap(_drive_part, parts) for ms in part]
    return spent, time.monotonic() - started


def _drive_part(work: Work, numbers: range, rate: int | None, started: float) -> list[float]:
    def one(number: int) -> float:
        due = started + number / rate if rate else time.monotonic()
        time.sleep(max(0.0, due - time.monotonic()))
        work(number)
        return (time.monotonic() - due) * 1000

    time.sleep(max(0.0, started - time.monotonic()))
    with ThreadPoolExecutor(THREADS) as threads:
        return list(threads.map(one, numbers))


def _printing() -> Iterator[Row]:
    related = ("policy__contract__employer", "policy__programme", "person", "clinic", "parent")
    issued = Letter.objects.select_related(*related).exclude(number__startswith="SQL")
    key, letters = keys.signing_key(), list(issued[:PRINTED])
    with translation.override("ru"):
        data = [prints.letter_data(letter, key) for letter in letters]
    ready = iter([json.dumps(each, ensure_ascii=False) for each in data])
    compiler: Any = render.compiler("guarantees/typst/letter.typ")

    def alone() -> None:
        given = {"data": next(ready)}
        compiler.compile(format="pdf", sys_inputs=given, pdf_standards=list(prints.STANDARD))

    theirs = timings(alone, PRINTED)
    unsigned = iter(letters)
    ours = timings(lambda: signing.signed(prints.letter_pdf(next(unsigned), key), key), PRINTED)
    yield Row(
        "PDF of a letter, printed and signed, p95", percentile(ours, 0.95),
        percentile(theirs, 0.95), "typst alone, p95",
    )  # fmt: skip
