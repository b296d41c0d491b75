"""管辖：地域、级别、最先立案、争议与协助。"""

from datetime import date, datetime, timedelta

import pytest

from tongpan.law.calendar import national
from tongpan.law.citation import Citation
from tongpan.law.limits import LimitRefused, Regime
from tongpan.law.penalty.authority import Basis
from tongpan.law.penalty.jurisdiction import (
    AssistanceRequest,
    Dispute,
    Filing,
    Level,
    Place,
    Rung,
    check_assistance,
    check_assistance_time,
    check_dispute_time,
    check_first_to_file,
    check_level,
    check_place,
    check_settled,
    dispute_limits,
)
from tongpan.law.period import SHANGHAI
from tongpan.law.refusal import LawRefused
from tongpan.law.titles import APL, HURD, ZJR

CALENDAR = national()
NOON = datetime(2026, 9, 14, 12, tzinfo=SHANGHAI)
AROSE = date(2026, 9, 24)


def codes(verdict):
    return [breach.code for breach in verdict]


class TestCheckPlace:
    @pytest.mark.parametrize(
        ("place", "expected"),
        [
            pytest.param(Place("330824102", "330824"), [], id="本县乡镇"),
            pytest.param(Place("330824", "330824"), [], id="本县"),
            pytest.param(Place("330825102", "330824"), ["jurisdiction.place.outside"], id="邻县"),
            pytest.param(Place("3308", "330824"), ["jurisdiction.place.vague"], id="只知道市"),
            pytest.param(Place(None, "330824"), ["jurisdiction.place.unknown"], id="不清楚"),
            pytest.param(Place("330825102", "330824", Citation(HURD, 5, 1)), [], id="部门规章另有规定"),
            pytest.param(Place("330825102", "330824", Citation(APL, 22)), [], id="法律另有规定"),
            pytest.param(
                Place("330825102", "330824", Citation(ZJR, 9)), ["jurisdiction.exception.rank"], id="地方性法规不能改变"
            ),
            pytest.param(
                Place(None, "330824", Citation("没有这部法", 1)), ["jurisdiction.exception.rank"], id="查不到的规定"
            ),
        ],
    )
    def test_is_that_of_the_act(self, place, expected):
        assert codes(check_place(place)) == expected

    @pytest.mark.parametrize("code", ["3", "开化县", "3308241020010", ""])
    def test_codes_that_are_none_are_refused(self, code):
        with pytest.raises(LawRefused) as refused:
            check_place(Place(code, "330824"))
        assert (refused.value.code, refused.value.field) == ("jurisdiction.place.code", "act")

        with pytest.raises(LawRefused) as refused:
            check_place(Place("330824", code))
        assert refused.value.field == "organ"

    def test_codes_of_two_and_of_twelve_digits_are_taken(self):
        assert check_place(Place("330824102001", "33")) == ()


class TestCheckLevel:
    @pytest.mark.parametrize(
        ("rung", "expected"),
        [
            pytest.param(Rung(Level.COUNTY_OR_ABOVE, Basis.OWN), [], id="县局"),
            pytest.param(Rung(Level.TOWN, Basis.TRANSFERRED), [], id="省级决定交由的乡镇"),
            pytest.param(Rung(Level.TOWN, Basis.DELEGATED), [], id="受县局委托"),
            pytest.param(Rung(Level.TOWN, Basis.OWN), ["jurisdiction.level"], id="乡镇没有来源"),
            pytest.param(Rung(Level.TOWN, Basis.OWN, Citation(APL, 23)), [], id="法律另有规定"),
            pytest.param(
                Rung(Level.TOWN, Basis.OWN, Citation(HURD, 5, 1)),
                ["jurisdiction.exception.rank"],
                id="部门规章不能下放级别",
            ),
        ],
    )
    def test_is_the_county_unless_given_down(self, rung, expected):
        assert codes(check_level(rung)) == expected

    def test_a_rank_too_low_cites_what_it_cannot_change(self):
        (level,) = check_level(Rung(Level.TOWN, Basis.OWN, Citation(HURD, 5, 1)))
        (place,) = check_place(Place("33", "33", Citation(ZJR, 9)))

        assert (str(level.citation), str(place.citation)) == ("行政处罚法第二十三条", "行政处罚法第二十二条")


