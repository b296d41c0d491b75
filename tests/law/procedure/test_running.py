"""正在计算的期限：从哪一刻起算，到哪一件事为止。"""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tongpan.law.calendar import national
from tongpan.law.coercion.suspension import TerminationGround
from tongpan.law.facts import (
    Closing,
    Disclosure,
    Enforcement,
    Filing,
    Hearing,
    HearingNotice,
    Payment,
    Preservation,
    Remedy,
    Revocation,
    Service,
    Statement,
    Termination,
)
from tongpan.law.facts.words import (
    Duty,
    Enforcing,
    Failure,
    Fault,
    HearingOutcome,
    Mode,
    Outcome,
    Paper,
    RemedyKind,
    Track,
)
from tongpan.law.limits import Regime
from tongpan.law.model.probing.base import (
    KEY,
    LATER,
    a_thing,
    decided,
    demanded,
    hearing_asked,
    hearing_fixed,
    held,
    referred,
    revoked,
)
from tongpan.law.model.starting import DAY_ONE, LARGE, a_charge, a_clue, investigated, noticed
from tongpan.law.money import yuan
from tongpan.law.procedure import Act, Step, Target, next_steps, perform
from tongpan.law.refusal import LawRefused

CALENDAR = national()
TOMORROW = DAY_ONE + timedelta(days=1)
MONTH = DAY_ONE + timedelta(days=33)
CHARGE = Target(KEY["party"], KEY["cause"])

CLUE = a_clue(a_charge(regime=Regime.SAMR))
TOLD = noticed(investigated(a_clue(a_charge(regime=Regime.HURD, proposed=LARGE))), hearing_told=True)
UNSERVED = decided(investigated(a_clue()), served=False)
SERVED = decided(investigated(a_clue()))
SPOT = replace(
    decided(investigated(a_clue(a_charge(regime=Regime.SAMR)))),
    decisions=tuple(replace(each, track=Track.SUMMARY, registered_at=None) for each in SERVED.decisions),
)
HEARD = hearing_fixed(hearings=(Hearing(**KEY, at=LATER, chair="陈", outcome=HearingOutcome.HELD),))
SHOWN = Disclosure(**KEY, redacted_at=DAY_ONE, at=DAY_ONE)
TAKEN = Payment(**KEY, at=DAY_ONE, amount=yuan(2000), on_spot=True)
LITIGATED = Remedy(**KEY, kind=RemedyKind.LITIGATION, at=DAY_ONE)
UPHELD = replace(LITIGATED, ended_at=LATER, outcome=Outcome.UPHELD)
RECONSIDERED = Remedy(**KEY, kind=RemedyKind.RECONSIDERATION, at=DAY_ONE)
COPY = {"copy_received_on": date(2026, 3, 2)}


def reconsidered(outcome=Outcome.UPHELD, facts=None, **values):
    row = replace(RECONSIDERED, ended_at=LATER, outcome=outcome, **values)
    return replace(SERVED if facts is None else facts, remedies=(row,))


COURT = Enforcement(**KEY, way=Enforcing.COURT, decided_at=LATER, signer="周")
APPROVED = {"decided_at": DAY_ONE, "decided_by": "周", "approved": True}
SENT = {**APPROVED, "complete": True, "transferred_at": DAY_ONE, "answered_at": DAY_ONE}


def public(**values):
    row = Service(Paper.DECISION, **KEY, at=DAY_ONE, mode=Mode.PUBLIC)
    return replace(UNSERVED, services=(replace(row, **values),))


def served(paper, effective_at=TOMORROW, mode=Mode.DIRECT):
    return replace(UNSERVED, services=(Service(paper, **KEY, at=DAY_ONE, mode=mode, effective_at=effective_at),))


def failed_on(day):
    tried = Service(
        Paper.DECISION, **KEY, at=DAY_ONE, mode=Mode.MAIL, difficulty="在外地", failure=Failure.ADDRESS, failed_on=day
    )
    return replace(UNSERVED, services=(tried,))


