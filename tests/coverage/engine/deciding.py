"""Random programmes, questions and facts, and their decisions."""

from random import Random
from typing import Any

from hypothesis import strategies as st

from pult.coverage.engine.decide import decide
from pult.coverage.engine.decision import Decision
from pult.coverage.engine.facts import Facts
from pult.coverage.engine.question import Question
from pult.programmes.rules.compiled import compile_document
from pult.programmes.rules.document import parse, parse_rider

Data = dict[str, Any]

# A seed is drawn at once; drawing every choice of a whole programme takes hypothesis long.
randoms = st.integers(0, 2**32).map(Random)


def decided(data: Data, case: tuple[Data, Data], riders: list[Data] | None = None) -> Decision:
    question, facts = case
    document = parse(data)
    compiled = compile_document(document, [parse_rider(row, document) for row in riders or ()])
    return decide(Question.from_data(question), Facts.from_data(facts), compiled)
