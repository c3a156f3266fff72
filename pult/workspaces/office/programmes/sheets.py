"""A version as people read it: sections, their clauses, under each what follows from it."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from pult.programmes.differences import Data, Differences, Pair
from pult.programmes.names import Names
from pult.programmes.rules.document import Clause, Document, Section
from pult.programmes.wording import Told, told


class Line(NamedTuple):
    """A clause with what follows from it."""

    clause: Clause
    told: list[Told]


class Chapter(NamedTuple):
    """A section with its clauses; None: those of no section, by kind."""

    section: Section | None
    kind: str
    lines: list[Line]


def chapters(document: Document, names: Names) -> Iterator[Chapter]:
    """Conditions of the whole, the sections in their order, exclusions of the whole."""
    lines = [Line(clause, told(clause, names)) for clause in document.clauses]

    def without_section(kind: str) -> Chapter:
        own = [one for one in lines if not one.clause.section]
        if kind == "condition":
            return Chapter(None, kind, [one for one in own if one.clause.kind != "exclusion"])
        return Chapter(None, kind, [one for one in own if one.clause.kind == kind])

    yield without_section("condition")
    for section in document.sections:
        yield Chapter(section, "", [one for one in lines if one.clause.section == section.code])
    yield without_section("exclusion")


class Side(NamedTuple):
    """A clause on one side of a comparison; a line is marked if the other side has it not."""

    text: str
    text_differs: bool
    lines: list[tuple[Told, bool]]


class Row(NamedTuple):
    """A clause that differs: added, removed or changed."""

    number: str
    sort: str
    before: Side | None
    after: Side | None


def rows(
    found: Differences, before: tuple[Document, Names], after: tuple[Document, Names]
) -> list[Row]:
    """Both sides of every clause that differs."""
    old = {clause.number: told(clause, before[1]) for clause in before[0].clauses}
    new = {clause.number: told(clause, after[1]) for clause in after[0].clauses}
    return [
        Row(
            pair.name,
            pair.sort,
            _side(pair.before, pair.after, old.get(pair.name, []), new.get(pair.name, [])),
            _side(pair.after, pair.before, new.get(pair.name, []), old.get(pair.name, [])),
        )
        for pair in found.clauses
    ]


def _side(
    mine: Data | None, other: Data | None, lines: list[Told], others: list[Told]
) -> Side | None:
    if mine is None:
        return None
    known = {str(one) for one in others}
    return Side(
        text=mine["text"],
        text_differs=other is None or other["text"] != mine["text"],
        lines=[(one, str(one) not in known) for one in lines],
    )


def plain(pair: Pair, labels: Mapping[str, Any]) -> tuple[str, str, list[tuple[Any, str, str]]]:
    """A named part that differs: its name, the sort, and the fields that differ on both sides."""
    before, after = pair.before or {}, pair.after or {}
    fields = [
        (labels.get(name, name), _written(before.get(name)), _written(after.get(name)))
        for name in dict.fromkeys((*before, *after))
        if before.get(name) != after.get(name)
    ]
    return pair.name, pair.sort, fields


def _written(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(map(str, value))
    if isinstance(value, dict):
        return ", ".join(f"{name}: {one}" for name, one in value.items())
    return "" if value is None else str(value)
