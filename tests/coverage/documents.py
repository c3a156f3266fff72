"""Random programmes, questions and facts, fond of edges; plain data, as decisions are stored.

`random_document`, `random_riders` and `random_case` take a `random.Random` and are fast enough for
a million cases; `documents()` and `questions_for()` are the same for hypothesis.
"""

from datetime import date, timedelta
from random import Random
from typing import Any

from hypothesis import strategies as st

from pult.programmes.rules import codes
from pult.programmes.rules.compiled import compile_document
from pult.programmes.rules.document import parse, parse_rider

Data = dict[str, Any]

SERVICES = [f"S{n}" for n in range(1, 9)]
UNNAMED_SERVICE = "S99"
CLINICS = [f"C{n}" for n in range(1, 8)]
UNNAMED_CLINIC = "C99"
CITIES = ["Москва", "Тверь", "Тула"]
STAGES = ["complaint", "diagnosis", "treatment"]
URGENCIES = ["emergency", "urgent", "planned"]
RANGES = ["A15-A19", "B90", "B18", "B18.0-B18.2", "C00-C97", "A16.5-A17", "B18.05", "A00-Z99"]
HOLES = ["!A16.0", "!B18.1", "!A17-A18", "!C50.0-C50.4", "!B18.05"]
WAYS = ["", "registry", "desk", "curator", "partner", "link", "emergency"]
AGES = [[0, 17], [18, 150], [0, 0], [3, 60], [18, 18], [0, 150]]
ZONES = [("mkad", 30, 1), ("kad", 10.5, 0.5), ("near", 1.1, 0.8)]


def some(rng: Random, values: list[Any], share: float) -> list[Any]:
    """Up to three of the values with the probability `share`, else none."""
    if rng.random() >= share:
        return []
    return list(dict.fromkeys(rng.choices(values, k=rng.randint(1, 3))))


# Documents.


def random_document(rng: Random, clauses: int | None = None) -> Data:
    """A document without circles in which a lot happens for each service."""
    data: Data = {
        "schema": 1,
        "code": "random",
        "title": "Случайная",
        "city": rng.choice(CITIES),
        "names": {"period": "0.1", "sections": "0.2", "outside": "0.2"},
        "sections": [_section(rng, n) for n in range(rng.randint(1, 3))],
        "groups": _groups(rng),
        "diagnoses": [
            {"code": f"d{n}", "title": "Диагнозы", "icd": _icd(rng)}
            for n in range(rng.randint(1, 3))
        ],
        "clinics": _lists(rng),
        "zones": [
            {
                "code": code,
                "title": code,
                "distance_km": distance,
                "edge_km": edge,
                "ring": [[37.4, 55.6], [37.8, 55.6], [37.6, 55.9]],
            }
            for code, distance, edge in ZONES
        ],
        "clauses": [
            {"number": "0.1", "kind": "condition", "text": "Срок."},
            {"number": "0.2", "kind": "condition", "text": "Виды помощи."},
        ],
    }
    for n in range(rng.randint(3, 12) if clauses is None else clauses):
        data["clauses"].append(_clause(rng, data, n))
    return _without_circles(data)


def _section(rng: Random, n: int) -> Data:
    return {
        "code": f"part{n}",
        "clause": "0.2",
        "title": "Раздел",
        "clinics": some(rng, CLINICS, 0.9),
        "zone": rng.choice([code for code, _distance, _edge in ZONES]),
    }


def _groups(rng: Random) -> list[Data]:
    inner = {"code": "g0", "title": "Внутри", "services": rng.sample(SERVICES, 2)}
    outer = {"code": "g1", "title": "Вокруг", "services": ["@g0", *rng.sample(SERVICES, 2)]}
    return [inner, outer, {"code": "g2", "title": "Рядом", "services": rng.sample(SERVICES, 4)}]


def _icd(rng: Random) -> list[str]:
    """Holes that take everything away are refused."""
    entries = rng.sample(RANGES[:-1], rng.randint(1, 2)) + some(rng, HOLES, 0.6)
    return entries if codes.read(entries) else ["A15-A19", "!A16.0"]


