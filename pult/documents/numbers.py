"""Yearly numbers without gaps or repeats, also under concurrency."""

from django.db import connection

NEXT = """
INSERT INTO documents_sequence (name, year, last) VALUES (%s, %s, 1)
ON CONFLICT (name, year) DO UPDATE SET last = documents_sequence.last + 1
RETURNING last
"""


def take(*, name: str, year: int) -> int:
    """The next number of the sequence; given back when the transaction rolls back."""
    with connection.cursor() as cursor:
        cursor.execute(NEXT, [name, year])
        return cursor.fetchone()[0]
