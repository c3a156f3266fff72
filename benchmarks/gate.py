"""The publish gate on a document of 2,000 rules, against reading and hashing the same document.

The document is written as insurers write: every group of services is covered at the clinics of its
section, outside them approved, with exclusions by diagnosis, exceptions for emergencies and ages,
and rules of single services within the groups.
"""

import json
import time
from collections.abc import Callable, Iterator
from typing import Any

from benchmarks.stage import Stage
from benchmarks.table import Row
from pult.programmes.gate import examine
from pult.programmes.rules.compiled import compile_document
from pult.programmes.rules.document import digest, parse

RULES, SERVICES, GROUPS, SETS, CLINICS = 2000, 500, 50, 100, 60
BUDGET = 5.0  # seconds
KINDS = ("outpatient", "dental", "home", "planned_inpatient", "rehabilitation")
Data = dict[str, Any]


def run(stage: Stage) -> Iterator[Row]:
    text = json.dumps(document(), ensure_ascii=False)
    read = spent(lambda: digest(json.loads(text)) and parse(json.loads(text)))
    whole = spent(lambda: examine(compile_document(parse(json.loads(text)))))
    yield Row(
        f"Publish gate on {RULES} rules, from the text to the findings", whole, read,
        "reading and hashing it", unit="s", budget=f"≤ {BUDGET:.0f} s", holds=whole <= BUDGET,
    )  # fmt: skip


def spent(work: Callable[[], object]) -> float:
    """The best of three, seconds."""
    found = []
    for _ in range(3):
        started = time.perf_counter()
        work()
        found.append(time.perf_counter() - started)
    return min(found)


def document() -> Data:
    """RULES rules; none clash."""
    clauses: list[Data] = [
        {"number": "1.1", "kind": "condition", "text": "Срок."},
        {"number": "1.2", "kind": "condition", "text": "Разделы."},
    ]
    rules = [rule for group in range(GROUPS) for rule in _of_group(group)]
    for n, rule in enumerate(rules[:RULES]):
        group = rule.pop("group")
        clauses.append(
            {
                "number": rule["id"], "text": f"Пункт {n}.", "section": KINDS[group % len(KINDS)],
                "rules": [rule],
            }
        )  # fmt: skip
    clauses[-1]["limits"] = [
        {"code": f"l{n}", "unit": "count", "cap": n + 1, "per": "year", "services": [f"@g{n}"]}
        for n in range(GROUPS)
    ]
    return {
        "schema": 1, "code": "large", "title": "Большая", "city": "Москва",
        "names": {"period": "1.1", "sections": "1.2", "outside": "1.2"},
        "sections": [
            {
                "code": kind, "clause": f"2.{n}", "title": kind,
                "clinics": [f"C{m}" for m in range(n, CLINICS, len(KINDS))],
            }
            for n, kind in enumerate(KINDS)
        ],
        "groups": [
            {"code": f"g{n}", "title": f"Группа {n}", "services": _services(n)}
            for n in range(GROUPS)
        ],
        "diagnoses": [
            {"code": f"d{n}", "title": f"Набор {n}", "icd": [_range(n), f"!{_code(n)}.1"]}
            for n in range(SETS)
        ],
        "clauses": clauses,
    }  # fmt: skip


def _services(group: int) -> list[str]:
    each = SERVICES // GROUPS
    return [f"S{n}" for n in range(group * each, (group + 1) * each)]


def _code(number: int) -> str:
    return f"{chr(ord('A') + number // 5)}{number % 5 * 20:02}"


def _range(number: int) -> str:
    return f"{_code(number)}-{chr(ord('A') + number // 5)}{number % 5 * 20 + 15:02}"


def _of_group(group: int) -> Iterator[Data]:
    """Forty rules: two ways in, planned visits of single services, excluded diagnoses paid until
    they are established, services excluded by sex and age, and infants."""
    every, name = f"@g{group}", f"{group + 2}"
    ways, planned = [f"{name}.1", f"{name}.2"], [f"{name}.{n}" for n in range(3, 13)]
    established = [f"{name}.{n}" for n in range(14, 33, 2)]
    numbers = iter(range(1, 100))

    def rule(effect: str, services: str = every, **more: Any) -> Data:
        number = f"{name}.{next(numbers)}"
        return {"id": number, "effect": effect, "services": [services], "group": group} | more

    yield rule("cover", clinics=["listed"], way="registry")
    yield rule("approve", way="desk")
    for service in _services(group):
        yield rule("approve", service, clinics=["listed"], urgency=["planned"])
    for n in range(group % 10, SETS, 10):
        excluded = rule("exclude", diagnoses=[f"@d{n}"], exceptions_to=[*ways, *planned])
        early = ["complaint", "diagnosis"]
        beaten = [excluded["id"], *ways, *planned]
        yield excluded
        yield rule("cover", diagnoses=[f"@d{n}"], stage=early, exceptions_to=beaten)
    beaten = [*ways, *planned, *established]
    for n, service in enumerate(_services(group)[:7]):
        yield rule("exclude", service, sex="fm"[n % 2], age=[60, 150], exceptions_to=beaten)
    yield rule("exclude", age=[0, 2], exceptions_to=beaten)
