"""The clinics that a document can tell apart: none, those it names, and any other."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from pult.programmes.rules.compiled import Compiled
from pult.programmes.rules.opened import Opened
from pult.programmes.rules.shapes import LEVELS, LISTED, UNLISTED


class Place(NamedTuple):
    """What the book knows of a clinic."""

    level: int
    city: str


class Spot(NamedTuple):
    """A clinic of a question; None: none is named, «»: one that the document does not name."""

    clinic: str | None
    level: int
    city: str
    offers: bool = True

    def suits(self, rule: Opened) -> bool:
        """Whether the rule's conditions on clinics and cities hold."""
        if rule.rule.cities and self.city not in rule.rule.cities:
            return False
        if not rule.rule.clinics:
            return True
        if self.clinic is None:
            return False
        listed = self.offers and self.clinic in rule.listed
        return (
            (LISTED in rule.rule.clinics and listed)
            or (UNLISTED in rule.rule.clinics and not listed)
            or (self.offers and self._counts(rule))
        )

    def _counts(self, rule: Opened) -> bool:
        return self.clinic in rule.clinics or any(
            self.clinic in found.clinics
            or (
                (not found.levels or self.level in found.levels)
                and (not found.cities or self.city in found.cities)
            )
            for found in rule.places
        )


def spots(compiled: Compiled, clinics: Mapping[str, Place]) -> list[Spot]:
    """One clinic of each sort that the rules treat differently, the most ordinary first."""
    different = {
        (r.rule.clinics, r.rule.cities, r.section): r
        for r in compiled.rules
        if r.rule.clinics or r.rule.cities
    }
    found: dict[tuple[bool, ...], Spot] = {}
    for spot in _all(compiled, clinics):
        # An answer without a clinic is looked for at the named ones: they are a sort of their own.
        kind = (spot.clinic is None, spot.clinic == "" or not spot.offers)
        signature = (*kind, *(spot.suits(rule) for rule in different.values()))
        found.setdefault(signature, spot)
    return list(found.values())


def _all(compiled: Compiled, clinics: Mapping[str, Place]) -> Iterator[Spot]:
    document = compiled.document
    yield Spot(None, 1, document.city)
    for code in compiled.clinics:
        yield Spot(code, *clinics.get(code, Place(1, document.city)))
    named = {city for rule in compiled.rules for city in rule.rule.cities}
    named |= {city for listed in document.clinics for city in listed.cities}
    others = sorted(named - {document.city})
    for city in (document.city, *others, ""):
        for level in LEVELS:
            yield Spot("", level, city)
        yield Spot("", 1, city, offers=False)
    for code in compiled.clinics:
        yield Spot(code, *clinics.get(code, Place(1, document.city)), offers=False)
