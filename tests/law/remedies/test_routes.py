"""救济途径：复议前置、期限、不并行、不停止执行。"""

from dataclasses import replace
from datetime import date

import pytest

from tongpan.law.calendar import national
from tongpan.law.refusal import LawRefused
from tongpan.law.remedies.routes import (
    Act,
    Knowledge,
    Pending,
    Stay,
    check_application,
    check_execution_during_remedy,
    check_suit,
    last_day_after_reconsideration,
    last_day_to_apply,
    last_day_to_sue,
    may_apply_through_agency,
    reconsideration_first,
    remedies_over_on,
)

CALENDAR = national()
FIRST = {Act.SUMMARY_PENALTY, Act.INACTION, Act.DISCLOSURE_REFUSED, Act.NATURAL_RESOURCE_RIGHT}
TOLD = Knowledge(Act.PENALTY, date(2026, 1, 5), date(2026, 1, 6), told=True)


def codes(verdict):
    return [breach.code for breach in verdict]


@pytest.mark.parametrize("act", Act)
def test_reconsideration_comes_first_for_four_kinds_and_where_a_law_says_so(act):
    assert reconsideration_first(act) is (act in FIRST)
    assert reconsideration_first(act, law_requires=True)
    assert not act.label.isascii()


@pytest.mark.parametrize(
    ("act", "by_monitoring", "expected"),
    [
        pytest.param(Act.SUMMARY_PENALTY, False, True, id="当场处罚"),
        pytest.param(Act.PENALTY, True, True, id="电子监控的处罚"),
        pytest.param(Act.PENALTY, False, False, id="普通处罚"),
        pytest.param(Act.MEASURE, True, False, id="不是处罚"),
    ],
)
def test_through_the_agency(act, by_monitoring, expected):
    assert may_apply_through_agency(act, by_monitoring=by_monitoring) is expected


@pytest.mark.parametrize(
    ("knowledge", "apply_by", "sue_by"),
    [
        pytest.param(TOLD, date(2026, 3, 9), date(2026, 7, 6), id="六十日遇周末顺延，六个月"),
        pytest.param(replace(TOLD, told=False), date(2027, 1, 6), date(2027, 1, 6), id="没有告知，最长一年"),
        pytest.param(
            replace(TOLD, told=False, told_on=date(2026, 3, 2)),
            date(2026, 5, 6),
            date(2026, 9, 2),
            id="后来告知，自告知起算，末日劳动节顺延",
        ),
        pytest.param(
            replace(TOLD, told=False, told_on=date(2026, 12, 1)),
            date(2027, 1, 6),
            date(2027, 1, 6),
            id="告知太晚，一年先到",
        ),
        pytest.param(
            replace(TOLD, delays=((date(2026, 1, 10), date(2026, 1, 19)),)),
            date(2026, 3, 17),
            date(2026, 7, 16),
            id="不可抗力十日不计",
        ),
        pytest.param(
            replace(TOLD, made_on=date(2021, 2, 1)), date(2026, 2, 2), date(2026, 2, 2), id="五年到期，遇周日顺延"
        ),
        pytest.param(
            replace(TOLD, made_on=date(2021, 2, 1), real_estate=True),
            date(2026, 3, 9),
            date(2026, 7, 6),
            id="不动产二十年",
        ),
        pytest.param(
            replace(TOLD, made_on=date(2006, 2, 1), real_estate=True),
            date(2026, 2, 2),
            date(2026, 2, 2),
            id="不动产二十年到期",
        ),
    ],
)
def test_last_days(knowledge, apply_by, sue_by):
    assert last_day_to_apply(knowledge, CALENDAR).act_by == apply_by
    assert last_day_to_sue(knowledge, CALENDAR).act_by == sue_by


@pytest.mark.parametrize(
    "wrong",
    [
        pytest.param({"known_on": date(2026, 1, 4)}, id="知道早于作出"),
        pytest.param({"told": False, "told_on": date(2026, 1, 5)}, id="告知早于知道"),
    ],
)
def test_facts_out_of_order_are_refused(wrong):
    with pytest.raises(LawRefused) as refused:
        replace(TOLD, **wrong)

    assert refused.value.code in {"remedies.knowledge.order", "remedies.told.order"}


def test_fifteen_days_after_reconsideration():
    assert last_day_after_reconsideration(date(2026, 3, 2), CALENDAR).due_on == date(2026, 3, 17)


