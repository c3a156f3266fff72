"""Many lines into a table at once, by COPY and three statements, so that counts are exact."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.backends.utils import CursorWrapper

from pult.reference.books.unusable import UnusableBook

Line = dict[str, Any]
# Books grow from version to version; one that lost more than this was cut.
LEAST_SHARE = 0.9


@dataclass(frozen=True, slots=True)
class Imported:
    """How many lines the file had, and what they changed."""

    rows: int
    added: int
    changed: int
    unchanged: int
    ended: int


def refuse_cut(lines: Sequence[Line], *, now: int) -> None:
    """`UnusableBook` when far fewer codes are in force than `now`."""
    has = sum(line["is_actual"] for line in lines)
    if has < now * LEAST_SHARE:
        raise UnusableBook("fewer", has=has, now=now)


def write(
    cursor: CursorWrapper,
    lines: Sequence[Line],
    *,
    staged: str,
    insert: str,
    change: str,
    end: str,
) -> Imported:
    """Run the three statements of a book over its lines in the temporary table `incoming`.

    `staged` gives the columns of that table as in CREATE TABLE, in the order of each line's
    values. `insert` adds what is new, `change` makes present rows equal and touches only those
    that differ, `end` marks what the lines lack.
    """
    cursor.execute("DROP TABLE IF EXISTS incoming")
    cursor.execute(f"CREATE TEMPORARY TABLE incoming ({staged}) ON COMMIT DROP")
    with cursor.copy("COPY incoming FROM STDIN") as copy:
        for line in lines:
            copy.write_row(tuple(line.values()))
    cursor.execute("CREATE UNIQUE INDEX ON incoming (code)")
    cursor.execute("ANALYZE incoming")
    changed, added, ended = (_count(cursor, sql) for sql in (change, insert, end))
    return Imported(len(lines), added, changed, len(lines) - added - changed, ended)


def _count(cursor: CursorWrapper, sql: str) -> int:
    cursor.execute(sql)
    return cursor.rowcount
