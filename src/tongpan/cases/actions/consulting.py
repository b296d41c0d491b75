"""外部咨询 (M163, M166): a lawyer or an expert is asked by a link that opens one file, for a time, for one purpose."""

import secrets
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import transaction
from django.db.models import F

from tongpan.agencies.domain.actor import Actor
from tongpan.cases import policies, queries
from tongpan.cases.domain.outside import BY_LINK, DAY, MOST_DAYS, Adviser, Share
from tongpan.cases.domain.proof import of_charge
from tongpan.cases.models import Consultation, ReviewRound
from tongpan.cases.queries.outside import GONE, consultation_behind, index_of, lendable_papers
from tongpan.cases.steps import storing
from tongpan.cases.steps.outside import OPEN, note
from tongpan.kernel.clock import date_of
from tongpan.kernel.errors import Conflict, Forbidden, Invalid, NotFound
from tongpan.law.procedure import Target

TOKEN_BYTES: Final = 20
LEAST_WORDS: Final = 4
MOST_TEXT: Final = 4000


@dataclass(frozen=True, slots=True)
class Question:
    """
    Whom one asks what, and what is shown: parts of the file, and evidence by name.

    `pieces` are the evidence whose files may be opened, `papers` the documents; `personal` says whether they hold
    personal data, which needs a purpose; `download` that copies may be taken.
    """

    adviser: Adviser
    name: str
    unit: str
    text: str
    shares: Sequence[Share] = ()
    evidence: Sequence[str] = ()
    purpose: str = ""
    days: int = 5
    pieces: Sequence[str] = ()
    papers: Sequence[UUID] = ()
    personal: bool | None = None
    download: bool = False


@dataclass(frozen=True, slots=True)
class Asked:
    """A consultation, and the token of its link, which is shown now and never again."""

    consultation: Consultation
    token: str


def ask_outside(*, case_id: UUID, target: Target, question: Question, actor: Actor, now: datetime) -> Asked:
    """
    Ask somebody outside about one charge of a case. What comes back is advice beside the review, never the review.

    :raises Conflict: if the case is closed
    :raises Forbidden: if the actor has no part in the case
    :raises Invalid: if nobody is named, nothing is asked or shown, or the link would stay open too long
    :raises NotFound: as ever
    """
    with transaction.atomic(durable=True):
        case = storing.load(case_id, actor, None)
        known = queries.known(case, date_of(now))
        if not policies.roles_of(policies.handle_of(actor, known.people), known.facts):
            raise Forbidden("外部咨询由本案的承办、审核和负责人员提出")
        found = of_charge(known.facts, target.party, target.cause)
        if found is None:
            raise NotFound("本案没有这个当事人或者案由，请刷新后再填")
        if known.facts.closing is not None:
            raise Conflict("案件已经结案，不再对外咨询", code="case.consultation.closed")
        if wrong := _faults(question, [each.id for each in found[2]], set(lendable_papers(case, target))):
            raise Invalid("还差一点：" + "；".join(wrong.values()), fields=wrong)
        token = secrets.token_hex(TOKEN_BYTES)
        done = ReviewRound.objects.filter(case=case, party=target.party, cause=target.cause).count()
        made = Consultation.objects.create(
            case=case, party=target.party, cause=target.cause, round=done + 1, adviser=question.adviser.value,
            name=question.name.strip(), unit=question.unit.strip(), question=question.text.strip(),
            shares=[each.value for each in question.shares], evidence=list(question.evidence),
            pieces=list(question.pieces), papers=[str(each) for each in question.papers],
            personal=question.personal if question.pieces or question.papers else None, download=question.download,
            purpose=question.purpose.strip(), asked_at=now, asked_by=actor.label, link_index=index_of(token),
            link_until=now + question.days * DAY,
        )  # fmt: skip
        note(
            "case.consulted", made, actor.label, now, question=made.question, shares=made.shares,
            evidence=made.evidence, pieces=made.pieces, papers=made.papers, personal=made.personal,
            download=made.download, purpose=made.purpose, until=made.link_until.isoformat(),
        )  # fmt: skip
        return Asked(made, token)


def _faults(question: Question, evidence: Sequence[str], papers: Collection[UUID]) -> dict[str, str]:
    wrong = {}
    if not 2 <= len(question.name.strip()) <= 40:
        wrong["name"] = "请填写对方的姓名"
    if not 2 <= len(question.unit.strip()) <= 100:
        wrong["unit"] = "请填写对方的单位"
    if not LEAST_WORDS <= len(question.text.strip()) <= MOST_TEXT:
        wrong["question"] = "请写明请教什么问题"
    if not question.shares:
        wrong["shares"] = "请选择给对方看哪些内容"
    if any(name not in evidence for name in question.evidence):
        wrong["evidence"] = "证据应当是本案已经取得的"
    wrong |= _lending_faults(question, evidence, papers)
    if len(question.purpose) > 300:
        wrong["purpose"] = "用途至多300字"
    if not 1 <= question.days <= MOST_DAYS:
        wrong["days"] = f"链接有效期为1至{MOST_DAYS}日"
    return wrong


