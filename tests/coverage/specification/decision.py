"""A decision: policy, service, clinic, rules in every world, waiting periods, limits, shares."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import combinations, product
from typing import Any

from tests.coverage.specification.programme import (
    CONDITIONS,
    Data,
    Programme,
    edges,
    highest,
    holds,
    lowest,
)

RANK = {"covered": 0, "approval_needed": 1, "indeterminate": 2, "not_covered": 3}
VERDICT = {"cover": "covered", "approve": "approval_needed", "exclude": "not_covered"}
REASON = {"cover": "covered", "approve": "approval", "exclude": "excluded"}


@dataclass(frozen=True)
class Answer:
    """`reasons` are pairs of code and clause; `missing` are names of facts."""

    verdict: str
    reasons: frozenset[tuple[str, str]]
    missing: frozenset[str] = frozenset()
    # Of the winning rules: they speak in the choice of the clinic alone.
    sections: frozenset[str] = field(default=frozenset(), compare=False)


# What one world says: the verdict, the reasons, the sections of the winning rules.
Said = tuple[str, frozenset[tuple[str, str]], frozenset[str]]


@dataclass(frozen=True)
class World:
    """What is unknown, decided: the zones, the sex, and one ICD-10 code with all its digits."""

    zones: tuple[tuple[str, str], ...]
    sex: str
    diagnosis: int | None


def answer(programme: Programme, question: Data, facts: Data) -> Answer:
    """The decision: policy, service, clinic, rules, waiting periods and limits, cost share."""
    day, policy = date.fromisoformat(question["day"]), facts["policy"]
    period = programme.data["names"]["period"]
    if day < date.fromisoformat(policy["start"]):
        return Answer("not_covered", frozenset({("policy_not_started", period)}))
    if day > date.fromisoformat(policy["last_day"]):
        return Answer("not_covered", frozenset({("policy_ended", period)}))
    services = question["candidates"] or ([question["service"]] if question["service"] else [])
    if not services:
        return Answer("indeterminate", frozenset(), frozenset({"service"}))
    every = [one_service(programme, question, facts, service) for service in services]
    of_others = {"failed_age", "failed_sex"}
    answers = [
        one
        for one in every
        if one.verdict != "not_covered" or not {code for code, _clause in one.reasons} <= of_others
    ] or every
    if len({one.verdict for one in answers}) == 1:
        return answers[0]
    return Answer("indeterminate", frozenset(), frozenset({"service"}))


def one_service(programme: Programme, question: Data, facts: Data, service: str) -> Answer:
    found = best_clinic(programme, question, facts, service)
    if found.verdict not in ("covered", "approval_needed"):
        return found
    told: set[tuple[str, str]] = set()
    refused: set[tuple[str, str]] = set()
    day, policy = date.fromisoformat(question["day"]), facts["policy"]
    for clause in [*programme.data["clauses"], *programme.riders]:
        for wait in clause.get("waits", []):
            asked = not wait.get("urgency") or question["urgency"] in wait["urgency"]
            served = date.fromisoformat(policy["insured_since"]) + timedelta(days=wait["days"])
            if asked and takes(programme, wait, service) and day < served:
                refused.add(("waiting_period", clause["number"]))
        for limit in clause.get("limits", []):
            if takes(programme, limit, service):
                over = exceeds(limit, question, facts["used"].get(limit["code"], 0))
                (refused if over else told).add(
                    ("limit_exhausted" if over else "limit_left", clause["number"])
                )
        for share in clause.get("shares", []):
            if takes(programme, share, service):
                told.add(("cost_share", clause["number"]))
    verdict = "not_covered" if refused else found.verdict
    return Answer(verdict, found.reasons | refused | told)


def takes(programme: Programme, row: Data, service: str) -> bool:
    return not row.get("services") or service in programme.services(row["services"])


def exceeds(limit: Data, question: Data, used: int) -> bool:
    if limit["unit"] == "count":
        return bool(used + question["quantity"] > limit["cap"])
    if question["amount"] is None:
        return bool(used >= limit["cap"])
    return bool(used + question["amount"] > limit["cap"])


def best_clinic(programme: Programme, question: Data, facts: Data, service: str) -> Answer:
    if question["clinic"]:
        return read(programme, question, facts, service, facts["clinic"])
    offers = [clinic for clinic in facts["clinics"] if service in clinic["offers"]]

    def order(pair: tuple[Data | None, Answer]) -> tuple[Any, ...]:
        clinic, found = pair
        if clinic is None:
            return (RANK[found.verdict], True, True, 0.0, "")
        km = clinic["km"] if question["has_place"] else 0.0
        km = float("inf") if km is None else km
        listed = any(
            clinic["code"] in section["clinics"]
            for section in programme.data["sections"]
            if section["code"] in found.sections
        )
        return (RANK[found.verdict], False, not listed, km, clinic["code"])

    read_for = [(one, read(programme, question, facts, service, one)) for one in [*offers, None]]
    return min(read_for, key=order)[1]


def read(
    programme: Programme, question: Data, facts: Data, service: str, clinic: Data | None
) -> Answer:
    """The rules for one service and one clinic (or none), in every world."""
    rules = [rule for rule in programme.rules if takes(programme, rule, service)]
    asked = {
        rule["id"]: {
            name: test(programme, rule, name, question, facts, service, clinic)
            for name in CONDITIONS
        }
        for rule in rules
    }
    seen: dict[World, Said] = {
        world: one_world(programme, rules, asked, world)
        for world in worlds(programme, rules, question, facts)
    }
    verdicts = {verdict for verdict, _reasons, _sections in seen.values()}
    sections = frozenset().union(*(sections for _verdict, _reasons, sections in seen.values()))
    if len(verdicts) == 1:
        together = frozenset().union(*(reasons for _verdict, reasons, _sections in seen.values()))
        return Answer(verdicts.pop(), together, sections=sections)
    return Answer("indeterminate", depends(rules, asked, seen), missing(seen), sections)


def test(
    programme: Programme,
    rule: Data,
    name: str,
    question: Data,
    facts: Data,
    service: str,
    clinic: Data | None,
) -> Any:
    """True, False, or a function of the world."""
    named = rule["sets"][name]
    if named is None:
        return True
    if name == "diagnoses":
        if question["diagnosis"] is None and question["stage"] != "treatment":
            return False
        return lambda world: holds(named, world.diagnosis)
    if name == "clinics":
        return any(at(programme, item, service, clinic) for item in named)
    if name == "cities":
        return (clinic["city"] if clinic else facts["city"]) in named
    if name == "age":
        return years(facts["member"]["birth_date"], question["day"]) in named
    if name == "sex":
        return lambda world: world.sex in named
    if name == "zone":
        return lambda world: all(
            dict(world.zones)[zone] in {w for z, w in named if z == zone} for zone, _ in named
        )
    return question[name] in named


def at(programme: Programme, item: tuple[str, str], service: str, clinic: Data | None) -> bool:
    """Whether the clinic is one that the item means; it counts only if it offers the service."""
    if clinic is None:
        return False
    what, name = item
    offered = service in clinic["offers"]
    if what == "code":
        return offered and clinic["code"] == name
    if what == "list":
        chosen = programme.one("clinics", name)
        place = (not chosen.get("levels") or clinic["level"] in chosen["levels"]) and (
            not chosen.get("cities") or clinic["city"] in chosen["cities"]
        )
        return offered and (clinic["code"] in chosen["clinics"] or place)
    section = next(one for one in programme.data["sections"] if one["code"] == name)
    listed = offered and clinic["code"] in section["clinics"]
    return listed if what == "listed" else not listed


def years(born: str, on: str) -> int:
    birth, day = date.fromisoformat(born), date.fromisoformat(on)
    return day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day))


def worlds(programme: Programme, rules: list[Data], question: Data, facts: Data) -> list[World]:
    zones = sorted({zone for rule in rules for zone, _where in rule["sets"]["zone"] or ()})
    places = [["inside", "edge", "outside"] for _zone in zones]
    if question["has_place"]:
        places = [[where(programme, facts, zone)] for zone in zones]
    sexes = [facts["member"]["sex"]] if facts["member"]["sex"] else ["f", "m"]
    return [
        World(tuple(zip(zones, chosen, strict=True)), sex, point)
        for chosen in product(*places)
        for sex in sexes
        for point in points(rules, question)
    ]


def where(programme: Programme, facts: Data, name: str) -> str:
    zone = next(row for row in programme.data["zones"] if row["code"] == name)
    km = facts["zones"][name]
    if km < round(zone["distance_km"] - zone["edge_km"], 3):  # metres: 1.1 - 0.8 is 0.3
        return "inside"
    return "outside" if km > round(zone["distance_km"] + zone["edge_km"], 3) else "edge"


def points(rules: list[Data], question: Data) -> list[int | None]:
    """A full code for each way to fall into or out of the sets; [None]: no diagnosis at all."""
    code = question["diagnosis"]
    if code is None and question["stage"] != "treatment":
        return [None]
    sets = [rule["sets"]["diagnoses"] for rule in rules if rule["sets"]["diagnoses"]]
    first, last = (lowest(code), highest(code)) if code else (0, highest("Z99"))
    by_membership = {
        tuple(holds(one, point) for one in sets): point
        for point in sorted({first} | {p for p in edges(sets) if first <= p <= last}, reverse=True)
    }
    return [*sorted(by_membership.values())]


def one_world(
    programme: Programme, rules: list[Data], asked: dict[str, Data], world: World
) -> Said:
    failing = {
        rule["id"]: [name for name in CONDITIONS if not true(asked[rule["id"]][name], world)]
        for rule in rules
    }
    held = [rule for rule in rules if not failing[rule["id"]]]
    known: dict[str, bool] = {}

    def alive(rule: Data) -> bool:
        if rule["id"] not in known:
            known[rule["id"]] = not any(
                rule["id"] in programme.beaten[other["id"]] and alive(other) for other in held
            )
        return known[rule["id"]]

    living = [rule for rule in held if alive(rule)]
    lifted = {
        ("lifted", rule["clause"])
        for rule in living
        if rule["effect"] == "lift" and any(o["id"] in programme.beaten[rule["id"]] for o in held)
    }
    for effect in ("exclude", "approve", "cover"):
        won = [rule for rule in living if rule["effect"] == effect]
        if won:
            reasons = {(REASON[effect], rule["clause"]) for rule in won}
            sections = frozenset(rule["section"] for rule in won)
            return VERDICT[effect], frozenset(reasons | lifted), sections
    near = {
        (f"failed_{failing[rule['id']][0]}", rule["clause"])
        for rule in rules
        if rule["effect"] in ("cover", "approve") and len(failing[rule["id"]]) == 1
    }
    absent = {("not_in_programme", programme.data["names"]["sections"])}
    return "not_covered", frozenset((near or absent) | lifted), frozenset()


def true(asked: Any, world: World) -> bool:
    return bool(asked(world)) if callable(asked) else bool(asked)


def depends(
    rules: list[Data], asked: dict[str, Data], seen: Iterable[World]
) -> frozenset[tuple[str, str]]:
    """The rules that hang on what is missing: nothing fails, and something is unknown."""
    found, all_worlds = set(), list(seen)
    for rule in rules:
        values = [
            {true(asked[rule["id"]][name], world) for world in all_worlds} for name in CONDITIONS
        ]
        if {False} not in values and {True, False} in values:
            found.add(("depends", rule["clause"]))
    return frozenset(found)


def missing(seen: dict[World, Said]) -> frozenset[str]:
    """The facts that alone change the verdict between two worlds."""
    found = set()
    for (one, first), (other, second) in combinations(seen.items(), 2):
        differing = [
            name
            for name, a, b in (
                ("place", one.zones, other.zones),
                ("sex", one.sex, other.sex),
                ("diagnosis", one.diagnosis, other.diagnosis),
            )
            if a != b
        ]
        if len(differing) == 1 and first[0] != second[0]:
            found.add(differing[0])
    return frozenset(found)
