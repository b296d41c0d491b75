"""录像与场景: what is linked to the scenes of a case, what is missing, and what the devices of who was there hold."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from tongpan.agencies import queries as agencies
from tongpan.cases.domain.scenes import UNSURE, Scene, Span, scenes_of
from tongpan.cases.models import Case
from tongpan.cases.queries.facts import Known
from tongpan.evidence import queries as evidence
from tongpan.evidence.models import FootageLink, UnfilmedNote
from tongpan.evidence.queries import Shot
from tongpan.kernel.ledger import SubjectRef


@dataclass(frozen=True, slots=True)
class Proposal:
    """A recording of a device that somebody carried who was there; unsure where only an unknown clock brings it in."""

    shot: Shot
    carried_by: str
    sure: bool


@dataclass(frozen=True, slots=True)
class Filmed:
    """One scene with what is linked to it, what was explained, and what might be linked."""

    scene: Scene
    links: Sequence[FootageLink]
    notes: Mapping[str, UnfilmedNote]
    proposals: Sequence[Proposal]

    @property
    def spans(self) -> list[Span]:
        return [(link.from_at, link.until_at) for link in self.links]

    @property
    def explained(self) -> dict[str, str]:
        return {kind: note.why for kind, note in self.notes.items()}


def record_of(case: Case) -> SubjectRef:
    """Return a case as footage names it."""
    return SubjectRef(Case._meta.label_lower, case.pk)


def filmed(case: Case, known: Known, *, propose: bool) -> list[Filmed]:
    """Return the scenes of a case with their footage; six statements where proposals are wanted, else three."""
    scenes, record = scenes_of(known.facts), record_of(case)
    links: dict[str, list[FootageLink]] = defaultdict(list)
    for link in evidence.links_of(record):
        links[link.scene].append(link)
    notes: dict[str, dict[str, UnfilmedNote]] = defaultdict(dict)
    for (scene_key, kind), note in evidence.unfilmed_of(record).items():
        notes[scene_key][kind] = note
    found = _proposals(scenes, known) if propose else {}
    return [
        Filmed(
            scene, links[scene.key], notes[scene.key],
            [
                one
                for one in found.get(scene.key, ())
                if one.shot.recording.pk not in {link.recording_id for link in links[scene.key]}
            ],
        )
        for scene in scenes
    ]  # fmt: skip


def _proposals(scenes: Sequence[Scene], known: Known) -> dict[str, list[Proposal]]:
    """Return by scene what the devices of those who were there recorded around it."""
    names = {name: officer for officer, name in known.people.items()}
    if not scenes or not names:
        return {}
    start = min(scene.window[0] for scene in scenes) - UNSURE
    end = max(scene.window[1] for scene in scenes) + UNSURE
    carried = agencies.carried(start, end, officers=list(known.people))
    there = {
        scene.key: [
            one
            for one in carried
            if known.people[one.officer_id] in scene.officers
            and one.start < scene.window[1]
            and (one.end is None or one.end > scene.window[0])
        ]
        for scene in scenes
    }
    wanted = [
        ({one.recorder_id for one in there[scene.key]}, scene.window[0] - UNSURE, scene.window[1] + UNSURE)
        for scene in scenes
        if there[scene.key]
    ]
    shots = evidence.recordings_of(wanted)
    return {scene.key: _around(scene, there[scene.key], shots, known) for scene in scenes}


def _around(scene: Scene, carried: Sequence[agencies.Carried], shots: Sequence[Shot], known: Known) -> list[Proposal]:
    found: dict[UUID, Proposal] = {}
    start, end = scene.window
    for shot in shots:
        slack = UNSURE if shot.check is None else type(UNSURE)()
        if shot.start >= end + slack or shot.end <= start - slack:
            continue
        for one in carried:
            overlaps = one.start < shot.end and (one.end is None or one.end > shot.start)
            if one.recorder_id == shot.recording.recorder_id and overlaps:
                sure = shot.start < end and shot.end > start
                found[shot.recording.pk] = Proposal(shot, known.people[one.officer_id], sure)
    return list(found.values())
