"""Remedies in sequence (复议、诉讼的先后), the organ's answer, and what is left of the decision."""

from dataclasses import replace
from datetime import date, datetime
from typing import Final

from tongpan.law.citation import Citation
from tongpan.law.facts import Remedy
from tongpan.law.facts.words import FELLED, Duty, Outcome, RemedyKind, Track
from tongpan.law.penalty.disclosure import WITHDRAW
from tongpan.law.procedure.endings import ENDINGS, Effect, effect_of, takes_down
from tongpan.law.procedure.gate import gate
from tongpan.law.procedure.view import ChargeView, last, remembered
from tongpan.law.remedies.answering import ANSWER, SUIT_ANSWER, Forum
from tongpan.law.titles import RECONSIDERATION_LAW
from tongpan.law.verdict import LAWFUL, Breach, Verdict

BY_THE_BODY: Final = Citation(RECONSIDERATION_LAW, 78, gist="变更决定和调解书由复议机关强制执行或者申请法院")

CHANGED: Final = Breach(
    "enforcement.changed",
    "原决定已经由行政复议变更，由行政复议机关强制执行或者申请人民法院强制执行",
    BY_THE_BODY,
    missing="当事人不履行的，告知行政复议机关",
)
UPSET: Final = Breach(
    "disclosure.upset",
    "处罚决定已经被变更或者确认违法，不再公开原来的决定",
    WITHDRAW,
    missing="已经公开的，撤回并说明理由",
)
DUTY_LEFT: Final = Breach(
    "remedies.changed.duty",
    "原决定已经变更，罚款以外的义务还剩什么、到哪一日，以变更的文书为准",
    Citation(RECONSIDERATION_LAW, 63, 1, gist="决定变更该行政行为"),
    "C",
    "对照文书核对义务的内容和期限；已经消灭的，登记当事人自行履行并写明",
)
_NO_COPY: Final = {
    RemedyKind.RECONSIDERATION: Breach(
        "remedies.copy.unknown",
        "没有登记本机关哪一日收到行政复议申请书副本，或者那一日还没有到",
        ANSWER,
        missing="在“登记事项”的“复议、诉讼的副本和文书”里填写",
    ),
    RemedyKind.LITIGATION: Breach(
        "remedies.copy.unknown",
        "没有登记本机关哪一日收到起诉状副本，或者那一日还没有到",
        SUIT_ANSWER,
        missing="在“登记事项”的“复议、诉讼的副本和文书”里填写",
    ),
}


@remembered
def pending_remedy(view: ChargeView) -> Remedy | None:
    """Return the remedy that is pending; one excludes the other (行政复议法 29)."""
    return next((each for each in view.remedies if each.ended_at is None), None)


def unanswered(view: ChargeView) -> Remedy | None:
    """Return the pending remedy in which the organ has not handed in its answer."""
    row = pending_remedy(view)
    return row if row is not None and row.answered_at is None else None


def forum_of(row: Remedy) -> Forum:
    """Return before whom the organ answers."""
    if row.kind is RemedyKind.LITIGATION:
        return Forum.LITIGATION
    return Forum.RECONSIDERATION_SIMPLE if row.simple else Forum.RECONSIDERATION


def may_reconsider(view: ChargeView) -> bool:
    """
    Tell whether reconsideration can be sought: nothing pending, nothing decided, no suit accepted.

    Law: 行政复议法 29 ¶2, 33, 74 ¶2.
    Reading: who withdrew or was turned away may come again, and the body says whether it takes it (ADR-0033).
    """
    if view.served_at is None or view.pending:
        return False
    return all(
        each.outcome is Outcome.DISMISSED or (each.outcome is Outcome.WITHDRAWN and _reconsidered(each))
        for each in view.remedies
    )


def may_sue(view: ChargeView) -> bool:
    """
    Tell whether a suit can be brought: nothing pending, no suit decided, reconsideration before it where it goes first.

    Law: 行政复议法 23 ¶1, 29 ¶1, 34; 行政诉讼法 44, 45.
    Reading: after reconsideration revoked the decision no suit is left against it; one that the organ itself revoked
    may still be found unlawful (行政诉讼法 74; ADR-0033).
    """
    decision = view.decision
    if view.served_at is None or decision is None or view.pending:
        return False
    if any(each.outcome in FELLED for each in view.remedies):
        return False
    if any(not _reconsidered(each) and each.outcome is not Outcome.DISMISSED for each in view.remedies):
        return False
    return decision.track is not Track.SUMMARY or any(
        _reconsidered(each) and each.outcome is not Outcome.WITHDRAWN for each in view.remedies
    )


