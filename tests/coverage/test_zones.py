"""Distances to a ring: to the metre where a zone begins and ends."""

import math
import random

import pytest
from geographiclib.geodesic import Geodesic

from pult.coverage.zones import between_km, checked, distance_km, place
from pult.kernel.errors import Refusal

RED_SQUARE = (55.7539, 37.6208)
# The eastern side runs along a meridian: who leaves it at a right angle leaves it by the shortest.
EAST = 37.84
SQUARE = [[37.37, 55.58], [EAST, 55.58], [EAST, 55.91], [37.37, 55.91]]
MKAD = [
    [37.517, 55.594], [37.597, 55.576], [37.667, 55.572], [37.681, 55.573], [37.754, 55.602],
    [37.795, 55.624], [37.833, 55.649], [37.838, 55.654], [37.840, 55.661], [37.830, 55.695],
    [37.839, 55.716], [37.843, 55.770], [37.838, 55.819], [37.835, 55.825], [37.829, 55.829],
    [37.705, 55.893], [37.694, 55.895], [37.642, 55.898], [37.621, 55.901], [37.588, 55.910],
    [37.577, 55.911], [37.529, 55.906], [37.488, 55.889], [37.467, 55.883], [37.443, 55.881],
    [37.416, 55.873], [37.405, 55.867], [37.398, 55.861], [37.392, 55.848], [37.396, 55.835],
    [37.388, 55.807], [37.370, 55.785], [37.369, 55.750], [37.388, 55.710], [37.412, 55.692],
    [37.434, 55.660], [37.505, 55.600],
]  # fmt: skip


def away(latitude: float, longitude: float, azimuth: float, km: float) -> tuple[float, float]:
    found = Geodesic.WGS84.Direct(latitude, longitude, azimuth, km * 1000)
    return found["lat2"], found["lon2"]


@pytest.mark.parametrize("km", [0.001, 1, 28.9, 29, 29.1, 29.9, 30, 30.1, 30.9, 31, 31.1, 60])
def test_a_place_so_far_from_the_ring_is_so_far(km: float) -> None:
    assert distance_km(away(55.75, EAST, 90, km), SQUARE) == pytest.approx(km, abs=0.001)


@pytest.mark.parametrize("here", [RED_SQUARE, (55.594, 37.517), (55.75, 37.6)])
def test_inside_and_on_a_corner_it_is_nought(here: tuple[float, float]) -> None:
    assert distance_km(here, MKAD) == 0.0


def test_the_order_and_the_closing_of_the_ring_do_not_count() -> None:
    here = away(55.75, EAST, 80, 40)
    turned = MKAD[11:] + MKAD[:11]
    found = {distance_km(here, ring) for ring in (MKAD, [*MKAD, MKAD[0]], turned, MKAD[::-1])}
    assert len(found) == 1


def test_no_point_of_the_ring_is_nearer() -> None:
    """Against every five metres of the edges, sixty kilometres around."""
    chance = random.Random(2026)
    for _ in range(12):
        here = away(55.75, 37.6, chance.uniform(0, 360), chance.uniform(25, 78))
        assert distance_km(here, MKAD) == pytest.approx(slowly(here), abs=0.010)


def slowly(here: tuple[float, float]) -> float:
    """The nearest of the points that stand five metres apart around the nearest corner."""
    ring = [*MKAD, MKAD[0]]
    edges = list(zip(ring, ring[1:], strict=False))
    edges.sort(key=lambda edge: min(between_km(here, (lat, lon)) for lon, lat in edge))
    return min(
        between_km(here, (a[1] + (b[1] - a[1]) * n / steps, a[0] + (b[0] - a[0]) * n / steps))
        for a, b in edges[:4]
        for steps in [max(1, round(between_km((a[1], a[0]), (b[1], b[0])) * 100))]
        for n in range(steps + 1)
    )


def test_a_ring_across_the_180th_meridian() -> None:
    chukotka = [[179.5, 66], [-179.5, 66], [-179.5, 67], [179.5, 67]]
    assert distance_km((66.5, 180), chukotka) == 0.0
    assert distance_km((66.5, -179.9), chukotka) == 0.0
    assert distance_km(away(66.5, -179.5, 90, 30), chukotka) == pytest.approx(30, abs=0.001)
    assert distance_km(RED_SQUARE, chukotka) > 5000
    assert distance_km((-66.5, 0), chukotka) > 10000


def test_places_are_read_and_checked() -> None:
    assert place("55.7558, 37.6173") == (55.7558, 37.6173)
    assert checked(-90, 180) == (-90, 180)


@pytest.mark.parametrize(
    "text", ["", "55.75", "55.75;37.61", "55.75,37.61,0", "a,b", "90.1,0", "0,180.1", "nan,0",
             "0,inf", "-91,0", "0,-181"],
)  # fmt: skip
def test_no_place_on_earth(text: str) -> None:
    with pytest.raises(Refusal):
        place(text)


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf])
def test_no_numbers(value: float) -> None:
    for pair in ((value, 0.0), (0.0, value)):
        with pytest.raises(Refusal):
            checked(*pair)
