"""申请法院强制执行：窗口、催告、材料。"""

from dataclasses import replace
from datetime import date

import pytest

from tongpan.law.calendar import national
from tongpan.law.coercion.court import (
    CourtApplication,
    Paper,
    Window,
    check_court_application,
    court_window,
    latest_demand_on,
)
from tongpan.law.refusal import LawRefused
from tongpan.law.remedies.routes import Act, Knowledge, Pending

CALENDAR = national()
SERVED = Knowledge(Act.PENALTY, date(2026, 1, 5), date(2026, 1, 6), told=True)
WINDOW = Window(date(2026, 7, 7), date(2026, 10, 6))


def codes(verdict):
    return [breach.code for breach in verdict]


@pytest.mark.parametrize(
    ("knowledge", "settled", "window"),
    [
        pytest.param(SERVED, {}, WINDOW, id="送达后六个月开，再三个月关"),
        pytest.param(
            Knowledge(Act.PENALTY, date(2025, 1, 6), date(2025, 1, 6), told=False),
            {},
            Window(date(2026, 1, 7), date(2026, 4, 6)),
            id="没有告知，一年后才开",
        ),
        pytest.param(
            SERVED,
            {"reconsidered_on": date(2026, 3, 2)},
            Window(date(2026, 3, 18), date(2026, 6, 17)),
            id="复议后十五日",
        ),
        pytest.param(
            SERVED,
            {"deferral_ended_on": date(2026, 8, 31)},
            Window(date(2026, 9, 1), date(2026, 11, 30)),
            id="分期结束后起算",
        ),
        pytest.param(SERVED, {"deferral_ended_on": date(2026, 7, 1)}, WINDOW, id="分期早已结束"),
        pytest.param(
            replace(SERVED, act=Act.SUMMARY_PENALTY),
            {"suit_term_ends_on": date(2026, 7, 6)},
            WINDOW,
            id="当场处罚由人认定起诉期限",
        ),
        pytest.param(
            replace(SERVED, act=Act.SUMMARY_PENALTY),
            {"reconsidered_on": date(2026, 3, 2)},
            Window(date(2026, 3, 18), date(2026, 6, 17)),
            id="当场处罚经过复议",
        ),
        pytest.param(
            replace(SERVED, made_on=date(2026, 7, 20), known_on=date(2026, 7, 20)),
            {},
            Window(None, None),
            id="起诉期限届满日要等节假日安排",
        ),
    ],
)
def test_window(knowledge, settled, window):
    assert court_window(knowledge, CALENDAR, **settled) == window


def test_a_summary_penalty_without_reconsideration_needs_a_person():
    with pytest.raises(LawRefused) as refused:
        court_window(replace(SERVED, act=Act.SUMMARY_PENALTY), CALENDAR)

    assert (refused.value.code, refused.value.field) == ("coercion.court.window_open", "suit_term_ends_on")


def test_latest_demand_still_leaves_a_day():
    last = latest_demand_on(WINDOW, CALENDAR)

    assert last == date(2026, 9, 16)  # 九月二十日是调休上班日
    assert latest_demand_on(Window(None, None), CALENDAR) is None


@pytest.mark.parametrize(
    ("closes_on", "last"),
    [
        pytest.param(date(2026, 6, 1), date(2026, 5, 17), id="星期一届满，前二周的星期日送达"),
        pytest.param(date(2026, 6, 2), date(2026, 5, 18), id="星期二届满"),
        pytest.param(date(2026, 6, 4), date(2026, 5, 20), id="星期四届满"),
        pytest.param(date(2026, 6, 5), date(2026, 5, 21), id="星期五届满"),
        pytest.param(date(2026, 6, 6), date(2026, 5, 24), id="星期六届满"),
        pytest.param(date(2026, 6, 9), date(2026, 5, 25), id="下一个星期二届满"),
    ],
)
def test_the_latest_demand_is_found_to_the_day(closes_on, last):
    assert latest_demand_on(Window(date(2026, 3, 2), closes_on), CALENDAR) == last


