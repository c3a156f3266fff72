"""Which values the reasons and the trace speak of."""

from dataclasses import replace
from typing import Any

from pult.coverage.engine.decision import Alternative, Need, Reason, Step
from tests.coverage.engine.romashka import ANNA, NEAR, STRANGER, ask, clinic, compiled


def rider(*rules: dict[str, Any]) -> dict[str, Any]:
    """Rules about sanatoriums, for this member alone: Р/1, Р/2, …"""
    numbered = [
        {"id": f"Р/{n}", "effect": "cover", "services": ["spa"], **rule}
        for n, rule in enumerate(rules, 1)
    ]
    return {"number": "Р", "text": "Санаторий.", "rules": numbered}


def test_a_rule_that_holds_cites_all_that_it_asks() -> None:
    programme = compiled(rider({"sex": "f", "age": [18, 60], "cities": ["Москва"]}))
    assert ask("spa", programme=programme).reasons == (
        Reason("covered", "Р", "Санаторий.", (("cities", "Москва"), ("age", 36), ("sex", "f"))),
    )


def test_a_rule_that_fails_in_one_condition_cites_that_one() -> None:
    programme = compiled(rider({"sex": "f", "age": [60, 90], "cities": ["Москва"]}))
    assert ask("spa", programme=programme).reasons == (
        Reason("failed_age", "Р", "Санаторий.", (("age", 36),)),
    )


def test_a_rule_that_fails_in_two_is_not_near() -> None:
    programme = compiled(rider({"sex": "m", "age": [60, 90]}))
    assert [reason.code for reason in ask("spa", programme=programme).reasons] == [
        "not_in_programme"
    ]


def test_the_city_tested_is_that_of_the_clinic_or_the_programme() -> None:
    programme = compiled(rider({"cities": ["Тверь"]}))
    there = ask("spa", at=clinic("x", "spa", city="Тверь"), programme=programme)
    assert (there.verdict, there.reasons[0].value) == ("covered", (("cities", "Тверь"),))
    nowhere = ask("spa", programme=programme)
    assert nowhere.reasons[0].value == (("cities", "Москва"),)
    assert ask("spa", replace(ANNA, city="Тверь"), programme=programme).verdict == "covered"


def test_rules_of_one_clause_are_one_reason_with_the_values_of_both() -> None:
    programme = compiled(rider({"sex": "f"}, {"age": [18, 60]}, {"urgency": ["planned"]}))
    asked = ask("spa", programme=programme)
    assert asked.reasons == (
        Reason("covered", "Р", "Санаторий.", (("sex", "f"), ("age", 36), ("urgency", "planned"))),
    )


def test_the_rules_that_beat_one_are_named_in_the_order_of_the_document() -> None:
    programme = compiled(rider({}, {"sex": "f"}, {"age": [18, 60]}, {"sex": "m"}))
    assert ask("spa", programme=programme).trace[1:] == (
        Step("spa", "Р/1", "Р", "beaten", (), ("Р/2", "Р/3")),
        Step("spa", "Р/2", "Р", "holds"),
        Step("spa", "Р/3", "Р", "holds"),
        Step("spa", "Р/4", "Р", "fails", (("sex", "f"),)),
    )


def test_who_is_beaten_is_told_apart_from_who_holds_beside() -> None:
    programme = compiled(rider({"age": [0, 90]}, {"age": [18, 60]}, {"sex": "f"}))
    steps = {step.rule: (step.state, step.by) for step in ask("spa", programme=programme).trace}
    assert [steps[name] for name in ("Р/1", "Р/2", "Р/3")] == [
        ("beaten", ("Р/2",)),
        ("holds", ()),
        ("holds", ()),
    ]


def test_a_distance_without_a_place_does_not_count() -> None:
    asked = ask("home-visit", replace(ANNA, zones={"mkad": 0.0}))
    assert asked.verdict == "indeterminate"
    assert asked.reasons[0].value == (("zone", None),)


def test_money_of_a_limit_is_held_as_money() -> None:
    limit = ("teeth", "money", 100_00, "policy")
    assert ask("filling", amount=50_00).needs == (Need(*limit, 50_00),)
    assert ask("filling").needs == (Need(*limit, None),)


def test_a_doctor_by_video_needs_no_clinic_of_the_question() -> None:
    """The clinic that was named need not be one that serves by video."""
    video = compiled(
        {
            "number": "Р",
            "text": "Видео — только без клиники.",
            "rules": [
                {"id": "Р", "effect": "exclude", "services": ["video"], "clinics": ["stranger"]}
            ],
        }
    )
    asked = ask(
        "therapist", at=replace(STRANGER, offers=STRANGER.offers | {"video"}), programme=video
    )
    assert Alternative("telemedicine", "covered", service="video") in asked.alternatives


def test_the_clinic_named_counts_even_if_another_is_better() -> None:
    assert ask("therapist", at=NEAR).clinic == "near"
    assert ask("therapist", at=STRANGER).clinic == "stranger"


def test_no_letter_by_rule_while_one_waits() -> None:
    wait = {"code": "wait", "days": 400, "services": ["therapist"]}
    asked = ask("therapist", programme=compiled({"number": "Р", "text": "Ждать.", "waits": [wait]}))
    assert (asked.verdict, asked.by_rule, asked.needs) == ("not_covered", False, ())


def test_what_is_no_better_is_no_alternative() -> None:
    assert ask("crown", at=clinic("other", "crown")).alternatives == ()
