"""执法记录仪: registered, given out and brought back, its clock checked, retired."""

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from tongpan.agencies import policies
from tongpan.agencies.domain.actor import Actor
from tongpan.agencies.domain.recorders import MOST_AHEAD_SECONDS, Span
from tongpan.agencies.models import Agency, Officer, Recorder, RecorderCarry, RecorderClock, Team
from tongpan.agencies.queries.recorders import NO_RECORDER
from tongpan.kernel import ledger
from tongpan.kernel.errors import Conflict, Invalid, NotFound


def register_recorder(
    *, number: str, actor: Actor, now: datetime, team_id: UUID | None = None, body_id: UUID | None = None,
    kind: str = "", synthetic: bool = False,
) -> Recorder:  # fmt: skip
    """
    Enter a recorder of a team, or of a body where it is no team's.

    :raises Forbidden: if the actor keeps none there
    :raises Invalid: if it has no number, or belongs to nobody
    :raises Conflict: if the county has one of that number
    """
    team = Team.objects.select_related("agency").filter(pk=team_id).first() if team_id else None
    body = team.agency if team is not None else Agency.objects.filter(pk=body_id).first() if body_id else None
    wrong: dict[str, str] = {}
    if not number.strip():
        wrong["number"] = "请填写设备编号：与采集站、录像文件上的一致"
    if body is None:
        wrong["team"] = "请选择所属的队伍或者机关"
    if wrong or body is None:
        raise Invalid("还差一点：" + "；".join(wrong.values()), fields=wrong)
    district_id = team.district_id if team is not None else (actor.district_id or body.district_id)
    row = Recorder(
        number=number.strip()[:60], kind=kind.strip()[:60], district_id=district_id,
        town_id=team.host_town_id if team is not None else body.town_id, body=body, team=team,
        registered_at=now, registered_by=actor.label, synthetic=synthetic,
    )  # fmt: skip
    policies.require_recorder_keeper(actor, row)
    try:
        with transaction.atomic(durable=True):
            row.save(force_insert=True)
            ledger.record(
                "recorder.registered", subject=row, actor=actor.label, at=now, number=row.number, body=body.name,
                team=team.name if team is not None else "",
            )  # fmt: skip
            return row
    except IntegrityError:
        text = f"本区已经登记过编号“{number.strip()}”的记录仪，请核对编号"
        raise Conflict(text, code="recorder.number", fields={"number": text}) from None


def issue_recorder(
    *, recorder_id: UUID, officer_id: UUID, from_at: datetime, actor: Actor, now: datetime,
    until_at: datetime | None = None,
) -> RecorderCarry:  # fmt: skip
    """
    Write who carries a recorder from a moment on, or who carried it during a span that is over.

    :raises Forbidden: if the actor neither keeps the recorder nor takes one of the own team for oneself
    :raises Conflict: if somebody else carried it then, or it is retired
    :raises Invalid: if the span is none, or lies in the future
    :raises NotFound: if there is no such recorder or person
    """
    with transaction.atomic(durable=True):
        row = _locked(recorder_id)
        policies.require_recorder_issue(actor, row, officer_id)
        officer = Officer.objects.filter(pk=officer_id, district_id=row.district_id).first()
        if officer is None:
            raise NotFound("没有这个人员，请重新选择")
        _check_span(from_at, until_at, now)
        if row.retired_at is not None:
            raise Conflict(f"{row.number}已经停用，不能再领用", code="recorder.retired")
        wanted = Span(from_at, until_at)
        for one in row.carries.select_related("officer"):
            if Span(one.from_at, one.until_at).overlaps(wanted):
                text = f"{row.number}这段时间由{one.officer.name}佩戴，请先登记归还"
                raise Conflict(text, code="recorder.carried", fields={"officer": text})
        made = RecorderCarry.objects.create(
            recorder=row, officer=officer, from_at=from_at, until_at=until_at, recorded_at=now, recorded_by=actor.label
        )
        ledger.record(
            "recorder.issued", subject=row, actor=actor.label, at=now, officer=str(officer.pk), from_at=from_at,
            until_at=until_at, detail={"said": f"{officer.name}领用"},
        )  # fmt: skip
        return made


