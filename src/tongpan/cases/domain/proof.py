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


def elements(party: Party, charge: Charge, violated: Sequence[str], penalties: Sequence[str]) -> list[Element]:
    """
    Return what has to be shown of a charge.

    Law: APL 40 and, of each line, the article it names; `violated` and `penalties` are the places of the matter.
    """
    natural = party.kind is not PartyKind.ORGANIZATION
    proposed = charge.proposed.kinds if charge.proposed is not None else ()
    when = word(charge.act_on) + (f" 至 {word(charge.act_until)}" if charge.act_until else "")
    graded = (("轻微", charge.minor), ("及时改正", charge.corrected), ("初次", charge.first))
    found = [
        Element("SUBJECT", "当事人是谁", party.kind.label, str(ESTABLISHED)),
        Element("ACT", "做了什么违法的事", "", "；".join(violated) or str(ESTABLISHED)),
        Element("TIME", "什么时候做的，是否还在继续", when, str(LIMITATION)),
        Element("HARM", "有没有危害后果", word(charge.consequences), str(MINOR)),
        Element("GRADE", "轻重", "；".join(f"{name}：{word(value)}" for name, value in graded), str(MINOR)),
        Element("FAULT", "没有主观过错的证据", word(charge.no_fault), str(NO_FAULT)),
    ]
    if natural:
        said = f"{word(party.born_on)} 出生；能够辨认和控制行为：{word(party.lucid)}"
        found.insert(1, Element("CAPACITY", "行为时的年龄和辨认控制能力", said, f"{AGE}；{CAPACITY}"))
    if PenaltyKind.FINE in proposed:
        found.append(Element("FINE", "罚款数额怎么算", word(charge.proposed), "；".join(penalties)))
    if PenaltyKind.CONFISCATE_INCOME in proposed:
        found.append(Element("INCOME", "违法所得多少，怎么算", word(charge.proposed), str(INCOME)))
    if PenaltyKind.CONFISCATE_GOODS in proposed:
        found.append(Element("GOODS", "没收的财物是什么，是谁的", word(charge.proposed), "；".join(penalties)))
    return [*found, Element(OTHER, "其他要证明的", "", "")]


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
