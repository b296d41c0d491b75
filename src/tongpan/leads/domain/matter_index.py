"""The words of every matter (执法事项词库), each with what it is worth, and what corrections have taught."""

import math
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from tongpan.leads.domain.cues import COMMON, Kind, place_weight
from tongpan.leads.domain.lessons import Correction, Lessons
from tongpan.leads.domain.matching import PhraseIndex
from tongpan.leads.domain.text import bigrams, normalise, tokenise

KEYWORD, PLAIN, NAME, WORD, NAME_WORD, NAME_PAIR = 2.0, 2.4, 2.5, 0.5, 0.2, 0.1
ALONE = 0.7  # one word without a second of any weight may well stand in another sense
SECOND = 0.25
WORD_CAP = 0.9  # single words alone never say as much as one keyword in the title
COMMONEST = 0.05  # a word that more than this share of the matters has tells them apart too little
FAINT = 0.1  # what is worth less tells nothing and costs time
SHORTLIST = 12
SHOWN_MATTERS = 8

Rows = npt.NDArray[np.intp]
Worth = npt.NDArray[np.float64]
Postings = Mapping[str, Mapping[str, float]]

_KINDS = frozenset(kind.value for kind in Kind)


@dataclass(frozen=True, slots=True)
class MatterProfile:
    """What the catalogue says of one matter."""

    code: str
    name: str
    domain: str
    keywords: tuple[str, ...]
    plain: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Scores:
    """The matters found, best first, each with its words; and what corrections say of kinds."""

    matters: tuple[tuple[str, float, Mapping[str, float]], ...]
    verdicts: Mapping[str, float]


class MatterIndex:
    """All phrases of all matters in one index, and the words of corrected messages beside them."""

    def __init__(self, matters: Iterable[MatterProfile], corrections: Iterable[Correction] = ()) -> None:
        self._profiles = {matter.code: matter for matter in matters}
        profiles = self._profiles.values()
        self._firm = _postings(profiles, _phrases_of)
        self._loose = _postings(profiles, _loose_words_of)
        self._search = PhraseIndex([*self._firm, *self._loose])
        self._codes = list(self._profiles)
        self._rough = _rough_postings(self._codes, self._firm, self._loose)
        self._lessons = self._lessons_of(corrections)

    def taught(self, corrections: Iterable[Correction]) -> "MatterIndex":
        """Return the same index with other corrections: the words of the catalogue are not gone through again."""
        other = copy(self)
        other._lessons = self._lessons_of(corrections)
        return other

    def _lessons_of(self, corrections: Iterable[Correction]) -> Lessons:
        known = _KINDS | self._profiles.keys()
        return Lessons([item for item in corrections if item.matter_code in known])

    def domain_of(self, code: str) -> str:
        """Return the domain (领域) of a matter."""
        return self._profiles[code].domain

    def name_of(self, code: str) -> str:
        """Return the name of a matter."""
        return self._profiles[code].name

    def scores(self, said: str, title_end: int) -> Scores:
        """Return what each matter gains from a text."""
        first = self._search.first_places(said)
        places = {phrase: place_weight(at, title_end) for phrase, at in first.items()}
        taught = self._lessons.recall(said)
        chosen = self._shortlist(places) | {code for code in taught if code not in _KINDS}
        firm, loose = _gains(self._firm, places, chosen), _gains(self._loose, places, chosen)
        ranked = []
        for code in chosen:
            words = _together(firm.get(code, {}), loose.get(code, {}))
            if code in taught:
                gain, reminders = taught[code]
                words[f"与已纠正的相似（{'、'.join(reminders)}）"] = gain
            ranked.append((code, sum(words.values()), words))
        ranked.sort(key=lambda item: (-item[1], item[0]))
        verdicts = {kind: gain for kind, (gain, _) in taught.items() if kind in _KINDS}
        return Scores(tuple(ranked[:SHOWN_MATTERS]), verdicts)

    def _shortlist(self, places: Mapping[str, float]) -> set[str]:
        """Return the matters that may come out on top, by a sum that is quick and a little too high."""
        if not places:
            return set()
        holders = [self._rough[phrase] for phrase in places]
        rows = np.concatenate([rows for rows, _ in holders])
        worth = np.concatenate([worth * place for (_, worth), place in zip(holders, places.values(), strict=True)])
        totals = np.bincount(rows, weights=worth, minlength=len(self._codes))
        best = np.argsort(-totals, kind="stable")[:SHORTLIST]
        return {self._codes[row] for row in best.tolist() if totals[row] > 0}


