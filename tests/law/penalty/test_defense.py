"""陈述、申辩：听取、复核、采纳，不因申辩加重，放弃须明确。"""

from dataclasses import replace
from datetime import date

import pytest

from tongpan.law.calendar import national
from tongpan.law.limits import Regime
from tongpan.law.money import yuan
from tongpan.law.penalty import defense
from tongpan.law.penalty.defense import Answer, Defense, Point, Reaction, Waiver
from tongpan.law.penalty.kinds import PenaltyKind as K
from tongpan.law.penalty.punishment import Punishment
from tongpan.law.refusal import LawRefused

CALENDAR = national()
TOLD, DECIDED = date(2026, 3, 2), date(2026, 3, 20)  # a Monday and a Friday
MADE = Defense(TOLD, DECIDED, Answer.MADE, made_on=date(2026, 3, 4), reviewed_on=date(2026, 3, 9))
SILENT = Defense(TOLD, DECIDED, Answer.SILENT)
WAIVED = Defense(TOLD, DECIDED, Answer.WAIVED, waiver=Waiver(date(2026, 3, 3), explicit=True, recorded=True))


def codes(facts, regime=None, province=None):
    return [breach.code for breach in defense.check_heard(facts, CALENDAR, regime, province)]


class TestMade:
    @pytest.mark.parametrize(
        ("change", "regime", "found"),
        [
            pytest.param({}, None, [], id="听取并复核"),
            pytest.param({"reviewed_on": None}, None, ["defense.review.missing"], id="没有复核"),
            pytest.param({"reviewed_on": date(2026, 3, 21)}, None, ["defense.review.late"], id="复核晚于决定"),
            pytest.param({"reviewed_on": DECIDED}, None, [], id="决定当日复核"),
            pytest.param({"review_written": False}, Regime.HURD, ["defense.review.oral"], id="住建须书面复核"),
            pytest.param({"review_written": False}, Regime.SAMR, [], id="其他规定没有书面要求"),
            pytest.param(
                {"review_written": False, "reviewed_on": None}, Regime.HURD, ["defense.review.missing"], id="没有复核"
            ),
            pytest.param({"made_on": date(2026, 3, 9), "reviewed_on": None}, Regime.SAMR,
                         ["defense.review.missing"], id="末日提出仍要复核"),
            pytest.param({"made_on": date(2026, 3, 10), "reviewed_on": None}, Regime.SAMR, [], id="逾期提出视为放弃"),
            pytest.param({"made_on": date(2026, 3, 10), "reviewed_on": None}, None,
                         ["defense.review.missing"], id="没有期限的不会逾期"),
        ],
    )  # fmt: skip
    def test_is_heard_and_reviewed(self, change, regime, found):
        assert codes(replace(MADE, **change), regime) == found

    @pytest.mark.parametrize(
        ("point", "regime", "found"),
        [
            pytest.param(Point("货值低", True, True), None, [], id="成立而采纳"),
            pytest.param(Point("货值低", True, False, "不同意"), None, ["defense.point.refused"], id="成立而不采纳"),
            pytest.param(Point("货值低", None, True), None, ["defense.point.unverified"], id="未核实"),
            pytest.param(Point("货值低", False, False), None, [], id="不成立不采纳"),
            pytest.param(Point("货值低", False, False, " "), Regime.SAMR, ["defense.point.unexplained"], id="没有理由"),
            pytest.param(Point("货值低", False, False, "票据不符"), Regime.SAMR, [], id="有理由"),
            pytest.param(Point("货值低", True, True), Regime.SAMR, [], id="采纳的不必说明"),
        ],
    )
    def test_each_point_is_answered(self, point, regime, found):
        assert codes(replace(MADE, points=(point,)), regime) == found


