"""Evidence as it is gathered: the item, its files, their copies, and the chain of custody that begins with it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from django.db import transaction

from tongpan.agencies.domain.actor import Actor
from tongpan.evidence.domain.choices import ENDED, Custody
from tongpan.evidence.models import CustodyEntry, EvidenceFile, EvidenceItem, Upload
from tongpan.evidence.steps.uploading import SHOWN_SIDE
from tongpan.kernel import ledger, originals
from tongpan.kernel.errors import Conflict
from tongpan.kernel.filestore import DiskStore
from tongpan.kernel.ids import uuid7
from tongpan.kernel.images import CameraNotes, look_at
from tongpan.kernel.ledger import SubjectRef
from tongpan.kernel.mediatypes import IMAGES
from tongpan.kernel.stores import file_store

THUMB_SIDE: Final = 480
SHOWN_HOW: Final = "缩小、去除拍摄信息的显示件"
NOTHING_NOTED: Final = CameraNotes(None, None)


@dataclass(frozen=True, slots=True)
class Kept:
    """An upload whose content lies in the store, and the copy to be shown, before anything is written about them."""

    upload: Upload
    notes: CameraNotes = NOTHING_NOTED
    shown: originals.Digests | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """What is entered of a piece of evidence beside its kind; `fields` are those of `EvidenceItem`."""

    title: str
    shows: str = ""
    fields: Mapping[str, Any] = field(default_factory=dict)


def keep(uploads: Sequence[Upload]) -> list[Kept]:
    """Take settled uploads into the store and make what is shown of pictures, outside any transaction."""
    return [_kept(row) for row in uploads]


def shown_of(row: Upload) -> bytes | None:
    """Return a small picture of an upload without camera data; None where it is no picture, or not at hand."""
    path = _path_of(row)
    return look_at(path, THUMB_SIDE)[1] if row.media_type in IMAGES and path.exists() else None


def _path_of(row: Upload) -> Path:
    """Return where the bytes of an upload lie on this machine, if they do."""
    path, store = originals.arrival(row.pk), file_store()
    if not path.exists() and isinstance(store, DiskStore):
        path = store.path(row.sha256)
    return path


def _kept(row: Upload) -> Kept:
    notes, small = NOTHING_NOTED, None
    path = _path_of(row)
    if row.media_type in IMAGES and path.exists():
        notes, small = look_at(path, SHOWN_SIDE)
    originals.keep(row.pk, originals.Digests(row.sha256, row.sm3, row.length))
    return Kept(row, notes, originals.keep_bytes(small, uuid7()) if small else None)


def open_untold(
    *, record: SubjectRef, ref: str, material: Material, taken_at: datetime, taken_by: str, files: Sequence[Kept],
    actor: Actor, now: datetime,
) -> tuple[EvidenceItem, list[dict[str, Any]]]:  # fmt: skip
    """
    Write one piece of evidence with its files; return it, and what the ledger is to hold of the files.

    In the caller's transaction, whose one entry tells of it.
    """
    assert transaction.get_connection().in_atomic_block
    item = EvidenceItem.objects.create(
        record_type=record.type, record_id=record.id, ref=ref, title=material.title[:200],
        shows=material.shows[:2000], taken_at=taken_at, received_at=now, taken_by=taken_by[:200],
        recorded_by=actor.label, **material.fields,
    )  # fmt: skip
    written = attach(item, files, actor=actor, now=now)
    _hold(item, Custody.TAKEN, done_at=taken_at, actor=actor, now=now, whom=taken_by)
    return item, written


def open_item(
    *, record: SubjectRef, ref: str, material: Material, taken_at: datetime, taken_by: str, files: Sequence[Kept],
    actor: Actor, now: datetime,
) -> EvidenceItem:  # fmt: skip
    """Write one piece of evidence with its files, and that it was taken; in the caller's transaction."""
    item, written = open_untold(
        record=record, ref=ref, material=material, taken_at=taken_at, taken_by=taken_by, files=files, actor=actor,
        now=now,
    )  # fmt: skip
    _tell(item, Custody.TAKEN, done_at=taken_at, actor=actor, now=now, whom=taken_by, facts={"files": written})
    return item


def add_files(item: EvidenceItem, files: Sequence[Kept], *, note: str, actor: Actor, now: datetime) -> None:
    """Add files to a piece of evidence, with an entry in the ledger; in the caller's transaction."""
    facts = {"files": attach(item, files, actor=actor, now=now)}
    enter(item, Custody.RECEIVED, done_at=now, actor=actor, now=now, note=note or "补充文件", facts=facts)


