"""
Near-duplicate leads (重复线索): who tells the same thing again is answered once.

A text is the set of its runs of three characters. Ten minimal hashes of that set make a signature; two of them together
make a band, and two texts that share one of the five bands are candidates. Bands fit signed 64-bit columns, so that one
indexed query finds the candidates, which `similarity` then confirms.

Five bands of two find as many pairs as eight of three did (docs/notes/routing-quality.md), and each report stores three
rows fewer. They propose more that is not alike; comparing a few more texts is cheaper than storing.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from tongpan.leads.domain.text import Hashes, bare, code_points, gram_hashes, mixed

SHINGLE = 3
BANDS = 5
ROWS = 2
NEAR = 0.5  # at or above this the two texts are taken for the same thing told twice
LONGEST = 4000  # characters; what follows is attachments and signatures

_SEEDS = mixed(np.arange(1, BANDS * ROWS + 1, dtype=np.uint64)) | np.uint64(1)
_SHIFT = np.uint64(32)
_POSITIVE = np.uint64(2**63 - 1)


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why two texts are alike: how alike, and the longest passages that stand in both."""

    similarity: float
    contained: float
    shared: tuple[str, ...]

    @property
    def near_duplicate(self) -> bool:
        """Return whether the two are one matter told twice."""
        return self.similarity >= NEAR


@lru_cache(maxsize=64)
def _runs(text: str) -> Hashes:
    """Kept, because a text is first put into bands and then compared. Nobody changes what this returns."""
    codes = code_points(bare(text)[:LONGEST])
    if not len(codes):
        return np.empty(0, dtype=np.uint64)
    return gram_hashes(codes, min(SHINGLE, len(codes)))


@lru_cache(maxsize=1024)
def _shingles(text: str) -> frozenset[int]:
    """Kept, because in a burst each report is compared with the same few before it."""
    return frozenset(_runs(text).tolist())


def _minima(text: str) -> Hashes:
    hashes = _runs(text)
    if not len(hashes):
        return np.empty(0, dtype=np.uint64)
    scattered = hashes[None, :] * _SEEDS[:, None]
    return np.asarray((scattered >> _SHIFT).min(axis=1), dtype=np.uint64)


def signature(text: str) -> bytes:
    """Return 40 bytes that stand for a text: its ten minimal hashes; an empty text has an empty signature."""
    return _minima(text).astype("<u4").tobytes()


def bands(text: str) -> tuple[int, ...]:
    """Return the five keys, each below 2^63, of which near-duplicates share at least one."""
    return bands_of(signature(text))


def bands_of(signed: bytes) -> tuple[int, ...]:
    """Return the band keys of a stored signature."""
    if not signed:
        return ()
    minima = np.frombuffer(signed, dtype="<u4").astype(np.uint64).reshape(BANDS, ROWS)
    keys = np.arange(1, BANDS + 1, dtype=np.uint64)
    for row in range(ROWS):
        keys = mixed(keys ^ minima[:, row])
    return tuple((keys & _POSITIVE).tolist())


def estimate(left: bytes, right: bytes) -> float:
    """Return what two stored signatures tell of the similarity, to within a tenth or so."""
    if not left or not right:
        return 0.0
    return float((np.frombuffer(left, dtype="<u4") == np.frombuffer(right, dtype="<u4")).mean())


def similarity(left: str, right: str) -> float:
    """Return the share of runs of three characters that two texts have in common, from 0 to 1 (Jaccard)."""
    mine, other = _shingles(left), _shingles(right)
    common = len(mine & other)
    union = len(mine) + len(other) - common
    return common / union if union else 0.0


def near_duplicates(text: str, candidates: Iterable[str], *, at_least: float = NEAR) -> tuple[tuple[int, float], ...]:
    """Return the positions of those candidates that repeat the text, the most alike first."""
    alike = ((position, similarity(text, candidate)) for position, candidate in enumerate(candidates))
    return tuple(sorted((pair for pair in alike if pair[1] >= at_least), key=lambda pair: (-pair[1], pair[0])))


def explain(left: str, right: str, *, most: int = 5) -> Explanation:
    """Return how alike two texts are and the longest passages they share, for the officer to judge."""
    mine, other = _shingles(left), _shingles(right)
    common = len(mine & other)
    smaller = min(len(mine), len(other))
    return Explanation(
        similarity=round(similarity(left, right), 4),
        contained=round(common / smaller, 4) if smaller else 0.0,
        shared=_shared_passages(bare(left)[:LONGEST], bare(right)[:LONGEST], most),
    )


def _shared_passages(left: str, right: str, most: int) -> tuple[str, ...]:
    """Return the longest runs of the left text that stand in the right one too."""
    known = {right[i : i + SHINGLE] for i in range(len(right) - SHINGLE + 1)}
    found: list[str] = []
    start = 0
    while start <= len(left) - SHINGLE:
        end = start + SHINGLE
        if left[start:end] not in known:
            start += 1
            continue
        while end < len(left) and left[start : end + 1] in right:
            end += 1
        found.append(left[start:end])
        start = end
    return _longest(found, most)


def _longest(passages: Sequence[str], most: int) -> tuple[str, ...]:
    return tuple(sorted(dict.fromkeys(passages), key=len, reverse=True)[:most])
