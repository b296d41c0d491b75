"""Text as it is searched: normalised, and cut into overlapping pairs of characters."""

import unicodedata
from collections.abc import Iterator

MOST_CHARS = 8000


def normalise(text: str) -> str:
    """Return a text in half-width lower case; whatever is neither letter nor digit becomes one blank."""
    folded = unicodedata.normalize("NFKC", text[:MOST_CHARS]).casefold()
    return " ".join("".join(char if char.isalnum() else " " for char in folded).split())


def runs(body: str) -> Iterator[list[str]]:
    """Yield the pairs of each run of a normalised text, and its last character alone: so one character is found too."""
    for run in body.split(" "):
        if run:
            yield [run[at : at + 2] for at in range(len(run) - 1)] + [run[-1]]


def tokens(body: str) -> list[str]:
    """Return all tokens of a normalised text, in order."""
    return [token for run in runs(body) for token in run]


def pairs_of(word: str) -> list[str]:
    """Return the pairs that a text containing the word must contain; for a single character, the character."""
    return [word[at : at + 2] for at in range(len(word) - 1)] or [word]
