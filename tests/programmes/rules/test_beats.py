"""Which rule beats which, as docs/coverage.md lists it."""

from random import Random
from typing import Any

import pytest

from pult.programmes.rules.beats import circles, strongest_first
from pult.programmes.rules.compiled import Compiled, compile_document
from pult.programmes.rules.document import parse, parse_rider
from tests.coverage.documents import random_document, random_riders
from tests.coverage.engine.romashka import DOCUMENT
from tests.coverage.specification.programme import Programme

Data = dict[str, Any]


def compiled(*rules: Data, riders: tuple[Data, ...] = ()) -> Compiled:
    """Each rule in a clause of its own, 10, 11, …, of the section of home visits."""
    clauses = [
        {"number": f"{n}", "text": "Пункт.", "section": "home", "rules": [{"id": f"{n}", **rule}]}
        for n, rule in enumerate(({"effect": "cover"} | rule for rule in rules), 10)
    ]
    document = parse(DOCUMENT | {"clauses": [*DOCUMENT["clauses"], *clauses]})
    own = [
        parse_rider(
            {"number": f"R{n}", "text": "Особо.", "rules": [{"id": f"R{n}", **rider}]}, document
        )
        for n, rider in enumerate(({"effect": "cover"} | rider for rider in riders), 1)
    ]
    return compile_document(document, own)


def beaten(programme: Compiled, by: str) -> list[str]:
    """Of the rules under test, those that `by` beats."""
    ids = [rule.rule.id for rule in programme.rules]
    mask = programme.beats[ids.index(by)]
    return [
        name for n, name in enumerate(ids) if mask >> n & 1 and (name[0] == "R" or len(name) == 2)
    ]


NARROWER: list[tuple[Data, Data]] = [
    ({"services": ["a"]}, {}),
    ({"services": ["a"]}, {"services": ["a", "b"]}),
    ({"services": ["therapist"]}, {"services": ["@visits"]}),
    ({"diagnoses": ["A16"]}, {}),
    ({"diagnoses": ["A00-Z99"]}, {}),
    ({"diagnoses": ["A16.1"]}, {"diagnoses": ["@tuberculosis"]}),
    ({"diagnoses": ["@tuberculosis"]}, {"diagnoses": ["A15-A19", "B90"]}),
    ({"clinics": ["listed"]}, {}),
    ({"clinics": ["listed"]}, {"clinics": ["listed", "unlisted"]}),
    ({"clinics": ["near"]}, {"clinics": ["near", "@big"]}),
    ({"cities": ["Тверь"]}, {"cities": ["Тверь", "Тула"]}),
    ({"age": [0, 150]}, {}),
    ({"age": [3, 5]}, {"age": [3, 6]}),
    ({"age": [3, 5]}, {"age": [2, 5]}),
    ({"sex": "f"}, {}),
    ({"urgency": ["urgent"]}, {"urgency": ["urgent", "planned"]}),
    ({"stage": ["complaint"]}, {"stage": ["complaint", "diagnosis", "treatment"]}),
    ({"zone": ["edge"]}, {"zone": ["edge", "inside"]}),
    ({"zone": ["inside", "edge", "outside"]}, {}),
    ({"sex": "f", "age": [3, 5]}, {"sex": "f"}),
]


@pytest.mark.parametrize(("narrow", "wide"), NARROWER)
def test_the_narrower_beats_the_wider(narrow: Data, wide: Data) -> None:
    assert beaten(compiled(narrow, wide), "10") == ["11"]
    assert beaten(compiled(narrow, wide), "11") == []
    assert beaten(compiled(wide, narrow), "11") == ["10"]


