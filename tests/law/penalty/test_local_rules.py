"""地方和部门自定的参数：何处、何时、由谁规定。"""

from dataclasses import dataclass, replace
from datetime import date

import pytest

from tongpan.law.penalty.local_rules import Source, binding, parameter_text, read_source

NATION = Source("国家规定", date(2020, 1, 1), date(2026, 1, 1), "A", place="第一条")


@dataclass(frozen=True)
class Row:
    source: Source


@pytest.mark.parametrize(
    ("change", "province", "on", "binds"),
    [
        pytest.param({}, None, date(2020, 1, 1), True, id="生效当日"),
        pytest.param({}, None, date(2019, 12, 31), False, id="生效前一日"),
        pytest.param({"until": date(2021, 1, 1)}, None, date(2020, 12, 31), True, id="失效前一日"),
        pytest.param({"until": date(2021, 1, 1)}, None, date(2021, 1, 1), False, id="失效当日"),
        pytest.param({"area": "33"}, "330106", date(2021, 1, 1), True, id="本省"),
        pytest.param({"area": "33"}, "310101", date(2021, 1, 1), False, id="外省"),
        pytest.param({"area": "33"}, None, date(2021, 1, 1), False, id="地方不明只认全国"),
    ],
)
def test_binds_in_its_place_and_time(change, province, on, binds):
    assert replace(NATION, **change).binds(province, on) is binds


def test_narrowest_place_first_then_newest():
    old = Row(replace(NATION, instrument="旧", effective=date(2019, 1, 1)))
    new, county = Row(NATION), Row(replace(NATION, area="3301", effective=date(2018, 1, 1)))

    assert list(binding([old, county, new], "330106", date(2026, 1, 1))) == [county, new, old]


def test_row_is_read_with_its_provenance():
    row = {
        "instrument": "某规定", "effective": date(2024, 1, 1), "last_checked": date(2026, 1, 1), "grade": "B",
        "area": "33", "place": "第三条", "until": date(2027, 1, 1), "note": "注",
    }  # fmt: skip

    assert read_source(row) == Source(
        "某规定", date(2024, 1, 1), date(2026, 1, 1), "B", "33", "第三条", date(2027, 1, 1), "注"
    )
    assert str(read_source(row)) == "《某规定》第三条"
    assert str(replace(NATION, instrument="ADR-0026")) == "ADR-0026"


def test_file_ships_with_the_platform():
    assert "[[threshold]]" in parameter_text("hearing.toml")
