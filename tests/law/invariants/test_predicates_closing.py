"""公开、结案与超期提示的不变式（INV-74、78、81）：生日当日和次日、足额和少一分、最后一日和次日各算一次。"""

from dataclasses import replace
from datetime import date

import pytest
from tests.law.invariants.histories import MOMENT, Outlook, a_fine, answer, on, penalized, retold

from tongpan.law.facts import (
    Closing,
    Disclosure,
    Enforcement,
    Payment,
    Penalty,
    Referral,
    Remedy,
    Revocation,
    Service,
    Surcharge,
)
from tongpan.law.facts.words import Duty, Enforcing, Fault, Mode, Outcome, Paper, RemedyKind, Track
from tongpan.law.model.probing.base import KEY
from tongpan.law.model.starting import DAY_ONE, a_charge, a_clue, a_party, investigated
from tongpan.law.money import yuan
from tongpan.law.penalty.kinds import PartyKind, PenaltyKind

PUBLISHED_AT = on(3, 3)


def public(party=None, *remedies, **disclosure):
    row = Disclosure(**KEY, **({"redacted_at": on(3, 3, 8), "at": PUBLISHED_AT} | disclosure))
    return replace(penalized(party=party), disclosures=(row,), remedies=remedies)


def taken(at=DAY_ONE, *, ended_at=None, outcome=None):
    return Remedy(**KEY, kind=RemedyKind.RECONSIDERATION, at=at, ended_at=ended_at, outcome=outcome)


def revoked(ended_at):
    return taken(ended_at=ended_at, outcome=Outcome.REVOKED)


