"""Writing what a step changed: rows, limits, summary, ledger, event; and reading a case to step on."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from tongpan.agencies.domain.actor import Actor
from tongpan.cases import policies
from tongpan.cases.domain.choices import GONE
from tongpan.cases.domain.duties import CASH
from tongpan.cases.domain.entering import ON_THE_SPOT
from tongpan.cases.domain.standing import Summary, summary
from tongpan.cases.domain.tables import Kept, all_rows, difference
from tongpan.cases.events import CaseStepped
from tongpan.cases.models import Case, CaseFact
from tongpan.cases.steps import flagging, holdings, limits, ownlimits
from tongpan.cases.steps.dues import MONEY, write_dues
from tongpan.cases.steps.outcomes import RESULTS, write_outcomes
from tongpan.cases.steps.systems import ASKED, write_systems
from tongpan.kernel import ledger, outbox
from tongpan.kernel.calendar import calendar_in_force
from tongpan.kernel.clock import date_of
from tongpan.kernel.errors import Conflict, Invalid, NotFound
from tongpan.law.facts import CaseFacts, apart, remaining
from tongpan.law.procedure import Outlook, RunningLimit, Target, next_steps
from tongpan.law.refusal import LawRefused

CASE = Target()
Key = tuple[str, int]
"""a row: its table, its place in it"""


def load(case_id: UUID, actor: Actor, version: int | None) -> Case:
    """
    Return a case the actor may know of, locked where the database can lock rows.

    :raises NotFound: if there is none, or the actor may not know of it
    :raises Conflict: if the case is no longer as the actor looked at it, or is no longer handled here
    """
    case = _locked(case_id)
    policies.require(actor, case)
    if case.standing in GONE:
        text = f"案件{case.get_standing_display()}，不能再办；可以查看全部内容"
        raise Conflict(text, code="case.gone")
    if version is not None and version != case.version:
        raise Conflict("他人刚刚办理了这个案件的另一步；请刷新后再办，您填的内容还在", code="case.changed")
    return case


def load_sent(case_id: UUID) -> Case:
    """
    Return a case that was put before another body, locked; who may answer is asked of the transfer.

    :raises NotFound: if there is none
    """
    return _locked(case_id)


def _locked(case_id: UUID) -> Case:
    assert transaction.get_connection().in_atomic_block
    case = Case.objects.select_for_update(of=("self",)).select_related("district").filter(pk=case_id).first()
    if case is None:
        raise NotFound(policies.NO_CASE)
    return case


def outlook(facts: CaseFacts, at: datetime, *, paper: bool = False) -> Outlook:
    """
    Return what may come next; what has a way of its own stands there only where a paper file is written down (`paper`).

    :raises Invalid: if the facts cannot be true together, or at that moment
    """
    try:
        found = next_steps(facts, at, calendar_in_force())
    except LawRefused as refused:
        raise invalid(refused) from refused
    if paper:
        return found
    return replace(
        found,
        steps=tuple(each for each in found.steps if each.step not in ON_THE_SPOT),
        blocked=tuple(each for each in found.blocked if each.step not in ON_THE_SPOT),
    )


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
    beside: Key | None = None,
    noted: Mapping[Key, Mapping[str, str]] | None = None,
    also: Mapping[str, Any] | None = None,
) -> list[Kept]:
    """
    Write what changed, in the caller's transaction; return it.

    `detail` is kept beside the last row that changed, or the one that `beside` names by table and place; `noted` beside
    rows where one act writes several; `told` goes into the ledger with the rows; `also` are fields of the case itself.
    """
    assert transaction.get_connection().in_atomic_block
    changed = difference(before, after) if before is not None else all_rows(after)
    if before is not None and before.splits:
        _require_here(before, changed)
    key = beside or (changed[-1][:2] if changed else None)
    details = {one: dict(words) for one, words in (noted or {}).items()}
    if key is not None and detail:
        details[key] = details.get(key, {}) | dict(detail)
    _write_rows(case, changed, before, details, actor, now)
    if {row.table for row in changed} & RESULTS:
        write_outcomes(case, after)
    if after.decisions and {row.table for row in changed} & ASKED:
        write_systems(case, after)
    codes: list[str] = []
    if {row.table for row in changed} & MONEY:
        codes = write_dues(case, after, now, actor=actor.label)
    brief = summary(after)
    stands = _derived(case, after, brief, now, begun=before is None)
    case.change(
        track=brief.track,
        filed_on=brief.filed_on,
        decided_on=brief.decided_on,
        touched_at=now,
        **stands,
        **(also or {}),
    )
    holdings.follow(case, changed if before is not None else (), after, now)
    facts = {
        "step": step,
        "party": target.party,
        "cause": target.cause,
        "ref": target.ref,
        "rows": [[row.table, row.place, row.row] for row in changed],
        "detail": dict(detail or {}),
        **({"codes": codes} if codes else {}),
        **(told or {}),
    }
    ledger.record(entry, subject=case, actor=actor.label, at=now, number=case.number, **facts)
    outbox.publish(CaseStepped(case_id=str(case.pk), step=step, party=target.party, cause=target.cause))
    return changed


def _derived(case: Case, after: CaseFacts, brief: Summary, now: datetime, *, begun: bool) -> dict[str, Any]:
    """
    Write the limits and flags that follow from the facts; return how the case stands.

    What was ended stays ended: its money may still come and go, nothing else of it runs again.
    """
    found, today = outlook(after, now), date_of(now)
    if case.standing in GONE:
        limits.write(case, in_the_end(found.limits), today)
        return {}
    limits.write(case, found.limits, today, begun=begun)
    if after.closing is not None:
        ownlimits.end_own(case)
    flagging.write(case, after, found, today, begun=begun)
    due = limits.next_duty(found.limits)
    return {"standing": brief.standing, "closed_on": brief.closed_on, "next_due_on": due}


def in_the_end(running: Iterable[RunningLimit]) -> tuple[RunningLimit, ...]:
    """Return which limits run on in a case that was ended: those of cash that is on its way (APL 71)."""
    return tuple(one for one in running if one.rule in CASH)


def _require_here(facts: CaseFacts, changed: Iterable[Kept]) -> None:
    """
    Let pass what is written of charges that are handled here.

    :raises Conflict: of one that went into a case of its own
    """
    gone, left = apart(facts), {each.id for each in remaining(facts).parties}
    for row in changed:
        party, cause = row.row.get("party"), row.row.get("cause")
        moved = (party, cause) in gone if cause else party is not None and party not in left
        if moved or (row.table == "parties" and row.row["id"] not in left):
            party = party or row.row["id"]
            number = next(each.into for each in facts.splits if each.party == party and cause in (None, each.cause))
            raise Conflict(f"这一项已经分到{number}，请到那个案件里办", code="case.split.gone")


def _write_rows(
    case: Case,
    changed: Sequence[Kept],
    before: CaseFacts | None,
    details: Mapping[Key, dict[str, str]],
    actor: Actor,
    now: datetime,
) -> None:
    new = []
    for table, place in details.keys() - {row[:2] for row in changed}:  # the row stands as it was
        stored = CaseFact.objects.filter(case=case, table=table, place=place)
        old = stored.values_list("detail", flat=True).first() or {}
        stored.update(detail=old | details[table, place], recorded_at=now, recorded_by=actor.label)
    for row in changed:
        beside = details.get(row[:2], {})
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
