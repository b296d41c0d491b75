"""Finding thousands of phrases in one text at once, overlaps included, without backtracking."""

from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache
from operator import add


@lru_cache(maxsize=4)
def _pairs_of(text: str) -> frozenset[str]:
    """Return the pairs of neighbouring characters of a text; several indexes ask for the same one in turn."""
    return frozenset(map(add, text, text[1:]))


class PhraseIndex:
    """
    Phrases of two characters or more, found by their first two characters.

    A pair of Chinese characters begins so few phrases that this is faster here than an automaton, and no phrase hides
    another: "渣土" is found inside "渣土车" too.
    """

    __slots__ = ("_by_pair", "_pairs")

    def __init__(self, phrases: Iterable[str]) -> None:
        by_pair: dict[str, list[str]] = defaultdict(list)
        for phrase in dict.fromkeys(phrases):
            if len(phrase) >= 2:
                by_pair[phrase[:2]].append(phrase)
        self._by_pair = {pair: tuple(sorted(found, key=len, reverse=True)) for pair, found in by_pair.items()}
        self._pairs = frozenset(self._by_pair)

    def hits(self, text: str) -> list[tuple[int, str]]:
        """Return where each phrase stands in the text, in order; the longer first where two start together."""
        found: list[tuple[int, str]] = []
        for pair in self._pairs & _pairs_of(text):
            phrases = self._by_pair[pair]
            position = text.find(pair)
            while position >= 0:
                found.extend((position, phrase) for phrase in phrases if text.startswith(phrase, position))
                position = text.find(pair, position + 1)
        found.sort(key=lambda hit: (hit[0], -len(hit[1])))
        return found

    def first_places(self, text: str) -> dict[str, int]:
        """Return each phrase that stands in the text, even inside a longer one, with its first place."""
        first: dict[str, int] = {}
        for pair in self._pairs & _pairs_of(text):
            for phrase in self._by_pair[pair]:
                place = text.find(phrase)
                if place >= 0:
                    first[phrase] = place
        return first

    def first_hits(self, text: str) -> dict[str, int]:
        """Return each phrase that stands in the text by itself, with its first place; parts of longer ones are left."""
        first: dict[str, int] = {}
        covered = 0
        for position, phrase in self.hits(text):
            end = position + len(phrase)
            if end <= covered:
                continue
            covered = end
            first.setdefault(phrase, position)
        return first
