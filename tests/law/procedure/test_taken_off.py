"""不再担任：办过的照样有效，以后不再是他的；承办过的人永远不能审核、决定。"""

from dataclasses import replace
from datetime import timedelta

import pytest

from tongpan.law.calendar import national
from tongpan.law.facts import Assignment, Recusal
from tongpan.law.facts.coherence import check_coherence
from tongpan.law.facts.words import Role
from tongpan.law.model.starting import DAY_ONE, POSTS, a_clue, investigated
from tongpan.law.procedure import Act, Step, Target, next_steps, perform
from tongpan.law.procedure.view import CaseView
from tongpan.law.refusal import LawRefused

LATER = DAY_ONE + timedelta(hours=1)


def without(*taken_off):
    posts = tuple(replace(each, until=LATER) if (each.role, each.officer) in taken_off else each for each in POSTS)
    return replace(investigated(a_clue()), assignments=posts)


def test_who_was_taken_off_is_no_handler_and_yet_apart_from_review():
    view = CaseView(without((Role.HANDLER, "王")), LATER, national())

    assert view.handlers == ("张",)
    assert view.all_handlers == {"张", "王"}


def test_one_handler_left_acts_no_more():
    outlook = next_steps(without((Role.HANDLER, "王")), LATER, national())

    assert "officers.too_few" in outlook.why_not(Step.GATHER)


def test_an_empty_post_does_not_fall_back_to_who_held_it_before():
    facts = without((Role.APPROVER, "吴"))
    named = replace(facts, assignments=(Assignment(Role.APPROVER, "周", DAY_ONE), *facts.assignments))

    assert CaseView(named, LATER, national()).named(Role.APPROVER) == ""


def test_nobody_leaves_before_being_named():
    early = (Assignment(Role.HANDLER, "张", LATER, DAY_ONE),)
    with pytest.raises(LawRefused):
        check_coherence(replace(a_clue(), assignments=early))


def test_of_several_recusals_the_one_named_is_decided():
    facts = replace(a_clue(), recusals=(Recusal("张", DAY_ONE), Recusal("王", DAY_ONE)))
    after = perform(facts, Act(Step.DECIDE_RECUSAL, Target(ref="王"), LATER, national(), "GRANTED"))

    assert [each.granted for each in after.recusals] == [None, True]
