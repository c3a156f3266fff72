"""What is answered: language-free but for the programme's own words."""

from datetime import date
from typing import Any, NamedTuple

COVERED, APPROVAL_NEEDED = "covered", "approval_needed"
INDETERMINATE, NOT_COVERED = "indeterminate", "not_covered"

# The best first.
VERDICTS = (COVERED, APPROVAL_NEEDED, INDETERMINATE, NOT_COVERED)

# A value tested, by the name of its condition: JSON scalars.
Values = tuple[tuple[str, Any], ...]


class Reason(NamedTuple):
    """Why, with the clause and its words; `value` are the facts tested."""

    code: str
    clause: str
    text: str
    value: Values = ()

    def to_data(self) -> dict[str, Any]:
        return self._asdict() | {"value": dict(self.value)}


class NextStep(NamedTuple):
    """`kind` is a way of a rule, or "tell". `emergency`: say 103, 112 and the desk's phone."""

    kind: str
    clinic: str | None
    emergency: bool


class Alternative(NamedTuple):
    """`kind` clinic, approval, stage, telemedicine, later, or service (a candidate of the text);
    what it is about stands in the field of that name."""

    kind: str
    verdict: str
    clinic: str | None = None
    stage: str | None = None
    service: str | None = None
    day: date | None = None

    def to_data(self) -> dict[str, Any]:
        return self._asdict() | {"day": self.day.isoformat() if self.day else None}


class Step(NamedTuple):
    """How one rule fared: holds, fails, unknown or beaten. `conditions` are those that fail (or
    are unknown) with the values tested; `by` the rules that beat it."""

    service: str
    rule: str
    clause: str
    state: str
    conditions: Values = ()
    by: tuple[str, ...] = ()

    def to_data(self) -> dict[str, Any]:
        return self._asdict() | {"conditions": dict(self.conditions), "by": list(self.by)}


class Need(NamedTuple):
    """What a letter must hold of a limit: pieces or kopecks; None: the amount is not known."""

    limit: str
    unit: str
    cap: int
    per: str
    amount: int | None


class Decision(NamedTuple):
    """The whole answer. `service` and `clinic` are those that it is about; `by_rule`: a letter
    may be issued without a person."""

    verdict: str
    reasons: tuple[Reason, ...]
    missing: tuple[str, ...]
    next_step: NextStep
    alternatives: tuple[Alternative, ...]
    trace: tuple[Step, ...]
    service: str | None
    clinic: str | None
    by_rule: bool
    needs: tuple[Need, ...]

    def to_data(self) -> dict[str, Any]:
        """JSON data, the same for the same decision to the last bit."""
        return {
            "verdict": self.verdict,
            "reasons": [reason.to_data() for reason in self.reasons],
            "missing": list(self.missing),
            "next_step": self.next_step._asdict(),
            "alternatives": [alternative.to_data() for alternative in self.alternatives],
            "trace": [step.to_data() for step in self.trace],
            "service": self.service,
            "clinic": self.clinic,
            "by_rule": self.by_rule,
            "needs": [need._asdict() for need in self.needs],
        }
