"""The JSON face of cases: begin one, find out, take a step, put one before a head; and what comes next."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import File, Form, Router, Status
from ninja.files import UploadedFile

from tongpan.agencies.domain.actor import Actor
from tongpan.agencies.queries import acting
from tongpan.cases import actions, policies, queries
from tongpan.cases.actions import NewCharge, NewParty, Opening
from tongpan.cases.models import Case
from tongpan.cases.schemas import (
    AnswerIn,
    CaseIn,
    CaseListOut,
    CaseOut,
    CheckOut,
    CustodyIn,
    EvidenceOut,
    ExamineIn,
    FindIn,
    FullOut,
    GatherIn,
    LineIn,
    PersonIn,
    PropertyOut,
    ProposalIn,
    ProposalOut,
    StepIn,
)
from tongpan.cases.steps import gathering, hands, storing
from tongpan.evidence import queries as evidence
from tongpan.evidence.steps.holding import Line
from tongpan.kernel import clock
from tongpan.kernel.clock import SHANGHAI, date_of
from tongpan.kernel.errors import Forbidden, Invalid
from tongpan.kernel.permissions import Permission
from tongpan.kernel.problems import REFUSED, Problem
from tongpan.law.faces.steps import as_json
from tongpan.law.facts import write_facts
from tongpan.law.procedure import Target

router = Router()


def _reader(request: HttpRequest) -> Actor:
    actor = acting(request)
    if not actor.can(Permission.CASES_VIEW):
        raise Forbidden("案件只对办案、审核、负责和监督的人员开放")
    return actor


@router.get("/", response={200: CaseListOut, REFUSED: Problem})
def cases(
    request: HttpRequest, standing: str = "", mine: bool = False, due: bool = False, q: str = "",
    after: str | None = None, size: int = 50,
) -> Any:  # fmt: skip
    """按条件列出可见的案件，新建档的在前；用 next 翻页。"""
    filters = queries.Filters(standing=standing, mine=mine, due=due, words=q)
    today = date_of(clock.now())
    page = queries.listed(_reader(request), filters, today, after=after, size=max(1, min(size, 200)))
    return {"items": page.items, "next": page.next}


@router.post("/", response={201: CaseOut, REFUSED: Problem})
def begin(request: HttpRequest, payload: CaseIn) -> Any:
    """建档：事项须在本机关今天的清单上。"""
    opening = Opening(
        matter_code=payload.matter,
        town_id=payload.town_id,
        parties=[NewParty(**party.dict()) for party in payload.parties],
        charge=NewCharge(act_on=payload.act_on, discovered_on=payload.discovered_on, regime=payload.regime),
        source=payload.source,
        lead_id=payload.lead_id,
        place_text=payload.place_text,
        people=[(person.role, person.officer_id) for person in payload.people],
        record_system=payload.record_system,
        outside_number=payload.outside_number,
    )
    return Status(201, actions.open_case(opening=opening, actor=acting(request), now=clock.now()))


@router.get("/proposals", response={200: list[ProposalOut], REFUSED: Problem})
def proposals(request: HttpRequest, after: str | None = None) -> Any:
    """等我批的，先报的在前。"""
    return queries.waiting_for(_reader(request), after=after).items


@router.post("/proposals/{proposal_id}", response={200: CaseOut, REFUSED: Problem})
def answer(request: HttpRequest, proposal_id: UUID, payload: AnswerIn) -> Any:
    """批准并办理，或者写明理由退回。"""
    return actions.answer_proposal(proposal_id=proposal_id, **payload.dict(), actor=acting(request), now=clock.now())


@router.get("/{case_id}", response={200: FullOut, REFUSED: Problem})
def case(request: HttpRequest, case_id: UUID) -> Any:
    """一个案件：全部事实、能办的和不能办的步骤（为什么、缺什么、依据哪条）、正在计算的期限。"""
    actor = _reader(request)
    return _full(queries.case_for(actor, case_id), actor, clock.now())


def _full(found: Case, actor: Actor, now: datetime) -> dict[str, Any]:
    known = queries.known(found, date_of(now))
    facts = write_facts(known.facts)
    if not policies.roles_of(policies.handle_of(actor, known.people), known.facts):
        facts["parties"] = [{name: row[name] for name in ("id", "kind")} for row in facts["parties"]]
    own = {name: getattr(found, name) for name in CaseOut.model_fields}
    return own | {
        "facts": facts,
        "outlook": as_json(storing.outlook(known.facts, now), now),
        "proposals": queries.open_proposals(found.pk),
    }


@router.post("/{case_id}/steps", response={200: CaseOut, REFUSED: Problem})
def step(request: HttpRequest, case_id: UUID, payload: StepIn) -> Any:
    """办理一步；法律不允许的，返回每一条理由、条款和出路。"""
    at = payload.at
    return actions.take_step(
        case_id=case_id,
        step=payload.step,
        target=Target(payload.party, payload.cause, payload.ref),
        at=at.replace(tzinfo=SHANGHAI) if at is not None and at.tzinfo is None else at,
        entered=payload.entered,
        override=payload.override,
        version=payload.version,
        actor=acting(request),
        now=clock.now(),
    )


@router.post("/{case_id}/proposals", response={201: ProposalOut, REFUSED: Problem})
def propose(request: HttpRequest, case_id: UUID, payload: ProposalIn) -> Any:
    """把一步报给本案有权办的人。"""
    made = actions.propose_step(
        case_id=case_id,
        step=payload.step,
        target=Target(payload.party, payload.cause, payload.ref),
        reason=payload.reason,
        entered=payload.entered,
        version=payload.version,
        actor=acting(request),
        now=clock.now(),
    )
    return Status(201, made)


@router.post("/{case_id}/people", response={200: CaseOut, REFUSED: Problem})
def name(request: HttpRequest, case_id: UUID, payload: PersonIn) -> Any:
    """指定办案人员。"""
    return actions.name_officer(
        case_id=case_id, role=payload.role, officer_id=payload.officer_id, actor=acting(request), now=clock.now()
    )


@router.post("/{case_id}/clue", response={200: CaseOut, REFUSED: Problem})
def find_clue(request: HttpRequest, case_id: UUID, payload: FindIn) -> Any:
    """填写立案条件的核查结果。"""
    return actions.find_clue(case_id=case_id, **payload.dict(), actor=acting(request), now=clock.now())


@router.post("/{case_id}/parties/{party}", response={200: CaseOut, REFUSED: Problem})
def find_party(request: HttpRequest, case_id: UUID, party: str, payload: FindIn) -> Any:
    """认定当事人情况。"""
    return actions.find_party(case_id=case_id, party=party, **payload.dict(), actor=acting(request), now=clock.now())


@router.post("/{case_id}/charges/{party}/{cause}", response={200: CaseOut, REFUSED: Problem})
def find_charge(request: HttpRequest, case_id: UUID, party: str, cause: str, payload: FindIn) -> Any:
    """认定违法事实和拟处罚。"""
    return actions.find_charge(
        case_id=case_id, target=Target(party, cause), **payload.dict(), actor=acting(request), now=clock.now()
    )


@router.post("/{case_id}/evidence", response={201: EvidenceOut, REFUSED: Problem})
def gather(
    request: HttpRequest,
    case_id: UUID,
    payload: Form[GatherIn],
    files: File[list[UploadedFile]] = [],  # noqa: B006
) -> Any:
    """取证：证据和文件一次登记；文件须与名称相符，原样保存。"""
    actor, now = acting(request), clock.now()
    given = payload.dict()
    uploads = [actions.bring_file(case_id=case_id, file=file, actor=actor, now=now).pk for file in files]
    actions.gather(
        case_id=case_id,
        target=Target(payload.party, payload.cause),
        actor=actor,
        now=now,
        at=payload.at,
        entered={"choice": payload.kind.value, "title": payload.title, "shows": payload.shows},
        fields={name: given[name] for name in gathering.FIELDS},
        uploads=[*_uploads(payload.uploads), *uploads],
        override=payload.override,
        version=payload.version,
    )
    return Status(201, _evidence(hands.part_of(case_id, actor, now), now)[-1])


def _uploads(text: str) -> list[UUID]:
    try:
        return [UUID(part.strip()) for part in text.split(",") if part.strip()]
    except ValueError:
        raise Invalid("uploads 应当是上传编号，逗号隔开", fields={"uploads": "不是上传编号"}) from None


@router.get("/{case_id}/evidence", response={200: list[EvidenceOut], REFUSED: Problem})
def evidence_list(request: HttpRequest, case_id: UUID) -> Any:
    """本案的证据：能不能采信，为什么，有哪些文件。"""
    actor, now = _reader(request), clock.now()
    return _evidence(hands.part_of(case_id, actor, now), now)


def _evidence(hand: hands.Hand, now: datetime) -> list[dict[str, Any]]:
    items = evidence.items_of(gathering.record_of(hand.case))
    found = []
    for row in hand.known.facts.evidence:
        item = items.get(row.id)
        if item is None:
            continue
        breaches = gathering.verdict_on(row, hand.known.facts, now)
        found.append(
            {
                "ref": row.id, "title": item.title, "kind": row.kind.value, "source": item.source,
                "taken_at": item.taken_at, "device_number": item.device_number, "fix_by": item.fix_by,
                "usable": not breaches and row.excluded_at is None,
                "breaches": [
                    {"code": each.code, "message": each.message, "citation": str(each.citation or "") or None,
                     "grade": each.grade}
                    for each in breaches
                ],
                "files": list(item.files.all()),
            }
        )  # fmt: skip
    return found


@router.post("/{case_id}/evidence/{ref}/findings", response={200: CaseOut, REFUSED: Problem})
def examine(request: HttpRequest, case_id: UUID, ref: str, payload: ExamineIn) -> Any:
    """审查证据：取得方式、监控审核、机构资质；或者排除。"""
    return actions.find_evidence(case_id=case_id, ref=ref, **payload.dict(), actor=acting(request), now=clock.now())


@router.post("/{case_id}/evidence/{ref}/custody", response={201: None, REFUSED: Problem})
def pass_on(request: HttpRequest, case_id: UUID, ref: str, payload: CustodyIn) -> Any:
    """登记证据流转。"""
    actions.pass_on(case_id=case_id, ref=ref, **payload.dict(), actor=acting(request), now=clock.now())
    return Status(201, None)


@router.post("/{case_id}/evidence/{ref}/checks", response={200: list[CheckOut], REFUSED: Problem})
def check(request: HttpRequest, case_id: UUID, ref: str) -> Any:
    """重新读取文件，核对摘要；结果记入案卷。"""
    return actions.check_digests(case_id=case_id, ref=ref, actor=acting(request), now=clock.now())


@router.get("/{case_id}/property", response={200: list[PropertyOut], REFUSED: Problem})
def property_list(request: HttpRequest, case_id: UUID) -> Any:
    """本案的涉案财物和在库数量。"""
    hand = hands.part_of(case_id, _reader(request), clock.now())
    return evidence.property_of(gathering.record_of(hand.case))


@router.post("/{case_id}/property", response={201: list[PropertyOut], REFUSED: Problem})
def register(request: HttpRequest, case_id: UUID, payload: list[LineIn]) -> Any:
    """逐项登记入库。"""
    actor, now = acting(request), clock.now()
    record = gathering.record_of(hands.part_of(case_id, actor, now).case)
    lines = []
    for given in (line.dict() for line in payload):
        photo_id = given.pop("photo_id")
        lines.append(Line(**given, photo=evidence.file_of(record, photo_id) if photo_id else None))
    made = actions.register_property(case_id=case_id, lines=lines, actor=actor, now=now)
    return Status(201, made)
