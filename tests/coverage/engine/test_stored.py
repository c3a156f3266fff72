"""Question, facts and decision as they are stored: JSON, there and back to the last bit."""

import json
from dataclasses import replace
from datetime import date
from typing import Any

from pult.coverage.engine.decision import Alternative, Decision, Need, NextStep, Reason, Step
from pult.coverage.engine.facts import ClinicFacts, Facts, MemberFacts, PolicyFacts, ServiceFacts
from pult.coverage.engine.question import Question
from tests.coverage.engine.romashka import ask

QUESTION = {
    "policy": "ДМС-1",
    "service": "mri",
    "candidates": ["mri", "ct"],
    "diagnosis": "A16.0",
    "clinic": "near",
    "day": "2026-06-15",
    "stage": "treatment",
    "urgency": "urgent",
    "has_place": True,
    "quantity": 2,
    "amount": 100_00,
}

NEAR = {
    "code": "near",
    "name": "Рядом",
    "city": "Москва",
    "level": 2,
    "offers": ["ct", "mri"],
    "km": 0.5,
}
FAR = NEAR | {"code": "far", "km": None}

FACTS: dict[str, Any] = {
    "policy": {
        "number": "ДМС-1",
        "start": "2026-01-01",
        "last_day": "2026-12-31",
        "insured_since": "2025-06-01",
    },
    "member": {"birth_date": "1990-05-20", "sex": "f"},
    "services": {"mri": {"code": "mri", "title": "МРТ", "kind": "imaging", "urgency": "planned"}},
    "clinic": NEAR,
    "clinics": [NEAR, FAR],
    "zones": {"mkad": 12.345},
    "used": {"mri": 1},
    "city": "Тверь",
}


DECISION: dict[str, Any] = {
    "verdict": "not_covered",
    "reasons": [
        {
            "code": "excluded",
            "clause": "3.1",
            "text": "Не лечатся.",
            "value": {"stage": "treatment"},
        }
    ],
    "missing": ["place"],
    "next_step": {"kind": "registry", "clinic": "near", "emergency": True},
    "alternatives": [
        {
            "kind": "later",
            "verdict": "covered",
            "clinic": None,
            "stage": None,
            "service": None,
            "day": "2027-01-01",
        }
    ],
    "trace": [
        {
            "service": "mri",
            "rule": "3.1/2",
            "clause": "3.1",
            "state": "beaten",
            "conditions": {"age": 3},
            "by": ["2.1"],
        }
    ],
    "service": "mri",
    "clinic": "near",
    "by_rule": False,
    "needs": [{"limit": "mri", "unit": "count", "cap": 2, "per": "year", "amount": None}],
}


def test_a_question() -> None:
    question = Question.from_data(json.loads(json.dumps(QUESTION)))
    assert question == Question(
        policy="ДМС-1",
        service="mri",
        candidates=("mri", "ct"),
        diagnosis="A16.0",
        clinic="near",
        day=date(2026, 6, 15),
        stage="treatment",
        urgency="urgent",
        has_place=True,
        quantity=2,
        amount=100_00,
    )
    assert question.to_data() == QUESTION


def test_a_question_of_one_piece_of_an_unknown_price() -> None:
    short = {key: value for key, value in QUESTION.items() if key not in ("quantity", "amount")}
    assert Question.from_data(short).to_data() == QUESTION | {"quantity": 1, "amount": None}


def test_the_services_of_a_question() -> None:
    question = Question.from_data(QUESTION)
    assert question.services == ("mri", "ct")
    assert replace(question, candidates=()).services == ("mri",)
    assert replace(question, candidates=(), service=None).services == ()


def test_facts() -> None:
    facts = Facts.from_data(json.loads(json.dumps(FACTS)))
    near = ClinicFacts("near", "Рядом", "Москва", 2, frozenset({"ct", "mri"}), 0.5)
    assert facts == Facts(
        policy=PolicyFacts("ДМС-1", date(2026, 1, 1), date(2026, 12, 31), date(2025, 6, 1)),
        member=MemberFacts(date(1990, 5, 20), "f"),
        services={"mri": ServiceFacts("mri", "МРТ", "imaging", "planned")},
        clinic=near,
        clinics=(near, replace(near, code="far", km=None)),
        zones={"mkad": 12.345},
        used={"mri": 1},
        city="Тверь",
    )
    assert facts.to_data() == FACTS
    assert Facts.from_data(FACTS | {"clinic": None}).to_data() == FACTS | {"clinic": None}


def test_clinics_put_themselves_in_order() -> None:
    clinics = [
        NEAR | {"code": code, "km": km}
        for code, km in [("d", None), ("c", 1.0), ("b", 0.0), ("e", 1.0), ("a", None)]
    ]
    facts = Facts.from_data(FACTS | {"clinics": clinics})
    assert [clinic.code for clinic in facts.clinics] == ["b", "c", "e", "a", "d"]


def test_a_decision() -> None:
    decision = Decision(
        verdict="not_covered",
        reasons=(Reason("excluded", "3.1", "Не лечатся.", (("stage", "treatment"),)),),
        missing=("place",),
        next_step=NextStep("registry", "near", True),
        alternatives=(Alternative("later", "covered", day=date(2027, 1, 1)),),
        trace=(Step("mri", "3.1/2", "3.1", "beaten", (("age", 3),), ("2.1",)),),
        service="mri",
        clinic="near",
        by_rule=False,
        needs=(Need("mri", "count", 2, "year", None),),
    )
    data = decision.to_data()
    assert data == json.loads(json.dumps(data))
    assert data == DECISION


def test_an_alternative_without_a_day() -> None:
    assert Alternative("stage", "covered", stage="complaint").to_data()["day"] is None


def test_what_is_stored_of_a_decision_is_json() -> None:
    data = ask("mri", stage="diagnosis").to_data()
    assert json.loads(json.dumps(data)) == data
