"""关口单独来问：要问的事还没有发生的，没有可说的；步骤表只在事情到来时才问。"""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tongpan.law.calendar import national
from tongpan.law.coercion.demolition import Zone
from tongpan.law.facts import Penalty, Preservation
from tongpan.law.facts.words import Duty, Power
from tongpan.law.model.probing import decided, held
from tongpan.law.model.probing.base import KEY, a_thing
from tongpan.law.model.starting import DAY_ONE, a_charge, a_clue, a_party, an_authority, investigated, noticed
from tongpan.law.money import NOTHING, yuan
from tongpan.law.penalty.kinds import PartyKind, PenaltyKind
from tongpan.law.penalty.no_penalty import Ground
from tongpan.law.procedure.gates import (
    charging,
    closing,
    courts,
    enforcing,
    hearing,
    measuring,
    paying,
    referring,
    serving,
)
from tongpan.law.procedure.view import CaseView, ThingView

CALENDAR = national()
UNDECIDED = investigated(a_clue())
UNSERVED = decided(investigated(a_clue()), served=False)
SERVED = decided(investigated(a_clue()))
DEMOLITION = decided(investigated(a_clue(a_charge(duty=Duty.DEMOLISH, zone=Zone.VILLAGE))), served=False)
TOLD_WITHOUT_AMOUNT = noticed(UNDECIDED, penalty=Penalty((PenaltyKind.FINE,)))
SPARED = replace(SERVED, decisions=tuple(replace(each, penalty=None, ground=Ground.MINOR) for each in SERVED.decisions))


def view(facts, at=DAY_ONE):
    (found,) = CaseView(facts, at, CALENDAR).charges
    return found


def thing(facts, measure=None):
    return ThingView(view(facts), a_thing(), measure)


@pytest.mark.parametrize(
    ("gate", "facts"),
    [
        pytest.param(hearing.request_in_time, UNDECIDED, id="没有告知，说不上逾期要求听证"),
        pytest.param(hearing.within_notice, TOLD_WITHOUT_AMOUNT, id="告知的没有数额，比不出轻重"),
        pytest.param(serving.publishable, UNDECIDED, id="没有决定，说不上公开"),
        pytest.param(serving.publishable, SPARED, id="不予处罚的，不是处罚决定公开"),
        pytest.param(paying.collectable, UNDECIDED, id="没有罚款，说不上当场收缴"),
        pytest.param(paying.collectable, SPARED, id="不予处罚，没有可收缴的"),
        pytest.param(referring.contest_in_time, UNDECIDED, id="没有移送，说不上提请复议"),
        pytest.param(enforcing.demolishable, DEMOLITION, id="决定没有送达，另有关口说明"),
        pytest.param(courts.court_open, UNSERVED, id="决定没有送达，申请法院另有关口说明"),
    ],
)
def test_a_charge_is_not_asked_before_its_time(gate, facts):
    assert gate.check(view(facts)) == ()


@pytest.mark.parametrize(
    "gate",
    [
        pytest.param(measuring.in_term, id="期限"),
        pytest.param(measuring.prolongable_custody, id="延长"),
        pytest.param(measuring.approved_in_time, id="批准"),
        pytest.param(measuring.not_refused, id="不同意"),
    ],
)
def test_a_thing_that_is_not_held_is_in_no_custody(gate):
    assert gate.check(thing(UNDECIDED)) == ()


@pytest.mark.parametrize(
    "facts",
    [pytest.param(UNDECIDED, id="没有罚款"), pytest.param(UNSERVED, id="没有送达")],
)
def test_nothing_is_auctioned_for_a_fine_that_is_not_due(facts):
    powers = (an_authority(Power.PENALTY), an_authority(Power.MEASURE))
    facts = held(replace(facts, things=(a_thing(),), authorities=powers))

    assert measuring.auctionable.check(thing(facts, facts.measures[0])) == ()


def test_what_the_organ_itself_discovered_needs_no_confirmation():
    charge = a_charge(act_on=date(2026, 2, 24), discovered_on=date(2026, 2, 25))

    assert charging.punishable.check(view(investigated(a_clue(charge)))) == ()


@pytest.mark.parametrize(
    ("disposed", "codes"),
    [
        pytest.param([], [], id="没有登记保存"),
        pytest.param([None], ["closing.preserved"], id="还没有处理"),
        pytest.param([DAY_ONE], [], id="已经处理"),
        pytest.param([DAY_ONE, None], ["closing.preserved"], id="两件处理了一件"),
    ],
)
def test_a_case_is_not_closed_over_preserved_evidence(disposed, codes):
    rows = tuple(Preservation(f"保存{number}", **KEY, at=DAY_ONE, disposed_at=at) for number, at in enumerate(disposed))
    case = CaseView(replace(SERVED, preservations=rows), DAY_ONE, CALENDAR)

    found = [breach.code for breach in closing.closable.check(case)]
    assert [code for code in found if code == "closing.preserved"] == codes


class TestMoney:
    @pytest.mark.parametrize(
        ("today", "codes"),
        [
            pytest.param(date(2026, 3, 17), ["enforcement.not_due"], id="期限最后一日还不算逾期"),
            pytest.param(date(2026, 3, 18), [], id="次日逾期"),
        ],
    )
    def test_is_overdue_when_its_last_day_is_over(self, today, codes):
        moment = DAY_ONE + (today - DAY_ONE.date())

        assert [breach.code for breach in enforcing.overdue.check(view(SERVED, moment))] == codes

    @pytest.mark.parametrize(
        ("facts", "due"),
        [
            pytest.param(UNDECIDED, None, id="没有决定"),
            pytest.param(UNSERVED, None, id="没有送达"),
            pytest.param(SERVED, date(2026, 3, 17), id="送达之日起十五日"),
        ],
    )
    def test_is_due_fifteen_days_after_service(self, facts, due):
        assert paying.pay_by(view(facts)) == due

    @pytest.mark.parametrize(
        ("facts", "days", "accrued"),
        [
            pytest.param(UNDECIDED, 30, NOTHING, id="没有罚款的不加处"),
            pytest.param(UNSERVED, 30, NOTHING, id="没有送达的不加处"),
            pytest.param(SERVED, 15, NOTHING, id="期限之内不加处"),
            pytest.param(SERVED, 16, yuan(60), id="逾期一日，百分之三"),
            pytest.param(SERVED, 15 + 40, yuan(2000), id="不超过本金"),
        ],
    )
    def test_grows_by_three_percent_a_day_up_to_the_fine(self, facts, days, accrued):
        assert paying.surcharge_of(view(facts, DAY_ONE + timedelta(days=days))) == accrued


@pytest.mark.parametrize(
    ("party", "minor"),
    [
        pytest.param(a_party(kind=PartyKind.ORGANIZATION, born_on=None), False, id="组织"),
        pytest.param(a_party(born_on=None), None, id="出生日期不明"),
        pytest.param(a_party(born_on=date(2008, 3, 2)), True, id="十八周岁生日当日还不满"),
        pytest.param(a_party(born_on=date(2008, 3, 1)), False, id="生日次日起满十八周岁"),
    ],
)
def test_a_minor_is_a_person_not_yet_eighteen(party, minor):
    assert serving.is_minor(view(investigated(a_clue(party=party)))) is minor
