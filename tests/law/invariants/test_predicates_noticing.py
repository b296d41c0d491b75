"""告知与听证的不变式（INV-24至INV-29）：期限届满之日和次日、恰好的金额和多一分，各算一次。"""

from dataclasses import replace
from datetime import date

import pytest
from tests.law.invariants.histories import MOMENT, a_fine, answer, fined, on, penalized, retold

from tongpan.law.facts import Hearing, HearingNotice, HearingRequest, Penalty, Statement
from tongpan.law.facts.words import HearingOutcome, Track
from tongpan.law.limits import Regime
from tongpan.law.model.probing.base import KEY
from tongpan.law.model.starting import DAY_ONE, a_charge, a_party
from tongpan.law.money import Money, yuan
from tongpan.law.penalty.kinds import PartyKind, PenaltyKind

TOLD_AT, HEARD_AT, DECIDED_AT, INVITED_TO = on(3, 2), on(3, 9), on(3, 10), on(3, 12)
ZHEJIANG, GUANGDONG = "330106", "440106"
NOT_TOLD = [
    pytest.param({"served_at": None}, id="告知书没有送达"),
    pytest.param({"served_at": DAY_ONE + MOMENT}, id="决定之后才送达"),
]


def unheard(charge=None, day=DECIDED_AT, province=GUANGDONG, **notice):
    """Told on the first day, decided on another, and nothing said in between."""
    facts = penalized(charge, decisions={"at": day}, notices=notice)
    return replace(facts, province=province, statements=())


def said(facts, *moments, **values):
    return replace(facts, statements=tuple(Statement(**KEY, at=each, **values) for each in moments))


class TestHeard:
    """INV-24: 行政处罚法44、45、62；市场监管57；住建22；农业23；浙江52."""

    @pytest.mark.parametrize(
        ("regime", "province", "last"),
        [
            pytest.param(Regime.SAMR, GUANGDONG, on(3, 9), id="市场监管五个工作日"),
            pytest.param(Regime.HURD, GUANGDONG, on(3, 9), id="住建五日"),
            pytest.param(Regime.AGR, GUANGDONG, on(3, 5), id="农业三日"),
            pytest.param(Regime.ZJP, ZHEJIANG, on(3, 5), id="浙江三日"),
            pytest.param(None, ZHEJIANG, on(3, 5), id="浙江，没有部门程序规定"),
            pytest.param(None, GUANGDONG, on(3, 12), id="其他地方，告知书写明的日期"),
            pytest.param(None, None, on(3, 12), id="地方不明，告知书写明的日期"),
            pytest.param(Regime.TRA, GUANGDONG, on(3, 12), id="交通，告知书写明的日期"),
            pytest.param(Regime.TRA, ZHEJIANG, on(3, 12), id="交通，在浙江"),
        ],
    )
    def test_who_says_nothing_is_awaited_to_the_last_day(self, regime, province, last):
        charge = a_charge(regime=regime)
        told = {"reply_by": date(2026, 3, 12)}

        assert answer(24, unheard(charge, last, province, **told)) is False
        assert answer(24, unheard(charge, last.replace(day=last.day + 1), province, **told)) is True

    def test_a_window_counts_from_service_over_the_weekend(self):
        charge = a_charge(regime=Regime.AGR)

        assert answer(24, unheard(charge, on(3, 11), served_at=on(3, 6))) is False
        assert answer(24, unheard(charge, on(3, 12), served_at=on(3, 6))) is True

    def test_without_a_day_to_reply_by_the_window_is_never_over(self):
        assert answer(24, unheard(day=on(3, 31), reply_by=None)) is False

    @pytest.mark.parametrize(
        ("moment", "holds"),
        [
            pytest.param(on(3, 2) - MOMENT, False, id="送达之前的意见"),
            pytest.param(on(3, 2), True, id="送达当时"),
            pytest.param(on(3, 4), True, id="决定当时"),
            pytest.param(on(3, 4) + MOMENT, False, id="决定之后"),
        ],
    )
    @pytest.mark.parametrize("waived", [False, True])
    def test_heard_or_waived_between_notice_and_decision(self, moment, holds, waived):
        assert answer(24, said(unheard(day=on(3, 4)), moment, waived=waived)) is holds

    @pytest.mark.parametrize("notice", NOT_TOLD)
    def test_no_penalty_without_a_notice_served_before(self, notice):
        assert answer(24, penalized(notices=notice, statements={"at": DAY_ONE})) is False

    def test_a_notice_served_at_the_moment_of_the_decision_comes_before_it(self):
        assert answer(24, penalized()) is True

    def test_no_penalty_without_any_notice(self):
        assert answer(24, replace(penalized(), notices=())) is False

    def test_only_what_is_said_on_the_last_notice_counts(self):
        facts = said(unheard(day=on(3, 5)), on(3, 3))
        again = replace(facts.notices[0], served_at=on(3, 4))

        assert answer(24, facts) is True
        assert answer(24, replace(facts, notices=(*facts.notices, again))) is False

    def test_a_statement_on_another_cause_is_no_statement(self):
        facts = unheard(day=on(3, 4))
        other = replace(facts.charges[0], cause="倾倒垃圾", regime=Regime.SAMR)
        elsewhere = (Statement("甲", "倾倒垃圾", DAY_ONE),)

        assert answer(24, replace(facts, charges=(other, *facts.charges), statements=elsewhere)) is False

    def test_each_cause_has_the_window_of_its_own_rules(self):
        facts = unheard(a_charge(regime=Regime.AGR), on(3, 6))
        other = replace(facts.charges[0], cause="倾倒垃圾", regime=Regime.SAMR)

        assert answer(24, replace(facts, charges=(other, *facts.charges))) is True

    def test_a_summary_penalty_is_told_and_heard_as_well(self):
        assert answer(24, penalized(decisions={"track": Track.SUMMARY})) is True
        assert answer(24, retold(unheard(day=on(3, 2)), decisions={"track": Track.SUMMARY})) is False

    def test_a_decision_not_to_penalize_says_nothing(self):
        assert answer(24, replace(penalized(decisions={"penalty": None}), notices=())) is None


