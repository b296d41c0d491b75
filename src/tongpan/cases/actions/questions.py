"""答复法律问题: an open point of the law is settled for one case, by whom the law library names, with a reason."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.db import transaction

from tongpan.agencies.domain.actor import Actor
from tongpan.cases import policies, queries
from tongpan.cases.models import Case
from tongpan.cases.steps import staff, storing
from tongpan.kernel.clock import date_of
from tongpan.kernel.errors import Conflict, Forbidden, Invalid
from tongpan.law.conflicts import QUESTIONS, Answerer
from tongpan.law.facts import Settled


def answer_question(
    *, case_id: UUID, code: str, option: str, reason: str, actor: Actor, now: datetime, version: int | None = None
) -> Case:
    """
    Settle an open point of the law for a case (已答复的问题).

    :raises Conflict: if it is not asked in this case, or somebody else was faster
    :raises Forbidden: if the law library names somebody else to answer it
    :raises Unlawful: if a head is asked, and who answers is none of the organ any more
    :raises Invalid: if the option is none of those offered, or no reason is given
    :raises NotFound: as ever
    """
    with transaction.atomic(durable=True):
        case = storing.load(case_id, actor, version)
        known = queries.known(case, date_of(now))
        asked = {each.code for each in storing.outlook(known.facts, now).questions}
        question = next((each for each in QUESTIONS if each.code == code and code in asked), None)
        if question is None:
            raise Conflict("本案现在没有这个待答复的问题，或者已经答复过了；请刷新", code="case.question.not_asked")
        roles = policies.roles_of(policies.handle_of(actor, known.people), known.facts)
        if not policies.may_settle(actor, roles, question.answered_by):
            raise Forbidden(f"这个问题由{question.answered_by.label}答复", code="cases.question")
        if question.answered_by is Answerer.HEAD:
            staff.require_heads(case, known, [policies.handle_of(actor, known.people)])
        wrong = {}
        if option not in {each.key for each in question.options}:
            wrong["option"] = "请从选项中选择"
        if not reason.strip():
            wrong["reason"] = "请写明理由"
        if wrong:
            raise Invalid("还差一点：" + "；".join(wrong.values()), fields=wrong)
        row = Settled(code, option, question.answered_by, reason.strip()[:500])
        storing.store(
            case, known.facts, replace(known.facts, answers=(*known.facts.answers, row)), entry="case.acted",
            actor=actor, now=now, step="ANSWER", told={"reason": f"{question.asks}：{reason.strip()[:500]}"},
        )  # fmt: skip
        return case
