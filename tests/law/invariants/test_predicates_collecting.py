"""收缴和移送的不变式（INV-47、48、71、73）：当场收缴、加处罚款、移送公安机关。"""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from tests.law.invariants.histories import Outlook, a_fine, answer, fined, on, penalized, retold

from tongpan.law.facts import Deferral, Payment, Penalty, Remedy, Service, Surcharge
from tongpan.law.facts.words import Mode, Outcome, Paper, RemedyKind, Track
from tongpan.law.model.probing.base import KEY, referred
from tongpan.law.model.starting import DAY_ONE, a_charge
from tongpan.law.money import yuan
from tongpan.law.penalty.kinds import PenaltyKind

SECOND = timedelta(seconds=1)
A_DAY = timedelta(hours=24)
WARNED = Penalty((PenaltyKind.WARNING,))
DUE, OWING = on(3, 17), on(3, 18)


def collected(charge, track=Track.SUMMARY, **payment):
    row = replace(Payment(**KEY, at=DAY_ONE, amount=yuan(100), on_spot=True, receipt="00001"), **payment)
    return replace(penalized(charge, decisions={"track": track}), payments=(row,))


def surcharged(at=OWING, amount=2000, decision=None, **rows):
    """A fine of 2000 yuan is handed over on 2 March and not paid; later a surcharge is demanded."""
    facts = penalized(fined(2000), decisions=decision or {})
    return replace(facts, surcharges=(Surcharge(**KEY, at=at, amount=yuan(amount)),), **rows)


class TestOnTheSpot:
    """INV-47: 行政处罚法68（一百元以下、事后难以执行的）、69（当事人提出）、70（专用票据）."""

    @pytest.mark.parametrize(
        ("track", "amount", "charge", "holds"),
        [
            pytest.param(Track.SUMMARY, 100, {}, True, id="当场处罚一百元"),
            pytest.param(Track.SUMMARY, "100.01", {}, False, id="当场处罚多一分"),
            pytest.param(Track.SUMMARY, 200, {"hard_later": True}, True, id="事后难以执行"),
            pytest.param(Track.SUMMARY, 200, {"hard_later": None}, False, id="是否难以执行不明"),
            pytest.param(Track.ORDINARY, 100, {}, False, id="普通程序一百元"),
            pytest.param(Track.ORDINARY, 100, {"hard_later": True}, False, id="普通程序事后难以执行"),
            pytest.param(Track.ORDINARY, 2000, {"asks_on_spot": True}, True, id="当事人提出"),
            pytest.param(Track.SUMMARY, 200, {"asks_on_spot": True}, True, id="当场处罚，当事人提出"),
            pytest.param(Track.ORDINARY, 2000, {"asks_on_spot": None}, False, id="当事人是否提出不明"),
        ],
    )
    def test_money_is_taken_only_where_the_law_lets_it(self, track, amount, charge, holds):
        assert answer(47, collected(fined(amount, **charge), track)) is holds

    @pytest.mark.parametrize("charge", [{}, {"hard_later": True}, {"asks_on_spot": True}])
    def test_there_is_a_receipt(self, charge):
        assert answer(47, collected(fined(100, **charge))) is True
        assert answer(47, collected(fined(100, **charge), receipt="")) is False

    @pytest.mark.parametrize("penalty", [WARNED, None], ids=["只有警告", "没有处罚"])
    def test_where_there_is_no_fine_none_is_small(self, penalty):
        facts = retold(collected(fined(100)), decisions={"penalty": penalty})

        assert answer(47, facts) is False

    def test_the_last_decision_counts(self):
        facts = collected(fined(100))
        (first,) = facts.decisions
        heavier = replace(first, penalty=a_fine(200))

        assert answer(47, replace(facts, decisions=(first, heavier))) is False
        assert answer(47, replace(facts, decisions=(heavier, first))) is True

    def test_what_is_paid_to_the_bank_is_not_asked_about(self):
        assert answer(47, collected(fined(2000), on_spot=False)) is None

    def test_the_charge_is_that_of_the_payment(self):
        facts = collected(fined(200, hard_later=True))
        other = a_charge(cause="违法建设", hard_later=False)

        assert answer(47, replace(facts, charges=(other, *facts.charges))) is True


