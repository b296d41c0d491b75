"""查封、扣押：对象、文书、期限、检测扣除、延长。"""

from dataclasses import replace
from datetime import date

import pytest

from tongpan.law.calendar import national
from tongpan.law.coercion import seizure
from tongpan.law.coercion.seizure import (
    Custody,
    DecisionField,
    Prolongation,
    SeizedObject,
    SeizurePapers,
    check_object,
    check_papers,
    check_prolongation,
    check_term,
    check_testing,
    custody_limit,
)
from tongpan.law.period import Exclusion, Ground
from tongpan.law.refusal import LawRefused

CALENDAR = national()


def codes(verdict):
    return [breach.code for breach in verdict]


THING = SeizedObject(related_to_act=True, necessity_of_life=False, sealed_by_another=False)


@pytest.mark.parametrize(
    ("thing", "expected"),
    [
        pytest.param(THING, [], id="涉案财物"),
        pytest.param(replace(THING, related_to_act=False), ["coercion.object.unrelated"], id="与违法行为无关"),
        pytest.param(replace(THING, related_to_act=None), ["coercion.object.relation_unknown"], id="关系不清楚"),
        pytest.param(replace(THING, necessity_of_life=True), ["coercion.object.necessity"], id="生活必需品"),
        pytest.param(replace(THING, necessity_of_life=None), ["coercion.object.necessity_unknown"], id="没有问过"),
        pytest.param(replace(THING, sealed_by_another=True), ["coercion.object.sealed_already"], id="已被查封"),
        pytest.param(replace(THING, sealed_by_another=None), ["coercion.object.sealing_unknown"], id="没有核实封条"),
    ],
)
def test_object(thing, expected):
    assert codes(check_object(thing)) == expected


PAPERS = SeizurePapers(frozenset(DecisionField), True, True, 2)


@pytest.mark.parametrize(
    ("papers", "expected"),
    [
        pytest.param(PAPERS, [], id="文书齐全"),
        pytest.param(
            replace(PAPERS, stated=frozenset(DecisionField) - {DecisionField.TERM}),
            ["coercion.papers.content"],
            id="没有写明期限",
        ),
        pytest.param(
            replace(PAPERS, decision_handed_over=False), ["coercion.papers.not_handed_over"], id="没有交付决定书"
        ),
        pytest.param(
            replace(PAPERS, inventory_handed_over=False), ["coercion.papers.not_handed_over"], id="没有交付清单"
        ),
        pytest.param(replace(PAPERS, inventory_copies=1), ["coercion.papers.copies"], id="清单只有一份"),
        pytest.param(replace(PAPERS, inventory_copies=3), [], id="清单三份"),
    ],
)
def test_papers(papers, expected):
    assert codes(check_papers(papers)) == expected


def test_what_is_not_stated_is_named():
    breach = check_papers(replace(PAPERS, stated=frozenset({DecisionField.PARTY})))[0]

    assert DecisionField.REMEDIES.label in breach.message
    assert DecisionField.PARTY.label not in breach.message


TOLD = seizure.Testing(date(2026, 9, 5), date(2026, 9, 14), notified_on=date(2026, 9, 5))


@pytest.mark.parametrize(
    ("testing", "left_out", "expected"),
    [
        pytest.param(TOLD, (5, 14), [], id="事先告知，全部扣除"),
        pytest.param(replace(TOLD, finished_on=date(2026, 9, 10)), (5, 10), [], id="提前完成，只扣到完成之日"),
        pytest.param(replace(TOLD, finished_on=date(2026, 9, 20)), (5, 14), [], id="拖延的日子不扣除"),
        pytest.param(replace(TOLD, notified_on=date(2026, 9, 4)), (5, 14), [], id="提前一天告知"),
        pytest.param(
            replace(TOLD, notified_on=date(2026, 9, 6)),
            (6, 14),
            ["coercion.testing.untold"],
            id="晚一天告知，从告知起扣",
        ),
        pytest.param(
            replace(TOLD, notified_on=date(2026, 9, 14)), (14, 14), ["coercion.testing.untold"], id="末日才告知"
        ),
        pytest.param(
            replace(TOLD, notified_on=date(2026, 9, 15)), None, ["coercion.testing.untold"], id="期间过后才告知"
        ),
        pytest.param(replace(TOLD, notified_on=None), None, ["coercion.testing.untold"], id="没有告知"),
        pytest.param(replace(TOLD, ends_on=None), None, ["coercion.testing.indefinite"], id="没有终止日"),
    ],
)
def test_testing(testing, left_out, expected):
    exclusion = seizure.testing_exclusion(testing)

    assert codes(check_testing(testing)) == expected
    if left_out is None:
        assert exclusion is None
    else:
        assert exclusion == Exclusion(Ground.TESTING, date(2026, 9, left_out[0]), date(2026, 9, left_out[1]))


