"""文书: a draft is kept, a document is made, declared void, its signed copy added, one from elsewhere entered."""

from collections.abc import Collection, Mapping
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from django.db import transaction

from tongpan.agencies.domain.actor import Actor
from tongpan.cases.actions.uploading import settle_upload
from tongpan.cases.domain import decisionpaper, paperterms
from tongpan.cases.domain.documenting import day_of
from tongpan.cases.queries.documenting import owner_of
from tongpan.cases.steps import documenting, hands
from tongpan.cases.steps.gathering import record_of
from tongpan.documents import queries as documents
from tongpan.documents.domain.forms import form_of
from tongpan.documents.models import Document
from tongpan.documents.steps import drafting, making
from tongpan.evidence.models import Upload
from tongpan.evidence.steps import items, uploading
from tongpan.kernel.clock import date_of
from tongpan.kernel.errors import Invalid, require
from tongpan.kernel.originals import Digests
from tongpan.law.procedure import Target

SCANS: Final = frozenset({"application/pdf", "image/jpeg", "image/png", "image/webp"})


def keep_draft(
    *, case_id: UUID, code: str, target: Target, entered: Mapping[str, Any], actor: Actor, now: datetime,
    version: int | None = None,
) -> Document:  # fmt: skip
    """
    Keep what was typed on a form.

    :raises Refusal: as `documenting.desk_of` and `drafting.save_draft`
    """
    with transaction.atomic(durable=True):
        documenting.lock(case_id)
        desk = documenting.desk_of(case_id, code, target, actor, now)
        typed = drafting.Typed(entered, desk.given)
        return drafting.save_draft(desk.owner, desk.form, typed, actor=actor, now=now, version=version)


def drop_draft(*, case_id: UUID, code: str, target: Target, actor: Actor, now: datetime) -> bool:
    """
    Throw a draft away; tell whether there was one.

    :raises Refusal: as `documenting.desk_of`
    """
    with transaction.atomic(durable=True):
        documenting.lock(case_id)
        desk = documenting.desk_of(case_id, code, target, actor, now)
        return drafting.drop_draft(desk.owner, desk.form)


def make_document(
    *, case_id: UUID, code: str, target: Target, entered: Mapping[str, Any], actor: Actor, now: datetime, address: str,
    version: int | None = None,
) -> Document:  # fmt: skip
    """
    Make a document of what was typed and what the record says; `address` is where its code is looked up.

    :param version: of the draft that was looked at, where there was one

    :raises Invalid: naming what must stand on it and does not, with the provision; what comes from the record is not
        typed: then the step comes first
    :raises Unlawful: if what it speaks of does not stand in the case; if a decision would not say what the statute
        asks, where a party is found among it; if a term on it is longer than the law gives
    :raises Refusal: as `documenting.desk_of`, `making.make`
    """
    with transaction.atomic(durable=True):
        documenting.lock(case_id)
        desk = documenting.desk_of(case_id, code, target, actor, now)
        if version is not None:
            drafting.check_version(drafting.draft_of(desk.owner, desk.form), version)
        documenting.check_ripe(desk, now)
        values = drafting.merged(desk.form, drafting.Typed(entered, desk.given))
        making.check_whole(desk.form, values)
        if wrong := paperterms.unreadable(desk.form, values, desk.told.on):
            raise Invalid("；".join(wrong.values()), fields=wrong)
        charge = desk.told.charge
        regime = charge.regime if charge is not None else None
        recorded = paperterms.recorded(desk.form, desk.told)
        require(paperterms.too_long(desk.form, values, regime, desk.told.on, recorded))
        require(decisionpaper.objections(desk.form, values, regime, benchmark=desk.told.benchmark))
        return making.make(
            desk.owner, desk.form, values, actor=actor, now=now, address=address, day=day_of(desk.form, desk.told)
        )


def void_document(*, case_id: UUID, document_id: UUID, reason: str, actor: Actor, now: datetime) -> Document:
    """
    Declare a document void.

    :raises Forbidden, Conflict: as `documenting.check_void`
    :raises Invalid, Conflict: as `making.void`
    """
    with transaction.atomic(durable=True):
        documenting.lock(case_id)
        hand = hands.part_of(case_id, actor, now)
        document = documents.document_of(record_of(hand.case), document_id)
        documenting.check_void(hand, document)
        making.void(document, reason=reason, actor=actor, now=now)
        return document


def attach_signed_copy(
    *, case_id: UUID, document_id: UUID, uploads: Collection[UUID], actor: Actor, now: datetime
) -> Document:
    """
    Add the scan of a paper that was signed by hand.

    :raises Invalid: without a file
    :raises Refusal: as `void_document`
    """
    hand = hands.part_of(case_id, actor, now)
    documenting.require_maker(hand, None)
    rows, files = _scans(uploads, hand, actor, now)
    if not files:
        raise Invalid("请选扫描件", fields={"uploads": "请选扫描件，PDF 或者图片"})
    with transaction.atomic(durable=True):
        document = documents.document_of(record_of(hand.case), document_id)
        _use(rows, now)
        making.attach_signed(document, files, actor=actor, now=now)
        return document


def enter_document(
    *, case_id: UUID, code: str, title: str, number: str, day: date, target: Target, uploads: Collection[UUID],
    actor: Actor, now: datetime,
) -> Document:  # fmt: skip
    """
    Enter a document that was made elsewhere (M159): what it is called, its number and day, and its scan.

    :raises Refusal: as `void_document`, `making.enter_outside`
    """
    hand = hands.part_of(case_id, actor, now)
    form = (form_of(code, on=day) or form_of(code, on=date_of(now))) if code else None
    documenting.require_maker(hand, form)
    rows, files = _scans(uploads, hand, actor, now)
    with transaction.atomic(durable=True):
        _use(rows, now)
        return making.enter_outside(
            owner_of(hand.case, target), form, title=title or (form.title if form is not None else ""),
            number=number, day=day, files=files, actor=actor, now=now,
        )  # fmt: skip


def _scans(
    uploads: Collection[UUID], hand: hands.Hand, actor: Actor, now: datetime
) -> tuple[list[Upload], list[tuple[Digests, str]]]:
    """Keep scans that were brought; before the action's transaction, for files take their time."""
    waiting = uploading.all_of(uploads, record_of(hand.case), actor.officer_id)
    rows = [kept.upload for kept in items.keep([settle_upload(row, now=now) for row in waiting])]
    for row in rows:
        if row.media_type not in SCANS:
            raise Invalid(
                f"“{row.name}”不是 PDF 或者图片，不能作文书的扫描件", code="documents.scan",
                fields={"uploads": "请选 PDF、JPG 或者 PNG"},
            )  # fmt: skip
    return rows, [(Digests(row.sha256, row.sm3, row.length), row.media_type) for row in rows]


def _use(rows: Collection[Upload], now: datetime) -> None:
    for row in rows:
        items.use(row, now)
