"""当场决定、法律版本与送达的不变式（INV-42、43、44、46）：恰好的金额和多一分、最后一日和次日各算一次。"""

from dataclasses import replace
from datetime import date

import pytest
from tests.law.invariants.histories import MOMENT, TOO_MUCH, Outlook, a_fine, answer, on, penalized, retold

from tongpan.law.facts import Demand, Enforcement, Penalty, Service, Surcharge
from tongpan.law.facts.words import Enforcing, Mode, Paper, Track
from tongpan.law.limits import Regime
from tongpan.law.model.probing.base import KEY
from tongpan.law.model.starting import DAY_ONE, a_charge, a_party
from tongpan.law.money import yuan
from tongpan.law.penalty.kinds import PartyKind, PenaltyKind
from tongpan.law.penalty.law_in_force import Comparison
from tongpan.law.titles import ECOLOGY_CODE, PLANNING_LAW

ZHEJIANG, GUANGDONG = "330106", "440106"
UNTOLD, TOLD = Outlook(), Outlook(("DL-22",))


def on_the_spot(charge=None, party=None, **decision):
    return penalized(charge, party, decisions={"track": Track.SUMMARY} | decision)


WARNING = Penalty((PenaltyKind.WARNING,))
SPOT = [
    pytest.param(PartyKind.CITIZEN, a_fine(200), True, id="公民，二百元"),
    pytest.param(PartyKind.CITIZEN, a_fine(TOO_MUCH), False, id="公民，二百元多一分"),
    pytest.param(PartyKind.SOLE_TRADER, a_fine(200), True, id="个体工商户，二百元"),
    pytest.param(PartyKind.SOLE_TRADER, a_fine(TOO_MUCH), False, id="个体工商户，二百元多一分"),
    pytest.param(PartyKind.ORGANIZATION, a_fine(3000), True, id="法人，三千元"),
    pytest.param(PartyKind.ORGANIZATION, a_fine("3000.01"), False, id="法人，三千元多一分"),
    pytest.param(PartyKind.CITIZEN, WARNING, True, id="警告"),
    pytest.param(PartyKind.CITIZEN, a_fine(200, PenaltyKind.WARNING), True, id="警告并罚款二百元"),
    pytest.param(PartyKind.CITIZEN, a_fine(TOO_MUCH, PenaltyKind.WARNING), False, id="警告并罚款二百元多一分"),
    pytest.param(PartyKind.CITIZEN, a_fine(None), False, id="罚款数额不明"),
    pytest.param(PartyKind.CITIZEN, Penalty((PenaltyKind.CRITICISM,)), False, id="通报批评"),
    pytest.param(PartyKind.CITIZEN, a_fine(100, PenaltyKind.CONFISCATE_GOODS), False, id="罚款并没收"),
]


class TestOnTheSpot:
    """INV-42: 行政处罚法51."""

    @pytest.mark.parametrize(("kind", "penalty", "holds"), SPOT)
    def test_only_a_warning_or_a_small_fine(self, kind, penalty, holds):
        assert answer(42, on_the_spot(party=a_party(kind=kind), penalty=penalty)) is holds

    @pytest.mark.parametrize(("complicated", "holds"), [(False, True), (True, False), (None, False)])
    def test_only_on_plain_facts(self, complicated, holds):
        assert answer(42, on_the_spot(a_charge(complex=complicated), penalty=WARNING)) is holds

    def test_an_ordinary_decision_or_none_to_penalize_says_nothing(self):
        assert answer(42, penalized()) is None
        assert answer(42, on_the_spot(penalty=None)) is None


