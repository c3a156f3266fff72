"""Finding clinics: by city, kind, specialty and name; one's own first, the nearest among them."""

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.contrib.postgres.search import TrigramWordSimilarity
from django.db.models import BooleanField, Case, F, FloatField, Q, QuerySet, Value, When
from django.db.models.functions import ACos, Cast, Cos, Greatest, Least, Radians, Sin

from pult.clinics.models import Clinic, Revision, Site, Specialty

MOST = 40
ALIKE = 0.42
EARTH_KM = 6371.0
Place = tuple[float, float]


@dataclass(frozen=True, kw_only=True)
class Search:
    """What is looked for; everything may be left out.

    `attached` are ids of the clinics to put first, `own` of those that come next.
    """

    city: str = ""
    kind: str = ""
    specialty: str = ""
    name: str = ""
    place: Place | None = None  # latitude, longitude in degrees
    attached: Collection[UUID] = field(default=())
    own: Collection[UUID] = field(default=())
    only_own: bool = False


def find_sites(search: Search) -> tuple[list[Site], bool]:
    """At most `MOST` sites, and whether there are more. One query.

    Each site carries `is_own` and `km` (None without a place).
    """
    found = _filtered(search).annotate(
        is_attached=_is_among(search.attached),
        is_own=_is_among(search.own),
        km=_kilometres(search.place),
    )
    order = ["-is_attached", "-is_own", "km" if search.place else "clinic__name", "name", "code"]
    sites: list[Any] = list(found.select_related("clinic").order_by(*order)[: MOST + 1])
    return sites[:MOST], len(sites) > MOST


def site(site_id: str) -> Site | None:
    """An active site by the id that an address or a form gave, which may be anything."""
    try:
        wanted = UUID(site_id)
    except ValueError:
        return None
    active = Site.objects.filter(is_active=True, clinic__is_active=True)
    return active.select_related("clinic").filter(id=wanted).first()


def cities() -> list[str]:
    """Where there are clinics, by name."""
    active = Site.objects.filter(is_active=True, clinic__is_active=True)
    return list(active.order_by("city").values_list("city", flat=True).distinct())


def revision() -> UUID | None:
    """The key of the clinics' present state; None before there are any: then keep no copy."""
    return Revision.objects.values_list("key", flat=True).first()


def specialties() -> list[Specialty]:
    return list(Specialty.objects.all())


def _filtered(search: Search) -> QuerySet[Site]:
    found = Site.objects.filter(is_active=True, clinic__is_active=True)
    if search.only_own:
        found = found.filter(clinic_id__in=list(search.own))
    if search.city:
        found = found.filter(city=search.city)
    if search.kind in Clinic.Kind.values:
        found = found.filter(clinic__kinds__contains=[search.kind])
    if search.specialty:
        found = found.filter(specialties=search.specialty)
    if search.name:
        found = found.annotate(
            alike=Greatest(
                TrigramWordSimilarity(search.name, "clinic__name"),
                TrigramWordSimilarity(search.name, "name"),
                TrigramWordSimilarity(search.name, "address"),
                TrigramWordSimilarity(search.name, "metro"),
            )
        ).filter(Q(alike__gte=ALIKE) | Q(clinic__name__icontains=search.name))
    return found


def _is_among(clinics: Collection[UUID]) -> Any:
    if not clinics:
        return Value(False, output_field=BooleanField())
    return Case(
        When(clinic_id__in=list(clinics), then=Value(True)),
        default=Value(False),
        output_field=BooleanField(),
    )


def _kilometres(place: Place | None) -> Any:
    """The great-circle distance (haversine is no better for a walk or a drive)."""
    if place is None:
        return Cast(Value(None), FloatField())
    lat, lon = (Radians(Value(degrees, output_field=FloatField())) for degrees in place)
    cosine = Sin(lat) * Sin(Radians(F("lat"))) + Cos(lat) * Cos(Radians(F("lat"))) * Cos(
        Radians(F("lon")) - lon
    )
    one = Value(1.0, output_field=FloatField())
    return ACos(Least(one, Greatest(-one, cosine))) * Value(EARTH_KM, output_field=FloatField())
