"""What the person does next."""

from pult.coverage.engine.decision import INDETERMINATE, NextStep
from pult.coverage.engine.facts import Facts
from pult.coverage.engine.finding import Finding
from pult.coverage.engine.question import Question
from pult.programmes.rules.beats import bits

DESK, TELL = "desk", "tell"


def next_step(question: Question, facts: Facts, found: Finding) -> NextStep:
    """The way of the first winning rule; a missing fact is told first."""
    emergency = is_emergency(question, facts, (found.service,))
    if found.verdict == INDETERMINATE:
        return NextStep(TELL, None, emergency)
    way = DESK
    if not found.terms.refusing and (won := bits(found.won)):
        way = found.plan.rules[won[0]].rule.way or DESK
    return NextStep(way, found.at.code if way == "registry" else None, emergency)


def is_emergency(question: Question, facts: Facts, services: tuple[str, ...]) -> bool:
    """Whether 103 and 112 are to be said, whatever the verdict."""
    if question.urgency == "emergency":
        return True
    known = (facts.services.get(service) for service in services)
    return any(service is not None and service.kind == "ambulance" for service in known)
