import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tongpan.places.domain.coordinates import Datum, from_wgs84, in_china, many_from_wgs84, many_to_wgs84, to_wgs84

CENTIMETRE = 0.01 / 111_319.0


class TestKnownPoints:
    def test_wgs84_to_gcj02(self):
        assert from_wgs84(116.404, 39.915, Datum.GCJ02) == pytest.approx(
            (116.41024449916938, 39.91640428150164), abs=1e-9
        )

    def test_gcj02_to_bd09_goes_through_the_national_one(self):
        wgs = to_wgs84(116.404, 39.915, Datum.GCJ02)

        assert from_wgs84(*wgs, Datum.BD09) == pytest.approx((116.41036949371029, 39.92133699351021), abs=1e-7)

    def test_outside_china_nothing_is_shifted(self):
        assert from_wgs84(2.35, 48.85, Datum.GCJ02) == (2.35, 48.85)


class TestInverse:
    @pytest.mark.parametrize("datum", list(Datum))
    @given(lon=st.floats(74, 134), lat=st.floats(4, 53))
    def test_comes_back_within_a_centimetre(self, datum, lon, lat):
        back = to_wgs84(*from_wgs84(lon, lat, datum), datum)

        assert back == pytest.approx((lon, lat), abs=CENTIMETRE)

    @pytest.mark.parametrize("datum", list(Datum))
    def test_arrays_agree_with_single_points(self, datum):
        lons, lats = np.array([118.87, 112.56, 120.27]), np.array([28.94, 37.86, 31.91])

        many = many_to_wgs84(*many_from_wgs84(lons, lats, datum), datum)

        for position in range(3):
            single = to_wgs84(*from_wgs84(lons[position], lats[position], datum), datum)
            assert (many[0][position], many[1][position]) == pytest.approx(single, abs=1e-12)


def test_swapped_and_zero_coordinates_are_no_place_in_china():
    assert in_china(118.87, 28.94)
    assert not in_china(28.94, 118.87)
    assert not in_china(0, 0)
