"""Sealing and seizing (查封、扣押): object, papers, term, testing, extension. 行政强制法 22–25."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from tongpan.law.calendar import WorkCalendar
from tongpan.law.checklist import Requirement, check_all, negate
from tongpan.law.citation import Citation
from tongpan.law.labelled import Labelled
from tongpan.law.limits import Regime, compute_limit
from tongpan.law.period import Authority, Exclusion, Extension, Ground, Limit, Unit, chinese_day
from tongpan.law.refusal import LawRefused
from tongpan.law.titles import COERCION_LAW
from tongpan.law.verdict import LAWFUL, Breach, Verdict

EXTENSION_DAYS = 30
"""calendar days; one prolongation, at most (行政强制法 25 ¶1: 延长期限不得超过三十日)"""
INVENTORY_COPIES = 2
"""copies of the inventory, one for each side (行政强制法 24 ¶3: 一式二份)"""

RELATED_ONLY = Citation(COERCION_LAW, 23, 1, figures=("与违法行为无关",), gist="不得查封、扣押与违法行为无关的财物")
NO_NECESSITIES = Citation(COERCION_LAW, 23, 1, figures=("生活必需品",), gist="不得查封、扣押生活必需品")
NO_DOUBLE_SEALING = Citation(COERCION_LAW, 23, 2, figures=("不得重复查封",), gist="已被依法查封的，不得重复查封")
PAPERS_ON_SPOT = Citation(
    COERCION_LAW, 24, 1, figures=("当场交付", "决定书和清单"), gist="当场交付查封、扣押决定书和清单"
)
DECISION_CONTENT = Citation(COERCION_LAW, 24, 2, figures=("应当载明下列事项",), gist="决定书应当载明的事项")
TWO_COPIES = Citation(COERCION_LAW, 24, 3, figures=("一式二份",), gist="清单一式二份，双方各存一份")
TERM = Citation(COERCION_LAW, 25, 1, figures=("不得超过三十日",), gist="查封、扣押不得超过三十日")
EXTENSION = Citation(
    COERCION_LAW, 25, 1, figures=("经行政机关负责人批准", "延长期限不得超过三十日"), gist="情况复杂经批准可以延长一次"
)
EXTENSION_TOLD = Citation(
    COERCION_LAW, 25, 2, figures=("及时书面告知当事人", "说明理由"), gist="延长决定及时书面告知并说明理由"
)
TESTING_TOLD = Citation(COERCION_LAW, 25, 3, figures=("应当明确，并书面告知当事人",), gist="检测期间应当明确并书面告知")


@dataclass(frozen=True, slots=True)
class SeizedObject:
    """One place, facility or thing that is to be sealed or seized. None: nobody has looked yet."""

    related_to_act: bool | None
    necessity_of_life: bool | None
    sealed_by_another: bool | None


_OBJECT: tuple[Requirement[SeizedObject], ...] = (
    Requirement(
        lambda thing: thing.related_to_act,
        Breach(
            "coercion.object.unrelated",
            "与违法行为无关的场所、设施、财物不得查封、扣押",
            RELATED_ONLY,
            missing="把无关的财物从清单中去掉，已经扣押的立即退还",
        ),
        Breach(
            "coercion.object.relation_unknown",
            "尚不清楚该财物与违法行为有什么关系",
            RELATED_ONLY,
            missing="写明该财物与违法行为的关系",
        ),
    ),
    Requirement(
        lambda thing: negate(thing.necessity_of_life),
        Breach(
            "coercion.object.necessity",
            "当事人及其所扶养家属的生活必需品不得查封、扣押",
            NO_NECESSITIES,
            missing="退还生活必需品",
        ),
        Breach(
            "coercion.object.necessity_unknown",
            "尚不清楚是不是当事人及其家属的生活必需品",
            NO_NECESSITIES,
            missing="当场询问并记入笔录",
        ),
    ),
    Requirement(
        lambda thing: negate(thing.sealed_by_another),
        Breach(
            "coercion.object.sealed_already",
            "已被其他国家机关依法查封，不得重复查封",
            NO_DOUBLE_SEALING,
            missing="与查封的机关联系，由其解除后再办",
        ),
        Breach(
            "coercion.object.sealing_unknown",
            "尚不清楚是否已被其他国家机关查封",
            NO_DOUBLE_SEALING,
            missing="现场查看封条，并向当事人和有关机关核实",
        ),
    ),
)


def check_object(thing: SeizedObject) -> Verdict:
    """
    Test whether one thing may be sealed or seized.

    Law: 行政强制法 23.
    """
    return check_all(_OBJECT, thing)


class DecisionField(Labelled):
    """What a decision to seal or seize must state (查封、扣押决定书载明事项): 行政强制法 24 ¶2."""

    PARTY = "PARTY", "当事人的姓名或者名称、地址"
    REASONS_AND_BASIS = "REASONS_AND_BASIS", "理由、依据"
    TERM = "TERM", "期限"
    ITEMS = "ITEMS", "财物的名称、数量"
    REMEDIES = "REMEDIES", "复议、诉讼的途径和期限"
    AGENCY_SEAL_DATE = "AGENCY_SEAL_DATE", "机关名称、印章和日期"


@dataclass(frozen=True, slots=True)
class SeizurePapers:
    """The decision and the inventory: what the decision states, and whether both were handed over on the spot."""

    stated: frozenset[DecisionField]
    decision_handed_over: bool
    inventory_handed_over: bool
    inventory_copies: int


def check_papers(papers: SeizurePapers) -> Verdict:
    """
    Test the decision and the inventory of a sealing or seizing.

    Law: 行政强制法 24.
    """
    verdict: list[Breach] = []
    lacking = [each.label for each in DecisionField if each not in papers.stated]
    if lacking:
        verdict.append(
            Breach(
                "coercion.papers.content",
                f"查封、扣押决定书没有载明：{'；'.join(lacking)}",
                DECISION_CONTENT,
                missing="补齐后重新制作",
            )
        )
    if not papers.decision_handed_over or not papers.inventory_handed_over:
        verdict.append(
            Breach(
                "coercion.papers.not_handed_over",
                "决定书和清单没有当场交付",
                PAPERS_ON_SPOT,
                missing="当场交付当事人，当事人不在场的由见证人见证并依法送达",
            )
        )
    if papers.inventory_copies < INVENTORY_COPIES:
        verdict.append(
            Breach(
                "coercion.papers.copies",
                "清单应当一式二份，由当事人和行政机关分别保存",
                TWO_COPIES,
                missing="补制一份清单并由双方确认",
            )
        )
    return tuple(verdict)


@dataclass(frozen=True, slots=True)
class Testing:
    """
    One testing, inspection, quarantine or technical appraisal of seized things.

    `starts_on` and `ends_on` are the days that the notice names; without a notice, or where it names no end, nothing is
    left out of the term. `finished_on` is the day on which the testing was in fact over.
    """

    starts_on: date
    ends_on: date | None
    notified_on: date | None
    finished_on: date | None = None


def testing_exclusion(testing: Testing) -> Exclusion | None:
    """
    Return the days that a testing takes out of the term, or None where it takes out nothing.

    Law: 行政强制法 25 ¶3.
    Reading: only days that were told beforehand are left out: from the notice on, to the end it named or the real end,
    whichever comes first (ADR 0032).
    """
    if testing.notified_on is None or testing.ends_on is None:
        return None
    first = max(testing.starts_on, testing.notified_on)
    last = testing.ends_on if testing.finished_on is None else min(testing.ends_on, testing.finished_on)
    return Exclusion(Ground.TESTING, first, last) if first <= last else None


def check_testing(testing: Testing) -> Verdict:
    """
    Test whether a testing may lengthen the custody.

    Law: 行政强制法 25 ¶3.
    """
    if testing.ends_on is None:
        return (
            Breach(
                "coercion.testing.indefinite",
                "检测、鉴定的期间没有写明终止日，不能从查封、扣押期限中扣除",
                TESTING_TOLD,
                missing="在告知书上写明起止日期",
            ),
        )
    if testing.notified_on is None or testing.notified_on > testing.starts_on:
        return (
            Breach(
                "coercion.testing.untold",
                "检测、鉴定的期间没有事先书面告知当事人，告知以前的日子不能扣除",
                TESTING_TOLD,
                missing="立即制发检测（鉴定）期间告知书",
            ),
        )
    return LAWFUL


@dataclass(frozen=True, slots=True)
class Prolongation:
    """The decision to prolong one custody."""

    granted_on: date
    days: int
    by_head: bool
    notified_on: date | None
    reasons_stated: bool


@dataclass(frozen=True, slots=True)
class Custody:
    """How long one thing has been sealed or seized, and what stopped or lengthened the term."""

    started_on: date
    testings: tuple[Testing, ...] = ()
    prolongations: tuple[Prolongation, ...] = ()
    ended_on: date | None = None


def custody_limit(custody: Custody, calendar: WorkCalendar, regime: Regime | str | None = None) -> Limit:
    """
    Return the limit of a custody, with its testings and its prolongation.

    Law: 行政强制法 25.
    Reading: a prolongation that the law does not allow lengthens nothing (ADR 0032).
    """
    exclusions = _exclusions(custody.testings)
    lawful = not check_prolongation(custody, calendar, regime)
    extensions = [
        Extension(each.days, Unit.DAY, Authority.HEAD, each.granted_on) for each in custody.prolongations if lawful
    ]
    return compute_limit("DL-06", custody.started_on, calendar, regime, exclusions=exclusions, extensions=extensions)


def _exclusions(testings: Sequence[Testing]) -> list[Exclusion]:
    return [each for each in map(testing_exclusion, testings) if each is not None]


def check_prolongation(custody: Custody, calendar: WorkCalendar, regime: Regime | str | None = None) -> Verdict:
    """
    Test whether a custody was lawfully prolonged; one that was not prolonged is.

    Law: 行政强制法 25 ¶1, ¶2.
    Reading: it must be granted before the term is over (ADR-0014, item 5).

    :raises LawRefused: if a prolongation has no day, or lies before the custody
    """
    if not custody.prolongations:
        return LAWFUL
    first = custody.prolongations[0]
    if first.days < 1 or first.granted_on < custody.started_on:
        raise LawRefused("coercion.prolongation.order", "延长至少一日，且不能早于查封、扣押之日", "prolongations")
    base = compute_limit("DL-06", custody.started_on, calendar, regime, exclusions=_exclusions(custody.testings))
    verdict: list[Breach] = []
    if len(custody.prolongations) > 1:
        verdict.append(
            Breach(
                "coercion.prolongation.twice",
                "查封、扣押只能延长一次",
                EXTENSION,
                missing="在延长后的期限内作出处理决定或者解除",
            )
        )
    if first.days > EXTENSION_DAYS:
        verdict.append(
            Breach(
                "coercion.prolongation.long",
                f"延长不得超过三十日，现延长{first.days}日",
                EXTENSION,
                missing="改为不超过三十日",
            )
        )
    if not first.by_head:
        verdict.append(
            Breach(
                "coercion.prolongation.authority",
                "延长查封、扣押须经行政机关负责人批准",
                EXTENSION,
                missing="报负责人批准，未获批准的按期解除",
            )
        )
    if base.act_by is not None and first.granted_on > base.act_by:
        verdict.append(
            Breach(
                "coercion.prolongation.late",
                f"期限已于{chinese_day(base.act_by)}届满，届满后不能再延长",
                EXTENSION,
                missing="立即解除查封、扣押",
            )
        )
    return (*verdict, *_check_prolongation_notice(first))


def _check_prolongation_notice(prolongation: Prolongation) -> Verdict:
    if prolongation.notified_on is None or not prolongation.reasons_stated:
        return (
            Breach(
                "coercion.prolongation.untold",
                "延长决定没有书面告知当事人并说明理由",
                EXTENSION_TOLD,
                missing="立即送达写明理由的延长决定书",
            ),
        )
    return LAWFUL


def check_term(custody: Custody, calendar: WorkCalendar, as_of: date, regime: Regime | str | None = None) -> Verdict:
    """
    Test whether a custody has outlasted its term.

    Law: 行政强制法 25; 27; 28 ¶1(4).
    Reading: the unrolled end counts (ADR-0014, item 1).

    :raises LawRefused: if the custody ends before it starts
    """
    if custody.ended_on is not None and custody.ended_on < custody.started_on:
        raise LawRefused("coercion.custody.order", "解除日不能早于查封、扣押之日", "ended_on")
    last = custody_limit(custody, calendar, regime).act_by
    if last is not None and (custody.ended_on or as_of) <= last:
        return LAWFUL
    day = chinese_day(last) if last is not None else "法定期限"
    return (
        Breach(
            "coercion.custody.expired",
            f"查封、扣押的期限已于{day}届满，期限届满应当解除",
            TERM,
            missing="立即作出解除决定并退还财物",
        ),
    )