def _reconsidered(row: Remedy) -> bool:
    return row.kind is RemedyKind.RECONSIDERATION


def told_on(row: Remedy) -> date | None:
    """Return when the party received the end of a remedy: as entered, else the day on which it ended."""
    if row.told_on is not None:
        return row.told_on
    return row.ended_at.date() if row.ended_at is not None else None


def counted_from(view: ChargeView) -> date | None:
    """
    Return from when the fifteen days to sue run after a remedy that left the decision standing, None where none did.

    Law: 行政复议法 34; 行政诉讼法 45.
    Reading: who withdraws an application keeps the term to sue that began with the decision (ADR-0033).
    """
    for each in reversed(view.remedies):
        withdrew = _reconsidered(each) and each.outcome is Outcome.WITHDRAWN
        if effect_of(each.outcome) is Effect.STANDS and not withdrew:
            return told_on(each)
    return None


def to_sue_from(view: ChargeView) -> date | None:
    """
    Return when the party received the decision on reconsideration against which it may sue now.

    Law: 行政复议法 34; 行政诉讼法 45.
    """
    row: Remedy | None = last(view.remedies)
    if row is None or not _reconsidered(row) or row.outcome in (None, Outcome.WITHDRAWN) or view.revoked is not None:
        return None
    return told_on(row)


@remembered
def upset(view: ChargeView) -> Remedy | None:
    """Return the first remedy after which a published decision is taken down."""
    return next((each for each in view.remedies if takes_down(each.outcome)), None)


def taken_down_at(view: ChargeView) -> datetime | None:
    """
    Return from when a published decision is taken down: a remedy changed or revoked it, or the organ itself did.

    Law: APL 48 ¶2; 75 ¶2: the three days run from the first of these, whatever follows.
    """
    ends = [each.ended_at for each in view.remedies if takes_down(each.outcome) and each.ended_at is not None]
    return min([*ends, *(each.at for each in view.rows.get("revocations", ()))], default=None)


def taken_down(view: ChargeView) -> bool:
    """
    Tell whether a published decision is taken down.

    Law: APL 48 ¶2; 75 ¶2.
    """
    return taken_down_at(view) is not None


@gate("remedies.copy.unknown")
def copy_received(view: ChargeView) -> Verdict:
    """
    Test that it is known when the copy came which the organ answers.

    Law: 行政复议法 48, 54 ¶1; 行政诉讼法 67 ¶1.
    """
    row = unanswered(view)
    if row is None or (row.copy_received_on is not None and row.copy_received_on <= view.case.today):
        return LAWFUL
    return (_NO_COPY[row.kind],)


@gate("enforcement.changed")
def ours(view: ChargeView) -> Verdict:
    """
    Test that the decision is for the organ to enforce: reconsideration did not replace it.

    Law: 行政复议法 78.
    """
    changed = any(_reconsidered(each) and effect_of(each.outcome) is Effect.CHANGED for each in view.remedies)
    return (CHANGED,) if changed else LAWFUL


@gate("remedies.changed.duty")
def duty_left(view: ChargeView) -> Verdict:
    """
    Point out that what is left of a duty other than paying stands in the paper that changed the decision.

    Law: 行政复议法 63, 64, 73; 行政诉讼法 60, 70, 77.
    """
    row = next((each for each in reversed(view.remedies) if effect_of(each.outcome) is Effect.CHANGED), None)
    if row is None or row.outcome is None or view.charge.duty is Duty.PAY:
        return LAWFUL
    said = f"{row.kind.label}已经{row.outcome.label}：“{view.charge.duty.label}”还剩什么、到哪一日，以该文书为准"
    return (replace(DUTY_LEFT, message=said, citation=ENDINGS[row.outcome].by[row.kind]),)


@gate("disclosure.upset")
def as_decided(view: ChargeView) -> Verdict:
    """
    Test that the decision that is to be published is the one that stands.

    Law: APL 48 ¶2.
    """
    return LAWFUL if upset(view) is None or view.revoked is not None else (UPSET,)
