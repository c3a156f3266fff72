"""Which clinics offer a service, and how far they are."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from threading import Lock
from uuid import UUID

from django.contrib.postgres.aggregates import ArrayAgg

from pult.clinics.models import Clinic, Site
from pult.clinics.queries import revision
from pult.coverage.engine.facts import ClinicFacts
from pult.coverage.zones import Place, between_km
from pult.programmes.rules.compiled import Compiled
from pult.reference.models import Service


@dataclass(frozen=True, slots=True)
class Spot:
    """One site: where it is and what it offers."""

    place: Place
    city: str
    specialties: frozenset[str]
    home_visits: bool


@dataclass(frozen=True, slots=True)
class Known:
    """A clinic with its sites."""

    id: UUID
    code: str
    name: str
    level: int
    kinds: frozenset[str]
    spots: tuple[Spot, ...]

    def city_in(self, home: str) -> str:
        """Its city: the programme's own, if it has a site there, else that of its first site."""
        cities = [spot.city for spot in self.spots]
        return home if home in cities else next(iter(cities), "")


# Only these clinics give services of these kinds; partners and the desk give those of the last.
_GIVEN_BY: dict[str, frozenset[str]] = {
    Service.Kind.INPATIENT: frozenset({Clinic.Kind.HOSPITAL}),
    Service.Kind.OPERATION: frozenset({Clinic.Kind.HOSPITAL}),
    Service.Kind.AMBULANCE: frozenset({Clinic.Kind.AMBULANCE}),
    Service.Kind.TELEMEDICINE: frozenset(),
    Service.Kind.BONUS: frozenset(),
}
_kept: tuple[UUID, dict[str, Known]] | None = None
_lock = Lock()


def clinics() -> Mapping[str, Known]:
    """Every active clinic by code. One query while nothing about clinics has changed."""
    global _kept
    key = revision()
    kept = _kept
    if kept is not None and kept[0] == key:
        return kept[1]
    found = _read()
    if key is not None and key == revision():
        with _lock:
            _kept = (key, found)
    return found


def named(known: Mapping[str, Known], compiled: Compiled, home: str) -> list[Known]:
    """Those that the document names: by code, or by a list of levels and cities."""
    found = {code: known[code] for code in compiled.clinics if code in known}
    lists = [one for one in compiled.document.clinics if one.levels or one.cities]
    for clinic in known.values() if lists else ():
        city = clinic.city_in(home)
        if clinic.code not in found and any(
            (not one.levels or clinic.level in one.levels)
            and (not one.cities or city in one.cities)
            for one in lists
        ):
            found[clinic.code] = clinic
    return [found[code] for code in sorted(found)]


def facts_of(
    clinic: Known, services: Iterable[Service], *, home: str, place: Place | None
) -> ClinicFacts:
    """The clinic with what it offers of the services; nearest is a site that offers any."""
    offered = {service.code: _where(clinic, service) for service in services}
    offers = frozenset(code for code, spots in offered.items() if spots is not None)
    near = {spot for spots in offered.values() for spot in spots or ()} or set(clinic.spots)
    km = min((between_km(place, spot.place) for spot in near), default=None) if place else None
    return ClinicFacts(clinic.code, clinic.name, clinic.city_in(home), clinic.level, offers, km)


def _where(clinic: Known, service: Service) -> list[Spot] | None:
    """The sites that offer the service; None: the clinic does not. What asks for no specialty
    every clinic gives; who comes home comes from a site that sends doctors."""
    given_by = _GIVEN_BY.get(service.kind)
    if given_by is not None and not given_by & clinic.kinds:
        return None
    if service.kind == Service.Kind.HOME:
        found = [spot for spot in clinic.spots if spot.home_visits]
    elif service.specialty:
        found = [spot for spot in clinic.spots if service.specialty in spot.specialties]
    else:
        return list(clinic.spots)
    return found or None


def _read() -> dict[str, Known]:
    spots: dict[UUID, list[Spot]] = {}
    sites = Site.objects.filter(is_active=True, clinic__is_active=True).order_by("code")
    rows = sites.annotate(offered=ArrayAgg("specialties__code", default=[])).values_list(
        "clinic_id", "lat", "lon", "city", "home_visits", "offered"
    )
    for clinic_id, lat, lon, city, home_visits, offered in rows:
        spot = Spot((lat, lon), city, frozenset(filter(None, offered)), home_visits)
        spots.setdefault(clinic_id, []).append(spot)
    active = Clinic.objects.filter(is_active=True).values_list(
        "id", "code", "name", "level", "kinds"
    )
    return {
        code: Known(clinic_id, code, name, level, frozenset(kinds), tuple(spots.get(clinic_id, ())))
        for clinic_id, code, name, level, kinds in active
    }