def _lists(rng: Random) -> list[Data]:
    return [
        {"code": "plain", "title": "По именам", "clinics": rng.sample(CLINICS, 2)},
        {
            "code": "placed",
            "title": "По уровню и городу",
            "clinics": some(rng, CLINICS, 0.3),
            "levels": some(rng, [1, 2, 3], 0.7),
            "cities": some(rng, CITIES, 0.5) or [CITIES[0]],
        },
    ]


def _clause(rng: Random, data: Data, n: int) -> Data:
    number = f"{rng.choice('1234')}.{n + 1}"
    section = rng.choice(data["sections"])["code"]
    ids = [number] + [f"{number}/{k}" for k in range(2, rng.choice([2, 2, 3, 4]))]
    before = [rule["id"] for clause in data["clauses"] for rule in clause.get("rules", [])]
    before += [clause["number"] for clause in data["clauses"]] + ["*"]
    return {
        "number": number,
        "kind": "volume",
        "text": f"Пункт {number}.",
        "section": section,
        "rules": [_rule(rng, data, name, before) for name in ids],
        "limits": [_limit(rng, n)] if rng.random() < 0.15 else [],
        "waits": [_wait(rng, n)] if rng.random() < 0.15 else [],
        "shares": [_share(rng, n)] if rng.random() < 0.1 else [],
    }


def _services(rng: Random) -> list[str]:
    names = [*SERVICES, "@g0", "@g1", "@g2", "@g1", "@g2"]
    return some(rng, names, 0.75)


def _rule(rng: Random, data: Data, name: str, before: list[str]) -> Data:
    effect = rng.choices(["cover", "approve", "exclude", "lift"], [45, 20, 25, 10])[0]
    stated = 0.9 if effect == "lift" else 0.2
    return {
        "id": name,
        "effect": effect,
        "services": _services(rng),
        "diagnoses": _diagnoses(rng, data),
        "section": rng.choice(["", *(section["code"] for section in data["sections"])]),
        "clinics": some(
            rng, ["listed", "listed", "unlisted", "@plain", "@placed", *CLINICS[:3]], 0.3
        ),
        "cities": some(rng, CITIES, 0.12),
        "age": rng.choice(AGES) if rng.random() < 0.2 else None,
        "sex": rng.choice("fm") if rng.random() < 0.15 else "",
        "urgency": some(rng, URGENCIES, 0.2),
        "stage": some(rng, STAGES, 0.25),
        "zone": some(rng, ["inside", "edge", "outside"], 0.2),
        "exceptions_to": some(rng, before, stated),
        "way": rng.choice(WAYS),
        "by_rule": effect in ("cover", "approve") and rng.random() < 0.5,
    }


def _diagnoses(rng: Random, data: Data) -> list[str]:
    sets = {f"@{found['code']}": found["icd"] for found in data["diagnoses"]}
    names = some(rng, [*sets, *sets, *RANGES], 0.25)
    holes = some(rng, HOLES, 0.3) if names else []
    opened = [code for name in [*names, *holes] for code in sets.get(name, [name])]
    return [*names, *holes] if not names or codes.read(opened) else ["A00-Z99"]


def _limit(rng: Random, n: int) -> Data:
    unit = rng.choice(["count", "money"])
    return {
        "code": f"limit{n}",
        "unit": unit,
        "cap": rng.choice([0, 1, 2, 10]) * (1 if unit == "count" else 100_00),
        "per": rng.choice(["year", "month", "case", "policy"]),
        "services": _services(rng),
    }


def _wait(rng: Random, n: int) -> Data:
    urgency = some(rng, URGENCIES, 0.4)
    days = rng.choice([0, 1, 30, 90])
    return {"code": f"wait{n}", "days": days, "services": _services(rng), "urgency": urgency}


def _share(rng: Random, n: int) -> Data:
    part = rng.choice([{"percent": 10}, {"percent": 100}, {"kopecks": 500_00}])
    return {"code": f"share{n}", "services": _services(rng), **part}


