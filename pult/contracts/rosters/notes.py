"""What is said about a cell: a code of `messages.SENTENCES` and plain parameters.

Codes, not sentences, are stored, so that each reader sees them in their own language.
"""

import re
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from pult.contracts.rosters.messages import SENTENCES

_UNSTORABLE = re.compile("[\x00-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


class BadCell(Exception):
    """A cell that cannot be read; the code's sentence says how to mend it."""

    def __init__(self, code: str, **params: Any) -> None:
        super().__init__(code)
        self.note = Note(code, params)


@dataclass(frozen=True, slots=True)
class Note:
    """One remark about one value."""

    code: str
    params: dict[str, Any] = field(default_factory=dict)

    @property
    def message(self) -> str:
        return str(SENTENCES[self.code]) % {key: shown(value) for key, value in self.params.items()}


@dataclass(frozen=True, slots=True)
class Problem:
    """A remark with its place in the file: `row` counts from 1 as the spreadsheet shows it."""

    row: int
    column: str
    value: str
    note: Note
    index: int | None = None

    @property
    def message(self) -> str:
        return self.note.message

    def as_json(self) -> dict[str, Any]:
        """The shape that the command prints."""
        return {
            "row": self.row,
            "column": self.column,
            "value": self.value,
            "message": self.message,
        }


def storable(text: str) -> str:
    """Without control characters and halves of characters, which no database keeps."""
    return text if text.isprintable() else _UNSTORABLE.sub(" ", text)


def shown(value: Any) -> str:
    """A cell as a person would have typed it: no `.0`, dates as in Russia, short."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, date):
        return f"{value:%d.%m.%Y}"
    text = " ".join(storable(str(value)).split())
    return text if len(text) <= 80 else text[:79] + "…"
