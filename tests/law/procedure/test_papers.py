"""每一份要送达的文书：没有送到的不起算，送到的从送到之日起算；每一种方式有它自己的证明。"""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from tongpan.law.calendar import national
from tongpan.law.facts import Enforcement, Service, Surcharge, read_row, write_row
from tongpan.law.facts.words import Duty, Enforcing, Failure, Medium, Mode, Paper
from tongpan.law.limits import Regime
from tongpan.law.model.delivering import unserved_notice
from tongpan.law.model.probing import decided
from tongpan.law.model.probing.base import KEY, demolition_ordered
from tongpan.law.model.starting import DAY_ONE, a_charge, a_clue, a_party, investigated, noticed
from tongpan.law.money import yuan
from tongpan.law.penalty.forwarding import Through
from tongpan.law.penalty.kinds import PartyKind
from tongpan.law.penalty.service import Receiver
from tongpan.law.period import SHANGHAI
from tongpan.law.procedure import Act, Step, Target, next_steps, perform
from tongpan.law.procedure.gates.paying import owed
from tongpan.law.procedure.proving import check_proof, settle
from tongpan.law.procedure.view import CaseView

CALENDAR = national()
CHARGE = Target("甲", "占道经营")
NOTICE = CHARGE._replace(ref="NOTICE")
LATER = DAY_ONE + timedelta(days=2)
READY = investigated(a_clue(a_charge(regime=Regime.HURD)))


def act(facts, step, target=CHARGE, at=DAY_ONE, choice=""):
    return perform(facts, Act(step, target, at, CALENDAR, choice))


def outlook(facts, at=LATER):
    return next_steps(facts, at, CALENDAR)


def running(facts, at=LATER):
    return {each.rule: each.limit.due_on for each in outlook(facts, at).limits}


class TestNotice:
    MAILED = act(READY, Step.NOTIFY, choice="MAIL")

    def test_handed_over_it_is_served_with_its_proof_in_one_step(self):
        facts = act(READY, Step.NOTIFY)
        (proof,) = facts.services

        assert facts.notices[0].served_at == DAY_ONE
        assert (proof.paper, proof.mode, proof.receiver) == (Paper.NOTICE, Mode.DIRECT, Receiver.PARTY)
        assert "DL-11" in running(facts)

    def test_mailed_it_has_no_effect_and_no_day_of_the_party_runs(self):
        found = outlook(self.MAILED)

        assert self.MAILED.notices[0].served_at is None
        assert "DL-11" not in running(self.MAILED)
        assert not found.offers(Step.STATE)
        assert "notice.unserved" in found.why_not(Step.DECIDE)
        assert found.offers(Step.RECORD_SERVICE, CHARGE._replace(ref="NOTICE-1"))
        assert found.offers(Step.SERVE, NOTICE)

    def test_its_days_run_from_the_day_on_the_return_card(self):
        sent = self.MAILED
        known = replace(sent.services[0], signed_on=date(2026, 3, 4))
        facts = settle(replace(sent, services=(known,)), 0, CALENDAR)

        assert facts.notices[0].served_at == datetime(2026, 3, 4, tzinfo=SHANGHAI)
        assert facts.notices[0].reply_by == sent.notices[0].reply_by + timedelta(days=2)
        assert outlook(facts, DAY_ONE + timedelta(days=3)).offers(Step.STATE)

    def test_a_letter_that_came_back_stays_with_its_reason_and_has_no_effect(self):
        attempt = CHARGE._replace(ref="NOTICE-1")
        facts = act(self.MAILED, Step.RECORD_SERVICE, attempt, LATER, "FAILED")

        assert facts.services[0].failure is Failure.NOBODY
        assert facts.services[0].effective_at is None
        assert facts.notices[0].served_at is None
        assert not outlook(facts).offers(Step.RECORD_SERVICE)
        assert outlook(facts).offers(Step.SERVE, NOTICE)

    def test_served_at_the_second_attempt(self):
        attempt = CHARGE._replace(ref="NOTICE-1")
        failed = act(self.MAILED, Step.RECORD_SERVICE, attempt, LATER, "FAILED")
        facts = act(failed, Step.SERVE, NOTICE, LATER + timedelta(hours=1))

        assert facts.notices[0].served_at == LATER + timedelta(hours=1)
        assert not outlook(facts, LATER + timedelta(hours=2)).offers(Step.SERVE)

    def test_what_is_made_now_and_served_later_has_no_attempt(self):
        facts = act(READY, Step.NOTIFY, choice="LATER")

        assert facts.services == ()
        assert outlook(facts).offers(Step.SERVE, NOTICE)

    def test_a_notice_written_down_before_reads_as_it_did(self):
        facts = noticed(READY)

        assert facts.services == ()
        assert not outlook(facts).offers(Step.SERVE)
        assert outlook(facts).offers(Step.STATE)