def with_thing(facts, **values):
    return held(replace(facts, things=(a_thing(),)), **values)


def limits(facts, at=LATER):
    return {each.rule: each for each in next_steps(facts, at, CALENDAR).limits}


ANSWERING = replace(SERVED, remedies=(replace(RECONSIDERED, **COPY),))

RUNNING = [
    # the clue, the notice, the hearing
    ("DL-01", CLUE, LATER, date(2026, 3, 23), "线索十五个工作日内决定是否立案"),
    ("DL-11", TOLD, LATER, date(2026, 3, 9), "告知后五个工作日内陈述申辩"),
    ("DL-12", TOLD, LATER, date(2026, 3, 9), "告知后五个工作日内要求听证"),
    ("DL-13", hearing_fixed(), LATER, date(2026, 3, 12), "听证的七个工作日前通知"),
    ("DL-09", investigated(a_clue()), LATER, date(2026, 5, 31), "立案之日起九十日内决定"),
    # the decision and its service
    ("DL-17", UNSERVED, LATER, date(2026, 3, 11), "不在场的七个工作日内送达"),
    ("DL-17", served(Paper.NOTICE), LATER, date(2026, 3, 11), "送达的不是决定书"),
    ("DL-17", failed_on(date(2026, 3, 4)), LATER, date(2026, 3, 13), "没有送到的，从没有送到之日重新起算"),
    ("DL-18", public(), LATER, date(2026, 4, 2), "公告三十日视为送达"),
    ("DL-23", served(Paper.DECISION), LATER, date(2026, 3, 18), "送达之日起十五日内缴纳"),
    ("DL-19", SERVED, LATER, date(2026, 3, 11), "决定之日起七个工作日内公开"),
    ("DL-21", revoked(replace(SERVED, disclosures=(SHOWN,))), LATER, date(2026, 3, 5), "撤销之日起三个工作日内撤回"),
    ("DL-22", SPOT, LATER, date(2026, 3, 11), "当场处罚七个工作日内备案"),
    # money and enforcement
    ("DL-25.1", replace(SERVED, payments=(TAKEN,)), LATER, date(2026, 3, 4), "当场收缴二日内交机关"),
    ("DL-27", demanded(), MONTH, date(2026, 4, 17), "催告十日后申请法院"),
    ("DL-28", SERVED, DAY_ONE.replace(month=9, day=3), date(2026, 12, 2), "起诉期满次日起三个月内申请"),
    ("DL-38", SERVED, LATER, date(2026, 5, 6), "六十日内申请复议"),
    ("DL-39", SERVED, LATER, date(2026, 9, 2), "六个月内起诉"),
    # remedies and what the organ answers
    ("DL-39", reconsidered(Outcome.WITHDRAWN), LATER, date(2026, 9, 2), "撤回复议申请的，六个月照旧"),
    ("DL-40", reconsidered(), LATER, date(2026, 3, 20), "不服复议决定十五日内起诉"),
    ("DL-40", reconsidered(told_on=date(2026, 3, 10)), MONTH, date(2026, 3, 25), "从当事人收到决定书之日起"),
    ("DL-40", reconsidered(Outcome.EXPIRED, SPOT), LATER, date(2026, 3, 20), "当场处罚复议逾期没有决定"),
    ("DL-40", reconsidered(Outcome.CHANGED), LATER, date(2026, 3, 20), "不服变更决定"),
    ("DL-28", reconsidered(), MONTH, date(2026, 6, 20), "复议维持以后，起诉期满次日起三个月内申请"),
    (
        "DL-28",
        reconsidered(Outcome.WITHDRAWN),
        DAY_ONE.replace(month=9, day=3),
        date(2026, 12, 2),
        "撤回复议申请的，从六个月届满起算",
    ),
    ("DL-41", replace(SERVED, remedies=(replace(RECONSIDERED, **COPY),)), LATER, date(2026, 3, 16), "十个工作日答复"),
    (
        "DL-41.2",
        replace(SERVED, remedies=(replace(RECONSIDERED, **COPY, simple=True),)),
        LATER,
        date(2026, 3, 9),
        "简易程序五个工作日答复",
    ),
    ("DL-43", replace(SERVED, remedies=(replace(LITIGATED, **COPY),)), LATER, date(2026, 3, 17), "十五日内应诉"),
    (
        "DL-43",
        replace(reconsidered(), remedies=(*reconsidered().remedies, replace(LITIGATED, **COPY))),
        LATER,
        date(2026, 3, 17),
        "复议以后的诉讼",
    ),
    (
        "DL-21",
        replace(reconsidered(Outcome.UNLAWFUL), disclosures=(SHOWN,)),
        LATER,
        date(2026, 3, 10),
        "确认违法的三个工作日内撤回",
    ),
    (
        "DL-21",
        replace(
            reconsidered(Outcome.UNLAWFUL),
            disclosures=(SHOWN,),
            revocations=(Revocation(**KEY, at=MONTH, decider="周", ground=Fault.FACTS),),
        ),
        MONTH,
        date(2026, 3, 10),
        "确认违法以后又自行撤销的，从第一次起算",
    ),
    # the referral
    ("DL-34.1", referred(), LATER, date(2026, 3, 5), "报告后三日内决定是否移送"),
    ("DL-34.2", referred(**APPROVED), LATER, date(2026, 3, 3), "决定移送的二十四小时内"),
    ("DL-36.1", referred(**SENT, accepted=False), LATER, date(2026, 3, 5), "不立案的三日内提请复议"),
    ("DL-35", with_thing(referred(**SENT, accepted=True)), LATER, date(2026, 3, 5), "立案的三日内移交涉案物品"),
]


