"""审核、集体讨论与办案期限的不变式（INV-30至INV-36）：先后当时各算一次，期限届满之日和次日各算一次。"""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from tests.law.invariants.histories import MOMENT, answer, on, penalized, retold

from tongpan.law.facts import Correction, Deliberation, Hearing, HearingRequest, Pause, Prolongation, Review
from tongpan.law.facts.words import HearingOutcome, Track
from tongpan.law.limits import Regime
from tongpan.law.model.probing.base import KEY
from tongpan.law.model.starting import DAY_ONE, a_charge
from tongpan.law.period import Authority, Ground

DECIDED_AT = on(3, 10)


def decided_on(charge=None, **tables):
    return replace(penalized(charge, decisions={"at": DECIDED_AT}), **tables)


def reviewed(at, *, passed=True, legal=True):
    return Review(**KEY, at=at, reviewer="李", passed=passed, legal=legal)


def a_hearing(at):
    return Hearing(**KEY, at=at, chair="陈", outcome=HearingOutcome.HELD)


HARD = [
    pytest.param({"complex": True}, id="疑难复杂"),
    pytest.param({"complex": None}, id="是否复杂不明"),
    pytest.param({"weighty": True}, id="重大公共利益或者重大违法"),
    pytest.param({"weighty": None}, id="是否重大不明"),
]


class TestLegalReview:
    """INV-30: 行政处罚法58."""

    @pytest.mark.parametrize(
        ("reviews", "holds"),
        [
            pytest.param([reviewed(on(3, 9))], True, id="决定之前通过"),
            pytest.param([reviewed(on(3, 10))], True, id="决定当时已经通过"),
            pytest.param([reviewed(on(3, 10) + MOMENT)], False, id="决定之后才审核"),
            pytest.param([reviewed(on(3, 9), passed=False)], False, id="没有通过"),
            pytest.param([reviewed(on(3, 9), legal=False)], False, id="只是案件审核"),
            pytest.param([], False, id="没有审核"),
            pytest.param([reviewed(on(3, 8), passed=False), reviewed(on(3, 9))], True, id="再次审核通过"),
            pytest.param([reviewed(on(3, 8)), reviewed(on(3, 9), passed=False)], False, id="再次审核没有通过"),
            pytest.param(
                [reviewed(on(3, 9)), reviewed(on(3, 10) + MOMENT, passed=False)], True, id="决定之后的审核不论"
            ),
        ],
    )
    @pytest.mark.parametrize("charge", HARD)
    def test_a_hard_case_passes_legal_review_before_the_decision(self, charge, reviews, holds):
        assert answer(30, decided_on(a_charge(**charge), reviews=tuple(reviews))) is holds

    @pytest.mark.parametrize(("weighty", "without"), [(True, False), (None, False), (False, None)])
    def test_a_hearing_counts_together_with_weighty_interests_and_not_alone(self, weighty, without):
        facts = decided_on(a_charge(weighty=weighty), hearings=(a_hearing(on(3, 8)),))

        assert answer(30, facts) is without
        assert answer(30, replace(facts, reviews=(reviewed(on(3, 9)),))) is (None if without is None else True)

    def test_a_plain_case_needs_none(self):
        assert answer(30, decided_on()) is None

    def test_on_the_spot_none_is_needed(self):
        assert answer(30, retold(decided_on(a_charge(complex=True)), decisions={"track": Track.SUMMARY})) is None


class TestPutRight:
    """INV-31: 国办发〔2018〕118号（十三）；住建25."""

    @pytest.mark.parametrize(
        ("corrected", "holds"),
        [
            pytest.param([on(3, 5)], True, id="两次审核之间改正"),
            pytest.param([on(3, 4)], True, id="审核不通过的当时改正"),
            pytest.param([on(3, 6)], True, id="再次审核的当时改正"),
            pytest.param([on(3, 4) - MOMENT], False, id="不通过之前的改正不算"),
            pytest.param([on(3, 6) + MOMENT], False, id="再次审核之后才改正"),
            pytest.param([], False, id="没有改正"),
            pytest.param([on(3, 3), on(3, 5)], True, id="改正过两次，一次在其间"),
        ],
    )
    def test_what_failed_is_put_right_before_the_next_review(self, corrected, holds):
        reviews = (reviewed(on(3, 4), passed=False), reviewed(on(3, 6)))
        corrections = tuple(Correction(**KEY, at=each) for each in corrected)

        assert answer(31, decided_on(reviews=reviews, corrections=corrections)) is holds

    @pytest.mark.parametrize(
        "reviews",
        [
            pytest.param((), id="没有审核"),
            pytest.param((reviewed(on(3, 4), passed=False),), id="不通过而没有再审"),
            pytest.param((reviewed(on(3, 4)), reviewed(on(3, 6))), id="通过之后再审"),
        ],
    )
    def test_without_a_review_after_a_failed_one_nothing_is_said(self, reviews):
        assert answer(31, decided_on(reviews=reviews)) is None

    def test_every_failed_review_is_followed_by_a_correction(self):
        reviews = (reviewed(on(3, 4), passed=False), reviewed(on(3, 6), passed=False), reviewed(on(3, 8)))
        once = (Correction(**KEY, at=on(3, 5)),)

        assert answer(31, decided_on(reviews=reviews, corrections=once)) is False
        assert answer(31, decided_on(reviews=reviews, corrections=(*once, replace(once[0], at=on(3, 7))))) is True


