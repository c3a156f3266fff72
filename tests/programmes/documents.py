"""Small documents of «Северная» (test-moscow), written as people write them."""

from typing import Any

Data = dict[str, Any]


def clause(number: str, *rules: Data, kind: str = "volume", **more: Any) -> Data:
    """A clause; rules without an id get «2.1.1», «2.1.1/2», …"""
    named = [
        {"id": number if n == 1 else f"{number}/{n}", **rule} for n, rule in enumerate(rules, 1)
    ]
    return {"number": number, "kind": kind, "text": f"Пункт {number}.", "rules": named} | more


def rule(effect: str, *services: str, **more: Any) -> Data:
    return {"effect": effect, "services": list(services)} | more


def document(*clauses: Data, **more: Any) -> Data:
    """A document with an outpatient section (clause 2.1, clinic MSK-OUT-1) and `clauses`."""
    return {
        "schema": 1,
        "code": "test-moscow",
        "title": "«Северная»",
        "city": "Москва",
        "names": {"period": "1.1", "sections": "1.2", "outside": "1.2"},
        "sections": [
            {
                "code": "outpatient", "clause": "2.1", "access": "direct",
                "title": "Амбулаторно-поликлиническая помощь", "clinics": ["MSK-OUT-1"],
            }
        ],
        "groups": [
            {"code": "visits", "title": "Приёмы", "services": ["B01.047.001", "B01.023.001"]}
        ],
        "clauses": [
            clause("1.1", kind="condition"),
            clause("1.2", kind="condition"),
            clause("2.1", section="outpatient"),
            *clauses,
        ],
    } | more  # fmt: skip


def visits(text: str = "Приёмы врачей.") -> Data:
    """The simplest useful document: visits are covered at the clinics of the list."""
    covered = rule("cover", "@visits", clinics=["listed"], way="registry")
    return document(clause("2.1.1", covered, section="outpatient", text=text))