class TestPublicNotice:
    """民事诉讼法 95 条：下落不明，或者其他方式无法送达。"""

    LETTER = Service(Paper.NOTICE, **KEY, at=DAY_ONE, mode=Mode.MAIL, difficulty="在外地")

    @pytest.mark.parametrize(
        ("failures", "open_"),
        [
            pytest.param([], False, id="只上过一次门"),
            pytest.param([Failure.ADDRESS], True, id="上门、邮寄都没有送到"),
            pytest.param([Failure.REFUSED], False, id="邮寄是拒收，可以留置"),
        ],
    )
    def test_needs_the_attempts_that_failed(self, failures, open_):
        facts = unserved_notice()
        letters = tuple(replace(self.LETTER, failure=each, failed_on=LATER.date()) for each in failures)
        facts = replace(facts, services=(*facts.services, *letters))

        assert outlook(facts, LATER + timedelta(hours=1)).offers(Step.SERVE_PUBLIC, NOTICE) is open_

    def test_works_from_the_day_after_its_period_however_late_it_is_confirmed(self):
        facts = investigated(a_clue(party=a_party(untraceable=True)))
        facts = act(decided(facts, served=False), Step.SERVE_PUBLIC)
        facts = act(facts, Step.CONFIRM_PUBLIC, at=DAY_ONE + timedelta(days=40))

        assert facts.services[0].effective_at == datetime(2026, 4, 2, tzinfo=SHANGHAI)


class TestWhatFollowsOtherPapers:
    def test_a_decision_to_pull_down_is_served_before_it_is_carried_out(self):
        old = demolition_ordered()
        order = replace(old.enforcements[0], by_service=True)
        facts = replace(old, enforcements=(order,))
        moment = datetime(2026, 10, 9, 10, tzinfo=SHANGHAI)

        assert "enforcement.order.unserved" in next_steps(facts, moment, CALENDAR).why_not(Step.DEMOLISH)
        assert next_steps(old, moment, CALENDAR).offers(Step.DEMOLISH)
        served = act(facts, Step.SERVE, Target(order.party, order.cause, "ENFORCEMENT"), moment - timedelta(days=1))
        assert served.enforcements[0].served_at == moment - timedelta(days=1)
        assert next_steps(served, moment, CALENDAR).offers(Step.DEMOLISH)

    def test_substitute_performance_waits_for_the_service_of_its_decision(self):
        charge = a_charge(duty=Duty.CLEAR, danger=True)
        order = Enforcement(**KEY, way=Enforcing.SUBSTITUTE, decided_at=LATER, by_service=True)
        facts = replace(decided(investigated(a_clue(charge))), enforcements=(order,))

        assert "coercion.substitute.no_decision" in outlook(facts, LATER + timedelta(days=40)).why_not(Step.SUBSTITUTE)

    @pytest.mark.parametrize(
        ("row", "left"),
        [
            pytest.param({"by_service": True}, 2000, id="还没有送达的不用缴"),
            pytest.param({"by_service": True, "served_at": LATER}, 2060, id="送达的要缴"),
            pytest.param({}, 2060, id="以前登记的照旧"),
        ],
    )
    def test_a_surcharge_is_owed_when_it_is_served(self, row, left):
        fined = decided(investigated(a_clue()))
        fine = fined.decisions[0].penalty.fine
        rows = (Surcharge(**KEY, at=DAY_ONE, amount=yuan(60), **row),)
        (view,) = CaseView(replace(fined, surcharges=rows), LATER, CALENDAR).charges

        assert owed(view).fen - fine.fen == (left - 2000) * 100