TOLD = Penalty((PenaltyKind.FINE, PenaltyKind.CONFISCATE_INCOME), fine=yuan(2000), income=yuan(500), goods=yuan(300))


class TestNothingMore:
    """INV-25: 行政处罚法44、45第二款."""

    @pytest.mark.parametrize(
        ("decided", "holds"),
        [
            pytest.param({}, True, id="与告知相同"),
            pytest.param({"kinds": (PenaltyKind.FINE,)}, True, id="少一种"),
            pytest.param({"kinds": (*TOLD.kinds, PenaltyKind.WARNING)}, False, id="多一种"),
            pytest.param({"fine": yuan("1999.99")}, True, id="罚款少一分"),
            pytest.param({"fine": yuan("2000.01")}, False, id="罚款多一分"),
            pytest.param({"income": yuan("499.99")}, True, id="没收违法所得少一分"),
            pytest.param({"income": yuan("500.01")}, False, id="没收违法所得多一分"),
            pytest.param({"goods": yuan("299.99")}, True, id="没收财物少一分"),
            pytest.param({"goods": yuan("300.01")}, False, id="没收财物多一分"),
            pytest.param({"fine": None, "income": None, "goods": None}, True, id="没有金额"),
        ],
    )
    def test_the_decision_is_no_heavier_than_the_notice(self, decided, holds):
        facts = penalized(notices={"penalty": TOLD}, decisions={"penalty": replace(TOLD, **decided)})

        assert answer(25, facts) is holds

    @pytest.mark.parametrize("field", ["fine", "income", "goods"])
    def test_what_was_not_told_counts_as_nothing(self, field):
        untold, nothing = replace(TOLD, **{field: None}), replace(TOLD, **{field: Money(0)})
        one_fen = replace(TOLD, **{field: Money(1)})

        assert answer(25, penalized(notices={"penalty": untold}, decisions={"penalty": one_fen})) is False
        assert answer(25, penalized(notices={"penalty": nothing}, decisions={"penalty": untold})) is True

    @pytest.mark.parametrize(
        ("evidence", "holds"),
        [
            pytest.param(("证据1", "证据2"), True, id="都告知过"),
            pytest.param(("证据1",), True, id="用了一部分"),
            pytest.param(("证据1", "证据3"), False, id="有没有告知的证据"),
        ],
    )
    def test_no_evidence_that_was_not_told(self, evidence, holds):
        facts = penalized(notices={"evidence": ("证据1", "证据2")}, decisions={"evidence": evidence})

        assert answer(25, facts) is holds

    @pytest.mark.parametrize(
        ("told", "applied", "holds"),
        [
            pytest.param("甲法", "甲法", True, id="同一部法"),
            pytest.param("甲法", "", True, id="没有写明适用的法"),
            pytest.param("甲法", "乙法", False, id="换了一部法"),
        ],
    )
    def test_the_law_that_was_told_is_applied(self, told, applied, holds):
        assert answer(25, penalized(notices={"law": told}, charges={"law": applied})) is holds

    @pytest.mark.parametrize("notice", NOT_TOLD)
    def test_without_a_notice_there_is_nothing_to_compare(self, notice):
        assert answer(25, penalized(notices=notice)) is None

    def test_the_last_notice_before_the_decision_is_compared(self):
        facts = penalized(decisions={"penalty": a_fine(2000), "at": on(3, 4)}, notices={"penalty": a_fine(1000)})
        (first,) = facts.notices
        heavier = replace(first, penalty=a_fine(2000), served_at=on(3, 4))

        assert answer(25, facts) is False
        assert answer(25, replace(facts, notices=(first, heavier))) is True
        late = replace(heavier, served_at=on(3, 4) + MOMENT)
        assert answer(25, replace(facts, notices=(first, late))) is False


