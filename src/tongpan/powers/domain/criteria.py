"""The four questions and the sets of criteria by which matters are picked for towns: data, not code."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

TOP = 5
"""The best score on one criterion."""
ENOUGH = 0.6
"""The share of the full score from which a matter is recommended."""

_TABLE = Path(__file__).with_name("criteria.toml")


@dataclass(frozen=True, slots=True)
class Question:
    """One of the four questions (M049: 放得下、接得住、管得好、有监督)."""

    key: str
    label: str
    ask: str


@dataclass(frozen=True, slots=True)
class Criterion:
    """One criterion; `fact` names the count or flag from which a score can be proposed."""

    key: str
    label: str
    fact: str


@dataclass(frozen=True, slots=True)
class CriteriaSet:
    """One named set of criteria."""

    key: str
    label: str
    criteria: tuple[Criterion, ...]


@cache
def questions() -> tuple[Question, ...]:
    """Return the four questions in their order."""
    return tuple(Question(key, **row) for key, row in _load()["questions"].items())


@cache
def criteria_sets() -> Mapping[str, CriteriaSet]:
    """Return every set of criteria by its key."""
    return {
        key: CriteriaSet(key, row["label"], tuple(Criterion(**item) for item in row["criteria"]))
        for key, row in _load()["sets"].items()
    }


@cache
def _load() -> dict[str, Any]:
    return tomllib.loads(_TABLE.read_text(encoding="utf-8"))


@dataclass(frozen=True, slots=True)
class MatterFacts:
    """What is counted or known of a matter in a county."""

    events: int = 0
    """how often it was reported in the last twelve months"""
    busiest: int = 0
    """how often the most reported matter was"""
    holders: int = 1
    """how many bodies hold it"""
    summary_fit: bool = False
    town_fit: bool = False


def proposed_score(criterion: Criterion, facts: MatterFacts) -> int | None:
    """Return the score that counted facts suggest, or None where a person must judge."""
    if criterion.fact == "events":
        return None if facts.busiest == 0 else round(TOP * facts.events / facts.busiest)
    if criterion.fact == "holders":
        return min(TOP, max(0, 2 * (facts.holders - 1)))
    if criterion.fact == "summary_fit":
        return TOP if facts.summary_fit else 2
    if criterion.fact == "town_fit":
        return TOP if facts.town_fit else 1
    return None


def share(scores: Mapping[str, int], criteria: CriteriaSet) -> float | None:
    """Return the reached share of the full score; None while a criterion has no score."""
    if any(criterion.key not in scores for criterion in criteria.criteria):
        return None
    return sum(scores[criterion.key] for criterion in criteria.criteria) / (TOP * len(criteria.criteria))


@dataclass(frozen=True, slots=True)
class Candidate:
    """A matter that might be handed down."""

    code: str
    name: str
    facts: MatterFacts
    negative: bool = False
    must: bool = False


def recommend(candidates: Sequence[Candidate]) -> list[tuple[Candidate, str]]:
    """
    Return the matters worth handing down, best first, each with the reason.

    Those the list obliges to hand down come first; then those that the summary procedure serves (M066); then by need.
    What stands on the negative list, or does not suit a town, is left out.
    """
    chosen = [item for item in candidates if not item.negative and (item.must or item.facts.town_fit)]
    chosen.sort(key=lambda item: (not item.must, not item.facts.summary_fit, -item.facts.events, item.code))
    return [(item, _why(item)) for item in chosen]


def _why(item: Candidate) -> str:
    parts = ["清单列为必须放"] if item.must else []
    parts.append("适用简易程序" if item.facts.summary_fit else "须走普通程序")
    if item.facts.events:
        parts.append(f"近一年反映{item.facts.events}次")
    return "，".join(parts)
