"""制作: what was typed becomes a document, under its number, unchanged from then on; voiding; papers from elsewhere."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from tongpan.agencies.domain.actor import Actor
from tongpan.documents.domain.body import Value, nodes
from tongpan.documents.domain.choices import FileKind, Origin, State
from tongpan.documents.domain.forms import Form
from tongpan.documents.domain.numbering import code_words, new_code, number_text
from tongpan.documents.models import Document, DocumentFile, DocumentSeries
from tongpan.documents.steps import rendering
from tongpan.documents.steps.drafting import Owner, draft_of, rows_of
from tongpan.kernel import ledger, originals
from tongpan.kernel.clock import date_of
from tongpan.kernel.crypto import seal
from tongpan.kernel.errors import Conflict, Invalid, Refusal
from tongpan.kernel.ids import uuid7
from tongpan.kernel.originals import Digests
from tongpan.law.period import chinese_day

WAITED_FOR = frozenset({"documents.letter", "documents.fonts"})
"""why a text cannot be set today"""
DRAFT_MARK = "草　稿"


def next_number(issuer_id: UUID, sign: str, year: int) -> int:
    """
    Return the next number of an organ's series, in the caller's transaction: what is rolled back leaves no gap.

    Two documents of one organ and kind wait for each other; others do not.
    """
    assert transaction.get_connection().in_atomic_block
    key: dict[str, Any] = {"issuer_id": issuer_id, "sign": sign, "year": year}
    DocumentSeries.objects.bulk_create([DocumentSeries(**key)], ignore_conflicts=True)
    series = DocumentSeries.objects.select_for_update().get(**key)
    series.last += 1
    series.save(update_fields=["last"])
    return series.last


def composed(
    form: Form,
    values: Mapping[str, Value],
    *,
    organ: str,
    number: str = "",
    day: date | None = None,
    code: str = "",
    address: str = "",
    watermark: str = "",
) -> dict[str, Any]:
    """Return what the typesetter is given; `address` is where the code is looked up, and leads there."""
    dated = chinese_day(day) if day is not None else "　　年　　月　　日"
    whole = {**values, "number": number, "organ": organ, "day": dated, "title": form.title}
    return {
        "title": form.title, "number": number, "organ": organ, "day": dated, "layout": form.layout.value,
        "nodes": nodes(form.body, whole), "watermark": watermark, "seal": None,
        "foot": f"核验码 {code_words(code)}" if code else "",
        "qr": rendering.qr(f"{address}{code}") if code and address else "",
    }  # fmt: skip


def preview(form: Form, values: Mapping[str, Value], *, organ: str, now: datetime) -> bytes:
    """Return a draft as PDF, with the word 草稿 across it."""
    return rendering.pdf(composed(form, values, organ=organ, watermark=DRAFT_MARK), now)


def check_whole(form: Form, values: Mapping[str, Value]) -> None:
    """
    Let pass what has every entry that must stand on it.

    :raises Invalid: naming each that is missing, with its provision
    """
    if missing := form.missing(values):
        raise Invalid("还不能制作：" + "；".join(missing.values()), code="documents.missing", fields=missing)


def make(
    owner: Owner, form: Form, values: dict[str, Value], *, actor: Actor, now: datetime, address: str,
    day: date | None = None, text_may_wait: bool = False, told: bool = True,
) -> Document:  # fmt: skip
    """
    Make a document of what stands on a form, in the caller's transaction.

    One that needs a seal then waits for it; any other is in force at once, and its text is kept. With `text_may_wait`
    a letter that no font has stops nothing: the text is set when it is asked for. `told` False: the caller's own entry
    tells of it.

    :raises Invalid: naming each entry that must stand on it and does not, with its provision; if a mark is missing
    """
    assert transaction.get_connection().in_atomic_block
    check_whole(form, values)
    if form.sign and not owner.mark:
        raise Invalid("本机关还没有登记机关代字，不能编文号；请负责人在“决定书载明事项”里登记", code="documents.mark")
    day = day or date_of(now)
    _check_not_twice(owner, form, values)
    row = draft_of(owner, form) or Document(
        record_type=owner.record.type, record_id=owner.record.id, form=form.code, drafted_at=now,
        drafted_by=actor.name, party=owner.party, cause=owner.cause,
    )  # fmt: skip
    row.label, row.title, row.edition = owner.label, form.title, form.edition
    row.outward, row.needs_seal = form.outward, form.sealed
    row.issuer_id, row.body_id = owner.issuer_id, owner.body_id
    row.district_id, row.town_id, row.synthetic = owner.district_id, owner.town_id, owner.synthetic
    if form.sign:
        row.sign, row.year, row.numbered_by_id = form.sign, day.year, owner.numbered_by_id or owner.issuer_id
        row.n = next_number(row.numbered_by_id, form.sign, day.year)
        row.number = number_text(owner.mark, form.sign, day.year, row.n)
    row.code, row.day = new_code(), day
    row.made_at, row.made_by, row.maker_id = now, actor.name, actor.officer_id
    content = composed(form, values, organ=owner.organ, number=row.number, day=day, code=row.code, address=address)
    row.content = {"values": values, "set": content}
    row.state = State.MADE if form.sealed else State.ISSUED
    row.issued_at = None if form.sealed else now
    row.version += 1
    row.save()
    digests = _text_of(row, content, now, actor, text_may_wait) if not form.sealed else None
    if told:
        note_in_history("document.made", row, actor, now, digests, None)
    return row


def _check_not_twice(owner: Owner, form: Form, values: Mapping[str, Value]) -> None:
    """Let pass what is not the very paper that was made last: a press too many makes no second number."""
    row = rows_of(owner, form).filter(state__in=[State.MADE, State.ISSUED]).order_by("-id").first()
    if row is not None and row.content["values"] == values:
        said = f"内容完全相同的《{row.title}》{row.number}已经制作；要重做的，先把那一份作废"
        raise Conflict(said, code="documents.twice")


def void(document: Document, *, reason: str, actor: Actor, now: datetime) -> None:
    """
    Declare a document void, in the caller's transaction; its number is never used again.

    :raises Invalid: without a reason
    :raises Conflict: if it is a draft, or void already
    """
    if not reason.strip():
        raise Invalid("请写明作废的原因", fields={"reason": "请写明作废的原因"})
    rows = Document.objects.filter(pk=document.pk, state__in=[State.MADE, State.ISSUED])
    if not rows.update(state=State.VOID, voided_at=now, void_reason_sealed=seal(reason.strip()[:300])):
        raise Conflict("这份文书已经作废，或者还是草稿", code="documents.void")
    note_in_history("document.voided", document, actor, now, None, {"note": reason.strip()[:300]})


def enter_outside(
    owner: Owner, form: Form | None, *, title: str, number: str, day: date, files: list[tuple[Digests, str]],
    actor: Actor, now: datetime,
) -> Document:  # fmt: skip
    """
    Enter a document that was made elsewhere (M159), with its scans, in the caller's transaction.

    :raises Invalid: without a title, or of a day to come
    """
    wrong = {}
    if not title.strip():
        wrong["title"] = "请填写文书名称"
    if day > date_of(now):
        wrong["day"] = "落款日期不能晚于今天"
    if wrong:
        raise Invalid("；".join(wrong.values()), fields=wrong)
    row = Document(
        record_type=owner.record.type, record_id=owner.record.id, label=owner.label, party=owner.party,
        cause=owner.cause, form=form.code if form else "", title=title.strip()[:120], number=number.strip()[:80],
        outward=form.outward if form else True, needs_seal=form.sealed if form else False, origin=Origin.ELSEWHERE,
        state=State.ISSUED, issuer_id=owner.issuer_id, district_id=owner.district_id, town_id=owner.town_id,
        body_id=owner.body_id, day=day, drafted_at=now, drafted_by=actor.name, made_at=now, made_by=actor.name,
        maker_id=actor.officer_id, issued_at=now, synthetic=owner.synthetic,
    )  # fmt: skip
    row.content = {"values": {}}
    row.save(force_insert=True)
    for digests, media_type in files:
        add_file(row, FileKind.SIGNED, digests, media_type, actor=actor, now=now)
    note_in_history("document.entered", row, actor, now, files[0][0] if files else None, None)
    return row


def add_file(
    document: Document, kind: FileKind, digests: Digests, media_type: str, *, actor: Actor, now: datetime
) -> DocumentFile:
    """Add a file whose content is kept already, in the caller's transaction."""
    assert transaction.get_connection().in_atomic_block
    return DocumentFile.objects.create(
        document=document, kind=kind, sha256=digests.sha256, sm3=digests.sm3, size=digests.size,
        media_type=media_type, added_at=now, added_by=actor.name,
    )  # fmt: skip


