"""Text tables: which encoding, which delimiter."""

import csv
import io

import charset_normalizer

from pult.contracts.rosters.header import DEPTH, find_header
from pult.contracts.rosters.unusable import UnusableFile

_DELIMITERS = (";", "\t", ",", "|")
_BOMS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_MARKUP = ("<!doctype html", "<html", "<table", "<?xml")
# Bytes that no text of these encodings holds.
_CONTROL = frozenset(map(chr, range(32))) - set("\t\r\n\x0b\x0c\x1a\x1e\x1f")


def read(content: bytes) -> list[list[str]]:
    """Rows of a text table, in any usual encoding and with any usual delimiter."""
    text = _decoded(content)
    beginning = text[:2000].lstrip().casefold()
    if beginning.startswith(_MARKUP):
        raise UnusableFile("old_format", kind="HTML" if "<html" in beginning else "XML")
    if not text.strip():
        raise UnusableFile("empty")
    return _parsed(text, _delimiter(text))


def _decoded(content: bytes) -> str:
    """Text: by its mark, else UTF-8 when it is that without fault, else cp1251.

    A short list is too little for statistics, and Russian offices write one of the two.
    """
    for bom, encoding in _BOMS:
        if content.startswith(bom):
            return _plausible(_try(content, encoding))
    if unmarked := _unmarked_utf16(content):
        return _plausible(_try(content, unmarked))
    for encoding in ("utf-8", "cp1251"):
        text = _try(content, encoding)
        if text is not None and _looks_russian(text):
            return text
    guess = charset_normalizer.from_bytes(content[:200_000]).best()
    if guess is not None:
        text = _try(content, guess.encoding)
        if text is not None and _is_text(text):
            return text
    return _plausible(_try(content, "utf-8") or _try(content, "cp1251"))


def _try(content: bytes, encoding: str) -> str | None:
    try:
        return content.decode(encoding)
    except (UnicodeError, LookupError):
        return None


def _unmarked_utf16(content: bytes) -> str | None:
    """UTF-16 without a mark: the high bytes of letters, blanks and digits are 0 and 4."""
    sample = content[:4000]
    if len(sample) < 8:
        return None
    even, odd = sample[0::2], sample[1::2]
    for high, encoding in ((odd, "utf-16-le"), (even, "utf-16-be")):
        if sum(byte in (0, 4) for byte in high) > 0.9 * len(high) and 0 in high:
            return encoding
    return None


def _is_text(text: str) -> bool:
    return _CONTROL.isdisjoint(text[:100_000]) and "\x00" not in text


def _looks_russian(text: str) -> bool:
    """Text whose header can be recognised, or that is ASCII or mostly Cyrillic letters."""
    if not _is_text(text):
        return False
    sample = [letter for letter in text[:20_000] if ord(letter) > 127 and letter.isalpha()]
    small = sum("а" <= letter <= "я" for letter in sample)
    known = sum("а" <= letter.lower() <= "я" or letter in "ёЁ" for letter in sample)
    return not sample or (known >= 0.9 * len(sample) and (small >= 0.3 * known or text.isupper()))


def _plausible(text: str | None) -> str:
    if text is None or not _is_text(text):
        raise UnusableFile("unknown_type")
    return text


def _delimiter(text: str) -> str:
    """The delimiter under which the header is understood best; of equals, the most columns."""
    head = "\n".join(text.splitlines()[: DEPTH * 2])

    def rank(delimiter: str) -> tuple[int, int]:
        try:
            rows = _parsed(head, delimiter)
        except UnusableFile:
            return -1, 0
        header = find_header(rows)
        return (header.score if header else 0), sum(len(row) > 1 for row in rows)

    return max(_DELIMITERS, key=rank)


def _parsed(text: str, delimiter: str) -> list[list[str]]:
    csv.field_size_limit(1_000_000)
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error:
        raise UnusableFile("damaged") from None
