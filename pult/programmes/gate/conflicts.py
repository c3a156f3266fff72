"""Rules of different effects that are alive on one question, and rules that beat in a circle."""

from collections.abc import Iterator

from pult.programmes.gate.findings import Conflict, Cycle
from pult.programmes.gate.search import Searcher, meet
from pult.programmes.gate.space import Box, Space
from pult.programmes.rules.beats import bits
from pult.programmes.rules.compiled import Compiled


def conflicts(compiled: Compiled, space: Space, searcher: Searcher) -> Iterator[Conflict]:
    """Every pair that clashes somewhere, in the order of the document."""
    rules = compiled.rules
    meeting = met(space)
    same = {
        effect: sum(1 << rule.index for rule in rules if rule.rule.effect in (effect, "lift"))
        for effect in ("cover", "approve", "exclude", "lift")
    }
    for rule in rules:
        if rule.rule.effect == "lift":
            continue
        n = rule.index
        settled = searcher.beats[n] | searcher.beaten_by[n] | same[rule.rule.effect]
        later = meeting[n] & ~settled & ~((2 << n) - 1)
        for other in bits(later):
            common = meet(space.boxes[n], space.boxes[other])
            assert common is not None
            if found := searcher.alive(common, (n, other)):
                ids = (rule.rule.id, rules[other].rule.id)
                yield Conflict(ids, space.example(found))


def cycles(compiled: Compiled, space: Space) -> tuple[Cycle, ...]:
    """The circles, each with a question on which all of its rules hold if there is one."""
    index = {rule.rule.id: rule.index for rule in compiled.rules}
    return tuple(_cycle(circle, space, index) for circle in compiled.circles)


def _cycle(circle: tuple[str, ...], space: Space, index: dict[str, int]) -> Cycle:
    common: Box | None = space.all
    for rule in circle:
        common = common and meet(common, space.boxes[index[rule]])
    return Cycle(circle, space.example(common) if common else None)


def met(space: Space) -> list[int]:
    """For each rule the mask of those that hold on a question together with it.

    Axis by axis over the different masks, not pair by pair: thousands of rules share a few hundred.
    """
    found = [(1 << len(space.boxes)) - 1] * len(space.boxes)
    for axis in range(len(space.all)):
        rules: dict[int, int] = {}
        for n, box in enumerate(space.boxes):
            rules[box[axis]] = rules.get(box[axis], 0) | 1 << n
        meeting = {mask: sum(of for other, of in rules.items() if mask & other) for mask in rules}
        for n, box in enumerate(space.boxes):
            found[n] &= meeting[box[axis]]
    return found
