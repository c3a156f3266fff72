"""Titles that nobody recognises: a person shows the row, or says that there is none.

What they then say of the columns is remembered for the employer, also of columns without titles.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from xlsxwriter.utility import xl_col_to_name

from pult.contracts.rosters.cells import parse_date
from pult.contracts.rosters.header import (
    DEPTH,
    Cells,
    Header,
    MappedColumn,
    Merged,
    find_header,
    recognise,
    understood,
)
from pult.contracts.rosters.notes import BadCell, shown

WIDEST = 200  # columns that a person is asked about
UNTITLED = "Столбец"


@dataclass(frozen=True, slots=True)
class Hints:
    """What people have said of an employer's lists, and of this one.

    `remembered`: text of a title → key of `columns`, or None for one that is not needed.
    `row`: where the titles of this list stand, from 1; 0 where it has none; None: to be found.
    """

    remembered: Mapping[str, str | None] = field(default_factory=dict)
    row: int | None = None


NOTHING_SAID = Hints()


def header_of(rows: Sequence[Cells], merged: Merged, hints: Hints) -> Header | None:
    """The header of a sheet: where a person says, else where it is recognised."""
    if hints.row is not None:
        return _shown_by_hand(rows, hints.row)
    return find_header(rows, merged, hints.remembered) or _remembered(rows, hints)


def _shown_by_hand(rows: Sequence[Cells], row: int) -> Header | None:
    if row > min(len(rows), DEPTH):
        return None
    titles = rows[row - 1] if row else ()
    columns = []
    for index in _filled(rows[max(row - 1, 0) :]):
        title = shown(titles[index]) if index < len(titles) else ""
        meaning = recognise(title) if title else None
        columns.append(MappedColumn(index, title or untitled(index), meaning))
    return Header(row - 1, row - 1, understood(columns))


def untitled(index: int) -> str:
    """What a column without a title is called: as spreadsheets do."""
    return f"{UNTITLED} {xl_col_to_name(index)}"


def _filled(rows: Iterable[Cells]) -> list[int]:
    """Columns in which anything stands."""
    found = {i for row in rows for i, cell in enumerate(row[:WIDEST]) if shown(cell)}
    return sorted(found)


def _remembered(rows: Sequence[Cells], hints: Hints) -> Header | None:
    """A list without titles whose columns mean what they meant before, if dates bear that out."""
    header = _shown_by_hand(rows, 0)
    if header is None or not hints.remembered:
        return None
    known = header.mapping.corrected(hints.remembered)
    if known.missing():
        return None
    birth = known.keys["birth_date"]
    dated = any(_is_date(row[birth]) for row in rows if birth < len(row))
    return Header(header.first, header.last, known) if dated else None


def _is_date(cell: Any) -> bool:
    try:
        return parse_date(cell)[0] is not None
    except BadCell:
        return False
