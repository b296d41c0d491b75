"""办理一步: the law is asked, the post is asked, and what the step leaves is written."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction

from tongpan.agencies.domain.actor import Actor
from tongpan.cases import policies, queries
from tongpan.cases.domain import identity
from tongpan.cases.domain.acts import label_of
from tongpan.cases.domain.entering import ON_THE_SPOT, choice_of, completed, details, faults, ref_of
from tongpan.cases.domain.tables import latest
from tongpan.cases.models import Case, StepProposal
from tongpan.cases.queries.chains import seats
from tongpan.cases.steps import backdating, clearing, gathering, records, serving, staff, storing
from tongpan.cases.steps.gathering import Beside
from tongpan.cases.steps.taken import Taken
from tongpan.kernel.calendar import calendar_in_force
from tongpan.kernel.clock import SHANGHAI, date_of
from tongpan.kernel.errors import Conflict, Invalid, Unlawful, require
from tongpan.law.facts import CaseFacts
from tongpan.law.facts.coherence import check_coherence
from tongpan.law.facts.words import Role
from tongpan.law.procedure import Act, Outlook, Step, Target, perform
from tongpan.law.procedure.clocks import prolongable
from tongpan.law.procedure.schedule import post_of
from tongpan.law.procedure.view import CaseView
from tongpan.law.refusal import LawRefused

EARLIEST_YEAR = 2000
AHEAD = timedelta(minutes=5)
"""how far the clock of a phone may run ahead of ours"""


def take_step(
    *,
    case_id: UUID,
    step: Step,
    target: Target,
    actor: Actor,
    now: datetime,
    at: datetime | None = None,
    entered: Mapping[str, Any] | None = None,
    override: str = "",
    version: int | None = None,
    beside: Beside | None = None,
    shown_by: str = "",
) -> Case:
    """
    Take one step of the procedure. `at` is when it was done, where that was earlier (paper comes in later).

    `shown_by` is the paper that shows it; needed where it was done long ago, before the case was opened, or before a
    limit ran out to which it belongs.

    `override` is why a head goes on although a rule stands in the way that no text says and we derived (grade D);
    `beside` what comes with a piece of evidence and no rule asks: files, who took it, with what.

    :raises Unlawful: if the law does not allow the step; each reason names its article and the way forward
    :raises Conflict: if the step is not in question, or somebody else was faster
    :raises Forbidden: if the step belongs to another post of this case
    :raises Invalid: if what was entered cannot be, or nothing shows what is entered after the fact
    :raises NotFound: as ever
    """
    with transaction.atomic(durable=True):
        case = storing.load(case_id, actor, version)
        return step_on(
            case, step, target, actor=actor, now=now, at=at, entered=entered or {}, override=override,
            beside=beside, shown_by=shown_by,
        )  # fmt: skip


def step_on(
    case: Case,
    step: Step,
    target: Target,
    *,
    actor: Actor,
    now: datetime,
    at: datetime | None,
    entered: Mapping[str, Any],
    override: str = "",
    beside: Beside | None = None,
    shown_by: str = "",
    from_file: bool = False,
    signer: UUID | None = None,
    told: Mapping[str, Any] | None = None,
    by_levels: bool = False,
) -> Case:
    """
    Take one step in a case that is loaded, in the caller's transaction.

    `shown_by` is the paper that shows what is entered after the fact; `from_file` says that a paper file is written
    down, step after step, by whoever handles the case: then who enters it need not hold the post.
    `signer` is who decided on paper where the actor only enters it; `told` is what the ledger is told besides;
    `by_levels` says that every level of the body has looked at it.
    """
    moment = _moment(at, now)
    backdating.require_shown(moment, now, case, shown_by)
    if not from_file:
        check_way(step)
    known = queries.known(case, date_of(moment))
    handle = known.people.get(signer) if signer is not None else policies.handle_of(actor, known.people)
    roles = policies.roles_of(handle, known.facts)
    _check_order(known.facts, target, moment)
    overridden = _check_lawful(storing.outlook(known.facts, moment, paper=from_file), step, target, roles, override)
    if not from_file:
        policies.require_post(roles, step, known.facts)
        if not by_levels:
            check_levels(case, step.value, known, actor, now)
    _check_heads(case, known, step, handle, paper=from_file)
    if signer is None and not from_file and _of_heads(step) and date_of(moment) != date_of(now):
        staff.require_in_office(case, actor.officer_id, date_of(now))  # nobody who left goes back to the day before
    check_entered(step, entered)
    if step is Step.CLOSE:
        clearing.require_cleared(case, known.facts, moment)
        clearing.require_answered(case)
    if step is Step.GATHER:
        entered = gathering.with_sources(entered, beside, moment)
    if step is Step.DECIDE_RECUSAL:
        policies.require_not_own_recusal(handle, recusal_of(known.facts, entered))
    if step in identity.NEEDS_NAME:
        require(identity.unnamed(step, target, queries.unidentified(case)))
    after = _after(known.facts, step, target, moment, entered)
    late = _marked(case, known.facts, after, step, target, at=moment, now=now, shown_by=shown_by, actor=actor)
    after, kept = records.keep(Taken(case, step, target, known, after, moment, actor, now, entered))
    StepProposal.objects.filter(
        case=case, step=step.value, party=target.party, cause=target.cause, ref=target.ref, decided_at__isnull=True
    ).update(decided_at=now, taken=True, answer="已直接办理")
    words = details(step, entered)
    detail, beside_row, noted = serving.placed(step, known.facts, after, words)
    changed = storing.store(
        case,
        known.facts,
        after,
        entry="case.stepped",
        actor=actor,
        now=now,
        target=target,
        detail=detail,
        beside=beside_row,
        noted=noted,
        step=step.value,
        told={
            "done_at": moment.isoformat(),
            "detail": words,
            **kept,
            **(told or {}),
            **({"late": late} if late else {}),
            **({"overridden": overridden, "why": override} if overridden else {}),
        },
    )
    if step is Step.GATHER:
        gathering.open_item(case, changed, entered, beside, at=moment, actor=actor, now=now)
    return case


def check_way(step: Step) -> None:
    """
    Let pass what is taken as a step of an ordinary case.

    Law: APL 42 ¶1; 51; 52: decided on the spot by two officers, under a number.

    :raises Conflict: otherwise
    """
    if step in ON_THE_SPOT:
        text = f"“{step.label}”要两名执法人员当场确认、编号作出：请从“当场处罚”办理；本案按普通程序继续"
        raise Conflict(text, code="case.step.on_the_spot")


def _moment(at: datetime | None, now: datetime) -> datetime:
    """Return when a step was done, in Chinese time."""
    if at is None:
        return now.astimezone(SHANGHAI)
    if at.year < EARLIEST_YEAR or at > now + AHEAD:
        wrong = "办理时间不能晚于现在" if at.year >= EARLIEST_YEAR else "办理时间太早，请核对年份"
        raise Invalid(wrong, fields={"at": wrong})
    return at.astimezone(SHANGHAI)


def _marked(
    case: Case, before: CaseFacts, after: CaseFacts, step: Step, target: Target, *, at: datetime, now: datetime,
    shown_by: str, actor: Actor,
) -> dict[str, object]:  # fmt: skip
    """Mark what is entered on the strength of a paper, and return what the ledger is told; nothing of anything else."""
    if at >= now:
        return {}
    overdue = backdating.overdue_of(before, after, step, target, at=at, now=now, shown_by=shown_by)
    if not shown_by.strip():
        return {}
    return backdating.mark(
        case, step, target, at=at, now=now, shown_by=shown_by, overdue=overdue, actor=actor,
    )  # fmt: skip


def _check_order(facts: CaseFacts, target: Target, moment: datetime) -> None:
    last = latest(facts, target)
    if last is not None and moment < last:
        wrong = f"{last:%Y-%m-%d %H:%M}已经登记了后面的事，不能再插到它前面；请按先后顺序登记"
        raise Invalid(wrong, fields={"at": wrong})


def check_levels(case: Case, code: str, known: queries.Known, actor: Actor, now: datetime) -> None:
    """Who decides waits for the levels that the body has set."""
    levels = seats(case, code, actor.officer_id, known.facts, known.people, date_of(now))
    if names := "、".join(each.label for each in levels if not each.own):
        raise Conflict(f"本机关规定“{label_of(code)}”先经{names}审批；请由承办人报批", code="case.levels.first")


def check_entered(step: Step, entered: Mapping[str, Any]) -> None:
    """
    Let pass what is complete.

    :raises Invalid: if something is missing, or is none of the choices
    """
    if wrong := faults(step, entered):
        raise Invalid("还差一点：" + "；".join(wrong.values()), fields=wrong)


def recusal_of(facts: CaseFacts, entered: Mapping[str, Any]) -> str:
    """
    Return whose recusal is decided.

    :raises Invalid: if several wait and none was chosen, or the one chosen does not wait
    """
    waiting, chosen = policies.pending_recusals(facts), ref_of(Step.DECIDE_RECUSAL, entered)
    if not chosen and len(waiting) == 1:
        return waiting[0]
    if chosen not in waiting:
        text = f"请选择决定谁的回避；还没有决定的：{'、'.join(waiting)}"
        raise Invalid(text, fields={"officer": text})
    return chosen


def _of_heads(step: Step) -> bool:
    post = post_of(step)
    return post is None or post in policies.HEADS


def _check_heads(case: Case, known: queries.Known, step: Step, handle: str | None, *, paper: bool) -> None:
    """Let pass what heads of the organ do, each in office that day (处罚法 57); of a paper, who stands there for it."""
    if not _of_heads(step):
        return
    if not paper:
        staff.require_heads(case, known, [handle])
    elif post_of(step) is not None:  # of a deliberation the members are asked one by one
        staff.require_heads(case, known, policies.holders_of(step, known.facts))


def _after(facts: CaseFacts, step: Step, target: Target, at: datetime, entered: Mapping[str, Any]) -> CaseFacts:
    try:
        if step is Step.DECIDE_RECUSAL:
            target = target._replace(ref=recusal_of(facts, entered))
        done = perform(facts, Act(step, target, at, calendar_in_force(), choice_of(step, entered)))
        after = serving.proved(facts, completed(step, facts, done, entered), at)
        check_coherence(after)
        _check_received(after, at)
        if step is Step.EXTEND_DECISION:
            _check_prolongation(facts, after, at)
    except LawRefused as refused:
        raise storing.invalid(refused) from refused
    return after


def _check_received(after: CaseFacts, at: datetime) -> None:
    """
    Let nothing be received on a day that is still to come.

    :raises LawRefused: otherwise
    """
    for row in (*after.remedies, *after.rulings, *after.judgments):
        for name in ("copy_received_on", "told_on", "received_on"):
            day = getattr(row, name, None)
            if day is not None and day > date_of(at):
                raise LawRefused("facts.remedy.ahead", "收到的日期不能晚于办理这一步的日期", name)


def _check_prolongation(before: CaseFacts, after: CaseFacts, at: datetime) -> None:
    """
    Let a prolongation pass that is no longer than the rules of each charge allow (INV-36).

    :raises Invalid: otherwise
    """
    charges = CaseView(before, at, calendar_in_force()).charges
    allowed = [each for each in map(prolongable, charges) if each is not None and each.quantity is not None]
    most = min((each.quantity or 0 for each in allowed), default=None)
    if most is not None and not 0 < after.prolongations[-1].days <= most:
        wrong = f"这一次至多延长{most}日；还不够的，期满前再按规定报批"
        raise Invalid(wrong, fields={"days": wrong})


def _check_lawful(found: Outlook, step: Step, target: Target, roles: frozenset[Role], override: str) -> list[str]:
    """Return the codes of what was overridden: none where the step is open."""
    if found.offers(step, target):
        return []
    stopped = next((one for one in found.blocked if (one.step, one.target) == (step, target)), None)
    if stopped is None:
        text = f"“{step.label}”现在不需要办，或者已经办过；请刷新后看“下一步”"
        raise Conflict(text, code="case.step.not_in_question")
    derived = all(breach.overridable for breach in stopped.breaches)
    if not (derived and override.strip() and policies.may_override(roles)):
        raise Unlawful(stopped.breaches)
    return [breach.code for breach in stopped.breaches]
