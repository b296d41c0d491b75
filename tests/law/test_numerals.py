from decimal import Decimal

import pytest

from tongpan.law.numerals import FigureKind, figures_in, read_figure, whole_number


class TestWholeNumber:
    @pytest.mark.parametrize(
        ("text", "number"),
        [
            ("五", 5),
            ("十", 10),
            ("十五", 15),
            ("二十", 20),
            ("两百", 200),
            ("五百", 500),
            ("一百零五", 105),
            ("一百一十", 110),
            ("一千零六十", 1060),
            ("一千二百四十二", 1242),
            ("五千", 5_000),
            ("一万五千", 15_000),
            ("二十万", 200_000),
            ("一百五十万", 1_500_000),
            ("一千万", 10_000_000),
            ("一亿二千万", 120_000_000),
            ("三亿", 300_000_000),
            ("十二亿", 1_200_000_000),
            ("二千零三亿零四万零五", 200_300_040_005),
            ("一万二千零一亿", 1_200_100_000_000),
            ("15000", 15_000),
            ("3万", 30_000),
            ("１００", 100),
            ("1.5万", 15_000),
        ],
    )
    def test_reads_numerals_of_both_kinds(self, text, number):
        assert whole_number(text) == number

    @pytest.mark.parametrize("text", ["", "若干", "三点五", "1.5", "五百元"])
    def test_refuses_what_is_not_a_whole_number(self, text):
        with pytest.raises(ValueError):
            whole_number(text)


class TestReadFigure:
    @pytest.mark.parametrize(
        ("text", "kind", "low", "high"),
        [
            pytest.param("五百元", FigureKind.YUAN, "500", "500", id="汉字金额"),
            pytest.param("15000元", FigureKind.YUAN, "15000", "15000", id="阿拉伯数字金额"),
            pytest.param("5万元", FigureKind.YUAN, "50000", "50000", id="数字加万"),
            pytest.param("一倍", FigureKind.MULTIPLE, "1", "1", id="倍数"),
            pytest.param("10倍", FigureKind.MULTIPLE, "10", "10", id="阿拉伯数字倍数"),
            pytest.param("三至五倍", FigureKind.MULTIPLE, "3", "5", id="倍数区间"),
            pytest.param("等值", FigureKind.MULTIPLE, "1", "1", id="等值即一倍"),
            pytest.param("百分之五", FigureKind.PERCENT, "5", "5", id="百分比"),
            pytest.param("百分之五十", FigureKind.PERCENT, "50", "50", id="百分之五十"),
            pytest.param("百分之一点五", FigureKind.PERCENT, "1.5", "1.5", id="带小数的百分比"),
            pytest.param("千分之二", FigureKind.PERCENT, "0.2", "0.2", id="千分比折为百分比"),
            pytest.param("万分之五", FigureKind.PERCENT, "0.05", "0.05", id="万分比折为百分比"),
            pytest.param("0.5%", FigureKind.PERCENT, "0.5", "0.5", id="百分号"),
            pytest.param("20％", FigureKind.PERCENT, "20", "20", id="全角百分号"),
            pytest.param("2‰", FigureKind.PERCENT, "0.2", "0.2", id="千分号折为百分比"),
        ],
    )
    def test_reads_each_form_that_statutes_use(self, text, kind, low, high):
        figure = read_figure(text)

        assert (figure.kind, figure.low, figure.high) == (kind, Decimal(low), Decimal(high))

    @pytest.mark.parametrize("text", ["五百", "元", "三日", "五百元以下", "倍", "百分之"])
    def test_refuses_what_is_not_a_figure(self, text):
        with pytest.raises(ValueError):
            read_figure(text)


class TestFiguresIn:
    def test_keeps_each_figure_once_in_order(self):
        text = "处五百元以上五千元以下的罚款；拒不改正的，处五千元以上二万元以下的罚款"

        assert figures_in(text) == ("五百元", "五千元", "二万元")

    def test_does_not_take_days_or_articles_for_figures(self):
        assert figures_in("违反本法第一百二十二条规定，处五日以上十五日以下拘留") == ()

    def test_reads_across_line_breaks_and_spaces(self):
        assert figures_in("处 10万 元\n以下罚款") == ("10万元",)

    def test_keeps_a_range_of_multiples_whole(self):
        assert figures_in("可以并处树木价值三至五倍的罚款") == ("三至五倍",)
