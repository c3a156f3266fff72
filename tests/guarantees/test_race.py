"""Many processes issue, retry, use up, annul and expire letters over the same few limits, and some
are killed amid it: nothing is overspent, nothing lost, no number missing or given twice."""

import os
import signal
import time
from collections import Counter
from pathlib import Path
from random import Random

import pytest
from django.db import connection, connections
from django.db.models import Count
from procrastinate.contrib.django.models import ProcrastinateJob

from pult.contracts.models import Policy
from pult.documents.models import Sequence
from pult.guarantees.models import Letter, LetterEvent, LetterLine
from pult.guarantees.using import share
from pult.kernel import clock
from pult.limits.models import LimitCounter
from pult.limits.reconciling import differences
from tests import people
from tests.guarantees import racer
from tests.guarantees.conftest import decided

EACH_TIME, AT_NIGHT = 5_000, 100_000
PROCESSES = 6
KILLED_EVERY = 250  # operations

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def told(transactional_db: None, tmp_path: Path, nightly: bool) -> list[list[str]]:
    """The race itself: what the processes were told had been done, in words."""
    cast = people.cast()
    by, at = people.actor(cast.maria), clock.now()
    for policy in Policy.objects.all():
        decided(policy)
    wanted = AT_NIGHT if nightly else EACH_TIME
    connections.close_all()
    dice, running, seed = Random(7), set[int](), 0
    killed = done = 0
    while done < wanted:
        while len(running) < PROCESSES:
            seed += 1
            running.add(racer.start(seed, tmp_path, by, at))
        time.sleep(0.02)
        done = _count(tmp_path)
        if done // KILLED_EVERY > killed and done < wanted:
            killed += 1
            victim = dice.choice(sorted(running))
            os.kill(victim, signal.SIGKILL)
            assert os.waitpid(victim, 0)[1] == signal.SIGKILL, _errors(tmp_path)
            running.remove(victim)
    (tmp_path / "stop").touch()
    assert [os.waitpid(process, 0)[1] for process in running] == [0] * PROCESSES, _errors(tmp_path)
    assert killed >= wanted // KILLED_EVERY - 1
    _wait_for_the_dead()
    return [line.split() for path in tmp_path.glob("*.told") for line in _lines(path)]


def _lines(path: Path) -> list[str]:
    """Whole lines alone: a killed process may have left half of one."""
    return path.read_text().split("\n")[:-1]


def _count(folder: Path) -> int:
    return sum(path.read_bytes().count(b"\n") for path in folder.glob("*.told"))


def _errors(folder: Path) -> list[str]:
    return [path.read_text() for path in folder.glob("*.error")]


def _wait_for_the_dead() -> None:
    """The server rolls a killed process's transaction back when it notices."""
    ask = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> %s"
    with connection.cursor() as cursor:
        for _ in range(500):
            cursor.execute(ask, [connection.connection.info.backend_pid])
            if cursor.fetchone() == (0,):
                return
            time.sleep(0.02)
    raise AssertionError("Connections of killed processes stay.")


def test_nothing_is_overspent_lost_or_numbered_twice(told: list[list[str]]) -> None:
    kinds = Counter(line[0] for line in told)
    assert {"issued", "consumed", "annulled", "expired", "refused"} <= set(kinds)

    counters_stay_within_their_caps_and_agree_with_the_ledger()
    counters_agree_with_the_letters()
    what_was_told_is_there(told)
    numbers_have_no_gap_and_no_repeat()
    every_letter_has_its_job_and_its_story()


def counters_stay_within_their_caps_and_agree_with_the_ledger() -> None:
    counters = list(LimitCounter.objects.all())
    assert counters
    overspent = [c for c in counters if c.used > racer.CAPS[c.limit_code][1]]
    assert overspent == []
    assert differences() == []


def counters_agree_with_the_letters() -> None:
    """What open letters promise and what was given, added up anew."""
    expected = Counter({c.id: 0 for c in LimitCounter.objects.all()})
    ids = {(c.policy_id, c.limit_code): c.id for c in LimitCounter.objects.all()}
    for line in LetterLine.objects.select_related("letter"):
        policy = line.letter.policy_id
        ended = line.letter.state in ("expired", "cancelled")
        for need in share(line, policy, 0, line.used if ended else line.quantity):
            expected[ids[policy, need.limit_code]] += need.amount
    assert dict(expected) == dict(LimitCounter.objects.values_list("id", "used"))


def what_was_told_is_there(told: list[list[str]]) -> None:
    by_kind = {
        kind: {line[1] for line in told if line[0] == kind}
        for kind in ("issued", "consumed", "annulled")
    }
    letters = {str(id) for id in Letter.objects.values_list("id", flat=True)}
    given = LetterEvent.objects.filter(what="consumed").values_list("key", flat=True)
    cancelled = Letter.objects.filter(state="cancelled").values_list("id", flat=True)
    assert by_kind["issued"] - letters == set()
    assert by_kind["consumed"] - {str(key) for key in given} == set()
    assert by_kind["annulled"] - {str(id) for id in cancelled} == set()


def numbers_have_no_gap_and_no_repeat() -> None:
    found: dict[str, list[int]] = {}
    for number in Letter.objects.values_list("number", flat=True):
        series, _, running = number.rpartition("-")
        found.setdefault(series, []).append(int(running))
    assert {prefix.partition("-")[0] for prefix in found} == {"ГП", "ДГП", "АНН"}
    for running_numbers in found.values():
        assert sorted(running_numbers) == list(range(1, len(running_numbers) + 1))
    last = {
        f"{row.name.removeprefix('letter:')}-{row.year}": row.last
        for row in Sequence.objects.filter(name__startswith="letter:")
    }
    assert last == {series: len(numbers) for series, numbers in found.items()}


def every_letter_has_its_job_and_its_story() -> None:
    jobs = ProcrastinateJob.objects.filter(task_name="guarantees.sign_letter")
    assert sorted(job.args["letter_id"] for job in jobs) == sorted(
        str(id) for id in Letter.objects.values_list("id", flat=True)
    )
    issued = LetterEvent.objects.filter(what="issued").values("letter").annotate(n=Count("id"))
    assert [row["n"] for row in issued] == [1] * Letter.objects.count()
    used = Counter[str]()
    for event in LetterEvent.objects.filter(what="consumed"):
        used[event.data["line"]] += event.data["quantity"]
    lines = LetterLine.objects.filter(used__gt=0).values_list("id", "used")
    assert {str(id): n for id, n in lines} == dict(used)
