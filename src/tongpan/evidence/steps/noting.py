"""What is done with evidence later: read again and compared, noted in, fixed in time, help asked for."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from tongpan.agencies.domain.actor import Actor
from tongpan.evidence.models import DigestCheck, EvidenceFile, EvidenceItem, SupportRequest, TimeMark
from tongpan.kernel import ledger, originals
from tongpan.kernel.errors import Conflict, Invalid, NotFound
from tongpan.kernel.stores import file_store

LONGEST_SECONDS: Final = 48 * 3600


def compare(file: EvidenceFile) -> tuple[bool, str]:
    """Read a file again, outside any transaction; return whether it is what it was, and what was found."""
    try:
        found = originals.digests_of(file_store().read(file.sha256))
    except NotFound:
        return False, "文件不在存储里"
    wrong = [
        name
        for name, was, now in (
            ("SHA-256", file.sha256, found.sha256), ("SM3", file.sm3, found.sm3), ("字节数", file.size, found.size),
        )
        if was != now
    ]  # fmt: skip
    return (not wrong, "SHA-256、SM3 都与登记时一致" if not wrong else "、".join(wrong) + "与登记时不一致")


def write_checks(
    item: EvidenceItem, results: Mapping[UUID, tuple[bool, str]], *, actor: Actor, now: datetime
) -> list[DigestCheck]:
    """Write how files compared, with an entry in the ledger; in the caller's transaction."""
    rows = [
        DigestCheck(file_id=key, intact=intact, found=found, checked_at=now, checked_by=actor.label)
        for key, (intact, found) in results.items()
    ]
    DigestCheck.objects.bulk_create(rows)
    broken = sum(1 for row in rows if not row.intact)
    said = f"{item.ref}《{item.title}》：校验 {len(rows)} 个文件，" + (f"{broken} 个不一致" if broken else "全部一致")
    ledger.record(
        "evidence.checked", subject=item.record, actor=actor.label, at=now, item=item.pk, evidence=item.ref,
        results=[[str(row.file_id), row.intact, row.found] for row in rows], detail={"said": said},
    )  # fmt: skip
    return rows


def mark(file: EvidenceFile, *, seconds: int, note: str, actor: Actor, now: datetime) -> TimeMark:
    """
    Note a moment of a recording, in the caller's transaction.

    :raises Invalid: if it is no moment of a recording, or nothing is said of it
    """
    if not 0 <= seconds <= LONGEST_SECONDS:
        raise Invalid("时间点应当在录像之内，写成 1:02 或者秒数", fields={"at": "写成 1:02 或者秒数"})
    if not note.strip():
        raise Invalid("请写明这一刻发生了什么", fields={"note": "请填写"})
    row = TimeMark.objects.create(
        file=file, seconds=seconds, note=note.strip()[:200], noted_at=now, noted_by=actor.label
    )
    _tell(file.item, "evidence.marked", f"{file.item.ref}：{row.clock} {row.note}", actor, now, file=file.pk)
    return row


def ask_support(
    item: EvidenceItem, *, department_id: UUID, department: str, what: str, come_by: datetime, actor: Actor,
    now: datetime,
) -> SupportRequest:  # fmt: skip
    """
    Ask a department for its professionals, in the caller's transaction (M155; APL 56).

    :raises Invalid: if the moment is past, or nothing is asked for
    """
    if come_by <= now:
        raise Invalid("请对方到场的时间应当晚于现在", fields={"come_by": "应当晚于现在"})
    if not what.strip():
        raise Invalid("请写明请求什么", fields={"what": "请填写"})
    row = SupportRequest.objects.create(
        item=item, department_id=department_id, what=what.strip()[:500], come_by=come_by, asked_at=now,
        asked_by=actor.label,
    )  # fmt: skip
    said = f"{item.ref}：请求{department}专业支援：{row.what}"
    _tell(item, "evidence.support_asked", said, actor, now, department=department, come_by=come_by)
    return row


def answer_support(row: SupportRequest, *, answer: str, by: str, now: datetime) -> None:
    """
    Write what the department answered, in the caller's transaction.

    :raises Invalid: if nothing is said
    :raises Conflict: if it was answered before
    """
    if not answer.strip():
        raise Invalid("请写明对方怎么答复的", fields={"answer": "请填写"})
    rows = SupportRequest.objects.filter(pk=row.pk, answered_at__isnull=True)
    if not rows.update(answered_at=now, answer=answer.strip()[:500]):
        raise Conflict("这个请求已经登记过答复")
    _tell_by(row.item, "evidence.support_answered", f"{row.item.ref}：支援答复：{answer.strip()}", by, now)


def note_fixed(item: EvidenceItem, *, fixed_at: datetime, actor: Actor, now: datetime) -> None:
    """
    Write when what does not keep was fixed, in the caller's transaction.

    :raises Invalid: if that is later than now, or before it was found
    """
    if fixed_at > now or fixed_at < item.taken_at:
        text = "固定时间应当在发现之后、现在之前"
        raise Invalid(text, fields={"fixed_at": text})
    EvidenceItem.objects.filter(pk=item.pk).update(fixed_at=fixed_at)
    _tell(item, "evidence.fixed", f"{item.ref}《{item.title}》：已经固定", actor, now, fixed_at=fixed_at)


def change(item: EvidenceItem, values: Mapping[str, Any], *, actor: Actor, now: datetime) -> list[str]:
    """Write what became known of a piece of evidence, in the caller's transaction; return what changed."""
    changed = [name for name, value in values.items() if getattr(item, name) != value]
    if changed:
        EvidenceItem.objects.filter(pk=item.pk).update(**{name: values[name] for name in changed})
        told = {name: values[name] for name in changed}
        _tell(item, "evidence.described", f"{item.ref}《{item.title}》：补充登记", actor, now, values=told)
    return changed


def _tell(item: EvidenceItem, entry: str, said: str, actor: Actor, now: datetime, **facts: Any) -> None:
    _tell_by(item, entry, said, actor.label, now, **facts)


def _tell_by(item: EvidenceItem, entry: str, said: str, by: str, now: datetime, **facts: Any) -> None:
    ledger.record(
        entry, subject=item.record, actor=by, at=now, item=item.pk, evidence=item.ref, detail={"said": said},
        **facts,
    )  # fmt: skip
