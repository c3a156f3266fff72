"""The publish gate: what is wrong with a programme's document, with concrete examples. Pure."""

from collections.abc import Mapping
from itertools import islice

from pult.programmes.gate.conflicts import conflicts, cycles
from pult.programmes.gate.dead import dead
from pult.programmes.gate.findings import (
    Conflict,
    Cycle,
    Dead,
    Example,
    Findings,
    Gap,
    Unreachable,
)
from pult.programmes.gate.gaps import gaps
from pult.programmes.gate.limits import unreachable
from pult.programmes.gate.places import Place
from pult.programmes.gate.search import Searcher
from pult.programmes.gate.space import Space
from pult.programmes.rules.compiled import Compiled

__all__ = [
    "Conflict",
    "Cycle",
    "Dead",
    "Example",
    "Findings",
    "Gap",
    "Place",
    "Unreachable",
    "examine",
]
SHOWN = 200  # conflicts; nobody reads more at once


def examine(compiled: Compiled, clinics: Mapping[str, Place] | None = None) -> Findings:
    """Everything wrong with the document. `clinics` are those of the book by code, None where
    it is not asked whether they are there."""
    space = Space(compiled, clinics)
    searcher = Searcher(space.boxes, compiled.beats, compiled.order)
    found = tuple(islice(conflicts(compiled, space, searcher), SHOWN + 1))
    return Findings(
        document=compiled.document,
        conflicts=found[:SHOWN],
        cycles=cycles(compiled, space),
        gaps=tuple(gaps(compiled, space, searcher)),
        dead=tuple(dead(compiled, space, searcher)),
        unreachable=tuple(unreachable(compiled, space, searcher)),
        empty=_empty(compiled),
        unknown=tuple(
            code for code in compiled.clinics if clinics is not None and code not in clinics
        ),
        more=len(found) > SHOWN,
    )


def _empty(compiled: Compiled) -> tuple[str, ...]:
    """Lists of clinics that name nothing; empty groups and sets are refused when read."""
    return tuple(
        listed.code
        for listed in compiled.document.clinics
        if not (listed.clinics or listed.levels or listed.cities)
    )


def _unknown(compiled: Compiled, clinics: Mapping[str, Place]) -> tuple[str, ...]:
    return tuple(code for code in compiled.clinics if code not in clinics)
