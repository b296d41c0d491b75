"""Open points of a case (待答复的问题): what the law leaves to a person, found in the facts."""

from datetime import date
from functools import lru_cache
from typing import Final

from tongpan.law.conflicts import QUESTIONS, Question, Situation, open_questions
from tongpan.law.facts.words import Mode, Track
from tongpan.law.penalty.authority import Basis
from tongpan.law.penalty.kinds import PartyKind
from tongpan.law.procedure.gates.paying import unperformed
from tongpan.law.procedure.view import CaseView
from tongpan.law.titles import ECOLOGY_CODE

KEPT: Final = 4096
ZHEJIANG: Final = "33"


def questions_of(case: CaseView) -> tuple[Question, ...]:
    """
    Return the questions that the facts raise and that nobody has answered.

    Law: each question cites its own.
    """
    last = {each.code: each.option for each in case.facts.answers}
    return _open(situation_of(case), frozenset(last.items()))


@lru_cache(maxsize=KEPT)
def _open(situation: Situation, answered: frozenset[tuple[str, str]]) -> tuple[Question, ...]:
    over = {(each.code, one.key) for each in QUESTIONS for one in each.options if not one.asks_again} & answered
    settled = {code for code, _ in over}
    return tuple(each for each in open_questions(situation) if each.code not in settled)


def situation_of(case: CaseView) -> Situation:
    """
    Return what the facts say on each point that the law leaves open.

    Law: each question cites its own.
    """
    facts, views = case.facts, case.charges
    handed_down = any(each.right is Basis.TRANSFERRED for each in facts.authorities)
    sole = any(each.kind is PartyKind.SOLE_TRADER for each in facts.parties)
    decisions = [each for each in facts.decisions if each.penalty is not None]
    served = any(view.served_at is not None for view in views)
    owing = any(view.served_at is not None and unperformed(view) for view in views)
    return Situation(
        township_case=handed_down,
        regime_chosen=all(view.charge.regime is not None for view in views),
        handed_down_power=handed_down,
        coercion_planned=handed_down and bool(facts.things),
        penalty_decided=bool(decisions),
        served=served,
        service_by_public_notice=any(each.mode is Mode.PUBLIC for each in facts.services),
        individual_business=sole,
        near_threshold=sole,
        summary_penalty=any(each.track is Track.SUMMARY for each in decisions),
        reconsidered=bool(facts.remedies),
        court_enforcement_considered=owing,
        further_extension=len(facts.prolongations) > 1,
        enforcement_planned=any(each.performed_at is None for each in facts.enforcements),
        act_on=min((view.charge.act_on for view in views if view.charge.act_on is not None), default=None),
        decision_on=min((each.at.date() for each in decisions), default=case.today),
        ecological=any(view.charge.law == ECOLOGY_CODE for view in views),
        referral_pending=any(view.referral is not None and view.referral.resumed_at is None for view in views),
        power_withdrawn=any(_withdrawn(each.until, case.today) for each in facts.authorities),
        in_zhejiang=(facts.province or "").startswith(ZHEJIANG),
        officers=len(case.handlers),
    )


def _withdrawn(until: date | None, today: date) -> bool:
    return until is not None and until <= today
