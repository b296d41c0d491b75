"""Traits as they were found when `0006_fewer_pages` was written; how they are found today is `steps.duplicates`."""

import hashlib
import html
import re
import unicodedata
from datetime import timedelta
from typing import Any
from uuid import UUID

import numpy as np

WINDOW = timedelta(days=90)
FIELDS = ("pk", "district_id", "title", "text", "town_id", "village_id", "matter_id")
SHINGLE, BANDS, ROWS, LONGEST = 3, 5, 2, 4000

_BASE = 0x9E3779B97F4A7C15
_POSITIVE = np.uint64(2**63 - 1)
_BLOCK = re.compile(r"<(script|style)\b.*?</\1\s*>|<!--.*?-->", re.IGNORECASE | re.DOTALL)
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
_INVISIBLE = re.compile(r"[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\x00-\x08\x0b\x0c\x0e-\x1f]")
_NOT_WORD = re.compile(r"[\W_]+")


def traits(
    district_id: UUID, title: str, text: str, town_id: UUID | None, village_id: UUID | None, matter_id: UUID | None
) -> tuple[int, ...]:
    """Return the bands of a text, and its matter at its place, within its county."""
    found = _bands(f"{title} {text}")
    spot = village_id or town_id
    if spot and matter_id:
        found.append(_digest(f"{spot}:{matter_id}"))
    county = _digest(str(district_id))
    return tuple(dict.fromkeys(trait ^ county for trait in found))


def _digest(text: str) -> int:
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest(), "big") >> 1


def _bands(text: str) -> list[int]:
    codes = np.frombuffer(_bare(text)[:LONGEST].encode("utf-32-le", "surrogatepass"), dtype="<u4").astype(np.uint64)
    if not len(codes):
        return []
    size = min(SHINGLE, len(codes))
    count = len(codes) - size + 1
    total = np.zeros(count, dtype=np.uint64)
    for offset in range(size):
        total += (codes[offset : offset + count] + np.uint64(1)) * np.uint64(pow(_BASE, size - offset, 2**64))
    seeds = _mixed(np.arange(1, BANDS * ROWS + 1, dtype=np.uint64)) | np.uint64(1)
    scattered = _mixed(total + np.uint64(size))[None, :] * seeds[:, None]
    minima = (scattered >> np.uint64(32)).min(axis=1).reshape(BANDS, ROWS)
    keys = np.arange(1, BANDS + 1, dtype=np.uint64)
    for row in range(ROWS):
        keys = _mixed(keys ^ minima[:, row])
    return [int(key) for key in keys & _POSITIVE]


def _mixed(values: Any) -> Any:
    values = (values ^ (values >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    values = (values ^ (values >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return values ^ (values >> np.uint64(31))


def _bare(text: str) -> str:
    text = html.unescape(_TAG.sub(" ", _BLOCK.sub(" ", text)))
    text = re.sub(r"\s+", " ", _INVISIBLE.sub("", unicodedata.normalize("NFKC", text)))
    return _NOT_WORD.sub("", text.lower())
