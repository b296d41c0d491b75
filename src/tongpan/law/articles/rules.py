"""
What the articles say that the rules cite (规则援引要点): facts recorded from the texts.

By them a citation can be checked where the texts are not at hand.

`rules.toml` is written by tools/rule_facts.py. For every cited article it holds the digest of its text, how many items
each paragraph has, and for every cited place the words of quantity that were found there and the gists under which it
is cited: whoever cites another place, or this one for something else, compares it with the text again.
"""

import re
import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Final

from tongpan.law.articles import digest_of
from tongpan.law.citation import Citation, chinese_number
from tongpan.law.statutes import statutes

RULES: Final = Path(__file__).with_name("rules.toml")
AT_HAND, ELSEWHERE = "texts", "elsewhere"

Place = tuple[int | None, int | None]
_ITEM_LINE = re.compile(r"\([〇零一二三四五六七八九十]+\)")


@dataclass(frozen=True, slots=True)
class RuleArticle:
    """One cited article: its digest, the number of items of each paragraph, and the words found at each cited place."""

    statute: str
    article: int | str
    source: str
    digest: str
    items: tuple[int, ...]
    places: Mapping[Place, frozenset[str]]
    gists: Mapping[Place, frozenset[str]]

    def problems(self, citation: Citation) -> list[str]:
        """Return what is wrong with a citation of this article."""
        paragraph, item = citation.paragraph, citation.item
        if paragraph is not None and not 1 <= paragraph <= len(self.items):
            return [f"{citation}：该条只有{len(self.items)}款"]
        counts = self.items if paragraph is None else self.items[paragraph - 1 : paragraph]
        if item is not None and not any(1 <= item <= count for count in counts):
            return [f"{citation}：没有这一项"]
        known = self.places.get((paragraph, item), frozenset())
        if absent := [f"{citation}：“{figure}”不在该处" for figure in citation.figures if figure not in known]:
            return absent
        if citation.gist not in self.gists.get((paragraph, item), frozenset()):
            return [f"{citation}：没有核对过这一处的“{citation.gist}”，请用 tools/rule_facts.py 对照条文登记"]
        return []


def problems_of(citation: Citation, on: date) -> list[str]:
    """Return what is wrong with a citation as of a day, by the recorded facts; nothing when it is sound."""
    known = statutes().get(citation.statute)
    if known is None:
        return [f"{citation}：法律法规目录中没有《{citation.statute}》"]
    found = [] if known.in_force(on) else [f"{citation}：《{citation.statute}》在{on}不是现行有效"]
    if citation.article == "":
        return [*found, *([f"{citation}：没有指明条次，不能附原文用语"] if citation.figures else [])]
    facts = recorded().get((citation.statute, citation.article))
    if facts is None:
        return [*found, f"{citation}：没有核对过这一条，请用 tools/rule_facts.py 对照条文登记"]
    return [*found, *facts.problems(citation)]


@cache
def recorded() -> Mapping[tuple[str, int | str], RuleArticle]:
    """Return the facts of every recorded article."""
    return read(RULES.read_text(encoding="utf-8")) if RULES.exists() else {}


def read(toml: str) -> Mapping[tuple[str, int | str], RuleArticle]:
    """Return the facts recorded in a text of the form of `rules.toml`."""
    rows = [
        _article(instrument, row)
        for instrument in tomllib.loads(toml).get("statute", [])
        for row in instrument["articles"]
    ]
    return {(row.statute, row.article): row for row in rows}


def facts_from(statute: str, article: int | str, source: str, text: str, cited: list[Citation]) -> RuleArticle:
    """Return the facts of one article from its text; words of a citation that do not stand there are left out."""
    plain = normalized(text)
    paragraphs = paragraphs_of(plain)
    places: dict[Place, set[str]] = {}
    for citation in cited:
        place = (citation.paragraph, citation.item)
        said = cut(paragraphs, *place)
        stand = {figure for figure in citation.figures if normalized(figure).replace("\n", "") in said}
        places.setdefault(place, set()).update(stand)
    return RuleArticle(
        statute=statute,
        article=article,
        source=source,
        digest=digest_of(plain),
        items=tuple(sum(1 for line in lines if _ITEM_LINE.match(line)) for lines in paragraphs),
        places={place: frozenset(words) for place, words in places.items()},
        gists=gists_of(cited),
    )


def gists_of(cited: list[Citation]) -> Mapping[Place, frozenset[str]]:
    """Return for each cited place of an article what it is cited for; an empty text where a citation says nothing."""
    gists: dict[Place, set[str]] = {}
    for citation in cited:
        gists.setdefault((citation.paragraph, citation.item), set()).add(citation.gist)
    return {place: frozenset(said) for place, said in gists.items()}


def normalized(text: str) -> str:
    """Return a text with half-width figures and without blanks; its lines stay."""
    lines = ("".join(line.split()) for line in unicodedata.normalize("NFKC", text).splitlines())
    return "\n".join(filter(None, lines))


def paragraphs_of(text: str) -> list[list[str]]:
    """Return the paragraphs of a normalized article, each with the lines of its items."""
    paragraphs: list[list[str]] = []
    for line in text.splitlines():
        if paragraphs and _ITEM_LINE.match(line):
            paragraphs[-1].append(line)
        else:
            paragraphs.append([line])
    return paragraphs


def cut(paragraphs: list[list[str]], paragraph: int | None, item: int | None) -> str:
    """Return the words of one place: the article, one of its paragraphs with its items, or one item."""
    chosen = paragraphs if paragraph is None else paragraphs[paragraph - 1 : paragraph]
    lines = [line for each in chosen for line in each]
    if item is not None:
        lines = [line for line in lines if line.startswith(f"({chinese_number(item)})")]
    return "".join(lines)


def _article(instrument: Mapping[str, Any], row: Mapping[str, Any]) -> RuleArticle:
    places = {(place.get("paragraph"), place.get("item")): place for place in row["places"]}
    return RuleArticle(
        statute=instrument["title"],
        article=row["article"],
        source=instrument["source"],
        digest=row["sha256"],
        items=tuple(row["items"]),
        places={place: frozenset(said.get("figures", ())) for place, said in places.items()},
        gists={place: frozenset(said.get("gists", ())) for place, said in places.items()},
    )