class TestReviewAfterHearing:
    """INV-32: 市场监管50第二款."""

    @pytest.mark.parametrize(
        ("asked", "held", "holds"),
        [
            pytest.param([on(3, 3)], [on(3, 6)], True, id="听证之后审核"),
            pytest.param([on(3, 3)], [on(3, 9)], True, id="审核当时听证已经结束"),
            pytest.param([on(3, 3)], [on(3, 9) + MOMENT], False, id="审核之后才听证"),
            pytest.param([on(3, 3)], [], False, id="没有听证就审核"),
            pytest.param([on(3, 3)], [on(3, 3)], True, id="要求当时听证"),
            pytest.param([on(3, 3)], [on(3, 3) - MOMENT], False, id="听证在要求之前"),
            pytest.param([on(3, 9)], [], False, id="审核当时已经要求"),
            pytest.param([on(3, 9) + MOMENT], [], None, id="审核之后才要求"),
            pytest.param([], [], None, id="没有要求"),
            pytest.param([on(3, 3), on(3, 6)], [on(3, 5)], False, id="再次要求之后没有听证"),
            pytest.param([on(3, 3), on(3, 6)], [on(3, 5), on(3, 7)], True, id="再次要求之后又听证"),
        ],
    )
    def test_the_review_comes_after_the_hearing_that_was_asked_for(self, asked, held, holds):
        requests = tuple(HearingRequest(**KEY, at=each) for each in asked)
        hearings = tuple(a_hearing(each) for each in held)
        facts = decided_on(hearing_requests=requests, hearings=hearings, reviews=(reviewed(on(3, 9)),))

        assert answer(32, facts) is holds

    def test_what_was_asked_for_on_a_notice_that_stands_no_more_is_not_waited_for(self):
        told = decided_on(reviews=(reviewed(on(3, 9)),), hearing_requests=(HearingRequest(**KEY, at=on(3, 3)),))
        again = replace(told.notices[-1], served_at=on(3, 4))

        assert answer(32, told) is False
        assert answer(32, replace(told, notices=(*told.notices, again))) is None


class TestCaseReview:
    """INV-33: 市场监管52；农业51."""

    @pytest.mark.parametrize("regime", [Regime.SAMR, Regime.AGR])
    @pytest.mark.parametrize(
        ("reviews", "holds"),
        [
            pytest.param((reviewed(on(3, 9), legal=False),), True, id="案件审核通过"),
            pytest.param((reviewed(on(3, 10)),), True, id="决定当时已经通过"),
            pytest.param((reviewed(on(3, 10) + MOMENT),), False, id="决定之后才审核"),
            pytest.param((reviewed(on(3, 9), passed=False),), False, id="没有通过"),
            pytest.param((), False, id="没有审核"),
        ],
    )
    def test_every_ordinary_case_is_reviewed_before_the_decision(self, regime, reviews, holds):
        assert answer(33, decided_on(a_charge(regime=regime), reviews=reviews)) is holds

    @pytest.mark.parametrize("regime", [Regime.HURD, Regime.TRA, Regime.ZJP, None])
    def test_other_rules_do_not_want_it(self, regime):
        assert answer(33, decided_on(a_charge(regime=regime))) is None

    def test_on_the_spot_it_is_not_wanted(self):
        facts = decided_on(a_charge(regime=Regime.SAMR))

        assert answer(33, retold(facts, decisions={"track": Track.SUMMARY})) is None


