"""代履行和立即代履行。"""

from dataclasses import replace
from datetime import date

import pytest

from tongpan.law.calendar import national
from tongpan.law.coercion.substitute import (
    ClearingPlace,
    DecisionField,
    Harm,
    ImmediateClearing,
    SubstitutePlan,
    SubstituteRecord,
    check_immediate,
    check_plan,
    check_record,
    first_day_to_perform,
)

CALENDAR = national()
PLAN = SubstitutePlan(
    performs_on=date(2026, 9, 28),
    duty_due_on=date(2026, 9, 10),
    demanded_on=date(2026, 9, 21),
    decision_served_on=date(2026, 9, 28),
    stated=frozenset(DecisionField),
    harms=frozenset({Harm.TRAFFIC}),
    performer_interested=False,
)


def codes(verdict):
    return [breach.code for breach in verdict]


@pytest.mark.parametrize(
    ("demanded_on", "first"),
    [
        pytest.param(date(2026, 9, 14), date(2026, 9, 18), id="隔三个工作日"),
        pytest.param(date(2026, 9, 29), date(2026, 10, 10), id="国庆假期不计，次日恰是调休上班日"),
        pytest.param(date(2026, 12, 29), None, id="跨入安排未公布的年份"),
    ],
)
def test_first_day(demanded_on, first):
    assert first_day_to_perform(demanded_on, CALENDAR) == first


@pytest.mark.parametrize(
    ("plan", "expected"),
    [
        pytest.param(PLAN, [], id="合法代履行"),
        pytest.param(replace(PLAN, harms=frozenset()), ["coercion.substitute.no_harm"], id="没有三种后果"),
        pytest.param(replace(PLAN, duty_due_on=None), ["coercion.substitute.not_overdue"], id="没有履行期限"),
        pytest.param(
            replace(PLAN, duty_due_on=date(2026, 9, 28)), ["coercion.substitute.not_overdue"], id="履行期限的末日"
        ),
        pytest.param(replace(PLAN, duty_due_on=date(2026, 9, 27)), [], id="履行期限届满次日"),
        pytest.param(replace(PLAN, decision_served_on=None), ["coercion.substitute.no_decision"], id="没有决定书"),
        pytest.param(
            replace(PLAN, decision_served_on=date(2026, 9, 29)),
            ["coercion.substitute.no_decision"],
            id="决定书送达太晚",
        ),
        pytest.param(replace(PLAN, performer_interested=True), ["coercion.substitute.interested"], id="有利害关系"),
        pytest.param(
            replace(PLAN, performer_interested=None), ["coercion.substitute.interest_unknown"], id="利害关系不清楚"
        ),
        pytest.param(replace(PLAN, party_performed=True), ["coercion.substitute.performed"], id="已经履行"),
        pytest.param(replace(PLAN, demanded_on=None), ["coercion.substitute.no_demand"], id="没有催告"),
        pytest.param(replace(PLAN, demanded_on=date(2026, 9, 22)), ["coercion.substitute.early"], id="少一个工作日"),
        pytest.param(
            replace(PLAN, performs_on=date(2026, 9, 29), demanded_on=date(2026, 9, 22)), [], id="恰隔三个工作日"
        ),
        pytest.param(
            replace(PLAN, demanded_on=date(2026, 12, 29), performs_on=date(2027, 2, 1)),
            ["coercion.substitute.early"],
            id="安排未公布",
        ),
        *(
            pytest.param(
                replace(PLAN, stated=frozenset(DecisionField) - {each}),
                ["coercion.substitute.content"],
                id=f"缺{each.label}",
            )
            for each in DecisionField
        ),
    ],
)
def test_plan(plan, expected):
    assert codes(check_plan(plan, CALENDAR)) == expected


DONE = SubstituteRecord(
    supervised=True, supervisor_signed=True, performer_signed=True, party_or_witness_signed=True, cost_justified=True
)


@pytest.mark.parametrize(
    ("record", "expected"),
    [
        pytest.param(DONE, [], id="合法"),
        pytest.param(replace(DONE, supervised=False), ["coercion.substitute.unsupervised"], id="没有派员监督"),
        pytest.param(replace(DONE, supervisor_signed=False), ["coercion.substitute.unsigned"], id="监督人员没有签名"),
        pytest.param(replace(DONE, performer_signed=False), ["coercion.substitute.unsigned"], id="代履行人没有签名"),
        pytest.param(
            replace(DONE, party_or_witness_signed=False), ["coercion.substitute.unsigned"], id="当事人没有签名"
        ),
        pytest.param(replace(DONE, violence_used=True), ["coercion.substitute.violence"], id="暴力"),
        pytest.param(replace(DONE, cost_justified=False), ["coercion.substitute.cost"], id="高于成本"),
        pytest.param(replace(DONE, cost_justified=None), ["coercion.substitute.cost_unknown"], id="没有核算"),
    ],
)
def test_record(record, expected):
    assert codes(check_record(record)) == expected


CLEARING = ImmediateClearing(ClearingPlace.ROAD, must_be_now=True, party_unable=True, party_present=True)


@pytest.mark.parametrize(
    ("clearing", "expected"),
    [
        pytest.param(CLEARING, [], id="道路遗洒，当事人在场"),
        pytest.param(replace(CLEARING, party_present=False), ["coercion.clearing.unnotified"], id="不在场没有通知"),
        pytest.param(replace(CLEARING, party_present=False, party_notified=True), [], id="不在场事后通知"),
        pytest.param(replace(CLEARING, place=None), ["coercion.clearing.place"], id="不在这些场所"),
        pytest.param(replace(CLEARING, must_be_now=False), ["coercion.clearing.not_urgent"], id="不必立即清除"),
        pytest.param(replace(CLEARING, must_be_now=None), ["coercion.clearing.urgency_unknown"], id="没有写明"),
        pytest.param(replace(CLEARING, party_unable=False), ["coercion.clearing.party_able"], id="当事人能清除"),
        pytest.param(replace(CLEARING, party_unable=None), ["coercion.clearing.ability_unknown"], id="不清楚能不能"),
    ],
)
def test_immediate_clearing(clearing, expected):
    assert codes(check_immediate(clearing)) == expected


@pytest.mark.parametrize("words", [Harm, DecisionField, ClearingPlace])
def test_every_word_is_its_own(words):
    assert len({each.label for each in words}) == len(words)