class TestSurcharge:
    """INV-48: 行政处罚法67第三款（十五日）、72、73第三款；行政强制法45."""

    @pytest.mark.parametrize(
        ("at", "holds"), [pytest.param(DUE, False, id="第十五日"), pytest.param(OWING, True, id="第十六日")]
    )
    def test_it_runs_after_fifteen_days(self, at, holds):
        assert answer(48, surcharged(at)) is holds

    @pytest.mark.parametrize(
        ("amount", "holds"),
        [
            pytest.param(1999, True, id="少于罚款"),
            pytest.param(2000, True, id="等于罚款"),
            pytest.param("2000.01", False, id="多一分"),
        ],
    )
    def test_it_is_never_above_the_fine(self, amount, holds):
        assert answer(48, surcharged(amount=amount)) is holds

    @pytest.mark.parametrize("penalty", [WARNED, None], ids=["只有警告", "没有处罚"])
    def test_without_a_fine_there_is_none(self, penalty):
        assert answer(48, surcharged(decision={"penalty": penalty})) is False

    @pytest.mark.parametrize(
        ("at", "ended_at", "holds"),
        [
            pytest.param(on(3, 10), None, False, id="未决"),
            pytest.param(OWING, None, False, id="同一时刻申请"),
            pytest.param(OWING + SECOND, None, True, id="后来申请"),
            pytest.param(on(3, 10), OWING + SECOND, False, id="后来才终结"),
            pytest.param(on(3, 10), OWING, True, id="恰好终结"),
            pytest.param(on(3, 10), on(3, 17), True, id="早已终结"),
        ],
    )
    @pytest.mark.parametrize("kind", RemedyKind)
    def test_it_stands_still_while_a_remedy_is_pending(self, kind, at, ended_at, holds):
        row = Remedy(**KEY, kind=kind, at=at, ended_at=ended_at, outcome=Outcome.UPHELD if ended_at else None)

        assert answer(48, surcharged(remedies=(row,))) is holds

    @pytest.mark.parametrize(
        ("granted_at", "until", "at", "holds"),
        [
            pytest.param(on(3, 10), date(2026, 4, 10), on(4, 10), False, id="延期的最后一日"),
            pytest.param(on(3, 10), date(2026, 4, 10), on(4, 11), True, id="延期届满"),
            pytest.param(on(3, 10), date(2026, 3, 12), DUE, False, id="延期短于十五日"),
            pytest.param(OWING, date(2026, 4, 10), OWING, False, id="同一时刻批准延期"),
            pytest.param(OWING + SECOND, date(2026, 4, 10), OWING, True, id="后来才批准延期"),
        ],
    )
    def test_a_deferral_puts_it_off(self, granted_at, until, at, holds):
        row = Deferral(**KEY, at=granted_at, until=until)

        assert answer(48, surcharged(at, deferrals=(row,))) is holds

    @pytest.mark.parametrize(
        ("paper", "effective_at", "handed_over", "at", "holds"),
        [
            pytest.param(Paper.DECISION, on(3, 10), False, on(3, 25), False, id="送达后第十五日"),
            pytest.param(Paper.DECISION, on(3, 10), False, on(3, 26), True, id="送达后第十六日"),
            pytest.param(Paper.DECISION, on(3, 10), True, OWING, True, id="当场交付后又送达"),
            pytest.param(Paper.DECISION, None, False, on(5, 29), False, id="公告期没有满"),
            pytest.param(Paper.NOTICE, on(3, 2), False, on(5, 29), False, id="只送达了告知书"),
        ],
    )
    def test_the_days_run_from_the_first_receipt_of_the_decision(self, paper, effective_at, handed_over, at, holds):
        row = Service(paper, **KEY, at=DAY_ONE, mode=Mode.DIRECT, effective_at=effective_at)

        assert answer(48, surcharged(at, decision={"handed_over": handed_over}, services=(row,))) is holds

    def test_of_two_services_the_first_counts(self):
        late = Service(Paper.DECISION, **KEY, at=DAY_ONE, mode=Mode.MAIL, effective_at=on(3, 20))
        first = replace(late, effective_at=on(3, 10))

        assert answer(48, surcharged(on(3, 26), decision={"handed_over": False}, services=(late, first))) is True

    def test_the_last_decision_counts(self):
        facts = surcharged()
        (first,) = facts.decisions
        lighter = replace(first, penalty=a_fine(1000))

        assert answer(48, replace(facts, decisions=(first, lighter))) is False

    def test_without_a_surcharge_it_says_nothing(self):
        assert answer(48, penalized(fined(2000)), on(6, 1)) is None


