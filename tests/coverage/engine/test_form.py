"""The form of an answer, for every programme and question: order, words, alternatives, storage."""

from random import Random

import pytest
from hypothesis import given

from pult.coverage.engine.decision import VERDICTS
from pult.coverage.engine.facts import Facts
from pult.coverage.engine.question import Question
from pult.programmes.rules.document import digest, parse, to_data
from tests.coverage.documents import random_case, random_document, random_riders
from tests.coverage.engine.deciding import decided, randoms


@given(randoms)
def test_every_reason_has_a_clause_with_its_words_and_stands_in_order(rng: Random) -> None:
    data = random_document(rng)
    case, riders = random_case(rng, data), random_riders(rng, data)
    decision = decided(data, case, riders)
    texts = {clause["number"]: clause["text"] for clause in [*data["clauses"], *riders]}
    assert [reason.text for reason in decision.reasons] == [
        texts[reason.clause] for reason in decision.reasons
    ]
    order = list(texts)
    groups = [GROUPS.get(reason.code, 1) for reason in decision.reasons]
    places = [order.index(reason.clause) for reason in decision.reasons]
    assert groups == sorted(groups)
    assert all(
        places[n] <= places[n + 1] for n in range(len(places) - 1) if groups[n] == groups[n + 1]
    )
    if decision.verdict == "not_covered":
        assert decision.reasons != ()


GROUPS = {"waiting_period": 0, "limit_exhausted": 0, "lifted": 2, "limit_left": 2, "cost_share": 2}


@given(randoms)
def test_an_alternative_is_better_than_the_answer_and_true(rng: Random) -> None:
    data = random_document(rng)
    question, facts = random_case(rng, data)
    question |= {"candidates": []}
    decision = decided(data, (question, facts))
    by_code = {clinic["code"]: clinic for clinic in facts["clinics"]}
    for one in decision.alternatives:
        if one.kind == "service":
            continue
        assert VERDICTS.index(one.verdict) < VERDICTS.index(decision.verdict)
        if one.kind == "clinic":
            clinic = by_code[str(one.clinic)]
            there = question | {"clinic": one.clinic}, facts | {"clinic": clinic}
            assert decided(data, there).verdict == one.verdict
        if one.kind == "stage":
            assert decided(data, (question | {"stage": one.stage}, facts)).verdict == one.verdict


@given(randoms)
def test_the_same_question_has_the_same_answer_to_the_last_bit(rng: Random) -> None:
    data = random_document(rng)
    case = random_case(rng, data)
    reread = to_data(parse(data))
    assert decided(data, case).to_data() == decided(reread, case).to_data()
    assert digest(to_data(parse(reread))) == digest(reread)


@given(randoms)
def test_question_and_facts_survive_being_stored(rng: Random) -> None:
    question, facts = random_case(rng, random_document(rng))
    assert Question.from_data(question).to_data() == question
    stored = Facts.from_data(facts)
    assert Facts.from_data(stored.to_data()) == stored
    assert stored.to_data() == facts | {"clinics": stored.to_data()["clinics"]}


@pytest.mark.parametrize("key", ["stage", "urgency"])
def test_a_stage_or_urgency_that_does_not_exist_is_an_error(key: str) -> None:
    rng = Random(1)
    data = random_document(rng)
    question, facts = random_case(rng, data)
    question |= {"day": facts["policy"]["start"], "service": "S1", "candidates": []}
    with pytest.raises(KeyError):
        decided(data, (question | {key: "someday"}, facts))