class TestCheckFirstToFile:
    @pytest.mark.parametrize(
        ("other", "expected"),
        [
            pytest.param(NOON + timedelta(minutes=1), [], id="别人晚一分钟"),
            pytest.param(NOON, ["jurisdiction.filing.same"], id="同时"),
            pytest.param(NOON - timedelta(minutes=1), ["jurisdiction.filing.later"], id="别人早一分钟"),
            pytest.param(None, ["jurisdiction.filing.unknown"], id="别人何时不清楚"),
        ],
    )
    def test_goes_to_the_first(self, other, expected):
        filings = [Filing("镇", NOON), Filing("局", other)]

        assert codes(check_first_to_file("镇", filings)) == expected

    def test_alone_is_first(self):
        assert check_first_to_file("镇", [Filing("镇", NOON)]) == ()

    @pytest.mark.parametrize(
        ("filings", "code"),
        [
            pytest.param([Filing("局", NOON)], "jurisdiction.filing.own", id="自己没有立案"),
            pytest.param([Filing("镇", None)], "jurisdiction.filing.own", id="自己的时刻不清楚"),
            pytest.param(
                [Filing("镇", NOON), Filing("局", NOON.replace(tzinfo=None))],
                "jurisdiction.filing.naive",
                id="没有时区",
            ),
        ],
    )
    def test_needs_comparable_moments(self, filings, code):
        with pytest.raises(LawRefused) as refused:
            check_first_to_file("镇", filings)

        assert refused.value.code == code


class TestDispute:
    @pytest.mark.parametrize(
        ("dispute", "expected"),
        [
            pytest.param(None, [], id="没有争议"),
            pytest.param(Dispute(AROSE), ["jurisdiction.dispute.open"], id="正在争议"),
            pytest.param(Dispute(AROSE, agreed_on=AROSE), [], id="协商解决"),
            pytest.param(Dispute(AROSE, referred_on=AROSE), ["jurisdiction.dispute.open"], id="已报请未指定"),
            pytest.param(Dispute(AROSE, designated_on=AROSE), [], id="直接指定"),
        ],
    )
    def test_stays_open_until_agreed_or_designated(self, dispute, expected):
        assert codes(check_settled(dispute)) == expected

    @pytest.mark.parametrize(
        ("regime", "talks"),
        [
            (None, None),
            (Regime.SAMR, date(2026, 10, 12)),
            (Regime.HURD, date(2026, 10, 12)),
            (Regime.AGR, date(2026, 10, 12)),
            (Regime.TRA, None),
        ],
    )
    def test_talks_have_seven_working_days_where_a_regime_says_so(self, regime, talks):
        # 9月24日起：25日中秋、10月1日至7日国庆；9月20日、10月10日调休上班
        assert dispute_limits(Dispute(AROSE), regime, CALENDAR)[0].due_on == talks

    @pytest.mark.parametrize(
        ("dispute", "today", "expected"),
        [
            pytest.param(Dispute(AROSE), date(2026, 10, 12), [], id="协商期末日"),
            pytest.param(Dispute(AROSE), date(2026, 10, 13), ["jurisdiction.dispute.talks.late"], id="协商过期"),
            pytest.param(Dispute(AROSE, agreed_on=date(2026, 10, 12)), date(2026, 12, 1), [], id="末日达成"),
            pytest.param(Dispute(AROSE, agreed_on=AROSE), date(2026, 12, 1), [], id="当日达成"),
            pytest.param(
                Dispute(AROSE, referred_on=AROSE, received_on=AROSE, designated_on=AROSE),
                AROSE,
                [],
                id="当日指定",
            ),
            pytest.param(
                Dispute(AROSE, referred_on=date(2026, 10, 13)),
                date(2026, 12, 1),
                ["jurisdiction.dispute.talks.late"],
                id="逾期才报请",
            ),
            pytest.param(
                Dispute(AROSE, referred_on=AROSE, received_on=date(2026, 11, 2)),
                date(2026, 11, 11),
                [],
                id="指定期末日",
            ),
            pytest.param(
                Dispute(AROSE, referred_on=AROSE, received_on=date(2026, 11, 2)),
                date(2026, 11, 12),
                ["jurisdiction.dispute.designation.late"],
                id="指定过期",
            ),
            pytest.param(
                Dispute(AROSE, referred_on=AROSE, received_on=date(2026, 11, 2), designated_on=date(2026, 11, 11)),
                date(2026, 12, 1),
                [],
                id="末日指定",
            ),
        ],
    )
    def test_keeps_its_time_under_a_regime(self, dispute, today, expected):
        assert codes(check_dispute_time(dispute, Regime.SAMR, today, CALENDAR)) == expected

    def test_nothing_is_late_without_a_number(self):
        dispute = Dispute(AROSE, received_on=date(2026, 11, 2))

        assert check_dispute_time(dispute, None, date(2026, 12, 31), CALENDAR) == ()

    @pytest.mark.parametrize(
        "dispute",
        [
            Dispute(AROSE, agreed_on=date(2026, 9, 23)),
            Dispute(AROSE, referred_on=date(2026, 9, 23)),
            Dispute(AROSE, received_on=date(2026, 10, 9), designated_on=date(2026, 10, 8)),
        ],
    )
    def test_steps_out_of_order_are_refused(self, dispute):
        with pytest.raises(LawRefused) as refused:
            check_dispute_time(dispute, None, date(2026, 12, 1), CALENDAR)

        assert refused.value.code == "jurisdiction.dispute.order"