class TestVerified:
    """INV-26: 行政处罚法45；住建22."""

    @pytest.mark.parametrize(
        ("rechecked_at", "holds"),
        [
            pytest.param(on(3, 9), True, id="决定之前复核"),
            pytest.param(on(3, 10), True, id="决定当时已经复核"),
            pytest.param(on(3, 10) + MOMENT, False, id="决定之后才复核"),
            pytest.param(None, False, id="没有复核"),
        ],
    )
    def test_a_statement_is_verified_before_the_decision(self, rechecked_at, holds):
        assert answer(26, said(unheard(day=on(3, 10)), on(3, 3), rechecked_at=rechecked_at)) is holds

    @pytest.mark.parametrize(
        ("moment", "holds"),
        [
            pytest.param(on(3, 2) - MOMENT, None, id="送达之前"),
            pytest.param(on(3, 2), False, id="送达当时"),
            pytest.param(on(3, 6), False, id="最后一日"),
            pytest.param(on(3, 7), None, id="逾期"),
        ],
    )
    def test_only_a_statement_in_time_must_be_verified(self, moment, holds):
        assert answer(26, said(unheard(day=on(3, 10), reply_by=date(2026, 3, 6)), moment)) is holds

    @pytest.mark.parametrize(
        ("moment", "holds"),
        [
            pytest.param(on(3, 4), False, id="决定当时"),
            pytest.param(on(3, 4) + MOMENT, None, id="决定之后"),
        ],
    )
    def test_what_is_said_after_the_decision_is_no_defence_to_verify(self, moment, holds):
        assert answer(26, said(unheard(day=on(3, 4)), moment)) is holds

    def test_a_waiver_is_not_verified(self):
        assert answer(26, said(unheard(), on(3, 3), waived=True)) is None

    @pytest.mark.parametrize("notice", NOT_TOLD)
    def test_what_is_said_without_a_notice_answers_none(self, notice):
        assert answer(26, penalized(notices=notice, statements={"waived": False})) is None


