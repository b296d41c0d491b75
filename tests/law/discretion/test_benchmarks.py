"""裁量基准：适用、自洽、不越上级、选阶次。"""

from dataclasses import replace
from datetime import date

import pytest

from tongpan.law.discretion.benchmarks import (
    MakerLevel,
    Tier,
    benchmarks,
    check_benchmark,
    check_refinement,
    fitting_tiers,
    read_benchmarks,
)
from tongpan.law.discretion.ranges import statutory_ranges
from tongpan.law.money import NOTHING, yuan

DAY = date(2026, 9, 1)
OWN_FILE = """
[[benchmark]]
id = "kecheng-2026.grill"
violation = "禁止时段、区域露天烧烤"
title = "柯城区裁量基准"
maker = "柯城区综合行政执法局"
maker_level = "SUPERIOR"
area = "330802"
range = "ecology.1132.3"
effective = 2026-08-15
until = 2027-08-15
last_checked = 2026-08-15
grade = "A"
source = "区政府网站"
published = false

[[benchmark.tier]]
name = "较轻"
conditions = ["初次", "及时改正"]
minimum = "500"
maximum = "1500"

[[benchmark.tier]]
name = "一般"
conditions = ["初次"]
minimum = "1500"
maximum = "0.3万"
"""
OWN = replace(read_benchmarks(OWN_FILE)[0], published=True)


def codes(verdict):
    return [breach.code for breach in verdict]


def test_a_county_brings_its_own_file():
    read = read_benchmarks(OWN_FILE)[0]

    assert (read.maker_level, read.until, read.published, read.complete) == (
        MakerLevel.SUPERIOR,
        date(2027, 8, 15),
        False,
        True,
    )
    assert read.fines is statutory_ranges()["ecology.1132.3"]
    assert read.tiers[1] == Tier("一般", ("初次",), yuan(1500), yuan(3000))


@pytest.mark.parametrize(
    ("benchmark", "on", "expected"),
    [
        pytest.param(OWN, DAY, [], id="适用"),
        pytest.param(replace(OWN, published=False), DAY, ["discretion.benchmark.unpublished"], id="没有公布"),
        pytest.param(OWN, date(2026, 8, 14), ["discretion.benchmark.not_in_force"], id="施行前一日"),
        pytest.param(OWN, date(2026, 8, 15), [], id="施行之日"),
        pytest.param(OWN, date(2027, 8, 14), [], id="最后一日"),
        pytest.param(OWN, date(2027, 8, 15), ["discretion.benchmark.not_in_force"], id="失效之日"),
        pytest.param(
            replace(OWN, tiers=(Tier("重", (), yuan(500), yuan("5000.01")),)),
            DAY,
            ["discretion.benchmark.beyond_statute"],
            id="超出法定上限一分",
        ),
        pytest.param(
            replace(OWN, tiers=(Tier("轻", (), yuan("499.99"), yuan(600)),)),
            DAY,
            ["discretion.benchmark.beyond_statute"],
            id="低于法定下限一分",
        ),
        pytest.param(
            replace(OWN, tiers=(Tier("倒", (), yuan(700), yuan(600)),)),
            DAY,
            ["discretion.benchmark.beyond_statute"],
            id="阶次上下颠倒",
        ),
        pytest.param(replace(OWN, tiers=(Tier("全", (), yuan(500), yuan(5000)),)), DAY, [], id="恰好法定幅度"),
        pytest.param(replace(OWN, complete=False), DAY, ["discretion.benchmark.incomplete"], id="没有读全"),
    ],
)
def test_benchmark(benchmark, on, expected):
    assert codes(check_benchmark(benchmark, on)) == expected


@pytest.mark.parametrize("benchmark", benchmarks(), ids=lambda benchmark: benchmark.id)
def test_what_ships_is_sound_and_says_how_far_it_was_read(benchmark):
    verdict = check_benchmark(benchmark, benchmark.last_checked)

    assert codes(verdict) == ([] if benchmark.complete else ["discretion.benchmark.incomplete"])
    assert not any(breach.blocks for breach in verdict)
    assert benchmark.source


@pytest.mark.parametrize(
    ("tiers", "expected"),
    [
        pytest.param((Tier("细", (), yuan(1500), yuan(3000)),), [], id="等于上级一个阶次"),
        pytest.param((Tier("细", (), yuan(600), yuan(900)),), [], id="在上级一个阶次以内"),
        pytest.param(
            (Tier("跨", (), yuan(1400), yuan(1600)),), ["discretion.benchmark.beyond_superior"], id="跨两个阶次"
        ),
        pytest.param(
            (Tier("低", (), yuan("499.99"), yuan(600)),), ["discretion.benchmark.beyond_superior"], id="低于上级"
        ),
        pytest.param(
            (Tier("高", (), yuan(1500), yuan("3000.01")),), ["discretion.benchmark.beyond_superior"], id="高于上级"
        ),
    ],
)
def test_refinement(tiers, expected):
    assert codes(check_refinement(replace(OWN, tiers=tiers), OWN)) == expected


@pytest.mark.parametrize(
    ("found", "names"),
    [
        pytest.param({"初次"}, ["一般"], id="只符合一般"),
        pytest.param({"初次", "及时改正"}, ["较轻", "一般"], id="两个都符合"),
        pytest.param({"及时改正"}, [], id="都不符合"),
    ],
)
def test_tiers(found, names):
    assert [tier.name for tier in fitting_tiers(OWN, frozenset(found))] == names


def test_a_tier_without_minimum_begins_at_nothing():
    assert benchmarks()[0].tiers[0].minimum == NOTHING


def test_both_makers_have_their_word():
    assert [maker.label for maker in MakerLevel] == ["本机关", "上级机关"]