class TestAssistance:
    @pytest.mark.parametrize(
        ("within", "refused", "expected"),
        [
            pytest.param(True, False, [], id="没有拒绝"),
            pytest.param(None, False, [], id="没有拒绝也不清楚"),
            pytest.param(False, True, [], id="不属于职权可以拒绝"),
            pytest.param(True, True, ["jurisdiction.assistance.refused"], id="属于职权而拒绝"),
            pytest.param(None, True, ["jurisdiction.assistance.unknown"], id="不清楚而拒绝"),
        ],
    )
    def test_is_owed_within_the_powers(self, within, refused, expected):
        assert codes(check_assistance(AssistanceRequest(AROSE, within, refused))) == expected

    @pytest.mark.parametrize(
        ("regime", "done_on", "today", "expected"),
        [
            pytest.param(Regime.SAMR, date(2026, 10, 22), date(2026, 12, 1), [], id="第十五个工作日"),
            pytest.param(
                Regime.SAMR, date(2026, 10, 23), date(2026, 12, 1), ["jurisdiction.assistance.late"], id="晚一日"
            ),
            pytest.param(Regime.SAMR, None, date(2026, 10, 22), [], id="末日还没有完成"),
            pytest.param(Regime.SAMR, None, date(2026, 10, 23), ["jurisdiction.assistance.late"], id="过期未完成"),
            pytest.param(None, None, date(2026, 12, 1), [], id="处罚法没有天数"),
        ],
    )
    def test_has_fifteen_working_days_in_market_regulation(self, regime, done_on, today, expected):
        request = AssistanceRequest(AROSE, True, done_on=done_on)

        assert codes(check_assistance_time(request, regime, today, CALENDAR)) == expected

    def test_other_refusals_of_a_limit_are_passed_on(self):
        with pytest.raises(LimitRefused):
            check_assistance_time(AssistanceRequest(AROSE, True), "XYZ", AROSE, CALENDAR)
