"""Finding a question on which given rules are all alive, or none answers.

A box is cut along the rules that matter until every one of them holds on all of a piece or on
nothing of it; pieces that can no longer bring what is looked for are dropped early.
"""

from collections.abc import Iterator, Sequence
from enum import IntEnum

from pult.programmes.gate.space import Box
from pult.programmes.rules.beats import bits, transposed


class Alive(IntEnum):
    NO = 0
    PERHAPS = 1
    YES = 2


def meet(one: Box, other: Box) -> Box | None:
    """The common part of two boxes; None if there is none."""
    found = tuple(map(int.__and__, one, other))
    return found if all(found) else None


def outside(box: Box, rule: Box) -> Iterator[Box]:
    """The parts of `box` in which the rule does not hold, apart from each other."""
    rest = list(box)
    for axis, mask in enumerate(rule):
        if left := rest[axis] & ~mask:
            yield (*rest[:axis], left, *rest[axis + 1 :])
            rest[axis] &= mask


class Searcher:
    """Knows where each rule holds and who beats whom; `order` is the strongest first."""

    def __init__(self, boxes: Sequence[Box], beats: Sequence[int], order: Sequence[int]) -> None:
        self.boxes = boxes
        self.beats = beats
        self.beaten_by = transposed(beats)
        self._rank = {rule: n for n, rule in enumerate(order)}

    def alive(self, box: Box, targets: Sequence[int]) -> Box | None:
        """A piece of `box` on which all of the targets, which hold on all of it, are alive."""
        stack = [(box, self._concerned(box, targets))]
        while stack:
            box, rules = stack.pop()
            cover, part = self.sorted(box, rules)
            state = self.states(cover, part)
            weakest = min(state[target] for target in targets)
            if weakest == Alive.YES:
                return box
            if weakest == Alive.PERHAPS:
                target = next(one for one in targets if state[one] == Alive.PERHAPS)
                cut = self.cause(target, state, part)
                stack += self._cut(box, cut, [*cover, *part])
        return None

    def states(self, cover: Sequence[int], part: Sequence[int]) -> dict[int, Alive]:
        """Who is alive where `cover` hold everywhere and `part` somewhere."""
        parts = frozenset(part)
        state: dict[int, Alive] = {}
        sure = perhaps = 0
        for rule in sorted((*cover, *part), key=self._rank.__getitem__):
            beaters = self.beaten_by[rule]
            if beaters & sure:
                state[rule] = Alive.NO
            elif rule in parts or beaters & perhaps:
                state[rule] = Alive.PERHAPS
                perhaps |= 1 << rule
            else:
                state[rule] = Alive.YES
                sure |= 1 << rule
        return state

    def cause(self, rule: int, state: dict[int, Alive], part: Sequence[int]) -> int:
        """A rule that holds on a part only and leaves it open whether `rule` is alive."""
        parts = frozenset(part)
        while rule not in parts:
            beaters = bits(self.beaten_by[rule])
            rule = next(one for one in beaters if state.get(one) == Alive.PERHAPS)
        return rule

    def _cut(self, box: Box, rule: int, rules: list[int]) -> list[tuple[Box, list[int]]]:
        """The pieces to look at; the last are looked at first."""
        inside = meet(box, self.boxes[rule])
        assert inside is not None
        return [(inside, rules), *((piece, rules) for piece in outside(box, self.boxes[rule]))]

    def _concerned(self, box: Box, targets: Sequence[int]) -> list[int]:
        """The targets, those who beat them, who beat those, and so on, that meet the box."""
        found: dict[int, None] = dict.fromkeys(targets)
        left = list(targets)
        while left:
            for one in bits(self.beaten_by[left.pop()]):
                if one not in found and meet(box, self.boxes[one]):
                    found[one] = None
                    left.append(one)
        return list(found)

    def sorted(self, box: Box, rules: Sequence[int]) -> tuple[list[int], list[int]]:
        """Those who hold on all of the box, and those who hold on a part of it."""
        cover, part = [], []
        for rule in rules:
            common = meet(box, self.boxes[rule])
            if common == box:
                cover.append(rule)
            elif common is not None:
                part.append(rule)
        return cover, part
