"""The facts that the conditions of rules were tested on."""

from typing import Any

from pult.coverage.engine.decision import Values
from pult.coverage.engine.facts import Facts
from pult.coverage.engine.matching import At, Matched
from pult.coverage.engine.question import Question
from pult.programmes.rules.plans import Plan


class Tested:
    """The value of a condition, None if the fact is unknown; of a zone, the distance in km."""

    def __init__(
        self, plan: Plan, question: Question, facts: Facts, matched: Matched, at: At
    ) -> None:
        member = facts.member
        self._plan = plan
        self._km = facts.zones if question.has_place else {}
        self._values: dict[str, Any] = {
            "diagnoses": question.diagnosis,
            "clinics": at.code,
            "cities": at.city,
            "age": matched.years,
            "sex": member.sex or None,
            "urgency": question.urgency,
            "stage": question.stage,
        }
        self._known: dict[tuple[str, ...], Values] = {}

    def of(self, rule: int, conditions: tuple[str, ...]) -> Values:
        """The values on which the conditions of one rule were tested."""
        if "zone" in conditions:
            zone = self._plan.rules[rule].zone
            return tuple(
                (n, self._km.get(zone) if n == "zone" else self._values[n]) for n in conditions
            )
        found = self._known.get(conditions)
        if found is None:
            found = self._known[conditions] = tuple((n, self._values[n]) for n in conditions)
        return found
