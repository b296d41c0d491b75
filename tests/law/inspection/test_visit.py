"""一次涉企检查：理由、批准、扫码、通知、亮证、检查、结果。"""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from tongpan.law.calendar import national
from tongpan.law.inspection.plan import Prompt
from tongpan.law.inspection.visit import (
    Event,
    FollowUp,
    Visit,
    backfill_due_on,
    check_outcome,
    check_test_result,
    check_visit,
    urgent_report_due_on,
)
from tongpan.law.period import SHANGHAI

CALENDAR = national()
BEGAN = datetime(2026, 9, 29, 10, 0, tzinfo=SHANGHAI)
MINUTE = timedelta(minutes=1)
LATER = BEGAN + timedelta(days=30)
ZHEJIANG, SHENZHEN, SHANDONG = "330802", "440305", "370102"


def codes(verdict):
    return [breach.code for breach in verdict]


GOOD = Visit(
    division=ZHEJIANG,
    prompt=None,
    at={
        Event.APPROVAL: BEGAN,
        Event.SCAN: BEGAN,
        Event.NOTICE: BEGAN,
        Event.IDENTITY: BEGAN,
        Event.INSPECTION: BEGAN,
        Event.RECORD: BEGAN,
        Event.RESULT: BEGAN,
    },
    persons=2,
    officers=1,
    outsiders_inspected=False,
)


def moved(event, by):
    return {**GOOD.at, event: BEGAN + by}


def without(*events):
    return {event: moment for event, moment in GOOD.at.items() if event not in events}


URGENT = replace(GOOD, at=without(Event.APPROVAL), urgent_reason="有爆炸危险")
APPROVED_ON_SECOND = moved(Event.APPROVAL, timedelta(days=9))
FAULT = replace(GOOD, at=without(Event.SCAN), scan_fault="系统异常")
ORDER = ["inspection.order"]


@pytest.mark.parametrize(
    ("visit", "now", "expected"),
    [
        pytest.param(GOOD, LATER, [], id="按顺序进行"),
        pytest.param(replace(GOOD, outsiders_inspected=True), LATER, ["inspection.people.outsiders"], id="网格员检查"),
        pytest.param(replace(GOOD, persons=1), LATER, ["inspection.people.few"], id="一人检查"),
        pytest.param(replace(GOOD, officers=0), LATER, ["inspection.people.few"], id="没有执法证"),
        pytest.param(replace(GOOD, at=without(Event.APPROVAL)), LATER, ["inspection.approval.missing"], id="没有批准"),
        pytest.param(
            replace(GOOD, at=moved(Event.APPROVAL, MINUTE)), LATER, ["inspection.approval.missing"], id="检查后批准"
        ),
        pytest.param(URGENT, BEGAN + timedelta(days=9), [], id="紧急，国庆后第二个工作日前补办"),
        pytest.param(URGENT, BEGAN + timedelta(days=10), ["inspection.approval.late"], id="紧急补办超期"),
        pytest.param(replace(URGENT, at=APPROVED_ON_SECOND), LATER, [], id="末日补办"),
        pytest.param(
            replace(URGENT, at=moved(Event.APPROVAL, timedelta(days=10))),
            LATER,
            ["inspection.approval.late"],
            id="末日次日补办",
        ),
        pytest.param(
            replace(URGENT, division=SHANDONG),
            LATER,
            ["inspection.approval.afterwards"],
            id="浙江以外没有天数，没有补办",
        ),
        pytest.param(
            replace(URGENT, division=SHANDONG, at=moved(Event.APPROVAL, timedelta(days=20))),
            LATER,
            [],
            id="浙江以外补办了",
        ),
        pytest.param(replace(GOOD, at=without(Event.SCAN)), LATER, ["inspection.scan.missing"], id="没有扫码"),
        pytest.param(replace(GOOD, at=moved(Event.SCAN, MINUTE)), LATER, ["inspection.scan.missing"], id="检查后扫码"),
        pytest.param(FAULT, BEGAN, ["inspection.scan.not_entered"], id="故障没有补录"),
        pytest.param(replace(FAULT, at=moved(Event.SCAN, timedelta(days=20))), LATER, [], id="深圳以外补录没有天数"),
        pytest.param(replace(FAULT, division=SHENZHEN), BEGAN + timedelta(days=10), [], id="深圳十个自然日内"),
        pytest.param(
            replace(FAULT, division=SHENZHEN),
            BEGAN + timedelta(days=11),
            ["inspection.scan.not_entered"],
            id="深圳第十一日",
        ),
        pytest.param(
            replace(FAULT, division=SHENZHEN, at=moved(Event.SCAN, timedelta(days=11))),
            LATER,
            ["inspection.scan.not_entered"],
            id="深圳补录太晚",
        ),
        pytest.param(replace(GOOD, at=without(Event.NOTICE)), LATER, ORDER, id="没有通知书"),
        pytest.param(replace(GOOD, at=moved(Event.NOTICE, MINUTE)), LATER, ORDER, id="检查后才通知"),
        pytest.param(replace(GOOD, at=without(Event.IDENTITY)), LATER, ORDER, id="没有亮证"),
        pytest.param(replace(GOOD, at=without(Event.RECORD)), LATER, ORDER, id="没有笔录"),
        pytest.param(replace(GOOD, at=moved(Event.RECORD, -MINUTE)), LATER, ORDER, id="笔录在检查以前"),
        pytest.param(replace(GOOD, at=without(Event.RESULT)), LATER, ["inspection.result.untold"], id="没有告知结果"),
        pytest.param(replace(GOOD, at=without(Event.RESULT), awaits_test=True), LATER, [], id="等待检测结果"),
        pytest.param(replace(GOOD, at={}, urgent_reason=""), LATER, [], id="还没有开始，不问"),
    ],
)
def test_visit(visit, now, expected):
    assert codes(check_visit(visit, CALENDAR, now)) == expected


