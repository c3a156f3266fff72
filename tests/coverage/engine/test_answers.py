"""What comes with a verdict: the clinic, the next step, alternatives, the trace."""

from dataclasses import replace
from datetime import date

import pytest

from pult.coverage.engine.decision import Alternative, NextStep, Step
from pult.coverage.engine.facts import ClinicFacts, Facts
from tests.coverage.engine.romashka import (
    ANNA,
    FAR,
    NEAR,
    STRANGER,
    TOOTH,
    ask,
    clinic,
    compiled,
    why,
)


def at_distances(near: float | None, far: float | None) -> Facts:
    return replace(ANNA, clinics=(replace(NEAR, km=near), replace(FAR, km=far)))


@pytest.mark.parametrize(
    ("near", "far", "chosen"),
    [(2.0, 1.0, "far"), (1.0, 2.0, "near"), (1.0, 1.0, "far"), (None, 9.0, "far")],
)
def test_the_nearest_clinic_is_chosen_then_by_code(
    near: float | None, far: float | None, chosen: str
) -> None:
    assert ask("therapist", at_distances(near, far), has_place=True).clinic == chosen


def test_without_a_place_no_distance_counts() -> None:
    assert ask("therapist", at_distances(1.0, 2.0)).clinic == "far"


def test_a_clinic_that_does_not_offer_the_service_is_not_chosen() -> None:
    assert ask("neurologist", at_distances(1.0, 2.0), has_place=True).clinic == "far"


def test_where_no_clinic_is_asked_one_that_offers_the_service_comes_first() -> None:
    assert ask("video").clinic is None
    offering = (*ANNA.clinics, clinic("screen", "video"))
    assert ask("video", replace(ANNA, clinics=offering)).clinic == "screen"


def test_the_better_verdict_comes_before_the_nearer_clinic() -> None:
    near_stranger = replace(STRANGER, km=0.1)
    facts = replace(ANNA, clinics=(near_stranger, replace(NEAR, km=5.0)))
    assert ask("therapist", facts, has_place=True).clinic == "near"


def test_a_clinic_for_a_refusal_is_the_nearest_that_offers_the_service() -> None:
    assert ask("crown").clinic == "tooth"
    assert ask("unheard-of").clinic is None


# The next step.


def test_the_way_is_that_of_the_winning_rule() -> None:
    assert ask("therapist", at=NEAR).next_step == NextStep("registry", "near", False)
    assert ask("mri", stage="diagnosis").next_step == NextStep("curator", None, False)
    assert ask("video").next_step == NextStep("link", None, False)
    assert ask("home-visit", km=0.0).next_step == NextStep("desk", None, False)


def test_a_refusal_goes_to_the_desk_or_where_the_exclusion_says() -> None:
    assert ask("unheard-of").next_step == NextStep("desk", None, False)
    assert ask("crown").next_step == NextStep("curator", None, False)
    waiting = ask("filling", day=date(2026, 1, 2))
    assert waiting.next_step == NextStep("desk", None, False)


@pytest.mark.parametrize("service", ["therapist", "unheard-of", "home-visit", None])
def test_an_emergency_carries_its_phones_whatever_the_verdict(service: str | None) -> None:
    assert ask(service, urgency="emergency").next_step.emergency is True
    assert ask(service, urgency="urgent").next_step.emergency is False


def test_an_ambulance_carries_them_without_being_called_urgent() -> None:
    assert ask("103").next_step == NextStep("desk", None, True)
    assert ask("103", day=date(2027, 1, 1)).next_step.emergency is True
    assert ask(None, candidates=("therapist", "103")).next_step.emergency is True


# A letter without a person.


def test_a_letter_by_rule_needs_a_rule_that_says_so() -> None:
    assert ask("therapist").by_rule is True
    assert ask("mri", stage="diagnosis").by_rule is False
    assert ask("therapist", diagnosis="A15", stage="treatment").by_rule is False
    assert ask("therapist", stage="treatment").by_rule is False
    assert ask("unheard-of").by_rule is False


# Services that are not sure.


def test_no_service_is_what_is_missing() -> None:
    asked = ask(None)
    assert (why(asked), asked.missing) == (("indeterminate", []), ("service",))
    assert asked.alternatives == ()
    assert (asked.trace, asked.needs, asked.by_rule) == ((), (), False)
    assert asked.next_step == NextStep("tell", None, False)


def test_likely_services_that_agree_are_answered_as_the_first() -> None:
    asked = ask("neurologist", candidates=("therapist", "neurologist"))
    assert why(asked) == ("covered", [("covered", "2.1")])
    assert (asked.service, asked.by_rule) == ("therapist", True)


def test_they_get_a_letter_by_rule_only_if_all_would() -> None:
    assert ask("therapist", candidates=("therapist", "video")).by_rule is False


def test_likely_services_that_differ_are_offered() -> None:
    asked = ask("therapist", candidates=("therapist", "crown"))
    assert (why(asked), asked.missing) == (("indeterminate", []), ("service",))
    assert asked.alternatives == (
        Alternative("service", "covered", service="therapist"),
        Alternative("service", "not_covered", service="crown"),
    )
    assert (asked.service, asked.clinic, asked.by_rule) == (None, None, False)


# Alternatives.


def test_what_is_covered_needs_no_alternative() -> None:
    assert ask("therapist", at=NEAR).alternatives == ()


