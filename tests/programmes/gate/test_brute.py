"""On small documents the gate finds exactly what is found by asking every question."""

from itertools import combinations, product
from typing import Any

import hypothesis.strategies as st
from hypothesis import given

from pult.programmes.gate import Findings, Place, examine
from pult.programmes.rules.compiled import compile_document
from pult.programmes.rules.document import parse
from tests.coverage.specification.programme import reached
from tests.programmes.gate.brute import BOOK, Brute

Data = dict[str, Any]
PLACES = {code: Place(*found) for code, found in BOOK.items()}

maybe = {
    "services": st.sampled_from([["s1"], ["@g"], ["s1", "s3"], ["@h"], []]),
    "diagnoses": st.sampled_from([["@d"], ["A15-A19"], ["@d", "!A16.0"], ["B18.0", "@d"]]),
    "clinics": st.sampled_from(
        [["listed"], ["unlisted"], ["A"], ["B"], ["@l"], ["listed", "B"], ["@towns"]]
    ),
    "cities": st.sampled_from([["Москва"], ["Тверь"], ["Москва", "Тверь"]]),
    "age": st.sampled_from([[0, 17], [18, 60], [18, 150], [35, 35]]),
    "sex": st.sampled_from(["f", "m"]),
    "urgency": st.lists(st.sampled_from(["emergency", "urgent", "planned"]), unique=True),
    "stage": st.lists(st.sampled_from(["complaint", "diagnosis", "treatment"]), unique=True),
    "zone": st.lists(st.sampled_from(["inside", "edge", "outside"]), unique=True),
}  # fmt: skip


@st.composite
def documents(draw: st.DrawFn) -> Data:
    asked = draw(st.lists(st.sampled_from(sorted(maybe)), min_size=1, max_size=4, unique=True))
    rules = []
    for n in range(1, draw(st.integers(2, 6)) + 1):
        rule: Data = {"id": f"2.{n}", "section": draw(st.sampled_from(["one", "two"]))}
        rule["effect"] = draw(st.sampled_from(["cover", "cover", "approve", "exclude", "lift"]))
        for name in asked:
            if draw(st.booleans()):
                rule[name] = draw(maybe[name])
        others = [f"2.{m}" for m in range(1, n)]
        if others and draw(st.integers(0, 2)) == 0:
            rule["exceptions_to"] = draw(st.lists(st.sampled_from(others), max_size=2, unique=True))
        rules.append(rule)
    if draw(st.integers(0, 3)) == 0:
        rules[0]["exceptions_to"] = [rules[-1]["id"]]
    clauses = [
        {"number": rule["id"], "text": "Пункт.", "section": "one", "rules": [rule]}
        for rule in rules
    ]
    limit = {"code": "l", "unit": "count", "cap": 1, "per": "year", "services": ["s1"]}
    clauses[0]["limits"] = [limit]
    return {
        "schema": 1, "code": "p", "title": "П", "city": "Москва",
        "names": {"period": "2.1", "sections": "2.1", "outside": "2.1"},
        "sections": [
            {"code": "one", "clause": "2", "title": "Один", "clinics": ["A"], "zone": "z"},
            {"code": "two", "clause": "3", "title": "Два", "clinics": ["B"], "zone": "z"},
        ],
        "clauses": clauses,
        "groups": [
            {"code": "g", "title": "Г", "services": ["s1", "s2"]},
            {"code": "h", "title": "Х", "services": ["s3", "@g"]},
        ],
        "diagnoses": [{"code": "d", "title": "Д", "icd": ["A16", "B18"]}],
        "clinics": [
            {"code": "l", "title": "Л", "clinics": ["A"]},
            {"code": "towns", "title": "Т", "clinics": ["A"], "levels": [2], "cities": ["Тверь"]},
        ],
        "zones": [
            {
                "code": "z", "title": "З", "distance_km": 30, "edge_km": 1,
                "ring": [[37, 55], [38, 55], [38, 56]],
            }
        ],
    }  # fmt: skip


@given(documents())
def test_the_gate_finds_what_asking_every_question_finds(data: Data) -> None:
    found, brute = examine(compile_document(parse(data)), PLACES), Brute(data)
    masks = {brute.held(point) for point in brute.points()}
    lives = [(brute.ids_held(mask), brute.alive(mask)) for mask in masks]

    assert {one.rules for one in found.conflicts} == clashes(brute, lives)
    assert {one.rule: one.why for one in found.dead} == useless(brute, lives)
    assert {rule for one in found.cycles for rule in one.rules} == circling(brute)
    assert {service for one in found.gaps for service in one.services} == lacking(brute)
    assert bool(found.unreachable) == (not paid(brute, "s1"))
    check_examples(found, brute)


def clashes(brute: Brute, lives: list[Any]) -> set[tuple[str, str]]:
    found = set()
    for _held, alive in lives:
        answering = [one for one in brute.ids if one in alive and brute.effect(one) != "lift"]
        for one, other in combinations(answering, 2):
            if brute.effect(one) != brute.effect(other):
                found.add((one, other))
    return found


def useless(brute: Brute, lives: list[Any]) -> dict[str, str]:
    found = {}
    for one in brute.ids:
        beaten = brute.programme.beaten[one]
        if not any(one in held for held, _alive in lives):
            found[one] = "never_holds"
        elif not any(one in alive for _held, alive in lives):
            found[one] = "beaten"
        elif brute.effect(one) == "lift" and not any(
            one in alive and beaten & held for held, alive in lives
        ):
            found[one] = "lifts_nothing"
    return found


def circling(brute: Brute) -> set[str]:
    rules = brute.rules
    raw = {a["id"]: {b["id"] for b in rules if brute.programme.beats(a, b)} for a in rules}
    return {one for one in brute.ids if any(one in reached(raw, b) for b in raw[one])}


def lacking(brute: Brute) -> set[str]:
    spots = [spot for spot in brute.axes[2] if spot[0] != "X" and spot[3]]
    rest = [*brute.axes[:2], *brute.axes[3:]]
    found = set()
    for point in product(*rest):
        answered = False
        for spot in spots:
            alive = brute.alive(brute.held((*point[:2], spot, *point[2:])))
            answered = answered or any(brute.effect(one) != "lift" for one in alive)
        if not answered:
            found.add(point[0])
    return found - {"other"}


def paid(brute: Brute, service: str) -> bool:
    return any(
        brute.effect(one) in ("cover", "approve")
        for point in brute.points()
        if point[0] == service
        for one in brute.alive(brute.held(point))
    )


def check_examples(found: Findings, brute: Brute) -> None:
    """Every example shows what it is said to show."""
    for conflict in found.conflicts:
        assert set(conflict.rules) <= brute.look(conflict.example)[1]
    for circle in found.cycles:
        assert circle.example is None or set(circle.rules) <= brute.look(circle.example)[0]
    for one in found.dead:
        if one.example is not None:
            held, alive = brute.look(one.example)
            assert one.rule in held
            assert (one.rule in alive) == (one.why == "lifts_nothing")
            assert set(one.by) <= alive
    for gap in found.gaps:
        assert gap.example.clinic is None
        assert not any(brute.effect(rule) != "lift" for rule in brute.look(gap.example)[1])
