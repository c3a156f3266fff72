"""What differs between two documents of one programme. Pure."""

from dataclasses import dataclass, field
from typing import Any

Data = dict[str, Any]
PARTS = ("rules", "limits", "waits", "shares")
# What stands outside the clauses, each a list of objects with a code.
LISTS = ("sections", "groups", "diagnoses", "clinics", "zones")
HEAD = ("title", "city", "serves", "territory", "payment_rule", "bonuses", "names")


@dataclass(frozen=True)
class Pair:
    """Something before and after; None on the side where it is not."""

    name: str
    before: Data | None
    after: Data | None

    @property
    def sort(self) -> str:
        if self.before is None:
            return "added"
        return "removed" if self.after is None else "changed"


@dataclass(frozen=True)
class Differences:
    """Pairs that differ: fields of the head, clauses by number, named lists by kind."""

    head: list[Pair] = field(default_factory=list)
    clauses: list[Pair] = field(default_factory=list)
    lists: dict[str, list[Pair]] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.head or self.clauses or any(self.lists.values()))


def differences(before: Data, after: Data) -> Differences:
    """Everything that differs, in the order of the later document, what was removed last."""
    return Differences(
        head=[
            Pair(name, {name: before[name]}, {name: after[name]})
            for name in HEAD
            if before[name] != after[name]
        ],
        clauses=_pairs(before["clauses"], after["clauses"], "number"),
        lists={name: _pairs(before[name], after[name], "code") for name in LISTS},
    )


def changed_clauses(before: Data, after: Data) -> list[str]:
    """What was changed, shortly: numbers of clauses, «@» and the code of the other parts, the
    document's own code for its head."""
    found = differences(before, after)
    return [
        *(pair.name for pair in found.clauses),
        *([after["code"]] if found.head else []),
        *(f"@{pair.name}" for pairs in found.lists.values() for pair in pairs),
    ]


def _pairs(before: list[Data], after: list[Data], key: str) -> list[Pair]:
    old = {one[key]: one for one in before}
    new = {one[key]: one for one in after}
    return [
        Pair(name, old.get(name), new.get(name))
        for name in dict.fromkeys((*new, *old))
        if old.get(name) != new.get(name)
    ]
