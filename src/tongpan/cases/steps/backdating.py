"""事后补录: a paper is asked for, and what is entered on its strength is marked; what actions share."""

from datetime import datetime

from django.db import transaction

from tongpan.agencies.domain.actor import Actor
from tongpan.cases.domain.backdating import MOST_TEXT, PAPER_AFTER, before_case, is_late, overdue_words, run_out
from tongpan.cases.models import Case, LateEntry
from tongpan.cases.steps import storing
from tongpan.kernel.errors import Invalid
from tongpan.law.facts import CaseFacts
from tongpan.law.procedure import Step, Target

WHICH_PAPER = "请写明依据哪份纸质文书（名称、第几页、谁签的）"


def require_shown(at: datetime, now: datetime, case: Case, shown_by: str) -> None:
    """
    Let pass what was done lately, or what a paper shows.

    :raises Invalid: if nothing shows what was done long ago, or before the case was opened
    """
    if not is_late(at, now, case.opened_at) or shown_by.strip():
        return
    hours = int(PAPER_AFTER.total_seconds() // 3600)
    when = "建档以前办的" if before_case(at, case.opened_at) else f"{hours}小时以前办的"
    wrong = f"{when}，是事后补录：{WHICH_PAPER}"
    raise Invalid(wrong, fields={"shown_by": wrong})


def overdue_of(
    before: CaseFacts, after: CaseFacts, step: Step, target: Target, *, at: datetime, now: datetime, shown_by: str
) -> list[str]:
    """
    Return which limits of a step ran out between when it was done and now, in words.

    :raises Invalid: if some did and no paper shows that it was done in time
    """
    ran = run_out(step, target, storing.outlook(before, now).limits, storing.outlook(after, now).limits, at=at, now=now)
    overdue = overdue_words(ran)
    if overdue and not shown_by.strip():
        wrong = f"现在已经超期：{'、'.join(overdue)}。当时已经办了的，{WHICH_PAPER}"
        raise Invalid(wrong, fields={"shown_by": wrong})
    return overdue


def mark(
    case: Case, step: Step, target: Target, *, at: datetime, now: datetime, shown_by: str, overdue: list[str],
    actor: Actor,
) -> dict[str, object]:  # fmt: skip
    """Write that a step was entered after the fact, in the caller's transaction; return what the ledger is told."""
    assert transaction.get_connection().in_atomic_block
    text = shown_by.strip()[:MOST_TEXT]
    LateEntry.objects.create(
        case=case, step=step.value, party=target.party, cause=target.cause, ref=target.ref, done_at=at,
        entered_at=now, entered_by=actor.label, shown_by=text, overdue="、".join(overdue)[:MOST_TEXT],
    )  # fmt: skip
    return {"shown_by": text, "overdue": overdue}