class TestDeliberation:
    """INV-34: 行政处罚法57第二款."""

    @pytest.mark.parametrize("charge", HARD)
    @pytest.mark.parametrize(
        ("moments", "holds"),
        [
            pytest.param([on(3, 9)], True, id="决定之前讨论"),
            pytest.param([on(3, 10)], True, id="决定当时讨论"),
            pytest.param([on(3, 10) + MOMENT], False, id="决定之后才讨论"),
            pytest.param([], False, id="没有讨论"),
        ],
    )
    def test_a_complex_or_grave_case_is_deliberated_before_the_decision(self, charge, moments, holds):
        held = tuple(Deliberation(**KEY, at=each, heads=("周", "吴"), conclusion="同意") for each in moments)

        assert answer(34, decided_on(a_charge(**charge), deliberations=held)) is holds

    def test_a_plain_case_needs_no_deliberation(self):
        assert answer(34, decided_on()) is None

    def test_on_the_spot_nothing_is_deliberated(self):
        assert answer(34, retold(decided_on(a_charge(weighty=True)), decisions={"track": Track.SUMMARY})) is None


def after(days):
    """The moment so many days after the filing."""
    return DAY_ONE + timedelta(days=days)


def prolonged(*rows, decision=None, regime=Regime.SAMR, pauses=()):
    """Prolongations told as (days after the filing, days added, who granted)."""
    added = tuple(Prolongation(after(day), days, grantor) for day, days, grantor in rows)
    facts = penalized(a_charge(regime=regime), decisions={"at": after(400 if decision is None else decision)})
    return replace(facts, prolongations=added, pauses=pauses)


HEAD, COLLECTIVE, SUPERIOR = Authority.HEAD, Authority.COLLECTIVE, Authority.SUPERIOR
ONE_DAY = Pause(Ground.TESTING, date(2026, 3, 10), date(2026, 3, 10))
TEN_DAYS = Pause(Ground.HEARING, date(2026, 4, 1), date(2026, 4, 10))
RUNNING = Pause(Ground.TESTING, date(2026, 5, 1))


class TestNinetyDays:
    """INV-35: 行政处罚法60；市场监管64."""

    @pytest.mark.parametrize(
        ("added", "pauses", "last"),
        [
            pytest.param([], (), 90, id="九十日"),
            pytest.param([], (ONE_DAY,), 91, id="扣除一日"),
            pytest.param([], (TEN_DAYS,), 100, id="扣除十日，首尾都算"),
            pytest.param([], (ONE_DAY, TEN_DAYS), 101, id="两段都扣除"),
            pytest.param([], (RUNNING,), 91, id="没有终止的只算首日"),
            pytest.param([(80, 30, HEAD)], (), 120, id="延长三十日"),
            pytest.param([(80, 30, HEAD), (110, 60, COLLECTIVE)], (), 180, id="再次延长六十日"),
            pytest.param([(80, 30, HEAD)], (TEN_DAYS,), 130, id="延长并且扣除"),
        ],
    )
    def test_decided_within_ninety_days_and_what_was_added(self, added, pauses, last):
        assert answer(35, prolonged(*added, pauses=pauses, decision=last)) is True
        assert answer(35, prolonged(*added, pauses=pauses, decision=last + 1)) is False

    @pytest.mark.parametrize(
        "facts",
        [
            pytest.param(replace(prolonged(), filing=None), id="没有立案"),
            pytest.param(retold(prolonged(), decisions={"track": Track.SUMMARY}), id="当场决定"),
            pytest.param(retold(prolonged(), decisions={"penalty": None}), id="不予处罚"),
            pytest.param(replace(prolonged(), decisions=()), id="没有决定"),
        ],
    )
    def test_nothing_is_said_without_an_ordinary_penalty_in_a_filed_case(self, facts):
        assert answer(35, facts) is None


