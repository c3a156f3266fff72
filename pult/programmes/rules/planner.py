"""Makes the plan of a service: which of its rules every value of a fact suits."""

from collections.abc import Sequence
from typing import Any

from pult.programmes.rules import suits
from pult.programmes.rules.opened import Opened, Opener
from pult.programmes.rules.plans import Plan, ZonePlan
from pult.programmes.rules.regions import CONDITIONS, elementary
from pult.programmes.rules.shapes import (
    EFFECTS,
    SEXES,
    STAGES,
    URGENCIES,
    ZONES,
    Clause,
    Document,
)


class Planner:
    """Knows one document with its riders; `beats` and `order` are of `rules`."""

    def __init__(
        self,
        document: Document,
        clauses: Sequence[Clause],
        rules: Sequence[Opened],
        beats: Sequence[int],
        order: Sequence[int],
    ) -> None:
        self._rules = rules
        self._beats = beats
        self._order = order
        self._clauses = clauses
        self._zones = {zone.code: zone for zone in document.zones}
        self._opener = Opener(document)
        self._position = {clause.number: n for n, clause in enumerate(clauses)}

    def named(self) -> frozenset[str]:
        """Every service that a rule, limit, waiting period or share names."""
        names = [rule.rule.services for rule in self._rules]
        for clause in self._clauses:
            names += [limit.services for limit in clause.limits]
            names += [wait.services for wait in clause.waits]
            names += [share.services for share in clause.shares]
        found: set[str] = set()
        return frozenset(found.union(*(self._opener.services(some) or () for some in names)))

    def plan(self, service: str) -> Plan:
        rules = tuple(r for r in self._rules if r.services is None or service in r.services)
        cities = {city for r in rules for city in r.rule.cities}
        ages = suits.ages(rules)
        spans = elementary(r.diagnoses for r in rules if r.diagnoses is not None)
        zones = sorted({r.zone for r in rules if r.rule.zone})
        return Plan(
            rules=rules,
            all=(1 << len(rules)) - 1,
            effects={e: suits.mask(r.rule.effect == e for r in rules) for e in EFFECTS},
            by_rule=suits.mask(r.rule.by_rule for r in rules),
            asks={name: suits.mask(suits.asks(r, name) for r in rules) for name in CONDITIONS},
            asked=tuple(tuple(name for name in CONDITIONS if suits.asks(r, name)) for r in rules),
            urgency=suits.suiting(rules, URGENCIES, lambda rule: rule.urgency),
            stage=suits.suiting(rules, STAGES, lambda rule: rule.stage),
            sex=suits.suiting(rules, SEXES, lambda rule: rule.sex),
            cities=suits.suiting(rules, cities, lambda rule: rule.cities),
            no_city=suits.mask(not suits.asks(r, "cities") for r in rules),
            ages=ages,
            by_age=tuple(suits.of_age(rules, age) for age in (-1, *ages)),
            codes=tuple(start for start, _end in spans[1:]),
            by_code=tuple(suits.of_span(rules, span) for span in spans),
            zones=tuple(self._zone(rules, code) for code in zones),
            clinics={code: suits.of_clinic(rules, code) for code in suits.named_clinics(rules)},
            listing=suits.listing(rules),
            no_clinic=suits.mask(not suits.asks(r, "clinics") for r in rules),
            unlisted=suits.of_clinic(rules, ""),
            places=suits.places(rules),
            beating=self._beating(rules),
            beaten_by=self._beaten_by(rules),
            limits=self._parts("limits", service),
            waits=self._parts("waits", service),
            shares=self._parts("shares", service),
            labels=tuple((r.rule.id, r.clause.number) for r in rules),
            positions=tuple(self._position[r.clause.number] for r in rules),
        )

    def _zone(self, rules: Sequence[Opened], code: str) -> ZonePlan:
        zone = self._zones[code]
        asks = [bool(r.rule.zone) and r.zone == code for r in rules]
        return ZonePlan(
            code=code,
            # To the metre, as distances are: 1.1 − 0.8 is 0.3.
            near_km=round(zone.distance_km - zone.edge_km, 3),
            far_km=round(zone.distance_km + zone.edge_km, 3),
            asks=suits.mask(asks),
            at={
                place: suits.mask(
                    not asked or place in r.rule.zone for r, asked in zip(rules, asks, strict=True)
                )
                for place in ZONES
            },
        )

    def _beating(self, rules: Sequence[Opened]) -> tuple[tuple[int, int], ...]:
        """Only those that beat something, the strongest first: the bit, and what it leaves."""
        bit = {rule.index: n for n, rule in enumerate(rules)}
        found = []
        for index in self._order:
            if index in bit:
                beaten = suits.mask(bool(self._beats[index] >> r.index & 1) for r in rules)
                if beaten:
                    found.append((1 << bit[index], ~beaten))
        return tuple(found)

    def _beaten_by(self, rules: Sequence[Opened]) -> tuple[int, ...]:
        return tuple(
            suits.mask(bool(self._beats[other.index] >> rule.index & 1) for other in rules)
            for rule in rules
        )

    def _parts(self, key: str, service: str) -> tuple[tuple[int, Clause, Any], ...]:
        """The limits, waits or shares of the service with the places of their clauses."""
        found = []
        for position, clause in enumerate(self._clauses):
            for part in getattr(clause, key):
                services = self._opener.services(part.services)
                if services is None or service in services:
                    found.append((position, clause, part))
        return tuple(found)
