"""What a roster would change, as plain nouns: who is added, changed, ended, and why not all."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from pult.contracts.rosters.current import Insured
from pult.contracts.rosters.notes import Problem
from pult.contracts.rosters.rows import Roster, RosterRow

MANY = 30  # per cent of the insured: a full list that ends so many needs consent


@dataclass(frozen=True, slots=True)
class Terms:
    """What the contract says where a row is silent."""

    first_day: date
    last_day: date
    default_programme: UUID | None
    programmes: dict[str, UUID]  # by `programme_key` of name and code
    known: str  # the programmes' names, for people


@dataclass(slots=True)
class Addition:
    """A new policy, of a new person or of one whom the employer had insured before."""

    row: RosterRow
    programme_id: UUID
    start: date
    last_day: date
    person: Insured | None = None
    # Fields of the known person that the row tells anew.
    changes: dict[str, Any] = field(default_factory=dict)


@dataclass(slots=True)
class Change:
    """A policy that goes on with other data: field → (old, new)."""

    row: RosterRow
    insured: Insured
    fields: dict[str, tuple[Any, Any]]


@dataclass(slots=True)
class Ending:
    """Somebody missing from a full list, and the last day that they would have."""

    insured: Insured
    last_day: date


@dataclass(slots=True)
class Plan:
    """Everything that applying would do, and why some rows take no part."""

    roster: Roster
    added: list[Addition] = field(default_factory=list)
    changed: list[Change] = field(default_factory=list)
    ended: list[Ending] = field(default_factory=list)
    unchanged: int = 0
    dependants: int = 0
    insured: int = 0  # whose policies are alive, before the list
    # Row number → policy: of people who stay, and of main insured whom only the contract knows.
    kept: dict[int, UUID] = field(default_factory=dict)
    mains: dict[int, UUID] = field(default_factory=dict)

    @property
    def errors(self) -> list[Problem]:
        return self.roster.errors

    @property
    def warnings(self) -> list[Problem]:
        return self.roster.warnings

    @property
    def ends_many(self) -> bool:
        """A full list that ends so many may be a partial one: somebody has to say it is right."""
        return bool(self.ended) and 100 * len(self.ended) >= MANY * self.insured

    def counts(self) -> dict[str, int]:
        """Counts of the good rows, also when errors stop the whole; `rows` counts all people."""
        return {
            "rows": self.roster.total,
            "added": len(self.added),
            "changed": len(self.changed),
            "ended": len(self.ended),
            "unchanged": self.unchanged,
            "dependants": self.dependants,
        }

    def as_json(self) -> dict[str, Any]:
        """The result that the command prints."""
        return {
            **self.counts(),
            "errors": [problem.as_json() for problem in self.errors],
            "warnings": [problem.as_json() for problem in self.warnings],
        }
