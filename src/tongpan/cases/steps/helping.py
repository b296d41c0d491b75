"""协助请求: sent to who answers there, running on the board until it is answered or refused with a reason."""

import secrets
from datetime import datetime, timedelta
from typing import Final

from django.db import transaction

from tongpan.cases.domain.ownlimits import HELP, SUPPORT
from tongpan.cases.events import CaseStepped, HelpAnswered, HelpAsked
from tongpan.cases.models import Case, CaseAssistance
from tongpan.cases.queries.helping import index_of
from tongpan.cases.steps import ownlimits
from tongpan.evidence.steps import noting as evidence_noting
from tongpan.kernel import ledger, outbox
from tongpan.kernel.clock import date_of
from tongpan.kernel.errors import Conflict, Invalid

TOKEN_BYTES: Final = 20
OPEN_DAYS: Final = 30
"""days that a link opens beyond the day by which an answer was asked for"""
LEAST: Final = 4


def new_link(row: CaseAssistance, now: datetime) -> str:
    """Give a request a one-time link in the caller's transaction; return its token, which is kept nowhere."""
    assert transaction.get_connection().in_atomic_block
    token = secrets.token_hex(TOKEN_BYTES)
    row.link_index = index_of(token)
    row.link_until = now + timedelta(days=max(0, (row.due_on - date_of(now)).days) + OPEN_DAYS)
    CaseAssistance.objects.filter(pk=row.pk).update(link_index=row.link_index, link_until=row.link_until)
    return token


def send(row: CaseAssistance, case: Case, now: datetime) -> None:
    """Let the request run on the board, and have whoever answers there told, in the caller's transaction."""
    assert transaction.get_connection().in_atomic_block
    said = (
        f"{row.asked_at:%Y-%m-%d}请求{row.to_name}（{row.get_kind_display()}），请对方在{row.due_on:%Y-%m-%d}前答复。"
    )
    ownlimits.run(case, _rule(row), str(row.pk), row.due_on, explanation=said, today=date_of(now), party=row.party)
    outbox.publish(HelpAsked(assistance_id=str(row.pk)))


def answer(row: CaseAssistance, case: Case, *, helped: bool, text: str, by: str, now: datetime, tell: bool) -> None:
    """
    Write what the organ answered, in the caller's transaction; its day ends, and the link opens nothing more.

    :raises Conflict: if it was answered before
    :raises Invalid: without an answer, or a refusal without its reason
    """
    assert transaction.get_connection().in_atomic_block
    if len(text.strip()) < (1 if helped else LEAST):
        wrong = "请写明协助的结果" if helped else "不能协助的，请写明理由，例如不属于本机关职权（处罚法 26 条）"
        raise Invalid(wrong, fields={"answer": wrong})
    moved = CaseAssistance.objects.filter(pk=row.pk, answered_at__isnull=True).update(
        answered_at=now, answered_by=by, helped=helped, answer=text.strip()[:500], link_index=""
    )
    if not moved:
        raise Conflict("这件协助请求已经登记过答复", code="case.assistance.answered")
    ownlimits.stop(case, _rule(row), str(row.pk))
    if row.support is not None and row.support.answered_at is None:  # told among the evidence
        evidence_noting.answer_support(row.support, answer=text, by=by, now=now)
    else:
        case.change(touched_at=now)
        ledger.record(
            "case.acted", subject=case, actor=by, at=now, number=case.number, step="HELP",
            detail={"answer": f"{row.to_name}：{text.strip()}"}, helped=helped,
        )  # fmt: skip
        outbox.publish(CaseStepped(case_id=str(case.pk), step="HELP", party="", cause=""))
    if tell:
        outbox.publish(HelpAnswered(assistance_id=str(row.pk)))


def _rule(row: CaseAssistance) -> str:
    return SUPPORT if row.support_id is not None else HELP
