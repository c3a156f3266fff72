"""How every rule that takes the service fared, in the order of the document."""

from collections.abc import Callable
from functools import reduce
from operator import and_, or_

from pult.coverage.engine.decision import Step
from pult.coverage.engine.matching import At, Matched
from pult.coverage.engine.values import Tested
from pult.coverage.engine.worlds import Reading
from pult.programmes.rules.beats import bits
from pult.programmes.rules.plans import Plan
from pult.programmes.rules.regions import CONDITIONS

HOLDS, FAILS, UNKNOWN, BEATEN = "holds", "fails", "unknown", "beaten"


def trace(
    plan: Plan, service: str, matched: Matched, at: At, reading: Reading, tested: Tested
) -> tuple[Step, ...]:
    failing = _by_rule(plan, _ways(matched, at, or_))
    unsure = _by_rule(plan, _ways(matched, at, and_)) if len(reading.worlds) > 1 else {}
    beaten = plan.all
    for world in reading.worlds:
        beaten &= world.holding & ~world.living
    steps = []
    for n, (rule, clause) in enumerate(plan.labels):
        if names := failing.get(n):
            step = Step(service, rule, clause, FAILS, tested.of(n, names))
        elif names := unsure.get(n):
            step = Step(service, rule, clause, UNKNOWN, tested.of(n, names))
        elif beaten >> n & 1:
            step = Step(service, rule, clause, BEATEN, (), _beaters(plan, reading, n))
        else:
            step = Step(service, rule, clause, HOLDS)
        steps.append(step)
    return tuple(steps)


def _ways(matched: Matched, at: At, join: Callable[[int, int], int]) -> tuple[int, ...]:
    """In the order of CONDITIONS the rules suited in some way (or_) or in every way (and_)."""
    return (
        reduce(join, matched.diagnoses),
        at.clinics,
        at.cities,
        matched.age,
        reduce(join, matched.sexes),
        matched.urgency,
        matched.stage,
        reduce(join, matched.places),
    )


def _by_rule(plan: Plan, suited: tuple[int, ...]) -> dict[int, tuple[str, ...]]:
    """For each rule that a condition does not suit the names of those conditions."""
    found: dict[int, tuple[str, ...]] = {}
    for name, mask in zip(CONDITIONS, suited, strict=True):
        for n in bits(plan.all & ~mask):
            found[n] = (*found.get(n, ()), name)
    return found


def _beaters(plan: Plan, reading: Reading, rule: int) -> tuple[str, ...]:
    """The alive rules that beat it, in any world."""
    living = reduce(or_, (world.living for world in reading.worlds))
    return tuple(plan.labels[n][0] for n in bits(plan.beaten_by[rule] & living))
