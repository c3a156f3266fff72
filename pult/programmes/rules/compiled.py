"""A document made ready to be asked: rules opened, who beats whom, what each service meets."""

from collections.abc import Sequence

from pult.programmes.rules.beats import beats, bits, circles, strongest_first
from pult.programmes.rules.opened import opened
from pult.programmes.rules.planner import Planner
from pult.programmes.rules.plans import Plan
from pult.programmes.rules.regions import regions
from pult.programmes.rules.shapes import Clause, Document


class Compiled:
    """A document with the riders of the day. Immutable but for the plans made when asked for.

    `beats` are masks over `rules`, in which rules in a circle do not beat each other;
    `circles` are their ids (published documents have none); `clinics` and `services` all that are
    named.
    """

    def __init__(self, document: Document, riders: Sequence[Clause] = ()) -> None:
        self.document = document
        self.riders = tuple(riders)
        self.clauses = (*document.clauses, *riders)
        self.positions = {clause.number: n for n, clause in enumerate(self.clauses)}
        self.texts = {clause.number: clause.text for clause in self.clauses}
        self.rules = opened(document, riders)
        self.regions = regions(self.rules)
        found = beats(self.rules, self.regions)
        rings = circles(found)
        self.circles = tuple(tuple(self.rules[n].rule.id for n in bits(ring)) for ring in rings)
        for ring in rings:
            found = tuple(mask & ~ring if ring >> n & 1 else mask for n, mask in enumerate(found))
        self.beats = found
        self.order = strongest_first(self.beats)
        self.clinics = named_clinics(document, riders)
        self._planner = Planner(document, self.clauses, self.rules, self.beats, self.order)
        self.services = self._planner.named()
        self._plans: dict[str, Plan] = {}

    def plan(self, service: str) -> Plan:
        """What the service meets; services that the document does not name share one plan."""
        found = self._plans.get(service)
        if found is None:
            known = service if service in self.services else ""
            found = self._plans.get(known) or self._plans.setdefault(
                known, self._planner.plan(known)
            )
        return found


def compile_document(document: Document, riders: Sequence[Clause] = ()) -> Compiled:
    """Takes a second for thousands of rules: keep the result by the digest."""
    return Compiled(document, riders)


def named_clinics(document: Document, riders: Sequence[Clause] = ()) -> tuple[str, ...]:
    """The codes of the clinics named in sections, lists and rules, sorted."""
    found: set[str] = set()
    for section in document.sections:
        found.update(section.clinics)
    for listed in document.clinics:
        found.update(listed.clinics)
    for rule in opened(document, riders):
        found |= rule.clinics
    return tuple(sorted(found))
