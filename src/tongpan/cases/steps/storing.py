"""Writing what a step changed: rows, limits, summary, ledger, event; and reading a case to step on."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from tongpan.agencies.domain.actor import Actor
from tongpan.cases import policies
from tongpan.cases.domain.standing import summary
from tongpan.cases.domain.tables import Kept, all_rows, difference
from tongpan.cases.events import CaseStepped
from tongpan.cases.models import Case, CaseFact, CaseLimit
from tongpan.kernel import ledger, outbox
from tongpan.kernel.calendar import calendar_in_force
from tongpan.kernel.errors import Conflict, Invalid, NotFound
from tongpan.law.facts import CaseFacts
from tongpan.law.period import Kind
from tongpan.law.procedure import Outlook, RunningLimit, Target, next_steps
from tongpan.law.refusal import LawRefused

CASE = Target()
MOST_TEXT = 200


def load(case_id: UUID, actor: Actor, version: int | None) -> Case:
    """
    Return a case the actor may know of, locked where the database can lock rows.

    :raises NotFound: if there is none, or the actor may not know of it
    :raises Conflict: if the case is no longer as the actor looked at it
    """
    assert transaction.get_connection().in_atomic_block
    case = Case.objects.select_for_update(of=("self",)).select_related("district").filter(pk=case_id).first()
    if case is None:
        raise NotFound(policies.NO_CASE)
    policies.require(actor, case)
    if version is not None and version != case.version:
        raise Conflict("他人刚刚办理了这个案件的另一步；请刷新后再办，您填的内容还在", code="case.changed")
    return case


def outlook(facts: CaseFacts, at: datetime) -> Outlook:
    """
    Return what may come next.

    :raises Invalid: if the facts cannot be true together, or at that moment
    """
    try:
        return next_steps(facts, at, calendar_in_force())
    except LawRefused as refused:
        raise invalid(refused) from refused


def invalid(refused: LawRefused) -> Invalid:
    """Return what the law cannot take as the refusal of a form."""
    name = refused.field.rpartition(".")[2] or refused.field
    return Invalid(refused.message, code=refused.code, fields={name: refused.message} if name else None)


def store(
    case: Case,
    before: CaseFacts | None,
    after: CaseFacts,
    *,
    entry: str,
    actor: Actor,
    now: datetime,
    target: Target = CASE,
    detail: Mapping[str, str] | None = None,
    step: str = "",
    told: Mapping[str, Any] | None = None,
) -> list[Kept]:
    """
    Write what changed, in the caller's transaction; return it.

    `detail` is kept beside the last row that changed; `told` goes into the ledger with the rows.
    """
    assert transaction.get_connection().in_atomic_block
    changed = difference(before, after) if before is not None else all_rows(after)
    _write_rows(case, changed, before, detail or {}, actor, now)
    limits = outlook(after, now).limits
    _write_limits(case, limits, new=before is None)
    brief = summary(after)
    case.change(
        standing=brief.standing,
        track=brief.track,
        filed_on=brief.filed_on,
        decided_on=brief.decided_on,
        closed_on=brief.closed_on,
        next_due_on=min((day for one in limits if (day := _duty(one)) is not None), default=None),
        touched_at=now,
    )
    facts = {
        "step": step,
        "party": target.party,
        "cause": target.cause,
        "ref": target.ref,
        "rows": [[row.table, row.place, row.row] for row in changed],
        "detail": dict(detail or {}),
        **(told or {}),
    }
    ledger.record(entry, subject=case, actor=actor.label, at=now, number=case.number, **facts)
    outbox.publish(CaseStepped(case_id=str(case.pk), step=step, party=target.party, cause=target.cause))
    return changed


def _write_rows(
    case: Case,
    changed: Sequence[Kept],
    before: CaseFacts | None,
    detail: Mapping[str, str],
    actor: Actor,
    now: datetime,
) -> None:
    noted = changed[-1][:2] if changed else None
    new = []
    for row in changed:
        beside = dict(detail) if detail and row[:2] == noted else {}
        if _stood(before, row):
            values: dict[str, Any] = {"row": row.row, "recorded_at": now, "recorded_by": actor.label}
            stored = CaseFact.objects.filter(case=case, table=row.table, place=row.place)
            if beside:
                old = stored.values_list("detail", flat=True).first() or {}
                values["detail"] = old | beside
            stored.update(**values)
        else:
            new.append(
                CaseFact(
                    case=case, table=row.table, place=row.place, row=row.row, detail=beside, recorded_at=now,
                    recorded_by=actor.label,
                )
            )  # fmt: skip
    CaseFact.objects.bulk_create(new)


def _stood(before: CaseFacts | None, row: Kept) -> bool:
    """Whether the row was there before."""
    if before is None:
        return False
    rows = getattr(before, row.table)
    return row.place < len(rows) if isinstance(rows, tuple) else rows is not None


def _write_limits(case: Case, limits: Sequence[RunningLimit], *, new: bool) -> None:
    if not new:
        CaseLimit.objects.filter(case=case).delete()
    CaseLimit.objects.bulk_create(
        CaseLimit(
            case=case,
            rule=one.rule,
            party=one.target.party,
            cause=one.target.cause,
            ref=one.target.ref,
            kind=one.limit.kind.value,
            act_by=one.limit.act_by,
            due_on=one.limit.due_on,
            awaiting_year=one.limit.awaiting_year,
            explanation=one.limit.explanation,
            citation=str(one.limit.citation or "")[:MOST_TEXT],
            threatens=one.threatens[:MOST_TEXT],
            district_id=case.district_id,
            town_id=case.town_id,
            body_id=case.body_id,
            team_id=case.team_id,
        )
        for one in {(each.rule, each.target): each for each in limits}.values()
    )


def _duty(one: RunningLimit) -> Any:
    return one.limit.act_by if one.limit.kind is Kind.MUST_BY else None
