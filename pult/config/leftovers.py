"""Which processes a supervisor started, written down, so that none outlives it for long.

Two readers: the guard, a small process that notices the supervisor's sudden death, and the next
supervisor, in case the guard was killed too. Run as `python -m pult.config.leftovers FILE`, it
is the guard: it reads standard input, a pipe from the supervisor, to its end.
"""

import contextlib
import json
import os
import signal
import sys
import time
from dataclasses import asdict, dataclass
from pathlib import Path

import psutil

PATIENCE = 5.0


@dataclass(frozen=True)
class Started:
    """One process, the leader of its own group. The time of its birth tells a reused number."""

    pid: int
    born: float
    stop: int = signal.SIGTERM

    def alive(self) -> bool:
        try:
            process = psutil.Process(self.pid)
            return process.status() != psutil.STATUS_ZOMBIE and self._same(process)
        except psutil.Error:
            return False

    def _same(self, process: psutil.Process) -> bool:
        return abs(process.create_time() - self.born) < 1


def born(pid: int) -> float:
    """When the process came to life; 0 when it is gone already."""
    try:
        return psutil.Process(pid).create_time()
    except psutil.Error:
        return 0.0


def write(path: Path, processes: list[Started]) -> None:
    draft = path.with_suffix(".draft")
    draft.write_text(json.dumps([asdict(process) for process in processes]))
    os.replace(draft, path)


def read(path: Path) -> list[Started]:
    try:
        return [Started(**fields) for fields in json.loads(path.read_text())]
    except (FileNotFoundError, ValueError, TypeError):
        return []


def stop(processes: list[Started], patience: float = PATIENCE) -> None:
    """Ask each to stop, wait, then end by force whatever of its group is left."""
    asked = [process for process in processes if process.alive()]
    for process in asked:
        with contextlib.suppress(ProcessLookupError):
            os.kill(process.pid, process.stop)
    deadline = time.monotonic() + patience
    while any(process.alive() for process in asked) and time.monotonic() < deadline:
        time.sleep(0.05)
    for process in asked:
        kill_group(process.pid)


def kill_group(pid: int) -> None:
    """End every process of the group that `pid` leads or led."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(pid, signal.SIGKILL)


def guard(path: Path) -> None:
    # Whoever ends the supervisor must not end its guard with the same stroke.
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    sys.stdin.buffer.read()
    stop(read(path))


if __name__ == "__main__":
    guard(Path(sys.argv[1]))