def _rough_postings(codes: Sequence[str], *tables: Postings) -> dict[str, tuple[Rows, Worth]]:
    """Return all postings of a phrase as arrays, for the quick sum."""
    row_of = {code: row for row, code in enumerate(codes)}
    merged: dict[str, list[tuple[int, float]]] = defaultdict(list)
    for table in tables:
        for phrase, holders in table.items():
            merged[phrase].extend((row_of[code], worth) for code, worth in holders.items())
    return {
        phrase: (np.array([row for row, _ in pairs], dtype=np.intp), np.array([worth for _, worth in pairs]))
        for phrase, pairs in merged.items()
    }


def _gains(postings: Postings, places: Mapping[str, float], chosen: set[str]) -> dict[str, dict[str, float]]:
    """Return for each chosen matter what each phrase adds to it where it stands."""
    gains: dict[str, dict[str, float]] = defaultdict(dict)
    for phrase, place in places.items():
        holders = postings.get(phrase)
        if holders:
            for code in chosen & holders.keys():
                gains[code][phrase] = holders[code] * place
    return gains


def _together(firm: Mapping[str, float], loose: Mapping[str, float]) -> dict[str, float]:
    """Return phrases and single words as one sum: each phrase less than the one before, words under their cap."""
    words: dict[str, float] = {}
    taken: list[str] = []
    share = 1.0
    for phrase, worth in sorted(firm.items(), key=lambda item: (-item[1], item[0])):
        if any(phrase in other for other in taken):
            continue
        taken.append(phrase)
        words[phrase] = worth * share
        share = max(0.3, share * 0.75)
    fresh = {word: worth for word, worth in loose.items() if not any(word in other for other in taken)}
    total = sum(fresh.values())
    scale = min(1.0, WORD_CAP / total) if total else 1.0
    words.update((word, worth * scale) for word, worth in fresh.items())
    if sum(worth >= SECOND for worth in words.values()) < 2:
        return {word: worth * ALONE for word, worth in words.items()}
    return words


def _phrases_of(matter: MatterProfile) -> dict[str, float]:
    worth: dict[str, float] = {}
    for base, phrases in ((KEYWORD, matter.keywords), (PLAIN, matter.plain), (NAME, (matter.name,))):
        for phrase in phrases:
            said = normalise(phrase).lower()
            if len(said) >= 2:
                worth[said] = max(worth.get(said, 0.0), base * _length_factor(said))
    return worth


def _loose_words_of(matter: MatterProfile) -> dict[str, float]:
    """Return the single words of keywords and plain phrases, and the pairs of characters of the name."""
    worth = dict.fromkeys(bigrams(matter.name), NAME_PAIR)
    worth.update((word, NAME_WORD) for word in tokenise(matter.name) if len(word) > 1)
    for phrase in (*matter.keywords, *matter.plain):
        worth.update((word, WORD) for word in tokenise(phrase) if len(word) > 1)
    return worth


def _length_factor(phrase: str) -> float:
    """Return how much less a short phrase says: two characters often stand in another sense."""
    return {2: 0.75, 3: 0.95}.get(len(phrase), 1.15)


def _postings(
    matters: Collection[MatterProfile], words_of: Callable[[MatterProfile], Mapping[str, float]]
) -> dict[str, dict[str, float]]:
    """Return for each phrase the matters that have it and what it is worth to them: the fewer, the more."""
    found: dict[str, dict[str, float]] = defaultdict(dict)
    for matter in matters:
        for phrase, worth in words_of(matter).items():
            if worth * COMMON.get(phrase, 1.0) >= FAINT:
                found[phrase][matter.code] = worth * COMMON.get(phrase, 1.0)
    most = max(4.0, COMMONEST * len(matters))
    return {
        phrase: {code: worth * _rarity(len(holders), len(matters)) for code, worth in holders.items()}
        for phrase, holders in found.items()
        if len(holders) <= most
    }


def _rarity(holders: int, matters: int) -> float:
    """Return 1 for a phrase that one matter alone has, falling to nothing for one that all have."""
    return math.log(1 + matters / holders) / math.log(1 + matters)
