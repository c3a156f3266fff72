"""Waiting periods, limits and cost shares of a service that the rules pay for."""

from datetime import date, timedelta
from typing import NamedTuple

from pult.coverage.engine.decision import Need, Reason
from pult.coverage.engine.facts import Facts
from pult.coverage.engine.question import Question
from pult.programmes.rules.plans import Plan
from pult.programmes.rules.shapes import Clause, Limit, Share, Wait

WAITS, LIMITS, SHARES = 1, 2, 3  # after the rules of the same clause
Placed = tuple[tuple[int, int], Reason]


class Terms(NamedTuple):
    """Reasons with their places in the document, and what a letter must hold. `served_from` is
    the day on which the last waiting period is over; `exhausted` are limits with nothing left."""

    refusing: list[Placed]
    telling: list[Placed]
    needs: tuple[Need, ...]
    served_from: date | None
    exhausted: tuple[Limit, ...]


NO_TERMS = Terms([], [], (), None, ())


def weigh(plan: Plan, question: Question, facts: Facts) -> Terms:
    refusing: list[Placed] = []
    telling: list[Placed] = []
    served_from = None
    for position, clause, wait in plan.waits:
        until = facts.policy.insured_since + timedelta(days=wait.days)
        if _waits(wait, question) and question.day < until:
            served_from = until if served_from is None else max(until, served_from)
            refusing.append(((position, WAITS), _waiting(clause, wait, question, until)))
    needs, exhausted = [], []
    for position, clause, limit in plan.limits:
        used = facts.used.get(limit.code, 0)
        if exceeds(limit, question, used):
            exhausted.append(limit)
            refusing.append(((position, LIMITS), _limit("limit_exhausted", clause, limit, used)))
        else:
            telling.append(((position, LIMITS), _limit("limit_left", clause, limit, used)))
        amount = question.quantity if limit.unit == "count" else question.amount
        needs.append(Need(limit.code, limit.unit, limit.cap, limit.per, amount))
    for position, clause, share in plan.shares:
        telling.append(((position, SHARES), _share(clause, share)))
    return Terms(refusing, telling, tuple(needs), served_from, tuple(exhausted))


def exceeds(limit: Limit, question: Question, used: int) -> bool:
    """Whether the service would take more than is left; of unknown money, whether none is left."""
    if limit.unit == "count":
        return used + question.quantity > limit.cap
    if question.amount is None:
        return used >= limit.cap
    return used + question.amount > limit.cap


def _waits(wait: Wait, question: Question) -> bool:
    return not wait.urgency or question.urgency in wait.urgency


def _waiting(clause: Clause, wait: Wait, question: Question, until: date) -> Reason:
    value = (("day", question.day.isoformat()), ("from", until.isoformat()), ("days", wait.days))
    return Reason("waiting_period", clause.number, clause.text, value)


def _limit(code: str, clause: Clause, limit: Limit, used: int) -> Reason:
    value = (
        ("limit", limit.code),
        ("unit", limit.unit),
        ("cap", limit.cap),
        ("per", limit.per),
        ("used", used),
        ("left", max(limit.cap - used, 0)),
    )
    return Reason(code, clause.number, clause.text, value)


def _share(clause: Clause, share: Share) -> Reason:
    value = ("percent", share.percent) if share.percent else ("kopecks", share.kopecks)
    return Reason("cost_share", clause.number, clause.text, (value,))
