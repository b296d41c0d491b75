"""先行登记保存：批准、清单、七个工作日、自动解除。"""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from tongpan.law.calendar import national
from tongpan.law.limits import LimitRefused, Regime
from tongpan.law.penalty.preservation import (
    Disposal,
    Preservation,
    check_approval,
    check_disposal,
    check_inventory,
    dispose_by,
    report_by,
)
from tongpan.law.period import SHANGHAI
from tongpan.law.refusal import LawRefused

CALENDAR = national()
TAKEN = datetime(2026, 9, 24, 10, tzinfo=SHANGHAI)
LAST = date(2026, 10, 12)
LATE = date(2026, 10, 13)
KEPT = Preservation(TAKEN, True, TAKEN, inventory=True, signed=True, copy_given=True)
DONE = replace(KEPT, disposed_on=LAST, disposal=Disposal.RELEASED, served_on=LAST)
URGENT = replace(KEPT, approved_at=None, urgent=True, consent_at=TAKEN)
HOUR = timedelta(hours=1)
SECOND = timedelta(seconds=1)
REGIMES = [None, *Regime]
AUTO = [Regime.SAMR, Regime.HURD, Regime.TRA]


def codes(verdict):
    return [breach.code for breach in verdict]


class TestCheckApproval:
    @pytest.mark.parametrize("regime", REGIMES)
    @pytest.mark.parametrize(
        ("changes", "expected"),
        [
            pytest.param({}, [], id="同时批准"),
            pytest.param({"approved_at": TAKEN - HOUR}, [], id="事先批准"),
            pytest.param({"approved_at": TAKEN + SECOND}, ["preservation.unapproved"], id="事后批准"),
            pytest.param({"approved_at": None}, ["preservation.unapproved"], id="没有批准"),
            pytest.param({"at_risk": False}, ["preservation.needless"], id="没有灭失危险"),
            pytest.param({"at_risk": None}, ["preservation.risk.unknown"], id="没有写明危险"),
            pytest.param({"urgent": True}, [], id="紧急也可以事先批准"),
        ],
    )
    def test_comes_first(self, regime, changes, expected):
        assert codes(check_approval(replace(KEPT, **changes), TAKEN, regime, CALENDAR)) == expected

    @pytest.mark.parametrize("regime", [None, Regime.HURD, Regime.TRA, Regime.ZJP])
    def test_urgency_is_no_excuse_where_no_rule_says_so(self, regime):
        (breach,) = check_approval(URGENT, TAKEN, regime, CALENDAR)

        assert breach.code == "preservation.unapproved"
        assert "没有紧急情况下" in breach.message
        assert str(breach.citation) == "行政处罚法第五十六条"
        assert report_by(URGENT, regime, CALENDAR) is None

    @pytest.mark.parametrize("regime", [Regime.SAMR, Regime.AGR])
    @pytest.mark.parametrize(
        ("changes", "now", "expected"),
        [
            pytest.param({}, TAKEN + 24 * HOUR, [], id="二十四小时之内"),
            pytest.param({}, TAKEN + 24 * HOUR + SECOND, ["preservation.approval.late"], id="超过二十四小时"),
            pytest.param({"approved_at": TAKEN + 24 * HOUR}, TAKEN + 99 * HOUR, [], id="最后一刻补批"),
            pytest.param(
                {"approved_at": TAKEN + 24 * HOUR + SECOND},
                TAKEN + 99 * HOUR,
                ["preservation.approval.late"],
                id="过后补批",
            ),
            pytest.param({"at_risk": None}, TAKEN, ["preservation.risk.unknown"], id="没有写明危险"),
        ],
    )
    def test_urgency_gives_one_day_in_two_regimes(self, regime, changes, now, expected):
        assert codes(check_approval(replace(URGENT, **changes), now, regime, CALENDAR)) == expected

    @pytest.mark.parametrize(
        ("regime", "consent_at", "expected"),
        [
            pytest.param(Regime.AGR, None, ["preservation.consent.missing"], id="农业没有同意"),
            pytest.param(Regime.AGR, TAKEN + SECOND, ["preservation.consent.missing"], id="农业事后同意"),
            pytest.param(Regime.AGR, TAKEN, [], id="农业同时同意"),
            pytest.param(Regime.SAMR, None, [], id="市场监管只需事后报告"),
        ],
    )
    def test_agriculture_wants_consent_by_message(self, regime, consent_at, expected):
        assert codes(check_approval(replace(URGENT, consent_at=consent_at), TAKEN, regime, CALENDAR)) == expected

    @pytest.mark.parametrize(
        ("regime", "article"),
        [
            (Regime.SAMR, "市场监督管理行政处罚程序规定第三十三条第二款"),
            (Regime.AGR, "农业行政处罚程序规定第四十二条第二款"),
        ],
    )
    def test_cites_the_regime(self, regime, article):
        (breach,) = check_approval(URGENT, TAKEN + 25 * HOUR, regime, CALENDAR)

        assert str(breach.citation) == article

    def test_other_refusals_of_a_limit_are_passed_on(self):
        with pytest.raises(LimitRefused):
            report_by(URGENT, "XYZ", CALENDAR)

    @pytest.mark.parametrize("moment", ["taken_at", "approved_at", "consent_at"])
    def test_moments_bear_a_time_zone(self, moment):
        with pytest.raises(LawRefused) as refused:
            replace(KEPT, **{moment: TAKEN.replace(tzinfo=None)})
        assert refused.value.code == "preservation.moment.naive"

        with pytest.raises(LawRefused):
            check_approval(KEPT, TAKEN.replace(tzinfo=None), None, CALENDAR)


