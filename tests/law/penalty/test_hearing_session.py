"""听证的组织：提前通知和公告，由非调查人员主持，缺席须无正当理由。"""

from dataclasses import replace
from datetime import date

import pytest

from tongpan.law.calendar import national
from tongpan.law.limits import Regime
from tongpan.law.penalty import hearing_session as session
from tongpan.law.penalty.hearing_session import (
    Absence,
    Attendance,
    Convening,
    Leaving,
    Panel,
    Preparation,
    RecusalAsked,
)
from tongpan.law.refusal import LawRefused

CALENDAR = national()
CALLED = Convening(date(2026, 3, 2), date(2026, 3, 12), announced_on=date(2026, 3, 2))
PANEL = Panel(frozenset({"李"}), chair="赵", appointed=True, members=frozenset({"王"}))


def codes(verdict):
    return [breach.code for breach in verdict]


class TestConvening:
    @pytest.mark.parametrize(
        ("served_on", "held_on", "found"),
        [
            pytest.param(date(2026, 3, 2), date(2026, 3, 11), ["hearing.notice.short"], id="第七个工作日当天"),
            pytest.param(date(2026, 3, 2), date(2026, 3, 12), [], id="隔七个完整工作日"),
            pytest.param(date(2026, 9, 28), date(2026, 10, 12), ["hearing.notice.short"], id="国庆不计入"),
            pytest.param(date(2026, 9, 28), date(2026, 10, 13), ["hearing.notice.short"], id="恰为第七个工作日"),
            pytest.param(date(2026, 9, 28), date(2026, 10, 14), [], id="国庆后满七个工作日"),
            pytest.param(None, date(2026, 3, 12), ["hearing.notice.missing"], id="没有通知"),
            pytest.param(date(2026, 12, 28), date(2027, 1, 20), ["hearing.notice.unknown"], id="明年放假安排未公布"),
            pytest.param(date(2026, 12, 28), date(2027, 1, 2), ["hearing.notice.short"], id="无论如何太早"),
        ],
    )
    def test_inv_28_seven_workdays_before(self, served_on, held_on, found):
        assert codes(session.check_convening(Convening(served_on, held_on), CALENDAR)) == found

    @pytest.mark.parametrize(
        ("announced_on", "regime", "province", "found"),
        [
            pytest.param(None, None, None, [], id="国家法律没有公告期"),
            pytest.param(None, Regime.HURD, None, [], id="住建没有公告期"),
            pytest.param(None, Regime.SAMR, None, ["hearing.announcement.missing"], id="市场监管没有公告"),
            pytest.param(
                date(2026, 3, 9), Regime.SAMR, None, ["hearing.announcement.short"], id="市场监管只隔两个工作日"
            ),
            pytest.param(date(2026, 3, 6), Regime.SAMR, None, [], id="市场监管隔三个工作日"),
            pytest.param(date(2026, 3, 3), None, "310101", ["hearing.announcement.short"], id="上海只隔六个工作日"),
            pytest.param(date(2026, 3, 2), None, "310101", [], id="上海隔七个工作日"),
            pytest.param(None, None, "310101", ["hearing.announcement.missing"], id="上海没有公告"),
            pytest.param(None, Regime.TRA, None, ["hearing.announcement.missing"], id="交通没有公告"),
            pytest.param(date(2026, 3, 11), Regime.TRA, None, [], id="交通公告没有天数"),
        ],
    )
    def test_public_hearings_are_announced(self, announced_on, regime, province, found):
        assert (
            codes(session.check_convening(replace(CALLED, announced_on=announced_on), CALENDAR, regime, province))
            == found
        )

    @pytest.mark.parametrize(("secret", "found"), [(True, []), (False, ["hearing.closed"]), (None, ["hearing.closed"])])
    def test_closed_only_for_secrets(self, secret, found):
        closed = replace(CALLED, public=False, secret=secret, announced_on=None)

        assert codes(session.check_convening(closed, CALENDAR, Regime.SAMR)) == found


class TestPanel:
    @pytest.mark.parametrize(
        ("change", "found"),
        [
            pytest.param({}, [], id="合法"),
            pytest.param({"chair": None}, ["hearing.chair.missing"], id="没有主持人"),
            pytest.param({"appointed": False}, ["hearing.chair.unappointed"], id="没有指定"),
            pytest.param({"chair": "李"}, ["hearing.chair.investigator"], id="调查人员主持"),
            pytest.param({"members": frozenset({"李", "王"})}, ["hearing.member.investigator"], id="调查人员记录"),
            pytest.param({"recusals": (RecusalAsked("赵", None),)}, ["hearing.recusal.pending"], id="回避未决定"),
            pytest.param({"recusals": (RecusalAsked("王", True),)}, ["hearing.recusal.upheld"], id="应当回避"),
            pytest.param({"recusals": (RecusalAsked("赵", False),)}, [], id="驳回回避"),
            pytest.param({"recusals": (RecusalAsked("孙", True), RecusalAsked("钱", None))}, [], id="已经不在场的人"),
        ],
    )
    def test_inv_09_others_than_the_investigators(self, change, found):
        assert codes(session.check_panel(replace(PANEL, **change))) == found

    @pytest.mark.parametrize(
        ("regime", "grade", "place"),
        [
            (None, "D", "行政处罚法第六十四条第四项"),
            (Regime.HURD, "D", "行政处罚法第六十四条第四项"),
            (Regime.SAMR, "A", "市场监督管理行政处罚听证办法第十一条第三款"),
            (Regime.AGR, "A", "农业行政处罚程序规定第六十三条第二款"),
            (Regime.TRA, "A", "交通运输行政执法程序规定第八十四条第三款"),
        ],
    )
    def test_clerk_rule_is_literal_in_some_regimes_and_derived_in_others(self, regime, grade, place):
        (breach,) = session.check_panel(replace(PANEL, members=frozenset({"李"})), regime)

        assert (breach.grade, str(breach.citation)) == (grade, place)
        assert breach.blocks
        assert breach.overridable is (grade == "D")


