"""The document of a programme: read and checked, written back, named by its hash."""

import hashlib
import json
from dataclasses import asdict
from typing import Any

from pult.programmes.rules import clauses, tables
from pult.programmes.rules.fields import Fields
from pult.programmes.rules.mistakes import Mistake
from pult.programmes.rules.references import check, check_rider
from pult.programmes.rules.shapes import (
    RIDER,
    SCHEMA,
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
        sections=fields.objects("sections", tables.section),
        clauses=fields.objects("clauses", clauses.clause),
        groups=fields.objects("groups", tables.group),
        diagnoses=fields.objects("diagnoses", tables.diagnoses),
        clinics=fields.objects("clinics", tables.clinics),
        zones=fields.objects("zones", tables.zone),
    )
    names.done()
    fields.done()
    check(document)
    return document


def parse_rider(data: object, document: Document) -> Rider:
    """One member's rider to the programme: a clause {number, text, rules, limits, waits, shares}
    that may name the programme's groups, sets, lists and sections. Raises Mistake."""
    fields = Fields(data, "")
    rider = clauses.body(fields, kind=RIDER, section="")
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
