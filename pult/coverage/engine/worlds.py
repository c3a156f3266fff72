"""The rules read in every way in which the unknown facts may turn out."""

from itertools import combinations
from typing import NamedTuple

from pult.coverage.engine.matching import At, Matched
from pult.coverage.engine.verdicts import UNSURE, alive, judge
from pult.programmes.rules.plans import Plan

UNKNOWNS = ("diagnosis", "place", "sex")


class World(NamedTuple):
    """One way: the rules that suit its diagnosis, place and sex, that hold, that are alive, and
    that won."""

    diagnosis: int
    place: int
    sex: int
    holding: int
    living: int
    rank: int
    won: int


class Reading(NamedTuple):
    """The rank of the verdict in all worlds, and what is missing if they differ."""

    rank: int
    worlds: tuple[World, ...]
    missing: tuple[str, ...] = ()

    @property
    def won(self) -> int:
        """The winning rules of all worlds."""
        mask = 0
        for world in self.worlds:
            mask |= world.won
        return mask


def read(plan: Plan, matched: Matched, at: At) -> Reading:
    fixed = matched.fixed & at.clinics & at.cities
    worlds = tuple(
        _world(plan, fixed, diagnosis, place, sex)
        for diagnosis in matched.diagnoses
        for place in matched.places
        for sex in matched.sexes
    )
    rank = worlds[0].rank
    if all(world.rank == rank for world in worlds):
        return Reading(rank, worlds)
    return Reading(UNSURE, worlds, _missing(worlds))


def _world(plan: Plan, fixed: int, diagnosis: int, place: int, sex: int) -> World:
    holding = fixed & diagnosis & place & sex
    living = alive(plan, holding)
    rank, won = judge(plan, living)
    return World(diagnosis, place, sex, holding, living, rank, won)


def _missing(worlds: tuple[World, ...]) -> tuple[str, ...]:
    """The facts that alone change the verdict between two worlds."""
    found = set()
    for one, other in combinations(worlds, 2):
        if one.rank != other.rank:
            differing = [name for name in UNKNOWNS if getattr(one, name) != getattr(other, name)]
            if len(differing) == 1:
                found.add(differing[0])
    return tuple(name for name in UNKNOWNS if name in found)
