"""
The demo's recorders and footage (演示执法录像): who carried which, what the dock holds, and one piece linked.

What can be played is a made-up sound, for nobody's film is shown; the rest lies at a dock that does not exist.
"""

import io
import math
import struct
import wave
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from tongpan.agencies import queries as agencies
from tongpan.agencies.actions import recorders
from tongpan.agencies.domain.actor import Actor
from tongpan.agencies.models import Recorder
from tongpan.cases import actions, queries
from tongpan.cases.domain.scenes import Scene, scenes_of
from tongpan.cases.models import Case
from tongpan.cases.queries.footage import filmed
from tongpan.evidence import actions as dock
from tongpan.kernel.clock import SHANGHAI, date_of
from tongpan.kernel.errors import Refusal

SECONDS, RATE = 90, 4_000
CARRIERS: Final = (("YS-0417", "duiyuan", 75), ("YS-0418", "duiyuan2", None))
"""number, who carries it, and by how many seconds its clock is ahead (None: nobody checked)"""
SINCE: Final = timedelta(days=80)


def load_footage(*, now: datetime) -> int:
    """Register recorders, bring in what they recorded around the scenes of the demo's cases, and link one piece."""
    if Recorder.objects.exists():
        return 0
    on = date_of(now)
    head, officer = agencies.actor_of_username("fuze", on), agencies.actor_of_username("duiyuan", on)
    for number, carrier, ahead in CARRIERS:
        _hand_out(number, agencies.actor_of_username(carrier, on), ahead, head, now)
    assert head.district_id is not None
    found = [
        (case, scene)
        for case in Case.objects.filter(team_id__in=officer.team_ids).select_related("district").order_by("pk")
        for scene in scenes_of(queries.known(case, on).facts)
    ]
    with TemporaryDirectory() as folder:
        (Path(folder) / "演示.wav").write_bytes(_sound())
        rows = [_row(scene, whole=place == 0) for place, (_, scene) in enumerate(found)]
        report = dock.import_footage(
            rows=enumerate(rows, 2), folder=Path(folder), district_id=head.district_id, actor=head, now=now
        )
    chief = agencies.actor_of_username("zongdiaodu", on)
    dock.set_retention(valid_from=on, days=180, instrument="柯城区执法音像记录管理办法（演示）", actor=chief, now=now)
    _link_first(found, officer, now)
    return report.created


def _hand_out(number: str, carrier: Actor, ahead: int | None, head: Actor, now: datetime) -> None:
    team_id = next(iter(carrier.team_ids))
    assert carrier.officer_id is not None
    row = recorders.register_recorder(
        number=number, kind="演示型号", team_id=team_id, actor=head, now=now - SINCE, synthetic=True
    )
    recorders.issue_recorder(
        recorder_id=row.pk, officer_id=carrier.officer_id, from_at=now - SINCE, actor=head, now=now
    )
    if ahead is not None:
        recorders.check_recorder_clock(
            recorder_id=row.pk, checked_at=now - timedelta(days=7), ahead_seconds=ahead, actor=head, now=now
        )


def _row(scene: Scene, *, whole: bool) -> dict[str, str]:
    number, _, ahead = CARRIERS[0]
    start = scene.at + timedelta(seconds=ahead or 0) - timedelta(seconds=SECONDS // 2 if whole else 18 * 60)
    end = start + timedelta(seconds=SECONDS if whole else 31 * 60)
    row = {"device": number, "start": _written(start), "end": _written(end)}
    if whole:
        return row | {"path": "演示.wav"}
    digest = sha256(f"{scene.key}{start.isoformat()}".encode()).hexdigest()
    return row | {"uri": f"演示采集站/{number}/{start:%Y%m%d%H%M%S}", "digest": digest}


def _written(moment: datetime) -> str:
    return f"{moment.astimezone(SHANGHAI):%Y-%m-%d %H:%M:%S}"


def _link_first(found: list[tuple[Case, Scene]], officer: Actor, now: datetime) -> None:
    """Link what the dock holds of the first scene, and note two moments of it."""
    if not found:
        return
    case, scene = found[0]
    known = queries.known(case, date_of(now))
    (first,) = [one for one in filmed(case, known, propose=True) if one.scene.key == scene.key]
    try:
        link = actions.link_footage(
            case_id=case.pk, scene=scene.key, recording_id=first.proposals[0].shot.recording.pk, actor=officer, now=now
        )
        for seconds, note in ((5, "出示执法证件"), (50, "当事人说明情况")):
            actions.mark_footage(case_id=case.pk, link_id=link.pk, seconds=seconds, note=note, actor=officer, now=now)
    except (Refusal, IndexError):
        return  # the officer handles it no more, or nobody was there: the demo goes on without


def _sound() -> bytes:
    """Return a minute and a half of a tone that comes and goes: nobody's voice."""
    target = io.BytesIO()
    with wave.open(target, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        frames = (
            int(6_000 * math.sin(place * 0.35) * (0.5 + 0.5 * math.sin(place / RATE)))
            for place in range(SECONDS * RATE)
        )
        file.writeframes(b"".join(struct.pack("<h", each) for each in frames))
    return target.getvalue()
