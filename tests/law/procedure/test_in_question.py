"""哪一步正当其时，哪一步还不到或者已经办过；挡住它的话说的是哪一种情形。"""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tongpan.law.calendar import national
from tongpan.law.facts import (
    Closing,
    Hearing,
    HearingRequest,
    Monitoring,
    Opinion,
    Prolongation,
    Referral,
    Remedy,
    Service,
    Statement,
)
from tongpan.law.facts.words import Duty, Enforcing, HearingOutcome, Mode, Paper, Power, RemedyKind, Track
from tongpan.law.limits import Regime
from tongpan.law.model.probing.base import (
    KEY,
    LATER,
    SUMMER,
    a_thing,
    decided,
    demolition_ordered,
    hearing_asked,
    hearing_fixed,
    held,
    ready,
    referred,
)
from tongpan.law.model.starting import DAY_ONE, LARGE, SMALL, a_charge, a_clue, an_authority, investigated, noticed
from tongpan.law.penalty.authority import check_authority
from tongpan.law.period import Authority
from tongpan.law.procedure import Step, Target, next_steps
from tongpan.law.procedure.adapting import deliberation_due
from tongpan.law.procedure.gates.staff import holding_of
from tongpan.law.procedure.view import CaseView
from tongpan.law.titles import APL

CALENDAR = national()
SERVED = decided(investigated(a_clue()))
UNSERVED = decided(investigated(a_clue()), served=False)
CLEARING = decided(investigated(a_clue(a_charge(duty=Duty.CLEAR))))
SPOT = replace(SERVED, decisions=tuple(replace(d, track=Track.SUMMARY, registered_at=None) for d in SERVED.decisions))
PUBLIC = Service(Paper.DECISION, **KEY, at=DAY_ONE, mode=Mode.PUBLIC)
HELD = Hearing(**KEY, at=DAY_ONE, chair="陈", outcome=HearingOutcome.HELD)


def outlook(facts, at=LATER):
    return next_steps(facts, at, CALENDAR)


def in_question(facts, step, at=LATER):
    found = outlook(facts, at)
    return found.offers(step) or bool(found.why_not(step))


def with_decision(facts, **values):
    return replace(facts, decisions=tuple(replace(each, **values) for each in facts.decisions))


def told(facts=None):
    return noticed(facts or investigated(a_clue()))


