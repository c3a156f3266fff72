"""The document of a programme: read and checked, written back, named by its hash."""

import hashlib
import json
from dataclasses import asdict
from typing import Any

from pult.programmes.rules.fields import Fields
from pult.programmes.rules.mistakes import Mistake, gettext_noop
from pult.programmes.rules.references import check, check_rider
from pult.programmes.rules.shapes import (
    ACCESS,
    EFFECTS,
    KINDS,
    LEVELS,
    OLDEST,
    PERIODS,
    RIDER,
    SCHEMA,
    SEXES,
    STAGES,
    UNITS,
    URGENCIES,
    WAYS,
    ZONES,
    Clause,
    ClinicList,
    DiagnosisSet,
    Document,
    Group,
    Limit,
    Names,
    Rider,
    Rule,
    Section,
    Share,
    Wait,
    Zone,
)

__all__ = [
    "Clause",
    "ClinicList",
    "DiagnosisSet",
    "Document",
    "Group",
    "Limit",
    "Mistake",
    "Names",
    "Rider",
    "Rule",
    "Section",
    "Share",
    "Wait",
    "Zone",
    "digest",
    "parse",
    "parse_rider",
    "to_data",
]


def parse(data: object) -> Document:
    """The document that JSON (or TOML) data says. Raises Mistake, the first one found."""
    fields = Fields(data, "")
    fields.whole("schema", SCHEMA, SCHEMA)
    names = fields.nested("names")
    document = Document(
        code=fields.code("code"),
        title=fields.text("title"),
        city=fields.text("city"),
        serves=fields.text("serves", ""),
        territory=fields.text("territory", ""),
        payment_rule=fields.text("payment_rule", ""),
        bonuses=fields.texts("bonuses"),
        names=Names(names.code("period"), names.code("sections"), names.code("outside")),
        sections=fields.objects("sections", _section),
        clauses=fields.objects("clauses", _clause),
        groups=fields.objects("groups", _group),
        diagnoses=fields.objects("diagnoses", _diagnoses),
        clinics=fields.objects("clinics", _clinics),
        zones=fields.objects("zones", _zone),
    )
    names.done()
    fields.done()
    check(document)
    return document


def parse_rider(data: object, document: Document) -> Rider:
    """One member's rider to the programme: a clause {number, text, rules, limits, waits, shares}
    that may name the programme's groups, sets, lists and sections. Raises Mistake."""
    fields = Fields(data, "")
    rider = _body(fields, kind=RIDER, section="")
    fields.done()
    check_rider(rider, document)
    return rider


def to_data(document: Document) -> dict[str, Any]:
    """The document as JSON data, every field present; `parse` reads it back."""
    plain: dict[str, Any] = json.loads(json.dumps(asdict(document)))
    return plain


def digest(data: dict[str, Any]) -> str:
    """SHA-256 (64 hex digits) of the canonical JSON: sorted keys, no blanks, UTF-8."""
    text = json.dumps(
        data, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
    )
    return hashlib.sha256(text.encode()).hexdigest()


def _section(data: object, where: str) -> Section:
    fields = Fields(data, where)
    section = Section(
        code=fields.code("code"),
        clause=fields.code("clause"),
        title=fields.text("title"),
        access=fields.choice("access", ACCESS, "direct"),
        clinics=fields.texts("clinics"),
        zone=fields.code("zone", ""),
    )
    fields.done()
    return section


def _clause(data: object, where: str) -> Clause:
    fields = Fields(data, where)
    clause = _body(
        fields, kind=fields.choice("kind", KINDS, "volume"), section=fields.code("section", "")
    )
    fields.done()
    return clause


def _body(fields: Fields, *, kind: str, section: str) -> Clause:
    return Clause(
        number=fields.code("number"),
        kind=kind,
        text=fields.text("text"),
        section=section,
        rules=fields.objects("rules", _rule),
        limits=fields.objects("limits", _limit),
        waits=fields.objects("waits", _wait),
        shares=fields.objects("shares", _share),
    )


def _rule(data: object, where: str) -> Rule:
    fields = Fields(data, where)
    rule = Rule(
        id=fields.code("id"),
        effect=fields.choice("effect", EFFECTS),
        services=fields.texts("services"),
        diagnoses=fields.texts("diagnoses"),
        section=fields.code("section", ""),
        clinics=fields.texts("clinics"),
        cities=fields.texts("cities"),
        age=fields.pair("age", 0, OLDEST),
        sex=fields.choice("sex", SEXES, ""),
        urgency=fields.texts("urgency", URGENCIES),
        stage=fields.texts("stage", STAGES),
        zone=fields.texts("zone", ZONES),
        exceptions_to=fields.texts("exceptions_to"),
        way=fields.choice("way", WAYS, ""),
        by_rule=fields.flag("by_rule"),
    )
    if rule.by_rule and rule.effect not in ("cover", "approve"):
        raise fields.mistake(
            "by_rule", gettext_noop("Only a rule that covers or approves may issue a letter.")
        )
    fields.done()
    return rule


def _limit(data: object, where: str) -> Limit:
    fields = Fields(data, where)
    limit = Limit(
        code=fields.code("code"),
        unit=fields.choice("unit", UNITS),
        cap=fields.whole("cap", 0),
        per=fields.choice("per", PERIODS),
        services=fields.texts("services"),
        title=fields.text("title", ""),
    )
    fields.done()
    return limit


def _wait(data: object, where: str) -> Wait:
    fields = Fields(data, where)
    wait = Wait(
        code=fields.code("code"),
        days=fields.whole("days", 0, 3660),
        services=fields.texts("services"),
        urgency=fields.texts("urgency", URGENCIES),
    )
    fields.done()
    return wait


def _share(data: object, where: str) -> Share:
    fields = Fields(data, where)
    share = Share(
        code=fields.code("code"),
        percent=fields.whole("percent", 0, 100, 0),
        kopecks=fields.whole("kopecks", 0, default=0),
        services=fields.texts("services"),
    )
    if (share.percent > 0) == (share.kopecks > 0):
        raise fields.mistake("percent", gettext_noop("Either percent or kopecks are expected."))
    fields.done()
    return share


def _group(data: object, where: str) -> Group:
    fields = Fields(data, where)
    group = Group(
        code=fields.code("code"),
        title=fields.text("title"),
        services=fields.texts("services", empty=False),
    )
    fields.done()
    return group


def _diagnoses(data: object, where: str) -> DiagnosisSet:
    fields = Fields(data, where)
    found = DiagnosisSet(
        code=fields.code("code"),
        title=fields.text("title"),
        icd=fields.texts("icd", empty=False),
    )
    fields.done()
    return found


def _clinics(data: object, where: str) -> ClinicList:
    fields = Fields(data, where)
    clinics = ClinicList(
        code=fields.code("code"),
        title=fields.text("title"),
        clinics=fields.texts("clinics"),
        levels=fields.wholes("levels", LEVELS),
        cities=fields.texts("cities"),
    )
    fields.done()
    return clinics


def _zone(data: object, where: str) -> Zone:
    fields = Fields(data, where)
    zone = Zone(
        code=fields.code("code"),
        title=fields.text("title"),
        distance_km=fields.number("distance_km", 0, 20000),
        edge_km=fields.number("edge_km", 0, 1000),
        ring=fields.points("ring"),
    )
    fields.done()
    return zone
