"""
执法场景: the moments of a case of which recorders' footage is asked for, and what is missing of it (118号 八).

A scene is named by the row of the facts it stands in; a row keeps its place for ever, and so does the name.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from tongpan.law.coercion.power import MeasureKind
from tongpan.law.facts import CaseFacts, Measure
from tongpan.law.facts.words import Enforcing, Mode, Role, Track
from tongpan.law.penalty.evidence import EvidenceKind
from tongpan.law.penalty.recording import TAPE_DUTIES, Act, Tape, TapeDuty, check_tape
from tongpan.law.verdict import Verdict

SEIZURES: Final = frozenset({MeasureKind.SEALING, MeasureKind.SEIZING})
AROUND: Final = timedelta(hours=1)
"""how long before and after the moment of a row footage is looked for: a row has a moment, a scene lasts; our own"""
UNSURE: Final = timedelta(minutes=15)
"""how much further, where nobody checked the clock of a device; our own"""
BREAK: Final = timedelta(seconds=5)
"""a pause between two recordings that is none: a device begins a new file; our own"""
_GATHERED: Final = {
    EvidenceKind.SITE_RECORD: (Act.SITE, "现场勘验、检查"),
    EvidenceKind.STATEMENT: (Act.INQUIRY, "询问当事人"),
    EvidenceKind.TESTIMONY: (Act.INQUIRY, "询问证人"),
}
_SERVED: Final = {Mode.LEFT: (Act.LEFT_SERVICE, "留置送达"), Mode.PUBLIC: (Act.PUBLIC_SERVICE, "公告送达")}

Span = tuple[datetime, datetime]


@dataclass(frozen=True, slots=True)
class Scene:
    """One scene: the row it stands in (``measures:0``), the act, its moment, and by the facts' names who was there."""

    key: str
    act: Act
    label: str
    at: datetime
    officers: tuple[str, ...]

    @property
    def duty(self) -> TapeDuty:
        """Whether it must be recorded throughout."""
        return TAPE_DUTIES[self.act]

    @property
    def window(self) -> Span:
        """The span in which its footage is looked for."""
        return self.at - AROUND, self.at + AROUND


def scenes_of(facts: CaseFacts) -> list[Scene]:
    """Return the scenes of a case in the order of time; of what the facts do not name, those who handled it then."""
    found = [
        Scene(f"{table}:{place}", act, label, at, tuple(officers) or _handlers(facts, at))
        for table, place, act, label, at, officers in _rows(facts)
    ]
    return sorted(found, key=lambda one: one.at)


_Found = tuple[str, int, Act, str, datetime, Iterable[str]]


def _rows(facts: CaseFacts) -> Iterator[_Found]:
    for place, row in enumerate(facts.evidence):
        if row.kind in _GATHERED and row.excluded_at is None:
            act, label = _GATHERED[row.kind]
            yield "evidence", place, act, label, row.at, row.officers
    for place, kept in enumerate(facts.preservations):
        yield "preservations", place, Act.SITE, "先行登记保存", kept.at, kept.officers
    yield from _measures(facts.measures)
    yield from _later(facts)


def _later(facts: CaseFacts) -> Iterator[_Found]:
    for place, hearing in enumerate(facts.hearings):
        yield "hearings", place, Act.HEARING, "听证", hearing.at, ()
    for place, service in enumerate(facts.services):
        if service.mode in _SERVED:
            act, label = _SERVED[service.mode]
            yield "services", place, act, label, service.at, ()
    for place, decision in enumerate(facts.decisions):
        if decision.track is Track.SUMMARY:
            yield "decisions", place, Act.SITE, "当场处罚", decision.at, decision.officers
    for place, done in enumerate(facts.enforcements):
        if done.way is Enforcing.DEMOLITION and done.performed_at is not None:
            yield "enforcements", place, Act.DEMOLITION, "强制拆除", done.performed_at, ()


def _measures(rows: Sequence[Measure]) -> Iterator[_Found]:
    """Measures on several things at one moment are one scene, under the first."""
    seen: dict[tuple[bool, datetime], int] = {}
    for place, row in enumerate(rows):
        key = (row.kind in SEIZURES, row.at)
        if key in seen:
            continue
        seen[key] = place
        many = sum(1 for one in rows if (one.kind in SEIZURES, one.at) == key)
        label = row.kind.label + (f"（{many} 项）" if many > 1 else "")
        yield "measures", place, Act.SEIZURE if key[0] else Act.SITE, label, row.at, row.officers


def _handlers(facts: CaseFacts, at: datetime) -> tuple[str, ...]:
    """Return who handled the case at a moment: named before its end, and not taken off by then."""
    named = [each for each in facts.assignments if each.role is Role.HANDLER]
    return tuple(dict.fromkeys(each.officer for each in named if each.until is None or each.until > at))


def check_scene(scene: Scene, spans: Collection[Span], explained: Mapping[str, str]) -> Verdict:
    """
    Test whether a scene was recorded as far as it must be; `explained` gives reasons by ``NONE`` and ``BROKEN``.

    Whether a recording shows the scene from beginning to end no row tells: it counts as broken where two of its pieces
    leave a gap.

    Law: 国办发〔2018〕118号（八）.
    """
    made = bool(spans)
    return check_tape(
        Tape(
            scene.act, made, unbroken=not _broken(spans), gap_explained="BROKEN" in explained,
            considered="NONE" in explained,
        )
    )  # fmt: skip


def verdict_on_scene(
    scene: Scene, typed: Collection[Span], linked: Collection[Span], explained: Mapping[str, str]
) -> Verdict:
    """
    Return what is missing of a scene: what is linked to it counts, and typed footage that holds its moment.

    Law: 国办发〔2018〕118号（八）.
    """
    holding = [span for span in typed if span[0] <= scene.at <= span[1]]
    return check_scene(scene, [*linked, *holding], explained)


def _broken(spans: Collection[Span]) -> bool:
    ordered = sorted(spans)
    reach = ordered[0][1] if ordered else None
    for start, end in ordered[1:]:
        if reach is not None and start - reach > BREAK:
            return True
        reach = end if reach is None else max(reach, end)
    return False