def random_riders(rng: Random, data: Data) -> list[Data]:
    """Mostly none; otherwise one or two clauses of this member alone."""
    riders: list[Data] = []
    for n in range(rng.choice([0, 0, 1, 2])):
        clause = _clause(rng, data, 90 + n)
        number = f"R.{n + 1}"
        rules = [rule | {"id": f"{number}/{k}"} for k, rule in enumerate(clause["rules"])]
        section = data["sections"][0]["code"]
        for rule in rules:
            rule["section"] = rule["section"] or section
        kept = {key: clause[key] for key in ("limits", "waits", "shares")}
        riders.append({"number": number, "text": "Особое условие.", "rules": rules, **kept})
    return _riders_without_circles(data, riders)


def _without_circles(data: Data) -> Data:
    """Publishing refuses circles; whoever is in one states nothing any more."""
    while circles := compile_document(parse(data)).circles:
        _state_nothing(data["clauses"], circles)
    return data


def _riders_without_circles(data: Data, riders: list[Data]) -> list[Data]:
    document = parse(data)
    while True:
        compiled = compile_document(document, [parse_rider(row, document) for row in riders])
        if not compiled.circles:
            return riders
        _state_nothing(riders, compiled.circles)


def _state_nothing(clauses: list[Data], circles: tuple[tuple[str, ...], ...]) -> None:
    ids = {name for circle in circles for name in circle}
    for clause in clauses:
        for rule in clause.get("rules", []):
            if rule["id"] in ids:
                rule["exceptions_to"] = []


# Questions and facts.


def random_case(rng: Random, data: Data) -> tuple[Data, Data]:
    """A question and its facts, near the edges of the document."""
    policy = _policy(rng)
    day = _day(rng, data, policy)
    has_place = rng.random() < 0.6
    clinics = [_clinic(rng, code, has_place) for code in CLINICS]
    named = None
    if rng.random() < 0.5:
        named = rng.choice([*clinics, _clinic(rng, UNNAMED_CLINIC, has_place)])
    services = [*SERVICES, UNNAMED_SERVICE]
    candidates = some(rng, services, 0.1)
    service = candidates[0] if candidates else rng.choice(services)
    question = {
        "policy": policy["number"],
        "service": None if rng.random() < 0.01 and not candidates else service,
        "candidates": candidates,
        "diagnosis": _diagnosis(rng, data),
        "clinic": named["code"] if named else None,
        "day": day.isoformat(),
        "stage": rng.choice(STAGES),
        "urgency": rng.choice(URGENCIES),
        "has_place": has_place,
        "quantity": rng.choice([1, 1, 1, 2]),
        "amount": rng.choice([None, 1, 50_00, 100_00]),
    }
    facts = {
        "policy": policy,
        "member": {
            "birth_date": _born(rng, data, day),
            "sex": rng.choice(["f", "m", "f", "m", ""]),
        },
        "services": {code: _service(code) for code in sorted({*services, *candidates})},
        "clinic": named,
        "clinics": clinics,
        "zones": {zone["code"]: _km(rng, zone) for zone in data["zones"]} if has_place else {},
        "used": _used(rng, data, question),
        "city": rng.choice([data["city"], data["city"], *CITIES]),
    }
    return question, facts


def _policy(rng: Random) -> Data:
    start = date(2026, 1, 1) + timedelta(days=rng.choice([0, 58, 59, 180]))
    last_day = start + timedelta(days=rng.choice([364, 89]))
    since = start - timedelta(days=rng.choice([0, 0, 1, 365]))
    return {
        "number": "ДМС-1",
        "start": start.isoformat(),
        "last_day": last_day.isoformat(),
        "insured_since": since.isoformat(),
    }


