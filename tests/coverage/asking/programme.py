"""The programme of these tests: «Северная» as a document, and the services that it names."""

from typing import Any

from pult.reference.models import Service
from tests.coverage.test_zones import MKAD
from tests.programmes.documents import clause, document, rule

VISIT, REPEATED = "B01.047.001", "B01.047.002"
MRI = "A05.04.001"
TEETH = "P-9001"
HOME = "P-9002"
AMBULANCE = "P-9003"
VIDEO = "P-9004"
MASSAGE = "P-9005"
KOPECKS = 100


def services() -> list[Service]:
    """A small catalogue. The clinics of the cast offer a therapist."""
    return [
        _service(VISIT, "Приём терапевта, первичный", "visit", "therapist", "терапевт", "кашель"),
        _service(REPEATED, "Приём терапевта, повторный", "visit", "therapist", "терапевт"),
        _service(MRI, "МРТ коленного сустава", "imaging", "", "мрт колена"),
        _service(TEETH, "Чистка зубов", "dental", "", "почистить зубы", "чистка"),
        _service(HOME, "Вызов терапевта на дом", "home", "", "врач на дом", urgency="urgent"),
        _service(AMBULANCE, "Скорая помощь", "ambulance", "", "скорая", urgency="emergency"),
        _service(VIDEO, "Терапевт по видео", "telemedicine", "", "телемедицина"),
        _service(MASSAGE, "Массаж спины", "procedure", "", "массаж"),
    ]


def _service(
    code: str, title: str, kind: str, specialty: str, *synonyms: str, urgency: str = "planned"
) -> Service:
    return Service(
        code=code, title_ru=title, title_en=title, kind=kind, specialty=specialty,
        urgency=urgency, synonyms=list(synonyms), needs_place=kind in ("home", "ambulance"),
    )  # fmt: skip


def northern(**more: Any) -> dict[str, Any]:
    """Visits directly at the clinics of the list, elsewhere with approval; two MRIs a year; teeth
    with a fifth of the price; a doctor at home and an ambulance within 30 km of the ring road."""
    home = {"section": "home"}
    return document(
        clause(
            "2.1.1",
            rule("cover", VISIT, REPEATED, clinics=["listed"], way="registry", by_rule=True),
            section="outpatient", text="Приёмы врачей в клиниках списка.",
        ),
        clause("2.1.2", rule("approve", VISIT, REPEATED), section="outpatient",
               text="В других клиниках — по согласованию с пультом."),
        clause("2.1.3", rule("approve", MRI), section="outpatient", text="МРТ: два раза в год.",
               limits=[{"code": "mri", "unit": "count", "cap": 2, "per": "year",
                        "services": [MRI]}]),
        clause("2.2.1", rule("cover", TEETH), section="outpatient", text="Чистка зубов.",
               waits=[{"code": "teeth", "days": 30, "services": [TEETH]}],
               shares=[{"code": "fifth", "percent": 20, "services": [TEETH]}]),
        clause("2.3.1", rule("cover", HOME, zone=["inside"]), rule("approve", HOME, zone=["edge"]),
               text="Врач на дом в пределах 30 км от МКАД.", **home),
        clause("2.3.2", rule("exclude", HOME, zone=["outside"]), text="Дальше врач не выезжает.",
               **home),
        clause("2.4.1", rule("cover", AMBULANCE, zone=["inside"], way="emergency"),
               rule("approve", AMBULANCE, zone=["edge", "outside"], way="emergency"),
               text="Скорая помощь.", **home),
        clause("2.5.1", rule("cover", VIDEO, way="link"), text="Врач по видео."),
        clause("5.1", rule("exclude", VISIT, REPEATED, diagnoses=["@tb"], stage=["treatment"],
                           exceptions_to=["2.*"]),
               kind="exclusion", text="Туберкулёз не оплачивается после установления диагноза."),
        sections=[
            {"code": "outpatient", "clause": "2.1", "title": "Поликлиника",
             "clinics": ["MSK-OUT-1"]},
            {"code": "home", "clause": "2.3", "title": "Помощь на дому", "access": "desk",
             "zone": "mkad"},
        ],
        groups=[],
        diagnoses=[{"code": "tb", "title": "Туберкулёз", "icd": ["A15-A19", "!A18.2"]}],
        zones=[{"code": "mkad", "title": "30 км от МКАД", "distance_km": 30, "edge_km": 1,
                "ring": MKAD}],
        **more,
    )  # fmt: skip
