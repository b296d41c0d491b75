"""What is done with the evidence of a case: gathered with its files, passed on, read again, noted in, copied."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from tongpan.agencies import queries as agencies
from tongpan.agencies.domain.actor import Actor
from tongpan.cases import policies
from tongpan.cases.actions.assistance import HelpSent, Request, send_support
from tongpan.cases.actions.stepping import take_step
from tongpan.cases.actions.uploading import settle_upload
from tongpan.cases.domain.choices import AssistanceKind, Difficulty, HelpWay
from tongpan.cases.models import Case, CaseAssistance
from tongpan.cases.steps import gathering, hands, helping, storing
from tongpan.cases.steps.gathering import Beside, record_of
from tongpan.evidence import queries as evidence
from tongpan.evidence.domain.choices import BY_HAND, Custody
from tongpan.evidence.models import CustodyEntry, DigestCheck, EvidenceFile, EvidenceItem, SupportRequest, TimeMark
from tongpan.evidence.steps import items, noting, uploading
from tongpan.kernel.clock import date_of
from tongpan.kernel.errors import Invalid, NotFound
from tongpan.law.procedure import Step, Target


def gather(
    *, case_id: UUID, target: Target, actor: Actor, now: datetime, entered: Mapping[str, Any],
    fields: Mapping[str, Any] | None = None, uploads: Collection[UUID] = (), at: datetime | None = None,
    override: str = "", version: int | None = None, shown_by: str = "",
) -> Case:  # fmt: skip
    """
    调查取证 with files: the law's row, the item of evidence and its files in one transaction.

    Whether the actor may is asked before a byte is moved; then the files are counted, kept, and written about.

    :raises Conflict: if a file has not come whole, or was used elsewhere
    :raises Invalid: if a file is not what it says, or what was entered cannot be
    :raises Unlawful, Forbidden, NotFound: as `take_step`
    """
    hand = hands.part_of(case_id, actor, now)
    policies.require_post(hand.roles, Step.GATHER, hand.known.facts)
    gathering.check_beside(fields or {})
    rows = [settle_upload(row, now=now) for row in uploading.all_of(uploads, record_of(hand.case), actor.officer_id)]
    beside = Beside(fields or {}, items.keep(rows))
    return take_step(
        case_id=case_id, step=Step.GATHER, target=target, actor=actor, now=now, at=at, entered=entered,
        override=override, version=version, beside=beside, shown_by=shown_by,
    )  # fmt: skip


def add_files(
    *, case_id: UUID, ref: str, uploads: Collection[UUID], note: str, actor: Actor, now: datetime
) -> EvidenceItem:
    """
    Add files to a piece of evidence that is there already.

    :raises Invalid: if there are none
    :raises Conflict, Forbidden, NotFound: as ever
    """
    hand = hands.handler_of(case_id, actor, now)
    if not uploads:
        raise Invalid("请选择文件", fields={"files": "请选择文件"})
    record = record_of(hand.case)
    rows = [settle_upload(row, now=now) for row in uploading.all_of(uploads, record, actor.officer_id)]
    kept = items.keep(rows)
    with transaction.atomic(durable=True):
        item = evidence.item_of(record, ref)
        items.add_files(item, kept, note=note, actor=actor, now=now)
        return item


def pass_on(
    *, case_id: UUID, ref: str, act: Custody, actor: Actor, now: datetime, done_at: datetime | None = None,
    whom: str = "", place_text: str = "", note: str = "",
) -> CustodyEntry:  # fmt: skip
    """
    Add a row to the chain of custody.

    :raises Invalid: if it is not said to whom, or the moment is in the future
    :raises Conflict: if the thing was returned or destroyed before
    :raises Forbidden: to who does not handle the case
    """
    hand = hands.handler_of(case_id, actor, now, closed=True)  # things are returned after the end
    moment = done_at or now
    wrong: dict[str, str] = {}
    if act not in BY_HAND:
        wrong["act"] = "请从选项中选择"
    if act in (Custody.VIEWED, Custody.HANDED_OVER, Custody.RETURNED) and not whom.strip():
        wrong["whom"] = "请写明交给谁、给谁看"
    if act in (Custody.VIEWED, Custody.DESTROYED) and not note.strip():
        wrong["note"] = "请写明用途或者依据"
    if moment > now:
        wrong["done_at"] = "不能晚于现在"
    if wrong:
        raise Invalid("还差一点：" + "；".join(wrong.values()), fields=wrong)
    with transaction.atomic(durable=True):
        item = evidence.item_of(record_of(hand.case), ref)
        return items.enter(
            item, act, done_at=moment, actor=actor, now=now, whom=whom.strip(), place_text=place_text.strip(),
            note=note.strip(),
        )  # fmt: skip


def check_digests(*, case_id: UUID, ref: str, actor: Actor, now: datetime) -> list[DigestCheck]:
    """Read every file of a piece of evidence again and keep whether it is what it was (校验)."""
    hand = hands.member_of(case_id, actor, now)
    item = evidence.item_of(record_of(hand.case), ref)
    results = {file.pk: noting.compare(file) for file in item.files.all()}
    if not results:
        raise Invalid("这份证据没有文件可以校验")
    with transaction.atomic(durable=True):
        return noting.write_checks(item, results, actor=actor, now=now)


def copy_file(*, case_id: UUID, file_id: UUID, purpose: str, actor: Actor, now: datetime) -> EvidenceFile:
    """
    Take a copy of a file out of the system: what for stands in the chain of custody and in the ledger.

    :raises Invalid: if no purpose is said
    :raises NotFound: as ever
    """
    hand = hands.part_of(case_id, actor, now)
    if not purpose.strip():
        raise Invalid("请写明下载原件的用途", fields={"purpose": "请填写用途"})
    with transaction.atomic(durable=True):
        file = evidence.file_of(record_of(hand.case), file_id)
        items.enter(
            file.item, Custody.COPIED, done_at=now, actor=actor, now=now, whom=actor.name,
            note=f"下载“{file.name}”，用途：{purpose.strip()}", facts={"sha256": file.sha256},
        )  # fmt: skip
        return file


def mark_moment(*, case_id: UUID, file_id: UUID, seconds: int, note: str, actor: Actor, now: datetime) -> TimeMark:
    """Note a moment of a recording; refusals as in `noting.mark`."""
    hand = hands.member_of(case_id, actor, now)
    with transaction.atomic(durable=True):
        file = evidence.file_of(record_of(hand.case), file_id)
        return noting.mark(file, seconds=seconds, note=note, actor=actor, now=now)


def ask_support(
    *, case_id: UUID, ref: str, department_id: UUID, what: str, come_by: datetime, actor: Actor, now: datetime,
    way: HelpWay = HelpWay.PAPER, contact_name: str = "", contact_phone: str = "",
) -> HelpSent:  # fmt: skip
    """
    Ask a department for its professionals (M155): it is told, and the day stands on the board until it answers.

    Refusals as in `noting.ask_support` and `assistance.send_support`.
    """
    with transaction.atomic(durable=True):
        case = storing.load(case_id, actor, None)
        hands.handler_of(case_id, actor, now)
        departments = agencies.departments_of(case.district_id, date_of(now)).values()
        found = next((one for one in departments if one.pk == department_id), None)
        if found is None:
            raise NotFound("没有这个部门，请重新选择")
        item = evidence.item_of(record_of(case), ref)
        case.change(touched_at=now)
        support = noting.ask_support(
            item, department_id=department_id, department=found.name, what=what, come_by=come_by, actor=actor, now=now
        )
        request = Request(
            kind=AssistanceKind.TESTING, to_body_id=department_id, what=what, due_on=date_of(come_by), way=way,
            difficulty=Difficulty.PERISHING if item.perishable else Difficulty.UNQUALIFIED, contact_name=contact_name,
            contact_phone=contact_phone,
        )  # fmt: skip
        return send_support(case, support, evidence=ref, request=request, actor=actor, now=now)


def answer_support(
    *, case_id: UUID, ref: str, request_id: UUID, helped: bool, answer: str, actor: Actor, now: datetime
) -> SupportRequest:
    """Write what a department answered, and whether it came; refusals as in `helping.answer`."""
    with transaction.atomic(durable=True):
        case = storing.load(case_id, actor, None)
        hands.handler_of(case_id, actor, now)
        row = evidence.support_open(evidence.item_of(record_of(case), ref), request_id)
        sent = CaseAssistance.objects.filter(support=row, answered_at__isnull=True).select_related("support__item")
        if (asked := sent.first()) is not None:
            helping.answer(asked, case, helped=helped, text=answer, by=actor.label, now=now, tell=False)
        else:
            noting.answer_support(row, answer=answer, by=actor.label, now=now)
        return row


def note_fixed(*, case_id: UUID, ref: str, fixed_at: datetime, actor: Actor, now: datetime) -> EvidenceItem:
    """Write when evidence that does not keep was fixed (M155); refusals as in `noting.note_fixed`."""
    hand = hands.handler_of(case_id, actor, now)
    with transaction.atomic(durable=True):
        item = evidence.item_of(record_of(hand.case), ref)
        noting.note_fixed(item, fixed_at=fixed_at, actor=actor, now=now)
        return item