class TestProlongation:
    """INV-36: 市场监管64；住建29；农业58；交通78."""

    @pytest.mark.parametrize(
        ("regime", "grantors", "holds"),
        [
            pytest.param(Regime.SAMR, [HEAD], True, id="市场监管，负责人"),
            pytest.param(Regime.SAMR, [COLLECTIVE], False, id="市场监管，第一次就集体讨论"),
            pytest.param(Regime.SAMR, [HEAD, COLLECTIVE], True, id="市场监管，再由集体讨论"),
            pytest.param(Regime.SAMR, [HEAD, HEAD], False, id="市场监管，负责人两次"),
            pytest.param(Regime.SAMR, [HEAD, COLLECTIVE, COLLECTIVE], False, id="市场监管，第三次"),
            pytest.param(Regime.HURD, [HEAD], True, id="住建，负责人"),
            pytest.param(Regime.HURD, [SUPERIOR], False, id="住建，上级"),
            pytest.param(Regime.HURD, [HEAD, COLLECTIVE], True, id="住建，再由集体讨论"),
            pytest.param(Regime.HURD, [HEAD, SUPERIOR], False, id="住建，再由上级"),
            pytest.param(Regime.AGR, [HEAD], True, id="农业，负责人"),
            pytest.param(Regime.AGR, [HEAD, SUPERIOR], True, id="农业，再由上一级机关"),
            pytest.param(Regime.AGR, [HEAD, COLLECTIVE], False, id="农业，再由集体讨论"),
            pytest.param(Regime.TRA, [HEAD], True, id="交通，负责人"),
            pytest.param(Regime.TRA, [HEAD, COLLECTIVE], False, id="交通，第二次"),
            pytest.param(Regime.ZJP, [HEAD], False, id="浙江没有规定延长"),
            pytest.param(None, [HEAD], False, id="没有可以延长的规定"),
        ],
    )
    def test_who_may_prolong_first_and_who_next(self, regime, grantors, holds):
        rows = [(80, 30, grantor) for grantor in grantors]

        assert answer(36, prolonged(*rows, regime=regime)) is holds

    @pytest.mark.parametrize(
        ("regime", "rows", "most"),
        [
            pytest.param(Regime.SAMR, [HEAD], 30, id="市场监管，负责人三十日"),
            pytest.param(Regime.HURD, [HEAD], 30, id="住建，负责人三十日"),
            pytest.param(Regime.HURD, [HEAD, COLLECTIVE], 60, id="住建，集体讨论六十日"),
            pytest.param(Regime.AGR, [HEAD], 30, id="农业，负责人三十日"),
            pytest.param(Regime.TRA, [HEAD], 30, id="交通，负责人三十日"),
        ],
    )
    def test_none_prolongs_by_more_than_the_rules_give(self, regime, rows, most):
        *first, last = rows
        earlier = [(80, 30, grantor) for grantor in first]

        assert answer(36, prolonged(*earlier, (80, most - 1, last), regime=regime)) is True
        assert answer(36, prolonged(*earlier, (80, most, last), regime=regime)) is True
        assert answer(36, prolonged(*earlier, (80, most + 1, last), regime=regime)) is False

    @pytest.mark.parametrize(
        ("regime", "grantor"),
        [
            pytest.param(Regime.SAMR, COLLECTIVE, id="市场监管，集体讨论"),
            pytest.param(Regime.AGR, SUPERIOR, id="农业，上一级机关"),
        ],
    )
    def test_a_reasonable_time_has_no_figure(self, regime, grantor):
        """市场监管64、农业58：再次延长的，应当同时确定延长的合理期限。"""
        assert answer(36, prolonged((80, 30, HEAD), (80, 120, grantor), regime=regime)) is True

    @pytest.mark.parametrize(
        ("rows", "pauses", "holds"),
        [
            pytest.param([(90, 30, HEAD)], (), True, id="第九十日批准"),
            pytest.param([(91, 30, HEAD)], (), False, id="第九十一日才批准"),
            pytest.param([(91, 30, HEAD)], (ONE_DAY,), True, id="扣除一日后的最后一日批准"),
            pytest.param([(80, 30, HEAD), (120, 60, COLLECTIVE)], (), True, id="第一次延长的最后一日再延长"),
            pytest.param([(80, 30, HEAD), (121, 60, COLLECTIVE)], (), False, id="第一次延长届满后再延长"),
        ],
    )
    def test_a_period_is_prolonged_before_it_ends(self, rows, pauses, holds):
        assert answer(36, prolonged(*rows, pauses=pauses)) is holds

    @pytest.mark.parametrize(
        ("decision", "holds"),
        [
            pytest.param(79, None, id="此前已经决定"),
            pytest.param(80, None, id="当时已经决定"),
            pytest.param(81, False, id="此后才决定"),
        ],
    )
    def test_a_charge_decided_before_is_not_touched(self, decision, holds):
        assert answer(36, prolonged((80, 30, COLLECTIVE), decision=decision)) is holds

    def test_a_charge_not_decided_is_touched(self):
        assert answer(36, replace(prolonged((80, 30, COLLECTIVE)), decisions=())) is False

    def test_the_rules_of_every_open_charge_must_allow_it(self):
        facts = prolonged((80, 30, HEAD))
        other = replace(facts.charges[0], cause="倾倒垃圾", regime=None)

        assert answer(36, facts) is True
        assert answer(36, replace(facts, charges=(*facts.charges, other))) is False

    def test_without_prolongation_or_filing_nothing_is_said(self):
        assert answer(36, prolonged()) is None
        assert answer(36, replace(prolonged((80, 30, COLLECTIVE)), filing=None)) is None
