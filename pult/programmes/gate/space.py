"""All questions that a document can tell apart, as points of a space of few axes.

On each axis the values that every rule treats alike are one atom, and a set of atoms is a bitmask;
a rule holds on a box, a mask for each axis. The atoms stand in the order of preference: the lowest
bit of a mask is the value that an example shows.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from pult.programmes.gate.findings import Example
from pult.programmes.gate.places import Place, spots
from pult.programmes.rules import codes
from pult.programmes.rules.codes import Diagnoses
from pult.programmes.rules.compiled import Compiled
from pult.programmes.rules.opened import Opened, Opener
from pult.programmes.rules.regions import elementary
from pult.programmes.rules.shapes import OLDEST, SEXES, STAGES, ZONES

Box = tuple[int, ...]  # services, states, clinics, age, sex, urgency, and each zone
SERVICES, STATES, CLINICS = 0, 1, 2

URGENCIES = ("planned", "urgent", "emergency")  # what people ask most comes first
ADULT = 35


class Space:
    """The axes of a document's questions, and the boxes of its rules."""

    def __init__(self, compiled: Compiled, clinics: Mapping[str, Place] | None) -> None:
        rules = compiled.rules
        opener = Opener(compiled.document)
        limits = [part for clause in compiled.clauses for part in clause.limits]
        self._services = _Services(
            [rule.services for rule in rules] + [opener.services(one.services) for one in limits],
            compiled.services | named_in_groups(compiled),
        )
        self._states = _States([rule.diagnoses for rule in rules])
        self._spots = spots(compiled, clinics or {})
        self._ages = _ages(rules)
        self._zones = _zones(compiled)
        self.boxes = tuple(self._box(rule) for rule in rules)
        self.all: Box = self._full()
        # Clinics that an answer without a clinic is looked for at: none and the named ones.
        self.offered = sum(
            1 << n for n, spot in enumerate(self._spots) if spot.clinic != "" and spot.offers
        )

    def services(self, codes: Iterable[str] | None) -> int:
        return self._services.mask(None if codes is None else frozenset(codes))

    def classes(self, services: Iterable[str]) -> dict[int, list[str]]:
        """The services by their atom."""
        found: dict[int, list[str]] = {}
        for service in sorted(services):
            found.setdefault(self._services.atom[service], []).append(service)
        return found

    def example(self, box: Box, service: str | None = None) -> Example:
        """The most ordinary question of a box, which must not be empty."""
        atoms = [_lowest(mask) for mask in box]
        spot = self._spots[atoms[CLINICS]]
        stage, diagnosis = self._states.at(atoms[STATES])
        return Example(
            service=self._services.names[atoms[SERVICES]] if service is None else service,
            diagnosis=diagnosis,
            stage=stage,
            clinic=spot.clinic,
            level=spot.level,
            city=spot.city,
            offers=spot.offers,
            age=self._ages[atoms[3]],
            sex=SEXES[atoms[4]],
            urgency=URGENCIES[atoms[5]],
            zones=tuple(
                (code, places[atom])
                for (code, places), atom in zip(self._zones, atoms[6:], strict=True)
            ),
        )

    def _box(self, rule: Opened) -> Box:
        asked = rule.rule
        return (
            self._services.mask(rule.services),
            self._states.mask(rule.diagnoses, asked.stage),
            sum(1 << n for n, spot in enumerate(self._spots) if spot.suits(rule)),
            _mask(asked.age is None or asked.age[0] <= age <= asked.age[1] for age in self._ages),
            _among(SEXES, (asked.sex,) if asked.sex else ()),
            _among(URGENCIES, asked.urgency),
            *(
                _among(places, asked.zone if rule.zone == code else ())
                for code, places in self._zones
            ),
        )

    def _full(self) -> Box:
        return (
            self._services.mask(None),
            self._states.mask(None, ()),
            (1 << len(self._spots)) - 1,
            (1 << len(self._ages)) - 1,
            _among(SEXES, ()),
            _among(URGENCIES, ()),
            *(_among(places, ()) for _code, places in self._zones),
        )


