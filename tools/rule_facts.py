"""
Record what the articles say that the rules of tongpan.law cite, from the reference texts.

    python -m tools.rule_facts            write src/tongpan/law/articles/rules.toml
    python -m tools.rule_facts --check    exit 1 if that file is not what the texts give

The texts (`../shared/law/texts`, or --texts) are JSON lines by article, and in `procedure_rules/` whole texts. What
they do not hold may be given by --also FILE, JSON lines of {law, article, text}; without it, what was recorded of
those instruments is kept. A citation that does not stand in its article is told, and the exit status is 1.
"""

import argparse
import json
import re
import sys
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from itertools import zip_longest
from pathlib import Path

from tools.article_digests import TEXTS, is_recorded, read_texts

from tongpan.law.articles.cited import every_citation
from tongpan.law.articles.rules import AT_HAND, ELSEWHERE, RULES, Place, RuleArticle, facts_from, gists_of, recorded
from tongpan.law.citation import Citation, chinese_number
from tongpan.law.statutes import statutes

Key = tuple[str, int | str]

ARTICLE = re.compile(r"^[\s　]*第[〇零一二三四五六七八九十百千]+条(?=[\s　（(])", re.MULTILINE)
HEADING = re.compile(r"^[\s　]*(?:[（(][一二三四五六七八九十]+[）)]|[一二三四五六七八九十]+、)", re.MULTILINE)


def main(arguments: list[str] | None = None) -> int:
    """Write the file, or check it; return the exit status."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--texts", type=Path, default=TEXTS, help="the folder of the reference texts")
    parser.add_argument("--also", type=Path, help="further articles, as JSON lines of {law, article, text}")
    parser.add_argument("--check", action="store_true", help="only compare")
    options = parser.parse_args(arguments)

    found, missing = gather(every_citation(), options.texts, options.also)
    for citation in missing:
        print(f"没有条文可核对：{citation}", file=sys.stderr)
    wrong = [problem for facts, cited in found for citation in cited for problem in facts.problems(citation)]
    for problem in wrong:
        print(problem, file=sys.stderr)
    wanted = render(facts for facts, _ in found)
    if options.check:
        return 0 if is_recorded(RULES, wanted) and not wrong else 1
    RULES.write_text(wanted, encoding="utf-8")
    print(f"{len(found)} 条，{len(wrong)} 处不符，{len(missing)} 处没有条文")
    return 1 if wrong or missing else 0


def gather(
    citations: Iterable[Citation], texts: Path, also: Path | None = None
) -> tuple[list[tuple[RuleArticle, list[Citation]]], list[Citation]]:
    """Return the facts of each cited article with its citations, and the citations whose article nobody has."""
    cited: dict[Key, list[Citation]] = {}
    for citation in citations:
        if citation.article != "":
            cited.setdefault((citation.statute, citation.article), []).append(citation)
    by_article, whole = read_texts(texts), whole_texts(texts)
    further = _further(also)
    found, missing = [], []
    for key in sorted(cited, key=lambda key: (key[0], str(key[1]).zfill(6))):
        text, source = text_of(key, by_article, whole), AT_HAND
        if text is None:
            text, source = further.get(key), ELSEWHERE
        if text is not None:
            found.append((facts_from(*key, source, text, cited[key]), cited[key]))
        elif (kept := recorded().get(key)) is not None and kept.source == ELSEWHERE:
            found.append((replace(kept, gists=gists_of(cited[key])), cited[key]))
        else:
            missing += cited[key]
    return found, missing


def whole_texts(folder: Path) -> Mapping[str, str]:
    """Return the whole texts by the title they bear, without the document number before it."""
    found = {}
    for path in sorted((folder / "procedure_rules").glob("*.md")):
        text = path.read_text(encoding="utf-8")
        title = re.sub(r"\s", "", text.splitlines()[0].lstrip("# "))
        found[re.sub(r"^国办发〔\d+〕\d+号", "", title)] = text
    return found


def text_of(key: Key, by_article: Mapping[tuple[str, int], str], whole: Mapping[str, str]) -> str | None:
    """Return the text of one article, or of the part under one heading."""
    title, article = key
    if isinstance(article, str):
        return under_heading(whole[title], article) if title in whole else None
    known = statutes().get(title)
    text_title = known.text_title if known is not None else title
    return by_article.get((text_title, article)) or article_of(whole.get(title, ""), article)


def article_of(text: str, article: int) -> str | None:
    """Cut one article out of a whole text; the headings of chapters behind it do not belong to it."""
    heading = f"第{chinese_number(article)}条"
    marks = list(ARTICLE.finditer(text))
    for mark, following in zip_longest(marks, marks[1:]):
        if mark.group().strip("\u3000 \n") == heading:
            body = text[mark.end() : following.start() if following else len(text)]
            return re.sub(
                r"^[\s　]*#*[\s　]*第[一二三四五六七八九十]+[编章节].*$", "", body, flags=re.MULTILINE
            ).strip()
    return None


def under_heading(text: str, heading: str) -> str | None:
    """Return what stands under a heading such as （六）; where it comes more than once, all of it."""
    marks = list(HEADING.finditer(text))
    parts = [
        text[mark.start() : following.start() if following else len(text)]
        for mark, following in zip_longest(marks, marks[1:])
        if mark.group().strip().translate(str.maketrans("()", "（）")) == heading
    ]
    return "\n".join(part.strip().removeprefix(heading) for part in parts) or None


def render(facts: Iterable[RuleArticle]) -> str:
    """Return the facts as TOML, one article a line."""
    lines = [
        "# Written by tools/rule_facts.py from the reference texts; not by hand.",
        "# items: one number a paragraph (款); figures: the cited words that were found at the place; gists: what for.",
    ]
    title = None
    for fact in facts:
        if fact.statute != title:
            if title is not None:
                lines.append("]")
            title = fact.statute
            version = statutes()[title].version if title in statutes() else date.min
            head = ["", "[[statute]]", f'title = "{title}"', f"version = {version}", f'source = "{fact.source}"']
            lines += [*head, "articles = ["]
        places = ", ".join(
            _place(place, words, fact.gists.get(place, frozenset()))
            for place, words in sorted(fact.places.items(), key=_order)
        )
        article = json.dumps(fact.article, ensure_ascii=False)
        lines.append(
            f'    {{ article = {article}, sha256 = "{fact.digest}", items = {list(fact.items)}, places = [{places}] }},'
        )
    return "\n".join([*lines, "]", ""])


def _place(place: Place, words: frozenset[str], gists: frozenset[str]) -> str:
    paragraph, item = place
    parts = [f"paragraph = {paragraph}"] if paragraph is not None else []
    parts += [f"item = {item}"] if item is not None else []
    parts.append(f"figures = {json.dumps(sorted(words), ensure_ascii=False)}")
    parts.append(f"gists = {json.dumps(sorted(gists), ensure_ascii=False)}")
    return "{ " + ", ".join(parts) + " }"


def _order(entry: tuple[Place, frozenset[str]]) -> tuple[int, int]:
    (paragraph, item), _ = entry
    return (paragraph or 0, item or 0)


def _further(path: Path | None) -> Mapping[Key, str]:
    if path is None:
        return {}
    rows = map(json.loads, path.read_text(encoding="utf-8").splitlines())
    return {(row["law"], row["article"]): row["text"] for row in rows}


if __name__ == "__main__":
    sys.exit(main())