def attach(item: EvidenceItem, files: Sequence[Kept], *, actor: Actor, now: datetime) -> list[dict[str, Any]]:
    """Write the files of a piece of evidence and what was made from them; return what the ledger holds of them."""
    told = []
    for kept in files:
        row = kept.upload
        use(row, now)
        position = kept.notes.position or (None, None)
        original = EvidenceFile.objects.create(
            item=item, name=row.name, sha256=row.sha256, sm3=row.sm3, size=row.length, media_type=row.media_type,
            camera_at=kept.notes.taken_at, lon=position[0], lat=position[1], added_at=now, added_by=actor.label,
        )  # fmt: skip
        if kept.shown is not None:
            EvidenceFile.objects.create(
                item=item, name=row.name, sha256=kept.shown.sha256, sm3=kept.shown.sm3, size=kept.shown.size,
                media_type="image/jpeg", derived_from=original, derived_how=SHOWN_HOW, added_at=now,
                added_by=actor.label,
            )  # fmt: skip
        told.append({"name": row.name, "sha256": row.sha256, "sm3": row.sm3, "size": row.length})
    return told


def use(row: Upload, now: datetime) -> None:
    """
    Take a file that was brought for what it is needed for, once; in the caller's transaction.

    :raises Conflict: if it was used before
    """
    assert transaction.get_connection().in_atomic_block
    if not Upload.objects.filter(pk=row.pk, used_at__isnull=True).update(used_at=now):
        raise Conflict(f"“{row.name}”已经用在别处，请刷新后再选", code="upload.used")


def enter(
    item: EvidenceItem, act: Custody, *, done_at: datetime, actor: Actor, now: datetime, whom: str = "",
    place_text: str = "", note: str = "", facts: Mapping[str, Any] | None = None,
) -> CustodyEntry:  # fmt: skip
    """
    Add one row to the chain of custody and the same to the ledger; in the caller's transaction.

    :raises Conflict: if the thing was returned or destroyed before
    """
    if act is not Custody.COPIED and act is not Custody.VIEWED:
        _check_not_ended(item)
    entry = _hold(item, act, done_at=done_at, actor=actor, now=now, whom=whom, place_text=place_text, note=note)
    _tell(
        item, act, done_at=done_at, actor=actor, now=now, whom=whom, place_text=place_text, note=note, facts=facts or {}
    )
    return entry


def _tell(
    item: EvidenceItem, act: Custody, *, done_at: datetime, actor: Actor, now: datetime, whom: str = "",
    place_text: str = "", note: str = "", facts: Mapping[str, Any],
) -> None:  # fmt: skip
    told = {"whom": whom, "place": place_text, "note": note, "done_at": done_at.isoformat()} | dict(facts)
    said = f"{item.ref}《{item.title}》：{act.label}" + (f"，{whom}" if whom and act is not Custody.TAKEN else "")
    ledger.record(
        "evidence.custody", subject=item.record, actor=actor.label, at=now, item=item.pk, evidence=item.ref,
        act=act.value, detail={"said": said, **({"note": note} if note else {})}, **told,
    )  # fmt: skip


def _hold(
    item: EvidenceItem, act: Custody, *, done_at: datetime, actor: Actor, now: datetime, whom: str = "",
    place_text: str = "", note: str = "",
) -> CustodyEntry:  # fmt: skip
    return CustodyEntry.objects.create(
        item=item, act=act, done_at=done_at, whom=whom[:120], place_text=place_text[:120], note=note[:300],
        recorded_at=now, recorded_by=actor.label,
    )  # fmt: skip


def join(record: SubjectRef, into: SubjectRef, refs: Mapping[str, str]) -> None:
    """
    Let the evidence of a record belong to another, under the numbers that it bears there, in the caller's transaction.

    What happened to it before stands in the history of the record it came from.
    """
    assert transaction.get_connection().in_atomic_block
    for item in EvidenceItem.objects.filter(record_type=record.type, record_id=record.id, ref__in=list(refs)):
        rows = EvidenceItem.objects.filter(pk=item.pk)
        rows.update(record_type=into.type, record_id=into.id, ref=refs[item.ref])


def _check_not_ended(item: EvidenceItem) -> None:
    ended = item.custody.filter(act__in=sorted(ENDED)).order_by("-recorded_at").first()
    if ended is not None:
        raise Conflict(f"“{item.title}”已经{ended.get_act_display()}，不能再登记流转", code="evidence.ended")
