"""Past decisions made again from what was kept: the same engine must give the same, bit for bit."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from pult.coverage.actions import without_programme
from pult.coverage.engine.decide import ENGINE, decide
from pult.coverage.engine.facts import Facts
from pult.coverage.engine.question import Question
from pult.coverage.models import Decision
from pult.coverage.programme import canonical, compiled

BATCH = 1000


@dataclass(frozen=True, slots=True)
class Replayed:
    """`differs` are the parts of the answer that came out otherwise."""

    row: Decision
    answer: dict[str, Any]
    differs: tuple[str, ...]

    @property
    def same_engine(self) -> bool:
        return self.row.engine == ENGINE


def replay(row: Decision) -> Replayed:
    """One decision made again. Raises NoProgramme if its programme is gone."""
    question, facts = Question.from_data(row.question), Facts.from_data(row.facts)
    if row.digest:
        found = decide(question, facts, compiled(row.digest, row.riders))
    else:
        found = without_programme(question, facts)
    answer = found.to_data()
    if answer == row.answer and canonical(answer) == canonical(row.answer):
        return Replayed(row, answer, ())
    return Replayed(row, answer, tuple(_differing(row.answer, answer)))


def every(*, since: datetime | None = None) -> Iterator[Decision]:
    """Every decision, the oldest first, page by page by key."""
    found = Decision.objects.order_by("id")
    if since is not None:
        found = found.filter(at__gte=since)
    last: UUID | None = None
    while page := list(_after(found, last)[:BATCH]):
        yield from page
        last = page[-1].id


def some(ids: Iterable[UUID]) -> list[Decision]:
    """These decisions, the oldest first."""
    return list(Decision.objects.filter(id__in=ids).order_by("id"))


def _after(found: QuerySet[Decision], last: UUID | None) -> QuerySet[Decision]:
    return found if last is None else found.filter(id__gt=last)


def _differing(before: dict[str, Any], after: dict[str, Any]) -> Iterator[str]:
    """Equal numbers may be other bits: 1 and 1.0."""
    for part in sorted(before.keys() | after.keys()):
        if canonical(before.get(part)) != canonical(after.get(part)):
            yield part
