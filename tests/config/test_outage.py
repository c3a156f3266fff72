"""The pages while their database is empty, away, and back: a server and a cluster of our own."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import urllib.error
import urllib.request
from collections.abc import Iterator
from email.message import Message
from pathlib import Path

import pytest

from pult.config.postgres import Cluster
from tests.architecture.sources import ROOT
from tests.crash.running import wait_until
from tests.notifications.peers import free_port

PORT = free_port()
UNHEALTHY = {"status": "unavailable"}


@pytest.fixture(scope="module")
def cluster() -> Iterator[Cluster]:
    var = Path(tempfile.mkdtemp(prefix="pult-outage-"))
    found = Cluster(var, durable=False)
    found.start()
    yield found
    found.stop()
    shutil.rmtree(var, ignore_errors=True)


@pytest.fixture(scope="module")
def web(cluster: Cluster) -> Iterator[None]:
    process = subprocess.Popen(_command("web"), env=_environment(cluster), cwd=ROOT)
    wait_until(_answers, 60)
    yield
    process.terminate()
    assert process.wait(20) == 0


def test_an_empty_database_is_not_enough(web: None) -> None:
    status, text, _ = _get("/healthz")
    reason = "Migrations are waiting to be applied."
    assert (status, json.loads(text)) == (503, UNHEALTHY | {"reason": reason})


def test_with_the_migrations_it_is_well(web: None, cluster: Cluster) -> None:
    subprocess.run(
        _command("migrate", "--verbosity=0"), env=_environment(cluster), cwd=ROOT, check=True
    )
    assert _get("/healthz")[0] == 200
    assert _get("/sign-in")[0] == 200


def test_without_a_database_pages_still_name_the_phones(web: None, cluster: Cluster) -> None:
    cluster.stop()
    status, text, _ = _get("/healthz")
    reason = "The database does not answer."
    assert (status, json.loads(text)) == (503, UNHEALTHY | {"reason": reason})
    for path in ("/sign-in", "/cabinet/"):
        status, text, headers = _get(path)
        assert status == 503
        assert "<h1>Вернёмся через несколько минут</h1>" in text
        assert 'href="tel:103"' in text
        assert 'href="tel:112"' in text
        assert headers["Retry-After"] == "5"


def test_when_the_database_is_back_so_are_the_pages(web: None, cluster: Cluster) -> None:
    cluster.start()
    assert _get("/healthz")[0] == 200
    assert _get("/sign-in")[0] == 200


def _command(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "pult.config.console", *arguments]


def _environment(cluster: Cluster) -> dict[str, str]:
    ours = {"PULT_VAR": str(cluster.var), "PULT_PORT": str(PORT), "DATABASE_URL": cluster.url}
    return os.environ | ours | {"PULT_WORKERS": "1", "PULT_DEMO": "0"}


def _answers() -> bool:
    try:
        _get("/healthz")
    except OSError:
        return False
    return True


def _get(path: str) -> tuple[int, str, Message]:
    request = urllib.request.Request(
        f"http://localhost:{PORT}{path}", headers={"Accept-Language": "ru"}
    )
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:
            return answer.status, answer.read().decode(), answer.headers
    except urllib.error.HTTPError as answer:
        return answer.code, answer.read().decode(), answer.headers