WEIGHTY = (
    PenaltyKind.DOWNGRADE,
    PenaltyKind.REVOKE_LICENSE,
    PenaltyKind.SUSPEND_BUSINESS,
    PenaltyKind.CLOSE,
    PenaltyKind.BAR_FROM_TRADE,
)
LIGHTER = (PenaltyKind.WARNING, PenaltyKind.CRITICISM, PenaltyKind.CONFISCATE_GOODS)


def in_range(day=DECIDED_AT, *, told=True, asked=(), held=(), **notice):
    """A fine of ten thousand yuan on a citizen, told on the first day, decided on another."""
    facts = unheard(fined(10_000), day, **({"hearing_told": told} | notice))
    requests = tuple(HearingRequest(**KEY, at=each) for each in asked)
    hearings = tuple(Hearing(**KEY, at=each, chair="陈", outcome=HearingOutcome.HELD) for each in held)
    return replace(facts, hearing_requests=requests, hearings=hearings)


class TestHearingRight:
    """INV-27: 行政处罚法63、64第一项；市场监管听证办法5."""

    @pytest.mark.parametrize(
        ("kind", "amount", "holds"),
        [
            pytest.param(PartyKind.CITIZEN, "9999.99", None, id="公民，不足一万元"),
            pytest.param(PartyKind.CITIZEN, 10_000, False, id="公民，一万元"),
            pytest.param(PartyKind.SOLE_TRADER, "9999.99", None, id="个体工商户，不足一万元"),
            pytest.param(PartyKind.SOLE_TRADER, 10_000, False, id="个体工商户，一万元"),
            pytest.param(PartyKind.ORGANIZATION, "99999.99", None, id="法人，不足十万元"),
            pytest.param(PartyKind.ORGANIZATION, 100_000, False, id="法人，十万元"),
        ],
    )
    def test_a_large_fine_is_in_the_range_of_hearings(self, kind, amount, holds):
        assert answer(27, penalized(fined(amount), a_party(kind=kind))) is holds

    @pytest.mark.parametrize("kind", WEIGHTY)
    def test_these_kinds_are_in_the_range_whatever_the_fine(self, kind):
        assert answer(27, penalized(fined(1, kind))) is False
        assert answer(27, penalized(a_charge(proposed=Penalty((kind,))))) is False

    @pytest.mark.parametrize("kind", LIGHTER)
    def test_other_kinds_are_not(self, kind):
        assert answer(27, penalized(a_charge(proposed=Penalty((kind,))))) is None

    @pytest.mark.parametrize(
        ("facts", "holds"),
        [
            pytest.param(in_range(on(3, 10)), True, id="没有要求，五日已满"),
            pytest.param(in_range(on(3, 9)), False, id="没有要求，第五日决定"),
            pytest.param(in_range(told=False), False, id="没有告知听证权"),
            pytest.param(replace(in_range(), notices=()), False, id="没有告知"),
            pytest.param(in_range(served_at=None), False, id="告知书没有送达"),
            pytest.param(in_range(asked=[on(3, 2)]), False, id="当即要求，没有听证"),
            pytest.param(in_range(asked=[on(3, 3)]), False, id="要求，没有听证"),
            pytest.param(in_range(asked=[on(3, 2) - MOMENT]), True, id="告知之前的要求不算"),
            pytest.param(in_range(asked=[on(3, 3)], held=[on(3, 9)]), True, id="要求，已经听证"),
            pytest.param(in_range(on(3, 6), asked=[on(3, 3)], held=[on(3, 5)]), True, id="已经听证，不等五日"),
            pytest.param(in_range(asked=[on(3, 3)], held=[on(3, 10)]), True, id="听证在决定当时"),
            pytest.param(in_range(asked=[on(3, 3)], held=[on(3, 10) + MOMENT]), False, id="听证在决定之后"),
            pytest.param(in_range(asked=[on(3, 3)], held=[on(3, 2)]), True, id="听证在告知当时"),
            pytest.param(in_range(asked=[on(3, 3)], held=[on(3, 2) - MOMENT]), False, id="听证在告知之前"),
        ],
    )
    def test_the_right_is_told_and_granted_or_its_time_is_over(self, facts, holds):
        assert answer(27, facts) is holds

    def test_on_the_spot_there_is_no_hearing(self):
        assert answer(27, retold(in_range(told=False), decisions={"track": Track.SUMMARY})) is None