def _lending_faults(question: Question, evidence: Sequence[str], papers: Collection[UUID]) -> dict[str, str]:
    """What is wrong with what may be opened; personal data goes out for a stated purpose alone."""
    wrong = {}
    if any(name not in evidence for name in question.pieces):
        wrong["pieces"] = "只能选本案这个当事人、案由已经取得的证据"
    if any(each not in papers for each in question.papers):
        wrong["papers"] = "只能选本案已经生效的文书"
    lends = bool(question.pieces or question.papers)
    if lends and question.personal is None:
        wrong["personal"] = "请说明选定的材料里有没有个人信息"
    if lends and question.personal and not question.purpose.strip():
        wrong["purpose"] = "材料里有个人信息的，请写明对方需要知道的用途；没有必要的，不要选这份材料"
    if question.download and not lends:
        wrong["download"] = "没有选可以打开的材料"
    return wrong


def withdraw_question(*, consultation_id: UUID, actor: Actor, now: datetime) -> Consultation:
    """
    Take a link back: it opens nothing from now on.

    :raises Conflict: if it was answered or taken back already
    :raises Forbidden: if the actor has no part in the case
    :raises NotFound: as ever
    """
    with transaction.atomic(durable=True):
        found = Consultation.objects.filter(pk=consultation_id).first()
        if found is None:
            raise NotFound(policies.NO_CASE)
        case = storing.load(found.case_id, actor, None)
        known = queries.known(case, date_of(now))
        if not policies.roles_of(policies.handle_of(actor, known.people), known.facts):
            raise Forbidden("链接由本案的办案人员撤回")
        if not Consultation.objects.filter(pk=found.pk, **OPEN).update(withdrawn_at=now, link_index=""):
            raise Conflict("对方已经答复，或者链接已经撤回", code="case.consultation.over")
        note("case.consultation_withdrawn", found, actor.label, now)
        return found


def declare(*, token: str, conflict: bool, words: str, now: datetime) -> Consultation:
    """
    State whether there is a conflict of interest: before anything is seen. Who has one sees nothing.

    Law: APL 43 by analogy (ADR-0027).

    :raises Conflict: if it was stated before
    :raises NotFound: if the link opens nothing
    """
    with transaction.atomic(durable=True):
        found = _behind(token, now)
        spent = {"link_index": ""} if conflict else {}
        moved = Consultation.objects.filter(pk=found.pk, declared_at=None, **OPEN).update(
            declared_at=now, conflict=conflict, declaration=words.strip()[:300], **spent
        )
        if not moved:
            raise Conflict("已经声明过了", code="case.consultation.declared")
        note("case.consultation_declared", found, BY_LINK, now, conflict=conflict, declaration=words.strip()[:300])
        return found


def look_outside(*, token: str, now: datetime) -> Consultation:
    """
    Open what was chosen to be seen; every look is recorded.

    :raises Conflict: while no conflict of interest was ruled out
    :raises NotFound: if the link opens nothing
    """
    with transaction.atomic(durable=True):
        found = declared(token, now)
        Consultation.objects.filter(pk=found.pk).update(looks=F("looks") + 1)
        note("case.consultation_looked", found, BY_LINK, now)
        return found


def advise(*, token: str, opinion: str, now: datetime) -> Consultation:
    """
    Give the opinion; the link is spent by it.

    :raises Conflict: while no conflict of interest was ruled out
    :raises Invalid: if nothing is said
    :raises NotFound: if the link opens nothing
    """
    with transaction.atomic(durable=True):
        found = declared(token, now)
        if not LEAST_WORDS <= len(opinion.strip()) <= MOST_TEXT:
            wrong = f"请写明意见，至多{MOST_TEXT}字"
            raise Invalid(wrong, fields={"opinion": wrong})
        Consultation.objects.filter(pk=found.pk, **OPEN).update(opinion=opinion.strip(), answered_at=now, link_index="")
        note("case.consultation_answered", found, BY_LINK, now, opinion=opinion.strip())
        return found


def _behind(token: str, now: datetime) -> Consultation:
    found = consultation_behind(token, now)
    locked = Consultation.objects.select_for_update(of=("self",)).filter(pk=found.pk, link_index=found.link_index)
    if not locked.exists():
        raise NotFound(GONE)
    return found


def declared(token: str, now: datetime) -> Consultation:
    """
    Return what a link opens, locked, once no conflict of interest was ruled out; in the caller's transaction.

    :raises Conflict: while that was not stated
    :raises NotFound: if the link opens nothing
    """
    found = _behind(token, now)
    if found.declared_at is None or found.conflict is not False:
        raise Conflict("请先声明与本案有没有利害关系", code="case.consultation.undeclared")
    return found
