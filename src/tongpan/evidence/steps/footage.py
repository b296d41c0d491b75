"""Footage: a recording is entered, kept, linked to a scene of a record, noted in, explained, disposed of."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final
from uuid import UUID

from django.db import transaction

from tongpan.agencies.domain.actor import Actor
from tongpan.agencies.models import Recorder
from tongpan.evidence.domain.choices import Unfilmed
from tongpan.evidence.domain.manifest import BadEntry, Entry
from tongpan.evidence.domain.media import HEAD_BYTES, check_name, media_type_of, shown_as
from tongpan.evidence.models import FootageLink, FootageMark, Recording, UnfilmedNote
from tongpan.evidence.steps.noting import LONGEST_SECONDS
from tongpan.kernel import ledger, locks, originals
from tongpan.kernel.errors import Conflict, Invalid, NotFound
from tongpan.kernel.ids import uuid7
from tongpan.kernel.ledger import SubjectRef
from tongpan.kernel.originals import Digests
from tongpan.kernel.stores import footage_store

NO_RECORDING: Final = "没有找到这段录像，或者不归您管理"
NO_MORE_CONTENT: Final = "这段录像已经决定处置，不能再补内容"


@dataclass(frozen=True, slots=True)
class Content:
    """A content that lies in the store of footage: what it is, and under which name it came."""

    digests: Digests
    media_type: str
    name: str


def keep_content(pieces: Iterable[bytes], name: str, size: int, wanted: str = "") -> Content:
    """
    Take a content into the store of footage, byte by byte as it came, outside any transaction.

    :raises BadEntry: if it is no recording, or not the one whose digest was told
    :raises Full: if there is no room for it
    """
    originals.require_room(size)
    key = uuid7()
    originals.begin(key)
    try:
        with originals.writing(key) as file:
            originals.pour(pieces, file, size)
        content = _looked_at(originals.arrival(key), name, wanted)
        if content.digests.size != size:
            raise BadEntry("文件没有读全，请重新导入")
        originals.keep(key, content.digests, footage_store())
        return content
    finally:
        originals.drop(key)


def _looked_at(path: Path, name: str, wanted: str) -> Content:
    with path.open("rb") as file:
        media_type = media_type_of(file.read(HEAD_BYTES))
    try:
        check_name(name, media_type)
    except Invalid as refusal:
        raise BadEntry(refusal.message) from None
    if shown_as(media_type) not in ("video", "audio") and media_type != "video/x-msvideo":
        raise BadEntry(f"“{name}”不是录像、录音，没有导入")
    digests = originals.digests_of(originals.read_local(path))
    if wanted and digests.sha256 != wanted:
        raise BadEntry(f"“{name}”的内容与清单上的摘要不一致，没有导入；请核对是不是拷错了文件或者被改动过")
    return Content(digests, media_type, name)


def write_recording(
    entry: Entry, recorder: Recorder, content: Content | None, *, actor: Actor, now: datetime
) -> tuple[Recording, str]:
    """
    Enter a recording, or add its content to one that is there; return it and ``created``, ``completed`` or ``known``.

    In the caller's transaction.

    :raises Conflict: if the same device recorded something else from the same moment on, it was disposed of, or its
        content was let go of with another recording meanwhile
    """
    assert transaction.get_connection().in_atomic_block
    digest = content.digests.sha256 if content is not None else entry.digest
    if content is not None:
        _require_there(digest)
    blank = Recording(
        recorder=recorder, district_id=recorder.district_id, town_id=recorder.town_id, body_id=recorder.body_id,
        team_id=recorder.team_id, started_at=entry.start, ended_at=entry.end, uri=entry.uri, sha256=digest,
        brought_at=now, brought_by=actor.label, **_content_fields(content),
    )  # fmt: skip
    Recording.objects.bulk_create([blank], ignore_conflicts=True)
    row = Recording.objects.select_for_update().get(recorder=recorder, started_at=entry.start)
    if row.sha256 != digest:
        text = "这台设备在同一时刻开始的录像已经登记过，内容却不同；请核对清单，两份都不要删"
        raise Conflict(text, code="footage.other_content")
    if row.pk == blank.pk:
        _tell(row, "footage.brought", actor, now, started_at=entry.start, ended_at=entry.end, sha256=digest,
              uri=entry.uri, here=content is not None)  # fmt: skip
        return row, "created"
    if content is not None:
        require_kept(row)
    if content is None or row.size is not None:
        return row, "known"
    Recording.objects.filter(pk=row.pk).update(**_content_fields(content))
    row.refresh_from_db()
    _tell(row, "footage.content", actor, now, sha256=digest, size=row.size)
    return row, "completed"


def require_kept(row: Recording) -> None:
    """
    Let pass a recording that may get its content.

    :raises Conflict: if it was disposed of
    """
    if row.disposed_at is not None:
        raise Conflict(NO_MORE_CONTENT, code="footage.disposed")


def _require_there(sha256: str) -> None:
    """Hold a content until the caller's transaction ends, so that nobody lets go of it before it is written down."""
    _hold(sha256)
    try:
        footage_store().size(sha256)
    except NotFound:
        text = "同样的内容刚刚随另一段录像的处置删除了，请再导入一次"
        raise Conflict(text, code="footage.content_gone") from None


