"""The last day, the last kilometre, the last unit, the last code: on which side each falls."""

from dataclasses import replace
from datetime import date

import pytest

from pult.coverage.engine.facts import MemberFacts
from tests.coverage.engine.romashka import ANNA, FAR, HOSPITAL, NEAR, STRANGER, TOOTH, ask, why

COVERED_VISIT = ("covered", [("covered", "2.1")])


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2025, 12, 31), ("not_covered", [("policy_not_started", "1.1")])),
        (date(2026, 1, 1), COVERED_VISIT),
        (date(2026, 12, 31), COVERED_VISIT),
        (date(2027, 1, 1), ("not_covered", [("policy_ended", "1.1")])),
    ],
)
def test_the_policy_serves_from_its_first_to_its_last_day(day: date, expected: object) -> None:
    assert why(ask("therapist", day=day)) == expected


def test_outside_the_policy_nothing_else_is_asked() -> None:
    ended = ask("therapist", day=date(2027, 1, 1))
    assert ended.reasons[0].text == "Полис действует в свой срок."
    assert ended.reasons[0].value == (("day", "2027-01-01"), ("policy", "2026-12-31"))
    assert (ended.trace, ended.alternatives, ended.needs, ended.by_rule) == ((), (), (), False)
    assert (ended.missing, ended.service, ended.clinic) == ((), None, None)
    assert ended.next_step == ("desk", None, False)


@pytest.mark.parametrize(
    ("km", "expected"),
    [
        (0.0, ("covered", [("covered", "2.2")])),
        (28.999, ("covered", [("covered", "2.2")])),
        (29.0, ("approval_needed", [("approval", "2.2")])),
        (30.0, ("approval_needed", [("approval", "2.2")])),
        (31.0, ("approval_needed", [("approval", "2.2")])),
        (31.001, ("not_covered", [("failed_zone", "2.2")])),
    ],
)
def test_the_edge_of_the_zone_is_a_kilometre_on_either_side(km: float, expected: object) -> None:
    assert why(ask("home-visit", km=km)) == expected


def test_without_a_place_the_house_call_hangs_on_it() -> None:
    asked = ask("home-visit")
    assert why(asked) == ("indeterminate", [("depends", "2.2")])
    assert asked.reasons[0].value == (("zone", None),)
    assert asked.missing == ("place",)
    assert asked.next_step == ("tell", None, False)


@pytest.mark.parametrize(
    ("born", "expected"),
    [
        (date(2008, 6, 16), ("not_covered", [("failed_age", "2.3")])),  # 17, eighteen tomorrow
        (date(2008, 6, 15), ("covered", [("covered", "2.3"), ("limit_left", "2.3")])),
        (date(1961, 6, 16), ("covered", [("covered", "2.3"), ("limit_left", "2.3")])),
        (date(1961, 6, 15), ("not_covered", [("failed_age", "2.3")])),  # 65 today
    ],
)
def test_age_is_counted_in_full_years_on_the_day(born: date, expected: object) -> None:
    facts = replace(ANNA, member=MemberFacts(born, "f"))
    assert why(ask("filling", facts)) == expected


def test_who_was_born_on_29_february_is_a_year_older_on_1_march() -> None:
    facts = replace(ANNA, member=MemberFacts(date(2008, 2, 29), "f"))
    assert ask("filling", facts, day=date(2026, 2, 28)).verdict == "not_covered"
    assert ask("filling", facts, day=date(2026, 3, 1)).verdict == "covered"


@pytest.mark.parametrize(
    ("code", "verdict"),
    [
        ("A14", "covered"),
        ("A15", "not_covered"),
        ("A15.0", "not_covered"),
        ("A16.0", "covered"),  # the hole
        ("A16.01", "covered"),
        ("A16.1", "not_covered"),
        ("A16", "indeterminate"),  # a part of it is the hole
        ("A19.99", "not_covered"),
        ("A20", "covered"),
        ("B18", "indeterminate"),
        ("B18.2", "not_covered"),
        ("B18.3", "covered"),
        ("B90", "not_covered"),
        (None, "indeterminate"),
    ],
)
def test_first_and_last_codes_of_ranges_and_holes(code: str | None, verdict: str) -> None:
    asked = ask("therapist", diagnosis=code, stage="treatment")
    assert asked.verdict == verdict
    assert asked.missing == (("diagnosis",) if verdict == "indeterminate" else ())


def test_before_a_diagnosis_is_established_no_diagnosis_excludes() -> None:
    assert why(ask("therapist", stage="complaint")) == COVERED_VISIT
    assert why(ask("therapist", stage="diagnosis")) == COVERED_VISIT
    assert why(ask("therapist", stage="diagnosis", diagnosis="A15")) == COVERED_VISIT


