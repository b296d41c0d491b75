"""标准状态：后续分不出来的，算同一状态。"""

from dataclasses import replace
from datetime import timedelta

from tongpan.law.calendar import national
from tongpan.law.model.canon import state_key
from tongpan.law.model.starting import DAY_ONE, a_charge, a_clue, a_party, investigated
from tongpan.law.procedure import Act, Step, Target, next_steps, perform

CALENDAR = national()


def key(facts, at):
    return state_key(facts, at, next_steps(facts, at, CALENDAR))


def walked(facts, *steps, at=DAY_ONE + timedelta(minutes=1)):
    for minute, (step, target) in enumerate(steps):
        facts = perform(facts, Act(step, target, at + timedelta(minutes=minute), CALENDAR))
    return facts, at + timedelta(minutes=len(steps))


FIRST, SECOND = Target("甲", "占道经营"), Target("乙", "占道经营")


def two():
    return investigated(a_clue(parties=(a_party("甲"), a_party("乙")), charges=(a_charge("甲"), a_charge("乙"))))


def test_the_order_of_two_parties_does_not_matter():
    one = walked(two(), (Step.NOTIFY, FIRST), (Step.NOTIFY, SECOND))
    other = walked(two(), (Step.NOTIFY, SECOND), (Step.NOTIFY, FIRST))

    assert key(*one) == key(*other)


def test_the_order_within_a_charge_does():
    before = walked(investigated(a_clue()), (Step.GATHER, FIRST), (Step.NOTIFY, FIRST))
    after = walked(investigated(a_clue()), (Step.NOTIFY, FIRST), (Step.GATHER, FIRST))

    assert key(*before) != key(*after)


def test_minutes_do_not_matter_and_days_to_a_limit_do():
    facts, at = walked(investigated(a_clue()), (Step.NOTIFY, FIRST))

    assert key(facts, at) == key(facts, at + timedelta(minutes=30))
    assert key(facts, at) != key(facts, at + timedelta(days=1))


def test_what_never_changes_is_left_out():
    facts, at = walked(investigated(a_clue()), (Step.NOTIFY, FIRST))

    assert key(facts, at) == key(replace(facts, officers=facts.officers[:4]), at)
