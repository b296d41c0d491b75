"""协助请求: help asked of another organ, with the day by which it is asked for, and what came of it (M160)."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from tongpan.agencies.domain.actor import Actor
from tongpan.cases import policies, queries
from tongpan.cases.domain.choices import AssistanceKind
from tongpan.cases.models import Case, CaseAssistance
from tongpan.cases.steps import ending, storing
from tongpan.kernel.clock import date_of
from tongpan.kernel.errors import Conflict, Invalid, NotFound


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What is asked, of whom, until when."""

    kind: AssistanceKind
    to_name: str
    what: str
    due_on: date
    party: str = ""
    number: str = ""


def ask_help(*, case_id: UUID, request: Request, actor: Actor, now: datetime, version: int | None = None) -> Case:
    """
    Ask another organ for help.

    Law: APL 26.

    :raises Forbidden: if the actor does not handle the case
    :raises Invalid: if something is missing, or the day is over
    :raises NotFound, Conflict: as ever
    """
    with transaction.atomic(durable=True):
        case = storing.load(case_id, actor, version)
        known = queries.known(case, date_of(now))
        policies.require_handler(policies.roles_of(policies.handle_of(actor, known.people), known.facts))
        wrong: dict[str, str] = {}
        if not request.to_name.strip():
            wrong["to_name"] = "请写明向哪个机关请求"
        if not request.what.strip():
            wrong["what"] = "请写明请求的事项"
        if request.due_on < date_of(now):
            wrong["due_on"] = "请写今天以后的日期"
        if request.party and request.party not in {each.id for each in known.facts.parties}:
            wrong["party"] = policies.NO_CHARGE
        if wrong:
            raise Invalid("还差一点：" + "；".join(wrong.values()), fields=wrong)
        CaseAssistance.objects.create(
            case=case, kind=request.kind, to_name=request.to_name.strip()[:120], what=request.what.strip()[:500],
            due_on=request.due_on, party=request.party, number=request.number.strip()[:80], asked_at=now,
            asked_by=actor.label,
        )  # fmt: skip
        case.change(touched_at=now)
        told = {"to": request.to_name.strip(), "due_on": request.due_on.isoformat(), "party": request.party}
        ending.record(
            case, "ASK_HELP", {"what": f"向{request.to_name.strip()}：{request.what.strip()}"}, actor, now, told
        )
        return case


def record_help(*, assistance_id: UUID, helped: bool, answer: str, actor: Actor, now: datetime) -> Case:
    """
    Write down what an organ answered.

    :raises Conflict: if it was answered before
    :raises Forbidden: if the actor does not handle the case
    :raises Invalid: without an answer
    :raises NotFound: as ever
    """
    with transaction.atomic(durable=True):
        row = CaseAssistance.objects.filter(pk=assistance_id).first()
        if row is None:
            raise NotFound("没有这件协助请求")
        case = storing.load(row.case_id, actor, None)
        known = queries.known(case, date_of(now))
        policies.require_handler(policies.roles_of(policies.handle_of(actor, known.people), known.facts))
        if not answer.strip():
            raise Invalid("请写明对方的答复", fields={"answer": "请写明对方的答复"})
        moved = CaseAssistance.objects.filter(pk=row.pk, answered_at__isnull=True).update(
            answered_at=now, helped=helped, answer=answer.strip()[:500]
        )
        if not moved:
            raise Conflict("这件协助请求已经登记过答复", code="case.assistance.answered")
        case.change(touched_at=now)
        ending.record(case, "HELP", {"answer": f"{row.to_name}：{answer.strip()}"}, actor, now, {"helped": helped})
        return case