@pytest.mark.parametrize(
    ("used", "quantity", "expected"),
    [
        (0, 2, "covered"),
        (1, 1, "covered"),
        (1, 2, "exhausted"),
        (2, 1, "exhausted"),
        (3, 1, "exhausted"),
    ],
)
def test_the_last_unit_of_a_count(used: int, quantity: int, expected: str) -> None:
    asked = ask("mri", replace(ANNA, used={"mri": used}), stage="diagnosis", quantity=quantity)
    if expected == "exhausted":
        reasons = [("limit_exhausted", "2.1.1"), ("approval", "2.1.1"), ("cost_share", "2.1.1")]
        assert why(asked) == ("not_covered", reasons)
        assert (asked.needs, asked.by_rule) == ((), False)
    else:
        reasons = [("approval", "2.1.1"), ("limit_left", "2.1.1"), ("cost_share", "2.1.1")]
        assert why(asked) == ("approval_needed", reasons)
        assert asked.needs == (("mri", "count", 2, "year", quantity),)


@pytest.mark.parametrize(
    ("used", "amount", "verdict"),
    [
        (0, 100_00, "covered"),
        (0, 100_01, "not_covered"),
        (99_99, 1, "covered"),
        (99_99, 2, "not_covered"),
        (99_99, None, "covered"),
        (100_00, None, "not_covered"),
    ],
)
def test_the_last_kopeck_of_an_amount(used: int, amount: int | None, verdict: str) -> None:
    asked = ask("filling", replace(ANNA, used={"teeth": used}), amount=amount)
    assert asked.verdict == verdict


def test_what_is_left_of_a_limit_is_told() -> None:
    asked = ask("filling", replace(ANNA, used={"teeth": 30_00}))
    assert dict(asked.reasons[1].value) == {
        "limit": "teeth",
        "unit": "money",
        "cap": 100_00,
        "per": "policy",
        "used": 30_00,
        "left": 70_00,
    }


def test_what_is_overdrawn_leaves_nothing() -> None:
    asked = ask("filling", replace(ANNA, used={"teeth": 100_01}))
    assert dict(asked.reasons[0].value)["left"] == 0


@pytest.mark.parametrize(
    ("day", "urgency", "verdict"),
    [
        (date(2026, 1, 30), "planned", "not_covered"),
        (date(2026, 1, 31), "planned", "covered"),
        (date(2026, 1, 30), "urgent", "covered"),
    ],
)
def test_a_waiting_period_ends_on_its_day(day: date, urgency: str, verdict: str) -> None:
    asked = ask("filling", day=day, urgency=urgency)
    assert asked.verdict == verdict
    if verdict == "not_covered":
        assert [reason.code for reason in asked.reasons] == [
            "waiting_period",
            "covered",
            "limit_left",
        ]
        assert asked.reasons[0].value == (
            ("day", "2026-01-30"),
            ("from", "2026-01-31"),
            ("days", 30),
        )


def test_waiting_runs_from_the_day_since_when_one_is_insured() -> None:
    renewed = replace(ANNA, policy=replace(ANNA.policy, insured_since=date(2025, 6, 1)))
    assert ask("filling", renewed, day=date(2026, 1, 1)).verdict == "covered"


@pytest.mark.parametrize(
    ("clinic", "expected"),
    [
        (NEAR, COVERED_VISIT),
        (STRANGER, ("not_covered", [("failed_clinics", "2.1")])),
        (TOOTH, ("not_covered", [("failed_clinics", "2.1")])),
    ],
)
def test_a_clinic_counts_if_it_is_listed_and_offers_the_service(
    clinic: object, expected: object
) -> None:
    assert why(ask("therapist", at=clinic)) == expected  # type: ignore[arg-type]


def test_a_listed_clinic_without_the_service_does_not_count() -> None:
    assert why(ask("neurologist", at=NEAR)) == ("not_covered", [("failed_clinics", "2.1")])
    assert why(ask("neurologist", at=FAR)) == COVERED_VISIT


@pytest.mark.parametrize(
    ("clinic", "verdict"),
    [
        (HOSPITAL, "approval_needed"),
        (replace(HOSPITAL, level=2), "not_covered"),
        (replace(HOSPITAL, city="Тверь"), "not_covered"),
        (replace(HOSPITAL, offers=frozenset()), "not_covered"),
    ],
)
def test_a_list_by_level_and_city_asks_both(clinic: object, verdict: str) -> None:
    assert ask("mri", at=clinic, stage="diagnosis").verdict == verdict  # type: ignore[arg-type]


@pytest.mark.parametrize(("sex", "verdict"), [("f", "covered"), ("m", "not_covered")])
def test_sex(sex: str, verdict: str) -> None:
    facts = replace(ANNA, member=MemberFacts(date(1990, 5, 20), sex))
    assert ask("gynaecologist", facts).verdict == verdict


def test_a_sex_not_on_record_is_asked_for() -> None:
    asked = ask("gynaecologist", replace(ANNA, member=MemberFacts(date(1990, 5, 20), "")))
    assert why(asked) == ("indeterminate", [("depends", "2.4")])
    assert asked.missing == ("sex",)


def test_a_fact_that_no_rule_asks_is_not_missing() -> None:
    asked = ask("therapist", replace(ANNA, member=MemberFacts(date(1990, 5, 20), "")))
    assert (asked.verdict, asked.missing) == ("covered", ())
