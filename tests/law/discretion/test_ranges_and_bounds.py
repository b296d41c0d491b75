"""法定罚款幅度，从轻、一般、从重的幅度规则。"""

import json
import re
from dataclasses import replace
from datetime import date
from fractions import Fraction
from functools import cache
from pathlib import Path

import pytest

from tongpan.law.citation import Citation, chinese_number
from tongpan.law.discretion.bounds import BoundsRule, Direction, Share, bounds_rule, bounds_rules
from tongpan.law.discretion.ranges import FineRange, range_on_base, statutory_ranges
from tongpan.law.limits import Regime
from tongpan.law.money import NOTHING, Money, yuan
from tongpan.law.refusal import LawRefused

TEXTS = Path(__file__).parents[4] / "shared" / "law" / "texts"
SOURCE = Citation("中华人民共和国生态环境法典", 1132)
GRILL = statutory_ranges()["ecology.1132.1"]


@cache
def articles():
    kept = {}
    for name in ("national.jsonl", "administrative_regulations.jsonl"):
        for line in (TEXTS / name).read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            kept.setdefault((row["law"], row["article"]), row["text"])
    return kept


class TestRanges:
    @pytest.mark.parametrize(
        ("name", "low", "high", "said"),
        [
            ("ecology.1129", yuan(2000), yuan(20_000), "2,000元以上20,000元以下"),
            ("ecology.1132.3.refused", yuan(5000), yuan(20_000), "5,000元以上20,000元以下"),
            ("religion.69.1", NOTHING, yuan(50_000), "50,000元以下"),
        ],
    )
    def test_without_a_minimum_begin_at_nothing(self, name, low, high, said):
        found = statutory_ranges.__wrapped__()[name]

        assert (found.minimum, found.maximum, str(found)) == (low, high, said)

    @pytest.mark.skipif(not TEXTS.exists(), reason="条文全文不在手边")
    @pytest.mark.parametrize("name", statutory_ranges())
    def test_the_figures_stand_in_the_cited_paragraph(self, name):
        citation = statutory_ranges()[name].citation
        text = articles()[citation.statute, f"第{chinese_number(citation.article)}条"]
        paragraphs = text.split("\n")

        assert citation.figures
        assert all(figure in paragraphs[(citation.paragraph or 1) - 1] for figure in citation.figures)

    @pytest.mark.parametrize("name", statutory_ranges())
    def test_the_sums_are_the_figures(self, name):
        fines = statutory_ranges()[name]
        figure = fines.citation.figures[0]
        words = {"五百元": 500, "二千元": 2000, "五千元": 5000, "一万元": 10000, "二万元": 20000, "五万元": 50000}
        words |= {"十万元": 100000, "5万元": 50000}
        sums = [yuan(words[word]) for word in re.findall("|".join(sorted(words, key=len, reverse=True)), figure)]

        assert sums == [each for each in (fines.minimum, fines.maximum) if each != NOTHING]

    @pytest.mark.parametrize(
        ("fine", "inside"),
        [(yuan("4999.99"), False), (yuan(5000), True), (yuan(50000), True), (yuan("50000.01"), False)],
    )
    def test_both_ends_are_included(self, fine, inside):
        assert GRILL.contains(fine) is inside

    def test_is_said_as_the_statute_says_it(self):
        assert str(GRILL) == "5,000元以上50,000元以下"
        assert str(FineRange(NOTHING, yuan(50000), SOURCE)) == "50,000元以下"

    @pytest.mark.parametrize(
        ("base", "lowest", "highest", "expected"),
        [
            pytest.param(
                yuan(1000000),
                Fraction(5, 100),
                Fraction(10, 100),
                (yuan(50000), yuan(100000)),
                id="造价的百分之五至百分之十",
            ),
            pytest.param(
                yuan("33.33"), Fraction(1), Fraction(3), (yuan("33.33"), yuan("99.99")), id="一倍以上三倍以下"
            ),
            pytest.param(yuan("0.33"), Fraction(5, 100), Fraction(1, 10), (Money(1), Money(3)), id="不足一分的舍去"),
            pytest.param(yuan(1000), Fraction(0), Fraction(1, 10), (NOTHING, yuan(100)), id="百分之十以下，没有下限"),
            pytest.param(yuan(1000), Fraction(1), Fraction(1), (yuan(1000), yuan(1000)), id="等值的罚款，没有幅度"),
        ],
    )
    def test_on_a_base(self, base, lowest, highest, expected):
        fines = range_on_base(base, lowest, highest, SOURCE)

        assert (fines.minimum, fines.maximum) == expected

    @pytest.mark.parametrize(
        ("make", "code"),
        [
            pytest.param(lambda: FineRange(yuan(2), yuan(1), SOURCE), "discretion.range.empty", id="上限低于下限"),
            pytest.param(lambda: FineRange(NOTHING, NOTHING, SOURCE), "discretion.range.empty", id="没有上限"),
            pytest.param(
                lambda: range_on_base(yuan(100), Fraction(2), Fraction(1), SOURCE),
                "discretion.range.ratios",
                id="倍数颠倒",
            ),
            pytest.param(
                lambda: range_on_base(yuan(100), Fraction(-1), Fraction(1), SOURCE),
                "discretion.range.ratios",
                id="倍数为负",
            ),
            pytest.param(
                lambda: range_on_base(NOTHING, Fraction(1), Fraction(3), SOURCE),
                "discretion.range.empty",
                id="没有基数",
            ),
        ],
    )
    def test_impossible_ranges_are_refused(self, make, code):
        with pytest.raises(LawRefused) as refused:
            make()

        assert refused.value.code == code

    def test_one_fen_is_a_range(self):
        assert FineRange(Money(1), Money(1), SOURCE).contains(Money(1))


