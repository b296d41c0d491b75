"""录像关联: footage is linked to a scene by who handles the case, noted in, explained where there is none."""

from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import transaction

from tongpan.agencies import queries as agencies
from tongpan.agencies.domain.actor import Actor
from tongpan.cases.domain.scenes import Scene, scenes_of
from tongpan.cases.queries.footage import record_of
from tongpan.cases.steps import hands
from tongpan.cases.steps.hands import Hand
from tongpan.evidence import queries as evidence
from tongpan.evidence.domain.choices import Unfilmed
from tongpan.evidence.models import FootageLink, FootageMark, UnfilmedNote
from tongpan.evidence.queries import Shot
from tongpan.evidence.steps import footage
from tongpan.kernel.errors import Invalid, NotFound

NO_SCENE: Final = "本案没有这个场景，请刷新后再试"


def link_footage(
    *, case_id: UUID, scene: str, recording_id: UUID, actor: Actor, now: datetime, from_at: datetime | None = None,
    until_at: datetime | None = None,
) -> FootageLink:  # fmt: skip
    """
    Link a recording, or a stretch of it, to a scene of a case: nothing is linked by itself.

    A recording of the case's own organ, or of a device that somebody of the case carried then.

    :raises NotFound: if there is no such scene, or the recording is neither
    :raises Invalid: if the stretch lies outside the recording
    :raises Conflict: if it is linked already, or was disposed of
    :raises Forbidden: to who does not handle the case
    """
    hand = hands.handler_of(case_id, actor, now, closed=True)
    found = scene_of(hand, scene)
    with transaction.atomic(durable=True):
        row = footage.locked(recording_id)
        shot = evidence.shot(row)
        _require_linkable(hand, shot)
        start, end = from_at or shot.start, until_at or shot.end
        if not shot.start <= start < end <= shot.end:
            text = "起止时间应当在这段录像之内"
            raise Invalid(text, fields={"from_at": text})
        return footage.link(
            record_of(hand.case), row, scene=found.key, said=found.label, start=start, end=end, actor=actor, now=now
        )


def _require_linkable(hand: Hand, shot: Shot) -> None:
    if shot.recording.body_id == hand.case.body_id:
        return
    carried = agencies.carried(
        shot.start, shot.end, officers=list(hand.known.people), recorders=[shot.recording.recorder_id]
    )
    if not carried:
        raise NotFound(footage.NO_RECORDING)


def unlink_footage(*, case_id: UUID, link_id: UUID, why: str, actor: Actor, now: datetime) -> None:
    """End a link; that it was there stays on record. Refusals as in `footage.unlink`."""
    hand = hands.handler_of(case_id, actor, now, closed=True)
    with transaction.atomic(durable=True):
        row = evidence.link_of(record_of(hand.case), link_id)
        footage.unlink(row, why=why, said=_label(hand, row.scene), actor=actor, now=now)


def mark_footage(*, case_id: UUID, link_id: UUID, seconds: int, note: str, actor: Actor, now: datetime) -> FootageMark:
    """Note a moment of linked footage; refusals as in `footage.mark`, and to who has no part in the case."""
    hand = hands.member_of(case_id, actor, now)
    with transaction.atomic(durable=True):
        row = evidence.link_of(record_of(hand.case), link_id)
        return footage.mark(row, seconds=seconds, note=note, actor=actor, now=now)


def explain_footage(
    *, case_id: UUID, scene: str, kind: Unfilmed, why: str, actor: Actor, now: datetime
) -> UnfilmedNote:
    """Write why a scene was not recorded, or why its recording breaks off; refusals as in `footage.explain`."""
    hand = hands.handler_of(case_id, actor, now, closed=True)
    found = scene_of(hand, scene)
    with transaction.atomic(durable=True):
        return footage.explain(
            record_of(hand.case), scene=found.key, kind=kind, why=why, said=found.label, actor=actor, now=now
        )


def scene_of(hand: Hand, key: str) -> Scene:
    """
    Return a scene of a case.

    :raises NotFound: if there is none of that name
    """
    found = next((one for one in scenes_of(hand.known.facts) if one.key == key), None)
    if found is None:
        raise NotFound(NO_SCENE)
    return found


def _label(hand: Hand, key: str) -> str:
    return next((one.label for one in scenes_of(hand.known.facts) if one.key == key), key)
