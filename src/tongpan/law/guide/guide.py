"""The guide put together (办案指引): procedure, hearing, review, steps, evidence, redress, and what goes wrong."""

from datetime import datetime, time
from functools import lru_cache
from typing import Final

from tongpan.law.calendar import national
from tongpan.law.citation import chinese_number
from tongpan.law.facts import CaseFacts, Cause, Charge, Party
from tongpan.law.facts.words import Track
from tongpan.law.guide.evidence import evidence_list
from tongpan.law.guide.terms import Answer, Guide, MatterFacts
from tongpan.law.guide.thresholds import hearing_answers, summary_answers
from tongpan.law.limits import Regime, rule
from tongpan.law.penalty.deliberation import TEXTS, TOGETHER, Gravity, deliberation_duty
from tongpan.law.penalty.kinds import PartyKind
from tongpan.law.penalty.local_rules import binding
from tongpan.law.penalty.review_range import review_classes
from tongpan.law.period import SHANGHAI
from tongpan.law.procedure import Step, next_steps
from tongpan.law.procedure.schedule import Stage, StepPost, schedule
from tongpan.law.remedies.routes import (
    SIX_MONTHS,
    SIXTY_DAYS,
    SUIT_AFTER,
    SUMMARY_FIRST,
    TELL_FIRST,
    Act,
    reconsideration_first,
)
from tongpan.law.verdict import Breach

NOON: Final = time(12)
_STOPPED: Final = (Step.GATHER, Step.FILE, Step.DECIDE)


def handling_guide(facts: MatterFacts) -> Guide:
    """
    Return how a matter is handled, from the rules themselves; what they leave open is said.

    Law: APL 28, 33, 40 to 64; 行政复议法 20, 23; 行政诉讼法 45, 46.
    Reading: of each rule that is asked (ADR-0023, ADR-0026, ADR-0027).

    :raises LimitRefused: if the sector's rules do not bind in the place
    """
    summary = summary_answers(facts)
    on_spot = any(answer.holds is not False for answer in summary) and facts.summary_fit is not False
    return Guide(
        summary=summary,
        hearing=hearing_answers(facts),
        review=_review(facts),
        deliberation=_deliberation(facts),
        summary_steps=_steps(facts, Track.SUMMARY) if on_spot else (),
        ordinary_steps=_steps(facts, Track.ORDINARY),
        evidence=evidence_list(facts),
        remedies=_remedies(on_spot),
        pitfalls=_pitfalls(facts.regime, facts.province, datetime.combine(facts.on, NOON, SHANGHAI)),
    )


def _steps(facts: MatterFacts, track: Track) -> tuple[StepPost, ...]:
    lines = schedule(track, facts.regime, facts.province)
    kept = (each for each in lines if facts.enforceable or each.stage is not Stage.ENFORCING or _by_court(each))
    return tuple(kept)


def _by_court(line: StepPost) -> bool:
    """Whoever cannot enforce applies to the court."""
    return line.step in (Step.APPLY_COURT, Step.END_ENFORCEMENT)


def _review(facts: MatterFacts) -> Answer:
    classes = binding(review_classes(), facts.province, facts.on)
    listed = "；".join(dict.fromkeys(each.label for each in classes))
    said = f"有下列情形之一的，决定之前应当法制审核，没有通过不得决定：{listed}。本机关目录清单另有规定的，从其规定。"
    return Answer(None, said, tuple(dict.fromkeys(str(each.source) for each in classes)))


def _deliberation(facts: MatterFacts) -> Answer:
    unknown = Gravity(None, None, None, hearing_requested=True, review_due=None, social_impact=None, disputed=None)
    points = "；".join(deliberation_duty(unknown, facts.regime).to_find_out)
    text = TEXTS.get(facts.regime, TOGETHER) if facts.regime is not None else TOGETHER
    return Answer(None, f"有下列情形之一的，由负责人集体讨论决定并记录：{points}。", (str(text),))


def _remedies(on_spot: bool) -> tuple[Answer, ...]:
    apply, sue, after = (_amount(row) for row in ("DL-38", "DL-39", "DL-40"))
    ordinary = Answer(
        reconsideration_first(Act.PENALTY),
        f"普通程序的决定书写明：可以自收到之日起{apply}日内申请行政复议，也可以自收到之日起{sue}个月内直接起诉。",
        (str(SIXTY_DAYS), str(SIX_MONTHS)),
    )
    if not on_spot:
        return (ordinary,)
    first = Answer(
        reconsideration_first(Act.SUMMARY_PENALTY),
        f"当场处罚决定书写明：应当自收到之日起{apply}日内先申请行政复议；不服复议决定的，自收到之日起{after}日内起诉。",
        (str(SUMMARY_FIRST), str(TELL_FIRST), str(SUIT_AFTER)),
    )
    return (first, ordinary)


def _amount(row: str) -> str:
    return chinese_number(rule(row).provisions[0].quantity or 0)


@lru_cache(maxsize=256)
def _pitfalls(regime: Regime | None, province: str | None, at: datetime) -> tuple[Breach, ...]:
    """Ask the gates of a case in which nothing was done yet: what they answer is what has to be done in time."""
    blank = CaseFacts(
        parties=(Party("当事人", PartyKind.CITIZEN),),
        causes=(Cause("本事项", "本事项"),),
        charges=(Charge("当事人", "本事项", regime=regime),),
        province=province,
    )
    stopped = next_steps(blank, at, national()).blocked
    found = (each for step in _STOPPED for row in stopped if row.step is step for each in row.breaches)
    return tuple({each.code: each for each in found}.values())
