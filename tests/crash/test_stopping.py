"""However `./run` is told to stop: nothing stays behind, and it starts again.

Each start takes seconds, so the tests hand one running Pult on to each other.
"""

import os
import signal
from collections.abc import Iterator

import pytest

from tests.crash.running import Running, running, wait_until

GUARDED_WITHIN = 20.0
DATA = "SELECT count(*), max(applied) FROM django_migrations"


@pytest.fixture(scope="module")
def pult() -> Iterator[Running]:
    with running(PULT_DEMO="0") as found:
        found.start()
        yield found


@pytest.fixture(autouse=True)
def runs(request: pytest.FixtureRequest) -> None:
    """Each test of a module-wide Pult finds it up."""
    if "pult" in request.fixturenames:
        pult = request.getfixturevalue("pult")
        if pult.process.poll() is not None:
            pult.start()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_stops_everything_and_the_data_stays(pult: Running, number: int) -> None:
    before = pult.rows(DATA)
    assert pult.end(number) == 0
    assert pult.everything() == []
    pult.start()
    assert pult.rows(DATA) == before


def test_a_second_one_on_the_same_folder_says_so(pult: Running) -> None:
    second = Running(pult.var)
    second.console = pult.var / "second.log"
    second.launch()
    assert second.process.wait(30) == 1
    assert second.words().splitlines()[-1] == (
        f"Pult is already running on {pult.var}: stop it first, or set PULT_VAR to another folder."
    )


def test_ctrl_c_stops_it_although_a_shell_started_it_in_the_background(pult: Running) -> None:
    """A shell without job control makes its background jobs ignore Ctrl-C."""
    pult.end(signal.SIGTERM)
    pult.console.unlink()
    pult.launch(("sh", "-c", "trap '' INT; exec ./run"))
    wait_until(pult.healthy, 60, pult.words)
    assert pult.end(signal.SIGINT) == 0
    assert pult.everything() == []


def test_nothing_outlives_a_killed_supervisor_for_long(pult: Running) -> None:
    assert set(pult.pids()) == {"web", "live", "worker", "postgres"}
    assert pult.end(signal.SIGKILL) == -signal.SIGKILL
    wait_until(lambda: pult.everything() == [], GUARDED_WITHIN, pult.everything)


def test_what_a_killed_supervisor_and_its_killed_guard_left_is_stopped_at_the_next_start(
    pult: Running,
) -> None:
    before = pult.pids()
    (guard,) = [p for p in pult.everything() if "pult.config.leftovers" in p.cmdline()]
    guard.kill()
    pult.end(signal.SIGKILL)
    pult.console.unlink()
    pult.start()
    assert set(pult.pids()) == set(before)
    assert {pid for pid in before.values() if _alive(pid)} == set()


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True
