"""
The words by which a message shows what it is (线索性质): complaint or question, quarrel or petition, danger or none.

Most messages to government ask nothing that an enforcement team could do. These tables say by which words that shows;
they were read off real messages, and a weight of 1 is about what one plain word of a matter weighs.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from importlib import resources
from typing import Any

from tongpan.leads.domain.matching import PhraseIndex

TITLE_WEIGHT = 1.6
ASKED = 1.5  # for a title that ends in a question
SAID_AT_ONCE = 80  # characters of the body


class Nature(StrEnum):
    """What the sender calls the message (诉求性质)."""

    COMPLAINT = "投诉"
    REPORT = "举报"
    QUESTION = "咨询"
    HELP = "求助"
    SUGGESTION = "建议"


class Kind(StrEnum):
    """What a message is for the enforcement team (线索类别)."""

    ENFORCEMENT = "ENFORCEMENT"
    CONSULTATION = "CONSULTATION"
    HELP = "HELP"
    SUGGESTION = "SUGGESTION"
    CIVIL_DISPUTE = "CIVIL_DISPUTE"
    PETITION = "PETITION"
    NOT_ENFORCEMENT = "NOT_ENFORCEMENT"


def _weights(rows: list[dict[str, Any]]) -> dict[str, float]:
    return {word: float(row["weight"]) for row in rows for word in row["words"].split()}


def _tables() -> dict[str, Any]:
    return tomllib.loads(resources.files(__package__).joinpath("cues.toml").read_text(encoding="utf-8"))


_TABLES = _tables()
NATURE_CUES: Mapping[Nature, Mapping[str, float]] = {each: _weights(_TABLES["nature"][each.value]) for each in Nature}
KIND_CUES: Mapping[Kind, Mapping[str, float]] = {each: _weights(_TABLES["kind"][each.value]) for each in Kind}
COMMON: Mapping[str, float] = _weights(_TABLES["common"])
EMERGENCIES: tuple[str, ...] = tuple(_TABLES["emergency"]["words"].split())

_ONLY_FEARED_AFTER = re.compile(r"^(?:的?(?:隐患|风险|危险|可能|安全|事故隐患)|性|式|怎么办|危机|演练|预案|保险)")
# What is told as having happened rings the alarm, even if the sender only supposes its cause: a false alarm costs less.
_ONLY_FEARED_BEFORE = re.compile(
    r"(?:可能|容易|极易|易|隐患|预防|防止|防范|避免|万一|一旦|如果|假如|要是|怕|担心|威胁|随时|发生过|曾经|以前|类似|存在)"
    r"[^。！？，,;；]{0,5}$|会(?:发生|引发|引起|导致|造成|有)?$|引$"
)
_CUE_INDEX = PhraseIndex(word for cues in (*NATURE_CUES.values(), *KIND_CUES.values()) for word in cues)
_EMERGENCY_INDEX = PhraseIndex(EMERGENCIES)
_QUESTION_TITLE = re.compile(r"(?:[?？]|吗|呢|如何|何时|咨询)\s*$")


@dataclass(frozen=True, slots=True)
class Leaning:
    """How strongly a text leans to one nature or kind, and by which words."""

    score: float
    words: tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class Alarm:
    """Words of danger: those told as happening, and those only feared."""

    happening: tuple[str, ...]
    feared: tuple[str, ...]


def _leanings(found: Mapping[str, float], table: Mapping[str, float]) -> Leaning:
    words = tuple((word, round(table[word] * place, 3)) for word, place in found.items() if word in table)
    return Leaning(sum(weight for _, weight in words), tuple(sorted(words, key=lambda pair: -pair[1])))


@lru_cache(maxsize=2)
def _places(text: str, title_end: int) -> Mapping[str, float]:
    """Return how much each found word counts for where it stands: more in the title, less far down."""
    return {word: place_weight(at, title_end) for word, at in _CUE_INDEX.first_hits(text).items()}


def place_weight(at: int, title_end: int) -> float:
    """Return the weight of a place in a message: the title says what it is about, the end thanks the reader."""
    if at < title_end:
        return TITLE_WEIGHT
    return 1.0 if at < title_end + 200 else 0.5


def nature_of(text: str, title_end: int) -> tuple[Nature, Leaning]:
    """Return what the sender calls the message; what shows nothing is taken for a complaint."""
    found = _places(text, title_end)
    leanings = {nature: _leanings(found, cues) for nature, cues in NATURE_CUES.items()}
    best = max(leanings, key=lambda nature: leanings[nature].score)
    return best, leanings[best]


def kinds_of(text: str, title_end: int) -> dict[Kind, Leaning]:
    """Return how strongly a message leans to each kind; for enforcement, by its accusing words alone."""
    found = _places(text, title_end)
    leanings = {kind: _leanings(found, cues) for kind, cues in KIND_CUES.items()}
    if asks(text, title_end):
        asked = leanings[Kind.CONSULTATION]
        leanings[Kind.CONSULTATION] = Leaning(asked.score + ASKED, (("标题为问句", ASKED), *asked.words))
    return leanings


def asks(text: str, title_end: int) -> bool:
    """Return whether the title is a question."""
    return bool(title_end) and _QUESTION_TITLE.search(text[:title_end]) is not None


def alarm_of(text: str, title_end: int = 0) -> Alarm:
    """
    Return the words of danger in a text, apart from those of a danger that is only feared.

    Who reports a fire says so at once; further down it is an example, a memory or a fear.
    """
    happening: dict[str, None] = {}
    feared: dict[str, None] = {}
    for at, word in _EMERGENCY_INDEX.hits(text):
        after, before = text[at + len(word) : at + len(word) + 6], text[max(0, at - 10) : at]
        late = at > title_end + SAID_AT_ONCE
        only_feared = late or _ONLY_FEARED_AFTER.search(after) or _ONLY_FEARED_BEFORE.search(before)
        (feared if only_feared else happening)[word] = None
    return Alarm(tuple(happening), tuple(word for word in feared if word not in happening))
