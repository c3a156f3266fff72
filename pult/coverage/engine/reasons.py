"""Why the rules gave their verdict, clause by clause."""

from functools import reduce
from operator import and_, or_

from pult.coverage.engine.decision import Reason
from pult.coverage.engine.matching import At, Matched
from pult.coverage.engine.terms import Placed
from pult.coverage.engine.values import Tested
from pult.coverage.engine.verdicts import UNSURE
from pult.coverage.engine.worlds import Reading, World
from pult.programmes.rules.beats import bits
from pult.programmes.rules.compiled import Compiled
from pult.programmes.rules.plans import Plan
from pult.programmes.rules.regions import CONDITIONS

RULES = 0  # before the terms of the same clause
_WON = ("covered", "approval", "depends", "excluded")  # by rank


def of_rules(
    compiled: Compiled, plan: Plan, matched: Matched, at: At, reading: Reading, tested: Tested
) -> tuple[list[Placed], list[Placed]]:
    """Those that decide and those that tell, of all worlds together."""
    if reading.rank == UNSURE:
        return _depends(plan, matched, at, tested), []
    won = lifted = 0
    near: dict[str, int] = {}
    absent = False
    for world in reading.worlds:
        won |= world.won
        lifted |= _lifting(plan, world)
        if not world.won:
            failing = _near(plan, matched, at, world)
            absent = absent or not any(failing.values())
            near = {name: near.get(name, 0) | failing[name] for name in CONDITIONS}
    deciding = _told(plan, _WON[reading.rank], won, tested)
    for name, rules in near.items():
        deciding += _told(plan, f"failed_{name}", rules, tested, (name,))
    if absent:
        deciding.append(_absent(compiled))
    return deciding, _told(plan, "lifted", lifted, tested)


def _told(
    plan: Plan, code: str, rules: int, tested: Tested, conditions: tuple[str, ...] = ()
) -> list[Placed]:
    """One reason a clause, with the values of the conditions given or of all that are asked."""
    found: dict[int, Placed] = {}
    for n in bits(rules):
        position, clause = plan.positions[n], plan.rules[n].clause
        value = tested.of(n, conditions or plan.asked[n])
        before = found.get(position)
        if before is not None:
            value = tuple((dict(before[1].value) | dict(value)).items())
        found[position] = ((position, RULES), Reason(code, clause.number, clause.text, value))
    return list(found.values())


def _lifting(plan: Plan, world: World) -> int:
    """The alive lifts that beat a rule which held."""
    lifts = world.living & plan.effects["lift"]
    if not lifts:
        return 0
    return lifts & reduce(or_, (plan.beaten_by[n] for n in bits(world.holding)))


def _near(plan: Plan, matched: Matched, at: At, world: World) -> dict[str, int]:
    """By condition the cover and approve rules that fail in nothing else."""
    suits = {
        "diagnoses": world.diagnosis,
        "clinics": at.clinics,
        "cities": at.cities,
        "age": matched.age,
        "sex": world.sex,
        "urgency": matched.urgency,
        "stage": matched.stage,
        "zone": world.place,
    }
    paying = plan.effects["cover"] | plan.effects["approve"]
    return {
        name: reduce(and_, (suits[other] for other in CONDITIONS if other != name), paying)
        & ~suits[name]
        for name in CONDITIONS
    }


def _absent(compiled: Compiled) -> Placed:
    number = compiled.document.names.sections
    return (
        (compiled.positions[number], RULES),
        Reason("not_in_programme", number, compiled.texts[number]),
    )


def _depends(plan: Plan, matched: Matched, at: At, tested: Tested) -> list[Placed]:
    """The rules of which no condition fails in every world and some hangs on the world."""
    possible = matched.fixed & at.clinics & at.cities
    unsure = 0
    for ways in (matched.diagnoses, matched.sexes, matched.places):
        some, every = reduce(or_, ways), reduce(and_, ways)
        possible &= some
        unsure |= some & ~every
    return _told(plan, "depends", possible & unsure, tested)
