"""Text as it is searched: normalised, and cut into overlapping pairs of characters."""

import re
import unicodedata
from operator import add

MOST_CHARS = 8000
_NOT_WORD = re.compile(r"[\W_]+")


def normalise(text: str) -> str:
    """Return a text in half-width lower case; whatever is neither letter nor digit becomes one blank."""
    return _NOT_WORD.sub(" ", unicodedata.normalize("NFKC", text[:MOST_CHARS]).casefold()).strip()


def tokens(body: str) -> list[str]:
    """Return the pairs of each run and its last character, in order; so a single character is found too."""
    found: list[str] = []
    for run in body.split():
        found += map(add, run, run[1:])
        found.append(run[-1])
    return found


def pairs_of(word: str) -> list[str]:
    """Return the pairs that a text containing the word must contain; for a single character, the character."""
    return list(map(add, word, word[1:])) or [word]
