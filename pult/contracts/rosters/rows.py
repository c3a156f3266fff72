"""From a table of raw cells to the people it lists.

Work goes column by column, and a spelling that repeats in a column is parsed once: that keeps
100,000 rows within a few seconds.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import Any

from pult.contracts.rosters import cells, together
from pult.contracts.rosters.cells import Name, Relation, Sex
from pult.contracts.rosters.files import Table
from pult.contracts.rosters.header import Mapping
from pult.contracts.rosters.lines import Skipped, Sorter
from pult.contracts.rosters.notes import BadCell, Note, Problem, shown
from pult.contracts.rosters.unusable import UnusableFile
from pult.kernel.text import name_key

Parser = Callable[[Any], tuple[Any, tuple[Note, ...]]]

PARSERS: dict[str, Parser] = {
    "sex": cells.parse_sex,
    "phone": cells.parse_phone,
    "email": cells.parse_email,
    "address": partial(cells.parse_text, limit=300),
    "job": partial(cells.parse_text, limit=150),
    "city": cells.parse_text,
    "programme": cells.parse_text,
    "start": cells.parse_date,
    "end": cells.parse_date,
    "relation": cells.parse_relation,
    "main_insured": partial(cells.parse_text, limit=300),
    "personnel_number": cells.parse_code,
    "policy_number": cells.parse_code,
}


@dataclass(slots=True)
class RosterRow:
    """One person of the list. `row` counts from 1, as the spreadsheet shows it."""

    row: int
    name: Name
    key: str
    birth_date: date
    sex: Sex | None = None
    passport: str | None = None
    phone: str | None = None
    email: str | None = None
    address: str | None = None
    job: str | None = None
    city: str | None = None
    programme: str | None = None
    start: date | None = None
    end: date | None = None
    relation: Relation | None = None
    main_insured: str | None = None
    personnel_number: str | None = None
    policy_number: str | None = None
    main: "RosterRow | None" = field(default=None, repr=False, compare=False)

    @property
    def is_dependant(self) -> bool:
        return self.relation is not None and self.relation is not Relation.EMPLOYEE

    @property
    def doubt(self) -> "Doubt":
        return Doubt(self.key, self.birth_date, self.policy_number)


@dataclass(frozen=True, slots=True)
class Doubt:
    """What is known of a bad row's person: nobody who may be meant by it is ended."""

    key: str | None
    birth_date: date | None
    policy_number: str | None


@dataclass(slots=True)
class Roster:
    """A list as read: `rows` are the good ones; a row with an error is in `doubts` only."""

    mapping: Mapping
    rows: list[RosterRow]
    total: int
    errors: list[Problem]
    warnings: list[Problem]
    skipped: list[Skipped]
    doubts: list[Doubt] = field(default_factory=list)

    @property
    def bad_rows(self) -> set[int]:
        return {problem.row for problem in self.errors}


class Reading:
    """One pass over a table: its columns, and what was found wrong with them."""

    def __init__(self, table: Table, mapping: Mapping, today: date) -> None:
        self.first = table.header.last + 2  # the number of the first row below the header
        self.titles = max(1, table.header.last + 1)  # where remarks on the whole list stand
        self.today = today
        self.mapping = mapping
        width = max((column.index for column in mapping.columns), default=0) + 1
        below = [_wide(row, width) for row in table.rows[table.header.last + 1 :]]
        self.lines: list[Sequence[Any]] = below
        self.numbers = list(range(self.first, self.first + len(below)))
        self.errors: list[Problem] = []
        self.warnings: list[Problem] = []

    def keep(self, wanted: list[bool]) -> None:
        """Go on with the wanted lines only."""
        self.lines = [line for line, want in zip(self.lines, wanted, strict=True) if want]
        self.numbers = [row for row, want in zip(self.numbers, wanted, strict=True) if want]

    def raw(self, key: str) -> list[Any]:
        """A column's cells, or blanks when the file has no such column."""
        index = self.mapping.keys.get(key)
        return [""] * len(self.lines) if index is None else [line[index] for line in self.lines]

    def values(self, key: str, parser: Parser) -> list[Any]:
        """A column's clean values; what is wrong goes to errors and warnings."""
        raw = self.raw(key)
        return self.parsed(key, raw, raw, parser)

    def parsed(self, key: str, written: list[Any], raw: list[Any], parser: Parser) -> list[Any]:
        results: dict[Any, Any] = {}
        remarks: dict[Any, tuple[Note | None, tuple[Note, ...]]] = {}
        for cell in set(raw):
            try:
                results[cell], notes = parser(cell)
            except BadCell as bad:
                results[cell], remarks[cell] = None, (bad.note, ())
            else:
                if notes:
                    remarks[cell] = (None, notes)
        if remarks:
            for place, cell in enumerate(raw):
                if cell in remarks:
                    self._remark(key, place, written[place], *remarks[cell])
        return [results[cell] for cell in raw]

    def _remark(
        self, key: str, place: int, value: Any, error: Note | None, notes: tuple[Note, ...]
    ) -> None:
        if error:
            self.error(self.numbers[place], key, value, error)
        for note in notes:
            self.warn(self.numbers[place], key, value, note)

    def error(self, row: int, key: str, value: Any, note: Note) -> None:
        self.errors.append(self._problem(row, key, value, note))

    def warn(self, row: int, key: str, value: Any, note: Note) -> None:
        self.warnings.append(self._problem(row, key, value, note))

    def _problem(self, row: int, key: str, value: Any, note: Note) -> Problem:
        index = self.mapping.keys.get(key)
        return Problem(row, self.mapping.header(key), shown(value), note, index)


