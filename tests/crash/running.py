"""`./run` itself on a folder and ports of its own, and the processes it started."""

import json
import os
import shutil
import signal
import subprocess
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psutil
import psycopg

from pult.config import postgres
from tests.architecture.sources import ROOT
from tests.notifications.peers import free_port

READY_WITHIN = 120.0
STOPPED_WITHIN = 40.0
# What the suite gives to itself, and a Pult of its own must not inherit.
SUITES_OWN = ("DATABASE_URL", "PULT_TEST_VAR", "PULT_LOG_LEVEL", "DJANGO_SETTINGS_MODULE")


class Running:
    """One Pult. `start` may be called again after an end: it goes on from the same data."""

    def __init__(self, var: Path, **settings: str) -> None:
        self.var = var
        self.port, self.live_port = free_port(), free_port()
        self.url = f"http://localhost:{self.port}"
        self.settings = settings
        self.console = var / "console.log"
        self.process: subprocess.Popen[bytes]

    def launch(self, command: tuple[str, ...] = ("./run",)) -> None:
        """Start, without waiting."""
        self.var.mkdir(parents=True, exist_ok=True)
        inherited = {name: value for name, value in os.environ.items() if name not in SUITES_OWN}
        ours = {
            "PULT_VAR": str(self.var),
            "PULT_PORT": str(self.port),
            "PULT_LIVE_PORT": str(self.live_port),
            "PULT_URL": self.url,
            "LANG": "en_US.UTF-8",
        }
        with self.console.open("ab") as out:
            self.process = subprocess.Popen(
                command, cwd=ROOT, env=inherited | ours | self.settings, stdout=out, stderr=out,
                start_new_session=True,
            )  # fmt: skip

    def start(self) -> None:
        self.launch()
        wait_until(self._ready, READY_WITHIN, self.words)

    def words(self) -> str:
        """What it said on the console."""
        return self.console.read_text(errors="replace")

    def healthy(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.url}/healthz", timeout=5) as answer:
                return bool(answer.status == 200)
        except OSError:
            return False

    def end(self, number: int) -> int:
        """Send a signal; the exit code."""
        self.process.send_signal(number)
        return self.process.wait(STOPPED_WITHIN)

    def pids(self) -> dict[str, int]:
        """The processes that it keeps alive, by what they are."""
        try:
            written = json.loads((self.var / "processes.json").read_text())
        except (FileNotFoundError, ValueError):
            return {}
        found = {}
        for entry in written:
            if command := command_line(entry["pid"]):
                found[_kind(command)] = entry["pid"]
        return found

    def everything(self) -> list[psutil.Process]:
        """Every process that has to do with its folder, whoever started it."""
        found = []
        for process in psutil.process_iter():
            try:
                ours = process.environ().get("PULT_VAR") == str(self.var)
                in_data = process.cwd().startswith(str(self.var))
            except psutil.Error:
                continue
            if (ours or in_data) and process.pid != os.getpid():
                found.append(process)
        return found

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        with psycopg.connect(postgres.url(self.var)) as connection:
            return connection.execute(query).fetchall()

    def _ready(self) -> bool:
        assert self.process.poll() is None, self.words()
        return "Ctrl-C" in self.words() and self.healthy()


@contextmanager
def running(**settings: str) -> Iterator[Running]:
    """Leaves nothing behind, whatever the test does.

    Its folder is not one of pytest's: those are closed to the user as whom PostgreSQL runs.
    """
    pult = Running(Path(tempfile.mkdtemp(prefix="pult-crash-")) / "var", **settings)
    try:
        yield pult
    finally:
        if pult.process.poll() is None:
            pult.end(signal.SIGTERM)
        for process in pult.everything():
            process.kill()
        shutil.rmtree(pult.var.parent, ignore_errors=True)


def _kind(command: list[str]) -> str:
    """Granian gives itself a title, `granian rsgi …`, wherever setproctitle is installed."""
    program = Path(command[0]).name
    if program.startswith("granian"):
        return "web"
    return "postgres" if "postgres" in program else command[-1]


def command_line(pid: int) -> list[str]:
    try:
        return psutil.Process(pid).cmdline()
    except psutil.Error:
        return []


def wait_until(
    done: Callable[[], bool], seconds: float, explain: Callable[[], object] = lambda: ""
) -> None:
    deadline = time.monotonic() + seconds
    while not done():
        assert time.monotonic() < deadline, f"not within {seconds:.0f} s: {explain()}"
        time.sleep(0.1)