class TestCheckInventory:
    @pytest.mark.parametrize("regime", REGIMES)
    @pytest.mark.parametrize(
        ("changes", "expected"),
        [
            pytest.param({}, [], id="清点、签名、交付"),
            pytest.param({"inventory": False}, ["preservation.inventory.missing"], id="没有清单"),
            pytest.param({"inventory": None}, ["preservation.inventory.unknown"], id="清单不清楚"),
            pytest.param({"signed": False}, ["preservation.unsigned"], id="没有签名"),
            pytest.param({"signed": None}, ["preservation.signed.unknown"], id="签名不清楚"),
            pytest.param({"signed": False, "refusal_noted": True}, [], id="拒签已注明"),
            pytest.param({"copy_given": False}, ["preservation.copy.missing"], id="没有交付"),
            pytest.param({"copy_given": None}, ["preservation.copy.unknown"], id="交付不清楚"),
        ],
    )
    def test_is_made_signed_and_given(self, regime, changes, expected):
        assert codes(check_inventory(replace(KEPT, **changes), regime)) == expected

    @pytest.mark.parametrize(
        ("regime", "article", "grade", "adr"),
        [
            (None, "行政处罚法第五十六条", "D", "ADR-0024"),
            (Regime.ZJP, "行政处罚法第五十六条", "D", "ADR-0024"),
            (Regime.SAMR, "市场监督管理行政处罚程序规定第三十四条第一款", "A", ""),
            (Regime.HURD, "住房和城乡建设行政处罚程序规定第十九条第二款", "A", ""),
            (Regime.AGR, "农业行政处罚程序规定第四十二条第三款", "A", ""),
            (Regime.TRA, "交通运输行政执法程序规定第四十四条第一款", "A", ""),
        ],
    )
    def test_cites_the_regime(self, regime, article, grade, adr):
        (breach,) = check_inventory(replace(KEPT, inventory=False), regime)

        assert (str(breach.citation), breach.grade, breach.adr) == (article, grade, adr)


