"""
协助请求: help asked of another organ, sent to who answers there, with the day by which it is asked for (M155, M160).
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction

from tongpan.agencies import queries as agencies
from tongpan.agencies.domain.actor import Actor
from tongpan.agencies.models import Agency
from tongpan.cases import policies, queries
from tongpan.cases.domain.choices import NEWLY_DAYS, NEWLY_FIELDS, AssistanceKind, Difficulty, HelpWay
from tongpan.cases.models import Case, CaseAssistance
from tongpan.cases.queries.helping import BY_LINK, help_behind, help_for
from tongpan.cases.steps import ending, helping, noting, storing
from tongpan.evidence.models import SupportRequest
from tongpan.kernel import crypto
from tongpan.kernel.clock import date_of
from tongpan.kernel.errors import Conflict, Invalid, NotFound
from tongpan.powers.models import Grant


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What is asked, of whom, until when, how it is sent, and what is hard about it."""

    kind: AssistanceKind
    what: str
    due_on: date
    to_name: str = ""
    to_body_id: UUID | None = None
    party: str = ""
    number: str = ""
    way: HelpWay = HelpWay.PAPER
    difficulty: Difficulty = Difficulty.NONE
    contact_name: str = ""
    contact_phone: str = ""


@dataclass(frozen=True, slots=True)
class HelpSent:
    """A request that was sent, and the token of its link, which is shown now and never again."""

    case: Case
    assistance: CaseAssistance
    token: str = ""


def ask_help(*, case_id: UUID, request: Request, actor: Actor, now: datetime, version: int | None = None) -> HelpSent:
    """
    Ask another organ for help: its liaison or the named contact is told, and the day stands on the board.

    Law: APL 26.

    :raises Forbidden: if the actor does not handle the case
    :raises Invalid: if something is missing, the day is over, or nobody there could be told
    :raises Conflict: if the case is closed
    :raises NotFound: as ever
    """
    with transaction.atomic(durable=True):
        case = storing.load(case_id, actor, version)
        known = queries.known(case, date_of(now))
        noting.require_handler(actor, known, "协助由本案的承办人请求")
        if known.facts.closing is not None:
            raise Conflict("案件已经结案，不再请求协助", code="case.closed")
        body = _body(request)
        wrong = _faults(case, request, body, now)
        if request.party and request.party not in {each.id for each in known.facts.parties}:
            wrong["party"] = policies.NO_CHARGE
        if wrong:
            raise Invalid("还差一点：" + "；".join(wrong.values()), fields=wrong)
        case.change(touched_at=now)
        sent = _send(case, request, body, actor, now)
        row = sent.assistance
        told = {
            "to": row.to_name, "due_on": row.due_on.isoformat(), "party": row.party, "way": row.way,
            "difficulty": row.difficulty, "newly": row.newly,
        }  # fmt: skip
        ending.record(case, "ASK_HELP", {"what": f"向{row.to_name}：{row.what}"}, actor, now, told)
        return sent


def send_support(
    case: Case, support: SupportRequest, *, evidence: str, request: Request, actor: Actor, now: datetime
) -> HelpSent:
    """
    Send a request for testing of evidence that does not keep, in the caller's transaction (M155).

    :raises Invalid: if nobody there could be told
    """
    body = _body(request)
    if wrong := _faults(case, request, body, now):
        raise Invalid("还差一点：" + "；".join(wrong.values()), fields=wrong)
    return _send(case, request, body, actor, now, support=support, evidence=evidence)


def _body(request: Request) -> Agency | None:
    return agencies.agency_by_id(request.to_body_id) if request.to_body_id is not None else None


def _send(
    case: Case, request: Request, body: Agency | None, actor: Actor, now: datetime, *,
    support: SupportRequest | None = None, evidence: str = "",
) -> HelpSent:  # fmt: skip
    phone = request.contact_phone.strip()
    row = CaseAssistance.objects.create(
        case=case, kind=request.kind, to_body=body, to_name=body.name if body else request.to_name.strip()[:120],
        what=request.what.strip()[:500], due_on=request.due_on, party=request.party, way=request.way,
        number=request.number.strip()[:80], asked_at=now, asked_by=actor.label, difficulty=request.difficulty,
        newly=_newly(case, now), domain=case.domain, district_id=case.district_id, evidence=evidence, support=support,
        contact_name=request.contact_name.strip()[:40], contact_phone_sealed=crypto.seal(phone) if phone else "",
    )  # fmt: skip
    token = helping.new_link(row, now) if request.way == HelpWay.LINK else ""
    helping.send(row, case, now)
    return HelpSent(case, row, token)


