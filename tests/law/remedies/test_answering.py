"""复议答复和应诉：期限、证据封存、转送、意见书、重作、出庭。"""

from dataclasses import replace
from datetime import date

import pytest

from tongpan.law.calendar import national
from tongpan.law.refusal import LawRefused
from tongpan.law.remedies.answering import (
    Answer,
    Collecting,
    Forum,
    Redo,
    answer_limit,
    check_answer,
    check_appearance,
    check_collecting,
    check_forwarding,
    check_opinion_report,
    check_redo,
)
from tongpan.law.remedies.routes import Pending

CALENDAR = national()
COPY = date(2026, 9, 28)


def codes(verdict):
    return [breach.code for breach in verdict]


@pytest.mark.parametrize(
    ("forum", "last"),
    [
        pytest.param(Forum.RECONSIDERATION, date(2026, 10, 16), id="普通程序十个工作日，国庆不计"),
        pytest.param(Forum.RECONSIDERATION_SIMPLE, date(2026, 10, 10), id="简易程序五个工作日，调休上班计入"),
        pytest.param(Forum.LITIGATION, date(2026, 10, 13), id="诉讼十五日"),
    ],
)
def test_answer_in_time(forum, last):
    after = date.fromordinal(last.toordinal() + 1)
    answer = Answer(forum, COPY, last, evidence_with_it=True, basis_with_it=True)

    assert answer_limit(forum, COPY, CALENDAR).act_by == last
    assert check_answer(answer, CALENDAR, after) == ()
    assert codes(check_answer(replace(answer, answered_on=after), CALENDAR, after)) == ["remedies.answer.late"]
    assert check_answer(replace(answer, answered_on=None), CALENDAR, last) == ()
    assert codes(check_answer(replace(answer, answered_on=None), CALENDAR, after)) == ["remedies.answer.late"]


@pytest.mark.parametrize("lacking", ["evidence_with_it", "basis_with_it"])
def test_an_answer_without_evidence_or_basis_is_none(lacking):
    answer = Answer(Forum.LITIGATION, COPY, COPY, evidence_with_it=True, basis_with_it=True)

    verdict = check_answer(replace(answer, **{lacking: False}), CALENDAR, COPY)

    assert codes(verdict) == ["remedies.answer.incomplete"]
    assert verdict[0].citation.article == 34


def test_no_answer_before_the_copy():
    with pytest.raises(LawRefused) as refused:
        check_answer(Answer(Forum.LITIGATION, COPY, date(2026, 9, 27), True, True), CALENDAR, COPY)

    assert refused.value.code == "remedies.answer.order"


@pytest.mark.parametrize(
    ("collecting", "expected", "article"),
    [
        pytest.param(Collecting(Pending.NONE), [], None, id="没有救济在进行"),
        pytest.param(Collecting(Pending.RECONSIDERATION), ["remedies.evidence.frozen"], 46, id="复议中不得收集"),
        pytest.param(Collecting(Pending.LITIGATION), ["remedies.evidence.frozen"], 35, id="诉讼中不得收集"),
        pytest.param(Collecting(Pending.LITIGATION, True), ["remedies.evidence.no_leave"], 36, id="没有法院准许"),
        pytest.param(
            Collecting(Pending.RECONSIDERATION, True), ["remedies.evidence.no_leave"], 46, id="没有复议机构同意"
        ),
        pytest.param(Collecting(Pending.RECONSIDERATION, True, True), [], None, id="对方提出新证据并经同意"),
        pytest.param(
            Collecting(Pending.LITIGATION, False, True), ["remedies.evidence.frozen"], 35, id="没有新证据，准许也不行"
        ),
    ],
)
def test_evidence_is_frozen(collecting, expected, article):
    verdict = check_collecting(collecting)

    assert codes(verdict) == expected
    assert [breach.citation.article for breach in verdict] == ([article] if article else [])


@pytest.mark.parametrize(
    ("maintains", "settled_on", "as_of", "expected"),
    [
        pytest.param(True, date(2026, 10, 10), date(2026, 10, 20), [], id="五个工作日转送"),
        pytest.param(True, date(2026, 10, 12), date(2026, 10, 20), ["remedies.forwarding.late"], id="晚一个工作日"),
        pytest.param(None, None, date(2026, 10, 10), [], id="还在期限内"),
        pytest.param(None, None, date(2026, 10, 11), ["remedies.forwarding.late"], id="没有处理"),
        pytest.param(False, date(2026, 10, 20), date(2026, 10, 20), [], id="自行纠正"),
        pytest.param(False, None, date(2026, 10, 11), ["remedies.forwarding.late"], id="要纠正而没有纠正"),
    ],
)
def test_forwarding(maintains, settled_on, as_of, expected):
    assert codes(check_forwarding(COPY, maintains, settled_on, CALENDAR, as_of)) == expected


@pytest.mark.parametrize(
    ("reported_on", "as_of", "expected"),
    [
        pytest.param(date(2026, 11, 27), date(2026, 12, 1), [], id="六十日"),
        pytest.param(date(2026, 11, 28), date(2026, 12, 1), ["remedies.opinion.late"], id="六十一日，周六不顺延"),
        pytest.param(None, date(2026, 11, 27), [], id="还在期限内"),
        pytest.param(None, date(2026, 11, 28), ["remedies.opinion.late"], id="没有报送"),
    ],
)
def test_opinion_report(reported_on, as_of, expected):
    assert codes(check_opinion_report(COPY, reported_on, CALENDAR, as_of)) == expected


@pytest.mark.parametrize(
    ("redo", "expected"),
    [
        pytest.param(Redo(True, True, False), ["remedies.redo.same"], id="同样的事实和理由"),
        pytest.param(Redo(None, True, False), ["remedies.redo.unknown"], id="是否相同不清楚"),
        pytest.param(Redo(False, True, False), [], id="有新的事实"),
        pytest.param(Redo(True, False, False), [], id="处理内容不同"),
        pytest.param(Redo(True, True, True), [], id="只因程序被撤销"),
    ],
)
def test_redo(redo, expected):
    assert codes(check_redo(redo)) == expected


@pytest.mark.parametrize(
    ("appears", "cannot", "delegate", "expected"),
    [
        pytest.param(True, False, "", [], id="负责人出庭"),
        pytest.param(False, True, "副乡长", [], id="不能出庭，委托工作人员"),
        pytest.param(False, True, " ", ["remedies.appearance.nobody"], id="没有委托"),
        pytest.param(False, False, "副乡长", ["remedies.appearance.nobody"], id="能出庭而不出庭"),
    ],
)
def test_appearance(appears, cannot, delegate, expected):
    assert codes(check_appearance(appears, cannot, delegate)) == expected