class TestProof:
    """送达回证：每一种方式要有的。"""

    CITIZEN = a_party()
    FIRM = a_party(kind=PartyKind.ORGANIZATION)

    @pytest.mark.parametrize(
        ("values", "party", "regime", "codes"),
        [
            pytest.param({"receiver": Receiver.FAMILY}, CITIZEN, None, [], id="同住成年家属签收"),
            pytest.param(
                {"receiver": Receiver.FAMILY}, FIRM, None, ["service.receiver.wrong"], id="单位不能由家属签收"
            ),
            pytest.param({}, CITIZEN, None, ["service.receiver.wrong"], id="谁签收没有说"),
            pytest.param(
                {"mode": Mode.LEFT, "refusal": "不认可", "at_home": True},
                CITIZEN,
                None,
                ["service.left.unwitnessed"],
                id="留置没有见证也没有录像",
            ),
            pytest.param(
                {"mode": Mode.LEFT, "refusal": "不认可", "at_home": True, "witnessed": True},
                CITIZEN,
                None,
                [],
                id="留置有见证人",
            ),
            pytest.param({"mode": Mode.MAIL}, CITIZEN, None, ["service.mail.unneeded"], id="邮寄没有写明困难"),
            pytest.param({"mode": Mode.MAIL, "difficulty": "在外地"}, CITIZEN, None, [], id="已经寄出等回执"),
            pytest.param({"mode": Mode.ENTRUSTED}, CITIZEN, None, ["service.entrusted.unneeded"], id="委托没有困难"),
            pytest.param(
                {"mode": Mode.ENTRUSTED, "difficulty": "在外省", "refusal": "不收"},
                CITIZEN,
                None,
                ["service.left.place", "service.left.unwitnessed"],
                id="受委托机关留置也要见证",
            ),
            pytest.param(
                {"mode": Mode.FORWARDED, "through": Through.PRISON, "by": "监狱"}, CITIZEN, None, [], id="转交"
            ),
            pytest.param({"mode": Mode.FORWARDED}, CITIZEN, None, ["service.forwarded.unnamed"], id="转交谁没有说"),
            pytest.param(
                {"mode": Mode.ELECTRONIC}, CITIZEN, None, ["service.electronic.unconfirmed"], id="没有同意电子送达"
            ),
            pytest.param(
                {"mode": Mode.ELECTRONIC, "consent": True},
                CITIZEN,
                Regime.SAMR,
                ["service.electronic.unrecorded"],
                id="市场监管的要截屏记录",
            ),
            pytest.param({"mode": Mode.PUBLIC}, CITIZEN, None, ["service.public.unrecorded"], id="公告没有记原因"),
            pytest.param(
                {"mode": Mode.PUBLIC, "reason": "下落不明", "medium": Medium.BOARD},
                CITIZEN,
                Regime.SAMR,
                ["service.public.posting"],
                id="张贴没有录像",
            ),
            pytest.param({"failure": Failure.NOBODY}, CITIZEN, None, [], id="没有人在，记一次"),
        ],
    )
    def test_each_mode_has_its_own(self, values, party, regime, codes):
        row = replace(Service(Paper.NOTICE, **KEY, at=DAY_ONE, mode=Mode.DIRECT), **values)

        assert [each.code for each in check_proof(row, a_charge(regime=regime), party, None)] == codes

    @pytest.mark.parametrize(
        ("regime", "confirmed", "effective"),
        [
            pytest.param(Regime.SAMR, True, True, id="市场监管，确认的地址"),
            pytest.param(Regime.SAMR, None, False, id="没有确认过地址"),
            pytest.param(Regime.HURD, True, False, id="住建没有这样的规定"),
        ],
    )
    def test_a_returned_letter_counts_only_where_a_text_says_so(self, regime, confirmed, effective):
        facts = act(investigated(a_clue(a_charge(regime=regime))), Step.NOTIFY, choice="MAIL")
        came_back = replace(
            facts.services[0],
            failure=Failure.ADDRESS,
            failed_on=LATER.date(),
            partys_fault=True,
            address_confirmed=confirmed,
        )
        facts = settle(replace(facts, services=(came_back,)), 0, CALENDAR)

        assert (facts.services[0].effective_at is not None) is effective
        assert (facts.notices[0].served_at is not None) is effective


def test_a_row_written_before_is_read_as_it_was():
    old = {"paper": "DECISION", "party": "甲", "cause": "占道经营", "at": "2026-03-02T09:00", "mode": "MAIL"}
    told = {"party": "甲", "cause": "占道经营", "served_at": "2026-03-02T09:00", "held_on": "2026-03-12"}

    assert read_row("services", old | {"effective_at": "2026-03-02T09:00"}, "x").failure is None
    assert write_row(read_row("hearing_notices", told, "x"))["served_at"].startswith("2026-03-02T09:00")


def test_days_of_a_decision_begin_anew_when_an_attempt_fails():
    facts = decided(investigated(a_clue()), served=False)
    assert running(facts)["DL-17"] == date(2026, 3, 11)

    sent = act(facts, Step.SERVE, choice="MAIL")
    assert "DL-17" not in running(sent)

    back = act(sent, Step.RECORD_SERVICE, CHARGE._replace(ref="DECISION-1"), LATER, "FAILED")
    assert running(back)["DL-17"] == date(2026, 3, 13)
