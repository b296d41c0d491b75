"""回避：谁应当回避、谁决定、决定之前不停止调查。"""

from datetime import date

import pytest

from tongpan.law.calendar import national
from tongpan.law.limits import LimitRefused, Regime
from tongpan.law.penalty.recusal import (
    Decider,
    Post,
    Recusal,
    Tie,
    check_recusal,
    check_recusal_time,
    check_ties,
    competence,
)
from tongpan.law.refusal import LawRefused

CALENDAR = national()
APPLIED = date(2026, 9, 30)
HEADS = {Decider.HEAD, Decider.PRINCIPAL}
ALL_OR_ABOVE = {Decider.COLLECTIVE, Decider.SUPERIOR}


def codes(verdict):
    return [breach.code for breach in verdict]


class TestCompetence:
    @pytest.mark.parametrize(
        ("regime", "post", "deciders", "grade", "article"),
        [
            (None, Post.OFFICER, HEADS, "A", "行政处罚法第四十三条第三款"),
            (None, Post.EXPERT, HEADS, "D", "行政处罚法第四十三条第三款"),
            (None, Post.DEPUTY_HEAD, {Decider.PRINCIPAL}, "D", "行政处罚法第四十三条第三款"),
            (None, Post.PRINCIPAL, ALL_OR_ABOVE, "D", "行政处罚法第四十三条第三款"),
            (Regime.HURD, Post.OFFICER, HEADS, "A", "行政处罚法第四十三条第三款"),
            (Regime.SAMR, Post.OFFICER, HEADS, "A", "市场监督管理行政处罚程序规定第四条第一款"),
            (Regime.SAMR, Post.EXPERT, HEADS, "A", "市场监督管理行政处罚程序规定第四条第一款"),
            (Regime.SAMR, Post.DEPUTY_HEAD, {Decider.PRINCIPAL}, "A", "市场监督管理行政处罚程序规定第四条第一款"),
            (Regime.SAMR, Post.PRINCIPAL, {Decider.COLLECTIVE}, "A", "市场监督管理行政处罚程序规定第四条第一款"),
            (Regime.AGR, Post.OFFICER, {Decider.PRINCIPAL}, "A", "农业行政处罚程序规定第五条第二款"),
            (Regime.AGR, Post.DEPUTY_HEAD, {Decider.PRINCIPAL}, "A", "农业行政处罚程序规定第五条第二款"),
            (Regime.AGR, Post.PRINCIPAL, {Decider.COLLECTIVE}, "A", "农业行政处罚程序规定第五条第二款"),
            (Regime.AGR, Post.EXPERT, HEADS, "D", "行政处罚法第四十三条第三款"),
            (Regime.TRA, Post.OFFICER, HEADS, "A", "交通运输行政执法程序规定第十三条第二款"),
            (Regime.TRA, Post.EXPERT, HEADS, "A", "交通运输行政执法程序规定第十五条第二款"),
            (Regime.TRA, Post.PRINCIPAL, ALL_OR_ABOVE, "D", "行政处罚法第四十三条第三款"),
            (Regime.ZJP, Post.OFFICER, HEADS, "A", "浙江省行政程序办法第四十二条第二款"),
            (Regime.ZJP, Post.DEPUTY_HEAD, ALL_OR_ABOVE, "A", "浙江省行政程序办法第四十二条第二款"),
            (Regime.ZJP, Post.PRINCIPAL, ALL_OR_ABOVE, "A", "浙江省行政程序办法第四十二条第二款"),
        ],
    )
    def test_is_the_regimes_or_the_statutes(self, regime, post, deciders, grade, article):
        right = competence(post, regime)

        assert (right.deciders, right.grade, str(right.citation)) == (deciders, grade, article)

    @pytest.mark.parametrize("post", Post)
    @pytest.mark.parametrize("regime", [None, *Regime])
    def test_everybody_has_somebody_who_decides(self, post, regime):
        assert competence(post, regime).label
        assert post.label != post.value


