"""当场处罚前的口头告知与听取意见。"""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from tongpan.law.limits import Regime
from tongpan.law.penalty.summary_notice import SpokenNotice, check_spoken_notice
from tongpan.law.period import SHANGHAI
from tongpan.law.refusal import LawRefused

AT = datetime(2026, 3, 2, 10, tzinfo=SHANGHAI)
TOLD = SpokenNotice(AT, AT - timedelta(minutes=5), content_told=True, rights_told=True)
DEFENDED = replace(TOLD, defended=True, reviewed=True, recorded=True)


def codes(verdict):
    return [breach.code for breach in verdict]


class TestCheckSpokenNotice:
    @pytest.mark.parametrize("regime", [None, *Regime])
    @pytest.mark.parametrize(
        ("notice", "expected"),
        [
            pytest.param(TOLD, [], id="告知而没有意见"),
            pytest.param(DEFENDED, [], id="有意见已复核记录"),
            pytest.param(replace(TOLD, told_at=AT), [], id="同时"),
            pytest.param(replace(TOLD, told_at=AT + timedelta(seconds=1)), ["summary_notice.late"], id="先决定后告知"),
            pytest.param(
                replace(TOLD, told_at=None), ["summary_notice.content", "summary_notice.rights"], id="没有告知"
            ),
            pytest.param(replace(TOLD, content_told=False), ["summary_notice.content"], id="没有告知内容"),
            pytest.param(replace(TOLD, content_told=None), ["summary_notice.content.unknown"], id="内容不清楚"),
            pytest.param(replace(TOLD, rights_told=False), ["summary_notice.rights"], id="没有告知权利"),
            pytest.param(replace(TOLD, rights_told=None), ["summary_notice.rights.unknown"], id="权利不清楚"),
            pytest.param(replace(TOLD, defended=None), ["summary_notice.defense.asked.unknown"], id="有没有意见不清楚"),
            pytest.param(replace(DEFENDED, reviewed=False), ["summary_notice.defense.unheard"], id="没有听取"),
            pytest.param(replace(DEFENDED, reviewed=None), ["summary_notice.defense.unknown"], id="听取不清楚"),
            pytest.param(replace(DEFENDED, recorded=False), ["summary_notice.defense.unrecorded"], id="没有记录"),
            pytest.param(replace(DEFENDED, recorded=None), ["summary_notice.defense.record.unknown"], id="记录不清楚"),
        ],
    )
    def test_comes_before_and_hears_the_party(self, regime, notice, expected):
        assert codes(check_spoken_notice(notice, regime)) == expected

    @pytest.mark.parametrize(
        ("regime", "places"),
        [
            (None, ["行政处罚法第四十四条", "行政处罚法第四十四条", "行政处罚法第四十五条第一款"]),
            (Regime.ZJP, ["行政处罚法第四十四条", "行政处罚法第四十四条", "行政处罚法第四十五条第一款"]),
            (Regime.SAMR, ["市场监督管理行政处罚程序规定第六十九条"] * 3),
            (
                Regime.HURD,
                ["行政处罚法第四十四条", "行政处罚法第四十四条", "住房和城乡建设行政处罚程序规定第十三条第二款"],
            ),
            (
                Regime.AGR,
                [
                    "农业行政处罚程序规定第二十六条第一款第三项",
                    "农业行政处罚程序规定第二十六条第一款第三项",
                    "农业行政处罚程序规定第二十六条第一款第四项",
                ],
            ),
            (
                Regime.TRA,
                [
                    "交通运输行政执法程序规定第六十一条第三项",
                    "交通运输行政执法程序规定第六十一条第四项",
                    "交通运输行政执法程序规定第六十一条第五项",
                ],
            ),
        ],
    )
    @pytest.mark.parametrize("answer", [False, None])
    def test_cites_the_regime(self, regime, places, answer):
        notice = replace(DEFENDED, content_told=answer, rights_told=answer, reviewed=answer)

        assert [str(breach.citation) for breach in check_spoken_notice(notice, regime)] == places

    @pytest.mark.parametrize("naive", [{"told_at": AT.replace(tzinfo=None)}, {"decided_at": AT.replace(tzinfo=None)}])
    def test_moments_bear_a_time_zone(self, naive):
        with pytest.raises(LawRefused) as refused:
            check_spoken_notice(replace(TOLD, **naive), None)

        assert refused.value.code == "summary_notice.moment.naive"