class TestDisclosure:
    """INV-74: 行政处罚法48、50."""

    @pytest.mark.parametrize(
        ("redacted_at", "holds"),
        [
            pytest.param(PUBLISHED_AT - MOMENT, True, id="公开之前隐去"),
            pytest.param(PUBLISHED_AT, True, id="公开当时已经隐去"),
            pytest.param(PUBLISHED_AT + MOMENT, False, id="公开之后才隐去"),
            pytest.param(None, False, id="没有隐去"),
        ],
    )
    def test_secrets_are_taken_out_before_publication(self, redacted_at, holds):
        assert answer(74, public(redacted_at=redacted_at)) is holds

    @pytest.mark.parametrize(
        ("kind", "born_on", "holds"),
        [
            pytest.param(PartyKind.CITIZEN, date(2008, 3, 2), True, id="昨日十八岁生日，已满十八周岁"),
            pytest.param(PartyKind.CITIZEN, date(2008, 3, 3), False, id="当日十八岁生日，未满十八周岁"),
            pytest.param(PartyKind.CITIZEN, date(2008, 3, 4), False, id="次日十八岁生日"),
            pytest.param(PartyKind.CITIZEN, date(2008, 2, 29), True, id="闰日出生，已满十八周岁"),
            pytest.param(PartyKind.CITIZEN, date(2007, 12, 31), True, id="上年生日"),
            pytest.param(PartyKind.CITIZEN, date(2009, 1, 1), False, id="十七周岁"),
            pytest.param(PartyKind.CITIZEN, None, False, id="出生日期不明"),
            pytest.param(PartyKind.SOLE_TRADER, date(2008, 3, 3), False, id="个体工商户，当日十八岁生日"),
            pytest.param(PartyKind.SOLE_TRADER, None, False, id="个体工商户，出生日期不明"),
            pytest.param(PartyKind.ORGANIZATION, None, True, id="法人"),
            pytest.param(PartyKind.ORGANIZATION, date(2020, 1, 1), True, id="成立不久的法人"),
        ],
    )
    def test_nothing_is_published_about_a_minor(self, kind, born_on, holds):
        assert answer(74, public(a_party(kind=kind, born_on=born_on))) is holds

    @pytest.mark.parametrize(
        ("published_at", "holds"), [pytest.param(on(2, 28), False, id="平年二月二十八日"), (on(3, 1), True)]
    )
    def test_who_was_born_on_a_leap_day_is_eighteen_after_the_last_of_february(self, published_at, holds):
        party = a_party(born_on=date(2008, 2, 29))

        assert answer(74, public(party, redacted_at=published_at, at=published_at)) is holds

    @pytest.mark.parametrize(
        ("remedy", "now", "withdrawn_at", "holds"),
        [
            pytest.param(revoked(on(3, 4)), on(3, 9), None, True, id="撤销后第三个工作日"),
            pytest.param(revoked(on(3, 4)), on(3, 10), None, False, id="撤销后第四个工作日没有撤回"),
            pytest.param(revoked(on(3, 4)), on(3, 10), on(3, 10), True, id="已经撤回"),
            pytest.param(taken(ended_at=on(3, 4), outcome=Outcome.UPHELD), on(3, 31), None, True, id="维持"),
            pytest.param(taken(), on(3, 31), None, True, id="还没有结果"),
            pytest.param(revoked(None), on(3, 31), None, True, id="撤销的日子没有记录"),
        ],
    )
    def test_a_revoked_decision_is_withdrawn_in_three_working_days(self, remedy, now, withdrawn_at, holds):
        facts = public(None, remedy, withdrawn_at=withdrawn_at)

        assert answer(74, facts, now, Outlook()) is holds

    def test_or_it_is_told_as_late(self):
        facts = public(None, revoked(on(3, 4)))

        assert answer(74, facts, on(3, 10), Outlook(("DL-21",))) is True
        assert answer(74, facts, on(3, 10), Outlook(("DL-17",))) is False
        assert answer(74, facts, on(3, 10)) is True

    def test_the_first_revocation_counts(self):
        facts = public(None, revoked(on(3, 4)), revoked(on(3, 10)))

        assert answer(74, facts, on(3, 10), Outlook()) is False

    def test_whoever_took_the_decision_down_first(self):
        """确认违法在前，自行撤销在后，或者相反：三个工作日从第一次起算。"""
        own = Revocation(**KEY, at=on(3, 4), decider="周", ground=Fault.FACTS)
        unlawful = taken(ended_at=on(3, 9), outcome=Outcome.UNLAWFUL)

        assert answer(74, replace(public(None, unlawful), revocations=(own,)), on(3, 10), Outlook()) is False

    @pytest.mark.parametrize("facts", [public(at=None), public(at=None, redacted_at=None), penalized()])
    def test_what_is_not_published_says_nothing(self, facts):
        assert answer(74, facts) is None


CLOSED_AT = on(3, 20)
SERVED = Service(Paper.DECISION, **KEY, at=on(3, 3), mode=Mode.DIRECT, effective_at=on(3, 3))


def paid(*amounts):
    return {"payments": tuple(Payment(**KEY, at=on(3, 5), amount=yuan(each)) for each in amounts)}


def closed(duty=Duty.PAY, *, decision=None, approver="吴", **tables):
    """Closed after the fine of two thousand yuan was paid, unless told otherwise."""
    facts = penalized(a_charge(duty=duty), decisions=decision or {})
    return replace(facts, closing=Closing(CLOSED_AT, approver), **(paid(2000) | tables))


def enforced(performed_at):
    row = Enforcement(**KEY, way=Enforcing.DEMOLITION, decided_at=on(3, 10), performed_at=performed_at)
    return {"enforcements": (row,)}


