"""A killed pytest leaves its cluster behind; the next one sweeps it, and never a living one."""

import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from pult.config.postgres import Cluster
from tests import cluster


@pytest.fixture
def folder() -> Iterator[Path]:
    """Not one of pytest's: those are closed to the user as whom PostgreSQL runs."""
    with tempfile.TemporaryDirectory(prefix="pult-sweep-") as made:
        yield Path(made)


def test_a_killed_owners_cluster_is_stopped_and_removed(folder: Path) -> None:
    owner = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    var = folder / "pult-test-orphan"
    var.mkdir()
    cluster.claim(var, psutil.Process(owner.pid))
    server = Cluster(var, durable=False)
    server.start()
    try:
        assert cluster.sweep(folder) == []
        assert server.running
        owner.send_signal(signal.SIGKILL)
        owner.communicate()
        assert cluster.sweep(folder) == [var]
        assert (server.running, var.exists()) == (False, False)
    finally:
        owner.kill()
        server.stop()


def test_only_what_a_dead_owner_left_is_swept(folder: Path) -> None:
    names = ("living", "nobodys", "unreadable", "number-used-again")
    living, nobodys, unreadable, again = (folder / f"pult-test-{name}" for name in names)
    another = folder / "another-kind"
    for var in (living, nobodys, unreadable, another, again):
        var.mkdir()
    cluster.claim(living, psutil.Process())
    (unreadable / cluster.OWNER).write_text("somebody")
    for var in (another, again):
        (var / cluster.OWNER).write_text(f"{os.getpid()} 1.0")
    assert cluster.sweep(folder) == [again]
    assert sorted(folder.iterdir()) == sorted([living, nobodys, unreadable, another])


def test_this_pytest_owns_its_folder() -> None:
    var = Path(os.environ["PULT_TEST_VAR"])
    pid, started = (var / cluster.OWNER).read_text().split()
    assert psutil.Process(int(pid)).create_time() == float(started)
