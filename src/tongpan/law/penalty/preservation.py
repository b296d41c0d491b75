"""Preservation of evidence (先行登记保存): approval, inventory, and seven working days. APL 56."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final

from tongpan.law.calendar import WorkCalendar
from tongpan.law.checklist import Requirement, unmet
from tongpan.law.citation import Citation
from tongpan.law.keeping import check_late
from tongpan.law.labelled import Labelled
from tongpan.law.limits import Regime, compute_limit, limit_if_any
from tongpan.law.period import Limit, shanghai_day
from tongpan.law.refusal import LawRefused
from tongpan.law.titles import AGR, APL, HURD, SAMR, TRA
from tongpan.law.verdict import LAWFUL, Breach, Verdict

PRESERVATION: Final = Citation(APL, 56, figures=("七日",), gist="可能灭失的证据经负责人批准先行登记保存，七日内处理")
SAMR_URGENT: Final = Citation(SAMR, 33, 2, figures=("二十四小时",), gist="紧急的当场采取，二十四小时内报告补批")
SAMR_INVENTORY: Final = Citation(SAMR, 34, 1, gist="当场清点、开具清单、签名，交付清单和通知书")
SAMR_DISPOSAL: Final = Citation(SAMR, 35, 1, figures=("七个工作日",), gist="七个工作日内采取五种措施之一")
SAMR_RELEASE: Final = Citation(SAMR, 35, 2, figures=("自动解除",), gist="逾期自动解除")
HURD_INVENTORY: Final = Citation(HURD, 19, 2, gist="当场清点、开具清单、签名，各执一份")
HURD_DISPOSAL: Final = Citation(HURD, 19, 3, figures=("七日",), gist="七日内作出五种处理决定之一")
HURD_RELEASE: Final = Citation(HURD, 19, 4, figures=("自动解除",), gist="逾期自动解除")
AGR_URGENT: Final = Citation(AGR, 42, 2, figures=("二十四小时",), gist="紧急的以即时通讯报请同意，二十四小时内补批")
AGR_INVENTORY: Final = Citation(AGR, 42, 3, gist="当场清点、开具清单、签名，交付通知书和清单")
AGR_DISPOSAL: Final = Citation(AGR, 44, figures=("七日",), gist="七日内作出六种处理决定之一并送达")
TRA_INVENTORY: Final = Citation(TRA, 44, 1, gist="当场清点、制作清单、签名，当场交当事人")
TRA_DISPOSAL: Final = Citation(TRA, 45, 1, figures=("七日",), gist="七日内采取三种措施之一")
TRA_RELEASE: Final = Citation(TRA, 45, 2, figures=("自动解除",), gist="逾期自动解除")

READING: Final = "ADR-0024"


class Disposal(Labelled):
    """What becomes of preserved evidence (处理决定)."""

    SECURED = "SECURED", "记录、复制、拍照、录像等证据保全"
    TESTED = "TESTED", "送交检测、检验、检疫、鉴定"
    SEIZED = "SEIZED", "查封、扣押"
    CONFISCATED = "CONFISCATED", "没收"
    RELEASED = "RELEASED", "解除先行登记保存"
    HANDED_ON = "HANDED_ON", "移交有关部门处理"
    DESTROYED = "DESTROYED", "销毁或者无害化处理"


@dataclass(frozen=True, slots=True)
class Preservation:
    """
    One preservation of evidence, from the spot to its end.

    `at_risk` says that the evidence might be lost or be hard to get later. `approved_at` is the head's approval,
    `consent_at` the head's consent by instant message, which 农业 asks for when it is urgent.
    """

    taken_at: datetime
    at_risk: bool | None
    approved_at: datetime | None
    urgent: bool = False
    consent_at: datetime | None = None
    inventory: bool | None = None
    signed: bool | None = None
    refusal_noted: bool | None = None
    copy_given: bool | None = None
    disposed_on: date | None = None
    disposal: Disposal | None = None
    served_on: date | None = None

    def __post_init__(self) -> None:
        moments = (self.taken_at, self.approved_at, self.consent_at)
        if any(moment is not None and moment.tzinfo is None for moment in moments):
            raise LawRefused("preservation.moment.naive", "时刻必须带时区", "taken_at")
        if self.disposed_on is not None and self.disposed_on < shanghai_day(self.taken_at):
            raise LawRefused("preservation.dates.reversed", "处理决定早于先行登记保存，请核对日期", "disposed_on")


_AT_RISK: Final[Requirement[Preservation]] = Requirement(
    lambda preservation: preservation.at_risk,
    Breach("preservation.needless", "证据没有灭失或者难以取得的危险，不得先行登记保存", PRESERVATION, missing="解除"),
    Breach("preservation.risk.unknown", "没有写明证据为什么可能灭失", PRESERVATION, missing="写明可能灭失的情形"),
)

_URGENT: Final[Mapping[Regime, Citation]] = {Regime.SAMR: SAMR_URGENT, Regime.AGR: AGR_URGENT}
"""Only these let an officer act first; 行政处罚法 56 does not."""


def check_approval(preservation: Preservation, now: datetime, regime: Regime | None, calendar: WorkCalendar) -> Verdict:
    """
    Test whether the head approved beforehand, or in the one day that some regimes leave where it is urgent (INV-19).

    Law: APL 56. SAMR 33; AGR 42 ¶2.

    :raises LawRefused: if a moment bears no time zone
    """
    if now.tzinfo is None:
        raise LawRefused("preservation.moment.naive", "时刻必须带时区", "now")
    risk = _AT_RISK.check(preservation)
    approved = preservation.approved_at
    if approved is not None and approved <= preservation.taken_at:
        return risk
    urgent_rule = _URGENT.get(regime) if regime is not None else None
    if preservation.urgent and urgent_rule is not None:
        return (*risk, *_check_consent(preservation, regime), *_check_day(preservation, now, regime, calendar))
    said = "先行登记保存没有事先经行政机关负责人批准"
    if preservation.urgent:
        said += "；本程序没有紧急情况下先保存后补批的规定"
    return (*risk, Breach("preservation.unapproved", said, PRESERVATION, missing="解除，经批准后重新登记保存"))


def _check_consent(preservation: Preservation, regime: Regime | None) -> Verdict:
    consent = preservation.consent_at
    if regime is not Regime.AGR or (consent is not None and consent <= preservation.taken_at):
        return LAWFUL
    said = "紧急情况下没有先以即时通讯方式报请负责人同意"
    return (Breach("preservation.consent.missing", said, AGR_URGENT, missing="解除，经同意后重新登记保存"),)


def report_by(preservation: Preservation, regime: Regime | None, calendar: WorkCalendar) -> datetime | None:
    """
    Return until when an urgent preservation must be reported and approved (DL-04); None where that is not open.

    Law: SAMR 33 ¶2; AGR 42 ¶2.
    """
    limit = limit_if_any("DL-04", preservation.taken_at, calendar, regime)
    return limit.due_at if limit is not None else None


def _check_day(preservation: Preservation, now: datetime, regime: Regime | None, calendar: WorkCalendar) -> Verdict:
    due = report_by(preservation, regime, calendar)
    if due is None or (preservation.approved_at or now) <= due:
        return LAWFUL
    said = "紧急先行登记保存没有在二十四小时内补办批准手续"
    where = _URGENT[regime] if regime is not None else PRESERVATION
    return (Breach("preservation.approval.late", said, where, missing="立即解除；仍有必要的，经批准后重新登记保存"),)


_INVENTORY: Final[Mapping[Regime, Citation]] = {
    Regime.SAMR: SAMR_INVENTORY,
    Regime.HURD: HURD_INVENTORY,
    Regime.AGR: AGR_INVENTORY,
    Regime.TRA: TRA_INVENTORY,
}


def check_inventory(preservation: Preservation, regime: Regime | None) -> Verdict:
    """
    Test whether the things were counted and listed on the spot, and the list signed and handed over (INV-19).

    Law: APL 56. SAMR 34 ¶1; HURD 19 ¶2; AGR 42 ¶3; TRA 44 ¶1.
    Reading: what all four regimes have holds where none binds (ADR-0024).
    """
    named = _INVENTORY.get(regime) if regime is not None else None
    where = named or PRESERVATION
    found = unmet(
        (
            preservation.inventory,
            Breach("preservation.inventory.missing", "没有当场清点、开具清单", where, missing="解除，重新登记保存"),
            Breach("preservation.inventory.unknown", "不清楚是否当场清点、开具清单", where, missing="核对清单"),
        ),
        (
            bool(preservation.refusal_noted) or preservation.signed,
            Breach("preservation.unsigned", "清单没有双方签名，也没有注明拒绝", where, missing="补签或者注明拒绝"),
            Breach("preservation.signed.unknown", "不清楚清单是否签名", where, missing="核对清单"),
        ),
        (
            preservation.copy_given,
            Breach("preservation.copy.missing", "没有把清单当场交给当事人一份", where, missing="立即交付清单"),
            Breach("preservation.copy.unknown", "不清楚清单是否交给当事人", where, missing="核对签收"),
        ),
    )
    return found if named is not None else tuple(replace(each, grade="D", adr=READING) for each in found)


_USUAL: Final = frozenset({Disposal.SECURED, Disposal.TESTED, Disposal.SEIZED, Disposal.CONFISCATED, Disposal.RELEASED})
_DISPOSALS: Final[Mapping[Regime, tuple[Citation, frozenset[Disposal]]]] = {
    Regime.SAMR: (SAMR_DISPOSAL, _USUAL),
    Regime.HURD: (HURD_DISPOSAL, _USUAL),
    Regime.AGR: (AGR_DISPOSAL, frozenset(Disposal) - {Disposal.SEIZED}),
    Regime.TRA: (TRA_DISPOSAL, _USUAL - {Disposal.SEIZED}),
}
"""Where each regime names what may become of the evidence, and what."""

_RELEASES: Final[Mapping[Regime, Citation]] = {
    Regime.SAMR: SAMR_RELEASE,
    Regime.HURD: HURD_RELEASE,
    Regime.TRA: TRA_RELEASE,
}
"""Where a preservation that is not disposed of in time ends by itself."""


def ends_by_itself(regime: Regime | None) -> bool:
    """
    Tell whether a preservation that is not disposed of in time ends by itself (自动解除).

    Law: SAMR 35 ¶2; HURD 19 ¶4; TRA 45 ¶2.
    """
    return regime in _RELEASES


def dispose_by(preservation: Preservation, regime: Regime | None, calendar: WorkCalendar) -> Limit:
    """
    Return until when it must be decided what becomes of the evidence (DL-03).

    Law: APL 56; 85. SAMR 35 ¶1; HURD 19 ¶3; AGR 44; TRA 45 ¶1.
    """
    return compute_limit("DL-03", preservation.taken_at, calendar, regime=regime)


def check_disposal(preservation: Preservation, today: date, regime: Regime | None, calendar: WorkCalendar) -> Verdict:
    """
    Test whether it was decided in time, and as the regime has it, what becomes of the evidence (INV-19).

    Law: APL 56. SAMR 35; HURD 19 ¶3, ¶4; AGR 44; TRA 45.
    """
    limit = dispose_by(preservation, regime, calendar)
    release = _RELEASES.get(regime) if regime is not None else None
    if release is not None:
        late = Breach(
            "preservation.released",
            "应当在{}前作出处理决定，逾期先行登记保存自动解除",
            release,
            missing="返还证据、告知当事人；仍有必要的，依法另行取证",
        )
        found = tuple(
            replace(each, citation=release) for each in check_late(limit, preservation.disposed_on, today, late)
        )
    else:
        missing = "立即作出处理决定；继续保存没有依据的，解除"
        late = Breach("preservation.late", "应当在{}前对先行登记保存的证据作出处理决定", PRESERVATION, missing=missing)
        found = check_late(limit, preservation.disposed_on, today, late)
    served = check_late(limit, preservation.served_on, today, _UNSERVED) if regime is Regime.AGR else LAWFUL
    return (*found, *served, *_check_kind(preservation, regime))


_UNSERVED: Final = Breach(
    "preservation.unserved", "处理决定应当在{}前送达当事人", AGR_DISPOSAL, missing="立即送达处理决定"
)


def _check_kind(preservation: Preservation, regime: Regime | None) -> Verdict:
    if preservation.disposed_on is None:
        return LAWFUL
    where, allowed = _DISPOSALS.get(regime, _ANY) if regime is not None else _ANY
    if preservation.disposal is None:
        said = "没有写明对先行登记保存的证据作何处理"
        return (Breach("preservation.disposal.unknown", said, where, missing="写明处理决定"),)
    if preservation.disposal in allowed:
        return LAWFUL
    said = f"“{preservation.disposal.label}”不是本程序规定的处理方式"
    return (Breach("preservation.disposal.wrong", said, where, missing="改作本程序规定的处理决定"),)


_ANY: Final = (PRESERVATION, frozenset(Disposal))
"""行政处罚法 56 leaves open what becomes of the evidence."""
