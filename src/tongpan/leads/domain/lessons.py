"""What officers' corrections teach (纠正学习): messages like a corrected one go where that one was put."""

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tongpan.leads.domain.text import tokenise

LESSON = 5.0  # what a text that repeats many corrected ones adds to their matter
ALIKE = 0.12  # below this likeness two texts merely share the language


@dataclass(frozen=True, slots=True)
class Correction:
    """A message that an officer has put under a matter, or under a kind that is none of enforcement's."""

    text: str
    matter_code: str


class Lessons:
    """Corrected messages as one bundle of weighted words for each matter (Rocchio), compared by cosine."""

    def __init__(self, corrections: Sequence[Correction]) -> None:
        bags = [(item.matter_code, Counter(_said_words(item.text))) for item in corrections]
        frequency = Counter(word for _, bag in bags for word in bag)
        self._idf = {word: math.log(1 + len(bags) / count) + 0.5 for word, count in frequency.items()}
        bundles: dict[str, Counter[str]] = defaultdict(Counter)
        self._told: Counter[str] = Counter(code for code, _ in bags)
        for code, bag in bags:
            bundles[code].update(self._unit(bag))
        self._by_word: dict[str, list[tuple[str, float]]] = defaultdict(list)
        for code, bundle in bundles.items():
            length = math.sqrt(sum(worth * worth for worth in bundle.values())) or 1.0
            for word, worth in bundle.items():
                self._by_word[word].append((code, worth / length))

    def _unit(self, bag: Mapping[str, int]) -> dict[str, float]:
        unseen = math.log(1 + max(1, len(self._idf))) / 2
        worth = {word: (1 + math.log(count)) * self._idf.get(word, unseen) for word, count in bag.items()}
        length = math.sqrt(sum(value * value for value in worth.values())) or 1.0
        return {word: value / length for word, value in worth.items()}

    def recall(self, said: str) -> dict[str, tuple[float, tuple[str, ...]]]:
        """Return what past corrections add to each matter or kind, with the words that recalled them."""
        if not self._by_word:
            return {}
        gains: dict[str, dict[str, float]] = defaultdict(dict)
        for word, worth in self._unit(Counter(_said_words(said))).items():
            for code, taught in self._by_word.get(word, ()):
                gains[code][word] = worth * taught
        recalled = {}
        for code, words in gains.items():
            alike = sum(words.values())
            told = self._told[code]
            if alike >= ALIKE:
                gain = LESSON * alike * (0.6 + 0.4 * told / (told + 3))
                recalled[code] = (gain, tuple(sorted(words, key=lambda word: -words[word])[:4]))
        return recalled


def _said_words(text: str) -> list[str]:
    return [word for word in tokenise(text) if len(word) > 1]
