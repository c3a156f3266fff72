"""Every question that a small document can tell apart, one by one, read by the second engine.

Rules are tested by tests/coverage/specification, which knows nothing of the gate's bitmasks.
"""

from collections.abc import Iterable, Iterator
from itertools import product
from typing import Any

from pult.programmes.gate import Example
from tests.coverage.specification import decision
from tests.coverage.specification.decision import World, points
from tests.coverage.specification.programme import Programme

Data = dict[str, Any]
CITIES = ("Москва", "Тверь", "")
AGES = (0, 17, 18, 34, 35, 36, 60, 61, 150)
# The clinics of the book: code -> level, city.
BOOK = {"A": (1, "Москва"), "B": (2, "Тверь")}
DAY = "2026-06-01"
Point = tuple[str, tuple[str, Any], tuple[str | None, int, str, bool], int, str, str, str]


class Brute:
    """One document; a point is a value for each axis."""

    def __init__(self, data: Data) -> None:
        self.programme = Programme(data, [])
        self.rules = self.programme.rules
        self.ids = [rule["id"] for rule in self.rules]
        self.named = sorted(
            {code for one in data["sections"] for code in one.get("clinics", [])}
            | {code for one in data["clinics"] for code in one.get("clinics", [])}
            | {code for rule in self.rules for code in rule.get("clinics", []) if code in BOOK}
        )
        diagnoses = points(self.rules, {"diagnosis": None, "stage": "treatment"})
        states = product(("complaint", "diagnosis", "treatment"), [None, *diagnoses])
        self.axes: list[list[Any]] = [
            ["s1", "s2", "s3", "other"],
            [one for one in states if one != ("treatment", None)],
            list(self._clinics()),
            list(AGES),
            ["f", "m"],
            ["emergency", "urgent", "planned"],
            ["inside", "edge", "outside"],
        ]
        self._masks = [
            {value: self._held(axis, value) for value in values}
            for axis, values in enumerate(self.axes)
        ]
        self._alive: dict[int, frozenset[str]] = {}

    def points(self) -> Iterator[Point]:
        yield from product(*self.axes)

    def held(self, point: Iterable[Any]) -> int:
        mask = -1
        for axis, value in enumerate(point):
            mask &= self._masks[axis][value]
        return mask

    def ids_held(self, mask: int) -> frozenset[str]:
        return frozenset(one for n, one in enumerate(self.ids) if mask >> n & 1)

    def alive(self, mask: int) -> frozenset[str]:
        """The ids alive of those that hold."""
        if mask not in self._alive:
            held, known = self.ids_held(mask), {}

            def lives(one: str) -> bool:
                if one not in known:
                    beaters = (other for other in held if one in self.programme.beaten[other])
                    known[one] = not any(map(lives, beaters))
                return known[one]

            self._alive[mask] = frozenset(filter(lives, held))
        return self._alive[mask]

    def effect(self, one: str) -> str:
        return str(self.rules[self.ids.index(one)]["effect"])

    def point_of(self, example: Example) -> Point:
        """The point that an example means."""
        number = decision.lowest(example.diagnosis) if example.diagnosis else None
        clinic = None if example.clinic is None else example.clinic or "X"
        place = (clinic, example.level, example.city, example.offers)
        zone = dict(example.zones).get("z", "inside")
        state = (example.stage, number)
        service = example.service or "other"
        return (service, state, place, example.age, example.sex, example.urgency, zone)

    def look(self, example: Example) -> tuple[frozenset[str], frozenset[str]]:
        """The ids that hold and those alive, tested anew on the example's own values."""
        mask = -1
        for axis, value in enumerate(self.point_of(example)):
            mask &= self._held(axis, value)
        return self.ids_held(mask), self.alive(mask)

    def _clinics(self) -> Iterator[tuple[str | None, int, str, bool]]:
        yield (None, 1, "Москва", True)
        for code in self.named:
            yield (code, *BOOK[code], True)
            yield (code, *BOOK[code], False)
        for level, city in product((1, 2, 3), CITIES):
            yield ("X", level, city, True)
        for city in CITIES:
            yield ("X", 1, city, False)

    def _held(self, axis: int, value: Any) -> int:
        """The mask of the rules whose conditions on this axis hold."""
        return sum(1 << n for n, rule in enumerate(self.rules) if self._holds(rule, axis, value))

    def _holds(self, rule: Data, axis: int, value: Any) -> bool:
        if axis == 0:
            return decision.takes(self.programme, rule, value)
        question: Data = {"day": DAY, "diagnosis": None, "stage": "", "urgency": ""}
        facts: Data = {"city": "Москва", "member": {"birth_date": DAY}}
        world = World((("z", "inside"),), "f", None)
        clinic: Data | None = None
        names: tuple[str, ...] = ()
        if axis == 1:
            names = ("stage", "diagnoses")
            question |= {"stage": value[0], "diagnosis": value[1]}
            world = World(world.zones, "f", value[1])
        elif axis == 2:
            names = ("clinics", "cities")
            code, level, city, offers = value
            own = {"code": code, "level": level, "city": city, "offers": ["s"] if offers else []}
            clinic = own if code is not None else None
        elif axis == 3:
            names = ("age",)
            facts["member"]["birth_date"] = f"{2026 - value}-01-01"
        elif axis == 4:
            names, world = ("sex",), World(world.zones, value, None)
        elif axis == 5:
            names = ("urgency",)
            question["urgency"] = value
        else:
            names, world = ("zone",), World((("z", value),), "f", None)
        tests = (
            decision.test(self.programme, rule, name, question, facts, "s", clinic)
            for name in names
        )
        return all(decision.true(one, world) for one in tests)
