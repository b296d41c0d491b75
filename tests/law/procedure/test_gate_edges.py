"""关口的边上：当天还是次日，同一时刻算不算之后，少一半依据算不算有依据。"""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tongpan.law.calendar import national
from tongpan.law.coercion.demolition import Zone
from tongpan.law.coercion.planning import Correctability, consequence
from tongpan.law.facts import Correction, Review, Service, read_row
from tongpan.law.facts.words import Mode, Paper, Power
from tongpan.law.limits import Regime
from tongpan.law.model.probing.base import KEY, LATER, a_thing, decided, held, ready, together
from tongpan.law.model.starting import DAY_ONE, a_charge, a_clue, an_authority, investigated
from tongpan.law.penalty.service import service_limit
from tongpan.law.procedure import Step, next_steps
from tongpan.law.procedure.gates import charging, deciding, measuring, paying, serving, staff
from tongpan.law.procedure.papers import papers_of
from tongpan.law.procedure.view import CaseView, ThingView

CALENDAR = national()
SERVED = decided(investigated(a_clue()))
WEIGHTY = a_charge(weighty=True)


def view(facts, at=DAY_ONE):
    (found,) = CaseView(facts, at, CALENDAR).charges
    return found


def codes(verdict):
    return [breach.code for breach in verdict]


@pytest.mark.parametrize(
    ("five_years", "act_on", "expected"),
    [
        pytest.param(True, date(2023, 1, 5), [], id="涉及安全且有后果，五年之内"),
        pytest.param(False, date(2023, 1, 5), ["limitation.over"], id="不涉及，二年已过"),
        pytest.param(None, date(2023, 1, 5), ["limitation.harm.unknown"], id="没有查明，要问"),
    ],
)
def test_how_long_an_act_may_be_penalised_follows_its_harm(five_years, act_on, expected):
    charge = a_charge(five_years=five_years, act_on=act_on)

    assert codes(charging.punishable.check(view(ready(charge)))) == expected


@pytest.mark.parametrize(
    ("filed_on", "asked_on", "expected"),
    [
        pytest.param(date(2026, 3, 2), date(2026, 5, 31), [], id="末日当天可以延长"),
        pytest.param(date(2026, 3, 2), date(2026, 6, 1), ["prolongation.late"], id="末日之后不能延长"),
        pytest.param(date(2026, 10, 10), date(2027, 1, 8), [], id="放假安排未公布，最早的末日当天可以延长"),
        pytest.param(date(2026, 10, 10), date(2027, 1, 9), ["prolongation.late"], id="最早的末日之后不能延长"),
        pytest.param(date(2026, 10, 10), date(2027, 4, 18), ["prolongation.late"], id="过了三个月更不能延长"),
    ],
)
def test_inv_36_a_limit_that_may_be_over_is_not_prolonged(filed_on, asked_on, expected):
    """市场监管程序规定64；届满之前延长是读法（ADR-0014 第5、7项）。"""
    facts = investigated(a_clue(a_charge(regime=Regime.SAMR)))
    filed = replace(facts.filing, at=DAY_ONE + (filed_on - DAY_ONE.date()))
    asked_at = DAY_ONE + (asked_on - DAY_ONE.date())

    assert codes(deciding.prolongation_possible.check(CaseView(replace(facts, filing=filed), asked_at, CALENDAR))) == (
        expected
    )


@pytest.mark.parametrize(
    ("reviewed_at", "expected"),
    [
        pytest.param(DAY_ONE, [], id="与告知同一时刻审核的，审的就是它"),
        pytest.param(DAY_ONE - timedelta(seconds=1), ["review.stale"], id="告知之前审核的"),
    ],
)
def test_a_review_is_stale_only_after_something_newer(reviewed_at, expected):
    review = Review(**KEY, at=reviewed_at, reviewer="李", passed=True)
    facts = ready(WEIGHTY, deliberations=(together(),), reviews=(review,))

    assert codes(deciding.review_fresh.check(view(facts, LATER))) == expected


