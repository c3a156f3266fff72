"""Limits that never say no: their services are not paid, or a wider limit is used up earlier."""

from collections.abc import Iterator

from pult.programmes.gate.findings import Unreachable
from pult.programmes.gate.search import Searcher, meet
from pult.programmes.gate.space import Box, Space
from pult.programmes.rules.compiled import Compiled
from pult.programmes.rules.opened import Opener
from pult.programmes.rules.shapes import Limit

# In how many periods of the second kind one of the first may lie: a calendar month in two insurance
# years. A ledger is of one policy, so all lies within that.
WITHIN = {
    ("month", "month"): 1, ("year", "year"): 1, ("case", "case"): 1, ("policy", "policy"): 1,
    ("month", "year"): 2, ("month", "policy"): 1, ("year", "policy"): 1, ("case", "policy"): 1,
}  # fmt: skip


def unreachable(compiled: Compiled, space: Space, searcher: Searcher) -> Iterator[Unreachable]:
    """In the order of the document."""
    opener = Opener(compiled.document)
    limits = [
        (limit, space.services(opener.services(limit.services)))
        for clause in compiled.clauses
        for limit in clause.limits
    ]
    for n, (limit, services) in enumerate(limits):
        paid = _paid(compiled, space, searcher, services)
        if paid is None:
            box = (services & -services, *space.all[1:])
            yield Unreachable(limit.code, "not_covered", example=space.example(box))
            continue
        first = _first_to_bite(limits, n)
        if first:
            yield Unreachable(limit.code, "smaller_first", first, space.example(paid))


def _first_to_bite(limits: list[tuple[Limit, int]], n: int) -> str:
    """The limit of all the same services that is used up earlier, of twins the first; or «»."""
    limit, services = limits[n]
    for other, (wider, of_wider) in enumerate(limits):
        twins = (limit.cap, limit.per, services) == (wider.cap, wider.per, of_wider)
        if other == n or (twins and other > n) or services & ~of_wider:
            continue
        times = WITHIN.get((limit.per, wider.per))
        if times and wider.unit == limit.unit and wider.cap * times <= limit.cap:
            return wider.code
    return ""


def _paid(compiled: Compiled, space: Space, searcher: Searcher, services: int) -> Box | None:
    """A question on one of the services that is paid; None if there is none."""
    for rule in compiled.rules:
        if rule.rule.effect in ("cover", "approve"):
            box = space.boxes[rule.index]
            common = meet(box, (services, *space.all[1:]))
            found = common and searcher.alive(common, (rule.index,))
            if found:
                return found
    return None