def test_another_clinic() -> None:
    assert ask("therapist", at=STRANGER).alternatives == (
        Alternative("clinic", "covered", clinic="far"),
        Alternative("telemedicine", "covered", service="video"),
    )


def test_the_desk_may_approve_where_no_clinic_is_listed() -> None:
    rider = {
        "number": "Р.1",
        "text": "Санаторий — по согласованию.",
        "rules": [
            {"id": "Р.1", "effect": "approve", "services": ["spa"]},
            {"id": "Р.1/2", "effect": "exclude", "services": ["spa"], "clinics": ["tooth"]},
        ],
    }
    asked = ask("spa", at=replace(TOOTH, offers=frozenset({"spa"})), programme=compiled(rider))
    assert asked.verdict == "not_covered"
    assert asked.alternatives == (Alternative("approval", "approval_needed"),)


def test_a_stage_that_is_paid() -> None:
    treated = ask("therapist", diagnosis="A15", stage="treatment")
    assert treated.alternatives == (Alternative("stage", "covered", stage="complaint"),)
    assert ask("mri").alternatives == (Alternative("stage", "approval_needed", stage="diagnosis"),)


def test_a_doctor_by_video_instead_of_a_house_call_too_far_away() -> None:
    assert ask("home-visit", km=40.0).alternatives == (
        Alternative("telemedicine", "covered", service="video"),
    )


def test_not_for_what_video_cannot_do() -> None:
    assert ask("crown").alternatives == ()


def test_the_day_when_waiting_is_over() -> None:
    assert ask("filling", day=date(2026, 1, 30)).alternatives == (
        Alternative("later", "covered", day=date(2026, 1, 31)),
    )


def test_the_next_year_of_a_limit_within_the_policy() -> None:
    used = replace(ANNA, used={"mri": 2})
    assert ask("mri", used, stage="diagnosis").alternatives == ()
    policy = replace(ANNA.policy, last_day=date(2027, 12, 31))
    assert ask("mri", replace(used, policy=policy), stage="diagnosis").alternatives == (
        Alternative("later", "approval_needed", day=date(2027, 1, 1)),
    )


def test_a_limit_of_the_whole_policy_does_not_begin_anew() -> None:
    assert ask("filling", replace(ANNA, used={"teeth": 100_00})).alternatives == ()


# Riders.


RAISED = {
    "number": "Р.1",
    "text": "Коронка оплачивается.",
    "rules": [{"id": "Р.1", "effect": "cover", "services": ["crown"]}],
}


def test_a_rider_beats_every_rule_of_the_programme() -> None:
    asked = ask("crown", programme=compiled(RAISED), day=date(2026, 6, 1))
    assert why(asked) == ("covered", [("covered", "Р.1"), ("limit_left", "2.3")])


def test_a_lift_removes_what_it_states_and_says_so() -> None:
    lift = {
        "number": "Р.1",
        "text": "Исключение по туберкулёзу не применяется.",
        "rules": [{"id": "Р.1", "effect": "lift", "exceptions_to": ["3.1"]}],
    }
    asked = ask("therapist", diagnosis="A15", stage="treatment", programme=compiled(lift))
    # Lifted is the exclusion, and what it had beaten is alive again.
    assert why(asked) == ("covered", [("covered", "2.1"), ("lifted", "Р.1")])
    assert ask("therapist", programme=compiled(lift)).reasons == ask("therapist").reasons


# The trace.


def test_the_trace_tells_how_every_rule_fared() -> None:
    asked = ask("therapist", at=NEAR, diagnosis="A15", stage="treatment")
    assert asked.trace == (
        Step("therapist", "2.1", "2.1", "beaten", (), ("3.1",)),
        Step("therapist", "3.1", "3.1", "holds"),
    )


def test_the_trace_names_the_conditions_that_fail_and_the_values() -> None:
    asked = ask("mri", at=STRANGER)
    assert asked.trace == (
        Step(
            "mri",
            "2.1.1",
            "2.1.1",
            "fails",
            (("clinics", "stranger"), ("stage", "complaint")),
        ),
        Step("mri", "3.1", "3.1", "fails", (("diagnoses", None), ("stage", "complaint"))),
    )


def test_the_trace_names_what_is_unknown() -> None:
    asked = ask("therapist", at=NEAR, stage="treatment")
    assert asked.trace == (
        Step("therapist", "2.1", "2.1", "holds"),
        Step("therapist", "3.1", "3.1", "unknown", (("diagnoses", None),)),
    )


def test_the_distance_tested_is_cited() -> None:
    far = ask("home-visit", km=40.0)
    assert far.reasons[0].value == (("zone", 40.0),)
    assert far.trace[0] == Step("home-visit", "2.2", "2.2", "fails", (("zone", 40.0),))


def test_every_reason_speaks_with_the_words_of_its_clause() -> None:
    asked = ask("therapist", at=NEAR)
    reason = asked.reasons[0]
    assert (reason.text, reason.value) == (
        "Приёмы врачей — в клиниках списка.",
        (("clinics", "near"),),
    )


def test_what_no_rule_takes_is_not_in_the_programme() -> None:
    asked = ask("unheard-of")
    assert why(asked) == ("not_covered", [("not_in_programme", "2")])
    assert asked.reasons[0].text == "Виды помощи — в этой программе."


def test_a_clinic_of_the_facts_may_be_unknown_to_the_document() -> None:
    stranger = ClinicFacts("new", "Новая", "Тверь", 2, frozenset({"therapist"}))
    assert ask("therapist", at=stranger).verdict == "not_covered"
