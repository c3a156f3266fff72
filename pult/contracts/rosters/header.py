"""Finding the header of a roster and saying which column is which."""

import re
from collections import Counter, abc
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from pult.contracts.rosters.columns import (
    BY_KEY,
    COLUMNS,
    IGNORED,
    OTHER_CONTACT,
    PREFERRED,
    STEM_ORDER,
)
from pult.contracts.rosters.notes import storable
from pult.kernel.text import LOOKALIKES, tidy

DEPTH = 60  # rows in which the header is looked for; titles above it are never longer
Cells = Sequence[Any]
Remembered = abc.Mapping[str, str | None]  # text of a title → meaning
NOTHING: Remembered = {}
Merged = Sequence[tuple[tuple[int, int], tuple[int, int]]]

_EXACT = {title: column.key for column in COLUMNS for title in column.titles}
_CYRILLIC = re.compile("[а-яё]", re.IGNORECASE)
_BRACKETS = re.compile(r"\([^)]*\)|\*+")
# Words in brackets that tell one contact from another: «Телефон (доп.)», «Почта (рабочая)».
_CONTACT = re.compile(r"тел|phone|почт|mail|мейл|контакт", re.IGNORECASE)
_TELLING = re.compile(
    r"\b(личн\w*|персональн\w*|раб|рабоч\w*|корп\w*|служ\w*|моб\w*|сот|сотов\w*|дом|домашн\w*"
    r"|доп|дополн\w*|гор|городск\w*|work|home|mobile|personal)\b",
    re.IGNORECASE,
)
_IN_PASSPORT = {"серия": "passport_series", "номер": "passport_number", "no": "passport_number"}


@dataclass(frozen=True, slots=True)
class MappedColumn:
    """A column of the file: its place, its title as written, and what it means (or None).

    `part` is the lower line of a title of two lines.
    """

    index: int
    header: str
    key: str | None
    part: str = ""


@dataclass(frozen=True, slots=True)
class Mapping:
    """What each column of the file means. A person may correct it; employers' are remembered."""

    columns: tuple[MappedColumn, ...]

    @property
    def keys(self) -> dict[str, int]:
        """Meaning → index of its column."""
        return {column.key: column.index for column in self.columns if column.key}

    def header(self, key: str) -> str:
        """The title of a meaning as the file writes it, else ours."""
        for column in self.columns:
            if column.key == key:
                return column.header
        return BY_KEY[key].russian

    def missing(self) -> str | None:
        """The code of `UNUSABLE` for what no list can do without, or None."""
        keys = self.keys
        if "full_name" not in keys and not {"surname", "first_name"} <= keys.keys():
            return "no_name"
        return None if "birth_date" in keys else "no_birth_date"

    def corrected(self, remembered: Remembered) -> "Mapping":
        """With what a person said before about headers of the same (normalised) text."""
        chosen = {
            index: remembered[text]
            for index, text in self.memory_keys().items()
            if text in remembered
        }
        taken = {key for key in chosen.values() if key}
        columns = tuple(
            replace(column, key=chosen[column.index])
            if column.index in chosen
            else replace(column, key=None if column.key in taken else column.key)
            for column in self.columns
        )
        return Mapping(_unique(columns))

    def memory_keys(self) -> dict[int, str]:
        """Index → the text by which a column's meaning is remembered for the employer.

        The lower line of a title of two, where it alone tells the column: what stands above may
        differ from list to list.
        """
        texts = {c.index: normal(c.part or c.header) for c in self.columns if c.header}
        times = Counter(texts.values())
        return {
            c.index: text if times[text := texts[c.index]] == 1 else normal(c.header)
            for c in self.columns
            if c.header
        }


@dataclass(frozen=True, slots=True)
class Header:
    """Where the header stands: 0-based first and last row of it, and its mapping."""

    first: int
    last: int
    mapping: Mapping

    @property
    def score(self) -> int:
        """How many meanings are known, those that no list can do without counting most."""
        keys = self.mapping.keys
        return len(keys) + (0 if self.mapping.missing() else 100)

    @property
    def rank(self) -> tuple[int, bool]:
        """By which the best header is chosen."""
        return self.score, self.first == self.last


def normal(text: Any) -> str:
    """A header as it is compared: case, ё, punctuation, line breaks, look-alikes aside.

    >>> normal("Дата\\n рождения (дд.мм.гггг)*"), normal("№ пaспорта"), normal("E-mail")
    ('дата рождения', 'no паспорта', 'e mail')
    """
    if not isinstance(text, str):
        return ""
    text = tidy(storable(text))
    if _BRACKETS.sub("", text).strip():
        contact = _CONTACT.search(text) is not None
        text = _BRACKETS.sub(lambda found: _kept(found.group()) if contact else " ", text)
    text = text.replace("№", " no ")
    if _CYRILLIC.search(text):
        text = " ".join(
            word.translate(LOOKALIKES) if _CYRILLIC.search(word) else word for word in text.split()
        )
    text = re.sub(r"[^\w#]+|_", " ", text.casefold().replace("ё", "е"))
    return " ".join(text.split())


def _kept(brackets: str) -> str:
    return f" {brackets.strip('()*')} " if _TELLING.search(brackets) else " "


def recognise(text: Any) -> str | None:
    """The meaning of one header text, or None."""
    words = normal(text)
    if not words or len(words) > 90:
        return None
    if words in _EXACT:
        return _EXACT[words]
    if IGNORED.search(words):
        return None
    for key in STEM_ORDER:
        if BY_KEY[key].stems.search(words):
            return key
    return None


