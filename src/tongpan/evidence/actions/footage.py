"""执法录像: brought from the dock by list or by call, kept for its term, disposed of by decision."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, transaction

from tongpan.agencies import queries as agencies
from tongpan.agencies.domain.actor import Actor
from tongpan.agencies.models import Recorder
from tongpan.evidence import policies
from tongpan.evidence.domain.manifest import BadEntry, Entry, check_entry, read_entry
from tongpan.evidence.domain.showing import size_text
from tongpan.evidence.models import Recording, RetentionTerm
from tongpan.evidence.queries.footage import disposable, retention_on
from tongpan.evidence.steps import footage
from tongpan.evidence.steps.footage import Content
from tongpan.evidence.steps.uploading import pieces_of
from tongpan.kernel import ledger, originals, spreadsheet
from tongpan.kernel.clock import date_of
from tongpan.kernel.errors import Conflict, Forbidden, Invalid, NotFound, Refusal, TooLarge

REASONS_KEPT: Final = 10_000
AT_ONCE: Final = 500
Row = tuple[int, Mapping[str, str]]


@dataclass(slots=True)
class Report:
    """What became of a list: rows that came, recordings that are new, got their content, were here, were refused."""

    received: int = 0
    created: int = 0
    completed: int = 0
    known: int = 0
    rejected: list[dict[str, Any]] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        """Return it as JSON takes it."""
        return asdict(self)


def import_footage(
    *, rows: Iterable[Row], folder: Path | None, district_id: UUID, actor: Actor, now: datetime,
    rehearsal: bool = False,
) -> Report:  # fmt: skip
    """
    Bring in the recordings of a list; files lie under `folder`, and are read, never moved or changed.

    Each row is a transaction of its own, so that a list that was cut short goes on when it is brought again: what is
    here is known by its device and its beginning. A row that cannot be is reported with its line and stops nothing.

    :raises Forbidden: if the actor keeps no footage
    """
    policies.require_footage_keeper(actor)
    report, known = Report(), {}  # type: tuple[Report, dict[str, Recorder | None]]
    for line, row in rows:
        report.received += 1
        try:
            entry = _entry(row)
            if entry.device not in known:
                known[entry.device] = agencies.recorders_by_number(district_id, [entry.device]).get(entry.device)
            outcome = _take(entry, known[entry.device], folder, actor, now, rehearsal)
        except (BadEntry, Refusal) as reason:
            if len(report.rejected) < REASONS_KEPT:
                report.rejected.append({"line": line, "reason": str(reason)})
        else:
            setattr(report, outcome, getattr(report, outcome) + 1)
    return report


def _entry(row: Mapping[str, str]) -> Entry:
    if isinstance(row, spreadsheet.BadRow):
        raise BadEntry(row.reason)
    return read_entry(row)


def _take(
    entry: Entry, recorder: Recorder | None, folder: Path | None, actor: Actor, now: datetime, rehearsal: bool
) -> str:
    if recorder is None:
        raise BadEntry(f"没有编号为“{entry.device}”的执法记录仪；请先在“执法记录仪”里登记")
    policies.require_footage_keeper(actor, recorder)
    path = _path(entry, folder) if entry.path else None
    there = Recording.objects.filter(recorder=recorder, started_at=entry.start).first()
    if there is not None and entry.digest == there.sha256 and (path is None or there.size is not None):
        return "known"
    if rehearsal or (there is not None and not _waits(there)):
        return _compared(entry, there, path)
    content = None
    if path is not None:
        size = path.stat().st_size
        content = footage.keep_content(originals.read_local(path), path.name, size, entry.digest)
    return _entered(entry, recorder, content, actor, now)[1]


def _waits(row: Recording) -> bool:
    """Tell whether a recording may still get its content: what else would be stored, nobody would ever remove."""
    return row.size is None and row.disposed_at is None


def _entered(
    entry: Entry, recorder: Recorder, content: Content | None, actor: Actor, now: datetime
) -> tuple[Recording, str]:
    """Enter a recording in a transaction of its own; a content that came in vain leaves the store again."""
    try:
        with transaction.atomic(durable=True):
            return footage.write_recording(entry, recorder, content, actor=actor, now=now)
    except Refusal:
        if content is not None:
            with transaction.atomic(durable=True):
                footage.let_go(content.digests.sha256)
        raise


def _compared(entry: Entry, there: Recording | None, path: Path | None) -> str:
    """Say what would become of a row, reading its file but keeping nothing."""
    digest = entry.digest
    if path is not None:
        digest = originals.digests_of(originals.read_local(path)).sha256
        if entry.digest and digest != entry.digest:
            raise BadEntry(f"“{path.name}”的内容与清单上的摘要不一致")
    if there is None:
        return "created"
    if there.sha256 != digest:
        raise BadEntry("这台设备在同一时刻开始的录像已经登记过，内容却不同；请核对清单，两份都不要删")
    if path is None or there.size is not None:
        return "known"
    footage.require_kept(there)
    return "completed"


def _path(entry: Entry, folder: Path | None) -> Path:
    """Return where a file of a list lies: under the folder of the list and nowhere else."""
    if folder is None:
        raise BadEntry("这样导入不能带文件；请用命令行导入文件夹，或者先登记再上传")
    root = folder.resolve()
    path = (root / entry.path.replace("\\", "/")).resolve()
    if not path.is_relative_to(root):
        raise BadEntry(f"“{entry.path}”不在清单所在的文件夹里")
    if not path.is_file():
        raise BadEntry(f"没有文件“{entry.path}”；请核对清单，或者把文件拷全再导入一次")
    return path


def register_recording(*, entry: Entry, actor: Actor, now: datetime) -> tuple[Recording, bool]:
    """
    Enter one recording whose content stays on the server of the dock; return it, and whether it is new.

    The same device and beginning with the same digest is the same recording, however often it is sent.

    :raises Invalid: if something is missing or cannot be
    :raises Conflict: if another content was recorded from the same moment on
    :raises Forbidden: if the actor keeps no footage of that recorder
    """
    policies.require_footage_keeper(actor)
    try:
        check_entry(entry)
    except BadEntry as reason:
        raise Invalid(str(reason)) from None
    assert actor.district_id is not None
    recorder = agencies.recorders_by_number(actor.district_id, [entry.device]).get(entry.device)
    if recorder is None:
        text = f"没有编号为“{entry.device}”的执法记录仪；请先登记"
        raise Invalid(text, code="footage.recorder", fields={"device": text})
    policies.require_footage_keeper(actor, recorder)
    row, outcome = _entered(entry, recorder, None, actor, now)
    return row, outcome == "created"


def bring_content(*, recording_id: UUID, file: Any, actor: Actor, now: datetime) -> Recording:
    """
    Add its content to a recording that lay at the dock; it must be the one whose digest was told.

    :raises TooLarge: if it is too large for a form; larger files come by the command
    :raises Invalid: if it is no recording, or another one
    :raises Forbidden, NotFound, Conflict: as ever
    """
    policies.require_footage_keeper(actor)
    rows = Recording.objects.select_related("recorder")
    row = policies.visible_footage(actor, rows).filter(pk=recording_id).first()
    if row is None:
        raise NotFound(footage.NO_RECORDING)
    footage.require_kept(row)
    limit, size = int(settings.TONGPAN_EVIDENCE_FORM_BYTES), int(file.size or 0)
    if size > limit:
        raise TooLarge(f"一次最多传 {size_text(limit)}；更大的录像请在服务器上用 tongpan footage import 导入")
    try:
        content = footage.keep_content(pieces_of(file), file.name or "", size, row.sha256)
    except BadEntry as reason:
        raise Invalid(str(reason), fields={"file": str(reason)}) from None
    entry = Entry(row.recorder.number, row.started_at, row.ended_at, row.sha256, uri=row.uri)
    return _entered(entry, row.recorder, content, actor, now)[0]


def set_retention(*, valid_from: date, days: int, instrument: str, actor: Actor, now: datetime) -> RetentionTerm:
    """
    Enter how long the county keeps footage that is linked to nothing, by its own paper, from today on or later.

    :raises Forbidden: if the actor does not set it for the county
    :raises Invalid: if there is no paper or no number of days, or it would hold for days that are over
    :raises Conflict: if a term from that day on is there
    """
    district_id = policies.require_sets_term(actor)
    wrong: dict[str, str] = {}
    if valid_from < date_of(now):
        wrong["valid_from"] = "施行日期不能早于今天，请填今天或者以后的日期；文件早已施行的，从今天起登记"
    if not 1 <= days <= 36_500:
        wrong["days"] = "请填写天数"
    if not instrument.strip():
        wrong["instrument"] = "请填写依据的文件：国家没有统一规定，按本地的文件执行"
    if wrong:
        raise Invalid("还差一点：" + "；".join(wrong.values()), fields=wrong)
    try:
        with transaction.atomic(durable=True):
            row = RetentionTerm.objects.create(
                district_id=district_id, valid_from=valid_from, days=days, instrument=instrument.strip()[:120],
                set_at=now, set_by=actor.label,
            )  # fmt: skip
            ledger.record(
                "footage.retention", subject=row, actor=actor.label, at=now, valid_from=valid_from, days=days,
                instrument=row.instrument,
            )  # fmt: skip
            return row
    except IntegrityError:
        text = "这一天起的期限已经登记过，请核对施行日期"
        raise Conflict(text, code="footage.retention", fields={"valid_from": text}) from None


def hold_footage(*, recording_id: UUID, why: str, actor: Actor, now: datetime) -> Recording:
    """
    Keep a recording whatever its term (a complaint, a dispute), or let that go again with an empty reason.

    :raises Forbidden, NotFound: as ever
    :raises Conflict: if it was disposed of
    """
    policies.require_footage_keeper(actor)
    with transaction.atomic(durable=True):
        row = _own(recording_id, actor)
        footage.hold(row, why=why, actor=actor, now=now)
        row.refresh_from_db()
        return row


def dispose_footage(*, recording_ids: Collection[UUID], why: str, actor: Actor, now: datetime) -> int:
    """
    Decide that recordings whose term is over are let go of; return how many. All of them, or none.

    What is linked to a case, gathered as evidence, held, or not over its term is never among them; nor is what the
    decider carried the recorder of.

    :raises Forbidden: if the actor is no head who keeps footage, or carried a recorder then
    :raises Invalid: if nothing is chosen, or no reason is given
    :raises Conflict: if one may not be disposed of
    :raises NotFound: if one is not the actor's
    """
    policies.require_disposer(actor)
    if not recording_ids or not why.strip():
        wrong = {"why": "请写明处置的依据"} if recording_ids else {"chosen": "请选择要处置的录像"}
        raise Invalid("；".join(wrong.values()), fields=wrong)
    with transaction.atomic(durable=True):
        rows = [_own(each, actor) for each in sorted(set(recording_ids))]
        term = retention_on(actor.district_id, date_of(now))
        free = set(disposable(Recording.objects.filter(pk__in=recording_ids), term, now).values_list("pk", flat=True))
        for row in rows:
            if row.pk not in free:
                text = (
                    f"{row.recorder.number}的一段录像已经关联案件、取为证据、留存或者没有到期，不能处置；请刷新后再选"
                )
                raise Conflict(text, code="footage.kept")
            _require_uninvolved(row, actor)
            footage.dispose(row, why=why, actor=actor, now=now)
    empty_disposed(now)
    return len(rows)


def empty_disposed(now: datetime) -> int:
    """
    Remove the contents of what was disposed of from the store; return how many. Cut short, the hourly job goes on.

    A content that another recording holds stays.
    """
    rows = Recording.objects.filter(disposed_at__isnull=False, emptied_at__isnull=True, size__isnull=False)
    gone = 0
    for row in rows.order_by("disposed_at")[:AT_ONCE]:
        with transaction.atomic(durable=True):
            footage.let_go(row.sha256)
            gone += Recording.objects.filter(pk=row.pk, emptied_at__isnull=True).update(emptied_at=now)
    return gone


def _own(recording_id: UUID, actor: Actor) -> Recording:
    row = footage.locked(recording_id)
    if not policies.visible_footage(actor, Recording.objects.filter(pk=row.pk)).exists():
        raise NotFound(footage.NO_RECORDING)
    if row.disposed_at is not None:
        raise Conflict("这段录像已经决定处置", code="footage.disposed")
    return row


def _require_uninvolved(row: Recording, actor: Actor) -> None:
    """Let pass who did not carry the recorder then: nobody lets go of what was recorded of the own work."""
    carried = agencies.carried(row.started_at, row.ended_at, recorders=[row.recorder_id])
    if any(one.officer_id == actor.officer_id for one in carried):
        raise Forbidden("佩戴人不能决定处置自己的录像，请由机关的另一名负责人决定", code="footage.own")
