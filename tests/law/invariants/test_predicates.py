"""谓词直接从条文写成：违反的答否，没有说到的不答。"""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tongpan.law.calendar import national
from tongpan.law.facts import Correction, Enforcement, Penalty, Review, Surcharge
from tongpan.law.facts import Testing as Examination
from tongpan.law.facts.words import Enforcing, Fate, Power, Track
from tongpan.law.invariants import Moment, invariants
from tongpan.law.invariants.terms import every
from tongpan.law.model.probing import decided, held, ready
from tongpan.law.model.probing.base import KEY, a_thing, demanded, demolition_ordered
from tongpan.law.model.starting import DAY_ONE, a_charge, a_clue, a_party, an_authority, investigated
from tongpan.law.money import yuan
from tongpan.law.penalty.kinds import PenaltyKind

CALENDAR = national()
LATER = DAY_ONE + timedelta(days=1)


def answer(number, facts, at=LATER):
    return invariants()[number].predicate(Moment(facts, at, CALENDAR))


@pytest.mark.parametrize(
    ("answers", "whole"), [([], None), ([None], None), ([True, None], True), ([True, False], False)]
)
def test_every(answers, whole):
    assert every(answers) is whole


@pytest.mark.parametrize("number", [each for each in invariants() if invariants()[each].predicate is not None])
def test_says_nothing_of_an_empty_case_or_holds(number):
    assert answer(number, a_clue()) in (None, True)


BROKEN = {
    "没有职权": (1, replace(decided(investigated(a_clue())), authorities=())),
    "没有告知": (24, replace(decided(investigated(a_clue())), notices=())),
    "没有立案": (14, replace(decided(investigated(a_clue())), filing=None)),
    "证据未审核": (
        20,
        replace(
            decided(investigated(a_clue())),
            evidence=tuple(replace(e, verified_at=None) for e in investigated(a_clue()).evidence),
        ),
    ),
    "儿童": (16, decided(investigated(a_clue(party=a_party(born_on=DAY_ONE.date().replace(year=2015)))))),
    "涉嫌犯罪": (23, decided(investigated(a_clue(a_charge(crime=True))))),
    "没有审核": (30, decided(investigated(a_clue(a_charge(weighty=True))))),
    "没有讨论": (34, decided(investigated(a_clue(a_charge(complex=True))))),
    "没有强制权": (50, held(replace(investigated(a_clue()), things=(a_thing(),)))),
    "生活必需品": (
        53,
        held(
            replace(
                investigated(a_clue()),
                things=(replace(a_thing(), daily_needs=True),),
                authorities=(an_authority(Power.MEASURE),),
            )
        ),
    ),
}


@pytest.mark.parametrize("name", BROKEN)
def test_finds_what_is_broken(name):
    number, facts = BROKEN[name]

    assert answer(number, facts) is False


def test_a_lawful_decision_breaks_nothing():
    facts = decided(investigated(a_clue()))

    assert [
        each.number for each in invariants().values() if each.predicate and answer(each.number, facts) is False
    ] == []


def test_a_late_decision_breaks_the_ninety_days():
    facts = decided(investigated(a_clue()))
    late = tuple(replace(each, at=DAY_ONE + timedelta(days=91)) for each in facts.decisions)
    last = tuple(replace(each, at=DAY_ONE + timedelta(days=90)) for each in facts.decisions)

    assert answer(35, replace(facts, decisions=late)) is False
    assert answer(35, replace(facts, decisions=last)) is True


def test_demolition_waits_for_both_remedies():
    facts = demolition_ordered()
    (order,) = facts.enforcements
    early = replace(order, performed_at=DAY_ONE.replace(month=9, day=2))
    right = replace(order, performed_at=DAY_ONE.replace(month=9, day=3))

    assert answer(59, replace(facts, enforcements=(early,))) is False
    assert answer(59, replace(facts, enforcements=(right,))) is True


def test_the_wording_of_an_answer_needs_facts():
    assert answer(57, demanded()) is None
    assert answer(26, ready()) is None


def test_a_leap_day_of_birth_counts_in_a_common_year():
    born = DAY_ONE.date().replace(year=2012, month=2, day=29)
    young = decided(investigated(a_clue(a_charge(act_on=born.replace(year=2026, day=28)), a_party(born_on=born))))
    older = decided(
        investigated(
            a_clue(a_charge(act_on=born.replace(year=2026, month=3, day=2), lightened=True), a_party(born_on=born))
        )
    )

    assert answer(16, young) is False
    assert answer(16, older) is True