@pytest.mark.parametrize(("rule", "facts", "at", "by"), [pytest.param(*row[:4], id=row[4]) for row in RUNNING])
def test_a_limit_runs_from_its_event(rule, facts, at, by):
    assert limits(facts, at)[rule].limit.act_by == by


OVER = [
    ("DL-01", replace(CLUE, filing=Filing(DAY_ONE, "吴")), LATER, "已经立案"),
    ("DL-09", a_clue(), LATER, "没有立案"),
    ("DL-09", SERVED, LATER, "已经决定"),
    ("DL-11", decided(TOLD), LATER, "决定之后不再陈述申辩"),
    ("DL-12", hearing_asked(), LATER, "已经要求听证"),
    ("DL-12", noticed(investigated(a_clue())), LATER, "没有告知听证权利"),
    ("DL-13", hearing_asked(), LATER, "还没有通知听证"),
    ("DL-13", HEARD, LATER, "已经听证"),
    ("DL-17", SERVED, LATER, "当场交付"),
    ("DL-17", served(Paper.DECISION), LATER, "已经送达"),
    ("DL-17", public(), LATER, "已经公告"),
    ("DL-18", UNSERVED, LATER, "没有公告"),
    ("DL-18", served(Paper.DECISION, None), LATER, "寄出不是公告"),
    ("DL-18", served(Paper.NOTICE, None, Mode.PUBLIC), LATER, "公告的是告知书"),
    ("DL-18", public(effective_at=MONTH), MONTH, "公告期满已经送达"),
    ("DL-19", replace(SERVED, disclosures=(SHOWN,)), LATER, "已经公开"),
    ("DL-21", replace(SERVED, disclosures=(SHOWN,)), LATER, "没有撤销"),
    ("DL-21", revoked(SERVED), LATER, "没有公开过"),
    ("DL-21", revoked(replace(SERVED, disclosures=(replace(SHOWN, at=None),))), LATER, "审查了还没有公开"),
    ("DL-21", revoked(replace(SERVED, disclosures=(replace(SHOWN, withdrawn_at=LATER),))), LATER, "已经撤回"),
    ("DL-22", SERVED, LATER, "普通程序不备案"),
    ("DL-22", replace(SPOT, decisions=tuple(replace(d, registered_at=LATER) for d in SPOT.decisions)), LATER, "已备案"),
    ("DL-23", UNSERVED, LATER, "没有送达"),
    ("DL-23", replace(SERVED, payments=(TAKEN,)), LATER, "已经缴清"),
    ("DL-25.1", replace(SERVED, payments=(replace(TAKEN, on_spot=False),)), LATER, "在银行缴的不用上交"),
    ("DL-25.1", replace(SERVED, payments=(replace(TAKEN, handed_in_at=LATER),)), LATER, "已经上交"),
    ("DL-27", SERVED, MONTH, "没有催告"),
    ("DL-27", replace(demanded(), enforcements=(COURT,)), MONTH, "已经申请法院"),
    ("DL-27", replace(demanded(), payments=(TAKEN,)), MONTH, "催告之后缴清"),
    ("DL-28", SERVED, DAY_ONE.replace(month=9, day=2), "起诉期的最后一日还没有届满"),
    ("DL-28", replace(SERVED, payments=(TAKEN,)), DAY_ONE.replace(month=9, day=3), "已经缴清"),
    ("DL-28", replace(SERVED, enforcements=(COURT,)), DAY_ONE.replace(month=9, day=3), "已经申请法院"),
    ("DL-28", UNSERVED, DAY_ONE.replace(month=9, day=3), "没有送达"),
    ("DL-38", UNSERVED, LATER, "没有送达不知道决定"),
    ("DL-39", replace(SERVED, remedies=(LITIGATED,)), LATER, "已经起诉"),
    ("DL-39", reconsidered(), LATER, "复议以后不再直接起诉"),
    ("DL-39", reconsidered(Outcome.WITHDRAWN, SPOT), LATER, "当场处罚复议前置，撤回的不能起诉"),
    ("DL-40", SERVED, LATER, "没有复议"),
    ("DL-40", replace(SERVED, remedies=(RECONSIDERED,)), LATER, "复议没有终结"),
    ("DL-40", reconsidered(Outcome.WITHDRAWN), LATER, "撤回的没有复议决定"),
    ("DL-40", reconsidered(Outcome.REDONE), LATER, "复议撤销了决定"),
    ("DL-40", replace(SERVED, remedies=(UPHELD,)), LATER, "法院已经裁判"),
    ("DL-40", replace(SERVED, remedies=(*reconsidered().remedies, LITIGATED)), LATER, "已经起诉"),
    ("DL-28", reconsidered(), DAY_ONE.replace(day=20), "复议后起诉期的最后一日还没有届满"),
    ("DL-28", reconsidered(Outcome.CHANGED), MONTH, "复议变更的由复议机关执行"),
    ("DL-28", replace(SERVED, remedies=(RECONSIDERED,)), DAY_ONE.replace(month=9, day=3), "正在复议"),
    ("DL-41", SERVED, LATER, "没有复议"),
    ("DL-41", replace(SERVED, remedies=(RECONSIDERED,)), LATER, "没有收到副本"),
    ("DL-41", replace(SERVED, remedies=(replace(RECONSIDERED, **COPY, answered_at=LATER),)), LATER, "已经答复"),
    ("DL-41", replace(SERVED, remedies=(replace(RECONSIDERED, **COPY, simple=True),)), LATER, "适用简易程序"),
    ("DL-41.2", replace(SERVED, remedies=(replace(RECONSIDERED, **COPY),)), LATER, "适用普通程序"),
    ("DL-41", reconsidered(**COPY), LATER, "复议已经终结"),
    ("DL-43", replace(SERVED, remedies=(replace(RECONSIDERED, **COPY),)), LATER, "复议不是诉讼"),
    ("DL-19", reconsidered(Outcome.CHANGED), LATER, "变更以后不再公开原决定"),
    ("DL-34.1", referred(reported_at=None), LATER, "没有报告"),
    ("DL-34.1", referred(**APPROVED), LATER, "已经决定移送"),
    ("DL-34.2", referred(**APPROVED | {"approved": False}), LATER, "决定不移送"),
    ("DL-34.2", referred(**SENT), LATER, "已经移送"),
    ("DL-36.1", referred(**SENT, accepted=True), LATER, "公安机关立案"),
    ("DL-36.1", referred(**SENT | {"answered_at": None}), LATER, "公安机关没有答复"),
    ("DL-36.1", referred(**SENT, accepted=False, contested_at=LATER), LATER, "已经提请复议"),
    ("DL-36.1", referred(**SENT, accepted=False, resumed_at=LATER), LATER, "恢复处罚程序"),
    ("DL-35", referred(**SENT, accepted=True), LATER, "没有扣押物品"),
    ("DL-35", with_thing(referred(**SENT, accepted=True), ended_at=LATER), LATER, "物品已经移交"),
    ("DL-35", with_thing(referred(**SENT, accepted=False)), LATER, "公安机关不立案"),
]