class TestShares:
    @pytest.mark.parametrize(
        ("share", "expected"),
        [
            pytest.param(Share(0, 30), ("5000", "18500"), id="较低的百分之三十"),
            pytest.param(Share(70, 100), ("36500", "50000"), id="较高的百分之三十"),
            pytest.param(Share(30, 70, open_begin=True, open_end=True), ("18500.01", "36499.99"), id="中间，两端不含"),
            pytest.param(Share(0, 50, open_end=True), ("5000", "27499.99"), id="低于中间值"),
            pytest.param(Share(50, 100, open_begin=True), ("27500.01", "50000"), id="高于中间值"),
            pytest.param(Share(50, 50), ("27500", "27500"), id="中间值"),
        ],
    )
    def test_a_share_of_a_range(self, share, expected):
        assert share.within(yuan(5000), yuan(50000)) == tuple(map(yuan, expected))

    def test_ends_that_are_no_whole_fen_stay_inside(self):
        assert Share(30, 70).within(Money(0), Money(101)) == (Money(31), Money(70))
        assert Share(0, 30, open_end=True).within(Money(0), Money(101)) == (Money(0), Money(30))
        assert Share(30, 100, open_begin=True).within(Money(0), Money(101)) == (Money(31), Money(101))


def named(name) -> BoundsRule:
    return next(rule for rule in bounds_rules() if rule.id == name)


class TestRules:
    @pytest.mark.parametrize(
        ("name", "fines", "light", "ordinary", "heavy"),
        [
            pytest.param(
                "SAMR-2022",
                "ecology.1132.1",
                ("5000", "18500"),
                ("18500.01", "36499.99"),
                ("36500", "50000"),
                id="市场监管",
            ),
            pytest.param(
                "SAMR-2022",
                "religion.69.1",
                ("0", "15000"),
                ("15000.01", "34999.99"),
                ("35000", "50000"),
                id="只有上限",
            ),
            pytest.param(
                "AGR-2021", "ecology.1132.1", ("5000", "27499.99"), ("27500", "27500"), ("27500.01", "50000"), id="农业"
            ),
            pytest.param(
                "AGR-2021",
                "religion.69.1",
                ("0", "15000"),
                ("15000", "30000"),
                ("30000.01", "50000"),
                id="农业只有上限",
            ),
            pytest.param(
                "GD-ECO-2022",
                "ecology.1132.1",
                ("5000", "27499.99"),
                ("27500", "27500"),
                ("27500", "50000"),
                id="广东生态",
            ),
            pytest.param(
                "GD-ECO-2022", "religion.69.1", ("10000", "10000"), ("25000", "25000"), None, id="广东只有上限"
            ),
        ],
    )
    def test_each_instrument_has_its_own_words(self, name, fines, light, ordinary, heavy):
        rule, span = named(name), statutory_ranges()[fines]

        for direction, expected in zip(
            (Direction.LIGHT, Direction.ORDINARY, Direction.HEAVY), (light, ordinary, heavy), strict=True
        ):
            share = rule.share(direction, span)
            found = None if share is None else share.within(span.minimum, span.maximum)
            assert found == (None if expected is None else tuple(map(yuan, expected)))

    @pytest.mark.parametrize(
        ("on", "area", "field", "name"),
        [
            pytest.param(date(2026, 11, 1), "440703", "生态环境", "GD-ECO-2022", id="广东生态"),
            pytest.param(date(2021, 12, 31), "440703", "生态环境", None, id="施行以前"),
            pytest.param(date(2022, 1, 1), "440703", "生态环境", "GD-ECO-2022", id="施行之日"),
            pytest.param(date(2026, 12, 31), "440703", "生态环境", "GD-ECO-2022", id="有效期最后一日"),
            pytest.param(date(2027, 1, 1), "440703", "生态环境", None, id="有效期届满"),
            pytest.param(date(2026, 11, 1), "330802", "生态环境", None, id="别的省"),
            pytest.param(date(2026, 11, 1), "330802", "市场监管", "SAMR-2022", id="全国市场监管"),
            pytest.param(date(2026, 11, 1), "330802", "城市管理", None, id="没有规则的领域"),
        ],
    )
    def test_which_rule_binds(self, on, area, field, name):
        rule = bounds_rule(on, area, field)

        assert (None if rule is None else rule.id) == name

    def test_the_closest_area_then_the_latest(self):
        nation = named("SAMR-2022")
        province = replace(nation, id="省", area="33")
        later = replace(province, id="新", effective=date(2026, 1, 1))

        assert bounds_rule(date(2026, 2, 1), "330802", "市场监管", (province, nation)) is province
        assert bounds_rule(date(2026, 2, 1), "330802", "市场监管", (later, province, nation)) is later

    @pytest.mark.parametrize("rule", bounds_rules(), ids=lambda rule: rule.id)
    def test_says_where_it_was_read(self, rule):
        assert rule.source
        assert rule.note
        assert rule.last_checked >= rule.effective
        assert rule.grade == "A"

    def test_regimes(self):
        assert [rule.regime for rule in bounds_rules()] == [Regime.SAMR, Regime.AGR, None]


def test_every_direction_has_its_word():
    assert [direction.label for direction in Direction] == ["不予处罚", "减轻处罚", "从轻处罚", "一般处罚", "从重处罚"]