@pytest.mark.parametrize(("days", "holds"), [(3, True), (4, True)])
def test_a_spot_penalty_not_filed_is_told_or_not_yet_late(days, holds):
    facts = decided(investigated(a_clue(a_charge(), province="330106")))
    rows = tuple(replace(each, track=Track.SUMMARY, registered_at=None) for each in facts.decisions)

    assert answer(43, replace(facts, decisions=rows), DAY_ONE + timedelta(days=days)) is holds


def test_an_unknown_day_of_the_act_breaks_the_limitation():
    facts = decided(investigated(a_clue(a_charge(act_on=None))))

    assert answer(15, facts) is False


@pytest.mark.parametrize(
    ("continuing", "answered"), [pytest.param(True, None, id="还在继续"), pytest.param(False, False, id="已过两年")]
)
def test_the_limitation_does_not_run_while_the_act_goes_on(continuing, answered):
    charge = a_charge(act_on=date(2020, 1, 1), continuing=continuing)

    assert answer(15, decided(investigated(a_clue(charge)))) is answered


@pytest.mark.parametrize(
    ("passed", "corrected", "holds"),
    [
        pytest.param(True, False, None, id="通过之后再审核"),
        pytest.param(False, False, False, id="没有改正又审核"),
        pytest.param(False, True, True, id="改正之后再审核"),
    ],
)
def test_only_a_review_that_failed_wants_a_correction(passed, corrected, holds):
    first = Review(**KEY, at=DAY_ONE, reviewer="李", passed=passed)
    second = replace(first, at=DAY_ONE + timedelta(hours=2), passed=True)
    between = (Correction(**KEY, at=DAY_ONE + timedelta(hours=1)),) if corrected else ()
    facts = replace(investigated(a_clue()), reviews=(first, second), corrections=between)

    assert answer(31, facts) is holds


@pytest.mark.parametrize(
    ("served", "day", "holds"),
    [
        pytest.param(False, date(2026, 6, 1), False, id="没有送达"),
        pytest.param(True, date(2026, 3, 17), False, id="第十五日"),
        pytest.param(True, date(2026, 3, 18), True, id="第十六日"),
    ],
)
def test_a_surcharge_waits_for_fifteen_days_after_service(served, day, holds):
    at = DAY_ONE.replace(month=day.month, day=day.day)
    facts = decided(investigated(a_clue()), served=served)

    assert answer(48, replace(facts, surcharges=(Surcharge(**KEY, at=at, amount=yuan(60)),)), at) is holds


@pytest.mark.parametrize(
    ("told", "ended_on", "day", "holds"),
    [
        pytest.param(False, None, date(2026, 4, 1), True, id="没有告知检测，第三十日"),
        pytest.param(False, None, date(2026, 4, 2), False, id="没有告知的检测不扣除"),
        pytest.param(True, None, date(2026, 4, 11), True, id="告知的检测十日不计入"),
        pytest.param(True, None, date(2026, 4, 12), False, id="扣除之后也超过"),
        pytest.param(True, date(2026, 3, 7), date(2026, 4, 4), True, id="提前完成的只扣三日"),
        pytest.param(True, date(2026, 3, 7), date(2026, 4, 5), False, id="提前完成之后超过"),
    ],
)
def test_a_test_lengthens_the_custody_by_the_days_that_the_party_was_told(told, ended_on, day, holds):
    tested = Examination(date(2026, 3, 5), date(2026, 3, 14), told, ended_on)
    charge = a_charge(proposed=Penalty((PenaltyKind.CONFISCATE_GOODS,)))
    facts = replace(decided(investigated(a_clue(charge))), things=(a_thing(),))
    at = DAY_ONE.replace(month=day.month, day=day.day)

    assert answer(54, held(facts, tests=(tested,), ended_at=at, fate=Fate.FORFEITED), at) is holds


@pytest.mark.parametrize(
    ("served", "day", "holds"),
    [
        pytest.param(True, date(2026, 9, 2), False, id="六个月届满当日"),
        pytest.param(True, date(2026, 9, 3), True, id="六个月届满之后"),
        pytest.param(True, date(2026, 12, 2), True, id="三个月的最后一日"),
        pytest.param(True, date(2026, 12, 3), False, id="超过三个月"),
        pytest.param(False, date(2026, 9, 3), False, id="决定没有送达"),
    ],
)
def test_the_court_is_asked_within_three_months_after_the_time_to_sue(served, day, holds):
    at = DAY_ONE.replace(month=day.month, day=day.day)
    facts = replace(decided(investigated(a_clue()), served=served), demands=demanded().demands)
    asked = Enforcement(**KEY, way=Enforcing.COURT, decided_at=at, signer="周")

    assert answer(61, replace(facts, enforcements=(asked,)), at) is holds