ASKED = [
    (Step.STATE, told(), True, "告知之后可以陈述申辩"),
    (Step.STATE, ready(), False, "告知的同时就放弃了陈述申辩"),
    (Step.WAIVE, ready(), False, "放弃只有一次"),
    (Step.STATE, replace(told(), statements=(Statement(**KEY, at=LATER),)), False, "已经陈述申辩"),
    (Step.STATE, ready(statements=(Statement(**KEY, at=DAY_ONE - timedelta(days=1)),)), True, "告知之前的不算"),
    (Step.FIX_HEARING, hearing_asked(), True, "要求听证之后确定时间地点"),
    (Step.FIX_HEARING, hearing_fixed(), False, "要求的同时通知了听证"),
    (Step.HOLD_HEARING, hearing_fixed(), True, "通知之后举行听证"),
    (Step.HOLD_HEARING, hearing_fixed(hearings=(HELD,)), False, "要求的同时举行了听证"),
    (Step.REGISTER, SPOT, True, "当场处罚报备案"),
    (Step.REGISTER, with_decision(SPOT, registered_at=LATER), False, "已经备案"),
    (Step.REGISTER, replace(SPOT, closing=Closing(LATER, "吴")), False, "已经结案"),
    (Step.REGISTER, with_decision(SERVED, registered_at=None), False, "普通程序不报备案"),
    (Step.REGISTER, ready(), False, "没有决定，没有可备案的"),
    (Step.RECHECK, replace(told(), statements=(Statement(**KEY, at=LATER),)), True, "申辩之后复核"),
    (Step.RECHECK, replace(told(), statements=(Statement(**KEY, at=LATER, rechecked_at=LATER),)), False, "已经复核"),
    (Step.RECHECK, ready(), False, "放弃的不用复核"),
    (Step.NOTIFY, investigated(a_clue()), True, "调查之后告知"),
    (Step.NOTIFY, investigated(a_clue(a_charge(proposed=None))), True, "没有拟处的，先拟处再告知"),
    (Step.NOTIFY, noticed(investigated(a_clue(a_charge(proposed=None)))), False, "告知过又不拟处的，不再告知"),
    (Step.NOTIFY, told(), False, "告知的与拟处的一致"),
    (Step.NOTIFY, replace(SERVED, notices=()), False, "决定之后不再告知"),
    (Step.DECIDE_ON_SPOT, a_clue(), True, "立案之前可以当场决定"),
    (Step.DECIDE_ON_SPOT, ready(), False, "立案之后不再当场决定"),
    (Step.DECIDE_ON_SPOT, replace(SPOT, filing=None), False, "当场决定过了"),
    (Step.SERVE, UNSERVED, True, "决定之后送达"),
    (Step.SERVE, ready(), False, "没有决定，没有可送达的"),
    (Step.SERVE, SERVED, False, "已经当场交付"),
    (Step.SERVE, replace(UNSERVED, services=(PUBLIC,)), False, "正在公告送达"),
    (Step.REDACT, SERVED, True, "处罚决定公开之前审查"),
    (Step.REDACT, ready(), False, "没有决定，没有可公开的"),
    (Step.REDACT, with_decision(SERVED, penalty=None), False, "不予处罚的不公开"),
    (Step.REPORT_REFERRAL, investigated(a_clue(a_charge(crime=True))), True, "涉嫌犯罪的报告移送"),
    (Step.REPORT_REFERRAL, investigated(a_clue()), False, "不涉嫌犯罪"),
    (Step.APPROVE_REFERRAL, referred(), True, "报告之后由正职决定"),
    (Step.APPROVE_REFERRAL, referred(decided_at=DAY_ONE, approved=True), False, "正职已经决定"),
    (Step.APPROVE_REFERRAL, replace(referred(), charges=(a_charge(),)), False, "查明不涉嫌犯罪"),
    (Step.PERFORM, CLEARING, True, "责令的事还没有做"),
    (Step.PERFORM, with_decision(CLEARING, performed_at=LATER), False, "责令的事已经做了"),
    (Step.PERFORM, SERVED, False, "只有罚款，没有别的义务"),
]


@pytest.mark.parametrize(
    ("step", "facts", "open_"), [pytest.param(*row[:3], id=f"{row[0].label}：{row[3]}") for row in ASKED]
)
def test_a_step_is_in_question_in_its_turn(step, facts, open_):
    assert in_question(facts, step) is open_


class TestDemolition:
    ORDERED = demolition_ordered()
    SILENT = replace(ORDERED, enforcements=tuple(replace(each, announced_at=None) for each in ORDERED.enforcements))

    @pytest.mark.parametrize(
        ("facts", "offered", "why"),
        [
            pytest.param(SILENT, True, (), id="决定之后公告"),
            pytest.param(ORDERED, False, (), id="已经公告"),
            pytest.param(replace(ORDERED, enforcements=()), False, ("enforcement.order.missing",), id="没有决定"),
        ],
    )
    def test_is_announced_once_after_the_order(self, facts, offered, why):
        found = outlook(facts, SUMMER)

        assert found.offers(Step.ANNOUNCE) is offered
        assert found.why_not(Step.ANNOUNCE) == why

    @pytest.mark.parametrize(
        ("kind", "said"),
        [
            pytest.param(RemedyKind.LITIGATION, "法院已受理", id="诉讼"),
            pytest.param(RemedyKind.RECONSIDERATION, "复议已受理", id="复议"),
        ],
    )
    def test_waits_for_the_remedy_that_is_pending_by_its_name(self, kind, said):
        facts = replace(self.ORDERED, remedies=(Remedy(**KEY, kind=kind, at=DAY_ONE),))

        messages = [
            each.message
            for row in outlook(facts, SUMMER).blocked
            if row.step is Step.DEMOLISH
            for each in row.breaches
            if each.code == "coercion.demolition.pending"
        ]

        assert [said in each for each in messages] == [True]


