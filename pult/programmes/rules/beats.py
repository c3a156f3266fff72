"""Which rule beats which, and the order of the strongest first."""

from collections.abc import Sequence

from pult.programmes.rules.opened import Opened
from pult.programmes.rules.regions import Region, wider


def beats(rules: Sequence[Opened], regions: Sequence[Region]) -> tuple[int, ...]:
    """For each rule the mask of the rules it beats, circles and all.

    A stated exception beats; a narrower rule beats a wider one if neither states the other and
    neither is a lift; a rider's rule that is no lift beats every rule of the programme.
    """
    programme = sum(1 << rule.index for rule in rules if not rule.of_rider)
    lifts = sum(1 << rule.index for rule in rules if rule.rule.effect == "lift")
    states = [_stated(rule, rules) for rule in rules]
    for rule in rules:
        if not rule.of_rider:
            states[rule.index] &= programme
        elif rule.rule.effect != "lift":
            states[rule.index] |= programme
    stated_by = transposed(states)
    found = []
    for rule, narrower in zip(rules, wider(regions), strict=True):
        mask = states[rule.index]
        if rule.rule.effect != "lift":
            reach = programme if not rule.of_rider else -1
            mask |= narrower & reach & ~lifts & ~stated_by[rule.index]
        found.append(mask)
    return tuple(found)


def _stated(rule: Opened, rules: Sequence[Opened]) -> int:
    """The rules that this one names as what it is an exception to, itself never."""
    mask = 0
    exact = {name for name in rule.rule.exceptions_to if not name.endswith("*")}
    starts = tuple(name[:-1] for name in rule.rule.exceptions_to if name.endswith("*"))
    if not exact and not starts:
        return 0
    for other in rules:
        number = other.clause.number
        if other.rule.id in exact or number in exact or number.startswith(starts):
            mask |= 1 << other.index
    return mask & ~(1 << rule.index)


def transposed(masks: Sequence[int]) -> list[int]:
    """Who beats each, of whom each beats."""
    found = [0] * len(masks)
    for n, mask in enumerate(masks):
        for other in bits(mask):
            found[other] |= 1 << n
    return found


def bits(mask: int) -> list[int]:
    """The numbers of the bits set, from the lowest."""
    found = []
    while mask:
        low = mask & -mask
        found.append(low.bit_length() - 1)
        mask ^= low
    return found


def circles(masks: Sequence[int]) -> tuple[int, ...]:
    """The masks of rules that beat each other in a circle, each circle whole."""
    beaten_by = transposed(masks)
    left = (1 << len(masks)) - 1
    left = _peeled(left, beaten_by)
    left = _peeled(left, masks)
    found = []
    while left:
        first = (left & -left).bit_length() - 1
        circle = _reached(first, masks, left) & _reached(first, beaten_by, left)
        if circle:
            found.append(circle)
        left &= ~(circle | 1 << first)
    return tuple(found)


def _peeled(left: int, masks: Sequence[int]) -> int:
    """Without those of whose mask nothing is left, again and again."""
    while True:
        gone = sum(1 << n for n in bits(left) if not masks[n] & left)
        if not gone:
            return left
        left &= ~gone


def _reached(start: int, masks: Sequence[int], among: int) -> int:
    """What `start` leads to in one step or more."""
    found, edge = 0, masks[start] & among
    while edge:
        found |= edge
        step = 0
        for n in bits(edge):
            step |= masks[n]
        edge = step & among & ~found
    return found


def strongest_first(masks: Sequence[int]) -> tuple[int, ...]:
    """Every rule after all that beat it, in the order of the document where that is open.

    `masks` must be free of circles.
    """
    beaten_by = transposed(masks)
    order: list[int] = []
    left = (1 << len(masks)) - 1
    while left:
        free = [n for n in bits(left) if not beaten_by[n] & left]
        order += free
        left &= ~sum(1 << n for n in free)
    return tuple(order)
