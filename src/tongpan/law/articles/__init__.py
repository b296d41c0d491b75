"""Articles (条文要点): for each article we cite, the digest of its text, and the figures and penalties named in it."""

import hashlib
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Final

from tongpan.law.numerals import figures_in

DIGESTS: Final = Path(__file__).with_name("digests.toml")

PENALTY_WORDS: Final = (
    "警告", "通报批评", "罚款", "没收", "暂扣", "吊销", "降低资质", "限制", "停产", "停业", "停工", "暂停", "关闭",
)  # fmt: skip
"""The words by which an article names a kind of penalty (行政处罚法 9), recorded where they stand."""

_ITEM = re.compile(r"[（(][〇零一二三四五六七八九十]+[）)]|\d+[.．、]")


@dataclass(frozen=True, slots=True)
class ParagraphFacts:
    """One paragraph (款) with its items: the figures and the penalty words in it, and how many items (项) it has."""

    figures: tuple[str, ...]
    words: tuple[str, ...]
    items: int


@dataclass(frozen=True, slots=True)
class ArticleFacts:
    """What can be checked about one article without its text. `digest` is SHA-256 over the text without whitespace."""

    statute: str
    version: date
    article: int
    digest: str
    paragraphs: tuple[ParagraphFacts, ...]

    def figures_at(self, paragraph: int | None) -> tuple[str, ...]:
        """Return the figures of one paragraph, or of the whole article; none if there is no such paragraph."""
        return tuple(dict.fromkeys(figure for found in self._at(paragraph) for figure in found.figures))

    def words_at(self, paragraph: int | None) -> tuple[str, ...]:
        """Return the penalty words of one paragraph, or of the whole article; none if there is no such paragraph."""
        return tuple(dict.fromkeys(word for found in self._at(paragraph) for word in found.words))

    def has(self, paragraph: int | None, item: int | None) -> bool:
        """Tell whether the article has such a paragraph and such an item."""
        if paragraph is None:
            return item is None or any(1 <= item <= found.items for found in self.paragraphs)
        if not 1 <= paragraph <= len(self.paragraphs):
            return False
        return item is None or 1 <= item <= self.paragraphs[paragraph - 1].items

    def _at(self, paragraph: int | None) -> tuple[ParagraphFacts, ...]:
        if paragraph is None:
            return self.paragraphs
        return self.paragraphs[paragraph - 1 : paragraph] if paragraph > 0 else ()


def article_facts(statute: str, article: int) -> ArticleFacts | None:
    """Return what is recorded of one article of the instrument with that full title, or None."""
    return recorded_facts().get((statute, article))


@cache
def recorded_facts() -> Mapping[tuple[str, int], ArticleFacts]:
    """Return the facts of every recorded article."""
    return read_facts(DIGESTS.read_text(encoding="utf-8"))


def read_facts(toml: str) -> Mapping[tuple[str, int], ArticleFacts]:
    """Return the facts recorded in a text of the form of `digests.toml`."""
    facts = {}
    for instrument in tomllib.loads(toml).get("statute", []):
        for row in instrument["articles"]:
            facts[instrument["title"], row["article"]] = ArticleFacts(
                statute=instrument["title"],
                version=instrument["version"],
                article=row["article"],
                digest=row["sha256"],
                paragraphs=tuple(
                    ParagraphFacts(tuple(figures), tuple(words), items)
                    for figures, words, items in zip(row["figures"], row["words"], row["items"], strict=True)
                ),
            )
    return facts


def facts_of(statute: str, version: date, article: int, text: str) -> ArticleFacts:
    """Return the facts of an article from its text, in which each paragraph and each item is a line."""
    return ArticleFacts(statute, version, article, digest_of(text), tuple(map(_paragraph_facts, _paragraphs_of(text))))


def digest_of(text: str) -> str:
    """Return the SHA-256 of a text without its whitespace."""
    return hashlib.sha256("".join(text.split()).encode()).hexdigest()


def _paragraphs_of(text: str) -> list[list[str]]:
    paragraphs: list[list[str]] = []
    for line in filter(None, map(str.strip, text.splitlines())):
        if paragraphs and _ITEM.match(line):
            paragraphs[-1].append(line)
        else:
            paragraphs.append([line])
    return paragraphs


def _paragraph_facts(lines: list[str]) -> ParagraphFacts:
    text = "".join("".join(lines).split())
    words = tuple(word for word in PENALTY_WORDS if word in text)
    return ParagraphFacts(figures_in(text), words, sum(1 for line in lines[1:] if line[0] in "（("))
