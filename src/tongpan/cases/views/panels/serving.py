"""送达: every document that has to be served, each attempt with what proves it, and what is not served yet."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from tongpan.cases.domain.serving import attempt_words, title_of_paper
from tongpan.cases.domain.told import day_words
from tongpan.cases.views.looking import Look
from tongpan.law.facts import Service
from tongpan.law.facts.words import Mode, Paper
from tongpan.law.procedure.proving import under_way

HIDDEN: Final = "（从略）"
NAMES: Final = ("receiver_name", "witness", "account", "served_where")
"""what names people and addresses: for those with a part in the case"""


@dataclass(frozen=True, slots=True)
class Attempt:
    """One attempt as it is shown: what it was, how it stands, and what proves it."""

    title: str
    whom: str
    state: str
    tone: str
    said: str


def panel(look: Look) -> Mapping[str, Any]:
    """Return the attempts, newest first, and how many documents are still to be served."""
    attempts = list(_attempts(look))
    waits = {one.target for one in look.outlook.steps if one.step.value in ("SERVE", "CONFIRM_PUBLIC")}
    waits |= {one.target for one in look.outlook.blocked if one.step.value == "CONFIRM_PUBLIC"}
    undelivered = [
        {"title": title_of_paper(each.ref), "whom": look.names.get(each.party, "") if look.several else ""}
        for each in sorted(waits)
    ]
    return {"served": attempts[::-1], "undelivered": undelivered}


def _attempts(look: Look) -> Iterator[Attempt]:
    counted: dict[tuple[str, str, Paper], int] = {}
    for place, row in enumerate(look.facts.services):
        key = (row.party, row.cause, row.paper)
        counted[key] = counted.get(key, 0) + 1
        words = look.known.details.get(("services", place), {})
        state, tone = _state(row)
        title = f"{row.paper.label} · 第{counted[key]}次 · {row.mode.label}"
        whom = look.names.get(row.party, "") if look.several else ""
        yield Attempt(title, whom, state, tone, "；".join(_said(look, row, words)))


def _state(row: Service) -> tuple[str, str]:
    if row.effective_at is not None:
        return f"{day_words(row.effective_at)}送达", "ok"
    if not under_way(row):
        why = f"（{row.failure.label}）" if row.failure is not None else ""
        return f"没有送到{why}", "warn"
    return ("公告期间", "info") if row.mode is Mode.PUBLIC else ("送达中，等回执", "info")


def _said(look: Look, row: Service, words: Mapping[str, str]) -> Iterator[str]:
    yield f"{day_words(row.at)}{'发出公告' if row.mode is Mode.PUBLIC else '送出'}"
    yield from attempt_words(row)
    titles = {each.id: place for place, each in enumerate(look.facts.evidence)}
    for name, text in words.items():
        if name in NAMES and not look.hiding.clear:
            yield HIDDEN
        elif text:
            yield look.hiding.text(text)
    if row.exhibit:
        title = look.known.details.get(("evidence", titles[row.exhibit]), {}).get("title", row.exhibit)
        yield f"证据：{look.hiding.label(title)}"
