"""What a letter is made of, before it is one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol
from uuid import UUID

from pult.limits.needs import Need

COVERED, APPROVAL_NEEDED = "covered", "approval_needed"
GRANTING = (COVERED, APPROVAL_NEEDED)


class Decided(Protocol):
    """A stored decision, as `coverage.models.Decision` is one.

    `question` holds `service` and `candidates` (codes), `answer` whether a letter may be issued
    `by_rule`, `digest` names the programme version that was read.
    """

    id: UUID
    policy_id: UUID
    verdict: str
    digest: str
    question: Any
    answer: Any


@dataclass(frozen=True, slots=True)
class Line:
    """A service to promise. `price` in kopecks for one; `needs` is what all `quantity` take."""

    service_code: str
    title_ru: str
    quantity: int = 1
    price: int | None = None
    clause: str = ""
    needs: Sequence[Need] = ()


def granted_by_rule(decision: Decided, lines: Sequence[Line]) -> bool:
    """Whether the rules alone allow a letter for just these services."""
    answer: Mapping[str, Any] = decision.answer or {}
    question: Mapping[str, Any] = decision.question or {}
    asked = {question.get("service"), *question.get("candidates", ())}
    return (
        decision.verdict in GRANTING
        and answer.get("by_rule") is True
        and all(line.service_code in asked for line in lines)
    )