class TestClosing:
    """INV-78: 市场监管77；住建31；农业84."""

    def test_a_case_that_is_not_closed_says_nothing(self):
        assert answer(78, penalized()) is None

    @pytest.mark.parametrize(
        ("amounts", "surcharge", "holds"),
        [
            pytest.param((2000,), {}, False, id="加处的没有缴"),
            pytest.param((2000, 300), {}, True, id="加处的也缴了"),
            pytest.param((2000,), {"waived": yuan(300), "remedied": True, "harmless": True}, True, id="减免了"),
            pytest.param((2000,), {"waived": yuan(299), "remedied": True, "harmless": True}, False, id="减免得不够"),
            pytest.param((2000,), {"waived": yuan(300), "remedied": False, "harmless": True}, False, id="没有补救"),
            pytest.param((2000,), {"waived": yuan(300), "remedied": True}, False, id="没有审查有无损害"),
        ],
    )
    def test_what_was_added_is_paid_or_taken_off(self, amounts, surcharge, holds):
        row = Surcharge(**KEY, at=on(3, 18), amount=yuan(300), **surcharge)

        assert answer(78, closed(**paid(*amounts), surcharges=(row,))) is holds

    @pytest.mark.parametrize(("amounts", "holds"), [((2000,), False), ((2000, 500), True)])
    def test_the_unlawful_gain_is_paid_too(self, amounts, holds):
        both = Penalty((PenaltyKind.FINE, PenaltyKind.CONFISCATE_INCOME), fine=yuan(2000), income=yuan(500))

        assert answer(78, closed(decision={"penalty": both}, **paid(*amounts))) is holds

    @pytest.mark.parametrize(("approver", "holds"), [("吴", True), ("", False)])
    def test_closing_is_approved(self, approver, holds):
        assert answer(78, closed(approver=approver)) is holds

    @pytest.mark.parametrize(
        ("referrals", "holds"),
        [
            pytest.param((Referral(**KEY, accepted=True),), True, id="公安机关已经立案"),
            pytest.param((Referral(**KEY, accepted=False),), False, id="公安机关不予立案"),
            pytest.param((Referral(**KEY, accepted=None),), False, id="公安机关没有答复"),
            pytest.param((), False, id="没有移送"),
        ],
    )
    def test_a_charge_without_decision_is_with_the_police(self, referrals, holds):
        assert answer(78, replace(closed(), decisions=(), payments=(), referrals=referrals)) is holds

    @pytest.mark.parametrize(
        ("handed_over", "services", "holds"),
        [
            pytest.param(True, (), True, id="当场交付"),
            pytest.param(False, (SERVED,), True, id="已经送达"),
            pytest.param(False, (replace(SERVED, effective_at=None),), False, id="送达没有生效"),
            pytest.param(False, (), False, id="没有送达"),
        ],
    )
    def test_every_decision_is_served(self, handed_over, services, holds):
        assert answer(78, closed(decision={"handed_over": handed_over}, services=services)) is holds

    @pytest.mark.parametrize(
        ("amounts", "holds"),
        [
            pytest.param((2000,), True, id="足额"),
            pytest.param(("1999.99",), False, id="少一分"),
            pytest.param((1500, 500), True, id="分两次缴足"),
            pytest.param((1500,), False, id="只缴了一部分"),
            pytest.param((), False, id="没有缴纳"),
        ],
    )
    def test_the_fine_is_paid(self, amounts, holds):
        assert answer(78, closed(**paid(*amounts))) is holds

    @pytest.mark.parametrize(
        ("decision", "enforcements", "holds"),
        [
            pytest.param({}, {}, False, id="没有履行"),
            pytest.param({"performed_at": on(3, 9)}, {}, True, id="当事人履行"),
            pytest.param({}, enforced(on(3, 12)), True, id="强制执行"),
            pytest.param({}, enforced(None), False, id="决定了强制执行而没有实施"),
        ],
    )
    @pytest.mark.parametrize("duty", [Duty.DEMOLISH, Duty.CLEAR])
    def test_a_duty_other_than_paying_is_performed(self, duty, decision, enforcements, holds):
        assert answer(78, closed(duty, decision=decision, **enforcements)) is holds
        assert answer(78, closed(duty, decision=decision, **(enforcements | paid()))) is False

    def test_a_penalty_without_fine_leaves_nothing_to_pay(self):
        warned = {"penalty": a_fine(None, PenaltyKind.WARNING)}

        assert answer(78, closed(decision=warned, **paid())) is True
        assert answer(78, closed(Duty.DEMOLISH, decision=warned, **paid())) is False

    def test_a_decision_not_to_penalize_leaves_nothing_to_perform(self):
        unpunished = {"penalty": None}

        assert answer(78, closed(Duty.DEMOLISH, decision=unpunished, **paid())) is True
        assert answer(78, closed(decision=unpunished | {"handed_over": False}, **paid())) is False

    @pytest.mark.parametrize(
        ("remedies", "holds"),
        [
            pytest.param((revoked(on(3, 9)),), True, id="撤销"),
            pytest.param((taken(ended_at=on(3, 9), outcome=Outcome.UPHELD),), False, id="维持"),
            pytest.param((), False, id="没有救济"),
        ],
    )
    def test_a_revoked_decision_leaves_nothing_to_perform(self, remedies, holds):
        assert answer(78, closed(remedies=remedies, **paid())) is holds

    @pytest.mark.parametrize(
        ("at", "ended_at", "holds"),
        [
            pytest.param(on(3, 10), on(3, 19), True, id="已经有结果"),
            pytest.param(on(3, 10), None, False, id="没有结果"),
            pytest.param(CLOSED_AT, None, False, id="结案当时申请"),
            pytest.param(CLOSED_AT + MOMENT, None, True, id="结案之后申请"),
        ],
    )
    def test_no_remedy_is_pending(self, at, ended_at, holds):
        remedy = taken(at, ended_at=ended_at, outcome=Outcome.UPHELD if ended_at else None)

        assert answer(78, closed(remedies=(remedy,))) is holds

    def test_the_last_decision_is_what_is_performed(self):
        facts = closed(**paid(1000))
        (first,) = facts.decisions
        lighter = replace(first, at=on(3, 4), penalty=a_fine(1000))

        assert answer(78, replace(facts, decisions=(first, lighter))) is True
        assert answer(78, replace(facts, decisions=(lighter, first))) is False

    def test_every_charge_is_finished(self):
        facts = closed()
        other = replace(facts.charges[0], cause="倾倒垃圾")

        assert answer(78, replace(facts, charges=(*facts.charges, other))) is False


