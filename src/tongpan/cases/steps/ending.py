"""A case ends without the law's own closing, or goes to another body: what is written."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from tongpan.agencies import queries as agencies
from tongpan.agencies.domain.actor import Actor
from tongpan.agencies.models import Agency
from tongpan.cases.domain.choices import Standing, TransferGround
from tongpan.cases.domain.tables import all_rows
from tongpan.cases.events import CaseStepped
from tongpan.cases.models import (
    Case,
    CaseFlag,
    CaseLimit,
    CaseTransfer,
    CounterpartNotice,
    Designation,
    Education,
    StepProposal,
)
from tongpan.cases.queries import Known
from tongpan.cases.queries.facts import assembled
from tongpan.cases.steps import clearing, flagging, gathering, outside, ownlimits, staff, storing
from tongpan.evidence.steps import holding
from tongpan.kernel import ledger, outbox
from tongpan.kernel.clock import date_of
from tongpan.kernel.errors import Conflict, Invalid
from tongpan.law.facts.words import Role
from tongpan.powers import queries as powers


def end(
    case: Case, standing: Standing, *, act: str, said: Mapping[str, str], actor: Actor, now: datetime,
    told: Mapping[str, Any] | None = None, **links: Any,
) -> None:  # fmt: skip
    """
    Close a case without a decision; its limits stop, what waits is answered, nothing is lost.

    Law: APL 25 ¶2: what the common superior designated is for the designated body to end.

    :raises Conflict: while a body that was designated has not taken the case
    :raises Unlawful: while cash of it is on its way (APL 71)
    """
    assert transaction.get_connection().in_atomic_block
    waiting = CaseTransfer.objects.filter(case=case, answered_at__isnull=True)
    if (designated := waiting.filter(ground=TransferGround.DESIGNATED).first()) is not None:
        name = designated.to_name
        text = f"本案已由上一级行政机关指定{name}管辖（处罚法 25 条），怎么了结由{name}决定；请由它接收"
        raise Conflict(text, code="case.designated.waiting")
    clearing.require_banked(case)
    ownlimits.end_all(case)
    StepProposal.objects.filter(case=case, decided_at__isnull=True).update(
        decided_at=now, taken=False, answer=f"案件{standing.label}"
    )
    waiting.update(answered_at=now, answered_by=actor.label, accepted=False, answer=f"案件{standing.label}，不再移送")
    case.change(standing=standing, closed_on=date_of(now), next_due_on=None, touched_at=now, **links)
    flagging.end(case, date_of(now))
    record(case, act, said, actor, now, told)


def send(
    case: Case, entered: Mapping[str, Any], *, said: Mapping[str, str], actor: Actor, now: datetime,
    told: Mapping[str, Any] | None = None,
) -> None:  # fmt: skip
    """
    Put a case before another body; it stays here until that body takes it.

    :raises Conflict: if it is on its way already
    :raises Invalid: if there is no such body, or it is the case's own
    """
    assert transaction.get_connection().in_atomic_block
    body, name = _body(case, str(entered.get("to_body") or "")), str(entered.get("to_name") or "").strip()
    sent = put_before(
        case, body, name, ground=entered["ground"], reason=str(entered["why"]), number=str(entered.get("number") or ""),
        answer_by=_day(entered.get("answer_by"), now), actor=actor, now=now,
    )  # fmt: skip
    record(case, "HAND_ON", said, actor, now, {"to": sent.to_name, **(told or {})})


def put_before(
    case: Case, body: Agency | None, name: str, *, ground: str, reason: str, number: str, actor: Actor, now: datetime,
    answer_by: date | None = None,
) -> CaseTransfer:  # fmt: skip
    """
    Write that a case was put before a body, one of ours or one that is only named; it is told by the caller.

    :raises Conflict: if it is on its way already
    :raises Unlawful: while cash of it is on its way: the other body's desk could not receive it (APL 71)
    """
    clearing.require_banked(case)
    if CaseTransfer.objects.filter(case=case, answered_at__isnull=True).exists():
        raise Conflict("本案已经移送，正在等对方答复", code="case.transfer.open")
    sent = CaseTransfer.objects.create(
        case=case, from_body_id=case.body_id, to_body=body, to_name=body.name if body is not None else name[:120],
        ground=ground, reason=reason.strip()[:500], number=number.strip()[:80], sent_at=now, sent_by=actor.label,
        answer_by=answer_by,
    )  # fmt: skip
    case.change(touched_at=now)
    return sent


def _body(case: Case, text: str) -> Agency | None:
    if not text:
        return None
    try:
        body = agencies.agency_by_id(UUID(text))
    except ValueError:
        body = None
    if body is None or body.district_id != case.district_id or body.pk == case.body_id:
        raise Invalid("请从名单里选择接收机关", fields={"to_body": "请从名单里选择接收机关，不能是本机关"})
    return body


def _day(text: Any, now: datetime) -> date | None:
    if not text:
        return None
    try:
        day = date.fromisoformat(str(text))
    except ValueError:
        day = None
    if day is None or day < date_of(now):
        raise Invalid("答复日期不能早于今天", fields={"answer_by": "请写今天以后的日期"})
    return day


def receive(case: Case, known: Known, transfer: CaseTransfer, *, actor: Actor, now: datetime) -> None:
    """
    Take over a case that another body sent: in the new body's name, by its own people, with everything that is in it.

    One that was designated lies in the town of the designated body from then on (APL 25 ¶2).

    :raises Unlawful: if the matter is not on the list in force of the receiving body (M056), or cash is on its way
    """
    assert transaction.get_connection().in_atomic_block
    assert transfer.to_body_id is not None
    clearing.require_banked(case)
    designation = Designation.objects.filter(transfer=transfer).first()
    town_id = designation.to_town_id if designation is not None else case.town_id
    held = powers.require_on_list(transfer.to_body_id, case.matter_id, town_id or case.district_id, date_of(now))
    team = next(
        (one for one in agencies.teams_in(actor.team_ids).values() if one.agency_id == transfer.to_body_id), None
    )
    released = tuple(replace(each, until=each.until or now) for each in known.facts.assignments)
    taking = actor.officer_id is not None and staff.fits(actor.officer_id, Role.HANDLER, now)
    wanted = [(Role.HANDLER, actor.officer_id)] if taking and actor.officer_id is not None else []
    named, added = staff.named(case, wanted, now)
    lies = {"town_id": town_id, "body_id": transfer.to_body_id, "team_id": team.pk if team is not None else None}
    new: dict[str, Any] = lies | {
        "grant_id": held.grant_id, "mode": held.mode, "acts_as": held.name_to_act_in,
    }  # fmt: skip
    for name, value in new.items():
        setattr(case, name, value)
    StepProposal.objects.filter(case=case, decided_at__isnull=True).update(
        decided_at=now, taken=False, answer="案件已经移送，由接收机关办理"
    )
    outside.withdraw(case, why="案件已经移送，需要的由接收机关重新咨询", actor=actor, now=now)
    live = assembled(case, all_rows(known.facts), named, date_of(now))
    after = replace(live, assignments=(*released, *added))
    storing.store(
        case, known.facts, after, entry="case.received", actor=actor, now=now, step="RECEIVE",
        told={"from": str(transfer.from_body_id), "acts_as": case.acts_as}, also=new,
    )  # fmt: skip
    _follow(case)


def _follow(case: Case) -> None:
    """Let what bears the scope of a case beside it go with it: who may see the case may see them, and nobody else."""
    whose: dict[str, Any] = {"town_id": case.town_id, "body_id": case.body_id, "team_id": case.team_id}
    for beside in (CaseLimit, CaseFlag, Education, CounterpartNotice):
        beside._default_manager.filter(case=case).update(**whose)
    holding.follow(gathering.record_of(case), **whose)


def record(
    case: Case, act: str, said: Mapping[str, str], actor: Actor, now: datetime, told: Mapping[str, Any] | None = None
) -> None:
    """Write what was done with a case as a whole into the ledger, and tell the others."""
    ledger.record(
        "case.acted", subject=case, actor=actor.label, at=now, number=case.number, step=act, detail=dict(said),
        **(told or {}),
    )  # fmt: skip
    outbox.publish(CaseStepped(case_id=str(case.pk), step=act, party="", cause=""))
