"""A figure, its baseline, and the budget it must keep."""

import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    """One line. `figure` and `baseline` are in `unit`; `budget` says what must hold, if anything
    is promised, and `holds` whether it did."""

    what: str
    figure: float
    baseline: float
    beside: str
    unit: str = "ms"
    budget: str = ""
    holds: bool = True

    def line(self) -> str:
        ratio = f"{self.figure / self.baseline:.2f}×" if self.baseline else "–"
        verdict = "" if not self.budget else ("  ok" if self.holds else "  OVER")
        return (
            f"{self.what:<58} {self.figure:>10.2f} {self.unit:<5} {self.baseline:>10.2f} "
            f"{self.beside:<34} {ratio:>8}  {self.budget}{verdict}"
        )


HEAD = (
    f"{'what':<58} {'figure':>10} {'':<5} {'baseline':>10} {'baseline is':<34} {'ratio':>8}"
    "  budget"
)


def percentile(values: list[float], share: float) -> float:
    """The value below which `share` (0…1) of the values lie."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def timings(work: Callable[[], object], times: int) -> list[float]:
    """Milliseconds of each of `times` calls."""
    spent = []
    for _ in range(times):
        started = time.perf_counter()
        work()
        spent.append((time.perf_counter() - started) * 1000)
    return spent