class TestSilent:
    @pytest.mark.parametrize(
        ("decided_on", "regime", "province", "found"),
        [
            pytest.param(date(2026, 3, 9), Regime.SAMR, None, ["defense.window.open"], id="末日当日决定"),
            pytest.param(date(2026, 3, 10), Regime.SAMR, None, [], id="期满次日决定"),
            pytest.param(date(2026, 3, 5), None, "33", ["defense.window.open"], id="浙江三日末日"),
            pytest.param(date(2026, 3, 6), None, "33", [], id="浙江三日期满"),
        ],
    )
    def test_window_must_be_over(self, decided_on, regime, province, found):
        assert codes(replace(SILENT, decided_on=decided_on), regime, province) == found

    def test_unpublished_year_is_said(self):
        facts = replace(SILENT, told_on=date(2026, 12, 30), decided_on=date(2027, 1, 20))

        assert codes(facts, Regime.SAMR) == ["defense.window.unknown"]
        assert codes(replace(facts, decided_on=date(2027, 1, 4)), Regime.SAMR) == ["defense.window.open"]

    @pytest.mark.parametrize(
        ("offered_until", "found"),
        [
            pytest.param(None, ["defense.window.unset"], id="谁也没有给期限"),
            pytest.param(DECIDED, ["defense.offer.open"], id="告知书期限未满"),
            pytest.param(date(2026, 3, 19), [], id="告知书期限已满"),
        ],
    )
    def test_without_a_statutory_window_the_notice_must_name_one(self, offered_until, found):
        assert codes(replace(SILENT, offered_until=offered_until)) == found


class TestWaived:
    @pytest.mark.parametrize(
        ("waiver", "found"),
        [
            pytest.param(WAIVED.waiver, [], id="明确并记录"),
            pytest.param(None, ["defense.waiver.missing"], id="没有记录"),
            pytest.param(Waiver(TOLD, False, True), ["defense.waiver.implied"], id="推定放弃"),
            pytest.param(Waiver(TOLD, True, False), ["defense.waiver.unrecorded"], id="没有入卷"),
            pytest.param(Waiver(date(2026, 3, 1), True, True), ["defense.waiver.order"], id="告知之前"),
            pytest.param(Waiver(DECIDED, True, True), [], id="决定当日"),
            pytest.param(Waiver(date(2026, 3, 21), True, True), ["defense.waiver.order"], id="决定之后"),
        ],
    )
    def test_is_explicit_and_recorded(self, waiver, found):
        assert codes(replace(WAIVED, waiver=waiver), Regime.SAMR) == found


@pytest.mark.parametrize(
    ("change", "code"),
    [
        pytest.param({"made_on": None}, "defense.facts.made_on", id="提出而没有日期"),
        pytest.param({"answer": Answer.SILENT}, "defense.facts.made_on", id="没有提出而有日期"),
        pytest.param({"made_on": date(2026, 3, 1)}, "defense.facts.order", id="早于告知"),
    ],
)
def test_facts_out_of_order_are_refused(change, code):
    with pytest.raises(LawRefused) as refusal:
        replace(MADE, **change)

    assert refusal.value.code == code


def test_answers_have_labels():
    assert [each.label for each in Answer] == ["提出陈述、申辩", "未提出", "明确放弃"]


class TestNotHeavier:
    FINED = Punishment(frozenset({K.FINE}), yuan(1000))
    MORE = Punishment(frozenset({K.FINE}), yuan(2000))

    @pytest.mark.parametrize(
        ("stated", "asked", "grounds", "regime", "found"),
        [
            pytest.param(False, False, False, None, None, id="没有申辩的不在此列"),
            pytest.param(True, False, True, None, None, id="另有新事实"),
            pytest.param(True, False, False, None, ("defense.heavier", defense.NOT_HEAVIER), id="因申辩加重"),
            pytest.param(True, True, False, Regime.SAMR, ("defense.heavier", defense.NOT_HEAVIER), id="申辩并听证"),
            pytest.param(False, True, False, None, ("defense.heavier", defense.NOT_HEAVIER), id="因要求听证加重"),
            pytest.param(False, True, False, Regime.HURD, ("defense.heavier", defense.NOT_HEAVIER), id="住建"),
            pytest.param(False, True, False, Regime.SAMR, ("defense.heavier", defense.NOT_HEAVIER_SAMR), id="市场监管"),
            pytest.param(False, True, False, Regime.TRA, ("defense.heavier", defense.NOT_HEAVIER_TRA), id="交通"),
            pytest.param(True, False, None, None, ("defense.heavier.unknown", defense.NOT_HEAVIER), id="原因不明"),
        ],
    )
    def test_defence_is_never_punished(self, stated, asked, grounds, regime, found):
        verdict = defense.check_not_heavier(Reaction(self.FINED, self.MORE, stated, asked, grounds), regime)

        assert [(breach.code, breach.citation) for breach in verdict] == ([found] if found else [])
        assert all(breach.blocks and not breach.overridable for breach in verdict)

    def test_lighter_after_defence_is_lawful(self):
        assert defense.check_not_heavier(Reaction(self.MORE, self.FINED, True, True, False)) == ()