class TestClosing:
    GOODS = replace(UNSERVED, things=(a_thing(),))

    @pytest.mark.parametrize(
        ("facts", "codes"),
        [
            pytest.param(SERVED, {"closing.performance"}, id="罚款没有缴"),
            pytest.param(CLEARING, {"closing.performance"}, id="责令的事没有做"),
            pytest.param(UNSERVED, {"closing.unserved"}, id="没有送达，不问履行"),
            pytest.param(held(GOODS), {"closing.unserved", "closing.items.held"}, id="没有送达，东西还扣着"),
            pytest.param(held(replace(SERVED, things=(a_thing(),))), {"closing.performance", "closing.items.held"},
                         id="罚款没有缴，东西还扣着"),
        ],
    )  # fmt: skip
    def test_wants_the_duty_performed_and_the_things_released(self, facts, codes):
        points = {"closing.performance", "closing.items.held", "closing.unserved"}

        assert set(outlook(facts).why_not(Step.CLOSE)) & points == codes

    @pytest.mark.parametrize(
        ("values", "waits"),
        [
            pytest.param({}, True, id="报告了，正职还没有决定"),
            pytest.param({"decided_at": DAY_ONE, "approved": False}, False, id="决定不移送"),
            pytest.param({"decided_at": DAY_ONE, "approved": True}, True, id="决定移送，公安机关没有答复"),
            pytest.param({"decided_at": DAY_ONE, "approved": True, "accepted": True}, False, id="公安机关立案"),
            pytest.param({"decided_at": DAY_ONE, "approved": True, "accepted": False}, False, id="公安机关不立案"),
            pytest.param({"resumed_at": DAY_ONE}, False, id="恢复了处罚程序"),
        ],
    )
    def test_waits_for_the_referral_to_be_answered(self, values, waits):
        row = replace(Referral(**KEY, reported_at=DAY_ONE), **values)

        found = outlook(replace(SERVED, referrals=(row,))).why_not(Step.CLOSE)

        assert ("closing.referral" in found) is waits


class TestMonitoring:
    KNOWN = Monitoring(
        statute=APL,
        article=41,
        legally_reviewed=True,
        technically_reviewed=True,
        standard=True,
        reasonable=True,
        marked=True,
        location_published_on=date(2026, 1, 1),
        reviewed_on=date(2026, 3, 2),
        true=True,
        clear=True,
        complete=True,
        accurate=True,
    )

    @pytest.mark.parametrize(
        ("values", "codes"),
        [
            pytest.param({}, set(), id="依据、审核齐备"),
            pytest.param({"statute": ""}, {"electronic.basis.missing"}, id="没有写明哪部法律"),
            pytest.param({"article": None}, {"electronic.basis.missing"}, id="没有写明哪一条"),
            pytest.param({"statute": "某市条例"}, {"electronic.basis.rank"}, id="不是法律、行政法规"),
            pytest.param({"clear": False}, {"electronic.record.unclear"}, id="记录不清晰"),
            pytest.param({"reviewed_on": date(2026, 3, 6)}, {"electronic.record.unreviewed"}, id="还没有审核"),
            pytest.param({"marked": False}, {"electronic.device.unmarked"}, id="没有明显标志"),
        ],
    )
    def test_a_record_of_a_device_is_evidence_on_its_basis_and_review(self, values, codes):
        facts = ready()
        taken = replace(facts.evidence[0], monitoring=replace(self.KNOWN, **values))

        found = outlook(replace(facts, evidence=(taken,))).why_not(Step.DECIDE)

        assert {each for each in found if each.startswith("electronic.")} == codes


