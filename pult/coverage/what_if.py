"""What if a draft were in force: past decisions made again with it, and who gains or loses.

A decision is read with the facts that were kept with it. So the question is what the rules change,
not what has changed in the world since; a clinic or a zone that only the draft names was not looked
at then, and is not now.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from pult.coverage.engine.decide import decide
from pult.coverage.engine.decision import VERDICTS
from pult.coverage.engine.facts import Facts
from pult.coverage.engine.question import Question
from pult.coverage.models import Decision
from pult.coverage.programme import canonical
from pult.kernel.errors import Forbidden
from pult.people.access import Actor, Can
from pult.programmes.rules.compiled import Compiled, compile_document
from pult.programmes.rules.document import Document, Mistake, parse_rider

MOST = 5000  # decisions, the latest; about a second
BATCH = 500
SHOWN = 20  # policies of one cause
Data = dict[str, Any]


@dataclass(frozen=True)
class Change:
    """One decision that would come out otherwise."""

    policy: str
    person_id: UUID
    before: str
    after: str
    cause: str

    @property
    def gains(self) -> bool:
        return VERDICTS.index(self.after) < VERDICTS.index(self.before)


@dataclass
class Cause:
    """A rule (or a clause, where no rule decides) with the changes that it brings.

    `policies` are the first few that gain or lose by it, each once, with verdict before and after.
    """

    name: str
    gains: int = 0
    losses: int = 0
    policies: dict[str, Change] = field(default_factory=dict)

    def take(self, change: Change) -> None:
        if change.gains:
            self.gains += 1
        else:
            self.losses += 1
        if len(self.policies) < SHOWN:
            self.policies.setdefault(change.policy, change)


@dataclass
class Outcome:
    """`unreadable` decisions ask for facts that were not kept with them."""

    made_again: int = 0
    unreadable: int = 0
    causes: dict[str, Cause] = field(default_factory=dict)

    @property
    def gains(self) -> int:
        return sum(cause.gains for cause in self.causes.values())

    @property
    def losses(self) -> int:
        return sum(cause.losses for cause in self.causes.values())

    @property
    def by_weight(self) -> list[Cause]:
        """The causes that change most first."""
        return sorted(self.causes.values(), key=lambda one: -(one.gains + one.losses))


def what_if(
    document: Document, *, programme_id: UUID, days: int, by: Actor, at: datetime
) -> Outcome:
    """The decisions of the last `days` on policies of the programme, with the draft in force;
    the latest MOST at most. Forbidden for everybody but the office."""
    if not by.can(Can.RUN_OFFICE):
        raise Forbidden(_("Only the insurer's office may do this."))
    outcome = Outcome()
    draft = Draft(document)
    for row in _rows(programme_id, at - timedelta(days=days)):
        outcome.made_again += 1
        try:
            change = draft.change(row)
        except (KeyError, Mistake):
            outcome.unreadable += 1
            continue
        if change is not None:
            outcome.causes.setdefault(change.cause, Cause(change.cause)).take(change)
    return outcome


class Draft:
    """A document that is asked as if it were in force."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._compiled = lru_cache(maxsize=64)(self._compile)

    def change(self, row: Decision) -> Change | None:
        """How the decision would come out, if otherwise. KeyError, Mistake: it cannot be read."""
        riders = tuple(canonical(rider) for rider in row.riders)
        question, facts = Question.from_data(row.question), Facts.from_data(row.facts)
        answer = decide(question, facts, self._compiled(riders)).to_data()
        if answer["verdict"] == row.verdict:
            return None
        cause = deciding(answer) or deciding(row.answer) or _clause(answer)
        return Change(row.policy.number, row.person_id, row.verdict, answer["verdict"], cause)

    def _compile(self, riders: tuple[str, ...]) -> Compiled:
        own = [parse_rider(json.loads(rider), self._document) for rider in riders]
        return compile_document(self._document, own)


def deciding(answer: Data) -> str:
    """The id of the rule that an answer rests on; '' where no rule decides."""
    told = {"covered", "approval", "excluded"}
    clauses = {one["clause"] for one in answer["reasons"] if one["code"] in told}
    for step in answer["trace"]:
        if step["state"] == "holds" and step["clause"] in clauses:
            return str(step["rule"])
    return ""


def _clause(answer: Data) -> str:
    return str(answer["reasons"][0]["clause"]) if answer["reasons"] else ""


def _rows(programme_id: UUID, since: datetime) -> Iterable[Decision]:
    found = Decision.objects.filter(policy__programme_id=programme_id, at__gte=since)
    latest = found.exclude(digest="").select_related("policy").order_by("-id")[:MOST]
    return latest.iterator(chunk_size=BATCH)
