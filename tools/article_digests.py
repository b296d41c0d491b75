"""
Record the facts of every article that the catalogue of matters cites, from the reference texts.

    python -m tools.article_digests            write src/tongpan/law/articles/digests.toml
    python -m tools.article_digests --check    exit 1 if that file is not what the texts give

The texts (`../shared/law/texts`, or --texts) are one JSON object a line: {law, version, article, text}. They are only
needed here: everything else checks against the recorded facts.
"""

import argparse
import json
import re
import sys
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from tongpan.law.articles import DIGESTS, ArticleFacts, facts_of
from tongpan.law.numerals import whole_number
from tongpan.law.statutes import statute

ROOT = Path(__file__).resolve().parents[1]
TEXTS = ROOT.parent / "shared" / "law" / "texts"
CATALOGUE = ROOT / "src" / "tongpan" / "powers" / "catalogue"
FILES = ("national", "administrative_regulations", "department_rules", "local_regulations")

Texts = Mapping[tuple[str, int], str]


class ArticleMissing(LookupError):
    """The reference texts do not have a cited article."""


def main(arguments: list[str] | None = None) -> int:
    """Write the file, or check it; return the exit status."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--texts", type=Path, default=TEXTS, help="the folder of the reference texts")
    parser.add_argument("--check", action="store_true", help="only compare")
    options = parser.parse_args(arguments)

    cited = cited_articles(CATALOGUE)
    wanted = render(facts_from(read_texts(options.texts), cited))
    if options.check:
        return 0 if is_recorded(DIGESTS, wanted) else 1
    DIGESTS.write_text(wanted, encoding="utf-8")
    print(f"{len(cited)} 条")
    return 0


def is_recorded(path: Path, wanted: str) -> bool:
    """Tell whether a file holds what the texts give, and say so."""
    same = path.exists() and path.read_text(encoding="utf-8") == wanted
    print("一致" if same else f"不一致：请重新生成 {path.name}")
    return same


def cited_articles(catalogue: Path) -> list[tuple[str, int]]:
    """Return every (statute, article) that the matters cite, in order."""
    cited = set()
    for path in sorted(catalogue.glob("*.toml")):
        for matter in tomllib.loads(path.read_text(encoding="utf-8"))["matter"]:
            cited |= {(place["statute"], place["article"]) for place in _places(matter)}
    return sorted(cited)


def read_texts(folder: Path) -> Texts:
    """Return the text of each article of the newest version of each instrument, by the title the texts use."""
    newest: dict[str, str] = {}
    rows = list(_rows(folder))
    for row in rows:
        newest[row["law"]] = max(newest.get(row["law"], ""), row["version"] or "")
    return {
        (row["law"], number): row["text"]
        for row in rows
        if (row["version"] or "") == newest[row["law"]] and (number := _article_number(row["article"])) is not None
    }


def facts_from(texts: Texts, cited: Iterable[tuple[str, int]]) -> list[ArticleFacts]:
    """
    Return the facts of each cited article.

    :raises ArticleMissing: if the texts do not have it
    """
    facts = []
    for title, article in cited:
        instrument = statute(title)
        text = texts.get((instrument.text_title, article))
        if text is None:
            raise ArticleMissing(f"参考文本中没有《{title}》第{article}条")
        facts.append(facts_of(title, instrument.version, article, text))
    return facts


def render(facts: Iterable[ArticleFacts]) -> str:
    """Return the facts as TOML, one article a line."""
    lines = [
        "# Written by tools/article_digests.py from the reference texts; not by hand.",
        "# figures, words and items: one entry for each paragraph (款) of the article.",
    ]
    title = None
    for fact in facts:
        if fact.statute != title:
            if title is not None:
                lines.append("]")
            title = fact.statute
            lines += ["", "[[statute]]", f'title = "{title}"', f"version = {fact.version}", "articles = ["]
        figures = json.dumps([paragraph.figures for paragraph in fact.paragraphs], ensure_ascii=False)
        words = json.dumps([paragraph.words for paragraph in fact.paragraphs], ensure_ascii=False)
        items = json.dumps([paragraph.items for paragraph in fact.paragraphs])
        lines.append(
            f'    {{ article = {fact.article}, sha256 = "{fact.digest}", '
            f"figures = {figures}, words = {words}, items = {items} }},"
        )
    return "\n".join([*lines, "]", ""])


def _places(matter: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    for role in ("violated", "penalty", "measures"):
        yield from matter.get(role, ())


def _rows(folder: Path) -> Iterator[dict[str, Any]]:
    for name in FILES:
        with (folder / f"{name}.jsonl").open(encoding="utf-8") as lines:
            yield from map(json.loads, lines)


def _article_number(label: str) -> int | None:
    found = re.fullmatch(r"第([〇零一二两三四五六七八九十百千]+)条", label)
    return whole_number(found.group(1)) if found else None


if __name__ == "__main__":
    sys.exit(main())
