"""The desk's phones for pages that must render when nothing else works."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import DatabaseError

from pult.guide import queries as guide


@dataclass(frozen=True)
class Line:
    """One phone of the desk: whom it is for, and its number."""

    label: str
    number: str
    city: str = ""


def lines(city: str = "") -> list[Line]:
    """The desk's phones, that of `city` first: it is the nearest and costs the least."""
    return sorted(_lines(), key=lambda line: not city or line.city != city)


def _lines() -> list[Line]:
    """The desk's phones; without a database the last that any process of this machine saw."""
    try:
        known = [_line(phone) for phone in guide.profile().phones]
    except (DatabaseError, LookupError):
        return _remembered()
    _remember(known)
    return known


def _line(phone: dict[str, Any]) -> Line:
    return Line(label=guide.text(phone["label"]), number=phone["number"], city=phone["city"])


def _memory() -> Path:
    return Path(settings.PULT_VAR) / "desk-phones.json"


def _remembered() -> list[Line]:
    try:
        return [Line(**line) for line in json.loads(_memory().read_text(encoding="utf-8"))]
    except (OSError, ValueError, TypeError):
        return []


def _remember(known: list[Line]) -> None:
    if known == _remembered():
        return
    partial = _memory().with_suffix(".partial")
    try:
        partial.write_text(json.dumps([asdict(line) for line in known]), encoding="utf-8")
        partial.replace(_memory())
    except OSError:
        # A read-only disk costs the memory, never the page.
        return
