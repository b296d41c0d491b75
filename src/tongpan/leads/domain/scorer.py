"""
Which matter of enforcement a message concerns (线索归类): keywords that can be read, corrected, and doubted.

A matter's keywords, plain phrases and name each add what they are worth: more when few matters share them, more in the
title. What officers have corrected adds more words. Against this stand the words of questions, quarrels and petitions.
Below a stated confidence the scorer abstains, and a person decides. Measured in docs/notes/routing-quality.md.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from typing import Protocol

from tongpan.leads.domain import cues
from tongpan.leads.domain.cues import Kind, Leaning, Nature
from tongpan.leads.domain.lessons import Correction
from tongpan.leads.domain.matter_index import MatterIndex, MatterProfile
from tongpan.leads.domain.text import normalise

__all__ = ["Candidate", "Correction", "Kind", "MatterProfile", "MatterScorer", "Nature", "Ranking", "Scorer"]

CONFIDENT = 0.6  # below this the scorer abstains
JOINT_SHARE = 0.6  # another domain with this share of the best score makes the lead a joint one
JOINT_SCORE = 2.0  # … if it also says this much by itself
SIBLING = 0.5  # a matter of the same domain that owes this much of its score to the same words is a sibling
SHOWN = 5
ACCUSED = 1.5  # a question counts as a complaint only with this much accusation in it
STEEPNESS, THRESHOLD = 1.0, 1.6  # how evidence becomes confidence that this is a matter of enforcement
CONTRAST = 1.5  # how fast a lead in score becomes a lead in probability
LONGEST = 1500  # characters; who has not said by then what it is about will not say it after
PLACE_FOR_TITLE = 60  # characters; a first line longer than this is no title


@dataclass(frozen=True, slots=True)
class Candidate:
    """One matter that a message may concern, how likely it is, and the words that speak for it."""

    code: str
    score: float
    probability: float
    words: tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class Ranking:
    """What the scorer makes of one message, with its reasons."""

    candidates: tuple[Candidate, ...]
    nature: Nature
    nature_words: tuple[tuple[str, float], ...]
    kind: Kind
    kind_words: tuple[tuple[str, float], ...]
    enforcement: bool | None
    confidence: float
    abstained: bool
    reason: str
    joint: bool = False
    emergency: tuple[str, ...] = ()
    feared: tuple[str, ...] = ()

    @property
    def best(self) -> Candidate | None:
        """Return the matter to route by; none while the scorer abstains."""
        return None if self.abstained or not self.candidates else self.candidates[0]


class Scorer(Protocol):
    """Anything that ranks matters for a text; features depend on this, not on how it is done."""

    def score(self, text: str) -> Ranking:
        """Return the matters that a text may concern, the likeliest first."""
        ...


class MatterScorer:
    """The scorer by weighted words; built once from the catalogue and the corrections, then only read."""

    def __init__(
        self,
        matters: Iterable[MatterProfile],
        corrections: Iterable[Correction] = (),
        *,
        confident: float = CONFIDENT,
    ) -> None:
        self._index = MatterIndex(matters, corrections)
        self._confident = confident

    def taught(self, corrections: Iterable[Correction]) -> "MatterScorer":
        """Return a scorer of the same catalogue that has learned from these corrections and no others."""
        other = copy(self)
        other._index = self._index.taught(corrections)
        return other

    def score(self, text: str) -> Ranking:
        """
        Return the matters that a text may concern, the likeliest first.

        The first line counts as the title when it is short.
        """
        said = "\n".join(normalise(part) for part in text[: 2 * LONGEST].split("\n", 1))[:LONGEST].lower()
        title_end = _title_end(said)
        scored = self._index.scores(said, title_end)
        kinds = cues.kinds_of(said, title_end)
        opposing, against = _opposition(kinds, scored.verdicts)
        candidates = _candidates(scored.matters, self._sureness(scored.matters, kinds, against))
        return self._ranking(said, title_end, candidates, (opposing, against, kinds))

    def _sureness(
        self, matters: Sequence[tuple[str, float, Mapping[str, float]]], kinds: Mapping[Kind, Leaning], against: float
    ) -> float:
        """Return the probability that the message concerns a matter of enforcement at all."""
        best = matters[0][1] if matters else 0.0
        if not best:
            return 0.0
        accused = min(kinds[Kind.ENFORCEMENT].score, 2.5)
        evidence = best + 0.5 * accused - 0.8 * against
        return 1 / (1 + math.exp(-STEEPNESS * (evidence - THRESHOLD)))

    def _ranking(
        self,
        said: str,
        title_end: int,
        found: tuple[tuple[Candidate, ...], float],
        opposition: tuple[Kind, float, Mapping[Kind, Leaning]],
    ) -> Ranking:
        candidates, sureness = found
        opposing, against, kinds = opposition
        nature, nature_leaning = cues.nature_of(said, title_end)
        alarm = cues.alarm_of(said, title_end)
        enforcement = _is_enforcement(sureness, against)
        if enforcement and cues.asks(said, title_end) and kinds[Kind.ENFORCEMENT].score < ACCUSED:
            enforcement = None
        kind = Kind.ENFORCEMENT if enforcement else opposing if against else Kind.NOT_ENFORCEMENT
        confidence = self._family_share(candidates)
        abstained = not enforcement or confidence < self._confident
        return Ranking(
            candidates=candidates,
            nature=nature,
            nature_words=nature_leaning.words[:SHOWN],
            kind=kind,
            kind_words=kinds[kind].words[:SHOWN],
            enforcement=enforcement,
            confidence=round(confidence, 4),
            abstained=abstained,
            reason=self._reason(candidates, kind, enforcement, abstained, kinds[kind]),
            joint=self._joint(candidates) and enforcement is not False,
            emergency=alarm.happening,
            feared=alarm.feared,
        )

    def _family_share(self, candidates: Sequence[Candidate]) -> float:
        """
        Return the probability that the best matter or a sibling is the right one.

        Siblings are of one domain and rest on the same words: the team is the same, and the officer picks the clause.
        """
        if not candidates:
            return 0.0
        best = candidates[0]
        domain, own = self._index.domain_of(best.code), {word for word, _ in best.words}
        share = best.probability
        for other in candidates[1:]:
            common = sum(weight for word, weight in other.words if word in own)
            if self._index.domain_of(other.code) == domain and common >= SIBLING * other.score:
                share += other.probability
        return share

    def _joint(self, candidates: Sequence[Candidate]) -> bool:
        """Return whether matters of different domains are spoken of by different words."""
        if not candidates:
            return False
        best = candidates[0]
        domain = self._index.domain_of(best.code)
        own = {word for word, _ in best.words}
        for other in candidates[1:]:
            fresh = sum(weight for word, weight in other.words if word not in own)
            if self._index.domain_of(other.code) != domain and fresh >= max(JOINT_SCORE, JOINT_SHARE * best.score):
                return True
        return False

    def _reason(
        self,
        candidates: Sequence[Candidate],
        kind: Kind,
        enforcement: bool | None,
        abstained: bool,
        leaning: Leaning,
    ) -> str:
        """Return in one Chinese sentence why the message was routed so, or was not."""
        because = "、".join(word for word, _ in leaning.words[:3])
        if enforcement is False:
            return f"不像执法事项：{_KIND_NAMES[kind]}" + (f"（{because}）" if because else "")
        if not candidates:
            return "系统拿不准：没有命中任何执法事项的词"
        names = [self._index.name_of(candidate.code) for candidate in candidates[:2]]
        words = "、".join(word for word, _ in candidates[0].words[:4])
        if not abstained:
            return f"归入“{names[0]}”：{words}"
        if enforcement is None:
            doubt = f"，也有{because}" if because else ""
            return f"系统拿不准是否属于执法事项：有“{names[0]}”的词（{words}）{doubt}"
        return f"系统拿不准归入哪一事项：{' 或 '.join(names)}（{words}）"


_KIND_NAMES = {
    Kind.ENFORCEMENT: "执法事项",
    Kind.CONSULTATION: "咨询",
    Kind.HELP: "公共服务求助",
    Kind.SUGGESTION: "意见建议",
    Kind.CIVIL_DISPUTE: "民事纠纷",
    Kind.PETITION: "信访事项",
    Kind.NOT_ENFORCEMENT: "其他机关职责或无关内容",
}


def _title_end(said: str) -> int:
    end = said.find("\n")
    return end if 0 < end <= PLACE_FOR_TITLE else 0


def _opposition(kinds: Mapping[Kind, Leaning], verdicts: Mapping[str, float]) -> tuple[Kind, float]:
    """Return the strongest kind other than enforcement and its weight, past corrections included."""
    scores = {
        kind: leaning.score + verdicts.get(kind.value, 0.0)
        for kind, leaning in kinds.items()
        if kind is not Kind.ENFORCEMENT
    }
    best = max(scores, key=lambda kind: scores[kind])
    # Several kinds at once speak against enforcement more than the strongest alone, though less than their sum.
    rest = sum(scores.values()) - scores[best]
    return best, scores[best] + 0.3 * rest


def _candidates(
    matters: Sequence[tuple[str, float, Mapping[str, float]]], sureness: float
) -> tuple[tuple[Candidate, ...], float]:
    if not matters:
        return (), 0.0
    top = matters[0][1]
    powers = [math.exp(CONTRAST * (score - top)) for _, score, _ in matters]
    total = sum(powers)
    return tuple(
        Candidate(
            code,
            round(score, 4),
            round(sureness * power / total, 4),
            tuple([(word, -weight) for weight, word in sorted([(-round(x, 3), w) for w, x in words.items()])[:8]]),
        )
        for (code, score, words), power in zip(matters, powers, strict=True)
    ), sureness


def _is_enforcement(sureness: float, against: float) -> bool | None:
    """Return whether this is for enforcement; none when the words do not say."""
    if sureness >= 0.6:
        return True
    return False if sureness <= 0.25 and against >= 1.0 else None
