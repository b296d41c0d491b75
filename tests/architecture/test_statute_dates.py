"""No date from memory is stated as a fact: it stands in a text that was read, or the table says that it does not."""

import json
import re
from datetime import date
from functools import cache

import pytest
from tools.article_digests import FILES, TEXTS

from tongpan.law.statutes import Currency, Statute, statute, statutes

needs_texts = pytest.mark.skipif(not TEXTS.is_dir(), reason="../shared/law/texts is not at hand")
CHECKED = ("version", "in_force_from")
_DATE = re.compile(r"(\d{4})[年-](\d{1,2})[月-](\d{1,2})")


@cache
def dates_in_texts() -> dict[str, frozenset[date]]:
    """What each text says of its own dates: its heading, its history, its articles on taking effect."""
    said: dict[str, str] = {}
    for name in FILES:
        for line in (TEXTS / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            told = [*(row["history"] or ()), row["version"] or ""] if row["law"] not in said else [said[row["law"]]]
            told += [row["text"]] if "施行" in row["text"] else []
            said[row["law"]] = " ".join(told)
    for path in (TEXTS / "procedure_rules").glob("*.md"):
        said.setdefault(path.stem, path.read_text(encoding="utf-8"))
    return {title: frozenset(dates_of(text)) for title, text in said.items()}


def dates_of(text: str) -> list[date]:
    return [date(int(y), int(m), int(d)) for y, m, d in _DATE.findall(text) if 0 < int(m) < 13 and 0 < int(d) < 32]


def said_of(known: Statute) -> frozenset[date]:
    texts = dates_in_texts()
    return texts.get(known.text_title) or texts.get(known.title) or texts.get(known.short_title) or frozenset()


@needs_texts
@pytest.mark.parametrize("title", list(statutes()))
def test_each_date_stands_in_the_text_or_is_marked(title):
    known = statute(title)

    unproven = {name for name in CHECKED if getattr(known, name) not in said_of(known)}

    assert unproven == known.unverified & set(CHECKED)


def test_what_is_marked_is_told():
    table = statutes().values()
    marked = [known for known in table if known.unverified - {"version"} or known.currency is Currency.DOUBTFUL]

    assert len(marked) > 25
    for known in marked:
        assert "适用前请核对现行文本" in known.caution


def test_what_was_read_in_full_needs_no_caution():
    assert statute("中华人民共和国行政强制法").caution == ""


def test_no_note_states_hearsay_as_a_fact():
    assert not [known.title for known in statutes().values() if "公开信息" in known.note]