def test_what_is_out_of_order_is_named():
    for event in (Event.NOTICE, Event.IDENTITY, Event.RECORD):
        assert event.label in check_visit(replace(GOOD, at=without(event)), CALENDAR, LATER)[0].message


def test_a_complaint_is_answered_with_its_own_article_and_the_result_with_the_provinces():
    unapproved = replace(GOOD, at=without(Event.APPROVAL), prompt=Prompt.COMPLAINT)
    untold = replace(GOOD, at=without(Event.RESULT))

    assert check_visit(unapproved, CALENDAR, LATER)[0].citation.article == 78
    assert check_visit(untold, CALENDAR, LATER)[0].grade == "A"
    assert check_visit(replace(untold, division=SHANDONG), CALENDAR, LATER)[0].grade == "B"


def test_where_no_text_sets_days_there_is_no_last_day():
    assert urgent_report_due_on(SHANDONG, date(2026, 9, 29), CALENDAR) is None
    assert urgent_report_due_on("", date(2026, 9, 29), CALENDAR) is None
    assert urgent_report_due_on(ZHEJIANG, date(2026, 9, 29), CALENDAR) == date(2026, 10, 8)
    assert backfill_due_on(ZHEJIANG, date(2026, 9, 29), CALENDAR) is None
    assert backfill_due_on(SHENZHEN, date(2026, 9, 29), CALENDAR) == date(2026, 10, 9)


@pytest.mark.parametrize(
    ("problem", "follow_ups", "expected"),
    [
        pytest.param(False, frozenset(), [], id="没有问题"),
        pytest.param(True, frozenset({FollowUp.CORRECTION_ORDER}), [], id="责令改正"),
        pytest.param(True, frozenset(), ["inspection.outcome.no_follow_up"], id="问题没有后续"),
        pytest.param(None, frozenset(), ["inspection.outcome.unknown"], id="没有结论"),
    ],
)
def test_outcome(problem, follow_ups, expected):
    assert codes(check_outcome(problem, follow_ups)) == expected


@pytest.mark.parametrize(
    ("told_on", "as_of", "division", "expected"),
    [
        pytest.param(date(2026, 10, 9), LATER.date(), ZHEJIANG, [], id="三个工作日"),
        pytest.param(date(2026, 10, 10), LATER.date(), ZHEJIANG, ["inspection.test_result.late"], id="第四个工作日"),
        pytest.param(None, date(2026, 10, 9), ZHEJIANG, [], id="还在期限内"),
        pytest.param(None, date(2026, 10, 10), ZHEJIANG, ["inspection.test_result.late"], id="没有告知"),
        pytest.param(None, LATER.date(), SHANDONG, [], id="浙江以外没有天数"),
    ],
)
def test_test_result(told_on, as_of, division, expected):
    assert codes(check_test_result(date(2026, 9, 29), told_on, CALENDAR, as_of, division)) == expected


@pytest.mark.parametrize("words", [Event, FollowUp])
def test_every_word_is_its_own(words):
    assert len({each.label for each in words}) == len(words)
