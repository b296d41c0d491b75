"""裁量区间：从事实到罚款可以落在哪里，以及为什么。"""

from dataclasses import replace
from datetime import date

import pytest

from tongpan.law.discretion.band import Band, CaseFacts, check_fine, compute_band
from tongpan.law.discretion.benchmarks import Benchmark, MakerLevel, Tier
from tongpan.law.discretion.bounds import Direction, bounds_rules
from tongpan.law.discretion.ranges import statutory_ranges
from tongpan.law.money import NOTHING, yuan
from tongpan.law.penalty.mitigation import Circumstance, Circumstances
from tongpan.law.penalty.no_penalty import Outcome
from tongpan.law.penalty.responsibility import Responsibility

FINES = statutory_ranges()["ecology.1132.1"]
CEILING = statutory_ranges()["religion.69.1"]
SAMR, _AGR, GUANGDONG = bounds_rules()
NOTHING_FOUND = Circumstances(dict.fromkeys(Circumstance, False))
REMEDIED = Circumstances({each: each is Circumstance.REMEDIED for each in Circumstance})
PLAIN = CaseFacts(Responsibility.FULL, Outcome.PUNISHABLE, NOTHING_FOUND)
LIGHTER = replace(PLAIN, circumstances=REMEDIED)

LIGHT = (Direction.LIGHT, "5000", "18500")
ORDINARY = (Direction.ORDINARY, "18500.01", "36499.99")
HEAVY = (Direction.HEAVY, "36500", "50000")
REDUCED = (Direction.REDUCED, "0", "4999.99")
NONE = (Direction.NO_PENALTY, None, None)


def codes(verdict):
    return [breach.code for breach in verdict]


def bands(*expected):
    return tuple(
        Band(direction, *(None if each is None else yuan(each) for each in (low, high)))
        for direction, low, high in expected
    )


@pytest.mark.parametrize(
    ("facts", "expected", "points"),
    [
        pytest.param(PLAIN, [ORDINARY], [], id="没有任何情节"),
        pytest.param(LIGHTER, [REDUCED, LIGHT], [], id="应当从轻或者减轻"),
        pytest.param(
            replace(PLAIN, responsibility=Responsibility.MUST_LIGHTEN), [REDUCED, LIGHT], [], id="不满十八周岁"
        ),
        pytest.param(
            replace(PLAIN, responsibility=Responsibility.MAY_LIGHTEN), [REDUCED, LIGHT, ORDINARY], [], id="可以从轻"
        ),
        pytest.param(replace(PLAIN, may_lighten=("积极配合",)), [REDUCED, LIGHT, ORDINARY], [], id="酌定从轻"),
        pytest.param(replace(PLAIN, may_aggravate=("一年内再犯",)), [ORDINARY, HEAVY], [], id="酌定从重"),
        pytest.param(
            replace(PLAIN, may_lighten=("积极配合",), may_aggravate=("一年内再犯",)),
            [REDUCED, LIGHT, ORDINARY, HEAVY],
            [],
            id="从轻从重都有，综合考虑",
        ),
        pytest.param(
            replace(LIGHTER, may_aggravate=("一年内再犯",)), [REDUCED, LIGHT], [], id="应当从轻不因酌定从重而失去"
        ),
        pytest.param(replace(PLAIN, emergency=True), [HEAVY], [], id="突发事件从重"),
        pytest.param(
            replace(PLAIN, emergency=True, may_lighten=("积极配合",)), [HEAVY], [], id="应当从重不因酌定从轻而失去"
        ),
        pytest.param(
            replace(LIGHTER, emergency=True),
            [REDUCED, LIGHT, HEAVY],
            ["discretion.conflicting"],
            id="应当从轻又应当从重",
        ),
        pytest.param(replace(PLAIN, responsibility=Responsibility.MUST_NOT), [NONE], [], id="不满十四周岁"),
        pytest.param(
            replace(PLAIN, responsibility=Responsibility.MUST_NOT, outcome=None), [NONE], [], id="不罚的不必再查其他"
        ),
        pytest.param(replace(PLAIN, outcome=Outcome.MUST_NOT), [NONE], [], id="轻微不罚"),
        pytest.param(replace(PLAIN, outcome=Outcome.MAY_NOT), [NONE, ORDINARY], [], id="首违可以不罚"),
        pytest.param(replace(LIGHTER, outcome=Outcome.MAY_NOT), [NONE, REDUCED, LIGHT], [], id="可以不罚，罚也从轻"),
        pytest.param(replace(PLAIN, outcome=None), [ORDINARY], ["discretion.outcome.unknown"], id="是否不罚没有查明"),
        pytest.param(
            replace(PLAIN, responsibility=None),
            [REDUCED, LIGHT, ORDINARY],
            ["discretion.responsibility.unknown"],
            id="年龄没有查明，不排除从轻",
        ),
        pytest.param(
            replace(PLAIN, circumstances=Circumstances({})),
            [REDUCED, LIGHT, ORDINARY],
            ["discretion.circumstances.unexamined"],
            id="情节没有查明，不排除从轻",
        ),
    ],
)
def test_m147_which_bands_are_open(facts, expected, points):
    computation = compute_band(facts, FINES, SAMR)

    assert computation.bands == bands(*expected)
    assert codes(computation.open_points) == points


