"""Rules that decide nothing: they never hold, are beaten wherever they hold, or lift nothing."""

from collections.abc import Iterator

from pult.programmes.gate.findings import Dead
from pult.programmes.gate.search import Alive, Searcher, meet
from pult.programmes.gate.space import Box, Space
from pult.programmes.rules.beats import bits
from pult.programmes.rules.compiled import Compiled


def dead(compiled: Compiled, space: Space, searcher: Searcher) -> Iterator[Dead]:
    """In the order of the document."""
    for rule in compiled.rules:
        box = space.boxes[rule.index]
        alive = searcher.alive(box, (rule.index,)) if all(box) else None
        if not all(box):
            yield Dead(rule.rule.id, "never_holds")
        elif alive is None:
            yield _beaten(compiled, space, searcher, rule.index)
        elif rule.rule.effect == "lift" and not _lifts(searcher, box, rule.index):
            yield Dead(rule.rule.id, "lifts_nothing", example=space.example(alive))


def _beaten(compiled: Compiled, space: Space, searcher: Searcher, rule: int) -> Dead:
    """With a question on which it holds, and those alive there that beat it."""
    box: Box = tuple(mask & -mask for mask in space.boxes[rule])
    holding = [n for n, other in enumerate(space.boxes) if meet(box, other)]
    state = searcher.states(holding, ())
    by = [n for n in bits(searcher.beaten_by[rule]) if state.get(n) == Alive.YES]
    names = tuple(compiled.rules[n].rule.id for n in by)
    return Dead(compiled.rules[rule].rule.id, "beaten", names, space.example(box))


def _lifts(searcher: Searcher, box: Box, lift: int) -> bool:
    """Whether it is alive somewhere where a rule that it beats holds."""
    for beaten in bits(searcher.beats[lift]):
        common = meet(box, searcher.boxes[beaten])
        if common and searcher.alive(common, (lift,)):
            return True
    return False
