"""groups.toml, exclusions.toml, zones.toml, bonus-clauses.toml: what the programmes share."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from pult.demo.reading import Table, read
from pult.reference.models import Service

Data = dict[str, Any]
Regions = dict[str, list[str]]  # «moscow_region» and its cities


@dataclass(frozen=True)
class Common:
    """Rows of a programme's document by code, in the order of their files."""

    groups: dict[str, Data]
    diagnoses: dict[str, Data]
    zones: dict[str, Data]
    exclusions: list[Data]
    bonus_clauses: dict[str, Data]
    regions: Regions


def read_common(
    folder: Path,
    *,
    services: Collection[Service],
    bonuses: Collection[str],
    regions: dict[str, Any],
) -> Common:
    cities: Regions = {code: region["cities"] for code, region in regions.items()}
    groups = read(folder, "groups.toml")
    exclusions = read(folder, "exclusions.toml")
    zones = read(folder, "zones.toml")
    common = Common(
        groups=_by_code(_group(row, services) for row in groups.tables("group")),
        diagnoses=_by_code(_diagnoses(row) for row in exclusions.tables("diagnoses")),
        zones=_by_code(_zone(row) for row in zones.tables("zone")),
        exclusions=[clause(row, "exclusion", cities) for row in exclusions.tables("exclusion")],
        bonus_clauses=_bonus_clauses(folder, bonuses, cities),
        regions=cities,
    )
    for top in (groups, exclusions, zones):
        top.done()
    return common


def clause(row: Table, kind: str, regions: Regions, *, section: str = "", way: str = "") -> Data:
    """A clause with what follows from it. Rules are numbered after the clause, and those that
    pay go the section's `way` unless they say another."""
    number = row.string("clause")
    found: Data = {
        "number": number,
        "section": section,
        "kind": kind,
        "text": row.string("text"),
        "rules": [],
    }
    for position, rule in enumerate(row.tables("rules", optional=True), 1):
        pays = rule.values.get("effect") in ("cover", "approve")
        found["rules"].append(
            {"id": number if position == 1 else f"{number}/{position}"}
            | ({"way": way or "desk"} if pays else {})
            | open_cities(rule, regions)
        )
    for key in ("limits", "waits", "shares"):
        found[key] = [inner.values for inner in row.tables(key, optional=True)]
    row.done()
    return found


def open_cities(row: Table, regions: Regions) -> Data:
    """The row; a region's name («@moscow_region») among its cities becomes its cities."""
    if "cities" not in row.values:
        return row.values
    opened: list[str] = []
    for index, name in enumerate(row.strings("cities")):
        region = name.removeprefix("@")
        if region == name:
            opened.append(name)
        elif region in regions:
            opened += regions[region]
        else:
            what = _("“%(value)s” is not known; known are: %(known)s.")
            known = ", ".join(f"@{code}" for code in sorted(regions))
            raise row.mistake(f"cities[{index}]", what % {"value": name, "known": known})
    return row.values | {"cities": opened}


def used(rows: dict[str, Data], names: Collection[str]) -> list[Data]:
    """The rows that the names («@code» or «!@code») lead to, and those that these lead to."""
    wanted: set[str] = set()
    left = [name.removeprefix("!")[1:] for name in names if name.removeprefix("!").startswith("@")]
    while left:
        code = left.pop()
        if code in rows and code not in wanted:
            wanted.add(code)
            left += [s[1:] for s in rows[code].get("services", ()) if s.startswith("@")]
    return [row for code, row in rows.items() if code in wanted]


def _by_code(rows: Iterable[Data]) -> dict[str, Data]:
    return {row["code"]: row for row in rows}


def _group(row: Table, services: Collection[Service]) -> Data:
    """The services named, and all those of the kinds and specialties given, in their order."""
    known = {service.code for service in services}
    names = row.strings("services")
    for name in names:
        if not name.startswith("@") and name not in known:
            what = _("“%(code)s” is not among the services.")
            raise row.mistake("services", what % {"code": name})
    kinds = row.strings("kinds", among=Service.Kind.values)
    specialties = row.strings("specialties")
    without = row.strings("without", among=known)
    if kinds or specialties:
        names = names + [
            service.code
            for service in services
            if (not kinds or service.kind in kinds)
            and (not specialties or service.specialty in specialties)
            and service.code not in (*without, *names)
        ]
    found = {"code": row.string("code"), "title": row.string("title"), "services": names}
    row.done()
    return found


def _diagnoses(row: Table) -> Data:
    found = {
        "code": row.string("code"),
        "title": row.string("title"),
        "icd": row.strings("icd"),
    }
    row.done()
    return found


def _zone(row: Table) -> Data:
    row.string("city")
    return {
        "code": row.string("code"),
        "title": row.both("title")["ru"],
        "distance_km": row.number("distance_km", low=0, high=20_000),
        "edge_km": row.number("edge_km", low=0, high=1_000),
        "ring": row.values.get("ring", []),
    }


def _bonus_clauses(folder: Path, bonuses: Collection[str], regions: Regions) -> dict[str, Data]:
    top = read(folder, "bonus-clauses.toml")
    found = {}
    for row in top.tables("clause"):
        bonus = row.string("bonus", among=bonuses)
        found[bonus] = clause(row, "condition", regions)
    top.done()
    return found
