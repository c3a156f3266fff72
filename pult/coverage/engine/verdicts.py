"""The verdict of the rules that hold."""

from pult.programmes.rules.plans import Plan

# Ranks, as positions in decision.VERDICTS.
COVERS, APPROVES, UNSURE, DENIES = range(4)


def alive(plan: Plan, holding: int) -> int:
    """Those of the rules that hold that no alive rule beats."""
    living = holding
    for bit, leaves in plan.beating:
        if living & bit:
            living &= leaves
    return living


def judge(plan: Plan, living: int) -> tuple[int, int]:
    """The rank, and the rules that gave it; none: no rule but lifts is alive."""
    effects = plan.effects
    if won := living & effects["exclude"]:
        return DENIES, won
    if won := living & effects["approve"]:
        return APPROVES, won
    if won := living & effects["cover"]:
        return COVERS, won
    return DENIES, 0
