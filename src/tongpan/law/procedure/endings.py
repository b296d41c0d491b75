"""How a remedy ends (救济结果), and what follows for the decision: 行政复议法 chapter V; 行政诉讼法 chapter VII."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from tongpan.law.citation import Citation
from tongpan.law.facts.words import CHANGING, FELLED, Outcome, RemedyKind
from tongpan.law.labelled import Labelled
from tongpan.law.titles import LITIGATION_LAW, RECONSIDERATION_LAW


class Effect(Labelled):
    """What is left of the decision (原决定的效力)."""

    STANDS = "STANDS", "原决定仍然有效"
    CHANGED = "CHANGED", "按变更后的内容执行"
    REVOKED = "REVOKED", "原决定不再执行"


@dataclass(frozen=True, slots=True)
class Ending:
    """
    One outcome: the article by which each body ends a remedy so; none where that body does not.

    `withdrawn` says that a decision that was published is taken down, with reasons (处罚法 48 ¶2).
    """

    by: Mapping[RemedyKind, Citation]
    withdrawn: bool = False


def _by(reconsideration: Citation, suit: Citation | None = None) -> Mapping[RemedyKind, Citation]:
    found = {RemedyKind.RECONSIDERATION: reconsideration}
    return found | ({RemedyKind.LITIGATION: suit} if suit is not None else {})


ENDINGS: Final[Mapping[Outcome, Ending]] = {
    Outcome.UPHELD: Ending(
        _by(
            Citation(RECONSIDERATION_LAW, 68, gist="决定维持该行政行为"),
            Citation(LITIGATION_LAW, 69, gist="判决驳回原告的诉讼请求"),
        ),
    ),
    Outcome.REVOKED: Ending(
        _by(
            Citation(RECONSIDERATION_LAW, 64, 1, gist="决定撤销或者部分撤销"),
            Citation(LITIGATION_LAW, 70, gist="判决撤销或者部分撤销"),
        ),
        withdrawn=True,
    ),
    Outcome.REDONE: Ending(
        _by(
            Citation(RECONSIDERATION_LAW, 64, 1, gist="可以责令在一定期限内重新作出"),
            Citation(LITIGATION_LAW, 70, gist="可以判决重新作出行政行为"),
        ),
        withdrawn=True,
    ),
    Outcome.VOID: Ending(
        _by(
            Citation(RECONSIDERATION_LAW, 67, gist="确认该行政行为无效"),
            Citation(LITIGATION_LAW, 75, gist="判决确认无效"),
        ),
        withdrawn=True,
    ),
    Outcome.CHANGED: Ending(
        _by(
            Citation(RECONSIDERATION_LAW, 63, 1, gist="决定变更该行政行为"),
            Citation(LITIGATION_LAW, 77, 1, gist="明显不当的可以判决变更"),
        ),
        withdrawn=True,
    ),
    Outcome.PARTLY_REVOKED: Ending(
        _by(
            Citation(RECONSIDERATION_LAW, 64, 1, gist="决定撤销或者部分撤销"),
            Citation(LITIGATION_LAW, 70, gist="判决撤销或者部分撤销"),
        ),
        withdrawn=True,
    ),
    Outcome.MEDIATED: Ending(
        _by(
            Citation(RECONSIDERATION_LAW, 73, 1, gist="调解书具有法律效力"),
            Citation(LITIGATION_LAW, 60, 1, gist="行使自由裁量权的案件可以调解"),
        ),
        withdrawn=True,
    ),
    Outcome.UNLAWFUL: Ending(
        _by(
            Citation(RECONSIDERATION_LAW, 65, gist="确认违法，不撤销"),
            Citation(LITIGATION_LAW, 74, gist="判决确认违法，但不撤销"),
        ),
        withdrawn=True,
    ),
    Outcome.ORDERED: Ending(
        _by(
            Citation(RECONSIDERATION_LAW, 66, gist="决定在一定期限内履行"),
            Citation(LITIGATION_LAW, 72, gist="判决在一定期限内履行"),
        ),
    ),
    Outcome.DISMISSED: Ending(
        _by(
            Citation(RECONSIDERATION_LAW, 33, gist="不符合受理条件的决定驳回申请"),
            Citation(LITIGATION_LAW, 51, 2, gist="不符合起诉条件的裁定不予立案"),
        ),
    ),
    Outcome.WITHDRAWN: Ending(
        _by(
            Citation(RECONSIDERATION_LAW, 41, gist="撤回申请等情形终止行政复议"),
            Citation(LITIGATION_LAW, 62, gist="是否准许撤诉由人民法院裁定"),
        ),
    ),
    Outcome.EXPIRED: Ending(_by(Citation(RECONSIDERATION_LAW, 34, gist="超过行政复议期限不作答复的可以起诉"))),
}


def effect_of(outcome: Outcome | None) -> Effect | None:
    """
    Return what a remedy leaves of the decision, None while it is pending.

    Law: 行政复议法 63–69, 73, 75, 78; 行政诉讼法 69, 70, 74, 75, 77.
    Reading: a decision that is found unlawful but not revoked keeps its effect (ADR-0033).
    """
    if outcome is None:
        return None
    return Effect.REVOKED if outcome in FELLED else Effect.CHANGED if outcome in CHANGING else Effect.STANDS


def takes_down(outcome: Outcome | None) -> bool:
    """
    Tell whether a decision that was published is taken down after this.

    Law: APL 48 ¶2.
    Reading: a decision that mediation replaced was changed (ADR-0033).
    """
    return outcome is not None and ENDINGS[outcome].withdrawn
