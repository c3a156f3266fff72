"""One change of a document as data: a clause, a named part, the head. Pure; nothing is checked."""

from typing import Any

Data = dict[str, Any]


def with_clause(document: Data, was: str, clause: Data) -> Data:
    """The clause in place of the one numbered `was`, or a new one; clauses stand by number."""
    left = [one for one in document["clauses"] if one["number"] != was]
    return document | {"clauses": sorted([*left, clause], key=_order)}


def without_clause(document: Data, number: str) -> Data:
    left = [one for one in document["clauses"] if one["number"] != number]
    return document | {"clauses": left}


def with_part(document: Data, kind: str, was: str, part: Data) -> Data:
    """A section, group, set, list or zone in place of that with the code `was`, or a new last."""
    parts = list(document[kind])
    place = next((n for n, one in enumerate(parts) if one["code"] == was), len(parts))
    parts[place : place + 1] = [part]
    return document | {kind: parts}


def without_part(document: Data, kind: str, code: str) -> Data:
    return document | {kind: [one for one in document[kind] if one["code"] != code]}


def next_id(number: str, taken: set[str]) -> str:
    """An id for one more rule of a clause: «2.1.1», «2.1.1/2», …"""
    if number not in taken:
        return number
    n = 2
    while f"{number}/{n}" in taken:
        n += 1
    return f"{number}/{n}"


def _order(clause: Data) -> tuple[tuple[bool, int, str], ...]:
    """Steps of a number as numbers, so that 2.10 stands after 2.9; words after them."""
    steps = clause["number"].split(".")
    return tuple(
        (not step.isdecimal(), int(step) if step.isdecimal() else 0, step) for step in steps
    )
