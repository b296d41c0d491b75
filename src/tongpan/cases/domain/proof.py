"""事实—证据—法条: what has to be shown of one charge, and what is missing in what was put together."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from tongpan.cases.domain.telling import word
from tongpan.law.facts import CaseFacts, Charge, Evidence, Party
from tongpan.law.penalty.correction import INCOME
from tongpan.law.penalty.evidence import ESTABLISHED
from tongpan.law.penalty.kinds import PartyKind, PenaltyKind
from tongpan.law.penalty.limitation import LIMITATION
from tongpan.law.penalty.no_penalty import MINOR, NO_FAULT
from tongpan.law.penalty.responsibility import AGE, CAPACITY
from tongpan.powers.domain.script import Element as ScriptElement


@dataclass(frozen=True, slots=True)
class Element:
    """One thing to be shown: what it is, what was found of it so far, and the articles that ask for it."""

    code: str
    label: str
    found: str
    articles: str


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the table: the element, what the handlers wrote, the evidence, and what is missing."""

    element: Element
    finding: str
    evidence: tuple[Evidence, ...]
    article: str
    gaps: tuple[str, ...]


OTHER: Final = "OTHER"


def elements(
    party: Party, charge: Charge, script: Iterable[ScriptElement], violated: Sequence[str], penalties: Sequence[str]
) -> list[Element]:
    """
    Return what has to be shown of a charge: what the script of the matter says, and what the penalty asks for.

    Law: APL 40 and, of each line, the article it names; `violated` and `penalties` are the places of the matter.
    """
    natural = party.kind is not PartyKind.ORGANIZATION
    proposed = charge.proposed.kinds if charge.proposed is not None else ()
    own = "；".join(violated) or str(ESTABLISHED)
    shared = _shared(party, charge)
    found = [Element(each.key, each.what, *shared.get(each.key, ("", own))) for each in script]
    if natural:
        said = f"{word(party.born_on)} 出生；能够辨认和控制行为：{word(party.lucid)}"
        found.append(Element("CAPACITY", "行为时的年龄和辨认控制能力", said, f"{AGE}；{CAPACITY}"))
    if PenaltyKind.FINE in proposed:
        found.append(Element("FINE", "罚款数额怎么算", word(charge.proposed), "；".join(penalties)))
    if PenaltyKind.CONFISCATE_INCOME in proposed:
        found.append(Element("INCOME", "违法所得多少，怎么算", word(charge.proposed), str(INCOME)))
    if PenaltyKind.CONFISCATE_GOODS in proposed:
        found.append(Element("GOODS", "没收的财物是什么，是谁的", word(charge.proposed), "；".join(penalties)))
    return [*found, Element(OTHER, "其他要证明的", "", "")]


def _shared(party: Party, charge: Charge) -> dict[str, tuple[str, str]]:
    """Return for what every script asks: what was found of it so far, and the article that asks for it."""
    when = word(charge.act_on) + (f" 至 {word(charge.act_until)}" if charge.act_until else "")
    return {
        "party": (party.kind.label, str(ESTABLISHED)),
        "when": (when, str(LIMITATION)),
        "harm": (word(charge.consequences), str(MINOR)),
        "corrected": (word(charge.corrected), str(MINOR)),
        "first": (word(charge.first), str(MINOR)),
        "fault": (word(charge.no_fault), str(NO_FAULT)),
    }


def lines(
    wanted: Sequence[Element], written: Mapping[str, tuple[str, Sequence[str], str]], evidence: Iterable[Evidence]
) -> list[Line]:
    """Return the table: `written` holds finding, evidence and article by code."""
    known = {each.id: each for each in evidence}
    return [_line(each, written.get(each.code, ("", (), "")), known) for each in wanted]


def _line(element: Element, written: tuple[str, Sequence[str], str], known: Mapping[str, Evidence]) -> Line:
    finding, names, article = written
    shown = tuple(known[name] for name in names if name in known)
    gaps = []
    if element.code != OTHER or finding:
        if not finding.strip():
            gaps.append("没有写认定的事实")
        if not shown:
            gaps.append("没有证据")
        elif all(each.verified_at is None for each in shown):
            gaps.append("证据还没有查证属实")
        if not (article or element.articles):
            gaps.append("没有写依据")
    return Line(element, finding, shown, article or element.articles, tuple(gaps))


def unused(evidence: Iterable[Evidence], table: Iterable[Line]) -> list[Evidence]:
    """Return the evidence that no line rests on."""
    used = {each.id for line in table for each in line.evidence}
    return [each for each in evidence if each.id not in used]


def of_charge(facts: CaseFacts, party: str, cause: str) -> tuple[Party, Charge, list[Evidence]] | None:
    """Return a party, its charge and the evidence gathered for it, or None where there is no such charge."""
    charge = next((each for each in facts.charges if (each.party, each.cause) == (party, cause)), None)
    if charge is None:
        return None
    owner = next(each for each in facts.parties if each.id == party)
    return owner, charge, [each for each in facts.evidence if (each.party, each.cause) == (party, cause)]