class TestCheckRecusal:
    @pytest.mark.parametrize(
        ("recusal", "expected"),
        [
            pytest.param(Recusal(Post.OFFICER, APPLIED), [], id="等候决定而调查继续"),
            pytest.param(
                Recusal(Post.OFFICER, APPLIED, investigation_stopped=True),
                ["recusal.investigation.stopped"],
                id="等候决定而停止调查",
            ),
            pytest.param(Recusal(Post.OFFICER, APPLIED, APPLIED, Decider.HEAD), [], id="负责人当日决定"),
            pytest.param(
                Recusal(Post.OFFICER, APPLIED, APPLIED, Decider.OTHER), ["recusal.decider.wrong"], id="科长决定"
            ),
            pytest.param(Recusal(Post.OFFICER, APPLIED, APPLIED), ["recusal.decider.unknown"], id="谁决定不清楚"),
            pytest.param(
                Recusal(Post.PRINCIPAL, APPLIED, APPLIED, Decider.PRINCIPAL),
                ["recusal.decider.wrong"],
                id="主要负责人自己决定",
            ),
        ],
    )
    def test_is_decided_by_the_right_person(self, recusal, expected):
        assert codes(check_recusal(recusal, None)) == expected

    def test_a_derived_decider_may_be_overridden(self):
        (breach,) = check_recusal(Recusal(Post.PRINCIPAL, APPLIED, APPLIED, Decider.PRINCIPAL), None)

        assert breach.overridable
        assert breach.adr == "ADR-0020"
        assert "负责人集体讨论或者上一级机关" in breach.message

    def test_a_decision_before_the_application_is_refused(self):
        with pytest.raises(LawRefused) as refused:
            check_recusal(Recusal(Post.OFFICER, APPLIED, date(2026, 9, 29), Decider.HEAD), None)

        assert refused.value.code == "recusal.dates.reversed"


class TestCheckRecusalTime:
    @pytest.mark.parametrize(
        ("decided_on", "today", "expected"),
        [
            pytest.param(date(2026, 10, 10), date(2026, 11, 1), [], id="国庆后第三个工作日是调休上班日"),
            pytest.param(date(2026, 10, 11), date(2026, 11, 1), ["recusal.late"], id="晚一日"),
            pytest.param(None, date(2026, 10, 10), [], id="末日还没有决定"),
            pytest.param(None, date(2026, 10, 11), ["recusal.late"], id="过期还没有决定"),
        ],
    )
    def test_is_three_working_days_in_zhejiang(self, decided_on, today, expected):
        recusal = Recusal(Post.OFFICER, APPLIED, decided_on, Decider.HEAD)

        assert codes(check_recusal_time(recusal, Regime.ZJP, today, CALENDAR)) == expected

    @pytest.mark.parametrize("regime", [None, Regime.SAMR, Regime.TRA])
    def test_nothing_is_late_without_a_number(self, regime):
        recusal = Recusal(Post.OFFICER, APPLIED)

        assert check_recusal_time(recusal, regime, date(2026, 12, 1), CALENDAR) == ()

    def test_other_refusals_of_a_limit_are_passed_on(self):
        with pytest.raises(LimitRefused) as refused:
            check_recusal_time(Recusal(Post.OFFICER, APPLIED), "XYZ", date(2026, 12, 1), CALENDAR)

        assert refused.value.code == "limits.regime.unknown"


class TestCheckTies:
    @pytest.mark.parametrize(
        ("tie", "expected"),
        [
            pytest.param(Tie("李", False), [], id="没有利害关系"),
            pytest.param(Tie("李", None), ["recusal.tie.unknown"], id="没有问过"),
            pytest.param(Tie("李", True), ["recusal.due"], id="有而没有回避"),
            pytest.param(Tie("李", True, APPLIED), [], id="已经回避"),
            pytest.param(Tie("李", True, APPLIED, (APPLIED,)), [], id="决定当日的行为"),
            pytest.param(Tie("李", True, APPLIED, (date(2026, 10, 1),)), ["recusal.acted_after"], id="次日又参与"),
            pytest.param(
                Tie("李", None, APPLIED, (date(2026, 9, 1), date(2026, 10, 1))),
                ["recusal.acted_after"],
                id="一前一后",
            ),
        ],
    )
    def test_hold_back_whoever_is_partial(self, tie, expected):
        assert codes(check_ties([Tie("王", False), tie])) == expected