def read_rows(table: Table, *, today: date, mapping: Mapping | None = None) -> Roster:
    """The people of a table, with every error and warning of cells and between rows.

    `today` bounds birth dates. `mapping` is a corrected one; without it the table's own.
    """
    mapping = mapping or table.header.mapping
    if code := mapping.missing():
        raise UnusableFile(code)
    reading = Reading(table, mapping, today)
    skipped = _without_other_lines(reading, today)
    if not reading.lines:
        raise UnusableFile("no_rows")
    total = len(reading.lines)
    fields = _columns(reading, today)
    everyone, doubts = _people(reading, fields)
    rows = together.settle(reading, everyone, doubts)
    reading.errors.sort(key=_place)
    reading.warnings.sort(key=_place)
    titles = max(1, table.header.first + 1)
    for sheet in table.others:
        reading.warn(titles, "full_name", sheet, Note("sheet.other", {"value": sheet}))
    return Roster(mapping, rows, total, reading.errors, reading.warnings, skipped, doubts)


def _place(problem: Problem) -> tuple[int, int]:
    return problem.row, problem.index or 0


def _wide(row: Sequence[Any], width: int) -> Sequence[Any]:
    return row if len(row) >= width else [*row, *[""] * (width - len(row))]


def _without_other_lines(reading: Reading, today: date) -> list[Skipped]:
    """Blank lines, totals, signatures, repeated headers and notes are no people."""
    sorter = Sorter(reading.mapping)
    dated = _dated(reading.raw("birth_date"), today)
    wanted, skipped = [], []
    for line, row, has_date in zip(reading.lines, reading.numbers, dated, strict=True):
        other = None if has_date else sorter.other(line, row)
        wanted.append(other is None)
        if other is not None:
            skipped.append(other)
    if skipped:
        reading.keep(wanted)
    return [line for line in skipped if line.text]


def _dated(raw: list[Any], today: date) -> list[bool]:
    readable = {}
    for cell in set(raw):
        try:
            readable[cell] = cells.parse_birth_date(cell, today)[0] is not None
        except BadCell:
            readable[cell] = False
    return [readable[cell] for cell in raw]


def _columns(reading: Reading, today: date) -> dict[str, list[Any]]:
    """Clean values of every field of `RosterRow` that stands in columns of its own."""
    fields = {
        "name": _names(reading),
        "birth_date": reading.values("birth_date", partial(cells.parse_birth_date, today=today)),
        "passport": _passports(reading),
    }
    for key, parser in PARSERS.items():
        if key in reading.mapping.keys:
            fields[key] = reading.values(key, parser)
    return fields


def _names(reading: Reading) -> list[Name | None]:
    if "full_name" in reading.mapping.keys:
        names = reading.values("full_name", cells.parse_full_name)
        _demand(reading, "full_name", names, "name.missing")
        return names
    parts = [
        reading.values(key, cells.parse_name_part)
        for key in ("surname", "first_name", "patronymic")
    ]
    names = []
    for place, (surname, first, patronymic) in enumerate(zip(*parts, strict=True)):
        if surname and first:
            names.append(Name(surname, first, patronymic or ""))
            continue
        name, notes = _one_cell_name(surname, first, patronymic)
        for note in notes:
            reading.warn(reading.numbers[place], "surname", surname, note)
        names.append(name)
    _demand(reading, "surname", parts[0], "name.surname_missing")
    whole = [name and name.first for name in names]
    _demand(reading, "first_name", whole, "name.first_missing")
    return names


def _one_cell_name(*parts: str | None) -> tuple[Name | None, tuple[Note, ...]]:
    """Somebody typed the whole name into the first of three columns."""
    try:
        return cells.parse_full_name(parts[0]) if parts[0] else (None, ())
    except BadCell:
        return None, ()


def _demand(reading: Reading, key: str, values: list[Any], code: str) -> None:
    """An error wherever there is no value and none was told yet."""
    if all(values):
        return
    told = {problem.row for problem in reading.errors}
    for row, value, cell in zip(reading.numbers, values, reading.raw(key), strict=True):
        if not value and row not in told:
            reading.error(row, key, cell, Note(code))


def _passports(reading: Reading) -> list[str | None]:
    keys = reading.mapping.keys
    if "passport" in keys:
        return reading.values("passport", cells.parse_passport)
    if "passport_series" not in keys and "passport_number" not in keys:
        return [None] * len(reading.lines)
    pairs = list(zip(reading.raw("passport_series"), reading.raw("passport_number"), strict=True))
    written = [" ".join(filter(None, map(shown, pair))) for pair in pairs]
    key = "passport_number" if "passport_number" in keys else "passport_series"
    return reading.parsed(key, written, pairs, lambda pair: cells.join_passport(*pair))


def _people(reading: Reading, fields: dict[str, list[Any]]) -> tuple[list[RosterRow], list[Doubt]]:
    """Rows without errors of their own, and what is known of the others."""
    _demand(reading, "birth_date", fields["birth_date"], "birth.missing")
    bad = {problem.row for problem in reading.errors}
    keys = _name_keys(fields["name"])
    order = tuple(fields)
    people, doubts = [], []
    for row, key, *values in zip(
        reading.numbers, keys, *(fields[name] for name in order), strict=True
    ):
        known = dict(zip(order, values, strict=True))
        if row in bad:
            doubts.append(Doubt(key, known["birth_date"], known.get("policy_number")))
        else:
            people.append(RosterRow(row=row, key=key, **known))
    return people, doubts


def _name_keys(names: Iterable[Name | None]) -> list[str]:
    """`kernel.text.name_key` of whole names, each different word worked out once."""
    words: dict[str, str] = {}
    keys = []
    for name in names:
        if name is None:
            keys.append("")
            continue
        for word in name:
            if word not in words:
                words[word] = name_key(word)
        keys.append(" ".join([words[word] for word in name if word]))
    return keys
