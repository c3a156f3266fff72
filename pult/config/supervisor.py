"""`pult up`: owns the embedded PostgreSQL and the three kinds of process, until told to stop.

Signals only raise a flag, which every wait looks at: so a stop is orderly at any moment, during
the start as well. A pipe to the guard (see `leftovers`) covers the one end that cannot be
noticed from within, SIGKILL.
"""

import fcntl
import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from django.utils.translation import gettext as _

from pult.config import leftovers, ports
from pult.config.child import Child
from pult.config.leftovers import Started
from pult.config.postgres import Cluster, PostgresError

TICK = 0.1
READY_WITHIN = 60.0
LAST_RESORT = 120  # seconds after a signal; longer than all the waits of an orderly stop
GUARD_ENDS_WITHIN = 10.0
STOP_WITHIN = {"live": 2.0, "web": 10.0, "worker": 25.0}


class CannotStart(Exception):
    """One sentence for the person at the console."""


class Stopped(Exception):
    """A signal came before everything was running."""


@dataclass
class Plan:
    """What to run, and where."""

    var: Path
    host: str
    web_port: int
    live_port: int
    embedded: bool
    commands: list[str]
    say: Callable[[str], None] = print
    when_ready: Callable[[], None] = field(default=lambda: None)


class Supervisor:
    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.record = plan.var / "processes.json"
        self.log_folder = plan.var / "log"
        self.cluster = Cluster(plan.var) if plan.embedded else None
        self.children = [Child(command, self.log_folder) for command in plan.commands]
        self.preparation: Child | None = None
        self.guard: subprocess.Popen[bytes] | None = None
        self.lock = -1
        self.signals = 0

    def run(self) -> int:
        """Until a signal; the exit code. Says in one sentence why it cannot start."""
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._on_signal)
        try:
            self._start()
            self._keep_alive()
        except Stopped:
            pass
        except PostgresError as error:
            print(_("The database did not start: %(why)s") % {"why": error}, file=sys.stderr)
            return 1
        except CannotStart as error:
            print(error, file=sys.stderr)
            return 1
        finally:
            self._stop()
        return 0

    def _on_signal(self, number: int, frame: object) -> None:
        self.signals += 1
        if self.signals == 1:
            # Whatever hangs from here on, such as a console that takes no more words: the system
            # ends this process, and then the guard the rest.
            signal.signal(signal.SIGALRM, signal.SIG_DFL)
            signal.alarm(LAST_RESORT)

    def _stopping(self) -> bool:
        return self.signals > 0

    def _start(self) -> None:
        self._take_var()
        leftovers.stop(leftovers.read(self.record))
        for port in (self.plan.web_port, self.plan.live_port):
            if ports.taken(self.plan.host, port):
                raise CannotStart(
                    _(
                        "Port %(port)s is taken by another program: "
                        "set PULT_PORT or PULT_LIVE_PORT to a free one."
                    )
                    % {"port": port}
                )
        self._start_guard()
        self._start_postgres()
        self._prepare()
        for child in self.children:
            child.start()
            self._write_down()
        self._wait_until_healthy()
        self.plan.when_ready()

    def _take_var(self) -> None:
        self.log_folder.mkdir(parents=True, exist_ok=True)
        self.log_folder.chmod(0o700)
        self.lock = os.open(self.plan.var / "lock", os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(self.lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(self.lock)
            self.lock = -1
            raise CannotStart(
                _(
                    "Pult is already running on %(folder)s: stop it first, "
                    "or set PULT_VAR to another folder."
                )
                % {"folder": self.plan.var}
            ) from None

    def _start_guard(self) -> None:
        self.guard = subprocess.Popen(
            [sys.executable, "-m", "pult.config.leftovers", str(self.record)],
            stdin=subprocess.PIPE,
            start_new_session=True,
        )

    def _start_postgres(self) -> None:
        if self.cluster is None:
            return
        self.cluster.start(cancelled=self._stopping, started=self._write_down)
        if self._stopping():
            raise Stopped

    def _prepare(self) -> None:
        """Migrate, build, load the demo book: in a process of its own, so that it can be ended."""
        self.preparation = Child("prepare", self.log_folder)
        while True:
            self.preparation.start()
            self._write_down()
            while self.preparation.running:
                self._pause()
            code = self.preparation.bury()
            if code == 0:
                return
            if self.cluster is None or self.cluster.running:
                break
            self._restart_postgres()
        raise CannotStart(
            _("The preparation failed: %(line)s (more in %(log)s)")
            % {"line": _last_line(self.preparation.log), "log": self.preparation.log}
        )

    def _wait_until_healthy(self) -> None:
        deadline = time.monotonic() + READY_WITHIN
        while not self._healthy():
            if time.monotonic() > deadline:
                log = self.log_folder / "web.log"
                raise CannotStart(_("The pages did not come up; see %(log)s.") % {"log": log})
            self._revive()
            self._pause()

    def _healthy(self) -> bool:
        address = f"http://{_reachable(self.plan.host)}:{self.plan.web_port}/healthz"
        try:
            with urllib.request.urlopen(address, timeout=2) as response:
                return response.status == 200
        except (OSError, urllib.error.URLError):
            return False

    def _keep_alive(self) -> None:
        while not self._stopping():
            self._revive()
            time.sleep(TICK)

    def _revive(self) -> None:
        if self.cluster and not self.cluster.running:
            self._restart_postgres()
        for child in self.children:
            if child.process is not None and not child.running:
                code = child.bury()
                what = {"process": child.command, "why": _why(code)}
                self.plan.say(_("%(process)s stopped (%(why)s); starting it again.") % what)
            if child.process is None and time.monotonic() >= child.due_at:
                child.start()
                self._write_down()

    def _restart_postgres(self) -> None:
        assert self.cluster is not None
        self.plan.say(_("PostgreSQL stopped; starting it again."))
        try:
            self.cluster.start(cancelled=self._stopping, started=self._write_down)
        except PostgresError as error:
            self.plan.say(str(error))
            time.sleep(1)

    def _pause(self) -> None:
        if self._stopping():
            raise Stopped
        time.sleep(TICK)

    def _write_down(self) -> None:
        """Tell the record, and so the guard, what is running now."""
        found = []
        for child in [*self.children, self.preparation]:
            if child is not None and child.process is not None:
                pid = child.process.pid
                found.append(Started(pid, leftovers.born(pid)))
        if self.cluster is not None and self.cluster.process is not None:
            pid = self.cluster.process.pid
            found.append(Started(pid, leftovers.born(pid), signal.SIGINT))
        leftovers.write(self.record, found)

    def _stop(self) -> None:
        """Pages, hub and worker first, then the database, then the guard."""
        if self.lock < 0:
            return
        before = self.signals
        living = [c for c in [*self.children, self.preparation] if c and c.process]
        for child in living:
            child.ask_to_stop()
        started = time.monotonic()
        while any(child.running for child in living):
            for child in living:
                late = time.monotonic() - started > STOP_WITHIN.get(child.command, 5.0)
                if child.running and (late or self.signals > before):
                    child.kill()
            time.sleep(TICK / 2)
        for child in living:
            child.bury()
        if self.cluster is not None:
            self.cluster.stop()
        leftovers.write(self.record, [])
        if self.guard is not None:
            # Closes the pipe; the guard finds the record empty, and ends. Nothing is left for it
            # to do, so it is not waited for without end.
            try:
                self.guard.communicate(timeout=GUARD_ENDS_WITHIN)
            except subprocess.TimeoutExpired:
                self.guard.kill()
                self.guard.wait()
        os.close(self.lock)


def _reachable(host: str) -> str:
    """The address at which this machine reaches a server that listens on `host`."""
    host = {"0.0.0.0": "127.0.0.1", "::": "::1", "": "127.0.0.1"}.get(host, host)
    return f"[{host}]" if ":" in host else host


def _why(code: int) -> str:
    return signal.Signals(-code).name if code < 0 else _("exit code %(code)s") % {"code": code}


def _last_line(log: Path) -> str:
    lines = log.read_text(errors="replace").strip().splitlines()
    return lines[-1] if lines else "…"