class TestEvidence:
    OPINION = Opinion(date(2026, 3, 2), qualified=True, valid_from=date(2025, 1, 1), valid_until=date(2027, 1, 1))

    @pytest.mark.parametrize(
        ("values", "codes"),
        [
            pytest.param({}, set(), id="有资质"),
            pytest.param({"qualified": None}, {"expertise.qualified.unknown"}, id="资质不清楚"),
            pytest.param({"qualified": False}, {"expertise.unqualified"}, id="没有资质"),
            pytest.param({"qualified": False, "none_qualified": True}, set(), id="没有机构有资质，具备条件"),
            pytest.param({"valid_until": date(2026, 3, 1)}, {"expertise.lapsed"}, id="前日到期"),
        ],
    )
    def test_m154_an_opinion_is_a_basis_by_its_issuers_qualification(self, values, codes):
        facts = ready()
        given = replace(facts.evidence[0], opinion=replace(self.OPINION, **values))

        found = outlook(replace(facts, evidence=(given,))).why_not(Step.DECIDE)

        assert {each for each in found if each.startswith("expertise.")} == codes

    def test_what_is_set_aside_is_neither_a_basis_nor_in_the_way(self):
        facts = ready()
        (item,) = facts.evidence
        bad = replace(item, id="证据9", lawful=False, verified_at=None)
        assert "evidence.illegal" in outlook(replace(facts, evidence=(item, bad))).why_not(Step.DECIDE)

        aside = replace(facts, evidence=(item, replace(bad, excluded_at=bad.at)))
        assert not outlook(aside).why_not(Step.DECIDE)
        assert not outlook(aside).offers(Step.VERIFY, Target(item.party, item.cause))
        alone = replace(facts, evidence=(replace(item, excluded_at=item.at),))
        assert "evidence.insufficient" in outlook(alone).why_not(Step.DECIDE)


class TestTogether:
    @pytest.mark.parametrize(
        ("regime", "penalty", "asked", "due"),
        [
            pytest.param(Regime.AGR, LARGE, True, True, id="农业：符合听证条件并且申请听证的集体讨论"),
            pytest.param(Regime.AGR, LARGE, False, False, id="农业：没有申请听证的不讨论"),
            pytest.param(Regime.AGR, SMALL, True, False, id="农业：不符合听证条件的申请不算"),
            pytest.param(None, SMALL, True, False, id="法律没有把申请听证列为讨论的理由"),
            pytest.param(None, LARGE, False, False, id="法律没有把数额列为讨论的理由"),
        ],
    )
    def test_who_asks_for_a_hearing_brings_the_heads_together(self, regime, penalty, asked, due):
        facts = investigated(a_clue(a_charge(regime=regime, proposed=penalty)))
        if asked:
            facts = replace(facts, hearing_requests=(HearingRequest(**KEY, at=DAY_ONE),))
        (found,) = CaseView(facts, LATER, CALENDAR).charges

        assert deliberation_due(found) is due


class TestOpenPoints:
    EXTENDED = Prolongation(DAY_ONE, 30, Authority.HEAD)

    @pytest.mark.parametrize(
        ("facts", "number", "asked"),
        [
            pytest.param(investigated(a_clue()), 8, False, id="没有延长"),
            pytest.param(replace(SERVED, prolongations=(EXTENDED,)), 8, False, id="负责人延长一次，有上限"),
            pytest.param(replace(SERVED, prolongations=(EXTENDED,) * 2), 8, True, id="继续延长，合理期限没有上限"),
            pytest.param(SERVED, 10, False, id="没有强制执行"),
            pytest.param(TestDemolition.ORDERED, 10, True, id="要拆除，夜间从几时起"),
            pytest.param(
                replace(
                    TestDemolition.ORDERED,
                    enforcements=tuple(replace(e, performed_at=SUMMER) for e in TestDemolition.ORDERED.enforcements),
                ),
                10,
                False,
                id="已经拆除",
            ),
        ],
    )
    def test_is_raised_by_the_facts(self, facts, number, asked):
        assert (number in {each.number for each in outlook(facts).questions}) is asked


def test_an_organ_of_its_own_power_may_penalise_in_its_area_on_its_matters():
    held_ = holding_of(an_authority(Power.PENALTY))

    assert (held_.covers_matter, held_.covers_area, held_.town) == (True, True, True)
    assert check_authority(held_, LATER.date()) == ()


def test_ways_of_enforcement_do_not_stand_in_for_one_another():
    other = tuple(replace(each, way=Enforcing.COURT) for each in TestDemolition.ORDERED.enforcements)

    assert not in_question(replace(TestDemolition.ORDERED, enforcements=other), Step.DEMOLISH, SUMMER)
