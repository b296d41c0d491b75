"""How often, and together (检查频次和合并): 国办发〔2024〕54号; 优化营商环境条例 54 ¶1; 浙江省综合行政执法条例 13."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from tongpan.law.citation import Citation
from tongpan.law.inspection.plan import INSPECTION_ADR, Reason
from tongpan.law.titles import BUSINESS_ENVIRONMENT, INSPECTION_OPINION, ZJR
from tongpan.law.verdict import LAWFUL, Breach, Verdict

ZHEJIANG = "33"

CAP = Citation(INSPECTION_OPINION, "", gist="公布同一机关对同一企业的年度检查频次上限")
MERGE = Citation(
    BUSINESS_ENVIRONMENT, 54, 1, figures=("尽可能合并或者纳入跨部门联合抽查",), gist="多个检查事项尽可能合并"
)
AT_ONCE = Citation(ZJR, 13, 3, figures=("原则上应当同时一次性开展",), gist="同一机关的多项检查原则上一次做完")
JOINT = Citation(ZJR, 13, 1, figures=("避免重复检查",), gist="涉及多个主体的联合执法，避免重复检查")


@dataclass(frozen=True, slots=True)
class Inspection:
    """One inspection that took place, or is planned: which body, which enterprise, when, why, which item."""

    agency: str
    enterprise: str
    on: date
    reason: Reason
    item: str


@dataclass(frozen=True, slots=True)
class Tally:
    """How often one body inspected one enterprise in one year, of every kind and daily ones alone."""

    all: int
    daily: int


def tally(inspections: Iterable[Inspection], agency: str, enterprise: str, year: int) -> Tally:
    """
    Return how often one body inspected one enterprise in one calendar year.

    Several items looked at on one day are one inspection.

    Law: 国办发〔2024〕54号.
    Reading: every kind is counted (ADR 0035).
    """
    days: dict[date, bool] = {}
    for each in inspections:
        if (each.agency, each.enterprise, each.on.year) == (agency, enterprise, year):
            days[each.on] = days.get(each.on, False) or each.reason is Reason.DAILY
    return Tally(len(days), sum(days.values()))


def check_cap(planned: Inspection, past: Iterable[Inspection], cap: int | None, exceeding_reason: str = "") -> Verdict:
    """
    Test one planned inspection against the cap that its body has published for a year.

    Law: 国办发〔2024〕54号.
    Reading: all inspections count; only daily ones stop at the cap, others go on with a reason, and supervision is told
    (ADR 0035).
    """
    if cap is None:
        return (
            Breach(
                "inspection.cap.unknown",
                "本机关没有公布对同一企业的年度检查频次上限",
                CAP,
                grade="B",
                missing="先公布年度检查频次上限",
            ),
        )
    done = tally(past, planned.agency, planned.enterprise, planned.on.year).all
    if done < cap:
        return LAWFUL
    if planned.reason is Reason.DAILY:
        return (
            Breach(
                "inspection.cap.reached",
                f"今年已检查{done}次，达到上限{cap}次，不得再做日常检查",
                CAP,
                grade="B",
                missing="改到下一年度，或者用非现场方式",
            ),
        )
    if not exceeding_reason.strip():
        return (
            Breach(
                "inspection.cap.no_reason",
                f"今年已检查{done}次，达到上限{cap}次，{planned.reason.label}须写明超出的理由",
                CAP,
                grade="D",
                missing="写明超出频次上限的理由",
                adr=INSPECTION_ADR,
            ),
        )
    return (
        Breach(
            "inspection.cap.exceeded",
            f"今年第{done + 1}次检查，超出上限{cap}次，已提请监督机构关注",
            CAP,
            grade="D",
            missing="报执法监督机构知悉",
        ),
    )


@dataclass(frozen=True, slots=True)
class Merger:
    """Inspections of one enterprise that should be one visit: of one body, or jointly of several."""

    enterprise: str
    inspections: tuple[Inspection, ...]

    @property
    def joint(self) -> bool:
        """Whether several bodies are meant, who would go together."""
        return len({each.agency for each in self.inspections}) > 1


def mergers(planned: Iterable[Inspection], within: timedelta) -> tuple[Merger, ...]:
    """
    Return what should be merged: inspections of one enterprise, each at most `within` after the first.

    Only inspections on several days, or of several bodies, or of several items are worth a proposal.

    Law: 优化营商环境条例 54 ¶1; 浙江省综合行政执法条例 13.
    Reading: how close is close is for the county to set (ADR 0035).
    """
    by_enterprise: dict[str, list[Inspection]] = defaultdict(list)
    for each in planned:
        by_enterprise[each.enterprise].append(each)
    found = []
    for enterprise in sorted(by_enterprise):
        for group in _runs(
            sorted(by_enterprise[enterprise], key=lambda each: (each.on, each.agency, each.item)), within
        ):
            if len(group) > 1:
                found.append(Merger(enterprise, tuple(group)))
    return tuple(found)


def _runs(inspections: Sequence[Inspection], within: timedelta) -> Iterable[list[Inspection]]:
    run: list[Inspection] = []
    for each in inspections:
        if run and each.on - run[0].on > within:
            yield run
            run = []
        run.append(each)
    yield run


def check_merged(merger: Merger, division: str, separate_reason: str = "") -> Verdict:
    """
    Test whether inspections that can be one visit are one, or why they are not.

    `division` tells in whose province they take place.

    Law: 优化营商环境条例 54 ¶1; 浙江省综合行政执法条例 13.
    Reading: "as far as possible" asks for a reason, not for the impossible (ADR 0035).
    """
    separate = merger.joint or len({each.on for each in merger.inspections}) > 1
    if not separate or separate_reason.strip():
        return LAWFUL
    return (
        Breach(
            "inspection.unmerged",
            f"对{merger.enterprise}的{len(merger.inspections)}项检查可以{'联合' if merger.joint else '合并'}进行",
            _merging(merger, division),
            grade="D",
            missing="改为一次检查，或者写明不能合并的理由",
            adr=INSPECTION_ADR,
        ),
    )


def _merging(merger: Merger, division: str) -> Citation:
    """Zhejiang has its own words for both kinds; elsewhere the nation's."""
    if not division.startswith(ZHEJIANG):
        return MERGE
    return JOINT if merger.joint else AT_ONCE