@pytest.mark.parametrize(("rule", "facts", "at"), [pytest.param(*row[:3], id=f"{row[0]} {row[3]}") for row in OVER])
def test_a_limit_ends_with_its_event(rule, facts, at):
    assert rule not in limits(facts, at)


def test_each_document_under_public_notice_has_its_own_days():
    """催告书和加处罚款决定书都在公告：各算各的三十日（5月4日逢假期，顺延）。"""
    facts = perform(perform(SERVED, Act(Step.DEMAND, CHARGE, MONTH, CALENDAR, "MAIL")),
                    Act(Step.SURCHARGE, CHARGE, MONTH, CALENDAR, "MAIL"))  # fmt: skip
    for paper, day in ((Paper.DEMAND, MONTH), (Paper.SURCHARGE, MONTH + timedelta(days=10))):
        facts = perform(facts, Act(Step.SERVE_PUBLIC, CHARGE._replace(ref=paper.value), day, CALENDAR))
    found = next_steps(facts, MONTH + timedelta(days=11), CALENDAR).limits

    assert {each.target.ref: each.limit.act_by for each in found if each.rule == "DL-18"} == {
        "DEMAND": date(2026, 5, 7),
        "SURCHARGE": date(2026, 5, 15),
    }


@pytest.mark.parametrize(
    "over",
    [
        pytest.param({"terminations": (Termination(**KEY, at=MONTH, ground=TerminationGround.DEATH),)}, id="终结执行"),
        pytest.param({"closing": Closing(MONTH, "吴")}, id="已经结案"),
    ],
)
def test_nothing_is_to_be_paid_where_nobody_is_made_to_pay_any_more(over):
    assert "DL-23" in limits(SERVED, MONTH)
    assert "DL-23" not in limits(replace(SERVED, **over), MONTH)


