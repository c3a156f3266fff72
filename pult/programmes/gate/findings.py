"""What the gate finds in a document, each finding with a question that shows it."""

from collections.abc import Iterator
from dataclasses import dataclass, fields

from pult.programmes.rules.shapes import Document


@dataclass(frozen=True, slots=True)
class Example:
    """A concrete question. Empty: `service` one that the document does not name, `diagnosis` none
    is established, `city` one that the document does not name.

    `clinic` is None where no clinic is named, «» for one that the document does not name;
    `offers` says whether the clinic offers the service, `zones` where the place lies.
    """

    service: str
    diagnosis: str
    stage: str
    clinic: str | None
    level: int
    city: str
    offers: bool
    age: int
    sex: str
    urgency: str
    zones: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two rules of different effects that are alive on one question."""

    rules: tuple[str, str]
    example: Example


@dataclass(frozen=True, slots=True)
class Cycle:
    """Rules that beat each other in a circle; the example is a question on which all hold."""

    rules: tuple[str, ...]
    example: Example | None


@dataclass(frozen=True, slots=True)
class Gap:
    """Services of the document's groups for which a question without a clinic finds no rule."""

    services: tuple[str, ...]
    example: Example


@dataclass(frozen=True, slots=True)
class Dead:
    """A rule that decides nothing: `why` is beaten, never_holds or lifts_nothing.

    The example of a beaten one is a question on which it holds and `by` beat it.
    """

    rule: str
    why: str
    by: tuple[str, ...] = ()
    example: Example | None = None


@dataclass(frozen=True, slots=True)
class Unreachable:
    """A limit that never says no: `why` is not_covered, or smaller_first with the limit `by`."""

    limit: str
    why: str
    by: str = ""
    example: Example | None = None


@dataclass(frozen=True, slots=True)
class Findings:
    """Everything that was found; `more` says that there are more conflicts than are shown.

    `empty` are lists of clinics that hold none, `unknown` codes of clinics not in the book.
    """

    document: Document
    conflicts: tuple[Conflict, ...] = ()
    cycles: tuple[Cycle, ...] = ()
    gaps: tuple[Gap, ...] = ()
    dead: tuple[Dead, ...] = ()
    unreachable: tuple[Unreachable, ...] = ()
    empty: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    more: bool = False

    @property
    def forbid(self) -> bool:
        """Whether the document may not be published."""
        return bool(self.conflicts or self.cycles or self.unknown)

    def __iter__(self) -> Iterator[tuple[str, tuple[object, ...]]]:
        """Names of findings with what was found."""
        for one in fields(self)[1:-1]:
            yield one.name, getattr(self, one.name)
