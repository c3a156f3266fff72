"""Laws that hold for every programme and question: what changes when something changes.

Random programmes come from `tests.coverage.documents`; a law changes the document, the question or
the facts, and compares the two answers.
"""

from copy import deepcopy
from random import Random
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from pult.coverage.engine.decision import VERDICTS, Decision
from tests.coverage.documents import (
    AGES,
    CITIES,
    SERVICES,
    random_case,
    random_document,
    random_riders,
)
from tests.coverage.engine.deciding import Data, decided, randoms


def summary(decision: Decision) -> tuple[Any, ...]:
    """What does not depend on the order of clauses and rules."""
    reasons = {(r.code, r.clause, r.text, tuple(sorted(r.value))) for r in decision.reasons}
    return decision.verdict, reasons, set(decision.missing), decision.clinic, decision.service


def told(decision: Decision) -> tuple[Any, ...]:
    return decision.verdict, decision.reasons, decision.missing


def pays(decision: Decision) -> bool:
    return decision.verdict in ("covered", "approval_needed")


def with_clause(data: Data, rule: Data, number: str = "9") -> Data:
    clause = {"number": number, "text": "Новый пункт.", "rules": [{"id": number, **rule}]}
    return data | {"clauses": [*data["clauses"], clause]}


# What widens and what narrows.


@given(randoms)
def test_an_added_exclusion_never_widens_cover(rng: Random) -> None:
    data = random_document(rng)
    case = random_case(rng, data)
    before = decided(data, case)
    exclusion = {
        "effect": "exclude",
        "services": rng.sample(SERVICES, rng.randint(0, 3)),
        "stage": rng.choice([[], ["treatment"]]),
        "diagnoses": rng.choice([[], ["A15-A19"], ["B18.1"]]),
        "sex": rng.choice(["", "f"]),
        "exceptions_to": ["*"],
    }
    after = decided(with_clause(data, exclusion), case)
    if not case[0]["candidates"]:
        # An answer may become unsure (the exclusion asks an unknown diagnosis), never better.
        assert VERDICTS.index(after.verdict) >= min(
            VERDICTS.index(before.verdict), VERDICTS.index("indeterminate")
        )
    assert pays(before) or not pays(after)


@given(randoms)
def test_an_exclusion_of_everything_leaves_nothing(rng: Random) -> None:
    data = random_document(rng)
    after = decided(
        with_clause(data, {"effect": "exclude", "exceptions_to": ["*"]}), random_case(rng, data)
    )
    assert not pays(after)


@given(randoms)
def test_a_higher_cap_never_denies(rng: Random) -> None:
    data = random_document(rng)
    case = random_case(rng, data)
    before = decided(data, case)
    higher = deepcopy(data)
    for clause in higher["clauses"]:
        for limit in clause.get("limits", []):
            limit["cap"] += rng.choice([0, 1, 100_00])
    after = decided(higher, case)
    assert pays(after) or not pays(before)
    assert VERDICTS.index(after.verdict) <= VERDICTS.index(before.verdict) or case[0]["candidates"]


@given(randoms)
def test_more_used_never_grants(rng: Random) -> None:
    data = random_document(rng)
    question, facts = random_case(rng, data)
    more = facts | {"used": {code: used + 1 for code, used in facts["used"].items()}}
    assert pays(decided(data, (question, facts))) or not pays(decided(data, (question, more)))


@given(randoms)
def test_another_clinic_to_choose_from_never_makes_it_worse(rng: Random) -> None:
    data = random_document(rng)
    question, facts = random_case(rng, data)
    question |= {"clinic": None, "candidates": []}
    facts |= {"clinic": None}
    fewer = facts | {"clinics": facts["clinics"][:3]}
    before, after = decided(data, (question, fewer)), decided(data, (question, facts))
    waits = {"waiting_period", "limit_exhausted"}
    if not waits & {reason.code for reason in (*before.reasons, *after.reasons)}:
        assert VERDICTS.index(after.verdict) <= VERDICTS.index(before.verdict)


# Narrower beats wider, and order does not matter.


