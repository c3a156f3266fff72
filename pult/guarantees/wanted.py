"""What a letter is made of, before it is one."""

from collections.abc import Sequence
from dataclasses import dataclass

from pult.coverage.models import Decision
from pult.limits.needs import Need

GRANTING = (Decision.Verdict.COVERED, Decision.Verdict.APPROVAL_NEEDED)


@dataclass(frozen=True, slots=True)
class Line:
    """A service to promise. `price` in kopecks for one; `needs` is what all `quantity` take."""

    service_code: str
    title_ru: str
    quantity: int = 1
    price: int | None = None
    clause: str = ""
    needs: Sequence[Need] = ()


def granted_by_rule(decision: Decision, lines: Sequence[Line]) -> bool:
    """Whether the rules alone allow a letter for just this: the service that was decided, in that
    quantity at most, with every limit that it meets."""
    answer = decision.answer
    limits = {need["limit"] for need in answer["needs"]}
    return (
        decision.verdict in GRANTING
        and answer["by_rule"] is True
        and all(line.service_code == answer["service"] for line in lines)
        and sum(line.quantity for line in lines) <= decision.question["quantity"]
        and all(limits <= {need.limit_code for need in line.needs} for line in lines)
    )
