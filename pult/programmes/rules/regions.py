"""What every rule names, condition by condition, as bitmasks; and which rules are narrower.

A mask has a bit for each item that some rule of the document names: a service, the ICD-10 codes
between two edges of sets, "listed" of a section, a clinic, a zone's inside, a year of age. None
means not asked, which is wider than anything named.
"""

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from pult.programmes.rules import codes
from pult.programmes.rules.codes import Diagnoses, Span
from pult.programmes.rules.opened import Opened
from pult.programmes.rules.shapes import LISTED, STAGES, UNLISTED, URGENCIES

CONDITIONS = ("diagnoses", "clinics", "cities", "age", "sex", "urgency", "stage", "zone")


class Region(NamedTuple):
    """What one rule names: a mask for each condition, None where it does not ask."""

    services: int | None
    diagnoses: int | None
    clinics: int | None
    cities: int | None
    age: int | None
    sex: int | None
    urgency: int | None
    stage: int | None
    zone: int | None

    def within(self, other: "Region") -> bool:
        """Whether everything that satisfies this satisfies the other."""
        return all(map(_within, self, other))


def _within(mine: int | None, other: int | None) -> bool:
    return other is None or (mine is not None and mine & ~other == 0)


def regions(rules: Sequence[Opened]) -> tuple[Region, ...]:
    """The regions of the rules, over one numbering of items."""
    spans = elementary(rule.diagnoses for rule in rules if rule.diagnoses is not None)
    services, clinics, cities, zones = Items(), Items(), Items(), Items()
    return tuple(
        Region(
            services=None if rule.services is None else services.mask(sorted(rule.services)),
            diagnoses=_diagnoses(rule.diagnoses, spans),
            clinics=clinics.mask(_clinics(rule)),
            cities=cities.mask(rule.rule.cities),
            age=_age(rule.rule.age),
            sex=_choice((rule.rule.sex,) if rule.rule.sex else (), ("f", "m")),
            urgency=_choice(rule.rule.urgency, URGENCIES),
            stage=_choice(rule.rule.stage, STAGES),
            zone=zones.mask((rule.zone, place) for place in rule.rule.zone),
        )
        for rule in rules
    )


def wider(regions: Sequence[Region]) -> tuple[int, ...]:
    """For each region the mask of those that are strictly wider.

    Condition by condition over the different values, not pair by pair: thousands of rules share a
    few hundred values.
    """
    holding = [_holding([region[n] for region in regions]) for n in range(len(Region._fields))]
    same: dict[Region, int] = {}
    for n, region in enumerate(regions):
        same[region] = same.get(region, 0) | 1 << n
    found = []
    for region in regions:
        mask = (1 << len(regions)) - 1
        for of_value, value in zip(holding, region, strict=True):
            mask &= of_value[value]
        found.append(mask & ~same[region])
    return tuple(found)


def _holding(values: Sequence[int | None]) -> dict[int | None, int]:
    """For each value of one condition the mask of the rules whose value holds all of it."""
    rules: dict[int | None, int] = {}
    for n, value in enumerate(values):
        rules[value] = rules.get(value, 0) | 1 << n
    return {
        value: sum(mask for other, mask in rules.items() if _within(value, other))
        for value in rules
    }


def elementary(sets: Iterable[Diagnoses]) -> tuple[Span, ...]:
    """All of ICD-10 cut at every edge of the sets: within a span all codes fare alike."""
    edges = {*codes.ALL}
    for found in sets:
        edges.update(found.bounds)
    return tuple(pairwise(sorted(edges)))


class Items:
    """Numbers names in the order in which they come."""

    def __init__(self) -> None:
        self._bits: dict[object, int] = {}

    def mask(self, names: Iterable[object]) -> int | None:
        mask = 0
        for name in names:
            mask |= self._bits.setdefault(name, 1 << len(self._bits))
        return mask or None


def _diagnoses(found: Diagnoses | None, spans: tuple[Span, ...]) -> int | None:
    if found is None:
        return None
    return sum(1 << n for n, span in enumerate(spans) if found.holds_span(span))


def _clinics(rule: Opened) -> list[object]:
    """Items: "listed" of a section, codes, and each list by level or city as one of its own."""
    items: list[object] = [
        (name, rule.section) for name in (LISTED, UNLISTED) if name in rule.rule.clinics
    ]
    items += sorted(rule.clinics)
    items += [("@", listed.code) for listed in rule.places]
    return items


def _age(age: tuple[int, int] | None) -> int | None:
    return None if age is None else (1 << age[1] + 1) - (1 << age[0])


def _choice(named: Iterable[str], among: tuple[str, ...]) -> int | None:
    """Naming all of them is the same as not asking."""
    mask = sum(1 << among.index(name) for name in named)
    return None if mask in (0, (1 << len(among)) - 1) else mask
