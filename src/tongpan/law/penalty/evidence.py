"""Evidence (证据): the eight kinds, verified and lawfully obtained, before anything is built on it. APL 40, 46."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final

from tongpan.law.checklist import Requirement, check_all
from tongpan.law.citation import Citation
from tongpan.law.labelled import Labelled
from tongpan.law.limits import Regime
from tongpan.law.titles import AGR, APL, HURD, SAMR, TRA
from tongpan.law.verdict import LAWFUL, Breach, Verdict

ESTABLISHED: Final = Citation(APL, 40, gist="必须查明事实；事实不清、证据不足的，不得处罚")
VERIFIED: Final = Citation(APL, 46, 2, gist="证据须经查证属实，方可作为根据")
ILLEGAL: Final = Citation(APL, 46, 3, gist="以非法手段取得的证据不得作为根据")
RECORDED: Final = Citation(APL, 55, 2, gist="询问或者检查应当制作笔录")
SAMR_INQUIRY: Final = Citation(SAMR, 29, figures=("个别进行", "逐页签名"), gist="个别询问，核对无误后逐页签名")
HURD_INQUIRY: Final = Citation(HURD, 16, figures=("个别进行", "逐页签名"), gist="个别询问，核对后逐页签名")
AGR_SINGLY: Final = Citation(AGR, 38, 1, figures=("个别进行",), gist="询问应当个别进行")
AGR_PAGES: Final = Citation(AGR, 38, 3, figures=("逐页签名",), gist="核对无误后逐页签名，拒绝的注明")
TRA_SINGLY: Final = Citation(TRA, 39, item=2, figures=("个别进行",), gist="询问应当个别进行")
TRA_CHECKED: Final = Citation(TRA, 39, item=4, gist="交被询问人核对，阅读困难的宣读")
TRA_PAGES: Final = Citation(TRA, 39, item=5, figures=("逐页签名",), gist="确认无误的逐页签名，拒绝的注明")

READING: Final = "ADR-0024"


class EvidenceKind(Labelled):
    """The eight kinds of 行政处罚法 46; the last item of the article names two records."""

    DOCUMENT = "DOCUMENT", "书证"
    OBJECT = "OBJECT", "物证"
    RECORDING = "RECORDING", "视听资料"
    DATA = "DATA", "电子数据"
    TESTIMONY = "TESTIMONY", "证人证言"
    STATEMENT = "STATEMENT", "当事人的陈述"
    OPINION = "OPINION", "鉴定意见"
    SITE_RECORD = "SITE_RECORD", "勘验笔录、现场笔录"


@dataclass(frozen=True, slots=True)
class Item:
    """One piece of evidence. `lawful`: obtained by lawful means; `verified`: 查证属实; None: not examined."""

    name: str
    kind: EvidenceKind | None
    lawful: bool | None
    verified: bool | None


def check_item(item: Item) -> Verdict:
    """
    Test whether a fact may be built on one piece of evidence (INV-20).

    Law: APL 46.
    """
    found = []
    if item.kind is None:
        said = f"“{item.name}”没有归入法定的八种证据"
        found.append(Breach("evidence.kind.missing", said, VERIFIED, missing="按行政处罚法第四十六条写明证据种类"))
    if item.lawful is False:
        said = f"“{item.name}”以非法手段取得，不得作为认定事实的根据"
        return (*found, Breach("evidence.illegal", said, ILLEGAL, missing="排除，依法重新收集"))
    if item.lawful is None:
        said = f"没有审查“{item.name}”的取得方式是否合法"
        found.append(Breach("evidence.lawful.unknown", said, ILLEGAL, missing="审查取得的人员、程序和方式"))
    if item.verified is False:
        said = f"“{item.name}”经查不属实，不得作为认定事实的根据"
        found.append(Breach("evidence.false", said, VERIFIED, missing="排除，另行收集"))
    elif item.verified is None:
        said = f"“{item.name}”还没有查证属实"
        found.append(Breach("evidence.unverified", said, VERIFIED, missing="与其他证据核对、质证后确认"))
    return tuple(found)


def admissible(items: Iterable[Item]) -> tuple[Item, ...]:
    """
    Return the evidence on which facts may be built.

    Law: APL 46 ¶2, ¶3.
    """
    return tuple(item for item in items if not check_item(item))


@dataclass(frozen=True, slots=True)
class Finding:
    """One fact that the case rests on (待证事实), and the evidence for it. `clear`: 事实清楚 in the judge's view."""

    fact: str
    items: tuple[Item, ...]
    clear: bool | None


