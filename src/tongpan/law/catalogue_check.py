"""Checks of a catalogue of matters (执法事项目录核对): does each basis exist, stand in force, and name the figures."""

import tomllib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

from tongpan.law.articles import ArticleFacts, article_facts
from tongpan.law.numerals import Figure, FigureKind, read_figure
from tongpan.law.statutes import NATIONAL, Statute, UnknownStatute, statute

DOMAINS: Final = frozenset(
    "city_appearance market planning municipal landscaping ecology emergency fire transport agriculture water "
    "labor land construction culture health food_drug property".split()
)
SUBJECTS: Final = frozenset({"any", "individual", "organisation", "person_in_charge"})
CORRECTIONS: Final = frozenset({"with_penalty", "refusal_required", "general"})
MEASURES: Final = frozenset({"SEAL", "SEIZE", "SUBSTITUTE", "DEMOLISH", "COMPULSORY_EXECUTION"})
BOUNDS: Final = {
    "amount": ("min", "max"),
    "per_unit": ("min", "max"),
    "multiple_of_income": ("multiple_min", "multiple_max"),
    "multiple_of_value": ("multiple_min", "multiple_max"),
    "percent": ("percent_min", "percent_max"),
    "unspecified": None,
}
"""How a fine is measured, and the two fields that hold its bounds."""

KIND_WORDS: Final[Mapping[str, tuple[str, ...]]] = {
    "WARNING": ("警告",),
    "CRITICISM": ("通报批评",),
    "FINE": ("罚款",),
    "CONFISCATE_INCOME": ("没收",),
    "CONFISCATE_GOODS": ("没收",),
    "SUSPEND_LICENSE": ("暂扣",),
    "REVOKE_LICENSE": ("吊销",),
    "DOWNGRADE": ("降低资质",),
    "RESTRICT": ("限制",),
    "SUSPEND_BUSINESS": ("停产", "停业", "停工", "暂停"),
    "CLOSE": ("关闭",),
    "OTHER": (),
}
"""The kinds of penalty of 行政处罚法 9, and the words of which one must stand in the penalty article."""

ON_THE_SPOT_FINE: Final = {"individual": 200, "person_in_charge": 200, "any": 3000, "organisation": 3000}
"""Yuan: a fine that can be no lower than this is never decided on the spot (行政处罚法 51)."""