class TestWithoutLowest:
    def test_to_reduce_is_a_matter_of_kind(self):
        computation = compute_band(LIGHTER, CEILING, SAMR)

        assert computation.bands == bands((Direction.LIGHT, "0", "15000"))
        assert any("更轻的处罚种类" in reason for reason in computation.reasons)


class TestWithoutRule:
    def test_the_statute_is_all_there_is_and_that_is_said(self):
        computation = compute_band(replace(PLAIN, may_aggravate=("再犯",)), FINES)

        assert computation.bands == bands((Direction.ORDINARY, "5000", "50000"), (Direction.HEAVY, "5000", "50000"))
        assert codes(computation.open_points) == ["discretion.benchmark.none"]
        assert not computation.open_points[0].blocks
        assert any("从高把握" in reason for reason in computation.reasons)
        assert not any("从低把握" in reason for reason in computation.reasons)

    def test_lightening_goes_from_below(self):
        assert any("从低把握" in reason for reason in compute_band(LIGHTER, FINES).reasons)

    def test_no_penalty_needs_no_rule(self):
        assert compute_band(replace(PLAIN, outcome=Outcome.MUST_NOT), FINES).open_points == ()

    def test_a_direction_on_which_the_instrument_is_silent(self):
        computation = compute_band(replace(PLAIN, emergency=True), CEILING, GUANGDONG)

        assert computation.bands == bands((Direction.HEAVY, "0", "50000"))


BENCHMARK = Benchmark(
    id="x",
    violation="油烟",
    title="某区裁量基准",
    maker="某区",
    maker_level=MakerLevel.OWN,
    area="3308",
    fines=FINES,
    tiers=(
        Tier("较轻", ("初次",), yuan(5000), yuan(10000)),
        Tier("一般", ("再次",), yuan(10000), yuan(30000)),
        Tier("较重", ("再次", "拒不改正"), yuan(30000), yuan(50000)),
    ),
    effective=date(2026, 8, 15),
    until=None,
    last_checked=date(2026, 8, 15),
    grade="A",
    source="网站",
)


class TestTiers:
    @pytest.mark.parametrize(
        ("facts", "found", "expected", "points"),
        [
            pytest.param(PLAIN, {"初次"}, [(Direction.ORDINARY, "5000", "10000")], [], id="按阶次"),
            pytest.param(LIGHTER, {"初次"}, [REDUCED, (Direction.LIGHT, "5000", "10000")], [], id="从轻不超过阶次上限"),
            pytest.param(LIGHTER, {"再次"}, [REDUCED, LIGHT], [], id="从轻在阶次以下按幅度规则"),
            pytest.param(replace(PLAIN, emergency=True), {"初次"}, [HEAVY], [], id="从重不低于幅度规则的下限"),
            pytest.param(
                PLAIN, {"再次", "拒不改正"}, [ORDINARY], ["discretion.tier.several"], id="符合两个阶次由人判断"
            ),
            pytest.param(PLAIN, set(), [ORDINARY], ["discretion.tier.none"], id="没有阶次"),
        ],
    )
    def test_tier_and_bounds_together(self, facts, found, expected, points):
        computation = compute_band(replace(facts, conditions=frozenset(found)), FINES, SAMR, BENCHMARK)

        assert computation.bands == bands(*expected)
        assert codes(computation.open_points) == points

    def test_heavy_does_not_pass_below_the_tier(self):
        heaviest = replace(BENCHMARK, tiers=(Tier("最重", ("初次",), yuan(40000), yuan(50000)),))
        facts = replace(PLAIN, emergency=True, conditions=frozenset({"初次"}))

        assert compute_band(facts, FINES, SAMR, heaviest).bands == bands((Direction.HEAVY, "40000", "50000"))

    def test_a_tier_stands_without_bounds(self):
        computation = compute_band(replace(PLAIN, conditions=frozenset({"初次"})), FINES, None, BENCHMARK)

        assert computation.bands == bands((Direction.ORDINARY, "5000", "10000"))
        assert computation.open_points == ()
        assert "属于“较轻”，某区裁量基准定为5,000元至10,000元" in computation.reasons


