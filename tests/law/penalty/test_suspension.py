"""中止调查与终止调查：各程序规定自己的情形。"""

from dataclasses import replace
from datetime import date

import pytest

from tongpan.law.limits import Regime
from tongpan.law.penalty.suspension import End, Ground, Suspension, check_end, check_suspension
from tongpan.law.refusal import LawRefused

BEGAN = date(2026, 3, 2)
TODAY = date(2026, 4, 1)
STILL = Suspension(Ground.PARTY_MISSING, BEGAN, approved_by_head=True, document=True)
WITH = [Regime.SAMR, Regime.HURD, Regime.AGR]
WITHOUT = [None, Regime.TRA, Regime.ZJP]


def codes(verdict):
    return [breach.code for breach in verdict]


class TestCheckSuspension:
    @pytest.mark.parametrize("regime", WITH)
    @pytest.mark.parametrize(
        ("changes", "expected"),
        [
            pytest.param({}, [], id="批准的中止"),
            pytest.param({"approved_by_head": False}, ["suspension.unapproved"], id="没有批准"),
            pytest.param({"approved_by_head": None}, ["suspension.approval.unknown"], id="批准不清楚"),
            pytest.param({"ground": Ground.OTHER}, ["suspension.reason.missing"], id="其他情形没有理由"),
            pytest.param({"ground": Ground.OTHER, "reason": " "}, ["suspension.reason.missing"], id="理由是空格"),
            pytest.param({"ground": Ground.OTHER, "reason": "等待鉴定机构恢复营业"}, [], id="其他情形有理由"),
            pytest.param({"ground_gone_on": TODAY}, [], id="今日消除"),
            pytest.param({"ground_gone_on": date(2026, 3, 31)}, ["suspension.resume"], id="昨日消除还没有恢复"),
            pytest.param({"ground_gone_on": date(2026, 3, 10), "resumed_on": date(2026, 3, 10)}, [], id="消除当日恢复"),
            pytest.param(
                {"ground_gone_on": date(2026, 3, 10), "resumed_on": date(2026, 3, 11)},
                ["suspension.resume"],
                id="消除次日才恢复",
            ),
            pytest.param({"resumed_on": BEGAN}, [], id="当日恢复"),
        ],
    )
    def test_under_a_regime_that_has_it(self, regime, changes, expected):
        assert codes(check_suspension(replace(STILL, **changes), regime, TODAY)) == expected

    @pytest.mark.parametrize("regime", WITHOUT)
    def test_elsewhere_the_ninety_days_run_on(self, regime):
        (breach,) = check_suspension(STILL, regime, TODAY)

        assert (breach.code, str(breach.citation)) == ("suspension.no_basis", "行政处罚法第六十条")
        assert breach.blocks

    @pytest.mark.parametrize(
        ("regime", "document", "expected"),
        [
            (Regime.AGR, True, []),
            (Regime.AGR, False, ["suspension.document.missing"]),
            (Regime.AGR, None, ["suspension.document.unknown"]),
            (Regime.SAMR, None, []),
            (Regime.HURD, False, []),
        ],
    )
    def test_agriculture_wants_a_document(self, regime, document, expected):
        assert codes(check_suspension(replace(STILL, document=document), regime, TODAY)) == expected

    @pytest.mark.parametrize(
        ("regime", "approval", "resuming"),
        [
            (
                Regime.SAMR,
                "市场监督管理行政处罚程序规定第四十六条第一款",
                "市场监督管理行政处罚程序规定第四十六条第二款",
            ),
            (
                Regime.HURD,
                "住房和城乡建设行政处罚程序规定第三十条第一款",
                "住房和城乡建设行政处罚程序规定第三十条第二款",
            ),
            (Regime.AGR, "农业行政处罚程序规定第四十八条第一款", "农业行政处罚程序规定第四十八条第二款"),
        ],
    )
    def test_cites_the_regime(self, regime, approval, resuming):
        verdict = check_suspension(replace(STILL, approved_by_head=False, ground_gone_on=BEGAN), regime, TODAY)

        assert [str(breach.citation) for breach in verdict] == [approval, resuming]

    @pytest.mark.parametrize("day", ["ground_gone_on", "resumed_on"])
    def test_days_out_of_order_are_refused(self, day):
        with pytest.raises(LawRefused) as refused:
            check_suspension(replace(STILL, **{day: date(2026, 3, 1)}), None, TODAY)

        assert refused.value.code == "suspension.dates.reversed"

    @pytest.mark.parametrize("ground", [*Ground, *End])
    def test_every_ground_is_named(self, ground):
        assert ground.label != ground.value


class TestCheckEnd:
    @pytest.mark.parametrize(
        ("end", "regime", "expected"),
        [
            (End.NO_SUCCESSOR, Regime.SAMR, []),
            (End.NO_BREACH, Regime.SAMR, ["suspension.end.ground"]),
            (End.LIMITATION, Regime.SAMR, ["suspension.end.ground"]),
            (End.OTHER, Regime.SAMR, []),
            (End.NO_BREACH, Regime.HURD, []),
            (End.LIMITATION, Regime.HURD, []),
            (End.OTHER, Regime.HURD, []),
            (End.NO_SUCCESSOR, Regime.HURD, ["suspension.end.ground"]),
            (End.NO_BREACH, Regime.TRA, []),
            (End.LIMITATION, Regime.TRA, []),
            (End.OTHER, Regime.TRA, []),
            (End.NO_SUCCESSOR, Regime.TRA, ["suspension.end.ground"]),
            (End.NO_SUCCESSOR, Regime.AGR, ["suspension.end.no_basis"]),
            (End.NO_SUCCESSOR, None, ["suspension.end.no_basis"]),
        ],
    )
    def test_has_the_grounds_of_its_regime(self, end, regime, expected):
        assert codes(check_end(end, True, regime)) == expected

    @pytest.mark.parametrize(
        ("approved", "expected"),
        [(True, []), (False, ["suspension.end.unapproved"]), (None, ["suspension.end.approval.unknown"])],
    )
    def test_is_approved_by_the_head(self, approved, expected):
        assert codes(check_end(End.NO_SUCCESSOR, approved, Regime.SAMR)) == expected

    def test_without_a_rule_it_is_a_reading(self):
        (breach,) = check_end(End.NO_BREACH, True, None)

        assert (breach.grade, breach.overridable) == ("D", True)