class TestToldAsLate:
    """INV-81: 行政处罚法61、85."""

    @pytest.mark.parametrize(
        ("now", "prospect", "holds"),
        [
            pytest.param(on(3, 11), Outlook(), None, id="第七个工作日"),
            pytest.param(on(3, 12), Outlook(), False, id="第八个工作日没有提示"),
            pytest.param(on(3, 12), Outlook(("DL-17",)), True, id="第八个工作日提示超期"),
            pytest.param(on(3, 12), Outlook(("DL-21",)), False, id="提示的是别的期限"),
            pytest.param(on(3, 12), None, True, id="没有提示可看"),
        ],
    )
    def test_a_decision_not_served_in_seven_working_days_is_told_as_late(self, now, prospect, holds):
        assert answer(81, penalized(decisions={"handed_over": False}), now, prospect) is holds

    @pytest.mark.parametrize(
        "facts",
        [
            pytest.param(penalized(), id="当场交付"),
            pytest.param(replace(penalized(decisions={"handed_over": False}), services=(SERVED,)), id="已经送达"),
            pytest.param(
                penalized(decisions={"handed_over": False, "track": Track.SUMMARY}), id="当场决定，另有不变式"
            ),
            pytest.param(penalized(decisions={"handed_over": False, "penalty": None}), id="不予处罚"),
            pytest.param(investigated(a_clue()), id="没有决定"),
        ],
    )
    def test_what_went_out_or_is_no_ordinary_penalty_says_nothing(self, facts):
        assert answer(81, facts, on(3, 31), Outlook()) is None

    def test_a_service_of_another_charge_does_not_count(self):
        facts = penalized(decisions={"handed_over": False})
        elsewhere = retold(replace(facts, services=(SERVED,)), services={"cause": "倾倒垃圾"})

        assert answer(81, elsewhere, on(3, 31), Outlook()) is False
