"""The nearest competent officer (M118): skill, credential, beat, distance, duty and load, each said in words."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import asin, cos, radians, sin, sqrt
from uuid import UUID

from tongpan.law.verdict import Verdict

EARTH_RADIUS_KM = 6371.0
ON_BEAT = 3.0
ON_DUTY = 2.0
SPECIALIST = 1.0
PER_KM = 0.2
PER_TASK = 0.5
FARTHEST_COUNTED_KM = 15.0


@dataclass(frozen=True, slots=True)
class Candidate:
    """What is known of one person. The position is that of the beat or the team's office; nobody is tracked."""

    officer_id: UUID
    name: str
    team_name: str
    verdict: Verdict
    specialist: bool = False
    on_duty: bool = False
    on_beat: str = ""
    distance_km: float | None = None
    open_tasks: int = 0


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One person put forward, and why."""

    officer_id: UUID
    name: str
    team_name: str
    score: float
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Ranking:
    """Who may go, best first, and who may not and why."""

    suggested: tuple[Suggestion, ...]
    excluded: tuple[tuple[str, str], ...]


def rank(candidates: Iterable[Candidate]) -> Ranking:
    """Return the candidates who may act, best first; those who may not are named with the reason."""
    able, excluded = [], []
    for person in candidates:
        if person.verdict:
            excluded.append((person.name, person.verdict[0].message))
        else:
            able.append(_weigh(person))
    able.sort(key=lambda item: (-item.score, item.name, str(item.officer_id)))
    return Ranking(suggested=tuple(able), excluded=tuple(excluded))


def _weigh(person: Candidate) -> Suggestion:
    score, reasons = 0.0, ["持有该领域的有效执法证"]
    if person.specialist:
        score += SPECIALIST
        reasons = ["执法证专列该领域"]
    if person.on_beat:
        score += ON_BEAT
        reasons.append(f"责任片区：{person.on_beat}")
    if person.on_duty:
        score += ON_DUTY
        reasons.append("正在值班")
    if person.distance_km is not None:
        score -= PER_KM * min(person.distance_km, FARTHEST_COUNTED_KM)
        reasons.append(f"片区或驻地距现场约{person.distance_km:.1f}公里")
    score -= PER_TASK * person.open_tasks
    reasons.append(f"在办{person.open_tasks}件" if person.open_tasks else "手上没有在办任务")
    return Suggestion(person.officer_id, person.name, person.team_name, round(score, 2), tuple(reasons))


def kilometers(lon: float, lat: float, other_lon: float, other_lat: float) -> float:
    """Return the distance between two WGS-84 points along the great circle."""
    d_lat, d_lon = radians(other_lat - lat), radians(other_lon - lon)
    half = sin(d_lat / 2) ** 2 + cos(radians(lat)) * cos(radians(other_lat)) * sin(d_lon / 2) ** 2
    return 2 * EARTH_RADIUS_KM * asin(sqrt(half))
