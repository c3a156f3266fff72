"""A decision by the engine alone: question, facts and compiled programme in, the whole answer out.

On a demo programme as people ask it, and on a document of 2,000 rules. Beside it an empty call
and one look-up in a dictionary: what any answer at all would cost.
"""

import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date

from benchmarks.gate import document
from benchmarks.stage import Stage
from benchmarks.table import Row, percentile
from pult.contracts.models import Policy
from pult.coverage.engine.decide import decide
from pult.coverage.engine.facts import ClinicFacts, Facts, MemberFacts, PolicyFacts
from pult.coverage.engine.question import Question
from pult.coverage.gather import Words, gather
from pult.kernel import clock
from pult.programmes.rules.compiled import Compiled, compile_document
from pult.programmes.rules.document import parse

TIMES = 5000
BUDGET = 50.0  # microseconds
ASKED = (
    ("«приём терапевта»", Words(service="приём терапевта", day=date.min), True),
    ("the same, treatment of A15", Words(
        service="приём терапевта", day=date.min, stage="treatment", diagnosis="A15"
    ), False),
    ("the same, of a diagnosis not told", Words(
        service="приём терапевта", day=date.min, stage="treatment"
    ), False),
    ("«МРТ колена»", Words(service="МРТ колена", day=date.min), False),
)  # fmt: skip


def run(stage: Stage) -> Iterator[Row]:
    policy = Policy.objects.filter(programme__code="optima").select_related("person").first()
    if policy is not None:
        for name, words, promised in ASKED:
            day = min(max(clock.today(), policy.period.lower), policy.last_day)
            found = gather(policy=policy, words=replace(words, day=day))
            if found.compiled is not None:
                one = replace(found.question, service=found.question.services[0], candidates=())
                yield _row(f"Engine: {name}", one, found.facts, found.compiled, promised)
    compiled = compile_document(parse(document()))
    yield _row("Engine: 2,000 rules, any service", _question("S0"), _facts(), compiled, False)


def _row(name: str, question: Question, facts: Facts, compiled: Compiled, promised: bool) -> Row:
    answers = {question.service: "covered"}
    decide(question, facts, compiled)
    figure = _median(lambda: decide(question, facts, compiled))
    return Row(
        name, figure, _median(lambda: answers[question.service]), "an empty call and a look-up",
        unit="µs", budget=f"≤ {BUDGET:.0f} µs" if promised else "",
        holds=not promised or figure <= BUDGET,
    )  # fmt: skip


def _median(work: Callable[[], object]) -> float:
    """Microseconds."""
    spent = []

    for _ in range(TIMES):
        started = time.perf_counter()
        work()
        spent.append((time.perf_counter() - started) * 1e6)
    return percentile(spent, 0.5)


def _question(service: str) -> Question:
    return Question(
        policy="ДМС-1",
        service=service,
        candidates=(),
        diagnosis=None,
        clinic=None,
        day=date(2026, 6, 15),
        stage="complaint",
        urgency="planned",
        has_place=False,
    )


def _facts() -> Facts:
    return Facts(
        policy=PolicyFacts("ДМС-1", date(2026, 1, 1), date(2026, 12, 31), date(2026, 1, 1)),
        member=MemberFacts(date(1990, 5, 20), "f"),
        services={},
        clinic=None,
        clinics=tuple(
            ClinicFacts(f"C{n}", f"Клиника {n}", "Москва", 1, frozenset({"S0"})) for n in range(60)
        ),
        zones={},
        used={},
        city="Москва",
    )
