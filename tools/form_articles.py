"""
Record what stands in the articles that the catalogue of document forms cites, from the reference texts.

    python -m tools.form_articles            write tests/documents/articles.toml
    python -m tools.form_articles --check    exit 1 if that file is not what the texts give

For every cited article: the digest of its text, and how many items (项) each paragraph (款) has. With it the tests
know where the texts are not at hand whether a place that a form names exists.
"""

import argparse
import re
import sys
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from tools.article_digests import ROOT, TEXTS, is_recorded, read_texts
from tools.rule_facts import text_of, whole_texts

from tongpan.documents.domain.forms import Form, catalogue
from tongpan.law.articles.rules import facts_from
from tongpan.law.citation import Citation
from tongpan.law.numerals import whole_number
from tongpan.law.statutes import statutes

RECORD: Final = ROOT / "tests" / "documents" / "articles.toml"
_N: Final = "[一二三四五六七八九十百千零]+"
_PLACE: Final = re.compile(rf"(.+?)(?:第({_N})条(?:第({_N})款)?(?:第({_N})项)?|(（{_N}）))")


class NoPlace(ValueError):
    """A text does not name a place in an instrument of the table."""


def main(arguments: list[str] | None = None) -> int:
    """Write the file, or check it; return the exit status."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--texts", type=Path, default=TEXTS, help="the folder of the reference texts")
    parser.add_argument("--check", action="store_true", help="only compare")
    options = parser.parse_args(arguments)
    wanted = render(options.texts)
    if options.check:
        return 0 if is_recorded(RECORD, wanted) else 1
    RECORD.write_text(wanted, encoding="utf-8")
    return 0


def place_of(text: str) -> Citation:
    """
    Return the place that a form names by the short title: 行政处罚法第五十九条第一款第一项.

    :raises NoPlace: if no instrument of the table has that short title, or no article is named
    """
    found = _PLACE.fullmatch(text)
    by_title = {one.short_title: one.title for one in statutes().values()}
    if found is None or found[1] not in by_title:
        raise NoPlace(text)
    article, paragraph, item = (whole_number(found[n]) if found[n] else None for n in (2, 3, 4))
    return Citation(by_title[found[1]], article if article is not None else found[5], paragraph, item)


def cited_by(form: Form) -> list[str]:
    """Return every place that a form names, as it is written."""
    return [*form.basis, *(one.basis for one in form.fields if one.basis)]


def recorded() -> Mapping[tuple[str, int | str], tuple[int, ...]]:
    """Return of each recorded article how many items each of its paragraphs has."""
    rows = tomllib.loads(RECORD.read_text(encoding="utf-8"))["article"]
    return {(row["statute"], row["article"]): tuple(row["items"]) for row in rows}


def render(texts: Path) -> str:
    """
    Return the file for what the catalogue cites.

    :raises NoPlace: if the texts do not have an article
    """
    cited = {place_of(text) for form in catalogue() for text in cited_by(form)}
    by_article, whole = read_texts(texts), whole_texts(texts)
    lines = ["# Written by tools/form_articles.py from the texts; not by hand. items: one number a paragraph."]
    for title, article in sorted({(one.statute, one.article) for one in cited}, key=lambda key: (key[0], str(key[1]))):
        text = text_of((title, article), by_article, whole)
        if text is None:
            raise NoPlace(f"{title} {article}")
        plain = re.sub(r"[\u200b\ufeff]", "", text)
        facts = facts_from(title, article, "", plain, [])
        named = article if isinstance(article, int) else f'"{article}"'
        lines += [
            "", "[[article]]", f'statute = "{title}"', f"article = {named}", f'sha256 = "{facts.digest}"',
            f"items = {list(facts.items)}",
        ]  # fmt: skip
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.exit(main())
