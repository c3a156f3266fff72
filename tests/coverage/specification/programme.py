"""What a document's rules name, as sets, and which of them beats which."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

Data = dict[str, Any]
CHOICES = {
    "urgency": {"emergency", "urgent", "planned"},
    "stage": {"complaint", "diagnosis", "treatment"},
}
CONDITIONS = ("diagnoses", "clinics", "cities", "age", "sex", "urgency", "stage", "zone")


@dataclass
class Programme:
    """A document with the riders of the day, its rules flat and in order."""

    data: Data
    riders: list[Data]
    rules: list[Data] = field(default_factory=list)
    beaten: dict[str, set[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for rider, clauses in ((False, self.data["clauses"]), (True, self.riders)):
            for clause in clauses:
                for rule in clause.get("rules", []):
                    section = rule.get("section") or clause.get("section") or ""
                    whole = {**rule, "clause": clause["number"], "section": section}
                    self.rules.append({**whole, "rider": rider})
        for rule in self.rules:
            rule["sets"] = {name: self.named(rule, name) for name in ("services", *CONDITIONS)}
        beaten = {a["id"]: {b["id"] for b in self.rules if self.beats(a, b)} for a in self.rules}
        # Only a draft has circles: within one, nobody beats anybody.
        self.beaten = {
            a: {b for b in under if a not in reached(beaten, b)} for a, under in beaten.items()
        }

    # What a condition names: a set, or None where it is not asked.

    def named(self, rule: Data, name: str) -> set[Any] | None:
        value = rule.get(name)
        if not value:
            return None
        if name == "services":
            return self.services(value)
        if name == "diagnoses":
            return set(self.ranges(value))
        if name == "clinics":
            return self.clinics(value, rule["section"])
        if name == "age":
            return set(range(value[0], value[1] + 1))
        if name == "zone":
            return {(self.zone_of(rule), one) for one in value}
        if name == "sex":
            return {value}
        if name in CHOICES and set(value) == CHOICES[name]:
            return None
        return set(value)

    def services(self, names: Iterable[str]) -> set[str]:
        found: set[str] = set()
        for name in names:
            if name.startswith("@"):
                found |= self.services(self.one("groups", name)["services"])
            else:
                found.add(name)
        return found

    def ranges(self, names: Iterable[str]) -> Iterator[tuple[bool, int, int]]:
        """Added (True) and taken away (False): the first and the last full code."""
        for name in names:
            if name.startswith("@"):
                yield from self.ranges(self.one("diagnoses", name)["icd"])
            else:
                first, _, last = name.removeprefix("!").partition("-")
                yield not name.startswith("!"), lowest(first), highest(last or first)

    def clinics(self, names: Iterable[str], section: str) -> set[tuple[str, str]]:
        found = set()
        for name in names:
            if name in ("listed", "unlisted"):
                found.add((name, section))
            elif name.startswith("@") and self.by_place(name):
                found.add(("list", name[1:]))
            elif name.startswith("@"):
                found |= {("code", code) for code in self.one("clinics", name)["clinics"]}
            else:
                found.add(("code", name))
        return found

    def by_place(self, name: str) -> bool:
        chosen = self.one("clinics", name)
        return bool(chosen.get("levels") or chosen.get("cities"))

    def zone_of(self, rule: Data) -> str:
        return next(
            (s.get("zone") or "" for s in self.data["sections"] if s["code"] == rule["section"]), ""
        )

    def one(self, table: str, name: str) -> Data:
        return next(row for row in self.data[table] if row["code"] == name.removeprefix("@"))

    # Which rule beats which.

    def beats(self, a: Data, b: Data) -> bool:
        if a is b:
            return False
        if self.states(a, b) or self.states(b, a):
            return self.states(a, b)
        if "lift" in (a["effect"], b["effect"]):
            return False
        names = ("services", *CONDITIONS)
        within = [self.within(a, b, name) for name in names]
        back = [self.within(b, a, name) for name in names]
        return all(within) and not all(back)

    def states(self, a: Data, b: Data) -> bool:
        if a["rider"] and not b["rider"] and a["effect"] != "lift":
            return True
        if b["rider"] and not a["rider"]:
            return False
        return any(
            name in (b["id"], b["clause"])
            or (name.endswith("*") and b["clause"].startswith(name[:-1]))
            for name in a.get("exceptions_to", [])
        )

    def within(self, a: Data, b: Data, name: str) -> bool:
        mine, other = a["sets"][name], b["sets"][name]
        if other is None:
            return True
        if mine is None:
            return False
        if name == "diagnoses":
            return all(holds(other, p) for p in edges([mine, other]) if holds(mine, p))
        return bool(mine <= other)


def reached(beaten: dict[str, set[str]], start: str) -> set[str]:
    """Everything beaten by `start`, by what it beats, and so on."""
    found: set[str] = set()
    waiting = [start]
    while waiting:
        for name in beaten[waiting.pop()] - found:
            found.add(name)
            waiting.append(name)
    return found


# Codes of ICD-10 as whole numbers of five places: A16.0 is everything from A1600 to A1609.


def lowest(code: str) -> int:
    plain = code.replace(".", "").ljust(5, "0")
    return (ord(plain[0]) - ord("A")) * 10_000 + int(plain[1:])


def highest(code: str) -> int:
    plain = code.replace(".", "").ljust(5, "9")
    return (ord(plain[0]) - ord("A")) * 10_000 + int(plain[1:])


def holds(ranges: Iterable[tuple[bool, int, int]], point: int) -> bool:
    hit = [added for added, first, last in ranges if first <= point <= last]
    return bool(hit) and all(hit)


def edges(sets: Iterable[Iterable[tuple[bool, int, int]]]) -> set[int]:
    """Numbers among which every possible membership occurs: 0, each first, each after a last."""
    found = {0}
    for ranges in sets:
        for _added, first, last in ranges:
            found |= {first, last + 1}
    return {point for point in found if point < 26 * 10_000}
