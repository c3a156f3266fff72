"""Fixtures that every test may use."""

import pytest
from django.db import connection
from pytest_django.plugin import DjangoDbBlocker

from tests import people
from tests.browser import browser

__all__ = ["browser"]

# The longest first, so that no worker is left alone with one of them at the end.
LONGEST = ("tests/crash/", "tests/demo/", "tests/config/", "tests/contracts/rosters/")
# The convention of every append-only table: its trigger is called by its name.
APPEND_ONLY = """
    SELECT tgrelid::regclass::text FROM pg_trigger
    WHERE tgname = tgrelid::regclass::text || '_no_truncate'
"""


@pytest.fixture(scope="session")
def nightly(request: pytest.FixtureRequest) -> bool:
    """Whether there is the whole night: tests over random examples take many more of them."""
    return bool(request.config.getoption("--nightly"))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    def rank(item: pytest.Item) -> int:
        return next((n for n, start in enumerate(LONGEST) if item.nodeid.startswith(start)), 99)

    items.sort(key=rank)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    """Tests that commit are cleaned up by TRUNCATE, which append-only tables refuse."""
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute(APPEND_ONLY)
        for (table,) in cursor.fetchall():
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER {table}_no_truncate")


@pytest.fixture
def cast(db: None) -> people.Cast:
    """The whole named cast in the database; see tests/people.py."""
    return people.cast()