def attach_signed(document: Document, files: Sequence[tuple[Digests, str]], *, actor: Actor, now: datetime) -> None:
    """
    Add the scans of a document that was signed by hand, in the caller's transaction: one entry for all of them.

    :raises Conflict: if it is a draft, or void
    """
    if document.state not in (State.MADE, State.ISSUED):
        raise Conflict("草稿和作废的文书不能附扫描件", code="documents.state")
    for digests, media_type in files:
        add_file(document, FileKind.SIGNED, digests, media_type, actor=actor, now=now)
    told = {"files": "；".join(digests.sha256 for digests, _ in files)}
    note_in_history("document.signed", document, actor, now, files[0][0] if files else None, told)


def _text_of(row: Document, content: dict[str, Any], now: datetime, actor: Actor, may_wait: bool) -> Digests | None:
    try:
        return _kept(row, rendering.pdf(content, now), now, actor)
    except Refusal as refusal:
        if may_wait and refusal.code in WAITED_FOR:
            return None
        raise


def _kept(document: Document, content: bytes, now: datetime, actor: Actor) -> Digests:
    digests = originals.keep_bytes(content, uuid7())
    add_file(document, FileKind.FINAL, digests, "application/pdf", actor=actor, now=now)
    return digests


_SAID = {
    "document.made": "制作",
    "document.sealed": "用印",
    "document.voided": "作废",
    "document.entered": "登记平台外制作的文书",
    "document.signed": "附签名盖章的扫描件",
}


def note_in_history(
    action: str, row: Document, actor: Actor, now: datetime, digests: Digests | None, detail: Mapping[str, str] | None
) -> None:
    """Write what happened to a document into the history of the record it belongs to."""
    named = f"《{row.title}》{row.number}"
    ledger.record(
        action, subject=row.record, actor=actor.label, at=now, document=row.pk, form=row.form, edition=row.edition,
        number=row.number, sha256=digests.sha256 if digests else "", sm3=digests.sm3 if digests else "",
        detail={"said": f"{_SAID[action]}{named}", **dict(detail or {})},
    )  # fmt: skip
