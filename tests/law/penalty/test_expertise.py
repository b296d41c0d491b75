"""检测、鉴定、勘测：资质、告知结果；有时效性的证据。"""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from tongpan.law.limits import Regime
from tongpan.law.penalty.expertise import (
    Expertise,
    Perishable,
    check_issuer,
    check_perishable,
    check_told,
    fix_by,
)
from tongpan.law.period import SHANGHAI
from tongpan.law.refusal import LawRefused

ISSUED = date(2026, 3, 2)
NEXT = date(2026, 3, 3)
REPORT = Expertise(
    "噪声检测报告",
    ISSUED,
    qualified=True,
    valid_from=ISSUED,
    valid_until=ISSUED,
    signed=True,
    sealed=True,
    told_on=ISSUED,
)
FOUND = datetime(2026, 3, 2, 22, 5, tzinfo=SHANGHAI)
NOISE = Perishable("夜间噪声", FOUND, timedelta(hours=2), needs_professionals=True)


def codes(verdict):
    return [breach.code for breach in verdict]


class TestCheckIssuer:
    @pytest.mark.parametrize("regime", [None, *Regime])
    @pytest.mark.parametrize(
        ("changes", "expected"),
        [
            pytest.param({}, [], id="有资质且在有效期"),
            pytest.param({"qualified": False}, ["expertise.unqualified"], id="没有资质"),
            pytest.param({"qualified": None}, ["expertise.qualified.unknown"], id="资质不清楚"),
            pytest.param({"qualified": False, "none_qualified": True}, [], id="没有法定资质机构而具备条件"),
            pytest.param({"valid_from": NEXT, "valid_until": NEXT}, ["expertise.lapsed"], id="次日才有效"),
            pytest.param(
                {"valid_from": date(2025, 1, 1), "valid_until": date(2026, 3, 1)}, ["expertise.lapsed"], id="前日到期"
            ),
            pytest.param({"valid_from": None}, ["expertise.validity.unknown"], id="起始不清楚"),
            pytest.param({"valid_until": None}, ["expertise.validity.unknown"], id="终止不清楚"),
        ],
    )
    def test_m154_what_nobody_qualified_found_is_no_basis(self, regime, changes, expected):
        assert codes(check_issuer(replace(REPORT, **changes), regime)) == expected

    @pytest.mark.parametrize(
        ("changes", "expected"),
        [
            pytest.param({"signed": False}, ["expertise.unsigned"], id="没有签名"),
            pytest.param({"signed": None}, ["expertise.signed.unknown"], id="签名不清楚"),
            pytest.param({"sealed": False}, ["expertise.unsealed"], id="没有公章"),
            pytest.param({"sealed": None}, ["expertise.sealed.unknown"], id="公章不清楚"),
        ],
    )
    def test_agriculture_wants_signature_and_seal(self, changes, expected):
        assert codes(check_issuer(replace(REPORT, **changes), Regime.AGR)) == expected
        assert check_issuer(replace(REPORT, **changes), Regime.SAMR) == ()

    @pytest.mark.parametrize(
        ("regime", "article", "grade", "adr"),
        [
            (None, "行政处罚法第四十六条第二款", "D", "ADR-0024"),
            (Regime.ZJP, "行政处罚法第四十六条第二款", "D", "ADR-0024"),
            (Regime.SAMR, "市场监督管理行政处罚程序规定第三十二条", "A", ""),
            (Regime.HURD, "住房和城乡建设行政处罚程序规定第十八条第一款", "A", ""),
            (Regime.AGR, "农业行政处罚程序规定第四十条第一款", "A", ""),
            (Regime.TRA, "交通运输行政执法程序规定第四十二条", "A", ""),
        ],
    )
    def test_cites_the_regime(self, regime, article, grade, adr):
        (breach,) = check_issuer(replace(REPORT, qualified=False), regime)

        assert (str(breach.citation), breach.grade, breach.adr) == (article, grade, adr)
        assert breach.blocks
        assert breach.message.startswith("噪声检测报告：")

    def test_the_signature_stands_elsewhere(self):
        (breach,) = check_issuer(replace(REPORT, signed=False), Regime.AGR)

        assert str(breach.citation) == "农业行政处罚程序规定第四十条第二款"

    def test_a_qualification_upside_down_is_refused(self):
        with pytest.raises(LawRefused) as refused:
            check_issuer(replace(REPORT, valid_from=NEXT), None)

        assert refused.value.code == "expertise.dates.reversed"