APPLICATION = CourtApplication(
    applied_on=date(2026, 9, 1),
    has_power=False,
    pending=Pending.NONE,
    performed=False,
    demanded_on=date(2026, 8, 17),
    papers=frozenset(Paper),
    head_signed=True,
    sealed=True,
    dated=True,
    planning_building=False,
)


@pytest.mark.parametrize(
    ("application", "window", "expected"),
    [
        pytest.param(APPLICATION, WINDOW, [], id="窗口内，催告满十个工作日"),
        pytest.param(replace(APPLICATION, has_power=True), WINDOW, ["coercion.court.has_power"], id="自己有执行权"),
        pytest.param(
            replace(APPLICATION, pending=Pending.LITIGATION), WINDOW, ["coercion.court.pending"], id="正在诉讼"
        ),
        pytest.param(
            replace(APPLICATION, pending=Pending.RECONSIDERATION), WINDOW, ["coercion.court.pending"], id="正在复议"
        ),
        pytest.param(replace(APPLICATION, performed=True), WINDOW, ["coercion.court.performed"], id="已经履行"),
        pytest.param(replace(APPLICATION, head_signed=False), WINDOW, ["coercion.court.unsigned"], id="负责人没有签名"),
        pytest.param(replace(APPLICATION, sealed=False), WINDOW, ["coercion.court.unsigned"], id="没有盖章"),
        pytest.param(replace(APPLICATION, dated=False), WINDOW, ["coercion.court.unsigned"], id="没有日期"),
        pytest.param(
            replace(APPLICATION, planning_building=True), WINDOW, ["coercion.court.planning"], id="规划法违法建筑不受理"
        ),
        pytest.param(
            replace(APPLICATION, planning_building=None), WINDOW, ["coercion.court.planning_unknown"], id="建筑性质不明"
        ),
        pytest.param(APPLICATION, Window(date(2026, 9, 1), date(2026, 9, 1)), [], id="窗口的第一日也是最后一日"),
        pytest.param(
            APPLICATION, Window(date(2026, 9, 2), date(2026, 12, 1)), ["coercion.court.early"], id="窗口前一日"
        ),
        pytest.param(APPLICATION, Window(None, None), ["coercion.court.early"], id="窗口未定"),
        pytest.param(APPLICATION, Window(date(2026, 5, 1), None), [], id="窗口关闭日未定"),
        pytest.param(
            APPLICATION, Window(date(2026, 5, 1), date(2026, 8, 31)), ["coercion.court.late"], id="窗口后一日"
        ),
        pytest.param(
            replace(APPLICATION, late_reason="当事人下落不明"),
            Window(date(2026, 5, 1), date(2026, 8, 31)),
            ["coercion.court.late_reasoned"],
            id="逾期有理由由法院决定",
        ),
        pytest.param(replace(APPLICATION, demanded_on=None), WINDOW, ["coercion.court.no_demand"], id="没有催告"),
        pytest.param(
            replace(APPLICATION, demanded_on=date(2026, 8, 18)),
            WINDOW,
            ["coercion.court.demand_early"],
            id="少一个工作日",
        ),
        pytest.param(
            replace(APPLICATION, demanded_on=date(2026, 12, 28), applied_on=date(2027, 2, 1)),
            Window(date(2027, 1, 1), date(2027, 4, 1)),
            ["coercion.court.demand_early"],
            id="安排未公布",
        ),
        *(
            pytest.param(
                replace(APPLICATION, papers=frozenset(Paper) - {each}),
                WINDOW,
                ["coercion.court.papers"],
                id=f"缺{each.label}",
            )
            for each in Paper
        ),
    ],
)
def test_application(application, window, expected):
    assert codes(check_court_application(application, window, CALENDAR)) == expected


def test_a_reasoned_late_application_is_let_through():
    late = replace(APPLICATION, late_reason="当事人下落不明")

    assert not check_court_application(late, Window(date(2026, 5, 1), date(2026, 8, 31)), CALENDAR)[0].blocks