def test_reasons_name_range_circumstance_and_rule():
    assert compute_band(LIGHTER, FINES, SAMR).reasons == (
        "法定幅度5,000元以上50,000元以下（生态环境法典第一千一百三十二条第一款）",
        "有“主动消除或者减轻违法行为危害后果”，应当从轻或者减轻（行政处罚法第三十二条第一项）",
        "减轻为低于法定最低的5,000元",
        "按《关于规范市场监督管理行政处罚裁量权的指导意见》第十条，从轻处罚为5,000元至18,500元",
    )


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        pytest.param(replace(PLAIN, responsibility=Responsibility.MUST_NOT), "不予处罚", id="责任能力"),
        pytest.param(replace(PLAIN, outcome=Outcome.MUST_NOT), "依法不予处罚", id="轻微"),
        pytest.param(replace(PLAIN, outcome=Outcome.MAY_NOT), "可以不予处罚", id="首违"),
        pytest.param(replace(PLAIN, responsibility=Responsibility.MUST_LIGHTEN), "不满十八周岁", id="未成年人"),
        pytest.param(replace(PLAIN, responsibility=Responsibility.MAY_LIGHTEN), "责任能力不完全", id="部分责任能力"),
        pytest.param(replace(PLAIN, emergency=True), "突发事件", id="突发事件"),
        pytest.param(replace(PLAIN, may_lighten=("积极配合",)), "有“积极配合”，可以从轻或者减轻", id="酌定从轻"),
        pytest.param(replace(PLAIN, may_aggravate=("再犯",)), "有“再犯”，可以从重", id="酌定从重"),
    ],
)
def test_every_circumstance_gives_its_reason(facts, words):
    assert any(words in reason for reason in compute_band(facts, FINES, SAMR).reasons)


@pytest.mark.parametrize(
    ("fine", "facts", "expected"),
    [
        pytest.param("5000", LIGHTER, [], id="从轻的最低"),
        pytest.param("18500", LIGHTER, [], id="从轻的最高"),
        pytest.param("4999.99", LIGHTER, [], id="减轻的最高"),
        pytest.param("18500.01", LIGHTER, ["discretion.fine.off_band"], id="超出从轻一分"),
        pytest.param("18500", PLAIN, ["discretion.fine.off_band"], id="低于一般一分"),
        pytest.param(None, LIGHTER, [], id="不罚款"),
        pytest.param("500", replace(PLAIN, outcome=Outcome.MUST_NOT), ["discretion.fine.none_due"], id="不罚的罚了"),
        pytest.param("20000", replace(PLAIN, outcome=Outcome.MAY_NOT), [], id="可以不罚而罚"),
        pytest.param(
            "5000", replace(PLAIN, outcome=Outcome.MAY_NOT), ["discretion.fine.off_band"], id="可以不罚而罚在区间外"
        ),
    ],
)
def test_fine_against_the_bands(fine, facts, expected):
    computation = compute_band(facts, FINES, SAMR)

    assert codes(check_fine(None if fine is None else yuan(fine), computation)) == expected


def test_a_band_of_no_fine_holds_none():
    assert not Band(Direction.NO_PENALTY, None, None).contains(NOTHING)
    assert str(Band(Direction.NO_PENALTY, None, None)) == "不予处罚"
    assert str(Band(Direction.LIGHT, yuan(1), yuan(2))) == "从轻处罚：1元至2元"
