"""A pytest plugin: the suite's own throw-away PostgreSQL cluster and var folder.

Loaded by `-p` so that it acts before Django reads its settings. Workers of xdist inherit the
environment and share the controller's cluster, each with a database of its own.

A pytest that is killed leaves its cluster running; the next one to start sweeps it away.
"""

import contextlib
import os
import shutil
import signal
import tempfile
from pathlib import Path

import psutil
import pytest

from pult.config.postgres import Cluster

PREFIX = "pult-test-"
OWNER = "owner"  # in the folder: number and start of the pytest that made it
_OURS = "PULT_TEST_VAR"
_cluster: Cluster | None = None


@pytest.hookimpl(tryfirst=True)
def pytest_load_initial_conftests() -> None:
    global _cluster
    if _OURS in os.environ:
        return
    sweep(Path(tempfile.gettempdir()))
    var = Path(tempfile.mkdtemp(prefix=PREFIX))
    claim(var, psutil.Process())
    os.environ |= {
        _OURS: str(var),
        "PULT_VAR": str(var),
        "PULT_LOG_LEVEL": "ERROR",
        "PULT_URL": "http://localhost:8000",
        "PULT_SMTP_URL": "",
        "PULT_SMS_URL": "",
    }
    if "PULT_TEST_DATABASE_URL" in os.environ:
        os.environ["DATABASE_URL"] = os.environ["PULT_TEST_DATABASE_URL"]
        return
    _cluster = Cluster(var, durable=False)
    _cluster.start()
    os.environ["DATABASE_URL"] = _cluster.url


def pytest_unconfigure() -> None:
    if _cluster is not None:
        _cluster.stop()
        shutil.rmtree(_cluster.var, ignore_errors=True)


def claim(var: Path, owner: psutil.Process) -> None:
    """Say whose the folder is. A number is used again, a number with its start is not."""
    (var / OWNER).write_text(f"{owner.pid} {owner.create_time()}")


def sweep(folder: Path) -> list[Path]:
    """Remove what dead owners left in `folder`, their servers first; tells what.

    Only folders of this user that say whose they are: one without an owner may be in the making.
    """
    swept = []
    for var in sorted(folder.glob(f"{PREFIX}*")):
        with contextlib.suppress(OSError):  # another pytest sweeps it at this moment
            if _is_left_behind(var):
                _end_servers(var)
                shutil.rmtree(var, ignore_errors=True)
                swept.append(var)
    return swept


def _is_left_behind(var: Path) -> bool:
    found = var.lstat()
    if var.is_symlink() or found.st_uid != os.geteuid():
        return False
    pid, _, started = (var / OWNER).read_text().partition(" ")
    try:
        return psutil.Process(int(pid)).create_time() != float(started)
    except psutil.NoSuchProcess:
        return True
    except (ValueError, psutil.Error):
        return False


def _end_servers(var: Path) -> None:
    """Its data is thrown away, so it need not stop in order."""
    data = str(var.resolve() / "postgres")
    for process in psutil.process_iter():
        with contextlib.suppress(psutil.Error):
            if process.name().startswith("postgres") and process.cwd() == data:
                process.send_signal(signal.SIGKILL)
                process.wait(5)