@pytest.mark.parametrize(
    ("knowledge", "over_on"),
    [
        pytest.param(TOLD, date(2026, 7, 7), id="两个期限都届满"),
        pytest.param(replace(TOLD, act=Act.SUMMARY_PENALTY), date(2026, 7, 7), id="复议前置也等六个月"),
        pytest.param(replace(TOLD, made_on=date(2026, 9, 1), known_on=date(2026, 9, 1)), None, id="末日在未公布的年份"),
        pytest.param(replace(TOLD, made_on=date(2021, 2, 1)), date(2026, 2, 3), id="五年届满"),
    ],
)
def test_both_ways_closed(knowledge, over_on):
    assert remedies_over_on(knowledge, CALENDAR) == over_on


@pytest.mark.parametrize(
    ("pending", "applied_on", "expected"),
    [
        pytest.param(Pending.NONE, date(2026, 3, 9), [], id="顺延后的末日"),
        pytest.param(Pending.NONE, date(2026, 3, 10), ["remedies.application.late"], id="晚一日"),
        pytest.param(Pending.LITIGATION, date(2026, 3, 9), ["remedies.application.suit_pending"], id="法院已受理"),
        pytest.param(Pending.RECONSIDERATION, date(2026, 3, 9), [], id="复议已受理不挡复议"),
    ],
)
def test_application(pending, applied_on, expected):
    assert codes(check_application(Act.PENALTY, TOLD, pending, applied_on, CALENDAR)) == expected


def test_a_term_that_hangs_on_an_unpublished_notice_shuts_nobody_out():
    untold = replace(TOLD, told=False)

    assert check_application(Act.PENALTY, untold, Pending.NONE, date(2027, 6, 1), CALENDAR) == ()


@pytest.mark.parametrize(
    ("act", "pending", "reconsidered", "expected"),
    [
        pytest.param(Act.PENALTY, Pending.NONE, False, [], id="普通处罚可以直接起诉"),
        pytest.param(
            Act.PENALTY,
            Pending.RECONSIDERATION,
            False,
            ["remedies.suit.reconsideration_pending"],
            id="复议期间不得起诉",
        ),
        pytest.param(
            Act.SUMMARY_PENALTY, Pending.NONE, False, ["remedies.suit.reconsideration_first"], id="当场处罚先复议"
        ),
        pytest.param(Act.SUMMARY_PENALTY, Pending.NONE, True, [], id="当场处罚复议后起诉"),
    ],
)
def test_suit(act, pending, reconsidered, expected):
    assert codes(check_suit(act, pending, reconsidered=reconsidered)) == expected


def test_suit_where_another_law_wants_reconsideration_first():
    verdict = check_suit(Act.PENALTY, Pending.NONE, reconsidered=False, law_requires=True)

    assert codes(verdict) == ["remedies.suit.reconsideration_first"]


STAYED = ["remedies.execution.stayed"]


@pytest.mark.parametrize(
    ("stay", "expected"),
    [
        pytest.param(Stay(Pending.RECONSIDERATION), [], id="复议不停止执行"),
        pytest.param(Stay(Pending.LITIGATION), [], id="诉讼不停止执行"),
        pytest.param(Stay(Pending.RECONSIDERATION, ordered_by_body=True), STAYED, id="复议机关决定停止"),
        pytest.param(Stay(Pending.RECONSIDERATION, ordered_by_court=True), [], id="法院的裁定不在复议中"),
        pytest.param(Stay(Pending.LITIGATION, ordered_by_court=True), STAYED, id="法院裁定停止"),
        pytest.param(Stay(Pending.LITIGATION, ordered_by_body=True), [], id="复议机关的决定不在诉讼中"),
        pytest.param(Stay(Pending.LITIGATION, agency_thinks_needed=True), STAYED, id="本机关认为需要停止"),
        pytest.param(Stay(Pending.RECONSIDERATION, law_orders=True), STAYED, id="法律规定停止"),
        pytest.param(Stay(Pending.NONE, law_orders=True, ordered_by_body=True), [], id="没有救济在进行"),
    ],
)
def test_execution(stay, expected):
    verdict = check_execution_during_remedy(stay)

    assert codes(verdict) == expected
    if verdict:
        assert verdict[0].citation.article == (42 if stay.pending is Pending.RECONSIDERATION else 56)