def return_recorder(*, recorder_id: UUID, until_at: datetime, actor: Actor, now: datetime) -> RecorderCarry:
    """
    Write when a recorder was brought back.

    :raises Conflict: if nobody carries it
    :raises Invalid: if that was before it was taken, or lies in the future
    :raises Forbidden, NotFound: as `issue_recorder`
    """
    with transaction.atomic(durable=True):
        row = _locked(recorder_id)
        carry = row.carries.select_related("officer").filter(until_at=None).first()
        if carry is None:
            raise Conflict(f"{row.number}没有人领用，不用归还", code="recorder.not_carried")
        policies.require_recorder_issue(actor, row, carry.officer_id)
        _check_span(carry.from_at, until_at, now)
        RecorderCarry.objects.filter(pk=carry.pk).update(until_at=until_at)
        carry.until_at = until_at
        ledger.record(
            "recorder.returned", subject=row, actor=actor.label, at=now, officer=str(carry.officer_id),
            until_at=until_at, detail={"said": f"{carry.officer.name}归还"},
        )  # fmt: skip
        return carry


def check_recorder_clock(
    *, recorder_id: UUID, checked_at: datetime, ahead_seconds: int, actor: Actor, now: datetime
) -> RecorderClock:
    """
    Write by how much the clock of a recorder was off; what was recorded near that moment is read by it.

    :raises Invalid: if that lies in the future, or the clock is off by more than a day
    :raises Forbidden, NotFound: as `issue_recorder`
    """
    wrong: dict[str, str] = {}
    if checked_at > now:
        wrong["checked_at"] = "核对时间不能晚于现在"
    if abs(ahead_seconds) > MOST_AHEAD_SECONDS:
        wrong["ahead_seconds"] = "差了一天以上，请先在设备上校准时间，再核对一次"
    if wrong:
        raise Invalid("；".join(wrong.values()), fields=wrong)
    with transaction.atomic(durable=True):
        row = _locked(recorder_id)
        policies.require_recorder_issue(actor, row, actor.officer_id)
        made = RecorderClock.objects.create(
            recorder=row, checked_at=checked_at, ahead_seconds=ahead_seconds, recorded_at=now, recorded_by=actor.label
        )
        ledger.record(
            "recorder.clock", subject=row, actor=actor.label, at=now, checked_at=checked_at,
            ahead_seconds=ahead_seconds,
        )  # fmt: skip
        return made


def retire_recorder(*, recorder_id: UUID, why: str, actor: Actor, now: datetime) -> Recorder:
    """
    Take a recorder out of use; what it recorded stays.

    :raises Invalid: if it is not said why
    :raises Conflict: if somebody carries it, or it is out of use
    :raises Forbidden, NotFound: as ever
    """
    if not why.strip():
        raise Invalid("请写明停用的原因", fields={"why": "请写明原因"})
    with transaction.atomic(durable=True):
        row = _locked(recorder_id)
        policies.require_recorder_keeper(actor, row)
        if row.carries.filter(until_at=None).exists():
            raise Conflict(f"{row.number}还有人领用，请先登记归还", code="recorder.carried")
        moved = Recorder.objects.filter(pk=row.pk, retired_at=None).update(
            retired_at=now, retired_why=why.strip()[:200]
        )
        if not moved:
            raise Conflict(f"{row.number}已经停用", code="recorder.retired")
        ledger.record("recorder.retired", subject=row, actor=actor.label, at=now, why=why.strip())
        row.refresh_from_db()
        return row


def _locked(recorder_id: UUID) -> Recorder:
    found = Recorder.objects.select_for_update().filter(pk=recorder_id).first()
    if found is None:
        raise NotFound(NO_RECORDER)
    return found


def _check_span(start: datetime, end: datetime | None, now: datetime) -> None:
    wrong: dict[str, str] = {}
    if start > now:
        wrong["from_at"] = "领用时间不能晚于现在"
    if end is not None and end > now:
        wrong["until_at"] = "归还时间不能晚于现在"
    elif end is not None and end <= start:
        wrong["until_at"] = "归还时间应当晚于领用时间"
    if wrong:
        raise Invalid("；".join(wrong.values()), fields=wrong)