def find_header(
    rows: Sequence[Cells], merged: Merged = (), remembered: Remembered = NOTHING
) -> Header | None:
    """The best header among the first rows: one line, or a group line over a line of parts.

    Two lines only where they tell more than one: else the upper is a title of the list.
    `remembered` are meanings that a person gave to titles before.
    """
    rows = list(rows[: DEPTH + 1])
    best: Header | None = None
    for first, row in enumerate(rows[:DEPTH]):
        if not _may_be_header(row):
            continue
        for candidate in _candidates(rows, first, merged):
            if remembered:
                mapping = candidate.mapping.corrected(remembered)
                candidate = replace(candidate, mapping=mapping)
            if candidate.mapping.keys and (best is None or candidate.rank > best.rank):
                best = candidate
    return best if best and len(best.mapping.keys) >= 2 else None


def _candidates(rows: list[Cells], first: int, merged: Merged) -> Iterable[Header]:
    yield Header(first, first, _mapped(enumerate(rows[first])))
    groups = {tidy(cell) for cell in rows[first] if isinstance(cell, str) and cell.strip()}
    # One text alone over the whole is the title of the list, merged or not.
    if len(groups) > 1 and first + 1 < len(rows) and _may_be_header(rows[first + 1]):
        upper = _spread(rows[first], rows[first + 1], first, merged)
        columns = tuple(
            MappedColumn(index, f"{above} {below}".strip(), _recognise_part(above, below), below)
            for index, (above, below) in enumerate(_zip_longest(upper, rows[first + 1]))
            if above or below
        )
        yield Header(first, first + 1, understood(columns))


def _recognise_part(above: str, below: str) -> str | None:
    """A part of a group: «Паспорт» «номер» by both, «ФИО» «Имя» by the part."""
    both = f"{above} {below}".strip()
    if OTHER_CONTACT.search(normal(both)):
        return None
    exact = _EXACT.get(normal(both)) or _EXACT.get(normal(below))
    return exact or recognise(both)


def _may_be_header(row: Cells) -> bool:
    """Titles are text; a row with a number, a date or long digits in it is data."""
    for cell in row:
        if isinstance(cell, str):
            if sum(map(str.isdigit, cell)) > 4 and not _CYRILLIC.search(cell):
                return False
        elif cell is not None and (isinstance(cell, float | int | date)):
            return False
    return any(isinstance(cell, str) and cell.strip() for cell in row)


def _spread(row: Cells, below: Cells, at: int, merged: Merged) -> list[str]:
    """Group titles repeated over their parts: by merged cells, else rightwards over blanks."""
    texts = [cell if isinstance(cell, str) else "" for cell in row]
    texts += [""] * (len(below) - len(texts))
    across = [(left, right) for (top, left), (bottom, right) in merged if top <= at <= bottom]
    for left, right in across:
        for index in range(left + 1, min(right + 1, len(texts))):
            texts[index] = texts[left]
    if across:
        return texts
    for index in range(1, min(len(texts), len(below))):
        has_part = isinstance(below[index], str) and below[index].strip()
        parts_begin = isinstance(below[index - 1], str) and below[index - 1].strip()
        if not texts[index].strip() and has_part and parts_begin:
            texts[index] = texts[index - 1]
    return texts


def _zip_longest(upper: list[str], lower: Cells) -> Iterable[tuple[str, str]]:
    for index in range(max(len(upper), len(lower))):
        above = upper[index] if index < len(upper) else ""
        below = lower[index] if index < len(lower) else ""
        yield tidy(storable(above)), tidy(storable(below)) if isinstance(below, str) else ""


def _mapped(titles: Iterable[tuple[int, Any]]) -> Mapping:
    columns = tuple(
        MappedColumn(index, tidy(storable(title)), recognise(title))
        for index, title in titles
        if isinstance(title, str) and title.strip()
    )
    return understood(columns)


def understood(columns: Iterable[MappedColumn]) -> Mapping:
    """The mapping of columns that were recognised one by one: each meaning once."""
    return Mapping(_settled(_unique(tuple(columns))))


def _unique(columns: tuple[MappedColumn, ...]) -> tuple[MappedColumn, ...]:
    """Of several columns with one meaning the one preferred by its words stays, else the exactly
    titled one, else the first."""
    holder: dict[str, MappedColumn] = {}
    for column in columns:
        if column.key is None:
            continue
        best = holder.get(column.key)
        if best is None or _fitness(column) > _fitness(best):
            holder[column.key] = column
    return tuple(
        column if column.key is None or holder[column.key] is column else replace(column, key=None)
        for column in columns
    )


def _fitness(column: MappedColumn) -> tuple[bool, bool]:
    words = normal(column.header)
    preferred = PREFERRED.get(column.key or "")
    return bool(preferred and preferred.search(words)), _EXACT.get(words) == column.key


def _settled(columns: tuple[MappedColumn, ...]) -> tuple[MappedColumn, ...]:
    """Meanings that depend on the neighbours."""
    keys = {column.key for column in columns}
    settled = []
    for before, column in zip((None, *columns), columns, strict=False):
        key = column.key
        if key == "main_insured" and not keys & {"full_name", "surname"}:
            key = "full_name"  # «Сотрудник» is the insured person when nobody else is
        elif key is None and before and before.key == "passport_series":
            key = _IN_PASSPORT.get(normal(column.header))
        elif key == "passport_number" and "passport_series" not in keys:
            key = "passport"
        elif key == "passport_series" and not keys & {"passport_number", "passport"}:
            follows = any(normal(other.header) in ("номер", "no") for other in columns)
            key = "passport_series" if follows else "passport"
        settled.append(replace(column, key=key))
    return _unique(tuple(settled))
