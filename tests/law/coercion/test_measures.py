"""实施行政强制措施：必要性、批准、十步、全程录像。"""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from tongpan.law.calendar import national
from tongpan.law.coercion.measures import (
    Approval,
    MeasureRecord,
    Necessity,
    Recording,
    check_approval,
    check_necessity,
    check_recording,
    check_steps,
)
from tongpan.law.period import SHANGHAI
from tongpan.law.refusal import LawRefused

CALENDAR = national()
START = datetime(2026, 9, 30, 15, 0, tzinfo=SHANGHAI)
DAY = timedelta(hours=24)
SECOND = timedelta(seconds=1)


def codes(verdict):
    return [breach.code for breach in verdict]


@pytest.mark.parametrize(
    ("necessity", "expected"),
    [
        pytest.param(Necessity(False), [], id="非强制手段不够"),
        pytest.param(Necessity(None), ["coercion.necessity.unknown"], id="没有写明必要性"),
        pytest.param(Necessity(True), ["coercion.necessity.milder"], id="非强制手段够用"),
        pytest.param(Necessity(False, plainly_slight=True), ["coercion.necessity.slight"], id="显著轻微"),
    ],
)
def test_necessity(necessity, expected):
    assert codes(check_necessity(necessity)) == expected


def test_a_slight_act_is_only_a_warning():
    assert not check_necessity(Necessity(False, plainly_slight=True))[0].blocks


URGENT = Approval(START, urgent_reason="正在转移证据", reported_at=START + DAY, approved_at=START + DAY)


@pytest.mark.parametrize(
    ("approval", "now", "expected"),
    [
        pytest.param(Approval(START, approved_at=START), START, [], id="实施当时已经批准"),
        pytest.param(
            Approval(START, approved_at=START + SECOND), START, ["coercion.approval.missing"], id="不紧急而事后批准"
        ),
        pytest.param(Approval(START), START, ["coercion.approval.missing"], id="不紧急又没有批准"),
        pytest.param(URGENT, START + 2 * DAY, [], id="恰好二十四小时，国庆假期连续计算"),
        pytest.param(
            replace(URGENT, reported_at=START + DAY + SECOND),
            START + 2 * DAY,
            ["coercion.urgent.report_late"],
            id="迟报一秒",
        ),
        pytest.param(
            replace(URGENT, approved_at=START + DAY + SECOND),
            START + 2 * DAY,
            ["coercion.urgent.approval_late"],
            id="迟批一秒",
        ),
        pytest.param(replace(URGENT, reported_at=None, approved_at=None), START + DAY, [], id="还在二十四小时以内"),
        pytest.param(
            replace(URGENT, reported_at=None, approved_at=None),
            START + DAY + SECOND,
            ["coercion.urgent.report_late", "coercion.urgent.approval_late"],
            id="过了二十四小时没有报告",
        ),
        pytest.param(
            replace(URGENT, approved_at=None, refused_at=START + DAY),
            START + 3 * DAY,
            ["coercion.refused.held"],
            id="不同意而没有解除",
        ),
        pytest.param(
            replace(URGENT, approved_at=None, refused_at=START + DAY, lifted_at=START + DAY),
            START + 3 * DAY,
            [],
            id="不同意后立即解除",
        ),
        pytest.param(
            Approval(START, refused_at=START + SECOND),
            START,
            ["coercion.approval.missing", "coercion.refused.held"],
            id="不紧急、没有批准又不解除",
        ),
    ],
)
def test_approval(approval, now, expected):
    assert codes(check_approval(approval, CALENDAR, now)) == expected


@pytest.mark.parametrize("late", ["reported_at", "refused_at", "lifted_at"])
def test_nothing_happens_before_the_measure_begins(late):
    with pytest.raises(LawRefused) as refused:
        check_approval(replace(URGENT, **{late: START - SECOND}), CALENDAR, START)

    assert refused.value.code == "coercion.times.order"


PRESENT = MeasureRecord(
    officers=2,
    others_acted=False,
    identity_shown=True,
    party_called=True,
    party_present=True,
    told_reasons=True,
    told_basis=True,
    told_rights=True,
    told_remedies=True,
    party_heard=True,
    record_made=True,
    officers_signed=True,
    party_signed=True,
)
ABSENT = replace(
    PRESENT, party_present=False, party_signed=False, party_heard=False, told_rights=False, witness_signed=True
)


@pytest.mark.parametrize(
    ("record", "expected"),
    [
        pytest.param(PRESENT, [], id="当事人在场，十步齐全"),
        pytest.param(ABSENT, [], id="当事人不到场，有见证人"),
        pytest.param(replace(PRESENT, officers=1), ["coercion.steps.officers"], id="只有一名执法人员"),
        pytest.param(replace(PRESENT, officers=3), [], id="三名执法人员"),
        pytest.param(replace(PRESENT, others_acted=True), ["coercion.steps.unqualified"], id="辅助人员参与"),
        pytest.param(replace(PRESENT, identity_shown=False), ["coercion.steps.identity"], id="没有亮证"),
        pytest.param(replace(PRESENT, party_called=False), ["coercion.steps.party_called"], id="没有通知到场"),
        pytest.param(replace(PRESENT, told_reasons=False), ["coercion.steps.told"], id="没有告知理由"),
        pytest.param(replace(PRESENT, told_basis=False), ["coercion.steps.told"], id="没有告知依据"),
        pytest.param(replace(PRESENT, told_rights=False), ["coercion.steps.told"], id="没有告知权利"),
        pytest.param(replace(PRESENT, told_remedies=False), ["coercion.steps.told"], id="没有告知救济"),
        pytest.param(replace(PRESENT, party_heard=False), ["coercion.steps.heard"], id="没有听取申辩"),
        pytest.param(replace(PRESENT, record_made=False), ["coercion.steps.record"], id="没有现场笔录"),
        pytest.param(
            replace(PRESENT, officers_signed=False), ["coercion.steps.officers_signed"], id="执法人员没有签名"
        ),
        pytest.param(replace(PRESENT, party_signed=False), ["coercion.steps.party_signed"], id="当事人没有签名"),
        pytest.param(replace(PRESENT, party_signed=False, refusal_noted=True), [], id="注明拒绝签名"),
        pytest.param(replace(ABSENT, witness_signed=False), ["coercion.steps.witness"], id="没有见证人"),
    ],
)
def test_ten_steps(record, expected):
    assert codes(check_steps(record)) == expected


@pytest.mark.parametrize(
    ("recording", "expected"),
    [
        pytest.param(Recording(True, False), [], id="全程录像"),
        pytest.param(Recording(False, False), ["coercion.recording.missing"], id="没有录像"),
        pytest.param(Recording(None, False), ["coercion.recording.unknown"], id="还没有上传"),
        pytest.param(Recording(True, True), ["coercion.recording.gaps"], id="录像中断"),
        pytest.param(Recording(True), ["coercion.recording.gaps_unknown"], id="没有核对是否连续"),
    ],
)
def test_recording(recording, expected):
    assert codes(check_recording(recording)) == expected
