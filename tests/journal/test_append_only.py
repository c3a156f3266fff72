"""What stands in the journal stays."""

import pytest
from django.db import connection, transaction
from django.db.utils import DatabaseError

from pult.journal.actions import record
from pult.journal.models import Entry
from pult.kernel import clock

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "statement", ["UPDATE journal_entry SET what = 'x'", "DELETE FROM journal_entry"]
)
def test_nothing_can_be_changed_or_deleted(statement: str) -> None:
    record(what="policy_issued", at=clock.now(), account_id=None)
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)
    assert Entry.objects.count() == 1


def test_truncate_is_refused_too() -> None:
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE journal_entry ENABLE TRIGGER journal_entry_no_truncate")
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("TRUNCATE journal_entry")
