"""specialties.toml, clinics/: where members are treated."""

from collections.abc import Collection
from dataclasses import dataclass, field
from pathlib import Path

from django.utils.translation import gettext as _

from pult.clinics.models import Clinic, Site, Specialty
from pult.demo.reading import Table, read, read_all

GROUPS = ("doctor", "dental", "diagnostics")


@dataclass(frozen=True)
class Address:
    site: Site
    specialties: list[str]


@dataclass(frozen=True)
class Place:
    clinic: Clinic
    addresses: list[Address] = field(default_factory=list)


def read_specialties(folder: Path) -> list[Specialty]:
    top = read(folder, "specialties.toml")
    found = []
    for position, row in enumerate(top.tables("specialty")):
        title, visit = row.both("title"), row.both("visit")
        specialty = Specialty(
            code=row.string("code"),
            group=row.string("group", among=GROUPS),
            name_ru=title["ru"],
            name_en=title["en"],
            visit_ru=visit["ru"],
            visit_en=visit["en"],
            synonyms=row.strings("synonyms"),
            position=position,
        )
        row.done()
        found.append(specialty)
    top.done()
    return found


def read_clinics(folder: Path, specialties: Collection[str]) -> list[Place]:
    """Clinics with their sites, not yet saved; a code that stands twice is refused."""
    found: list[Place] = []
    seen: set[str] = set()
    for top in read_all(folder, "clinics"):
        for row in top.tables("clinic"):
            place = _place(row, specialties)
            for code in (place.clinic.code, *(a.site.code for a in place.addresses)):
                if code in seen:
                    raise row.mistake("code", _("“%(code)s” stands twice.") % {"code": code})
                seen.add(code)
            found.append(place)
        top.done()
    return found


def _place(row: Table, specialties: Collection[str]) -> Place:
    clinic = Clinic(
        code=row.string("code"),
        name=row.string("title"),
        kinds=row.strings("kinds", among=Clinic.Kind.values),
        email=row.string("email", ""),
        level=int(row.number("level", default=1, low=1, high=3)),
    )
    city, zone = row.string("city"), row.string("time_zone")
    home_visits = row.flag("home_visits")
    place = Place(clinic)
    for line in row.tables("sites"):
        site = Site(
            code=line.string("code"),
            name=line.string("title", clinic.name),
            city=city,
            address=line.string("address"),
            metro=line.string("metro", ""),
            lat=line.number("lat", low=-90, high=90),
            lon=line.number("lon", low=-180, high=180),
            zone=zone,
            phones=line.phones("phones"),
            hours=line.hours("hours"),
            home_visits=home_visits,
        )
        place.addresses.append(Address(site, line.strings("specialties", among=specialties)))
        line.done()
    row.done()
    return place


def write_clinics(specialties: list[Specialty], places: list[Place]) -> dict[str, Clinic]:
    """Upsert; a clinic or site that the folder no longer names is closed, not deleted."""
    for specialty in specialties:
        specialty.save()
    Clinic.objects.exclude(code__in=[p.clinic.code for p in places]).update(is_active=False)
    sites = [address.site.code for place in places for address in place.addresses]
    Site.objects.exclude(code__in=sites).update(is_active=False)
    return {place.clinic.code: _write_place(place) for place in places}


def _write_place(place: Place) -> Clinic:
    clinic, _created = Clinic.objects.update_or_create(
        code=place.clinic.code,
        defaults={
            "name": place.clinic.name,
            "kinds": place.clinic.kinds,
            "email": place.clinic.email,
            "level": place.clinic.level,
            "is_active": True,
        },
    )
    for address in place.addresses:
        site = address.site
        names = ("name", "city", "address", "metro", "lat", "lon", "zone", "phones", "hours")
        values = {name: getattr(site, name) for name in (*names, "home_visits")}
        stored, _created = Site.objects.update_or_create(
            code=site.code, defaults=values | {"clinic": clinic, "is_active": True}
        )
        stored.specialties.set(Specialty.objects.filter(code__in=address.specialties))
    return clinic
