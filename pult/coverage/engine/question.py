"""What is asked."""

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any


@dataclass(frozen=True, slots=True)
class Question:
    """One question about one policy.

    `candidates` are the likely services of a text, the likeliest first, and take the place of
    `service`; with neither the service is unknown. `has_place`: the distances among the facts
    are those of a place that was named. `amount` is in kopecks, None if not known.
    """

    policy: str
    service: str | None
    candidates: tuple[str, ...]
    diagnosis: str | None
    clinic: str | None
    day: date
    stage: str
    urgency: str
    has_place: bool
    quantity: int = 1
    amount: int | None = None

    @property
    def services(self) -> tuple[str, ...]:
        return self.candidates or ((self.service,) if self.service else ())

    def to_data(self) -> dict[str, Any]:
        """JSON data; `from_data` reads back an equal question."""
        return asdict(self) | {"candidates": list(self.candidates), "day": self.day.isoformat()}

    @classmethod
    def from_data(cls, data: dict[str, Any]) -> "Question":
        return cls(
            **data
            | {
                "candidates": tuple(data["candidates"]),
                "day": date.fromisoformat(data["day"]),
            }
        )
