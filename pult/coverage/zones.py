"""How far a place lies from a zone's ring: geodesic kilometres on WGS 84, 0 inside it."""

import math
from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _
from geographiclib.geodesic import Geodesic
from shapely import Point, Polygon

from pult.kernel.errors import Refusal

Place = tuple[float, float]  # latitude, longitude in degrees
Ring = Sequence[Sequence[float]]  # [[longitude, latitude], …], closed or not
Local = tuple[float, float]  # metres to the east and to the north of the place

EQUATOR = 6378137.0
SQUARED_ECCENTRICITY = 0.00669437999014
WGS84 = Geodesic.WGS84


def place(text: str) -> Place:
    """A place out of "55.7558,37.6173". Refusal for anything that is no place on Earth."""
    parts = text.replace(" ", "").split(",")
    try:
        latitude, longitude = map(float, parts)
    except ValueError:
        raise Refusal(_("The place is latitude and longitude: 55.7558,37.6173.")) from None
    return checked(latitude, longitude)


def checked(latitude: float, longitude: float) -> Place:
    """The place, if there is one: latitude −90…90, longitude −180…180 degrees. Else Refusal."""
    if not -90 <= latitude <= 90:  # NaN is not within anything either
        raise Refusal(_("Latitude runs from −90 to 90 degrees."))
    if not -180 <= longitude <= 180:
        raise Refusal(_("Longitude runs from −180 to 180 degrees."))
    return latitude, longitude


def distance_km(here: Place, ring: Ring) -> float:
    """Kilometres from the place to the area within the ring, rounded to metres; 0 inside.

    The nearest point of the ring is found in a plane around the place, its distance measured on
    the ellipsoid: within ten metres at sixty kilometres, edges of ten kilometres.
    """
    degrees = _around(here, ring)
    metres = [_local(here, longitude, latitude) for longitude, latitude in degrees]
    if Polygon(metres).covers(Point(0, 0)):
        return 0.0
    longitude, latitude = _nearest(degrees, metres)
    return between_km(here, (latitude, longitude))


def between_km(here: Place, there: Place) -> float:
    """Kilometres between two places, rounded to metres."""
    found = WGS84.Inverse(*here, *there, Geodesic.DISTANCE)
    return round(found["s12"] / 1000, 3)


def _around(here: Place, ring: Ring) -> list[tuple[float, float]]:
    """The ring closed, its longitudes running on unbroken across the 180th meridian."""
    points = [(float(longitude), float(latitude)) for longitude, latitude in ring]
    if points[0] != points[-1]:
        points.append(points[0])
    found: list[tuple[float, float]] = []
    before = here[1]
    for longitude, latitude in points:
        before += math.remainder(longitude - before, 360)
        found.append((before, latitude))
    return found


def _local(here: Place, longitude: float, latitude: float) -> Local:
    """Metres east and north, by the radii of curvature half-way: the distance from the place is
    right to a metre at a hundred kilometres."""
    middle = math.radians((here[0] + latitude) / 2)
    bulge = 1 - SQUARED_ECCENTRICITY * math.sin(middle) ** 2
    east = EQUATOR / math.sqrt(bulge) * math.cos(middle)
    north = EQUATOR * (1 - SQUARED_ECCENTRICITY) / bulge**1.5
    return math.radians(longitude - here[1]) * east, math.radians(latitude - here[0]) * north


def _nearest(degrees: list[tuple[float, float]], metres: list[Local]) -> tuple[float, float]:
    """The point of the ring nearest to the origin of `metres`, in degrees."""
    best, where, share = math.inf, 0, 0.0
    for number, ((x, y), (to_x, to_y)) in enumerate(zip(metres, metres[1:], strict=False)):
        east, north = to_x - x, to_y - y
        length = east * east + north * north
        along = min(1.0, max(0.0, -(x * east + y * north) / length)) if length else 0.0
        squared = (x + along * east) ** 2 + (y + along * north) ** 2
        if squared < best:
            best, where, share = squared, number, along
    (from_lon, from_lat), (to_lon, to_lat) = degrees[where], degrees[where + 1]
    longitude = from_lon + (to_lon - from_lon) * share
    return math.remainder(longitude, 360), from_lat + (to_lat - from_lat) * share
