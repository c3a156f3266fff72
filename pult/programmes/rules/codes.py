"""Sets of ICD-10 codes, with holes.

A code is read as the digits it begins with: A16 is everything from A16.00 to A16.99, A16.0 a
tenth of it. So every code is a span of whole numbers, and a set of codes is a row of spans.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from pult.programmes.rules.mistakes import Mistake, gettext_noop

Span = tuple[int, int]  # from the first number to the one after the last

_CODE = re.compile(r"([A-Z])(\d\d)(?:\.(\d{1,2}))?", re.ASCII)
_LEAVES = 100  # numbers of one category: two digits after the point
ALL: Span = (0, 26 * 100 * _LEAVES)


def span(code: str) -> Span:
    """The numbers of one code («A16», «A16.0», «S02.00»). Raises Mistake."""
    match = _CODE.fullmatch(code)
    if match is None:
        raise Mistake("", gettext_noop("“%(code)s” is not a code of ICD-10."), code=code)
    letter, category, digits = match.groups()
    start = ((ord(letter) - ord("A")) * 100 + int(category)) * _LEAVES
    if digits is None:
        return start, start + _LEAVES
    if len(digits) == 1:
        return start + int(digits) * 10, start + int(digits) * 10 + 10
    return start + int(digits), start + int(digits) + 1


@dataclass(frozen=True, slots=True)
class Diagnoses:
    """A set of codes. `bounds` are the numbers at which it begins, ends, begins again, …"""

    bounds: tuple[int, ...]

    def holds(self, code: str) -> bool | None:
        """Whether the code is in the set; None if only a part of it is."""
        return self.holds_span(span(code))

    def holds_span(self, asked: Span) -> bool | None:
        first = bisect_right(self.bounds, asked[0])
        inside = first % 2 == 1
        whole = first == len(self.bounds) or asked[1] <= self.bounds[first]
        return inside if whole else None

    def __bool__(self) -> bool:
        return bool(self.bounds)

    def spans(self) -> tuple[Span, ...]:
        return tuple(zip(self.bounds[::2], self.bounds[1::2], strict=True))

    def minus(self, other: "Diagnoses") -> "Diagnoses":
        edges = sorted({*self.bounds, *other.bounds})
        return _joined(
            part for part in pairwise(edges) if self.holds_span(part) and not other.holds_span(part)
        )


NONE = Diagnoses(())


def read(entries: Iterable[str]) -> Diagnoses:
    """The set of «A16.0», «A15-A19» and, taken away last, «!A16.0». Raises Mistake."""
    added: list[Span] = []
    taken: list[Span] = []
    for entry in entries:
        (taken if entry.startswith("!") else added).append(_range(entry.removeprefix("!")))
    return _joined(added).minus(_joined(taken))


def _range(entry: str) -> Span:
    first, dash, last = entry.partition("-")
    start, end = span(first)[0], span(last if dash else first)[1]
    if end <= start:
        raise Mistake("", gettext_noop("The range “%(range)s” ends before it begins."), range=entry)
    return start, end


def _joined(spans: Iterable[Span]) -> Diagnoses:
    bounds: list[int] = []
    for start, end in sorted(spans):
        if bounds and start <= bounds[-1]:
            bounds[-1] = max(bounds[-1], end)
        else:
            bounds += [start, end]
    return Diagnoses(tuple(bounds))


def name(number: int) -> str:
    """The shortest code that begins at the number: an example to show to a person."""
    category, leaf = divmod(number, _LEAVES)
    letter, digits = divmod(category, 100)
    code = f"{chr(ord('A') + letter)}{digits:02}"
    if leaf == 0:
        return code
    return f"{code}.{leaf // 10}" if leaf % 10 == 0 else f"{code}.{leaf:02}"
