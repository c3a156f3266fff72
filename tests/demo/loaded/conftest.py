"""The demo, loaded once for a module that only reads it, and undone afterwards."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from django.db import transaction
from pytest_django.plugin import DjangoDbBlocker

from pult.demo.load import load_demo
from pult.guide import queries
from pult.people.access import SYSTEM

# A Thursday, noon in Moscow.
LOADED_AT = datetime(2026, 6, 18, 9, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def _loaded(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    queries.forget_profile()
    with django_db_blocker.unblock(), transaction.atomic():
        load_demo(by=SYSTEM, at=LOADED_AT)
        yield
        transaction.set_rollback(True)
    queries.forget_profile()


@pytest.fixture
def db(_loaded: None) -> None:
    """In place of pytest-django's own: one transaction a module, since its tests only read.

    No test of this folder is marked `django_db`, which would close it.
    """


@pytest.fixture
def demo(db: None) -> None:
    """The demo is loaded."""