class TestCheckDisposal:
    @pytest.mark.parametrize("regime", REGIMES)
    def test_has_seven_working_days(self, regime):
        assert dispose_by(KEPT, regime, CALENDAR).due_on == LAST

    @pytest.mark.parametrize("regime", REGIMES)
    def test_on_the_last_day_is_in_time(self, regime):
        assert check_disposal(DONE, date(2026, 12, 1), regime, CALENDAR) == ()
        assert check_disposal(KEPT, LAST, regime, CALENDAR) == ()

    @pytest.mark.parametrize(
        ("regime", "article"),
        [
            (Regime.SAMR, "市场监督管理行政处罚程序规定第三十五条第二款"),
            (Regime.HURD, "住房和城乡建设行政处罚程序规定第十九条第四款"),
            (Regime.TRA, "交通运输行政执法程序规定第四十五条第二款"),
        ],
    )
    @pytest.mark.parametrize("disposed_on", [None, LATE])
    def test_ends_by_itself_in_three_regimes(self, regime, article, disposed_on):
        (breach,) = check_disposal(replace(DONE, disposed_on=disposed_on), LATE, regime, CALENDAR)

        assert (breach.code, str(breach.citation)) == ("preservation.released", article)
        assert "2026年10月12日" in breach.message

    @pytest.mark.parametrize("regime", [None, Regime.ZJP])
    @pytest.mark.parametrize("disposed_on", [None, LATE])
    def test_is_unlawful_elsewhere(self, regime, disposed_on):
        (breach,) = check_disposal(replace(DONE, disposed_on=disposed_on), LATE, regime, CALENDAR)

        assert (breach.code, str(breach.citation)) == ("preservation.late", "行政处罚法第五十六条")

    @pytest.mark.parametrize(
        ("changes", "expected"),
        [
            pytest.param({}, [], id="末日决定并送达"),
            pytest.param({"disposed_on": LATE}, ["preservation.late"], id="决定迟了"),
            pytest.param({"served_on": LATE}, ["preservation.unserved"], id="送达迟了"),
            pytest.param({"served_on": None}, ["preservation.unserved"], id="没有送达"),
            pytest.param(
                {"disposed_on": None, "served_on": None}, ["preservation.late", "preservation.unserved"], id="都没有"
            ),
        ],
    )
    def test_agriculture_also_serves_in_time(self, changes, expected):
        assert codes(check_disposal(replace(DONE, **changes), LATE, Regime.AGR, CALENDAR)) == expected

    @pytest.mark.parametrize(
        ("regime", "wrong"),
        [
            (None, set()),
            (Regime.ZJP, set()),
            (Regime.SAMR, {Disposal.HANDED_ON, Disposal.DESTROYED}),
            (Regime.HURD, {Disposal.HANDED_ON, Disposal.DESTROYED}),
            (Regime.AGR, {Disposal.SEIZED}),
            (Regime.TRA, {Disposal.SEIZED, Disposal.HANDED_ON, Disposal.DESTROYED}),
        ],
    )
    def test_is_one_that_the_regime_names(self, regime, wrong):
        for disposal in Disposal:
            verdict = check_disposal(replace(DONE, disposal=disposal), LAST, regime, CALENDAR)

            assert codes(verdict) == (["preservation.disposal.wrong"] if disposal in wrong else [])

    @pytest.mark.parametrize("regime", REGIMES)
    def test_is_written_down(self, regime):
        verdict = check_disposal(replace(DONE, disposal=None), LAST, regime, CALENDAR)

        assert codes(verdict) == ["preservation.disposal.unknown"]

    def test_past_the_published_calendar_it_only_warns(self):
        kept = replace(KEPT, taken_at=datetime(2026, 12, 28, 9, tzinfo=SHANGHAI), approved_at=None)
        (breach,) = check_disposal(kept, date(2027, 2, 1), Regime.SAMR, CALENDAR)

        assert (breach.code, breach.blocks) == ("preservation.released", False)

    def test_a_disposal_before_the_taking_is_refused(self):
        with pytest.raises(LawRefused) as refused:
            replace(KEPT, disposed_on=date(2026, 9, 23))

        assert refused.value.code == "preservation.dates.reversed"

    def test_a_disposal_on_the_same_day_is_possible(self):
        assert replace(KEPT, disposed_on=date(2026, 9, 24)).disposed_on == date(2026, 9, 24)

    @pytest.mark.parametrize("disposal", Disposal)
    def test_every_disposal_is_named(self, disposal):
        assert disposal.label != disposal.value