def invited(*moments, held=INVITED_TO):
    told = tuple(HearingNotice(**KEY, served_at=each, held_on=held.date()) for each in moments)
    return replace(in_range(on(3, 31), held=[held]), hearing_notices=told)


class TestHearingNotice:
    """INV-28: 行政处罚法64第二项、85."""

    @pytest.mark.parametrize(
        ("facts", "holds"),
        [
            pytest.param(invited(on(3, 2), held=on(3, 12)), True, id="间隔七个工作日"),
            pytest.param(invited(on(3, 2), held=on(3, 11)), False, id="间隔六个工作日"),
            pytest.param(invited(on(3, 2), held=on(3, 20)), True, id="间隔更久"),
            pytest.param(invited(), False, id="没有通知"),
            pytest.param(invited(on(3, 13)), False, id="听证之后才通知"),
            pytest.param(invited(on(3, 2), on(3, 3)), False, id="重新通知后不足七个工作日"),
            pytest.param(invited(on(2, 20), on(3, 2)), True, id="重新通知后满七个工作日"),
            pytest.param(invited(on(3, 2), on(3, 13)), True, id="听证之后的通知不论"),
            pytest.param(invited(on(3, 2), on(3, 12)), False, id="听证当时又通知"),
            pytest.param(in_range(), None, id="没有听证"),
        ],
    )
    def test_seven_working_days_lie_between_notice_and_hearing(self, facts, holds):
        assert answer(28, facts) is holds


def heard(*records, served_at=TOLD_AT):
    """Decided on 证据1 after hearings whose records hold the evidence given."""
    facts = in_range(held=[HEARD_AT] * len(records), served_at=served_at)
    hearings = tuple(replace(each, evidence=record) for each, record in zip(facts.hearings, records, strict=True))
    return replace(facts, hearings=hearings)


class TestHearingRecord:
    """INV-29: 行政处罚法65."""

    @pytest.mark.parametrize(
        ("facts", "holds"),
        [
            pytest.param(heard(("证据1",)), True, id="证据在笔录之内"),
            pytest.param(heard(("证据1", "证据2")), True, id="笔录还有别的证据"),
            pytest.param(heard(("证据2",)), False, id="证据不在笔录之内"),
            pytest.param(heard((), ("证据1",)), True, id="以最后一次笔录为准"),
            pytest.param(heard(("证据1",), ()), False, id="最后一次笔录没有"),
            pytest.param(heard((), served_at=on(3, 9) - MOMENT), False, id="告知在听证之前"),
            pytest.param(heard((), served_at=on(3, 9)), None, id="听证之后重新告知"),
            pytest.param(heard((), served_at=None), None, id="告知书没有送达"),
            pytest.param(heard(), None, id="没有听证"),
        ],
    )
    def test_the_decision_rests_on_the_record_of_the_hearing(self, facts, holds):
        assert answer(29, facts) is holds

    def test_a_hearing_that_ended_in_absence_has_a_record_too(self):
        facts = retold(heard(("证据2",)), hearings={"outcome": HearingOutcome.ABSENT})

        assert answer(29, facts) is False

    def test_on_the_spot_there_is_no_record(self):
        assert answer(29, retold(heard(("证据2",)), decisions={"track": Track.SUMMARY})) is None