def shuffled(rng: Random, data: Data) -> Data:
    """The same clauses and rules in another order."""
    clauses = [
        clause | {"rules": rng.sample(clause["rules"], len(clause["rules"]))}
        if "rules" in clause
        else clause
        for clause in data["clauses"]
    ]
    return data | {"clauses": rng.sample(clauses, len(clauses))}


@given(randoms)
def test_the_order_of_clauses_and_rules_changes_no_verdict_and_no_reason(rng: Random) -> None:
    data = random_document(rng)
    case, riders = random_case(rng, data), random_riders(rng, data)
    one, other = decided(data, case, riders), decided(shuffled(rng, data), case, riders)
    assert summary(one) == summary(other)
    steps = [{step._replace(by=tuple(sorted(step.by))) for step in d.trace} for d in (one, other)]
    assert steps[0] == steps[1]
    assert (one.by_rule, one.next_step.emergency) == (other.by_rule, other.next_step.emergency)


@given(randoms)
def test_the_order_of_the_words_within_a_rule_changes_nothing(rng: Random) -> None:
    data = random_document(rng)
    other = deepcopy(data)
    for clause in other["clauses"]:
        for rule in clause.get("rules", []):
            for key in ("services", "diagnoses", "clinics", "cities", "stage", "exceptions_to"):
                rng.shuffle(rule[key])
    case = random_case(rng, data)
    assert decided(data, case) == decided(other, case)


@given(randoms, st.booleans())
def test_the_narrower_rule_beats_the_wider_whatever_the_order(rng: Random, first: bool) -> None:
    data = random_document(rng, clauses=0)
    effects = rng.sample(["cover", "approve", "exclude"], 2)
    wide = {"id": "w", "effect": effects[0], "services": ["S1", "S2"]}
    narrow = wide | {"id": "n", "effect": effects[1]} | rng.choice(NARROWER)
    rules = [narrow, wide] if first else [wide, narrow]
    clauses = [
        {"number": f"{n}", "text": "Пункт.", "section": "part0", "rules": [rule]}
        for n, rule in enumerate(rules, 5)
    ]
    data["clauses"] += clauses
    for section in data["sections"]:
        section["clinics"] = ["C1"]
    question, facts = random_case(rng, data)
    question |= {
        "service": "S1",
        "candidates": [],
        "clinic": "C1",
        "day": facts["policy"]["start"],
        "stage": "complaint",
        "urgency": "planned",
        "diagnosis": "A16.1",
        "has_place": True,
    }
    clinic = {"code": "C1", "name": "", "city": CITIES[0], "level": 3, "offers": ["S1"], "km": 0.0}
    facts |= {
        "member": {"birth_date": "1990-05-20", "sex": "f"},
        "clinic": clinic,
        "zones": dict.fromkeys(("mkad", "kad", "near"), 0.0),
    }
    said = {"cover": "covered", "approve": "approval_needed", "exclude": "not_covered"}
    decision = decided(data, (question, facts))
    assert decision.verdict == said[effects[1]]
    beaten = [step for step in decision.trace if step.rule == "w"]
    assert [(step.state, step.by) for step in beaten] == [("beaten", ("n",))]


NARROWER: list[Data] = [
    {"services": ["S1"]},
    {"diagnoses": ["A15-A19"]},
    {"diagnoses": ["A16.1"]},
    {"clinics": ["listed"]},
    {"clinics": ["C1"]},
    {"clinics": ["@placed", "C1"]},
    {"cities": [CITIES[0]]},
    {"age": AGES[1]},
    {"age": AGES[5]},
    {"sex": "f"},
    {"urgency": ["planned"]},
    {"stage": ["complaint", "diagnosis"]},
    {"zone": ["inside"]},
    {"zone": ["inside", "edge", "outside"]},
    {"stage": ["complaint"], "age": [3, 60]},
]


# Cited facts.


def cited(decision: Decision) -> set[str]:
    """The conditions whose values the reasons or the trace speak of, or that hold where a rule
    asks them."""
    names = {name for reason in decision.reasons for name, _value in reason.value}
    return names | {name for step in decision.trace for name, _value in step.conditions}


