"""Is it covered: a decision from a question, facts and a compiled programme."""

from datetime import date

from pult.coverage.engine.alternatives import alternatives
from pult.coverage.engine.decision import (
    APPROVAL_NEEDED,
    COVERED,
    INDETERMINATE,
    NOT_COVERED,
    Alternative,
    Decision,
    NextStep,
    Reason,
)
from pult.coverage.engine.facts import Facts
from pult.coverage.engine.finding import Finding, find
from pult.coverage.engine.question import Question
from pult.coverage.engine.reasons import of_rules
from pult.coverage.engine.steps import DESK, TELL, is_emergency, next_step
from pult.coverage.engine.trace import trace
from pult.coverage.engine.values import Tested
from pult.programmes.rules.compiled import Compiled

# Another engine may answer differently: a stored decision says which one gave it.
ENGINE = "1"
OF_OTHERS = {"failed_age", "failed_sex"}


def decide(question: Question, facts: Facts, compiled: Compiled) -> Decision:
    """The decision of docs/coverage.md: a pure function, the same answer to the last bit.

    `compiled` is the version of the day with the riders of the day. Raises Mistake if the
    diagnosis is no code of ICD-10, KeyError if a stage or urgency does not exist.
    """
    policy = facts.policy
    if question.day < policy.start:
        return _outside(question, facts, compiled, "policy_not_started", policy.start)
    if question.day > policy.last_day:
        return _outside(question, facts, compiled, "policy_ended", policy.last_day)
    services = question.services
    if len(services) == 1:
        return _answer(question, facts, compiled, find(question, facts, compiled, services[0]))
    every = [find(question, facts, compiled, service) for service in services]
    found = [one for one in every if not _of_others(question, facts, compiled, one)] or every
    if len({one.verdict for one in found}) == 1:
        answer = _answer(question, facts, compiled, found[0])
        return answer._replace(by_rule=all(_by_rule(one) for one in found))
    return _which_service(question, facts, found)


def _outside(
    question: Question, facts: Facts, compiled: Compiled, code: str, edge: date
) -> Decision:
    number = compiled.document.names.period
    value = (("day", question.day.isoformat()), ("policy", edge.isoformat()))
    return Decision(
        verdict=NOT_COVERED,
        reasons=(Reason(code, number, compiled.texts[number], value),),
        missing=(),
        next_step=NextStep(DESK, None, is_emergency(question, facts, question.services)),
        alternatives=(),
        trace=(),
        service=None,
        clinic=None,
        by_rule=False,
        needs=(),
    )


def _of_others(question: Question, facts: Facts, compiled: Compiled, found: Finding) -> bool:
    """Whether only the member's age or sex stands against it: nobody means such a service."""
    if found.verdict != NOT_COVERED:
        return False
    tested = Tested(found.plan, question, facts, found.matched, found.at)
    return {reason.code for reason in _reasons(compiled, found, tested)} <= OF_OTHERS


def _which_service(question: Question, facts: Facts, found: list[Finding]) -> Decision:
    """The services fare differently, or there are none."""
    return Decision(
        verdict=INDETERMINATE,
        reasons=(),
        missing=("service",),
        next_step=NextStep(TELL, None, is_emergency(question, facts, question.services)),
        alternatives=tuple(Alternative("service", f.verdict, service=f.service) for f in found),
        trace=(),
        service=None,
        clinic=None,
        by_rule=False,
        needs=(),
    )


def _answer(question: Question, facts: Facts, compiled: Compiled, found: Finding) -> Decision:
    plan, matched, at = found.plan, found.matched, found.at
    tested = Tested(plan, question, facts, matched, at)
    return Decision(
        found.verdict,
        _reasons(compiled, found, tested),
        found.reading.missing,
        next_step(question, facts, found),
        alternatives(question, facts, compiled, found),
        trace(plan, found.service, matched, at, found.reading, tested),
        found.service,
        at.code,
        _by_rule(found),
        () if found.terms.refusing else found.terms.needs,
    )


def _reasons(compiled: Compiled, found: Finding, tested: Tested) -> tuple[Reason, ...]:
    """Waiting periods and limits that refuse, then the rules, then what only tells."""
    deciding, telling = of_rules(
        compiled, found.plan, found.matched, found.at, found.reading, tested
    )
    parts = (found.terms.refusing, deciding, [*telling, *found.terms.telling])
    return tuple(
        reason for part in parts for _place, reason in sorted(part, key=lambda placed: placed[0])
    )


def _by_rule(found: Finding) -> bool:
    """Whether a letter may be issued without a person: all winning rules say so."""
    won = found.won
    allowed = found.verdict in (COVERED, APPROVAL_NEEDED) and won
    return bool(allowed) and not won & ~found.plan.by_rule