def let_go(sha256: str) -> None:
    """Remove a content unless a recording that is kept has it, nobody writing it down; in the caller's transaction."""
    _hold(sha256)
    if not Recording.objects.filter(sha256=sha256, disposed_at__isnull=True).exists():
        footage_store().remove(sha256)


def _hold(sha256: str) -> None:
    locks.hold(f"footage:{sha256}")


def _content_fields(content: Content | None) -> dict[str, Any]:
    if content is None:
        return {}
    return {
        "name": content.name[-200:], "sm3": content.digests.sm3, "size": content.digests.size,
        "media_type": content.media_type,
    }  # fmt: skip


def locked(recording_id: UUID) -> Recording:
    """
    Return a recording, locked where the database can lock rows; in the caller's transaction.

    :raises NotFound: if there is none
    """
    found = Recording.objects.select_for_update(of=("self",)).select_related("recorder").filter(pk=recording_id).first()
    if found is None:
        raise NotFound(NO_RECORDING)
    return found


def link(
    record: SubjectRef, recording: Recording, *, scene: str, said: str, start: datetime, end: datetime, actor: Actor,
    now: datetime,
) -> FootageLink:  # fmt: skip
    """
    Link a stretch of a locked recording to a scene, in the caller's transaction.

    :raises Conflict: if it is linked already, or was disposed of
    """
    assert transaction.get_connection().in_atomic_block
    if recording.disposed_at is not None:
        raise Conflict("这段录像已经决定处置，不能再关联", code="footage.disposed")
    if _links(record).filter(recording=recording, scene=scene, ended_at__isnull=True).exists():
        raise Conflict("这段录像已经关联到这个场景", code="footage.linked")
    row = FootageLink.objects.create(
        record_type=record.type, record_id=record.id, recording=recording, scene=scene, from_at=start, until_at=end,
        linked_at=now, linked_by=actor.label,
    )  # fmt: skip
    text = f"录像关联：{said}，记录仪 {recording.recorder.number}"
    _of_record(row, "footage.linked", text, actor, now, recording=recording.pk, sha256=recording.sha256, scene=scene,
               from_at=start, until_at=end)  # fmt: skip
    return row


def unlink(row: FootageLink, *, why: str, said: str, actor: Actor, now: datetime) -> None:
    """
    End a link, in the caller's transaction; that it was there stays on record.

    :raises Invalid: if it is not said why
    :raises Conflict: if it was ended before
    """
    if not why.strip():
        raise Invalid("请写明为什么解除关联", fields={"why": "请写明原因"})
    moved = FootageLink.objects.filter(pk=row.pk, ended_at__isnull=True).update(
        ended_at=now, ended_by=actor.label, ended_why=why.strip()[:200]
    )
    if not moved:
        raise Conflict("这个关联已经解除", code="footage.unlinked")
    _of_record(
        row, "footage.unlinked", f"解除录像关联：{said}", actor, now, recording=row.recording_id, why=why.strip()
    )


