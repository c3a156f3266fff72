"""Work e-mail addresses: trimmed, lowered, look-alikes put right."""

import re
from typing import Any

from pult.contracts.rosters.cells.plain import NOTHING, plain
from pult.contracts.rosters.notes import BadCell, Note

Parsed = tuple[str | None, tuple[Note, ...]]

_CLEAN = re.compile(r"[a-z0-9_+-]+(?:\.[a-z0-9_+-]+)*@[a-z0-9]+(?:[.-][a-z0-9]+)*\.[a-z]{2,24}")
_ADDRESS = re.compile(
    r"[a-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
    r"@(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+(?:xn--[a-z0-9-]{2,59}|[a-z]{2,24})"
)
_CYRILLIC = re.compile("[а-яё]")
_TO_LATIN = str.maketrans("асеорхукмтвнгі", "aceopxykmtbhri")
_SAFE = set("асеорхуктмі")  # these read the same in both alphabets, in any font


def parse_email(raw: Any) -> Parsed:
    """The first address of the cell, lowercase.

    >>> parse_email(" Ivan.Petrov@Example.com; sekretar@example.com ")[0]
    'ivan.petrov@example.com'
    """
    if isinstance(raw, str) and _CLEAN.fullmatch(raw):
        return raw, ()
    text = plain(raw).casefold()
    if not text:
        return NOTHING
    text = re.sub(r"\s*@\s*", "@", text.replace("mailto:", " "))
    parts = [part.strip(" <>()[].'\"") for part in re.split(r"[,;\s]+", text)]
    parts = [part for part in parts if "@" in part]
    if not parts:
        raise BadCell("email.unreadable")
    value, notes = _mended(parts[0])
    if not _ADDRESS.fullmatch(value) or len(value) > 254 or len(value.split("@")[0]) > 64:
        raise BadCell("email.unreadable")
    if len(set(parts)) > 1:
        notes += (Note("email.several", {"value": value}),)
    return value, notes


def _mended(address: str) -> tuple[str, tuple[Note, ...]]:
    """Cyrillic look-alikes as Latin, with a note; a Cyrillic domain as its punycode."""
    if not _CYRILLIC.search(address):
        return address, ()
    local, _, domain = address.partition("@")
    if set(_CYRILLIC.findall(address)) <= _SAFE:
        value = address.translate(_TO_LATIN)
        return value, (Note("email.cyrillic", {"value": value}),)
    if _CYRILLIC.search(local) or re.search("[a-z]", domain):
        raise BadCell("email.cyrillic_letters")
    try:
        return f"{local}@{domain.encode('idna').decode()}", ()
    except UnicodeError:
        raise BadCell("email.unreadable") from None
