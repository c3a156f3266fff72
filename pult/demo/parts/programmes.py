"""programmes/: what is insured, each file a document as docs/coverage.md describes it."""

from collections.abc import Collection, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from pult.demo.parts.common import Common, Data, clause, open_cities, read_common, used
from pult.demo.reading import Mistake, Table, read_all
from pult.people.access import Actor
from pult.programmes import versions
from pult.programmes.models import Section
from pult.programmes.rules import document as rules
from pult.reference.models import Service

# How one gets what a section pays for, unless the rule says another way.
WAYS = {"direct": "registry", "desk": "desk", "approval": "desk", "partner": "partner"}
PARTS = ("rules", "limits", "waits", "shares")


def read_programmes(
    folder: Path,
    *,
    clinics: Collection[str],
    bonuses: Collection[str],
    services: Collection[Service],
    regions: dict[str, Any],
) -> list[Data]:
    """Every programme's document, checked as a whole."""
    common = read_common(folder, services=services, bonuses=bonuses, regions=regions)
    found = []
    for top in read_all(folder, "programmes"):
        document = _document(top, common, clinics, bonuses)
        _check(top, document, {service.code for service in services})
        found.append(document)
    return found


def _document(
    top: Table, common: Common, clinics: Collection[str], bonuses: Collection[str]
) -> Data:
    document: Data = {"schema": rules.SCHEMA}
    for key in ("code", "title", "city", "serves", "territory", "payment_rule"):
        document[key] = top.string(key)
    document["bonuses"] = top.strings("bonuses", among=bonuses)
    document["names"] = {
        key: top.table("names").string(key) for key in ("period", "sections", "outside")
    }
    document["sections"], clauses = _sections(top, common, clinics)
    clauses += [clause(row, "condition", common.regions) for row in top.tables("condition")]
    clauses += [common.bonus_clauses[b] for b in document["bonuses"] if b in common.bonus_clauses]
    clauses += common.exclusions
    clauses += [
        clause(row, "exclusion", common.regions) for row in top.tables("exclusion", optional=True)
    ]
    document["clauses"] = _in_order(top, clauses)
    document["clinics"] = [
        open_cities(row, common.regions) for row in top.tables("clinic_list", optional=True)
    ]
    names = list(_names(document["clauses"]))
    document["groups"] = used(common.groups, names)
    document["diagnoses"] = used(common.diagnoses, names)
    zones = {section["zone"] for section in document["sections"]}
    document["zones"] = [zone for code, zone in common.zones.items() if code in zones]
    top.done()
    return document


def _sections(
    top: Table, common: Common, clinics: Collection[str]
) -> tuple[list[Data], list[Data]]:
    """The sections, and the clauses that stand in them."""
    sections, clauses = [], []
    for row in top.tables("section"):
        section: Data = {
            "code": row.string("kind", among=Section.Kind.values),
            "clause": row.string("clause"),
            "title": row.string("title"),
            "access": row.string("access", among=list(WAYS)),
            "clinics": row.strings("clinics", among=clinics),
            "zone": row.string("zone", "", among=["", *common.zones]),
        }
        way = WAYS[section["access"]]
        for key, kind in (("volume", "volume"), ("order", "condition")):
            for inner in row.tables(key, optional=True):
                clauses.append(
                    clause(inner, kind, common.regions, section=section["code"], way=way)
                )
        row.done()
        sections.append(section)
    return sections, clauses


def _in_order(top: Table, clauses: list[Data]) -> list[Data]:
    """By number, part by part; two of one number are a mistake of the file."""
    numbers = [found["number"] for found in clauses]
    for number in numbers:
        if not all(step.isdigit() for step in number.split(".")):
            raise top.mistake("clause", _("“%(code)s” is not a number.") % {"code": number})
        if numbers.count(number) > 1:
            raise top.mistake("clause", _("“%(code)s” stands twice.") % {"code": number})
    return sorted(clauses, key=lambda found: [int(step) for step in found["number"].split(".")])


def _names(clauses: list[Data]) -> Iterator[str]:
    """Every service and diagnosis that the rules, limits, waiting periods and shares name."""
    for found in clauses:
        for row in (row for key in PARTS for row in found[key]):
            for name in ("services", "diagnoses"):
                yield from (one for one in row.get(name, ()) if isinstance(one, str))


def _check(top: Table, document: Data, services: Collection[str]) -> None:
    """What `rules` finds wrong is the file's mistake, in the reader's language."""
    for found in document["clauses"]:
        for row in (row for key in PARTS for row in found[key]):
            for name in row.get("services", ()):
                if not str(name).startswith("@") and name not in services:
                    what = _("“%(code)s” is not among the services.") % {"code": name}
                    raise top.mistake(f"clauses {found['number']}, services", what)
    try:
        rules.parse(document)
    except rules.Mistake as mistake:
        raise Mistake(top.file, mistake.where, _(mistake.what) % mistake.values) from mistake


def write_programmes(found: list[Data], *, by: Actor, at: datetime, since: date) -> None:
    """Publish each document that differs from the version in force; see `versions.write`."""
    for document in found:
        versions.write(document=document, valid_from=since, by=by, at=at)
