"""The engine agrees with its slow specification: 50,000 questions, 1,000,000 with --nightly."""

import json
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pult.coverage.engine.decide import decide
from pult.coverage.engine.decision import Decision
from pult.coverage.engine.facts import Facts
from pult.coverage.engine.question import Question
from pult.programmes.rules.compiled import Compiled, compile_document
from pult.programmes.rules.document import parse, parse_rider
from tests.coverage.documents import (
    Data,
    documents,
    questions_for,
    random_case,
    random_document,
    random_riders,
)
from tests.coverage.specification.decision import Answer, answer
from tests.coverage.specification.programme import Programme

PARTS = 8
USUAL, NIGHT = 50_000, 1_000_000
OF_A_DOCUMENT = 25


def compiled(data: Data, riders: list[Data]) -> Compiled:
    document = parse(data)
    return compile_document(document, [parse_rider(rider, document) for rider in riders])


def told(decision: Decision) -> Answer:
    return Answer(
        decision.verdict,
        frozenset((reason.code, reason.clause) for reason in decision.reasons),
        frozenset(decision.missing),
    )


def agreed(programme: Programme, engine: Compiled, question: Data, facts: Data) -> str:
    """The verdict of both; AssertionError with everything that shows how they differ."""
    said = told(decide(Question.from_data(question), Facts.from_data(facts), engine))
    ought = answer(programme, question, facts)
    if said != ought:
        parts = (programme.data, programme.riders, question, facts)
        written = "\n".join(json.dumps(part, ensure_ascii=False) for part in parts)
        raise AssertionError(f"engine {said}\nspecification {ought}\n{written}")
    return ought.verdict


@pytest.mark.parametrize("part", range(PARTS))
def test_both_engines_answer_alike(part: int, nightly: bool) -> None:
    rng = Random(f"pult {part}")
    verdicts: dict[str, int] = {}
    for _document in range((NIGHT if nightly else USUAL) // PARTS // OF_A_DOCUMENT):
        data = random_document(rng)
        riders = random_riders(rng, data)
        programme, engine = Programme(data, riders), compiled(data, riders)
        for _case in range(OF_A_DOCUMENT):
            question, facts = random_case(rng, data)
            verdict = agreed(programme, engine, question, facts)
            verdicts[verdict] = verdicts.get(verdict, 0) + 1
    # Were the examples dull, agreement would mean little.
    assert min(verdicts.values()) >= 20 and len(verdicts) == 4, verdicts


@settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_hypothesis_finds_no_difference(examples: st.DataObject) -> None:
    data = examples.draw(documents())
    question, facts = examples.draw(questions_for(data))
    assert agreed(Programme(data, []), compiled(data, []), question, facts)
