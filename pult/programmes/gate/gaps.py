"""Services for which a question without a clinic finds no rule, whichever clinic is looked at."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from pult.programmes.gate.findings import Example, Gap
from pult.programmes.gate.search import Alive, Searcher, meet, outside
from pult.programmes.gate.space import CLINICS, SERVICES, STATES, Box, Space, named_in_groups
from pult.programmes.rules.beats import bits
from pult.programmes.rules.compiled import Compiled


def gaps(compiled: Compiled, space: Space, searcher: Searcher) -> Iterator[Gap]:
    """Services that lack a rule on the same question stand together."""
    answers = [rule.rule.effect != "lift" for rule in compiled.rules]
    classes = space.classes(named_in_groups(compiled))
    taking: dict[int, list[int]] = {atom: [] for atom in classes}
    for n, box in enumerate(space.boxes):
        for atom in bits(box[SERVICES]):
            taking.get(atom, []).append(n)
    together: dict[Example, list[str]] = {}
    for atom, services in classes.items():
        found = _Lacking(space, searcher, answers, atom, taking[atom]).find()
        if found:
            together.setdefault(space.example(found, service=""), []).extend(services)
    for example, services in together.items():
        yield Gap(tuple(services), replace(example, service=services[0]))


class _Lacking:
    """Looks for a question on one service to which no clinic brings an answer."""

    def __init__(
        self,
        space: Space,
        searcher: Searcher,
        answers: Sequence[bool],
        atom: int,
        rules: Sequence[int],
    ) -> None:
        self._searcher = searcher
        self._answers = answers
        self._clinics = [1 << n for n in bits(space.offered)]
        self._start: Box = (1 << atom, space.all[STATES], space.offered, *space.all[3:])
        self._rules = [n for n in rules if meet(self._start, space.boxes[n])]

    def find(self) -> Box | None:
        stack = [(self._start, self._rules)]
        while stack:
            box, rules = stack.pop()
            cut = self._undecided(box, rules)
            if cut is None:
                return (*box[:CLINICS], self._clinics[0], *box[CLINICS + 1 :])
            if cut >= 0:
                # Every clinic is looked at in each piece: its axis is never cut.
                rule = self._whole(self._searcher.boxes[cut])
                inside = meet(box, rule)
                assert inside is not None
                left = [n for n in rules if meet(box, self._searcher.boxes[n])]
                stack += [(inside, left), *((piece, left) for piece in outside(box, rule))]
        return None

    def _undecided(self, box: Box, rules: Sequence[int]) -> int | None:
        """None: no clinic brings an answer. -1: one does everywhere. Else a rule to cut along."""
        cut = None
        for clinic in self._clinics:
            at: Box = (*box[:CLINICS], clinic, *box[CLINICS + 1 :])
            cover, part = self._searcher.sorted(at, rules)
            state = self._searcher.states(cover, part)
            alive = [n for n in state if self._answers[n] and state[n] != Alive.NO]
            if any(state[n] == Alive.YES for n in alive) or self._answered(cover, part):
                return -1
            if alive and cut is None:
                cut = self._searcher.cause(alive[0], state, part)
        return cut

    def _answered(self, cover: Sequence[int], part: Sequence[int]) -> bool:
        """Where a rule holds and no lift does, whatever beats it answers in its place."""
        lifted = any(not self._answers[n] for n in (*cover, *part))
        return bool(cover) and not lifted

    def _whole(self, rule: Box) -> Box:
        return (*rule[:CLINICS], self._start[CLINICS], *rule[CLINICS + 1 :])