class TestAttendance:
    @pytest.mark.parametrize(
        ("change", "regime", "found"),
        [
            pytest.param({}, None, [], id="当事人自己到场"),
            pytest.param({"agents": 2}, None, [], id="两名代理人"),
            pytest.param({"agents": 3}, None, ["hearing.agents.many"], id="三名代理人"),
            pytest.param({"agents": 1, "agents_authorized": False}, Regime.SAMR,
                         ["hearing.agents.unauthorized"], id="市场监管无委托书"),
            pytest.param({"agents": 1, "agents_authorized": False}, None, [], id="国家法律没有规定委托书"),
            pytest.param({"agents_authorized": False}, Regime.AGR, [], id="没有代理人"),
            pytest.param({"investigators_present": False}, None, ["hearing.investigators.absent"], id="调查人员缺席"),
            pytest.param({"charged": True}, None, ["hearing.charged"], id="收费"),
        ],
    )  # fmt: skip
    def test_who_took_part(self, change, regime, found):
        assert codes(session.check_attendance(replace(Attendance(), **change), regime)) == found

    def test_impossible_number_is_refused(self):
        with pytest.raises(LawRefused) as refusal:
            session.check_attendance(Attendance(agents=-1))

        assert refusal.value.code == "hearing.agents.negative"


@pytest.mark.parametrize(
    ("absence", "found"),
    [
        pytest.param(Absence(Leaving.ABSENT, True, False), [], id="无正当理由不出席"),
        pytest.param(Absence(Leaving.ABSENT, True, True), ["hearing.absence.justified"], id="有正当理由"),
        pytest.param(Absence(Leaving.ABSENT, True), ["hearing.absence.unknown"], id="原因不明"),
        pytest.param(Absence(Leaving.ABSENT, False, False), ["hearing.absence.unnotified"], id="没有通知到"),
        pytest.param(Absence(Leaving.LEFT, True), [], id="未经许可退出"),
        pytest.param(Absence(Leaving.LEFT, True, permitted=True), ["hearing.absence.permitted"], id="经许可退出"),
    ],
)
def test_absence_is_a_waiver_only_without_reason(absence, found):
    assert codes(session.check_termination(absence)) == found
    assert absence.how.label


class TestPreparation:
    ASKED = Preparation(date(2026, 3, 2))

    @pytest.mark.parametrize(
        ("facts", "as_of", "late"),
        [
            pytest.param(ASKED, date(2026, 3, 5), 0, id="第三个工作日"),
            pytest.param(ASKED, date(2026, 3, 6), 1, id="第四个工作日仍无主持人"),
            pytest.param(replace(ASKED, chair_on=date(2026, 3, 5)), date(2026, 3, 10), 0, id="材料末日"),
            pytest.param(replace(ASKED, chair_on=date(2026, 3, 5)), date(2026, 3, 11), 1, id="材料逾期"),
            pytest.param(
                replace(ASKED, chair_on=date(2026, 3, 9), file_on=date(2026, 3, 16), fixed_on=date(2026, 3, 24)),
                date(2026, 4, 1),
                3,
                id="三步都逾期",
            ),
            pytest.param(
                replace(ASKED, chair_on=date(2026, 3, 2), file_on=date(2026, 3, 2), fixed_on=date(2026, 3, 9),
                        ended_on=date(2026, 3, 20), reported_on=date(2026, 3, 27)),
                date(2026, 4, 1),
                0,
                id="报告在五个工作日内",
            ),
            pytest.param(
                replace(ASKED, chair_on=date(2026, 3, 2), file_on=date(2026, 3, 2), fixed_on=date(2026, 3, 9),
                        ended_on=date(2026, 3, 20), reported_on=date(2026, 3, 30)),
                date(2026, 4, 1),
                1,
                id="报告逾期",
            ),
        ],
    )  # fmt: skip
    def test_late_steps_are_reported_in_market_cases(self, facts, as_of, late):
        assert codes(session.check_preparation(facts, as_of, CALENDAR, Regime.SAMR)) == ["hearing.step.late"] * late
        assert session.check_preparation(facts, as_of, CALENDAR) == ()
