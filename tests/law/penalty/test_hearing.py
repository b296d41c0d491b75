"""听证：五日内提出，决定前举行，根据笔录决定。"""

from dataclasses import replace
from datetime import date

import pytest

from tongpan.law.calendar import national
from tongpan.law.limits import Regime
from tongpan.law.penalty import hearing
from tongpan.law.penalty.hearing import HearingCourse, HearingRecord, HearingRequest
from tongpan.law.refusal import LawRefused

CALENDAR = national()
TOLD = date(2026, 3, 2)  # Monday: the five working days end on 9 March
COURSE = HearingCourse(TOLD, decided_on=date(2026, 4, 20))
RECORD = HearingRecord(made=True, signed=True, refusal_noted=False, evidence=frozenset({"照片", "笔录"}))


def codes(verdict):
    return [breach.code for breach in verdict]


class TestRequest:
    @pytest.mark.parametrize(
        ("told_on", "last_day"),
        [
            pytest.param(date(2025, 12, 1), date(2025, 12, 8), id="一个周末不计入"),
            pytest.param(date(2025, 12, 29), date(2026, 1, 6), id="元旦不计入而调休上班日计入"),
            pytest.param(date(2024, 2, 26), date(2024, 3, 4), id="闰年二月二十九日计入"),
            pytest.param(date(2026, 9, 28), date(2026, 10, 10), id="国庆不计入"),
        ],
    )
    def test_five_workdays_after_notice(self, told_on, last_day):
        assert hearing.last_day_to_request(told_on, CALENDAR).due_on == last_day

    @pytest.mark.parametrize(
        ("requested_on", "found"),
        [
            pytest.param(TOLD, [], id="告知当日"),
            pytest.param(date(2026, 3, 9), [], id="末日"),
            pytest.param(date(2026, 3, 10), ["hearing.request.late"], id="次日"),
        ],
    )
    @pytest.mark.parametrize("regime", [None, *Regime])
    def test_request_in_time(self, requested_on, found, regime):
        assert codes(hearing.check_request(HearingRequest(TOLD, requested_on), CALENDAR, regime)) == found

    def test_what_cannot_be_shown_to_be_late_is_in_time(self):
        assert hearing.check_request(HearingRequest(date(2026, 12, 30), date(2027, 1, 20)), CALENDAR) == ()

    def test_request_before_notice_is_refused(self):
        with pytest.raises(LawRefused) as refusal:
            HearingRequest(TOLD, date(2026, 3, 1))

        assert refusal.value.code == "hearing.request.early"


class TestHeldBefore:
    @pytest.mark.parametrize(
        ("change", "found"),
        [
            pytest.param({}, [], id="期满未申请"),
            pytest.param({"decided_on": date(2026, 3, 9)}, ["hearing.window.open"], id="期限末日决定"),
            pytest.param({"decided_on": date(2026, 3, 10)}, [], id="期满次日决定"),
            pytest.param({"decided_on": date(2026, 3, 5), "waived_on": date(2026, 3, 4)}, [], id="明确放弃"),
            pytest.param({"decided_on": date(2026, 3, 5), "waived_on": TOLD}, [], id="告知当日放弃"),
            pytest.param({"decided_on": date(2026, 3, 5), "waived_on": date(2026, 3, 5)}, [], id="决定当日放弃"),
            pytest.param(
                {"decided_on": date(2026, 3, 5), "waived_on": date(2026, 3, 6)},
                ["hearing.window.open"],
                id="放弃晚于决定",
            ),
            pytest.param(
                {"decided_on": date(2026, 3, 5), "waived_on": date(2026, 3, 1)},
                ["hearing.window.open"],
                id="告知前放弃",
            ),
            pytest.param({"requested_on": date(2026, 3, 9)}, ["hearing.unheld"], id="申请而没有听证"),
            pytest.param({"requested_on": date(2026, 3, 10)}, [], id="逾期申请"),
            pytest.param({"requested_on": date(2026, 3, 9), "ended_on": date(2026, 4, 20)}, [], id="决定当日听证结束"),
            pytest.param(
                {"requested_on": date(2026, 3, 9), "ended_on": date(2026, 4, 21)},
                ["hearing.after_decision"],
                id="先决定后听证",
            ),
            pytest.param({"requested_on": date(2026, 3, 4), "waived_on": date(2026, 3, 4)}, [], id="申请后撤回"),
            pytest.param(
                {"requested_on": date(2026, 3, 5), "waived_on": date(2026, 3, 4)}, ["hearing.unheld"], id="放弃后又申请"
            ),
            pytest.param(
                {"told_on": date(2026, 12, 30), "decided_on": date(2027, 2, 1)},
                ["hearing.window.unknown"],
                id="下一年放假安排未公布",
            ),
        ],
    )
    def test_inv_27_hearing_comes_before_the_decision(self, change, found):
        assert codes(hearing.check_held_before(replace(COURSE, **change), CALENDAR)) == found


class TestRecord:
    @pytest.mark.parametrize(
        ("change", "regime", "found"),
        [
            pytest.param({}, Regime.SAMR, [], id="笔录签字、报告齐全"),
            pytest.param({"made": False, "signed": False}, None, ["hearing.record.missing"], id="没有笔录"),
            pytest.param({"signed": False}, None, ["hearing.record.unsigned"], id="没有签字也没有注明"),
            pytest.param({"signed": False, "refusal_noted": True}, None, [], id="拒签已注明"),
            pytest.param({"evidence": frozenset({"照片"})}, None, ["hearing.record.outside"], id="证据不在笔录中"),
            pytest.param({"report_made": False}, Regime.SAMR, ["hearing.report.missing"], id="市场监管没有报告"),
            pytest.param({"report_made": False}, Regime.AGR, ["hearing.report.missing"], id="农业没有报告"),
            pytest.param({"report_made": False}, Regime.TRA, [], id="交通没有规定报告"),
            pytest.param({"report_made": False}, None, [], id="国家法律没有规定报告"),
        ],
    )
    def test_inv_29_decision_stands_on_the_record(self, change, regime, found):
        assert codes(hearing.check_record(replace(RECORD, **change), frozenset({"照片", "笔录"}), regime)) == found

    def test_fewer_pieces_than_heard_may_be_used(self):
        assert hearing.check_record(RECORD, frozenset({"照片"})) == ()
