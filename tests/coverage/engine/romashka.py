"""A small programme by hand, «Ромашка», and Анна, who is insured under it."""

from dataclasses import replace
from datetime import date
from typing import Any

from pult.coverage.engine.decide import decide
from pult.coverage.engine.decision import Decision
from pult.coverage.engine.facts import ClinicFacts, Facts, MemberFacts, PolicyFacts, ServiceFacts
from pult.coverage.engine.question import Question
from pult.programmes.rules.compiled import Compiled, compile_document
from pult.programmes.rules.document import parse, parse_rider

Data = dict[str, Any]

DOCUMENT: Data = {
    "schema": 1,
    "code": "romashka",
    "title": "Ромашка",
    "city": "Москва",
    "names": {"period": "1.1", "sections": "2", "outside": "2"},
    "sections": [
        {"code": "outpatient", "clause": "2.1", "title": "Поликлиника", "clinics": ["near", "far"]},
        {"code": "home", "clause": "2.2", "title": "Врач на дом", "zone": "mkad"},
        {"code": "dental", "clause": "2.3", "title": "Стоматология", "clinics": ["tooth"]},
    ],
    "groups": [
        {"code": "visits", "title": "Приёмы", "services": ["therapist", "neurologist"]},
        {"code": "teeth", "title": "Зубы", "services": ["filling", "crown"]},
    ],
    "diagnoses": [
        {"code": "tuberculosis", "title": "Туберкулёз", "icd": ["A15-A19", "B90", "!A16.0"]},
        {"code": "hepatitis", "title": "Гепатиты", "icd": ["B18.0-B18.2"]},
    ],
    "clinics": [
        {"code": "big", "title": "Третий уровень в Москве", "levels": [3], "cities": ["Москва"]}
    ],
    "zones": [
        {
            "code": "mkad",
            "title": "30 км от МКАД",
            "distance_km": 30,
            "edge_km": 1,
            "ring": [[37.4, 55.6], [37.8, 55.6], [37.6, 55.9]],
        }
    ],
    "clauses": [
        {"number": "1.1", "kind": "condition", "text": "Полис действует в свой срок."},
        {"number": "2", "kind": "condition", "text": "Виды помощи — в этой программе."},
        {
            "number": "2.1",
            "section": "outpatient",
            "text": "Приёмы врачей — в клиниках списка.",
            "rules": [
                {
                    "id": "2.1",
                    "effect": "cover",
                    "services": ["@visits"],
                    "clinics": ["listed"],
                    "way": "registry",
                    "by_rule": True,
                }
            ],
        },
        {
            "number": "2.1.1",
            "section": "outpatient",
            "text": "МРТ — по согласованию с пультом.",
            "rules": [
                {
                    "id": "2.1.1",
                    "effect": "approve",
                    "services": ["mri"],
                    "clinics": ["listed", "@big"],
                    "stage": ["diagnosis", "treatment"],
                    "way": "curator",
                }
            ],
            "limits": [
                {"code": "mri", "unit": "count", "cap": 2, "per": "year", "services": ["mri"]}
            ],
            "shares": [{"code": "mri", "percent": 20, "services": ["mri"]}],
        },
        {
            "number": "2.2",
            "section": "home",
            "text": "Врач приезжает на дом в пределах 30 км от МКАД.",
            "rules": [
                {"id": "2.2", "effect": "cover", "services": ["home-visit"], "zone": ["inside"]},
                {"id": "2.2/2", "effect": "approve", "services": ["home-visit"], "zone": ["edge"]},
            ],
        },
        {
            "number": "2.3",
            "section": "dental",
            "text": "Лечение зубов взрослым.",
            "rules": [
                {
                    "id": "2.3",
                    "effect": "cover",
                    "services": ["filling"],
                    "clinics": ["listed"],
                    "age": [18, 64],
                    "way": "registry",
                }
            ],
            "limits": [
                {
                    "code": "teeth",
                    "unit": "money",
                    "cap": 100_00,
                    "per": "policy",
                    "services": ["@teeth"],
                }
            ],
            "waits": [
                {"code": "teeth", "days": 30, "services": ["@teeth"], "urgency": ["planned"]}
            ],
        },
        {
            "number": "2.4",
            "text": "Женская консультация.",
            "rules": [
                {
                    "id": "2.4",
                    "effect": "cover",
                    "services": ["gynaecologist"],
                    "sex": "f",
                    "way": "desk",
                }
            ],
        },
        {
            "number": "2.5",
            "text": "Видеоконсультации.",
            "rules": [{"id": "2.5", "effect": "cover", "services": ["video"], "way": "link"}],
        },
        {
            "number": "3.1",
            "kind": "exclusion",
            "text": "Туберкулёз и гепатиты не лечатся.",
            "rules": [
                {
                    "id": "3.1",
                    "effect": "exclude",
                    "diagnoses": ["@tuberculosis", "@hepatitis"],
                    "stage": ["treatment"],
                    "exceptions_to": ["2.*"],
                }
            ],
        },
        {
            "number": "3.2",
            "kind": "exclusion",
            "text": "Коронки не оплачиваются.",
            "rules": [{"id": "3.2", "effect": "exclude", "services": ["crown"], "way": "curator"}],
        },
    ],
}


def clinic(code: str, *offers: str, city: str = "Москва", level: int = 1) -> ClinicFacts:
    return ClinicFacts(code, f"Клиника {code}", city, level, frozenset(offers))


NEAR = clinic("near", "therapist", "mri")
FAR = clinic("far", "therapist", "neurologist", "mri")
TOOTH = clinic("tooth", "filling", "crown")
STRANGER = clinic("stranger", "therapist", "mri", "filling")
HOSPITAL = clinic("hospital", "mri", level=3)

KINDS = {"therapist": "visit", "home-visit": "home", "video": "telemedicine", "103": "ambulance"}

ANNA = Facts(
    policy=PolicyFacts("ДМС-1", date(2026, 1, 1), date(2026, 12, 31), date(2026, 1, 1)),
    member=MemberFacts(date(1990, 5, 20), "f"),
    services={code: ServiceFacts(code, code, kind, "planned") for code, kind in KINDS.items()},
    clinic=None,
    clinics=(NEAR, FAR, TOOTH),
    zones={},
    used={},
    city="Москва",
)


def question(service: str | None, **changes: Any) -> Question:
    """A planned complaint in June, of no clinic and no place, but for the changes."""
    plain = Question(
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
    return replace(plain, **changes)


def compiled(*riders: Data) -> Compiled:
    document = parse(DOCUMENT)
    return compile_document(document, [parse_rider(rider, document) for rider in riders])


ROMASHKA = compiled()


def ask(
    service: str | None,
    facts: Facts = ANNA,
    *,
    at: ClinicFacts | None = None,
    km: float | None = None,
    programme: Compiled = ROMASHKA,
    **changes: Any,
) -> Decision:
    """The decision for Анна, at a clinic or none, from a place `km` outside the ring or none."""
    if at is not None:
        facts = replace(facts, clinic=at)
        changes["clinic"] = at.code
    if km is not None:
        facts = replace(facts, zones={"mkad": km})
        changes["has_place"] = True
    return decide(question(service, **changes), facts, programme)


def why(decision: Decision) -> tuple[str, list[tuple[str, str]]]:
    """The verdict, and the codes of the reasons with their clauses."""
    return decision.verdict, [(reason.code, reason.clause) for reason in decision.reasons]