def _day(rng: Random, data: Data, policy: Data) -> date:
    start, last_day = (date.fromisoformat(policy[key]) for key in ("start", "last_day"))
    since = date.fromisoformat(policy["insured_since"])
    waits = [wait["days"] for clause in data["clauses"] for wait in clause.get("waits", [])]
    edges = [start, last_day, *(since + timedelta(days=days) for days in waits)]
    if rng.random() < 0.3:
        return rng.choice(edges) + timedelta(days=rng.choice([-1, 0, 1]))
    return start + timedelta(days=rng.randint(0, (last_day - start).days))


def _clinic(rng: Random, code: str, has_place: bool) -> Data:
    return {
        "code": code,
        "name": f"Клиника {code}",
        "city": rng.choice(CITIES),
        "level": rng.choice([1, 2, 3]),
        "offers": sorted(rng.sample(SERVICES, rng.randint(3, 8))),
        "km": rng.choice([0.0, 0.5, 0.5, 1.234, 12.0]) if has_place else None,
    }


def _service(code: str) -> Data:
    kinds = {"S1": "ambulance", "S2": "visit", "S3": "home", "S4": "telemedicine"}
    kind = kinds.get(code, "test")
    return {"code": code, "title": f"Услуга {code}", "kind": kind, "urgency": "planned"}


def _diagnosis(rng: Random, data: Data) -> str | None:
    """None, or a code at an edge of a set: the edge, its category, a subcode, a neighbour."""
    if rng.random() < 0.4:
        return None
    entries = RANGES + HOLES + [code for found in data["diagnoses"] for code in found["icd"]]
    code = rng.choice(rng.choice(entries).removeprefix("!").split("-"))
    turn = rng.randrange(5)
    if turn == 1:
        return code[:3]
    if turn == 2:
        return _longer(code, rng.choice("0459"))
    if turn == 3:
        return code[0] + f"{max(int(code[1:3]) - 1, 0):02}" + rng.choice(["", ".9"])
    if turn == 4:
        return code[0] + f"{min(int(code[1:3]) + 1, 99):02}" + rng.choice(["", ".0"])
    return code


def _longer(code: str, digit: str) -> str:
    if "." not in code:
        return f"{code}.{digit}"
    return code + digit if len(code) == 5 else code


def _born(rng: Random, data: Data, day: date) -> str:
    """A birthday a day before, on, or after the day, at an age that some rule begins or ends at."""
    ages = [rule.get("age") for clause in data["clauses"] for rule in clause.get("rules", [])]
    edges = [years for age in ages if age for years in (age[0], age[1], age[1] + 1)]
    years = min(rng.choice([*edges, 35]), 120)
    if rng.random() < 0.05:
        return date(2000, 2, 29).isoformat()
    birthday = day + timedelta(days=rng.choice([-1, 0, 1, 100]))
    if (birthday.month, birthday.day) == (2, 29):
        birthday += timedelta(days=1)
    return min(birthday.replace(year=birthday.year - years), day).isoformat()


def _km(rng: Random, zone: Data) -> float:
    """About the two thresholds, or anywhere."""
    edge = zone["distance_km"] + rng.choice([-1, 1]) * zone["edge_km"]
    return round(
        rng.choice([edge - 0.1, edge - 0.001, edge, edge + 0.001, edge + 0.1, 0.0, 99.9]), 3
    )


def _used(rng: Random, data: Data, question: Data) -> dict[str, int]:
    used = {}
    for clause in data["clauses"]:
        for limit in clause.get("limits", []):
            asked = question["quantity"] if limit["unit"] == "count" else question["amount"] or 1
            near = [
                0,
                limit["cap"] - asked,
                limit["cap"] - asked + 1,
                limit["cap"],
                limit["cap"] - 1,
            ]
            used[limit["code"]] = max(rng.choice(near), 0)
    return used


# The same for hypothesis.


def documents() -> st.SearchStrategy[Data]:
    return st.randoms(use_true_random=False).map(random_document)


def questions_for(document: Data) -> st.SearchStrategy[tuple[Data, Data]]:
    """Pairs of a question and its facts."""
    return st.randoms(use_true_random=False).map(lambda rng: random_case(rng, document))