LONGER = Prolongation(date(2026, 10, 1), 30, by_head=True, notified_on=date(2026, 10, 1), reasons_stated=True)
TAKEN = Custody(date(2026, 9, 1))
PROLONGED = replace(TAKEN, prolongations=(LONGER,))


@pytest.mark.parametrize(
    ("custody", "expected"),
    [
        pytest.param(TAKEN, [], id="没有延长"),
        pytest.param(PROLONGED, [], id="末日批准，延长三十日"),
        pytest.param(
            replace(TAKEN, prolongations=(replace(LONGER, days=31),)), ["coercion.prolongation.long"], id="延长三十一日"
        ),
        pytest.param(
            replace(TAKEN, prolongations=(replace(LONGER, granted_on=date(2026, 10, 2)),)),
            ["coercion.prolongation.late"],
            id="届满次日才批准，国庆假期不顺延",
        ),
        pytest.param(
            replace(TAKEN, prolongations=(replace(LONGER, by_head=False),)),
            ["coercion.prolongation.authority"],
            id="不是负责人批准",
        ),
        pytest.param(
            replace(TAKEN, prolongations=(replace(LONGER, notified_on=None),)),
            ["coercion.prolongation.untold"],
            id="没有告知当事人",
        ),
        pytest.param(
            replace(TAKEN, prolongations=(replace(LONGER, reasons_stated=False),)),
            ["coercion.prolongation.untold"],
            id="没有说明理由",
        ),
        pytest.param(replace(TAKEN, prolongations=(LONGER, LONGER)), ["coercion.prolongation.twice"], id="延长两次"),
        pytest.param(
            replace(TAKEN, testings=(TOLD,), prolongations=(replace(LONGER, granted_on=date(2026, 10, 11)),)),
            [],
            id="检测十日不计入，可以晚十日批准",
        ),
    ],
)
def test_prolongation(custody, expected):
    assert codes(check_prolongation(custody, CALENDAR)) == expected


def test_a_custody_may_be_prolonged_by_one_day_on_its_first():
    same_day = replace(LONGER, granted_on=TAKEN.started_on, days=1)

    assert check_prolongation(replace(TAKEN, prolongations=(same_day,)), CALENDAR) == ()


@pytest.mark.parametrize("wrong", [{"days": 0}, {"granted_on": date(2026, 8, 31)}])
def test_a_prolongation_has_days_and_comes_after_the_seizure(wrong):
    with pytest.raises(LawRefused) as refused:
        check_prolongation(replace(TAKEN, prolongations=(replace(LONGER, **wrong),)), CALENDAR)

    assert refused.value.code == "coercion.prolongation.order"


@pytest.mark.parametrize(
    ("custody", "last"),
    [
        pytest.param(TAKEN, date(2026, 10, 1), id="三十日，末日是国庆也不顺延"),
        pytest.param(PROLONGED, date(2026, 10, 31), id="延长三十日"),
        pytest.param(replace(TAKEN, testings=(TOLD,)), date(2026, 10, 11), id="检测十日不计入"),
        pytest.param(
            replace(TAKEN, prolongations=(replace(LONGER, by_head=False),)), date(2026, 10, 1), id="违法的延长不算"
        ),
        pytest.param(
            replace(TAKEN, testings=(replace(TOLD, notified_on=None),)), date(2026, 10, 1), id="没有告知的检测不算"
        ),
        pytest.param(Custody(date(2026, 12, 15)), date(2027, 1, 14), id="跨入节假日未公布的年份"),
        pytest.param(Custody(date(2024, 1, 30)), date(2024, 2, 29), id="闰年二月"),
    ],
)
def test_term_and_its_end(custody, last):
    next_day = date.fromordinal(last.toordinal() + 1)

    assert custody_limit(custody, CALENDAR).act_by == last
    assert check_term(custody, CALENDAR, last) == ()
    assert codes(check_term(custody, CALENDAR, next_day)) == ["coercion.custody.expired"]
    assert check_term(replace(custody, ended_on=last), CALENDAR, next_day) == ()
    assert codes(check_term(replace(custody, ended_on=next_day), CALENDAR, next_day)) == ["coercion.custody.expired"]


def test_custody_does_not_end_before_it_starts():
    with pytest.raises(LawRefused) as refused:
        check_term(replace(TAKEN, ended_on=date(2026, 8, 31)), CALENDAR, date(2026, 9, 1))

    assert refused.value.code == "coercion.custody.order"


def test_every_field_has_its_chinese_name():
    assert len({field.label for field in DecisionField}) == 6
