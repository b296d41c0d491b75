"""双随机抽取：任何人都能重新抽一遍。"""

import json
from dataclasses import replace
from datetime import date
from hashlib import md5
from pathlib import Path

import pytest

from tongpan.law.inspection import selection
from tongpan.law.inspection.selection import MOST, DrawRecord, check_draw, draw, key_string, pool_digest
from tongpan.law.refusal import LawRefused

VECTOR = Path(__file__).parents[4] / "shared" / "data" / "vectors" / "rfc3797_section6.json"
SOURCES = ((9319,), (2, 5, 12, 8, 10), (9, 18, 26, 34, 41, 45))
POOL = tuple(str(number) for number in range(1, 26))


def test_the_seed_is_written_as_the_standard_writes_it():
    assert key_string(SOURCES) == b"9319./2.5.8.10.12./9.18.26.34.41.45./"


def test_draws_the_standards_own_example():
    assert draw(POOL, 11, SOURCES) == ("17", "7", "2", "16", "25", "23", "8", "24", "19", "13", "22")


@pytest.mark.skipif(not VECTOR.exists(), reason="标准的示例不在手边")
def test_draws_the_whole_example():
    vector = json.loads(VECTOR.read_text(encoding="utf-8"))

    assert [int(name) for name in draw(POOL, 25, SOURCES)] == [step["selected"] for step in vector["steps"]]


def test_draws_nobody_twice_and_may_draw_all_or_none():
    assert sorted(draw(POOL, 25, SOURCES)) == sorted(POOL)
    assert draw(POOL, 0, SOURCES) == ()


def test_draws_where_md5_is_barred_for_security(monkeypatch):
    def barred(data, *, usedforsecurity=True):
        if usedforsecurity:
            raise ValueError("disabled for FIPS")
        return md5(data, usedforsecurity=False)

    monkeypatch.setattr(selection, "md5", barred)

    assert draw(POOL, 3, SOURCES) == ("17", "7", "2")


def test_another_seed_draws_others():
    assert draw(POOL, 5, ((1,),)) != draw(POOL, 5, ((2,),))


@pytest.mark.parametrize(
    ("pool", "count", "sources", "code"),
    [
        pytest.param(("甲", "甲"), 1, SOURCES, "inspection.pool.repeated", id="重复的名称"),
        pytest.param(("甲",), 2, SOURCES, "inspection.pool.small", id="抽得比名录多"),
        pytest.param(("甲",), -1, SOURCES, "inspection.pool.small", id="负数"),
        pytest.param(("甲",), 1, (), "inspection.seed.empty", id="没有种子"),
        pytest.param(("甲",), 1, ((),), "inspection.seed.empty", id="空的种子"),
        pytest.param(tuple(map(str, range(MOST + 1))), 1, SOURCES, "inspection.pool.large", id="名录太大"),
    ],
)
def test_impossible_draws_are_refused(pool, count, sources, code):
    with pytest.raises(LawRefused) as refused:
        draw(pool, count, sources)

    assert refused.value.code == code


def test_the_fingerprint_knows_the_order_and_every_name():
    assert pool_digest(["甲", "乙"]) == pool_digest(("甲", "乙"))
    assert len({pool_digest(names) for names in (["甲", "乙"], ["乙", "甲"], ["甲"], [])}) == 4


INSPECTORS = ("李", "王", "陈")
RECORD = DrawRecord(
    targets=POOL,
    inspectors=INSPECTORS,
    targets_digest=pool_digest(POOL),
    inspectors_digest=pool_digest(INSPECTORS),
    pools_fixed_on=date(2026, 9, 1),
    seed_known_on=date(2026, 9, 2),
    sources=SOURCES,
    drawn_targets=draw(POOL, 3, SOURCES),
    drawn_inspectors=draw(INSPECTORS, 2, SOURCES),
)


@pytest.mark.parametrize(
    ("record", "expected"),
    [
        pytest.param(RECORD, [], id="可以复核"),
        pytest.param(
            replace(RECORD, pools_fixed_on=date(2026, 9, 2)), ["inspection.draw.seed_early"], id="种子先于名录"
        ),
        pytest.param(replace(RECORD, targets_digest="0"), ["inspection.draw.pool_changed"], id="对象名录变了"),
        pytest.param(replace(RECORD, inspectors_digest="0"), ["inspection.draw.pool_changed"], id="人员名录变了"),
        pytest.param(
            replace(RECORD, drawn_targets=("1", "2", "3")), ["inspection.draw.differs"], id="对象不是抽出来的"
        ),
        pytest.param(
            replace(RECORD, drawn_inspectors=RECORD.drawn_inspectors[::-1]),
            ["inspection.draw.differs"],
            id="人员换了次序",
        ),
    ],
)
def test_a_draw_is_tested_by_drawing_again(record, expected):
    assert [breach.code for breach in check_draw(record)] == expected
