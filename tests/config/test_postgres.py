"""The embedded cluster keeps what people typed to itself, and trusts no folder of others."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from pult.config import postgres
from pult.config.postgres import Cluster, PostgresError, _refuse_anothers

PASSPORT = "4510 123456"


@pytest.fixture
def var() -> Iterator[Path]:
    """Not one of pytest's folders: those are closed to the user as whom PostgreSQL runs."""
    found = Path(tempfile.mkdtemp(prefix="pult-postgres-"))
    yield found
    shutil.rmtree(found)


def test_its_log_repeats_no_values_and_is_for_its_owner_alone(var: Path) -> None:
    cluster = Cluster(var, durable=False)
    cluster.start()
    try:
        with psycopg.connect(cluster.url, autocommit=True) as connection:
            connection.execute("CREATE TABLE t (passport text UNIQUE)")
            connection.execute("INSERT INTO t VALUES (%s)", [PASSPORT])
            with pytest.raises(psycopg.errors.UniqueViolation):
                connection.execute("INSERT INTO t VALUES (%s)", [PASSPORT])
    finally:
        cluster.stop()
    log = cluster.log.read_text()
    assert "duplicate key value violates unique constraint" in log
    assert PASSPORT not in log
    assert cluster.log.stat().st_mode & 0o777 == 0o600
    assert cluster.log.parent.stat().st_mode & 0o777 == 0o700


@pytest.fixture
def anothers(var: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The place in /tmp for the sockets of a long path."""
    monkeypatch.setattr(postgres, "LONGEST_SOCKET_FOLDER", 0)
    monkeypatch.setattr(tempfile, "tempdir", str(var))
    return postgres.socket_folder(var.resolve())


def test_a_link_in_the_place_of_its_sockets_is_not_followed(var: Path, anothers: Path) -> None:
    target = var / "target"
    target.mkdir(mode=0o755)
    anothers.symlink_to(target)
    with pytest.raises(PostgresError, match="belongs to somebody else"):
        Cluster(var, durable=False).start()
    assert target.stat().st_mode & 0o777 == 0o755


def test_a_folder_of_somebody_else_is_not_taken(anothers: Path) -> None:
    if os.geteuid() == 0:
        anothers.mkdir()
        os.chown(anothers, 12345, 12345)
    else:  # only root can give a folder away; everybody else has one of root's at hand
        anothers = Path("/usr")
    owner = anothers.stat().st_uid
    with pytest.raises(PostgresError, match="belongs to somebody else"):
        _refuse_anothers(anothers)
    assert anothers.stat().st_uid == owner