class TestHandedOverAndFiled:
    """INV-43: 行政处罚法52；市场监管70；住建14；农业27；交通61；浙江60."""

    @pytest.mark.parametrize(("handed_over", "holds"), [(True, True), (False, False)])
    def test_handed_over_on_the_spot(self, handed_over, holds):
        assert answer(43, on_the_spot(handed_over=handed_over)) is holds

    @pytest.mark.parametrize(
        ("regime", "province", "last"),
        [
            pytest.param(Regime.SAMR, GUANGDONG, on(3, 11), id="市场监管七个工作日"),
            pytest.param(Regime.HURD, GUANGDONG, on(3, 5), id="住建三日"),
            pytest.param(Regime.AGR, GUANGDONG, on(3, 4), id="农业二日"),
            pytest.param(Regime.TRA, GUANGDONG, on(3, 7), id="交通五日，不是工作日"),
            pytest.param(Regime.TRA, ZHEJIANG, on(3, 7), id="交通，在浙江"),
            pytest.param(Regime.ZJP, ZHEJIANG, on(3, 5), id="浙江三日"),
            pytest.param(None, ZHEJIANG, on(3, 5), id="浙江，没有部门程序规定"),
        ],
    )
    def test_a_decision_not_filed_in_time_is_told_as_late(self, regime, province, last):
        facts = replace(on_the_spot(a_charge(regime=regime), registered_at=None), province=province)
        next_day = last.replace(day=last.day + 1)

        assert answer(43, facts, last, UNTOLD) is True
        assert answer(43, facts, next_day, UNTOLD) is False
        assert answer(43, facts, next_day, TOLD) is True
        assert answer(43, facts, next_day) is True

    @pytest.mark.parametrize(
        ("regime", "province"),
        [
            pytest.param(None, GUANGDONG, id="其他地方"),
            pytest.param(None, None, id="地方不明"),
            pytest.param(Regime.HURD, ZHEJIANG, id="住建，在浙江"),
        ],
    )
    def test_a_decision_filed_is_not_late(self, regime, province):
        facts = replace(on_the_spot(a_charge(regime=regime)), province=province)

        assert answer(43, facts, on(3, 31), UNTOLD) is True

    @pytest.mark.parametrize("province", [GUANGDONG, None])
    def test_where_no_rule_sets_a_day_none_is_missed(self, province):
        facts = replace(on_the_spot(registered_at=None), province=province)

        assert answer(43, facts, on(3, 31), UNTOLD) is True

    def test_an_ordinary_decision_says_nothing(self):
        assert answer(43, penalized(decisions={"handed_over": False})) is None


BEFORE, FIRST_DAY = date(2026, 8, 14), date(2026, 8, 15)


class TestLawInForce:
    """INV-44: 行政处罚法37；生态环境法典1242."""

    @pytest.mark.parametrize(
        ("act", "holds"),
        [
            pytest.param({"act_on": BEFORE}, False, id="施行前一日"),
            pytest.param({"act_on": FIRST_DAY}, True, id="施行之日"),
            pytest.param({"act_on": BEFORE, "act_until": BEFORE}, False, id="施行前一日终了"),
            pytest.param({"act_on": BEFORE, "act_until": FIRST_DAY}, True, id="施行之日终了"),
            pytest.param({"act_on": BEFORE, "continuing": True}, True, id="还在继续"),
            pytest.param({"act_on": None}, True, id="行为日期不明"),
        ],
    )
    def test_an_act_before_the_code_is_not_judged_by_it(self, act, holds):
        assert answer(44, penalized(a_charge(law=ECOLOGY_CODE, **act))) is holds

    @pytest.mark.parametrize(
        ("comparison", "holds"),
        [
            (Comparison.NEW_LIGHTER, True),
            (Comparison.EQUAL, False),
            (Comparison.OLD_LIGHTER, False),
            (Comparison.NEW_LAWFUL, False),
            (None, False),
        ],
    )
    def test_but_where_it_is_the_lighter(self, comparison, holds):
        charge = a_charge(law=ECOLOGY_CODE, act_on=BEFORE, comparison=comparison)

        assert answer(44, penalized(charge)) is holds

    @pytest.mark.parametrize(("law", "holds"), [(PLANNING_LAW, True), ("", False)])
    def test_the_law_that_is_applied_was_determined(self, law, holds):
        assert answer(44, penalized(a_charge(law=law, act_on=BEFORE))) is holds

    def test_each_charge_is_judged_by_its_own_law(self):
        facts = penalized()
        other = replace(facts.charges[0], cause="倾倒垃圾", law="")

        assert answer(44, replace(facts, charges=(other, *facts.charges))) is True

    def test_a_decision_not_to_penalize_says_nothing(self):
        assert answer(44, penalized(charges={"law": ""}, decisions={"penalty": None})) is None


def sent(mode=Mode.DIRECT, effective_at=DAY_ONE, *, paper=Paper.DECISION, **values):
    return Service(paper, **KEY, at=DAY_ONE, mode=mode, effective_at=effective_at, **values)


def posted(regime=None, effective_at=None, **values):
    """Served by a public notice on the first day."""
    service = sent(Mode.PUBLIC, effective_at, **({"reason": "下落不明"} | values))
    return replace(penalized(a_charge(regime=regime)), services=(service,))


