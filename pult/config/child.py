"""One process that the supervisor keeps alive."""

import subprocess
import sys
import time
from pathlib import Path

from pult.config import leftovers

FIRST_PAUSE, LONGEST_PAUSE = 0.2, 10.0
STEADY_AFTER = 5.0  # seconds of life after which a death counts as the first one again
LONGEST_LOG = 20 * 1024 * 1024


class Child:
    """`pult <command>` in a process group of its own, its output in var/log/<command>.log."""

    def __init__(self, command: str, log_folder: Path) -> None:
        self.command = command
        self.log = log_folder / f"{command}.log"
        self.process: subprocess.Popen[bytes] | None = None
        self.started_at = self.due_at = 0.0
        self.pause = FIRST_PAUSE

    def start(self) -> None:
        _turn_over(self.log)
        self.log.touch()
        self.log.chmod(0o600)
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "pult.config.console", self.command],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        self.started_at = time.monotonic()

    @property
    def running(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def ask_to_stop(self) -> None:
        if self.process is not None:
            self.process.terminate()

    def kill(self) -> None:
        if self.process is not None:
            leftovers.kill_group(self.process.pid)

    def bury(self) -> int:
        """After its death: end what is left of its group, plan the next start; the exit code."""
        assert self.process is not None
        code = self.process.wait()
        leftovers.kill_group(self.process.pid)
        self.process = None
        now = time.monotonic()
        if now - self.started_at > STEADY_AFTER:
            self.pause = FIRST_PAUSE
        self.due_at = now + self.pause
        self.pause = min(self.pause * 2, LONGEST_PAUSE)
        return code


def _turn_over(log: Path) -> None:
    """Keep one older file, so that logs do not fill the disk."""
    if log.exists() and log.stat().st_size > LONGEST_LOG:
        log.replace(log.with_suffix(".old.log"))