def mark(row: FootageLink, *, seconds: int, note: str, actor: Actor, now: datetime) -> FootageMark:
    """
    Note a moment of a linked recording, in the caller's transaction.

    :raises Invalid: if it lies outside the recording, or nothing is said of it
    """
    length = (row.recording.ended_at - row.recording.started_at).total_seconds()
    if not 0 <= seconds <= min(length, LONGEST_SECONDS):
        raise Invalid("时间点应当在这段录像之内，写成 1:02 或者 1:02:03", fields={"at": "不在这段录像之内"})
    if not note.strip():
        raise Invalid("请写明这一刻发生了什么", fields={"note": "请填写"})
    made = FootageMark.objects.create(
        link=row, seconds=seconds, note=note.strip()[:200], noted_at=now, noted_by=actor.label
    )
    _of_record(row, "footage.marked", f"录像标记：{made.note}", actor, now, link=row.pk, seconds=seconds)
    return made


def explain(
    record: SubjectRef, *, scene: str, kind: Unfilmed, why: str, said: str, actor: Actor, now: datetime
) -> UnfilmedNote:
    """
    Write why a scene was not recorded, or why its recording breaks off, in the caller's transaction.

    :raises Invalid: if no reason is given
    """
    if not why.strip():
        raise Invalid("请写明原因", fields={"why": "请写明原因"})
    row = UnfilmedNote.objects.create(
        record_type=record.type, record_id=record.id, scene=scene, kind=kind, why=why.strip()[:300], noted_at=now,
        noted_by=actor.label,
    )  # fmt: skip
    _of_record(row, "footage.explained", f"{said}{kind.label}：{row.why}", actor, now, scene=scene, kind=kind.value)
    return row


def join(record: SubjectRef, into: SubjectRef, scenes: Mapping[str, str]) -> None:
    """Let what was linked and explained of a record belong to another, under the scenes there, in its transaction."""
    assert transaction.get_connection().in_atomic_block
    for model in (FootageLink, UnfilmedNote):
        rows = model.objects.filter(record_type=record.type, record_id=record.id)
        for row in rows:
            if row.scene in scenes:
                there = {"record_type": into.type, "record_id": into.id, "scene": scenes[row.scene]}
                model.objects.filter(pk=row.pk).update(**there)


def share(
    record: SubjectRef, into: SubjectRef, scenes: Mapping[str, str], *, of: str, actor: Actor, now: datetime
) -> None:
    """
    Let another record use the footage that is linked to scenes of one, in the caller's transaction.

    `of` is what this record is called. Marks and explanations go along; the links here stay.
    """
    assert transaction.get_connection().in_atomic_block
    for row in _links(record).filter(ended_at__isnull=True).select_related("recording__recorder"):
        if row.scene not in scenes or row.recording.disposed_at is not None:
            continue
        there = scenes[row.scene]
        twin = link(
            into,
            row.recording,
            scene=there,
            said=f"与{of}共用",
            start=row.from_at,
            end=row.until_at,
            actor=actor,
            now=now,
        )
        for each in row.marks.order_by("id"):
            mark(twin, seconds=each.seconds, note=each.note, actor=actor, now=now)
    for note in UnfilmedNote.objects.filter(record_type=record.type, record_id=record.id, scene__in=scenes):
        kind = Unfilmed(note.kind)
        explain(into, scene=scenes[note.scene], kind=kind, why=note.why, said=f"与{of}同：", actor=actor, now=now)


def dispose(row: Recording, *, why: str, actor: Actor, now: datetime) -> None:
    """Write that a locked recording is let go of, in the caller's transaction; its digests stay."""
    Recording.objects.filter(pk=row.pk, disposed_at__isnull=True).update(
        disposed_at=now, disposed_by=actor.label, disposed_why=why.strip()[:300]
    )
    _tell(row, "footage.disposed", actor, now, why=why.strip(), sha256=row.sha256, here=row.size is not None)


def hold(row: Recording, *, why: str, actor: Actor, now: datetime) -> None:
    """Keep a recording whatever its term, or let that go (`why` empty), in the caller's transaction."""
    Recording.objects.filter(pk=row.pk).update(held_why=why.strip()[:200])
    _tell(row, "footage.held" if why.strip() else "footage.let_go", actor, now, why=why.strip())


def _links(record: SubjectRef) -> Any:
    return FootageLink.objects.filter(record_type=record.type, record_id=record.id)


def _tell(row: Recording, entry: str, actor: Actor, now: datetime, **facts: Any) -> None:
    ledger.record(entry, subject=row, actor=actor.label, at=now, **facts)


def _of_record(row: Any, entry: str, said: str, actor: Actor, now: datetime, **facts: Any) -> None:
    ledger.record(entry, subject=row.record, actor=actor.label, at=now, detail={"said": said}, **facts)
