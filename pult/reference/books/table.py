"""Reading an official file: CSV with semicolons (UTF-8 with or without a mark, cp1251) or XLSX.

The type is told by content, never by the name.
"""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zipfile import BadZipFile, ZipFile

import python_calamine

from pult.reference.books.unusable import UnusableBook

MAX_BYTES = 100 * 1024 * 1024
MAX_UNPACKED = 500 * 1024 * 1024
_MEGABYTE = 1024 * 1024
_CONTROL = frozenset(map(chr, range(32))) - set("\t\r\n")
# Letters of which a Russian book consists for the most part.
_RUSSIAN = frozenset("абвгдежзийклмнопрстуфхцчшщъыьэюяё")


@dataclass(frozen=True, slots=True)
class Row:
    """Cells by the names under which they were asked for; `number` as a person counts rows."""

    number: int
    cells: dict[str, str]

    def __getitem__(self, name: str) -> str:
        return self.cells[name]


def read(
    path: Path, columns: Mapping[str, Sequence[str]], optional: Sequence[str] = ()
) -> list[Row]:
    """All rows of the file.

    `columns` gives, for each name, the spellings of its header in any case; those in `optional`
    may be absent and are "" then. `UnusableBook` when the file is no such table.
    """
    numbered = iter(_rows(_content(path)))
    header = next(numbered, None)
    if header is None:
        raise UnusableBook("empty")
    places = _places(header[1], columns, optional)
    width = len(header[1])
    found = []
    for number, cells in numbered:
        if len(cells) != width:
            raise UnusableBook("cells", row=number, has=len(cells), needs=width)
        named = {
            name: cells[place].strip() if place is not None else ""
            for name, place in places.items()
        }
        found.append(Row(number, named))
    if not found:
        raise UnusableBook("no_rows")
    return found


def _content(path: Path) -> bytes:
    try:
        if not path.is_file():
            raise UnusableBook("not_found", name=path.name)
        if path.stat().st_size > MAX_BYTES:
            raise UnusableBook("too_large", limit=MAX_BYTES // _MEGABYTE)
        content = path.read_bytes()
    except OSError:
        raise UnusableBook("not_found", name=path.name) from None
    if not content.strip():
        raise UnusableBook("empty")
    return content


def _places(
    header: Sequence[str], columns: Mapping[str, Sequence[str]], optional: Sequence[str]
) -> dict[str, int | None]:
    titles = [" ".join(cell.split()).casefold() for cell in header]
    places: dict[str, int | None] = {}
    for name, spellings in columns.items():
        known = [titles.index(s.casefold()) for s in spellings if s.casefold() in titles]
        places[name] = known[0] if known else None
    missing = [
        columns[name][0] for name, place in places.items() if place is None and name not in optional
    ]
    if missing:
        raise UnusableBook("no_columns", names=", ".join(missing))
    return places


def _rows(content: bytes) -> Iterator[tuple[int, list[str]]]:
    """Rows that are not blank, numbered as in the file, the header first."""
    rows = _workbook(content) if content.startswith(b"PK") else _delimited(_decoded(content))
    for number, cells in rows:
        if any(cell.strip() for cell in cells):
            yield number, cells


def _decoded(content: bytes) -> str:
    for encoding in ("utf-8-sig", "cp1251"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if not _CONTROL.isdisjoint(text):
            break
        if encoding == "cp1251" and not _russian(text):
            break
        return text
    raise UnusableBook("not_a_table")


def _russian(text: str) -> bool:
    foreign = [letter for letter in text[:20_000].lower() if ord(letter) > 127 and letter.isalpha()]
    return sum(letter in _RUSSIAN for letter in foreign) >= 0.9 * len(foreign)


def _delimited(text: str) -> Iterator[tuple[int, list[str]]]:
    csv.field_size_limit(100_000)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=";", strict=True)
    number = 0
    try:
        for number, cells in enumerate(reader, 1):
            yield number, cells
    except csv.Error:
        raise UnusableBook("damaged_row", row=number + 1) from None


def _workbook(content: bytes) -> Iterator[tuple[int, list[str]]]:
    _check_archive(content)
    try:
        book = python_calamine.load_workbook(io.BytesIO(content))
        rows = book.get_sheet_by_index(0).to_python(skip_empty_area=False)
    except (python_calamine.CalamineError, ValueError, OSError, TypeError, IndexError):
        raise UnusableBook("damaged") from None
    except BaseException as panic:
        # A parser written in Rust that hits its own bug raises past `Exception`.
        if type(panic).__name__ == "PanicException":
            raise UnusableBook("damaged") from None
        raise
    for number, cells in enumerate(rows, 1):
        yield number, [_text(cell) for cell in cells]


def _check_archive(content: bytes) -> None:
    """A workbook of a sane size; any other archive is no table."""
    try:
        with ZipFile(io.BytesIO(content)) as archive:
            entries = archive.infolist()
    except (BadZipFile, OSError, ValueError, NotImplementedError):
        raise UnusableBook("damaged") from None
    if not any(entry.filename.lower().startswith("xl/") for entry in entries):
        raise UnusableBook("not_a_table")
    if sum(entry.file_size for entry in entries) > MAX_UNPACKED:
        raise UnusableBook("too_large", limit=MAX_UNPACKED // _MEGABYTE)


def _text(cell: Any) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime | date):
        return cell.strftime("%d.%m.%Y")
    return str(cell)
