"""One service read through: the clinic, the rules, then waiting periods and limits."""

from typing import NamedTuple

from pult.coverage.engine.choice import choose
from pult.coverage.engine.decision import NOT_COVERED, VERDICTS
from pult.coverage.engine.facts import Facts
from pult.coverage.engine.matching import At, Matched, match
from pult.coverage.engine.question import Question
from pult.coverage.engine.terms import NO_TERMS, Terms, weigh
from pult.coverage.engine.verdicts import APPROVES
from pult.coverage.engine.worlds import Reading
from pult.programmes.rules.compiled import Compiled
from pult.programmes.rules.plans import Plan


class Finding(NamedTuple):
    """What was found, before it is put into words."""

    verdict: str
    service: str
    plan: Plan
    matched: Matched
    at: At
    reading: Reading
    terms: Terms

    @property
    def won(self) -> int:
        """The winning rules of all worlds."""
        return self.reading.won


def find(question: Question, facts: Facts, compiled: Compiled, service: str) -> Finding:
    plan = compiled.plan(service)
    matched = match(plan, question, facts)
    at, reading = choose(plan, matched, question, facts, service)
    terms = weigh(plan, question, facts) if reading.rank <= APPROVES else NO_TERMS
    verdict = NOT_COVERED if terms.refusing else VERDICTS[reading.rank]
    return Finding(verdict, service, plan, matched, at, reading, terms)