@pytest.mark.parametrize(
    ("passed", "expected"),
    [pytest.param(True, ["review.stale"], id="通过以后又改动"), pytest.param(False, [], id="没有通过的，本来就要改")],
)
def test_what_is_corrected_after_it_passed_is_reviewed_again(passed, expected):
    review = Review(**KEY, at=DAY_ONE, reviewer="李", passed=passed)
    corrected = Correction(**KEY, at=DAY_ONE + timedelta(seconds=1))
    facts = ready(WEIGHTY, deliberations=(together(),), reviews=(review,), corrections=(corrected,))

    assert codes(deciding.review_fresh.check(view(facts, LATER))) == expected


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        pytest.param({}, [], id="法律名称和条都有"),
        pytest.param({"article": None}, ["coercion.power.basis.missing"], id="只有名称，没有条"),
        pytest.param({"statute": ""}, ["coercion.power.basis.missing"], id="只有条，没有名称"),
    ],
)
def test_a_measure_stands_on_a_statute_and_its_article(changes, expected):
    power = replace(an_authority(Power.MEASURE), **changes)
    facts = replace(investigated(a_clue()), things=(a_thing(),), authorities=(an_authority(Power.PENALTY), power))

    assert codes(measuring.measure_power.check(ThingView(view(facts), a_thing(), None))) == expected


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        pytest.param(date(2026, 3, 17), ["surcharge.early"], id="缴款期限的最后一日"),
        pytest.param(date(2026, 3, 18), [], id="次日起加处"),
    ],
)
def test_a_surcharge_runs_from_the_day_after_the_last(today, expected):
    moment = DAY_ONE + (today - DAY_ONE.date())

    assert codes(paying.surcharge_due.check(view(SERVED, moment))) == expected


def test_a_public_notice_is_over_on_the_day_it_takes_effect():
    notice = Service(Paper.DECISION, **KEY, at=DAY_ONE, mode=Mode.PUBLIC)
    facts = replace(decided(investigated(a_clue()), served=False), services=(notice,))
    due = service_limit(DAY_ONE.date(), CALENDAR).due_on

    def said(day):
        (paper,) = papers_of(view(facts, DAY_ONE + (day - DAY_ONE.date())))
        return codes(serving.public_notice_over.check(paper))

    assert said(due - timedelta(days=1)) == ["service.public.running"]
    assert said(due) == []


@pytest.mark.parametrize(
    ("since", "until", "expected"),
    [
        pytest.param(DAY_ONE.date(), None, [], id="今天起有检查权"),
        pytest.param(DAY_ONE.date() + timedelta(days=1), None, ["authority.inspection.none"], id="明天才有"),
        pytest.param(date(2022, 1, 1), DAY_ONE.date(), ["authority.inspection.none"], id="今天起没有了"),
        pytest.param(date(2022, 1, 1), DAY_ONE.date() + timedelta(days=1), [], id="明天起没有，今天还有"),
    ],
)
def test_the_power_to_inspect_holds_from_its_first_day_to_the_day_before_its_end(since, until, expected):
    power = replace(an_authority(Power.INSPECTION), since=since, until=until)
    facts = investigated(a_clue(authorities=(an_authority(Power.PENALTY), power)))

    assert codes(staff.inspection_power.check(view(facts))) == expected


@pytest.mark.parametrize(
    ("day", "early"),
    [
        pytest.param(date(2026, 4, 17), True, id="三月十八日开始加处，当日不计入，至四月十七日满三十日"),
        pytest.param(date(2026, 4, 18), False, id="次日起超过三十日"),
    ],
)
def test_money_is_enforced_when_the_surcharge_has_run_more_than_thirty_days(day, early):
    powers = (an_authority(Power.PENALTY), an_authority(Power.ENFORCEMENT))
    facts = held(decided(replace(investigated(a_clue(authorities=powers)), things=(a_thing(),))))
    thing = ThingView(view(facts, DAY_ONE + (day - DAY_ONE.date())), a_thing(), facts.measures[0])

    assert ("coercion.money.early" in codes(measuring.auctionable.check(thing))) is early


def test_evidence_is_preserved_once_and_not_after_the_decision():
    undecided = next_steps(investigated(a_clue()), LATER, CALENDAR)
    over = next_steps(SERVED, LATER, CALENDAR)

    assert undecided.offers(Step.PRESERVE)
    assert not over.offers(Step.PRESERVE)
    assert not over.why_not(Step.PRESERVE)


def test_a_decision_of_which_nothing_is_said_was_not_handed_over():
    row = read_row(
        "decisions", {"party": "甲", "cause": "占道", "at": "2026-03-02", "track": "ORDINARY", "decider": "周"}
    )

    assert (row.handed_over, row.correction, row.education) == (False, False, False)


def test_a_building_is_not_temporary_unless_somebody_says_so():
    lasting = consequence(Zone.TOWN, Correctability.DEMOLISHABLE)

    assert lasting == consequence(Zone.TOWN, Correctability.DEMOLISHABLE, temporary=False)
    assert lasting != consequence(Zone.TOWN, Correctability.DEMOLISHABLE, temporary=True)