CHANGES: list[tuple[str, str, str, Any]] = [
    ("age", "facts", "member", {"birth_date": "1901-01-01"}),
    ("stage", "question", "stage", "treatment"),
    ("urgency", "question", "urgency", "emergency"),
    ("diagnoses", "question", "diagnosis", "A16.1"),
]


def changed(case: tuple[Data, Data], where: str, key: str, value: Any) -> tuple[Data, Data]:
    question, facts = case
    if where == "question":
        return question | {key: value}, facts
    return question, facts | {key: facts[key] | value}


@given(randoms, st.sampled_from(CHANGES))
def test_a_fact_cited_by_a_reason_changes_the_answer_or_its_reasons(
    rng: Random, change: tuple[str, str, str, Any]
) -> None:
    data = random_document(rng)
    case = random_case(rng, data)
    before = decided(data, case)
    name, *what = change
    other = changed(case, *what)
    if other == case or not any(name in dict(reason.value) for reason in before.reasons):
        return
    assert told(decided(data, other)) != told(before)


@given(randoms, st.sampled_from(CHANGES))
def test_a_fact_cited_nowhere_changes_nothing(
    rng: Random, change: tuple[str, str, str, Any]
) -> None:
    """Neither in the reasons nor in the trace, nor asked by a rule that does not fail, nor by a
    waiting period. At a clinic named: the trace speaks of one clinic."""
    data = random_document(rng)
    question, facts = random_case(rng, data)
    clinic = facts["clinics"][0]
    case = question | {"candidates": [], "clinic": clinic["code"]}, facts | {"clinic": clinic}
    before = decided(data, case)
    name, *what = change
    rules = {rule["id"]: rule for clause in data["clauses"] for rule in clause.get("rules", [])}
    spoken_of = cited(before) | {
        condition
        for step in before.trace
        if step.state != "fails"
        for condition in ("age", "stage", "urgency", "diagnoses")
        if rules[step.rule][condition]
    }
    if "diagnoses" in spoken_of:
        spoken_of.add("stage")  # which says whether a diagnosis is established
    if _waits_ask_urgency(data):
        spoken_of.add("urgency")
    if name not in spoken_of:
        assert told(decided(data, changed(case, *what))) == told(before)


def _waits_ask_urgency(data: Data) -> bool:
    return any(wait.get("urgency") for c in data["clauses"] for wait in c.get("waits", []))


@given(randoms)
def test_what_nothing_asks_changes_nothing(rng: Random) -> None:
    """Names, titles, another policy's number, and clinics that the question excludes."""
    data = random_document(rng)
    question, facts = random_case(rng, data)
    renamed = [clinic | {"name": "Другая"} for clinic in facts["clinics"]]
    other = facts | {"clinics": renamed, "policy": facts["policy"] | {"number": "ДМС-2"}}
    assert decided(data, (question, facts)) == decided(
        data, (question | {"policy": "ДМС-2"}, other)
    )


# Unknown facts.


@given(randoms)
def test_what_is_missing_decides_and_what_is_known_settles(rng: Random) -> None:
    """Whatever the place, the sex and the diagnosis turn out to be, an answer given without them
    stands."""
    data = random_document(rng)
    question, facts = random_case(rng, data)
    question |= {"has_place": False, "candidates": [], "stage": "treatment", "diagnosis": None}
    facts |= {"member": facts["member"] | {"sex": ""}, "zones": {}}
    facts |= {"clinics": [clinic | {"km": None} for clinic in facts["clinics"]]}
    unsure = decided(data, (question, facts))
    known = facts | {
        "member": facts["member"] | {"sex": rng.choice("fm")},
        "zones": {zone["code"]: rng.choice([0.0, 30.0, 99.0]) for zone in data["zones"]},
    }
    told_all = question | {"has_place": True, "diagnosis": rng.choice(["A16.1", "B18.05", "J06"])}
    settled = decided(data, (told_all, known))
    if unsure.verdict == "indeterminate":
        assert set(unsure.missing) <= {"diagnosis", "place", "sex", "service"}
        assert unsure.missing != ()
        assert unsure.by_rule is False
    elif question["clinic"]:
        assert settled.verdict == unsure.verdict
