"""What a preview shows, kept encrypted: problems, changes and people of one list."""

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings

from pult.contracts.models import Policy
from pult.contracts.rosters.columns import BY_KEY
from pult.contracts.rosters.files import Table
from pult.contracts.rosters.header import Mapping, normal
from pult.contracts.rosters.messages import FIELDS
from pult.contracts.rosters.notes import Note, Problem, shown
from pult.contracts.rosters.plan import Change, Plan
from pult.kernel import crypto
from pult.people import passports
from pult.people.models import Person
from pult.programmes.models import Programme

BEGINNING, ACROSS, SAMPLES = 20, 12, 3  # rows, cells and values of a list not understood yet
_LONG_NUMBER = re.compile(r"\d[\d №]{4,}\d")
SHOWN = 200  # of each kind on the page; the file of bad rows has all


@dataclass(frozen=True)
class Report:
    """A stored report as a page reads it, its sentences in the reader's language."""

    data: dict[str, Any]

    @property
    def errors(self) -> list[Problem]:
        return [_problem(item) for item in self.data.get("errors", [])]

    @property
    def warnings(self) -> list[Problem]:
        return [_problem(item) for item in self.data.get("warnings", [])]

    @property
    def columns(self) -> list[dict[str, Any]]:
        return self.data.get("columns", [])

    @property
    def changed(self) -> list[dict[str, Any]]:
        return [
            item
            | {
                "fields": [
                    (FIELDS[name], _label(name, old), _label(name, new))
                    for name, old, new in item["fields"]
                ]
            }
            for item in self.data.get("changed", [])
        ]

    def __getattr__(self, name: str) -> Any:
        """The plain parts: added, ended, skipped, sheet, totals."""
        if name.startswith("_"):
            raise AttributeError(name)
        return self.data.get(name, [])


def sealed(plan: Plan, sheet: str) -> bytes:
    """The report of a plan, encrypted."""
    text = json.dumps(_data(plan, sheet), ensure_ascii=False)
    return crypto.fernet(settings.PULT_DATA_KEYS).encrypt(text.encode())


def sealed_beginning(rows: Sequence[Sequence[Any]], table: Table | None, mapping: Mapping) -> bytes:
    """The beginning of a list that cannot be read until a person says where its titles stand and
    what its columns mean; long numbers in it are masked.

    `table` is None, and `mapping` empty, where no titles were found.
    """
    below = table.rows[table.header.last + 1 :] if table else ()
    columns = [
        one | {"samples": _samples(below, one["index"])} for one in _columns(mapping) if table
    ]
    numbered = [(number, _cells(row)) for number, row in enumerate(rows, start=1)]
    data = {
        "sheet": table.sheet if table else "",
        "columns": columns,
        "rows": [row for row in numbered if any(row[1])][:BEGINNING],
    }
    text = json.dumps(data, ensure_ascii=False)
    return crypto.fernet(settings.PULT_DATA_KEYS).encrypt(text.encode())


def _cells(row: Sequence[Any]) -> list[str]:
    return [_glimpse(cell) for cell in row[:ACROSS] if shown(cell)]


def _samples(rows: Sequence[Sequence[Any]], index: int) -> list[str]:
    """The first few different values of a column."""
    texts = (_glimpse(row[index]) for row in rows[:SHOWN] if index < len(row))
    return list(dict.fromkeys(text for text in texts if text))[:SAMPLES]


def _glimpse(cell: Any) -> str:
    """Enough of a cell to tell what its column means: of long numbers, the ends."""
    return _LONG_NUMBER.sub(lambda found: f"{found[0][:2]}••{found[0][-3:]}", shown(cell))[:60]


def opened(token: bytes | memoryview | None) -> Report:
    """A stored report; an empty one where nothing is stored."""
    if not token:
        return Report({})
    return Report(json.loads(crypto.fernet(settings.PULT_DATA_KEYS).decrypt(bytes(token))))


def _data(plan: Plan, sheet: str) -> dict[str, Any]:
    roster = plan.roster
    programmes = dict(Programme.objects.values_list("id", "name"))
    secret = {c.index for c in roster.mapping.columns if (c.key or "").startswith("passport")}
    return {
        "sheet": sheet,
        "columns": _columns(roster.mapping),
        "errors": [_stored(problem, secret) for problem in plan.errors[:SHOWN]],
        "warnings": [_stored(problem, secret) for problem in plan.warnings[:SHOWN]],
        "skipped": [[line.row, line.text] for line in roster.skipped[:SHOWN]],
        "added": [
            [one.row.row, str(one.row.name), shown(one.row.birth_date)]
            for one in plan.added[:SHOWN]
        ],
        "changed": [_change(one, programmes) for one in plan.changed[:SHOWN]],
        "ended": [
            [one.insured.policy_number, one.insured.full_name, shown(one.last_day)]
            for one in plan.ended[:SHOWN]
        ],
        "totals": {
            "errors": len(plan.errors),
            "warnings": len(plan.warnings),
            "bad_rows": len(roster.bad_rows),
            "skipped": len(roster.skipped),
            "ends_many": plan.ends_many,
            "insured": plan.insured,
        },
    }


def _label(name: str, value: str) -> str:
    """Words for what the book keeps as codes."""
    labels = {"sex": Person.Sex, "relation": Policy.Relation}.get(name)
    return str(labels(value).label) if labels and value else value


def _columns(mapping: Mapping) -> list[dict[str, Any]]:
    memory = mapping.memory_keys()
    return [
        {
            "index": column.index,
            "header": column.header,
            "key": column.key,
            "memory": memory.get(column.index, ""),
            "header_key": normal(column.header),
        }
        for column in mapping.columns
    ]


def _stored(problem: Problem, secret: set[int]) -> dict[str, Any]:
    """What is kept of a remark: of a passport, whether its column or its sentence, the ends."""
    value = problem.value
    params = {name: shown(value) for name, value in problem.note.params.items()}
    if problem.index in secret or problem.note.code.startswith("passport."):
        value = passports.mask(value) if value else ""
        if "value" in params:
            params["value"] = passports.mask(params["value"])
    return {
        "row": problem.row,
        "column": problem.column,
        "value": value,
        "code": problem.note.code,
        "params": params,
    }


def _problem(item: dict[str, Any]) -> Problem:
    note = Note(item["code"], item["params"])
    return Problem(item["row"], item["column"], item["value"], note)


def _change(change: Change, programmes: dict[Any, str]) -> dict[str, Any]:
    fields = []
    for name, (old, new) in sorted(change.fields.items()):
        if name == "passport":
            new = passports.mask(new)
        elif name == "programme":
            old, new = programmes.get(old, ""), programmes.get(new, "")
        elif name == "main":
            main = change.row.main
            old, new = "", str(main.name) if main else change.row.main_insured
        fields.append([name, shown(old), shown(new)])
    return {
        "row": change.row.row,
        "name": change.insured.full_name,
        "number": change.insured.policy_number,
        "fields": fields,
    }


def choices() -> Iterable[tuple[str, Any]]:
    """Meanings that a person may give to a column."""
    return [(key, column.title) for key, column in BY_KEY.items()]