APPROVED = {"decided_at": DAY_ONE, "approved": True}
SENT = {**APPROVED, "complete": True, "transferred_at": DAY_ONE}


class TestReferral:
    """INV-71: 移送规定5（两名以上、三日、二十四小时）、6（材料）."""

    @pytest.mark.parametrize(
        ("told", "holds"),
        [
            pytest.param({}, True, id="两人专案组，先有报告"),
            pytest.param({"team": ("张",)}, False, id="一人"),
            pytest.param({"team": ("张", "张")}, False, id="同一人两次"),
            pytest.param({"team": ("张", "王", "陈")}, True, id="三人"),
            pytest.param({"reported_at": DAY_ONE + SECOND}, False, id="决定后才报告"),
            pytest.param({"reported_at": None}, False, id="没有报告"),
        ],
    )
    @pytest.mark.parametrize("approved", [True, False], ids=["批准", "不批准"])
    def test_a_team_of_two_reports_before_it_is_decided(self, approved, told, holds):
        facts = referred(**({"decided_at": DAY_ONE, "approved": approved} | told))

        assert answer(71, facts, DAY_ONE, Outlook()) is holds

    @pytest.mark.parametrize(
        ("told", "holds"),
        [
            pytest.param({}, True, id="批准且材料齐全"),
            pytest.param({"complete": False}, False, id="材料不齐"),
            pytest.param({"complete": None}, False, id="材料是否齐全不明"),
            pytest.param({"approved": False}, False, id="没有批准"),
            pytest.param({"approved": None}, False, id="是否批准不明"),
        ],
    )
    def test_only_an_approved_and_complete_case_is_transferred(self, told, holds):
        assert answer(71, referred(**(SENT | told)), on(4, 1), Outlook()) is holds

    @pytest.mark.parametrize(
        ("day", "outlook", "holds"),
        [
            pytest.param(on(3, 5), Outlook(), None, id="第三日"),
            pytest.param(on(3, 6), Outlook(), False, id="第四日没有提示"),
            pytest.param(on(3, 6), Outlook(("DL-34.2",)), False, id="第四日提示的是别的"),
            pytest.param(on(3, 6), Outlook(("DL-34.1",)), True, id="第四日提示超期"),
            pytest.param(on(3, 6), None, True, id="只看经过"),
        ],
    )
    def test_a_report_is_decided_on_within_three_days(self, day, outlook, holds):
        assert answer(71, referred(), day, outlook) is holds

    def test_before_the_report_nothing_is_late(self):
        assert answer(71, referred(reported_at=None), on(4, 1), Outlook()) is None

    @pytest.mark.parametrize(
        ("after", "outlook", "holds"),
        [
            pytest.param(A_DAY, Outlook(), True, id="满二十四小时"),
            pytest.param(A_DAY + SECOND, Outlook(), False, id="超过二十四小时没有提示"),
            pytest.param(A_DAY + SECOND, Outlook(("DL-34.1",)), False, id="提示的是别的"),
            pytest.param(A_DAY + SECOND, Outlook(("DL-34.2",)), True, id="提示超期"),
            pytest.param(A_DAY + SECOND, None, True, id="只看经过"),
        ],
    )
    def test_what_is_approved_is_transferred_within_a_day(self, after, outlook, holds):
        assert answer(71, referred(**APPROVED), DAY_ONE + after, outlook) is holds

    def test_what_is_not_approved_is_not_transferred(self):
        assert answer(71, referred(decided_at=DAY_ONE, approved=False), on(4, 1), Outlook()) is True

    def test_without_a_referral_it_says_nothing(self):
        assert answer(71, penalized()) is None
        assert answer(73, penalized()) is None


@pytest.mark.parametrize(
    ("told", "outlook", "holds"),
    [
        pytest.param({"accepted": False, "resumed_at": DAY_ONE}, Outlook(), True, id="已经恢复"),
        pytest.param({"accepted": False}, Outlook(opened=("RESUME",)), True, id="可以恢复"),
        pytest.param({"accepted": False}, Outlook(), False, id="不能恢复"),
        pytest.param({"accepted": False}, None, True, id="只看经过"),
        pytest.param({"accepted": True}, Outlook(), None, id="公安机关立案"),
        pytest.param({"accepted": None}, Outlook(), None, id="公安机关没有答复"),
    ],
)
def test_what_the_police_do_not_take_comes_back(told, outlook, holds):
    """INV-73: 移送规定10."""
    assert answer(73, referred(**SENT, **told), prospect=outlook) is holds
