"""What a service takes of a limit, as whoever has read the programme says it. No Django here."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any
from uuid import UUID

Key = tuple[UUID, str, str]


@dataclass(frozen=True, slots=True, order=True)
class Need:
    """`amount` of a limit, in pieces (unit "count") or kopecks (unit "money").

    `cap` is what the programme allows in this period now; the ledger takes it as it is given.
    """

    policy_id: UUID
    limit_code: str
    period: str
    cap: int
    unit: str
    amount: int

    @property
    def key(self) -> Key:
        return (self.policy_id, self.limit_code, self.period)

    def to_data(self) -> dict[str, Any]:
        """Without the policy, which stands beside it."""
        data = asdict(self)
        del data["policy_id"]
        return data

    @classmethod
    def from_data(cls, policy_id: UUID, data: dict[str, Any]) -> "Need":
        return cls(policy_id=policy_id, **data)


def merged(needs: Iterable[Need]) -> list[Need]:
    """One need a counter, in the one order in which counters are locked.

    Raises ValueError for an amount below one, a negative cap, or two caps or units of one limit.
    """
    found: dict[Key, Need] = {}
    for need in needs:
        if need.amount < 1 or need.cap < 0 or need.unit not in ("count", "money"):
            raise ValueError(f"Not a need: {need}")
        before = found.get(need.key)
        if before is None:
            found[need.key] = need
            continue
        if (before.cap, before.unit) != (need.cap, need.unit):
            raise ValueError(f"Two caps of one limit: {before}, {need}")
        found[need.key] = Need(
            need.policy_id, need.limit_code, need.period, need.cap, need.unit,
            before.amount + need.amount,
        )  # fmt: skip
    return [found[key] for key in sorted(found, key=lambda key: (str(key[0]), *key[1:]))]