_ALWAYS: Final = (
    "code name domain scope violated penalty kinds fines correction town_fit town_reason summary_fit plain keywords "
    "valid_from checked_on".split()
)


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong with one matter."""

    code: str
    matter: str
    message: str

    def __str__(self) -> str:
        return f"{self.matter}：{self.message}（{self.code}）"


Matter = Mapping[str, Any]
StatuteOf = Callable[[str], Statute]
FactsOf = Callable[[str, int], ArticleFacts | None]


def read_catalogue(folder: Path) -> list[dict[str, Any]]:
    """Return the matters of every *.toml in a folder, each with the `domain` of its file, by file name."""
    matters = []
    for path in sorted(folder.glob("*.toml")):
        content = tomllib.loads(path.read_text(encoding="utf-8"))
        matters += [{"domain": content["domain"], **matter} for matter in content["matter"]]
    return matters


def check_catalogue(
    matters: Iterable[Matter], on: date, statute_of: StatuteOf = statute, facts_of: FactsOf = article_facts
) -> tuple[Problem, ...]:
    """
    Test a list of matters: form, bases in force on a day, articles known, figures and penalties named there.

    Law: APL 5, a penalty must rest on a published provision; 16, on one of sufficient rank; 9, kinds; 51, on the spot.
    """
    matters = list(matters)
    codes = Counter(str(matter.get("code", "")) for matter in matters)
    problems = [Problem("code.repeated", code, "事项编码重复") for code, count in codes.items() if count > 1]
    for matter in matters:
        code = str(matter.get("code", ""))
        found = list(_form(matter)) or [
            *_bases(matter, on, statute_of),
            *_places(matter, facts_of),
            *_fines(matter, facts_of),
            *_kinds(matter, facts_of),
        ]
        problems += [Problem(kind, code, message) for kind, message in found]
    return tuple(problems)


_Found = Iterator[tuple[str, str]]


def _form(matter: Matter) -> _Found:
    missing = [field for field in _ALWAYS if field not in matter]
    if missing:
        yield "form.missing", f"缺少字段：{'、'.join(missing)}"
        return
    yield from _unknown("domain", [matter["domain"]], DOMAINS)
    yield from _unknown("kinds", matter["kinds"], KIND_WORDS)
    yield from _unknown("correction", [matter["correction"]], CORRECTIONS)
    yield from _unknown("measures.kind", [measure["kind"] for measure in matter.get("measures", ())], MEASURES)
    yield from _unknown("fines.subject", [fine["subject"] for fine in matter["fines"]], SUBJECTS)
    yield from _unknown("fines.basis", [fine["basis"] for fine in matter["fines"]], BOUNDS)
    if not (matter["violated"] and matter["penalty"] and matter["kinds"]):
        yield "form.empty", "违反条款、处罚条款和处罚种类都不能为空"
    if not (4 <= len(matter["keywords"]) <= 12 and 2 <= len(matter["plain"]) <= 6):
        yield "form.words", "应有二至六种说法、四至十二个关键词"
    if ("FINE" in matter["kinds"]) != bool(matter["fines"]):
        yield "form.fines", "处罚种类与罚款幅度不一致"


def _unknown(field: str, values: Iterable[str], known: Iterable[str]) -> _Found:
    for value in sorted(set(values) - set(known)):
        yield "form.unknown", f"{field} 不认识：{value}"


def _bases(matter: Matter, on: date, statute_of: StatuteOf) -> _Found:
    starts = []
    for role, place in _cited(matter):
        try:
            basis = statute_of(place["statute"])
        except UnknownStatute as unknown:
            yield "basis.unknown", str(unknown)
            continue
        if not basis.in_force(on):
            instead = f"，已由《{basis.replaced_by}》替代" if basis.replaced_by else ""
            yield "basis.not_in_force", f"《{basis.short_title}》在{on}不是有效依据{instead}"
        if basis.area != NATIONAL and not str(matter["scope"]).startswith(basis.area):
            yield "basis.area", f"《{basis.short_title}》只在{basis.area}适用，事项的适用地域是{matter['scope']}"
        if role == "penalty":
            starts.append(basis.in_force_from)
    if starts and matter["valid_from"] != max(starts):
        yield "basis.valid_from", f"依据自{max(starts)}起有效，事项写的是{matter['valid_from']}"


def _places(matter: Matter, facts_of: FactsOf) -> _Found:
    for _, place in _cited(matter):
        facts = facts_of(place["statute"], place["article"])
        if facts is None:
            yield "article.unknown", f"没有《{place['statute']}》第{place['article']}条的核对记录"
        elif not facts.has(place.get("paragraph"), place.get("item")):
            yield "article.place", f"《{place['statute']}》第{place['article']}条没有所引的款、项"


def _fines(matter: Matter, facts_of: FactsOf) -> _Found:
    stand = {
        figure
        for place in matter["penalty"]
        if (facts := facts_of(place["statute"], place["article"])) is not None
        for figure in facts.figures_at(place.get("paragraph"))
    }
    for fine in matter["fines"]:
        for figure in fine["figures"]:
            if figure not in stand:
                yield "figure.absent", f"「{figure}」不在所引处罚条款中"
        yield from _amounts(fine)
    if matter["summary_fit"] and not _may_be_summary(matter):
        yield "summary.impossible", "处罚下限高于当场处罚的上限，又没有警告"


def _amounts(fine: Mapping[str, Any]) -> _Found:
    fields = BOUNDS[fine["basis"]]
    if fields is None:
        if fine["figures"] or "max" in fine:
            yield "figure.unspecified", "条文未定数额的，不得写数额"
        return
    if any(field not in fine for field in fields) or not fine["figures"]:
        yield "figure.missing", f"缺少幅度：{fine}"
        return
    low, high = (Decimal(str(fine[field])) for field in fields)
    if low > high:
        yield "figure.order", f"下限大于上限：{low}、{high}"
    try:
        values = {value for text in fine["figures"] for value in _values(read_figure(text), fine["basis"])}
    except ValueError as error:
        yield "figure.unreadable", str(error)
        return
    if values - {Decimal(0)} != {low, high} - {Decimal(0)}:
        yield "figure.value", f"数字{low}至{high}与「{'」「'.join(fine['figures'])}」不符"


def _values(figure: Figure, basis: str) -> tuple[Decimal, ...]:
    """Return the numbers of a figure in the unit of the fine; a percentage can be a multiple (百分之五十 = 0.5)."""
    fits = {
        "percent": {FigureKind.PERCENT},
        "multiple_of_income": {FigureKind.MULTIPLE, FigureKind.PERCENT},
        "multiple_of_value": {FigureKind.MULTIPLE, FigureKind.PERCENT},
    }.get(basis, {FigureKind.YUAN})
    if figure.kind not in fits:
        raise ValueError(f"数额种类与罚款方式不符：{figure.kind}")
    scale = Decimal("0.01") if figure.kind is FigureKind.PERCENT and basis != "percent" else Decimal(1)
    return figure.low * scale, figure.high * scale


def _kinds(matter: Matter, facts_of: FactsOf) -> _Found:
    stand = {
        word
        for place in matter["penalty"]
        if (facts := facts_of(place["statute"], place["article"])) is not None
        for word in facts.words_at(place.get("paragraph"))
    }
    for kind in matter["kinds"]:
        words = KIND_WORDS[kind]
        if words and not stand.intersection(words):
            yield "kind.absent", f"所引处罚条款中没有「{words[0]}」"


def _may_be_summary(matter: Matter) -> bool:
    return "WARNING" in matter["kinds"] or any(
        fine["basis"] == "unspecified" or fine.get("min", 0) <= ON_THE_SPOT_FINE[fine["subject"]]
        for fine in matter["fines"]
    )


def _cited(matter: Matter) -> Iterator[tuple[str, Mapping[str, Any]]]:
    for role in ("violated", "penalty", "measures"):
        for place in matter.get(role, ()):
            yield role, place
