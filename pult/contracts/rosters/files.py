"""Opening a roster: any file in, one table of raw cells out, or one sentence why not.

The type is told by content, never by the name. Nothing is parsed before its size is known.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any, TypeVar

import python_calamine

from pult.contracts.rosters import archives, delimited
from pult.contracts.rosters.header import DEPTH, Header
from pult.contracts.rosters.told import NOTHING_SAID, Hints, header_of
from pult.contracts.rosters.unusable import UnusableFile

T = TypeVar("T")
Rows = Sequence[Sequence[Any]]
MAX_BYTES = 50 * 1024 * 1024
MAX_CELLS = 26_000_000

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_WRONG = (
    (b"%PDF", "PDF"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"\x89PNG", "PNG"),
    (b"GIF8", "GIF"),
    (b"BM6", "BMP"),
    (b"Rar!", "RAR"),
    (b"7z\xbc\xaf", "7-Zip"),
    (b"\x1f\x8b", "gzip"),
    (b"{\\rtf", "RTF"),
    (b"MZ", "EXE"),
    (b"\x7fELF", "ELF"),
    (b"II*\x00", "TIFF"),
    (b"MM\x00*", "TIFF"),
)


@dataclass(frozen=True, slots=True)
class Table:
    """The sheet that holds the list. `rows[i]` is row i + 1 of the file, with all its blanks."""

    sheet: str
    rows: Sequence[Sequence[Any]]
    header: Header
    merged: Sequence[tuple[tuple[int, int], tuple[int, int]]] = ()
    others: tuple[str, ...] = ()  # other sheets that look like lists too


def open_file(path: Path, hints: Hints = NOTHING_SAID) -> Table:
    """The table of a file on disk."""
    try:
        size = path.stat().st_size
        if not path.is_file():
            raise UnusableFile("not_found", name=path.name)
        check_size(size)
        content = path.read_bytes()
    except OSError:
        raise UnusableFile("not_found", name=path.name) from None
    return open_bytes(content, hints)


def check_size(size: int) -> None:
    """Refuse by size alone, before a byte is read."""
    if size == 0:
        raise UnusableFile("empty")
    if size > MAX_BYTES:
        raise UnusableFile("too_large", limit=MAX_BYTES // (1024 * 1024))


def open_bytes(content: bytes, hints: Hints = NOTHING_SAID) -> Table:
    """The table of a file's content."""
    return _opened(content, lambda book: _best_sheet(book, hints), lambda text: _text(text, hints))


def first_rows(content: bytes) -> Rows:
    """The beginning of the sheet that most likely holds the list, whatever stands in it."""
    return _opened(content, _longest_beginning, lambda text: delimited.read(text)[:DEPTH])


def _opened(
    content: bytes, workbook: Callable[[bytes], T], delimited_text: Callable[[bytes], T]
) -> T:
    """What one of two readers makes of the content; which one, is told by the content."""
    check_size(len(content))
    if content.startswith(b"PK"):
        archives.check(content, max_cells=MAX_CELLS)
        return _workbook(content, workbook)
    if content.startswith(_OLE):
        if _ENCRYPTED in content:
            raise UnusableFile("encrypted")
        return _workbook(content, workbook)
    for magic, kind in _WRONG:
        if content.startswith(magic):
            raise UnusableFile("wrong_type", kind=kind)
    if content[:2] == b"\x09\x08":  # a bare BIFF stream of the first Excels
        return _workbook(content, workbook)
    return delimited_text(content)


def _text(content: bytes, hints: Hints) -> Table:
    rows = delimited.read(content)
    if not any(any(cell.strip() for cell in row) for row in rows):
        raise UnusableFile("empty")
    header = header_of(rows, (), hints)
    if header is None:
        raise UnusableFile("no_header")
    return Table("", rows, header)


def _workbook(content: bytes, reader: Callable[[bytes], T]) -> T:
    try:
        return reader(content)
    except python_calamine.PasswordError:
        raise UnusableFile("encrypted") from None
    except UnusableFile:
        raise
    except (python_calamine.CalamineError, ValueError, OSError, TypeError, OverflowError):
        raise UnusableFile("damaged") from None
    except BaseException as panic:
        # A parser written in Rust that hits its own bug raises past `Exception`.
        if type(panic).__name__ == "PanicException":
            raise UnusableFile("damaged") from None
        raise


def _best_sheet(content: bytes, hints: Hints) -> Table:
    """The sheet with the best header; of equals, the longest."""
    best: tuple[tuple[bool, bool, int], Any, Header] | None = None
    others: list[str] = []
    empty = True
    book = python_calamine.load_workbook(BytesIO(content))
    for sheet, visible in _sheets(book):
        empty = empty and sheet.height == 0
        header = header_of(_beginning(sheet), _merged(sheet), hints)
        if header is None:
            continue
        complete = header.mapping.missing() is None
        rank = (complete, visible, sheet.total_height)
        if complete:
            others.append(sheet.name)
        if best is None or rank > best[0]:
            best = rank, sheet, header
    if best is None:
        raise UnusableFile("empty" if empty else "no_header")
    _, sheet, header = best
    rows = sheet.to_python(skip_empty_area=False)
    rest = tuple(name for name in others if name != sheet.name)
    return Table(sheet.name, _filled(rows, header, _merged(sheet)), header, _merged(sheet), rest)


def _longest_beginning(content: bytes) -> Rows:
    sheets = list(_sheets(python_calamine.load_workbook(BytesIO(content))))
    if not sheets:
        raise UnusableFile("empty")
    return _beginning(max(sheets, key=lambda found: (found[1], found[0].total_height))[0])


def _beginning(sheet: Any) -> Rows:
    return sheet.to_python(skip_empty_area=False, nrows=DEPTH)


def _sheets(book: python_calamine.CalamineWorkbook) -> Iterator[tuple[Any, bool]]:
    for meta in book.sheets_metadata:
        if meta.typ != python_calamine.SheetTypeEnum.WorkSheet:
            continue
        sheet = book.get_sheet_by_name(meta.name)
        if sheet.total_height * sheet.total_width > MAX_CELLS:
            raise UnusableFile("too_many_cells")
        yield sheet, meta.visible == python_calamine.SheetVisibleEnum.Visible


def _merged(sheet: Any) -> list[Any]:
    return sheet.merged_cell_ranges or []


def _filled(rows: list[list[Any]], header: Header, merged: list[Any]) -> list[list[Any]]:
    """Cells merged downwards over several people hold for each of them."""
    budget = MAX_CELLS
    for (top, left), (bottom, right) in merged:
        budget -= bottom - top
        if top <= header.last or bottom == top or left != right or budget < 0:
            continue
        for row in rows[top + 1 : bottom + 1]:
            row[left] = rows[top][left]
    return rows