class TestService:
    """INV-46: 行政处罚法61；民事诉讼法90、95；农业72；交通18."""

    @pytest.mark.parametrize(
        ("service", "holds"),
        [
            pytest.param(sent(Mode.ELECTRONIC, consent=True), True, id="同意电子送达"),
            pytest.param(sent(Mode.ELECTRONIC, consent=False), False, id="不同意电子送达"),
            pytest.param(sent(Mode.ELECTRONIC, consent=None), False, id="是否同意不明"),
            pytest.param(sent(Mode.ELECTRONIC, None), False, id="没有同意就发送，还没有到达"),
            pytest.param(sent(Mode.ELECTRONIC, paper=Paper.NOTICE), False, id="告知书也要同意"),
            pytest.param(sent(Mode.DIRECT), None, id="直接送达"),
        ],
    )
    def test_electronic_service_needs_consent(self, service, holds):
        assert answer(46, replace(penalized(), services=(service,))) is holds

    @pytest.mark.parametrize(
        ("regime", "last"),
        [
            pytest.param(None, on(4, 1), id="三十日"),
            pytest.param(Regime.SAMR, on(4, 1), id="市场监管三十日"),
            pytest.param(Regime.HURD, on(4, 1), id="住建三十日"),
            pytest.param(Regime.AGR, on(5, 1), id="农业六十日"),
            pytest.param(Regime.TRA, on(5, 1), id="交通六十日"),
        ],
    )
    def test_a_public_notice_works_when_its_period_is_over(self, regime, last):
        next_day = last.replace(day=2)

        assert answer(46, posted(regime, last)) is False
        assert answer(46, posted(regime, next_day)) is True
        assert answer(46, posted(regime, next_day, reason="")) is False

    def test_the_period_is_that_of_the_charge_that_is_served(self):
        facts = posted(Regime.SAMR, on(4, 2))
        other = replace(facts.charges[0], cause="倾倒垃圾", regime=Regime.AGR)

        assert answer(46, replace(facts, charges=(other, *facts.charges))) is True

    def test_a_public_notice_that_runs_says_nothing_yet(self):
        assert answer(46, posted()) is None


NOON = on(3, 20, 12)
FOLLOWING = [
    pytest.param({"surcharges": (Surcharge(**KEY, at=NOON, amount=yuan(60)),)}, id="加处罚款"),
    pytest.param({"demands": (Demand(**KEY, at=NOON),)}, id="催告"),
    pytest.param({"enforcements": (Enforcement(**KEY, way=Enforcing.DEMOLITION, decided_at=NOON),)}, id="强制执行"),
]


class TestNothingRunsBefore:
    """INV-46: 行政处罚法61；行政强制法35、45."""

    @pytest.mark.parametrize("row", FOLLOWING)
    @pytest.mark.parametrize(
        ("decision", "services", "holds"),
        [
            pytest.param({"handed_over": True}, (), True, id="当场交付"),
            pytest.param({"handed_over": True, "at": NOON}, (), True, id="当时交付"),
            pytest.param({"handed_over": True, "at": NOON + MOMENT}, (), False, id="此后才决定"),
            pytest.param({"handed_over": False}, (), False, id="没有送达"),
            pytest.param({"handed_over": False}, (sent(),), True, id="已经送达"),
            pytest.param({"handed_over": False}, (sent(effective_at=NOON),), True, id="当时送达"),
            pytest.param({"handed_over": False}, (sent(effective_at=NOON + MOMENT),), False, id="此后才送达"),
            pytest.param({"handed_over": False}, (sent(effective_at=None),), False, id="送达没有生效"),
            pytest.param({"handed_over": False}, (sent(paper=Paper.NOTICE),), False, id="送达的是告知书"),
        ],
    )
    def test_nothing_follows_a_decision_before_it_is_served(self, row, decision, services, holds):
        facts = replace(penalized(decisions=decision), services=services, **row)

        assert answer(46, facts) is holds

    @pytest.mark.parametrize(("urgent", "holds"), [(True, True), (False, False)])
    def test_clearing_at_once_does_not_wait_for_service(self, urgent, holds):
        """行政强制法52：需要立即清除的，可以立即实施代履行。"""
        row = Enforcement(**KEY, way=Enforcing.CLEARING, decided_at=NOON, urgent=urgent)

        assert answer(46, replace(penalized(decisions={"handed_over": False}), enforcements=(row,))) is holds

    def test_a_decision_on_another_charge_opens_nothing(self):
        facts = retold(penalized(), decisions={"cause": "倾倒垃圾"})

        assert answer(46, replace(facts, demands=(Demand(**KEY, at=NOON),))) is False
