"""programmes/, exclusions.toml, zones.toml: what is insured, in the programme's own words."""

from collections.abc import Collection
from dataclasses import dataclass, field
from pathlib import Path

from django.utils.translation import gettext as _

from pult.clinics.models import Clinic
from pult.demo.reading import Table, read, read_all
from pult.programmes.models import Clause, Programme, Section


@dataclass(frozen=True)
class Part:
    """A section with its clauses and the codes of its clinics."""

    section: Section
    clauses: list[Clause]
    clinics: list[str]


@dataclass(frozen=True)
class Written:
    """A programme as its file says it."""

    programme: Programme
    clauses: list[Clause] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)


def read_programmes(
    folder: Path, *, clinics: Collection[str], bonuses: Collection[str]
) -> list[Written]:
    zones = _zones(folder)
    common = _exclusions(folder)
    return [
        _written(top, zones, common, clinics, bonuses) for top in read_all(folder, "programmes")
    ]


def _zones(folder: Path) -> dict[str, str]:
    """Titles of zones by code."""
    top = read(folder, "zones.toml")
    found = {}
    for row in top.tables("zone"):
        found[row.string("code")] = row.both("title")["ru"]
    return found


def _exclusions(folder: Path) -> list[tuple[str, str]]:
    """Numbers and texts of the exclusions that every programme shares."""
    top = read(folder, "exclusions.toml")
    return [(row.string("clause"), row.string("text")) for row in top.tables("exclusion")]


def _written(
    top: Table,
    zones: dict[str, str],
    common: list[tuple[str, str]],
    clinics: Collection[str],
    bonuses: Collection[str],
) -> Written:
    programme = Programme(
        code=top.string("code"),
        name=top.string("title"),
        city=top.string("city"),
        serves=top.string("serves"),
        territory=top.string("territory"),
        payment_rule=top.string("payment_rule"),
        bonuses=top.strings("bonuses", among=bonuses),
    )
    written = Written(programme)
    written.clauses.extend(_clauses(top, "condition", Clause.Kind.CONDITION))
    for position, row in enumerate(top.tables("section")):
        written.parts.append(_part(row, position, zones, clinics))
    for number, text in common:
        written.clauses.append(Clause(kind=Clause.Kind.EXCLUSION, number=number, text=text))
    written.clauses.extend(_clauses(top, "exclusion", Clause.Kind.EXCLUSION))
    top.done()
    _refuse_twins(top, written)
    return written


def _part(row: Table, position: int, zones: dict[str, str], clinics: Collection[str]) -> Part:
    zone = row.string("zone", "", among=["", *zones])
    section = Section(
        kind=row.string("kind", among=Section.Kind.values),
        access=row.string("access", among=Section.Access.values),
        number=row.string("clause"),
        title=row.string("title"),
        zone=zones.get(zone, ""),
        position=position,
    )
    clauses = _clauses(row, "volume", Clause.Kind.VOLUME)
    clauses += _clauses(row, "order", Clause.Kind.CONDITION)
    part = Part(section, clauses, row.strings("clinics", among=clinics))
    row.done()
    return part


def _clauses(table: Table, key: str, kind: Clause.Kind) -> list[Clause]:
    found = []
    for row in table.tables(key, optional=True):
        found.append(Clause(kind=kind, number=row.string("clause"), text=row.string("text")))
        row.done()
    return found


def _refuse_twins(top: Table, written: Written) -> None:
    seen = set()
    for clause in (*written.clauses, *(c for part in written.parts for c in part.clauses)):
        if clause.number in seen:
            what = _("“%(code)s” stands twice.") % {"code": clause.number}
            raise top.mistake("clause", what)
        seen.add(clause.number)


def write_programmes(found: list[Written], clinics: dict[str, Clinic]) -> dict[str, Programme]:
    """Upsert by code. Sections and clauses are replaced; policies keep their programme."""
    return {written.programme.code: _write(written, clinics) for written in found}


def _write(written: Written, clinics: dict[str, Clinic]) -> Programme:
    source = written.programme
    names = ("name", "city", "serves", "territory", "payment_rule", "bonuses")
    programme, _created = Programme.objects.update_or_create(
        code=source.code, defaults={name: getattr(source, name) for name in names}
    )
    programme.clauses.all().delete()
    kinds = [part.section.kind for part in written.parts]
    programme.sections.exclude(kind__in=kinds).delete()
    clauses = list(written.clauses)
    for part in written.parts:
        section = _write_section(programme, part, clinics)
        for clause in part.clauses:
            clause.section = section
            clauses.append(clause)
    clauses.sort(key=lambda clause: [int(step) for step in clause.number.split(".")])
    for position, clause in enumerate(clauses):
        clause.programme, clause.position = programme, position
    Clause.objects.bulk_create(clauses)
    return programme


def _write_section(programme: Programme, part: Part, clinics: dict[str, Clinic]) -> Section:
    names = ("access", "number", "title", "zone", "position")
    section, _created = Section.objects.update_or_create(
        programme=programme,
        kind=part.section.kind,
        defaults={name: getattr(part.section, name) for name in names},
    )
    section.clinics.set([clinics[code] for code in part.clinics])
    return section