class TestOver:
    """A duty not done by its last day is over; a right or a waiting period that has ended is nobody's fault."""

    @pytest.mark.parametrize(
        ("rule", "facts", "at", "over"),
        [
            pytest.param("DL-17", UNSERVED, DAY_ONE.replace(day=11), False, id="末日当天还能送达"),
            pytest.param("DL-17", UNSERVED, DAY_ONE.replace(day=12), True, id="次日逾期"),
            pytest.param("DL-23", SERVED, DAY_ONE.replace(day=30), False, id="当事人的权利没有逾期一说"),
            pytest.param("DL-27", demanded(), DAY_ONE.replace(month=4, day=30), False, id="等待期满正好办理"),
            pytest.param("DL-41", ANSWERING, DAY_ONE.replace(day=16), False, id="答复的最后一日"),
            pytest.param("DL-41", ANSWERING, DAY_ONE.replace(day=17), True, id="逾期没有答复"),
            pytest.param("DL-40", reconsidered(), MONTH, False, id="当事人起诉的权利"),
            pytest.param("DL-34.2", referred(**APPROVED), TOMORROW, False, id="正好二十四小时"),
            pytest.param("DL-34.2", referred(**APPROVED), TOMORROW + timedelta(minutes=1), True, id="过了二十四小时"),
        ],
    )
    def test_is_told_from_the_day_after(self, rule, facts, at, over):
        assert limits(facts, at)[rule].over is over


