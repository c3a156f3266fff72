"""Processes of Pult over the test database: real ones, which tests start, kill and stop."""

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from django.db import connection

ROOT = Path(__file__).resolve().parents[1]


def database_url() -> str:
    """The database that this test writes to."""
    params = connection.settings_dict
    return (
        f"postgresql://{quote(params['USER'])}@/{params['NAME']}"
        f"?host={quote(params['HOST'], safe='/')}"
    )


class Process:
    """One process; `log` is everything it has said."""

    def __init__(self, *words: str, **environment: str) -> None:
        self._out = tempfile.TemporaryFile("w+b")  # noqa: SIM115 (lives as long as the process)
        self.popen = subprocess.Popen(
            [sys.executable, *words],
            cwd=ROOT,
            env=os.environ
            | {"DATABASE_URL": database_url(), "PULT_LOG_LEVEL": "DEBUG"}
            | {"DJANGO_SETTINGS_MODULE": "pult.config.settings"}
            | environment,
            stdout=self._out,
            stderr=subprocess.STDOUT,
        )

    @property
    def log(self) -> str:
        self._out.seek(0)
        return self._out.read().decode()

    def kill(self) -> None:
        self.popen.send_signal(signal.SIGKILL)
        self.popen.wait(10)

    def stop_when_done(self) -> int:
        """Wait until it ends by itself; the exit code."""
        return self.popen.wait(60)

    def stop(self) -> int:
        """Ask to stop; the exit code."""
        if self.popen.poll() is None:
            self.popen.send_signal(signal.SIGTERM)
        return self.popen.wait(30)


@contextmanager
def running(*words: str, said: str = "", **environment: str) -> Iterator[Process]:
    """A process that has started (its log contains `said`), stopped at the end."""
    process = Process(*words, **environment)
    try:
        if said:
            wait_until(lambda: said in process.log or process.popen.poll() is not None)
            assert said in process.log, process.log
        yield process
    finally:
        if process.popen.poll() is None:
            process.kill()


def wait_until(true: Callable[[], bool], *, seconds: float = 30.0) -> float:
    """Wait until something holds; how long that took. Fails after `seconds`."""
    started = time.monotonic()
    while not true():
        if time.monotonic() - started > seconds:
            raise AssertionError(f"not within {seconds} s")
        time.sleep(0.01)
    return time.monotonic() - started


__all__ = ["Process", "database_url", "running", "wait_until"]
