"""What a zipped table really holds, found out before anything parses it.

The directory of a zip may lie, so its parts are unpacked here, counted and dropped. A sheet may
also claim cells far apart, which its reader would fill with blanks between: their area is counted.
"""

import re
import struct
import zlib
from io import BytesIO
from zipfile import BadZipFile, ZipFile, ZipInfo

from pult.contracts.rosters.unusable import UnusableFile

MAX_UNPACKED = 512 * 1024 * 1024
MAX_RATIO = 200
RATIO_FROM = 32 * 1024 * 1024  # below this size nothing is a bomb
MAX_ENTRIES = 5_000
MAX_TEXT = 1024 * 1024 * 1024  # characters that shared strings may grow to in the cells

_WRONG = (("word/", "Word"), ("ppt/", "PowerPoint"), ("META-INF/MANIFEST.MF", "JAR"))
_FAR = re.compile(rb'r="(?:[A-Z]{2,3}\d|[A-Z]?\d{7})')  # beyond column Z or row 999,999
_WIDE = re.compile(rb'\br="([A-Z]{2,3})\d')
_DEEP = re.compile(rb'\br="[A-Z]{0,3}(\d+)"')
_SHARED = re.compile(rb'<c\b[^>]*?\bt="s"[^>]*>\s*(?:<f\b.*?)?<v>(\d+)</v>')
_MANY_CELLS = re.compile(
    rb"<table:(?:covered-)?table-cell\b[^>]*?columns-repeated=\"(\d{4,})\"[^>]*?(/?)>(.{0,20})",
    re.DOTALL,
)
_MANY_ROWS = re.compile(
    rb"<table:table-row\b[^>]*?rows-repeated=\"(\d{4,})\"[^>]*>(.*?)</table:table-row>(.{0,30})",
    re.DOTALL,
)


def check(content: bytes, *, max_cells: int) -> None:
    """Pass, or `UnusableFile` for what is no table, damaged, protected or a bomb."""
    try:
        with ZipFile(BytesIO(content)) as archive:
            entries = archive.infolist()
    except (BadZipFile, OSError, ValueError, struct.error, NotImplementedError, EOFError):
        raise UnusableFile("damaged") from None
    _check_directory(entries, len(content))
    _check_kind([entry.filename for entry in entries], content)
    _check_parts(content, entries, max_cells)


def _check_directory(entries: list[ZipInfo], packed: int) -> None:
    total = sum(entry.file_size for entry in entries)
    if len(entries) > MAX_ENTRIES or total > MAX_UNPACKED:
        raise UnusableFile("bomb")
    if total > RATIO_FROM and total > MAX_RATIO * packed:
        raise UnusableFile("bomb")
    if any(entry.flag_bits & 0x1 for entry in entries):
        raise UnusableFile("encrypted")


def _check_kind(names: list[str], content: bytes) -> None:
    for start, kind in _WRONG:
        if any(name.startswith(start) for name in names):
            raise UnusableFile("wrong_type", kind=kind)
    if "xl/workbook.bin" in names:
        raise UnusableFile("old_format", kind="XLSB")
    if "content.xml" in names and b"opendocument.spreadsheet" in content[:4096]:
        return
    if not any(name.replace("\\", "/").lower().startswith("xl/") for name in names):
        raise UnusableFile("wrong_type", kind="ZIP")


def _check_parts(content: bytes, entries: list[ZipInfo], max_cells: int) -> None:
    left = MAX_UNPACKED
    strings = b""
    shared: list[bytes] = []
    for entry in entries:
        part = _unpacked(content, entry, min(left, entry.file_size))
        left -= len(part)
        name = entry.filename.replace("\\", "/").lower()
        if name == "content.xml":
            _check_ods(part, max_cells)
        elif name == "meta-inf/manifest.xml" and b"encryption-data" in part:
            raise UnusableFile("encrypted")
        elif name.endswith("sharedstrings.xml"):
            strings = part
        elif "worksheets/" in name and name.endswith(".xml"):
            _check_area(part, max_cells)
            shared.append(part)
    _check_strings(strings, shared)


def _unpacked(content: bytes, entry: ZipInfo, limit: int) -> bytes:
    """The part's bytes; more of them than declared is a lie, and the file is refused."""
    header = content[entry.header_offset : entry.header_offset + 30]
    if len(header) < 30 or not header.startswith(b"PK\x03\x04"):
        raise UnusableFile("damaged")
    name, extra = struct.unpack("<HH", header[26:30])
    start = entry.header_offset + 30 + name + extra
    packed = memoryview(content)[start : start + entry.compress_size]
    if entry.compress_type == 0:
        return bytes(packed)
    if entry.compress_type != 8:
        raise UnusableFile("damaged")
    unpacker = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        part = unpacker.decompress(packed, limit + 1)
    except zlib.error:
        raise UnusableFile("damaged") from None
    if len(part) > limit:
        raise UnusableFile("bomb")
    if not unpacker.eof:
        raise UnusableFile("damaged")
    return part


def _check_area(sheet: bytes, max_cells: int) -> None:
    """Rows times columns that the reader will lay out, blanks included."""
    if not _FAR.search(sheet):
        return
    bottom = max(map(int, _DEEP.findall(sheet)), default=0)
    right = max(map(_column_number, set(_WIDE.findall(sheet))), default=26)
    if bottom * right > max_cells:
        raise UnusableFile("too_many_cells")


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _check_strings(strings: bytes, sheets: list[bytes]) -> None:
    """A long shared string named by a million cells is a bomb that the zip does not show."""
    cells = sum(sheet.count(b't="s"') for sheet in sheets)
    if not cells or not strings:
        return
    lengths = list(map(len, strings.split(b"</si>")))
    if max(lengths, default=0) * cells <= MAX_TEXT:
        return
    total = 0
    for sheet in sheets:
        for index in map(int, _SHARED.findall(sheet)):
            total += lengths[index] if index < len(lengths) else 0
    if total > MAX_TEXT:
        raise UnusableFile("bomb")


def _check_ods(part: bytes, max_cells: int) -> None:
    """Repeated cells and rows are honest only as the blank rest of a row or sheet."""
    for found in _MANY_CELLS.finditer(part):
        blank = found[2] == b"/" and b"value-type" not in found[0]
        if not blank or not found[3].lstrip().startswith(b"</table:table-row"):
            raise UnusableFile("too_many_cells")
    for found in _MANY_ROWS.finditer(part):
        blank = b"value-type" not in found[2] and b"<text:p" not in found[2]
        last = found[3].lstrip().startswith((b"</table:table>", b"<table:table-row", b"</table:"))
        if not blank or not last:
            raise UnusableFile("too_many_cells")
    rows = part.count(b"<table:table-row") + sum(
        int(number) for number in re.findall(rb'rows-repeated="(\d{1,3})"', part)
    )
    widths = [int(number) for number in re.findall(rb'columns-repeated="(\d{2,3})"', part)]
    if rows * (26 + max(widths, default=0)) > max_cells:
        raise UnusableFile("too_many_cells")