class TestCheckTold:
    @pytest.mark.parametrize(
        ("told_on", "used_on", "expected"),
        [
            pytest.param(ISSUED, ISSUED, [], id="当日告知当日使用"),
            pytest.param(NEXT, ISSUED, ["expertise.untold"], id="用后才告知"),
            pytest.param(None, NEXT, ["expertise.untold"], id="没有告知"),
        ],
    )
    def test_comes_before_use(self, told_on, used_on, expected):
        assert codes(check_told(replace(REPORT, told_on=told_on), used_on, None)) == expected

    @pytest.mark.parametrize(
        ("regime", "article"),
        [
            (None, "行政处罚法第四十四条"),
            (Regime.TRA, "行政处罚法第四十四条"),
            (Regime.SAMR, "市场监督管理行政处罚程序规定第三十二条"),
            (Regime.HURD, "住房和城乡建设行政处罚程序规定第十八条第一款"),
            (Regime.AGR, "农业行政处罚程序规定第四十条第二款"),
        ],
    )
    def test_cites_the_regime(self, regime, article):
        (breach,) = check_told(replace(REPORT, told_on=None), NEXT, regime)

        assert str(breach.citation) == article

    def test_a_result_told_before_it_exists_is_refused(self):
        with pytest.raises(LawRefused) as refused:
            check_told(replace(REPORT, told_on=date(2026, 3, 1)), NEXT, None)

        assert refused.value.code == "expertise.told.reversed"


class TestPerishable:
    @pytest.mark.parametrize(
        ("changes", "after", "expected"),
        [
            pytest.param({}, 2, ["expertise.support.due", "expertise.perishing"], id="最后一刻"),
            pytest.param({}, 2.01, ["expertise.support.due", "expertise.perished"], id="过了"),
            pytest.param({"support_asked_at": FOUND}, 1, ["expertise.perishing"], id="已请求支援"),
            pytest.param({"needs_professionals": False}, 1, ["expertise.perishing"], id="不需要专业机构"),
            pytest.param(
                {"lasts": None}, 1, ["expertise.support.due", "expertise.span.unknown"], id="不清楚能保持多久"
            ),
            pytest.param({"fixed_at": FOUND + timedelta(hours=2)}, 9, [], id="最后一刻固定"),
            pytest.param({"fixed_at": FOUND + timedelta(hours=2.01)}, 9, ["expertise.fixed_late"], id="过后才固定"),
            pytest.param({"fixed_at": FOUND, "lasts": None}, 9, [], id="固定了就不问多久"),
        ],
    )
    def test_m155_says_by_when_to_fix_it_and_to_ask_for_professionals(self, changes, after, expected):
        verdict = check_perishable(replace(NOISE, **changes), FOUND + timedelta(hours=after))

        assert codes(verdict) == expected
        assert not any(breach.blocks for breach in verdict)

    def test_says_the_minute_in_china(self):
        verdict = check_perishable(replace(NOISE, support_asked_at=FOUND), FOUND)

        assert verdict[0].message == "“夜间噪声”应当在2026年3月3日0时05分前固定"
        assert fix_by(NOISE) == datetime(2026, 3, 3, 0, 5, tzinfo=SHANGHAI)

    @pytest.mark.parametrize(
        ("changes", "now", "code"),
        [
            ({"found_at": FOUND.replace(tzinfo=None)}, FOUND, "expertise.moment.naive"),
            ({"fixed_at": FOUND.replace(tzinfo=None)}, FOUND, "expertise.moment.naive"),
            ({}, FOUND.replace(tzinfo=None), "expertise.moment.naive"),
            ({"lasts": timedelta(0)}, FOUND, "expertise.span.invalid"),
        ],
    )
    def test_impossible_times_are_refused(self, changes, now, code):
        with pytest.raises(LawRefused) as refused:
            check_perishable(replace(NOISE, **changes), now)

        assert refused.value.code == code

    def test_a_second_is_long_enough(self):
        assert fix_by(replace(NOISE, lasts=timedelta(seconds=1))) == FOUND + timedelta(seconds=1)
