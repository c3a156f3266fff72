"""Reads what the rules name: sections, groups, sets, lists, zones. Raises Mistake."""

from pult.programmes.rules.fields import Fields
from pult.programmes.rules.shapes import (
    ACCESS,
    LEVELS,
    ClinicList,
    DiagnosisSet,
    Group,
    Section,
    Zone,
)


def section(data: object, where: str) -> Section:
    """A section with its list and zone."""
    fields = Fields(data, where)
    found = Section(
        code=fields.code("code"),
        clause=fields.code("clause"),
        title=fields.text("title"),
        access=fields.choice("access", ACCESS, "direct"),
        clinics=fields.texts("clinics"),
        zone=fields.code("zone", ""),
    )
    fields.done()
    return found


def group(data: object, where: str) -> Group:
    """Services under one name."""
    fields = Fields(data, where)
    found = Group(
        code=fields.code("code"),
        title=fields.text("title"),
        services=fields.texts("services", empty=False),
    )
    fields.done()
    return found


def diagnoses(data: object, where: str) -> DiagnosisSet:
    """Codes of ICD-10 under one name."""
    fields = Fields(data, where)
    found = DiagnosisSet(
        code=fields.code("code"),
        title=fields.text("title"),
        icd=fields.texts("icd", empty=False),
    )
    fields.done()
    return found


def clinics(data: object, where: str) -> ClinicList:
    """A list of clinics."""
    fields = Fields(data, where)
    found = ClinicList(
        code=fields.code("code"),
        title=fields.text("title"),
        clinics=fields.texts("clinics"),
        levels=fields.wholes("levels", LEVELS),
        cities=fields.texts("cities"),
    )
    fields.done()
    return found


def zone(data: object, where: str) -> Zone:
    """A zone about a ring."""
    fields = Fields(data, where)
    found = Zone(
        code=fields.code("code"),
        title=fields.text("title"),
        distance_km=fields.number("distance_km", 0, 20000),
        edge_km=fields.number("edge_km", 0, 1000),
        ring=fields.points("ring"),
    )
    fields.done()
    return found