class _Services:
    """Services that stand in the same sets of the document are one atom."""

    def __init__(self, sets: Sequence[frozenset[str] | None], named: frozenset[str]) -> None:
        different = {found for found in sets if found is not None}
        within: dict[str, list[int]] = {service: [] for service in sorted(named)}
        for n, found in enumerate(different):
            for service in found:
                within[service].append(n)
        numbers: dict[tuple[int, ...], int] = {}
        self.names: list[str] = []
        self.atom: dict[str, int] = {}
        for service, signature in within.items():
            number = numbers.setdefault(tuple(signature), len(self.names))
            if number == len(self.names):
                self.names.append(service)
            self.atom[service] = number
        self.names.append("")  # any service that the document does not name
        self._all = (1 << len(self.names)) - 1
        self._masks: dict[frozenset[str], int] = {}

    def mask(self, services: frozenset[str] | None) -> int:
        if services is None:
            return self._all
        found = self._masks.get(services)
        if found is None:
            found = 0
            for service in services:
                found |= 1 << self.atom[service]
            self._masks[services] = found
        return found


class _States:
    """The diagnosis and the stage together: none is established at the first two stages."""

    def __init__(self, sets: Sequence[Diagnoses | None]) -> None:
        self._spans = elementary(found for found in sets if found is not None)
        self._place = {span[0]: n for n, span in enumerate(self._spans)}
        self._width = len(self._spans) + 1  # the first bit: no diagnosis
        self._every = (1 << self._width) - 1
        self._masks: dict[tuple[Diagnoses | None, tuple[str, ...]], int] = {}

    def mask(self, diagnoses: Diagnoses | None, stages: tuple[str, ...]) -> int:
        found = self._masks.get((diagnoses, stages))
        if found is None:
            one = self._every if diagnoses is None else self._of(diagnoses)
            found = 0
            for n, stage in enumerate(STAGES):
                if not stages or stage in stages:
                    known = one & ~1 if stage == "treatment" else one
                    found |= known << n * self._width
            self._masks[diagnoses, stages] = found
        return found

    def at(self, atom: int) -> tuple[str, str]:
        """The stage, and the first code of the atom or «»."""
        stage, diagnosis = divmod(atom, self._width)
        return STAGES[stage], codes.name(self._spans[diagnosis - 1][0]) if diagnosis else ""

    def _of(self, diagnoses: Diagnoses) -> int:
        found = 0
        for start, end in diagnoses.spans():
            first = self._place[start]
            last = self._place.get(end, len(self._spans))
            found |= ((1 << last) - (1 << first)) << 1
        return found


def named_in_groups(compiled: Compiled) -> frozenset[str]:
    opener = Opener(compiled.document)
    return frozenset().union(
        *(opener.services(group.services) or () for group in compiled.document.groups)
    )


class _Zone(NamedTuple):
    code: str
    places: tuple[str, ...]


def _zones(compiled: Compiled) -> list[_Zone]:
    """The zones that rules ask for. Nobody is nearer than nothing."""
    asked = {rule.zone for rule in compiled.rules if rule.rule.zone}
    return [
        _Zone(zone.code, ZONES if zone.distance_km > zone.edge_km else ZONES[1:])
        for zone in compiled.document.zones
        if zone.code in asked
    ]


def _ages(rules: Sequence[Opened]) -> list[int]:
    """One age of each that all rules treat alike, the one nearest to a grown-up's first."""
    ranges = [rule.rule.age for rule in rules if rule.rule.age]
    edges = {0, *(edge for first, last in ranges for edge in (first, last + 1))}
    starts = sorted(edge for edge in edges if edge <= OLDEST)
    ends = [*(start - 1 for start in starts[1:]), OLDEST]
    nearest = [min(max(ADULT, a), b) for a, b in zip(starts, ends, strict=True)]
    return sorted(nearest, key=lambda age: abs(age - ADULT))


def _among(values: tuple[str, ...], named: tuple[str, ...]) -> int:
    return _mask(not named or value in named for value in values)


def _mask(suits: Iterable[bool]) -> int:
    return sum(1 << n for n, suited in enumerate(suits) if suited)


def _lowest(mask: int) -> int:
    return (mask & -mask).bit_length() - 1