def check_findings(findings: Iterable[Finding]) -> Verdict:
    """
    Test whether every fact of the case is clear and has evidence that holds.

    Law: APL 40; 46 ¶2, ¶3.
    """
    listed = tuple(findings)
    if not listed:
        said = "没有列出要证明的事实"
        return (Breach("evidence.facts.none", said, ESTABLISHED, missing="逐项列出违法事实和对应的证据"),)
    return tuple(breach for finding in listed for breach in _check_finding(finding))


def _check_finding(finding: Finding) -> Verdict:
    if not admissible(finding.items):
        said = f"“{finding.fact}”没有可以采信的证据"
        return (Breach("evidence.insufficient", said, ESTABLISHED, missing="补充调查；不能查明的不予处罚"),)
    if finding.clear is False:
        said = f"“{finding.fact}”不清楚，不得给予处罚"
        return (Breach("evidence.unclear", said, ESTABLISHED, missing="补充调查；不能查明的不予处罚"),)
    if finding.clear is None:
        said = f"“{finding.fact}”是否清楚还没有审查"
        return (Breach("evidence.clear.unknown", said, ESTABLISHED, missing="审查证据能否互相印证"),)
    return LAWFUL


@dataclass(frozen=True, slots=True)
class Inquiry:
    """
    One inquiry (询问) and its record.

    `checked` says that the person read the record or had it read; `signed` that every page bears the signature, and
    `refusal_noted` that a refusal to sign is written down.
    """

    person: str
    singly: bool | None
    recorded: bool | None
    checked: bool | None
    signed: bool | None
    refusal_noted: bool | None = None


_RECORDED: Final[Requirement[Inquiry]] = Requirement(
    lambda inquiry: inquiry.recorded,
    Breach("evidence.inquiry.unrecorded", "询问没有制作笔录", RECORDED, missing="重新询问并制作笔录"),
    Breach("evidence.inquiry.record.unknown", "不清楚询问是否制作笔录", RECORDED, missing="核对案卷"),
)
_SINGLY: Final[Requirement[Inquiry]] = Requirement(
    lambda inquiry: inquiry.singly,
    Breach("evidence.inquiry.together", "询问应当个别进行", RECORDED, "D", "分别重新询问", READING),
    Breach("evidence.inquiry.singly.unknown", "不清楚询问是否个别进行", RECORDED, "D", "核对笔录和录像", READING),
)
_CHECKED: Final[Requirement[Inquiry]] = Requirement(
    lambda inquiry: inquiry.checked,
    Breach("evidence.inquiry.unchecked", "笔录没有交被询问人核对", RECORDED, "D", "交被询问人核对，更正差错", READING),
    Breach("evidence.inquiry.checked.unknown", "不清楚笔录是否经被询问人核对", RECORDED, "D", "核对笔录", READING),
)
_SIGNED: Final[Requirement[Inquiry]] = Requirement(
    lambda inquiry: bool(inquiry.refusal_noted) or inquiry.signed,
    Breach("evidence.inquiry.unsigned", "笔录没有逐页签名，也没有注明拒绝", RECORDED, "D", "补签或者注明拒绝", READING),
    Breach("evidence.inquiry.signed.unknown", "不清楚笔录是否逐页签名", RECORDED, "D", "核对笔录", READING),
)

_PLACES: Final = {
    Regime.SAMR: (SAMR_INQUIRY, SAMR_INQUIRY, SAMR_INQUIRY),
    Regime.HURD: (HURD_INQUIRY, HURD_INQUIRY, HURD_INQUIRY),
    Regime.AGR: (AGR_SINGLY, AGR_PAGES, AGR_PAGES),
    Regime.TRA: (TRA_SINGLY, TRA_CHECKED, TRA_PAGES),
}
"""Where each regime has the single inquiry, the checking of the record, and the signature on every page."""


def check_inquiry(inquiry: Inquiry, regime: Regime | None) -> Verdict:
    """
    Test whether a person was asked singly, and the record checked and signed page by page (INV-21).

    Law: APL 55 ¶2. SAMR 29; HURD 16; AGR 38; TRA 39.
    Reading: what four regimes have alike holds where none binds (ADR-0024).
    """
    if not inquiry.recorded:
        return _told_of(inquiry.person, _RECORDED.check(inquiry))
    singly, checked, signed = _SINGLY, _CHECKED, _SIGNED
    if regime in _PLACES:
        here, there, below = _PLACES[regime]
        singly, checked, signed = singly.under(here), checked.under(there), signed.under(below)
    return _told_of(inquiry.person, check_all((singly, checked, signed), inquiry))


def _told_of(person: str, verdict: Verdict) -> Verdict:
    return tuple(replace(breach, message=f"{person}：{breach.message}") for breach in verdict)
