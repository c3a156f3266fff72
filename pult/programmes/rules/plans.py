"""What one service meets: its rules as bits, and for every value of a fact the rules it suits.

Bit n is the n-th rule that takes the service, in the order of the document. So a question is
answered by a handful of ANDs.
"""

from bisect import bisect_right
from dataclasses import dataclass, field

from pult.programmes.rules.codes import Span, span
from pult.programmes.rules.opened import Opened
from pult.programmes.rules.shapes import Clause, Limit, Share, Wait


@dataclass(frozen=True, slots=True)
class ZonePlan:
    """Bits of the rules whose zone condition the place suits; rules that ask no zone are in all."""

    code: str
    near_km: float
    far_km: float
    asks: int
    at: dict[str, int]

    def where(self, km: float) -> str:
        if km < self.near_km:
            return "inside"
        return "outside" if km > self.far_km else "edge"


@dataclass(frozen=True, slots=True)
class Plan:
    """Masks over `rules`. A rule that does not ask a condition suits every value of it."""

    rules: tuple[Opened, ...]
    all: int
    effects: dict[str, int]
    by_rule: int  # those by which a letter may be issued without a person
    asks: dict[str, int]  # condition -> the rules that ask it
    asked: tuple[tuple[str, ...], ...]  # rule -> the conditions that it asks
    urgency: dict[str, int]
    stage: dict[str, int]
    sex: dict[str, int]
    ages: tuple[int, ...]  # ages at which the mask changes; by_age has one mask more
    by_age: tuple[int, ...]
    codes: tuple[int, ...]  # numbers of ICD-10 at which the mask changes, as `ages`
    by_code: tuple[int, ...]
    zones: tuple[ZonePlan, ...]
    cities: dict[str, int]
    no_city: int  # any other city
    clinics: dict[str, int]  # code of a clinic that offers the service
    listing: dict[str, int]  # code of a clinic: the rules whose section lists it
    no_clinic: int
    unlisted: int  # any other clinic, and one that does not offer the service
    places: tuple[tuple[frozenset[int], frozenset[str], int], ...]  # lists by level or city
    beating: tuple[tuple[int, int], ...]  # the strongest first: its bit, and what it leaves
    beaten_by: tuple[int, ...]
    limits: tuple[tuple[int, Clause, Limit], ...]  # with the place of the clause
    waits: tuple[tuple[int, Clause, Wait], ...]
    shares: tuple[tuple[int, Clause, Share], ...]
    positions: tuple[int, ...]  # rule -> the place of its clause
    labels: tuple[tuple[str, str], ...]  # rule -> its id and the number of its clause
    by_place: dict[tuple[int, str], int] = field(default_factory=dict)

    def of_age(self, years: int) -> int:
        return self.by_age[bisect_right(self.ages, years)]

    def of_diagnosis(self, code: str) -> tuple[int, ...]:
        """One mask, or one for each way in which the subcodes of a category fare."""
        return self.of_span(span(code))

    def of_span(self, asked: Span) -> tuple[int, ...]:
        """The same for any codes that follow each other."""
        first = bisect_right(self.codes, asked[0])
        after = bisect_right(self.codes, asked[1] - 1)
        if first == after:
            return (self.by_code[first],)
        return tuple(dict.fromkeys(self.by_code[first : after + 1]))

    def of_clinic(self, code: str, level: int, city: str) -> int:
        """For a clinic that offers the service."""
        found = self.clinics.get(code, self.unlisted)
        if not self.places:
            return found
        place = self.by_place.get((level, city))
        if place is None:
            place = 0
            for levels, cities, mask in self.places:
                if (not levels or level in levels) and (not cities or city in cities):
                    place |= mask
            self.by_place[level, city] = place
        return found | place