def _newly(case: Case, now: datetime) -> bool:
    """Whether the power came here within a year, in one of the fields where that is known to be hard (M160)."""
    if case.domain not in NEWLY_FIELDS:
        return False
    since = Grant.objects.filter(pk=case.grant_id).values_list("valid_from", flat=True).first()
    return since is not None and since > date_of(now) - timedelta(days=NEWLY_DAYS)


def _faults(case: Case, request: Request, body: Agency | None, now: datetime) -> dict[str, str]:
    wrong: dict[str, str] = {}
    if request.to_body_id is not None and (body is None or body.district_id != case.district_id):
        wrong["to_body_id"] = "请从名单里选择机关"
    if body is None and not request.to_name.strip():
        wrong["to_name"] = "请写明向哪个机关请求"
    if not request.what.strip():
        wrong["what"] = "请写明请求的事项"
    if request.due_on < date_of(now):
        wrong["due_on"] = "请写今天以后的日期"
    if request.way == HelpWay.LIAISON and (body is None or not agencies.liaison_contacts(body.pk, date_of(now))):
        wrong["way"] = "这个机关在系统里没有联络员：请改用一次性链接或者纸质协助函"
    if request.way == HelpWay.LINK and not request.contact_name.strip():
        wrong["contact_name"] = "用链接的，请写明发给谁"
    return wrong


def record_help(*, assistance_id: UUID, helped: bool, answer: str, actor: Actor, now: datetime) -> Case:
    """
    Write down what an organ answered on paper or by telephone.

    :raises Conflict: if it was answered before
    :raises Forbidden: if the actor does not handle the case
    :raises Invalid: without an answer
    :raises NotFound: as ever
    """
    with transaction.atomic(durable=True):
        row = _row(assistance_id)
        case = storing.load(row.case_id, actor, None)
        noting.require_handler(actor, queries.known(case, date_of(now)), "协助的答复由本案的承办人登记")
        helping.answer(row, case, helped=helped, text=answer, by=actor.label, now=now, tell=False)
        return case


def answer_help(*, assistance_id: UUID, helped: bool, answer: str, actor: Actor, now: datetime) -> CaseAssistance:
    """
    Answer for the body that was asked, as its liaison.

    :raises Conflict: if it was answered before
    :raises Invalid: without an answer, or a refusal without its reason
    :raises NotFound: if the actor does not answer for that body
    """
    with transaction.atomic(durable=True):
        row = help_for(actor, assistance_id)
        case = storing.load_sent(row.case_id)
        helping.answer(row, case, helped=helped, text=answer, by=actor.label, now=now, tell=True)
        return row


def answer_by_link(*, token: str, helped: bool, answer: str, now: datetime) -> CaseAssistance:
    """
    Answer by the one-time link; it is spent by it.

    :raises Invalid: without an answer, or a refusal without its reason
    :raises NotFound: if the link opens nothing
    """
    with transaction.atomic(durable=True):
        row = help_behind(token, now)
        case = storing.load_sent(row.case_id)
        helping.answer(row, case, helped=helped, text=answer, by=BY_LINK, now=now, tell=True)
        return row


def renew_help_link(*, assistance_id: UUID, actor: Actor, now: datetime) -> HelpSent:
    """
    Make a new one-time link for a request that waits; the one before opens nothing more.

    :raises Conflict: if it was answered, goes by no link, or the case needs no answer any more
    :raises Forbidden: if the actor does not handle the case
    :raises NotFound: as ever
    """
    with transaction.atomic(durable=True):
        row = _row(assistance_id)
        case = storing.load(row.case_id, actor, None)
        noting.require_handler(actor, queries.known(case, date_of(now)), "链接由本案的承办人重新生成")
        if row.answered_at is not None:
            raise Conflict("对方已经答复，不用再发链接", code="case.assistance.answered")
        if row.way != HelpWay.LINK:
            said = f"这件请求是用“{row.get_way_display()}”送的，没有链接可以重新生成；要用链接的，请另发一件请求"
            raise Conflict(said, code="case.assistance.no_link")
        if case.closed_on is not None:
            raise Conflict("案件已经结案，不再等对方答复", code="case.closed")
        token = helping.new_link(row, now)
        noting.note(case, "case.help_link", actor, now, to=row.to_name)
        return HelpSent(case, row, token)


def _row(assistance_id: UUID) -> CaseAssistance:
    row = CaseAssistance.objects.filter(pk=assistance_id).select_related("support__item").first()
    if row is None:
        raise NotFound("没有这件协助请求")
    return row
