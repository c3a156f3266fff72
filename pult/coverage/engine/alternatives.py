"""The nearest ways to something better, each decided like any question."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from pult.coverage.engine.decision import (
    APPROVAL_NEEDED,
    COVERED,
    INDETERMINATE,
    NOT_COVERED,
    VERDICTS,
    Alternative,
)
from pult.coverage.engine.facts import Facts
from pult.coverage.engine.finding import Finding, find
from pult.coverage.engine.question import Question
from pult.programmes.rules.compiled import Compiled
from pult.programmes.rules.shapes import STAGES

_TELEMEDICINE = "telemedicine"
_FOR_TELEMEDICINE = ("visit", "home")  # what a doctor can do by video


def alternatives(
    question: Question, facts: Facts, compiled: Compiled, found: Finding
) -> tuple[Alternative, ...]:
    """In the order clinic, approval, stage, telemedicine, later."""
    if found.verdict == COVERED:
        return ()
    return tuple(
        option
        for option in _options(question, facts, compiled, found)
        if VERDICTS.index(option.verdict) < VERDICTS.index(found.verdict)
    )


def _options(
    question: Question, facts: Facts, compiled: Compiled, found: Finding
) -> Iterator[Alternative]:
    if question.clinic:
        yield from _elsewhere(question, facts, compiled, found)
    if found.verdict in (NOT_COVERED, INDETERMINATE):
        yield from _stages(question, facts, compiled, found)
        yield from _by_video(question, facts, compiled, found)
    yield from _later(question, facts, compiled, found)


def _elsewhere(
    question: Question, facts: Facts, compiled: Compiled, found: Finding
) -> Iterator[Alternative]:
    """Without the clinic named: the best other one, or the desk's approval."""
    other = find(replace(question, clinic=None), facts, compiled, found.service)
    if other.at.code is not None:
        yield Alternative("clinic", other.verdict, clinic=other.at.code)
    elif other.verdict == APPROVAL_NEEDED:
        yield Alternative("approval", other.verdict)


def _stages(
    question: Question, facts: Facts, compiled: Compiled, found: Finding
) -> Iterator[Alternative]:
    """The first stage that is paid: a consultation where treatment is not."""
    for stage in STAGES:
        if stage != question.stage:
            other = find(replace(question, stage=stage), facts, compiled, found.service)
            if other.verdict in (COVERED, APPROVAL_NEEDED):
                yield Alternative("stage", other.verdict, stage=stage)
                return


def _by_video(
    question: Question, facts: Facts, compiled: Compiled, found: Finding
) -> Iterator[Alternative]:
    asked = facts.services.get(found.service)
    if asked is None or asked.kind not in _FOR_TELEMEDICINE:
        return
    for code in sorted(facts.services):
        if facts.services[code].kind == _TELEMEDICINE:
            other = find(replace(question, clinic=None), facts, compiled, code)
            if other.verdict == COVERED:
                yield Alternative("telemedicine", other.verdict, service=code)
                return


def _later(
    question: Question, facts: Facts, compiled: Compiled, found: Finding
) -> Iterator[Alternative]:
    """The day on which waiting is over and the limits begin anew, if the policy still serves."""
    days = [found.terms.served_from] if found.terms.served_from else []
    for limit in found.terms.exhausted:
        begins = _next_period(limit.per, question.day, facts.policy.start)
        if begins is None:
            return
        days.append(begins)
    if not days or max(days) > facts.policy.last_day:
        return
    day = max(days)
    unused = {limit.code: 0 for limit in found.terms.exhausted}
    anew = replace(facts, used=facts.used | unused)
    other = find(replace(question, day=day), anew, compiled, found.service)
    if other.verdict in (COVERED, APPROVAL_NEEDED):
        yield Alternative("later", other.verdict, day=day)


def _next_period(per: str, day: date, start: date) -> date | None:
    """When a limit begins anew; None: not within this case or policy."""
    if per == "month":
        return (day.replace(day=1) + timedelta(days=32)).replace(day=1)
    if per == "year":
        return next(begins for n in (0, 1) if (begins := _anniversary(start, day.year + n)) > day)
    return None


def _anniversary(start: date, year: int) -> date:
    """That of 29 February is 1 March in a year without one."""
    try:
        return start.replace(year=year)
    except ValueError:
        return date(year, 3, 1)