class TestThings:
    BASE = investigated(a_clue())

    @pytest.mark.parametrize(
        ("facts", "running"),
        [
            pytest.param(with_thing(BASE), {"DL-06"}, id="批准了的扣押"),
            pytest.param(with_thing(BASE, urgent=True, approved_at=None), {"DL-05", "DL-06"}, id="紧急扣押待补批"),
            pytest.param(with_thing(BASE, urgent=True), {"DL-06"}, id="紧急扣押已补批"),
            pytest.param(with_thing(BASE, urgent=True, approved_at=None, refused_at=LATER), {"DL-06"}, id="不同意补批"),
            pytest.param(with_thing(BASE, approved_at=None), {"DL-06"}, id="不紧急的没有补批期限"),
            pytest.param(with_thing(BASE, ended_at=LATER), set(), id="已经解除"),
        ],
    )
    def test_an_urgent_measure_waits_for_approval(self, facts, running):
        assert set(limits(facts)) & {"DL-05", "DL-06"} == running

    def test_thirty_days_of_custody_and_a_day_for_approval(self):
        found = limits(with_thing(self.BASE, urgent=True, approved_at=None), DAY_ONE)

        assert found["DL-06"].limit.act_by == date(2026, 4, 1)
        assert found["DL-05"].limit.due_at == TOMORROW
        assert {found[each].target.ref for each in ("DL-05", "DL-06")} == {"货车"}

    @pytest.mark.parametrize(
        ("values", "running"),
        [
            pytest.param({"approved_at": DAY_ONE}, {"DL-03"}, id="批准了的保存"),
            pytest.param({"urgent": True}, {"DL-03", "DL-04"}, id="紧急保存待补批"),
            pytest.param({"disposed_at": LATER}, set(), id="已经处理"),
        ],
    )
    def test_preserved_evidence_is_dealt_with_in_seven_days(self, values, running):
        row = replace(Preservation("保存1", **KEY, at=DAY_ONE), **values)
        facts = replace(investigated(a_clue(a_charge(regime=Regime.SAMR))), preservations=(row,))

        found = limits(facts)

        assert set(found) & {"DL-03", "DL-04"} == running
        assert all(found[each].limit.act_by == date(2026, 3, 11) for each in running - {"DL-04"})


def test_a_second_notice_of_the_hearing_counts_anew():
    row = HearingNotice(**KEY, served_at=DAY_ONE, held_on=date(2026, 3, 12))
    again = replace(row, served_at=LATER, held_on=date(2026, 3, 20))

    assert limits(hearing_fixed(hearing_notices=(row, again)))["DL-13"].limit.act_by == date(2026, 3, 17)


def test_a_duty_other_than_money_keeps_the_limits_of_enforcement_running():
    facts = replace(
        decided(investigated(a_clue(a_charge(duty=Duty.CLEAR)))),
        payments=(TAKEN,),
        demands=demanded().demands,
        statements=(Statement(**KEY, at=DAY_ONE, waived=True),),
    )

    assert "DL-27" in limits(facts, MONTH)


@pytest.mark.parametrize("province", ["", "1", "浙江", "3301061234567"])
def test_a_place_that_is_none_is_refused_instead_of_leaving_the_case_without_limits(province):
    with pytest.raises(LawRefused) as refused:
        limits(replace(investigated(a_clue()), province=province))

    assert (refused.value.code, refused.value.field) == ("facts.province.invalid", "province")
