"""谓词直接从条文写成：违反的答否，没有说到的不答。"""

from dataclasses import replace
from datetime import timedelta

import pytest

from tongpan.law.calendar import national
from tongpan.law.facts.words import Power, Track
from tongpan.law.invariants import Moment, invariants
from tongpan.law.invariants.terms import every
from tongpan.law.model.probing import decided, held, ready
from tongpan.law.model.probing.base import a_thing, demanded, demolition_ordered
from tongpan.law.model.starting import DAY_ONE, a_charge, a_clue, a_party, an_authority, investigated

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
