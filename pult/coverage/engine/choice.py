"""The clinic for which a question is answered: the one named, else the best way in."""

from collections.abc import Iterable
from typing import NamedTuple

from pult.coverage.engine.facts import ClinicFacts, Facts
from pult.coverage.engine.matching import At, Matched, at_clinic, at_none
from pult.coverage.engine.question import Question
from pult.coverage.engine.verdicts import COVERS
from pult.coverage.engine.worlds import Reading, read
from pult.programmes.rules.plans import Plan


class Choice(NamedTuple):
    """A clinic, or none, and what the rules say for it."""

    at: At
    reading: Reading


def choose(plan: Plan, matched: Matched, question: Question, facts: Facts, service: str) -> Choice:
    if question.clinic and facts.clinic is not None:
        at = at_clinic(plan, service, facts.clinic)
        return Choice(at, read(plan, matched, at))
    found = best_clinic(plan, matched, question, facts, service)
    if found is not None and found.reading.rank == COVERS:
        return found
    nowhere = at_none(plan, facts.city)
    without = Choice(nowhere, read(plan, matched, nowhere))
    return without if found is None or without.reading.rank < found.reading.rank else found


def best_clinic(
    plan: Plan, matched: Matched, question: Question, facts: Facts, service: str
) -> Choice | None:
    """Of the clinics that offer the service one with the best verdict, in the list of a winning
    rule's section before others; of these the first."""
    best: Choice | None = None
    least = (COVERS, False)
    read_before: dict[int, Reading] = {}
    for clinic in in_order(question, facts):
        if service not in clinic.offers:
            continue
        at = at_clinic(plan, service, clinic)
        suited = at.clinics & at.cities
        reading = read_before.get(suited)
        if reading is None:
            reading = read_before[suited] = read(plan, matched, at)
        rank = (reading.rank, not reading.won & plan.listing.get(clinic.code, 0))
        if best is None or rank < least:
            best, least = Choice(at, reading), rank
            if rank == (COVERS, False):
                break
    return best


def in_order(question: Question, facts: Facts) -> Iterable[ClinicFacts]:
    """As the facts stand; without a place no distance counts."""
    if question.has_place or all(clinic.km is None for clinic in facts.clinics):
        return facts.clinics
    return sorted(facts.clinics, key=lambda clinic: clinic.code)
