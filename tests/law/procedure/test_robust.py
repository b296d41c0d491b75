"""任何读得进来的事实都有回答，或者有一个说得清的拒绝；从不出错。"""

import random
from dataclasses import fields, replace
from datetime import datetime, timedelta
from typing import get_args, get_type_hints

import pytest

from tongpan.law.calendar import national
from tongpan.law.faces.steps import as_json, as_text
from tongpan.law.limits import Regime
from tongpan.law.model.probing import probes
from tongpan.law.model.starting import a_charge, a_clue, noticed
from tongpan.law.period import SHANGHAI
from tongpan.law.procedure import next_steps
from tongpan.law.refusal import LawRefused

CALENDAR = national()
BASE = list(probes())
FIXED = ("parties", "causes", "charges", "officers", "things")
YEARS = (2014, 2027, 2032)
ROUNDS = 120


def optional(row):
    hints = get_type_hints(type(row))
    return [each.name for each in fields(row) if type(None) in get_args(hints[each.name])]


def spoilt(facts, chance):
    """The case with a few facts made unknown, rows lost and rules changed."""
    for _ in range(chance.randint(1, 4)):
        tables = [each.name for each in fields(facts) if isinstance(getattr(facts, each.name), tuple)]
        table = chance.choice([each for each in tables if getattr(facts, each)])
        rows = list(getattr(facts, table))
        place = chance.randrange(len(rows))
        names = optional(rows[place])
        if table == "charges" and chance.random() < 0.5:
            rows[place] = replace(rows[place], regime=chance.choice((None, *Regime)))
        elif table not in FIXED and chance.random() < 0.3:
            rows.pop(place)
        elif names:
            rows[place] = replace(rows[place], **{chance.choice(names): None})
        facts = replace(facts, **{table: tuple(rows)})
    return facts


def answer(facts, moment):
    """What is printed: the outlook, or the reason why there is none."""
    try:
        found = next_steps(facts, moment, CALENDAR)
    except LawRefused as refusal:
        return refusal.message
    return as_text(as_json(found, moment))


@pytest.mark.parametrize("seed", range(4))
def test_answers_or_refuses_in_words(seed):
    chance = random.Random(seed)
    for _ in range(ROUNDS):
        _, facts, at = chance.choice(BASE)
        far = datetime(chance.choice(YEARS), 2, 1, 10, tzinfo=SHANGHAI)
        moment = chance.choice((at, at + timedelta(days=chance.randint(0, 400)), far))

        assert answer(spoilt(facts, chance), moment)


def test_days_before_the_calendar_leave_the_limit_out():
    early = datetime(2014, 1, 2, 9, tzinfo=SHANGHAI)
    charge = a_charge(regime=Regime.SAMR, act_on=early.date(), discovered_on=early.date())
    facts = a_clue(charge, clue=replace(a_clue().clue, at=early))

    found = next_steps(facts, early + timedelta(days=1), CALENDAR)

    assert "DL-01" not in {each.rule for each in found.limits}


def test_a_moment_before_what_was_done_is_refused():
    assert "先后颠倒" in answer(a_clue(), datetime(2014, 1, 3, tzinfo=SHANGHAI))


def test_a_day_that_no_calendar_holds_is_refused_in_words():
    early = datetime(2014, 1, 2, 9, tzinfo=SHANGHAI)
    charge = a_charge(regime=Regime.HURD, act_on=early.date(), discovered_on=early.date())
    facts = noticed(a_clue(charge, clue=None))
    told = tuple(replace(each, at=early, served_at=early) for each in facts.notices)

    assert "2014年" in answer(replace(facts, notices=told), early + timedelta(days=1))
