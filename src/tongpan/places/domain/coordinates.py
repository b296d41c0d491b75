"""
Coordinate systems (坐标系): WGS-84, GCJ-02 (the obfuscated national one) and BD-09 (Baidu's, on top of it).

The datum is fixed by the source and never asked of a person. Callers keep the original pair and its datum; everything
inside uses one canonical WGS-84 pair. CGCS2000 differs from WGS-84 by centimetres and counts as the same here.
The formulas are the publicly known ones; the inverse is a fixed-point iteration (residue below 1 mm after four rounds).
"""

from typing import Any, TypeAlias

import numpy as np
from django.db.models import TextChoices
from numpy.typing import NDArray

Floats: TypeAlias = NDArray[np.float64]

_AXIS = 6378245.0  # Krasovsky 1940, as the obfuscation has it
_ECCENTRICITY = 0.00669342162296594323
_BD_TURN = np.pi * 3000.0 / 180.0
_ROUNDS = 4
CHINA = (72.004, 0.8293, 137.8347, 55.8271)  # outside this box GCJ-02 equals WGS-84


class Datum(TextChoices):
    """In which system a pair of coordinates was given."""

    WGS84 = "WGS84", "WGS-84 / CGCS2000"
    GCJ02 = "GCJ02", "GCJ-02（火星坐标）"
    BD09 = "BD09", "BD-09（百度坐标）"


def to_wgs84(lon: float, lat: float, datum: Datum) -> tuple[float, float]:
    """Return one pair in WGS-84."""
    lons, lats = many_to_wgs84(np.array([lon]), np.array([lat]), datum)
    return float(lons[0]), float(lats[0])


def from_wgs84(lon: float, lat: float, datum: Datum) -> tuple[float, float]:
    """Return one WGS-84 pair in another system, e.g. for a link into a map application."""
    lons, lats = many_from_wgs84(np.array([lon]), np.array([lat]), datum)
    return float(lons[0]), float(lats[0])


def many_to_wgs84(lons: Any, lats: Any, datum: Datum) -> tuple[Floats, Floats]:
    """Return arrays of coordinates in WGS-84."""
    x, y = _floats(lons), _floats(lats)
    if datum is Datum.WGS84:
        return x, y
    if datum is Datum.BD09:
        x, y = _bd09_to_gcj02(x, y)
    return _gcj02_to_wgs84(x, y)


def many_from_wgs84(lons: Any, lats: Any, datum: Datum) -> tuple[Floats, Floats]:
    """Return WGS-84 arrays in another system."""
    x, y = _floats(lons), _floats(lats)
    if datum is Datum.WGS84:
        return x, y
    x, y = _wgs84_to_gcj02(x, y)
    return _gcj02_to_bd09(x, y) if datum is Datum.BD09 else (x, y)


def in_china(lon: float, lat: float) -> bool:
    """Tell whether a pair can be a place in China; swapped and zero coordinates cannot."""
    west, south, east, north = CHINA
    return west <= lon <= east and south <= lat <= north


def _floats(values: Any) -> Floats:
    return np.asarray(values, dtype=np.float64)


def _wgs84_to_gcj02(lon: Floats, lat: Floats) -> tuple[Floats, Floats]:
    west, south, east, north = CHINA
    inside = (lon >= west) & (lon <= east) & (lat >= south) & (lat <= north)
    shift_lon, shift_lat = _shift(lon, lat)
    return np.where(inside, lon + shift_lon, lon), np.where(inside, lat + shift_lat, lat)


def _gcj02_to_wgs84(lon: Floats, lat: Floats) -> tuple[Floats, Floats]:
    x, y = lon, lat
    for _ in range(_ROUNDS):
        again_lon, again_lat = _wgs84_to_gcj02(x, y)
        x, y = x + (lon - again_lon), y + (lat - again_lat)
    return x, y


def _shift(lon: Floats, lat: Floats) -> tuple[Floats, Floats]:
    x, y = lon - 105.0, lat - 35.0
    root = np.sqrt(np.abs(x))
    wave = (20.0 * np.sin(6.0 * np.pi * x) + 20.0 * np.sin(2.0 * np.pi * x)) * 2.0 / 3.0
    north = -100.0 + 2.0 * x + 3.0 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * root + wave
    north += (20.0 * np.sin(y * np.pi) + 40.0 * np.sin(y / 3.0 * np.pi)) * 2.0 / 3.0
    north += (160.0 * np.sin(y / 12.0 * np.pi) + 320.0 * np.sin(y * np.pi / 30.0)) * 2.0 / 3.0
    east = 300.0 + x + 2.0 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * root + wave
    east += (20.0 * np.sin(x * np.pi) + 40.0 * np.sin(x / 3.0 * np.pi)) * 2.0 / 3.0
    east += (150.0 * np.sin(x / 12.0 * np.pi) + 300.0 * np.sin(x / 30.0 * np.pi)) * 2.0 / 3.0
    latitude = np.radians(lat)
    bulge = 1.0 - _ECCENTRICITY * np.sin(latitude) ** 2
    shift_lat = north * 180.0 / (_AXIS * (1.0 - _ECCENTRICITY) / (bulge * np.sqrt(bulge)) * np.pi)
    shift_lon = east * 180.0 / (_AXIS / np.sqrt(bulge) * np.cos(latitude) * np.pi)
    return shift_lon, shift_lat


def _gcj02_to_bd09(lon: Floats, lat: Floats) -> tuple[Floats, Floats]:
    radius = np.hypot(lon, lat) + 0.00002 * np.sin(lat * _BD_TURN)
    angle = np.arctan2(lat, lon) + 0.000003 * np.cos(lon * _BD_TURN)
    return radius * np.cos(angle) + 0.0065, radius * np.sin(angle) + 0.006


def _bd09_to_gcj02(lon: Floats, lat: Floats) -> tuple[Floats, Floats]:
    x, y = lon - 0.0065, lat - 0.006
    for _ in range(_ROUNDS):
        again_lon, again_lat = _gcj02_to_bd09(x, y)
        x, y = x + (lon - again_lon), y + (lat - again_lat)
    return x, y
