"""答复法律问题: an open point of the law is settled for one case, by whom the law library names, with a reason."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.db import transaction

from tongpan.agencies.domain.actor import Actor
from tongpan.cases import policies, queries
from tongpan.cases.domain.choices import REGIMES
from tongpan.cases.models import Case
from tongpan.cases.steps import staff, storing
from tongpan.cases.steps.rereview import reviewed_again
from tongpan.kernel.clock import date_of
from tongpan.kernel.errors import Conflict, Forbidden, Invalid
from tongpan.law.conflicts import QUESTIONS, Answerer
from tongpan.law.conflicts.terms import REGIME
from tongpan.law.facts import CaseFacts, Settled, decided


def answer_question(
    *, case_id: UUID, code: str, option: str, reason: str, actor: Actor, now: datetime, version: int | None = None
) -> Case:
    """
    Settle an open point of the law for a case (已答复的问题).

    What follows from the option, or that nothing does and why, goes into the record with it.

    :raises Conflict: if it is not asked in this case, its option fits no case of the field, or somebody else was faster
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
        row = Settled(code, option, question.answered_by, reason.strip()[:500], date_of(now))
        after = _followed(case, replace(known.facts, answers=(*known.facts.answers, row)), row)
        chosen = next(each for each in question.options if each.key == option)
        said = f"{question.asks}：{chosen.label}。{reason.strip()[:500]}。{chosen.follows}"
        storing.store(
            case, known.facts, reviewed_again(known.facts, after, now), entry="case.acted", actor=actor, now=now,
            step="ANSWER", told={"reason": said, "changes": chosen.changes},
        )  # fmt: skip
        return case


def _followed(case: Case, facts: CaseFacts, answer: Settled) -> CaseFacts:
    """
    Return the facts with what an answer fills in: the rules of the sector, where none were chosen.

    :raises Conflict: if the field of the case has no such rules
    """
    if (answer.code, answer.option) != (REGIME, "SECTOR"):
        return facts
    sector = REGIMES.get(case.domain)
    if sector is None:
        text = "本案的领域没有登记可用的部门程序规定，请选“只适用行政处罚法和本省程序规定”"
        raise Conflict(text, code="case.question.no_regime")
    over = decided(facts)
    charges = (
        replace(each, regime=sector) if each.regime is None and (each.party, each.cause) not in over else each
        for each in facts.charges
    )
    return replace(facts, charges=tuple(charges))
