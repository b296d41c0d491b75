"""夜间、法定节假日不得执行；不得停居民水电热气。"""

from dataclasses import replace
from datetime import UTC, date, datetime, time

import pytest

from tongpan.law.calendar import national
from tongpan.law.coercion.timing import (
    EnforcementTime,
    NightHours,
    check_pressure,
    check_time,
    night_hours,
    night_hours_register,
)
from tongpan.law.period import SHANGHAI
from tongpan.law.refusal import LawRefused

CALENDAR = national()
LOCAL = NightHours("3308", date(2026, 1, 1), time(21), time(7), "某市规定", date(2026, 11, 1), "A")
SHORT = NightHours("3308", date(2026, 1, 1), time(0), time(5), "某市规定", date(2026, 11, 1), "A")


def codes(verdict):
    return [breach.code for breach in verdict]


def at(*moment, urgent=""):
    return EnforcementTime(datetime(*moment, tzinfo=SHANGHAI), "330802", urgent)


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        pytest.param(at(2026, 9, 23, 6, 0), [], id="六点是白天"),
        pytest.param(at(2026, 9, 23, 5, 59, 59), ["coercion.time.night"], id="六点以前是夜间"),
        pytest.param(at(2026, 9, 23, 21, 59, 59), [], id="二十二点以前是白天"),
        pytest.param(at(2026, 9, 23, 22, 0), ["coercion.time.night"], id="二十二点是夜间"),
        pytest.param(at(2026, 9, 23, 0, 0), ["coercion.time.night"], id="零点"),
        pytest.param(at(2026, 10, 1, 10, 0), ["coercion.time.holiday"], id="国庆节"),
        pytest.param(at(2026, 10, 1, 23, 0), ["coercion.time.night", "coercion.time.holiday"], id="国庆节夜间"),
        pytest.param(at(2026, 10, 10, 10, 0), [], id="调休上班的星期六"),
        pytest.param(at(2026, 10, 17, 10, 0), ["coercion.time.weekend"], id="普通周末只提醒"),
        pytest.param(at(2027, 3, 1, 10, 0), ["coercion.time.holiday_unknown"], id="安排尚未公布"),
        pytest.param(at(2026, 10, 1, 23, 0, urgent="墙体即将倒塌"), [], id="情况紧急"),
        pytest.param(at(2026, 10, 1, 10, 0, urgent="  "), ["coercion.time.holiday"], id="空白不是紧急情形"),
    ],
)
def test_time(moment, expected):
    assert codes(check_time(moment, CALENDAR)) == expected


def test_the_moment_is_read_in_china():
    evening = EnforcementTime(datetime(2026, 9, 23, 15, 0, tzinfo=UTC))

    assert codes(check_time(evening, CALENDAR)) == ["coercion.time.night"]


def test_default_night_can_be_overridden_and_a_set_one_cannot():
    default, local = (check_time(at(2026, 9, 23, 23, 0), CALENDAR, hours)[0] for hours in (None, LOCAL))

    assert (default.grade, default.adr, default.overridable) == ("D", "ADR-0031", True)
    assert (local.grade, local.adr, local.overridable, local.blocks) == ("A", "", False, True)


def test_a_weekend_only_warns():
    assert not check_time(at(2026, 10, 17, 10, 0), CALENDAR)[0].blocks


def test_a_moment_without_zone_is_refused():
    with pytest.raises(LawRefused) as refused:
        check_time(EnforcementTime(datetime(2026, 9, 23, 10, 0)), CALENDAR)  # noqa: DTZ001

    assert refused.value.code == "coercion.time.zone"


@pytest.mark.parametrize(
    ("area", "on", "expected"),
    [
        pytest.param("330802", date(2026, 1, 1), LOCAL, id="最近的地方规定优先"),
        pytest.param("330802", date(2025, 12, 31), None, id="生效以前用全国缺省"),
        pytest.param("330102", date(2026, 6, 1), None, id="别的地方用全国缺省"),
    ],
)
def test_closest_area_binds(area, on, expected):
    default = night_hours_register()[0]

    assert night_hours(area, on, (default, LOCAL)) == (expected or default)


def test_of_two_versions_of_one_area_the_later_binds():
    later = replace(LOCAL, effective=date(2026, 6, 1), begins=time(23))

    assert night_hours("3308", date(2026, 6, 1), (LOCAL, later)) == later


def test_before_the_law_there_is_no_night():
    with pytest.raises(LawRefused) as refused:
        night_hours("33", date(2011, 12, 31))

    assert refused.value.code == "coercion.night.none"


@pytest.mark.parametrize(
    ("moment", "covered"), [(time(0), True), (time(4, 59), True), (time(5), False), (time(23), False)]
)
def test_a_night_that_does_not_pass_midnight(moment, covered):
    assert SHORT.covers(moment) is covered


@pytest.mark.parametrize(
    ("cut", "residential", "expected"),
    [
        pytest.param(False, None, [], id="没有停供"),
        pytest.param(True, False, [], id="不是居民生活"),
        pytest.param(True, None, ["coercion.utilities.unknown"], id="没有核实"),
        pytest.param(True, True, ["coercion.utilities.cut"], id="停居民水电"),
    ],
)
def test_pressure(cut, residential, expected):
    assert codes(check_pressure(cut, residential)) == expected
