"""A pytest plugin: the suite's own throw-away PostgreSQL cluster and var folder.

Loaded by `-p` so that it acts before Django reads its settings. Workers of xdist inherit the
environment and share the controller's cluster, each with a database of its own.
"""

import os
import shutil
import tempfile
from pathlib import Path

import pytest

from pult.config.postgres import Cluster

_OURS = "PULT_TEST_VAR"
_cluster: Cluster | None = None


@pytest.hookimpl(tryfirst=True)
def pytest_load_initial_conftests() -> None:
    global _cluster
    if _OURS in os.environ:
        return
    var = Path(tempfile.mkdtemp(prefix="pult-test-"))
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