NEITHER: list[tuple[Data, Data]] = [
    ({}, {}),
    ({"services": ["a"]}, {"services": ["b"]}),
    ({"services": ["a"]}, {"sex": "f"}),
    ({"stage": ["complaint", "diagnosis", "treatment"]}, {}),
    ({"urgency": ["urgent", "planned", "emergency"]}, {}),
    ({"clinics": ["listed"]}, {"clinics": ["listed"], "section": "outpatient"}),
    ({"clinics": ["near"]}, {"clinics": ["listed"], "section": "outpatient"}),
    ({"clinics": ["near"]}, {"clinics": ["@big"]}),
    ({"age": [3, 5]}, {"age": [4, 6]}),
    ({"sex": "f", "services": ["a"]}, {"sex": "f", "age": [3, 5]}),
    ({"effect": "lift", "sex": "f"}, {}),
    ({"sex": "f"}, {"effect": "lift"}),
]


@pytest.mark.parametrize(("one", "other"), NEITHER)
def test_neither_beats_the_other(one: Data, other: Data) -> None:
    programme = compiled(one, other)
    assert (beaten(programme, "10"), beaten(programme, "11")) == ([], [])


def test_a_stated_exception_beats_though_it_is_wider() -> None:
    programme = compiled({"sex": "f"}, {"exceptions_to": ["10"]})
    assert (beaten(programme, "10"), beaten(programme, "11")) == ([], ["10"])


def test_an_exception_by_the_beginning_of_numbers_is_never_to_itself() -> None:
    programme = compiled({}, {"exceptions_to": ["1*"]})
    assert (beaten(programme, "10"), beaten(programme, "11")) == ([], ["10"])


def test_the_number_of_a_clause_is_all_its_rules() -> None:
    programme = compiled({"exceptions_to": ["2.2"]})
    ids = [rule.rule.id for rule in programme.rules]
    mask = programme.beats[ids.index("10")]
    assert [name for n, name in enumerate(ids) if mask >> n & 1] == ["2.2", "2.2/2"]


def test_a_rider_beats_the_whole_programme_and_is_not_beaten_by_it() -> None:
    programme = compiled({"exceptions_to": ["*"]}, {"effect": "lift"}, riders=({}, {"sex": "f"}))
    assert beaten(programme, "R1") == ["10", "11"]
    assert beaten(programme, "R2") == ["10", "11", "R1"]
    assert beaten(programme, "10") == ["11"]


def test_a_lift_of_a_rider_beats_only_what_it_states() -> None:
    programme = compiled({}, {}, riders=({"effect": "lift", "exceptions_to": ["10"]},))
    assert beaten(programme, "R1") == ["10"]


def test_rules_in_a_circle_are_named_and_do_not_beat_each_other() -> None:
    programme = compiled(
        {"exceptions_to": ["11"]},
        {"exceptions_to": ["12"]},
        {"exceptions_to": ["10"]},
        {"sex": "f"},
    )
    assert programme.circles == (("10", "11", "12"),)
    assert [beaten(programme, name) for name in ("10", "11", "12")] == [[], [], []]
    assert beaten(programme, "13") == ["10", "11", "12"]


def test_circles_are_found_apart_and_without_what_leads_to_them() -> None:
    #  0 ⇄ 1 → 2 → 3 ⇄ 4
    assert circles([0b10, 0b101, 0b1000, 0b10000, 0b1000]) == (0b11, 0b11000)
    assert circles([0b10, 0b100, 0]) == ()


def test_the_strongest_come_first() -> None:
    assert strongest_first([0, 0b1, 0b11]) == (2, 1, 0)
    assert strongest_first([0, 0, 0]) == (0, 1, 2)


@pytest.mark.parametrize("seed", range(150))
def test_the_second_engine_agrees(seed: int) -> None:
    rng = Random(seed)
    data = random_document(rng)
    riders = random_riders(rng, data)
    document = parse(data)
    programme = compile_document(document, [parse_rider(rider, document) for rider in riders])
    ids = [rule.rule.id for rule in programme.rules]
    found = {
        name: {other for n, other in enumerate(ids) if mask >> n & 1}
        for name, mask in zip(ids, programme.beats, strict=True)
    }
    assert found == Programme(data, riders).beaten
    places = {index: n for n, index in enumerate(programme.order)}
    assert all(
        places[n] < places[other]
        for n, mask in enumerate(programme.beats)
        for other in range(len(ids))
        if mask >> other & 1
    )
