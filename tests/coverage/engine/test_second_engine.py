"""A few thousand questions that both engines must answer alike, asked in a second.

`tests/coverage/test_specification.py` asks many more; these are for whoever changes the engine, and
for mutation testing, which asks them a thousand times: what the second engine says is kept.
"""

from functools import cache
from random import Random
from typing import Any

import pytest

from pult.coverage.engine.decide import decide
from pult.coverage.engine.facts import Facts
from pult.coverage.engine.question import Question
from pult.programmes.rules.compiled import compile_document
from pult.programmes.rules.document import parse, parse_rider
from tests.coverage.documents import random_case, random_document, random_riders
from tests.coverage.specification.decision import Answer, answer
from tests.coverage.specification.programme import Programme

Data = dict[str, Any]
QUESTIONS = 40


@cache
def expected(seed: int) -> tuple[Data, list[Data], list[tuple[Data, Data, Answer]]]:
    rng = Random(seed)
    data = random_document(rng)
    riders = random_riders(rng, data)
    programme = Programme(data, riders)
    cases = [random_case(rng, data) for _ in range(QUESTIONS)]
    return data, riders, [(*case, answer(programme, *case)) for case in cases]


@pytest.mark.parametrize("seed", range(1000, 1060))
def test_both_engines_answer_alike(seed: int) -> None:
    data, riders, cases = expected(seed)
    document = parse(data)
    compiled = compile_document(document, [parse_rider(rider, document) for rider in riders])
    for question, facts, said in cases:
        found = decide(Question.from_data(question), Facts.from_data(facts), compiled)
        reasons = frozenset((reason.code, reason.clause) for reason in found.reasons)
        assert Answer(found.verdict, reasons, frozenset(found.missing)) == said
