"""Printing a batch of policies, memos and programmes against typst alone on the same templates.

Ours reads the policy, its programme and clinics from the database and makes the QR; the baseline
is the bare compiler given the same data ready-made.
"""

import json
from collections.abc import Callable, Iterator
from itertools import cycle
from typing import Any

from django.utils import translation

from benchmarks.stage import Stage
from benchmarks.table import Row, percentile, timings
from pult.contracts import prints
from pult.contracts.cover import with_contract
from pult.contracts.models import Policy
from pult.contracts.prints.memo import memo_data
from pult.contracts.prints.policy import policy_data
from pult.contracts.prints.programme import programme_data
from pult.documents import render

BATCH = 200
PRINTS: dict[str, tuple[Callable[[Policy], bytes], Callable[[Policy], dict[str, Any]]]] = {
    "policy": (prints.policy_pdf, policy_data),
    "memo": (prints.memo_pdf, memo_data),
    "programme": (prints.programme_pdf, programme_data),
}


def run(stage: Stage) -> Iterator[Row]:
    found = list(with_contract().order_by("number")[:BATCH])
    for name, (ours, data) in PRINTS.items():
        yield _row(name, found, ours, data)


def _row(
    name: str,
    policies: list[Policy],
    ours: Callable[[Policy], bytes],
    data: Callable[[Policy], dict[str, Any]],
) -> Row:
    template = f"contracts/typst/{name}.typ"
    with translation.override("ru"):
        ready = [json.dumps(data(policy), ensure_ascii=False) for policy in policies]
    next_policy, next_data = cycle(policies).__next__, cycle(ready).__next__
    compiler = render.compiler(template)
    standards = list(render.STANDARDS)

    def bare() -> None:
        inputs = {"data": next_data()}
        compiler.compile(format="pdf", sys_inputs=inputs, pdf_standards=standards)

    bare(), ours(policies[0])
    theirs = percentile(timings(bare, BATCH), 0.95)
    spent = percentile(timings(lambda: ours(next_policy()), BATCH), 0.95)
    promised = name == "policy"  # the others have some five pages each
    return Row(
        f"PDF {name}, each of a batch, p95", spent, theirs, "typst alone, p95",
        budget="≤ 30 ms" if promised else "", holds=spent <= 30 or not promised,
    )  # fmt: skip
