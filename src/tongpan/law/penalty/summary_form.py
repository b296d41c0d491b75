"""The decision made on the spot (当场处罚决定书): its content, its handing over, its filing. APL 52."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from tongpan.law.calendar import WorkCalendar
from tongpan.law.checklist import Requirement
from tongpan.law.citation import Citation
from tongpan.law.keeping import check_late
from tongpan.law.labelled import Labelled
from tongpan.law.limits import Regime, compute_limit
from tongpan.law.period import Limit
from tongpan.law.refusal import LawRefused
from tongpan.law.titles import AGR, APL, RECONSIDERATION_LAW, SAMR
from tongpan.law.verdict import LAWFUL, Breach, Verdict

HANDED: Final = Citation(APL, 52, 1, figures=("编有号码", "当场交付"), gist="编号决定书当场交付，拒绝签收的注明")
CONTENT: Final = Citation(APL, 52, 2, gist="决定书的内容，执法人员签名或者盖章")
FILED: Final = Citation(APL, 52, 3, gist="报所属行政机关备案")
SAMR_CONTENT: Final = Citation(SAMR, 68, gist="另载明当事人基本情况、缴款途径和期限，加盖印章")
AGR_SEAL: Final = Citation(AGR, 26, 1, item=5, gist="预定格式、编有号码、盖有印章的决定书")
RECONSIDERATION_FIRST: Final = Citation(RECONSIDERATION_LAW, 23, 1, item=1, gist="对当场处罚不服的，先申请行政复议")
TOLD_FIRST: Final = Citation(RECONSIDERATION_LAW, 23, 2, gist="作出时告知先申请行政复议")


class Entry(Labelled):
    """What stands in a decision made on the spot (当场处罚决定书的内容)."""

    NUMBER = "NUMBER", "编号"
    VIOLATION = "VIOLATION", "当事人的违法行为"
    KIND_AND_BASIS = "KIND_AND_BASIS", "行政处罚的种类和依据"
    FINE = "FINE", "罚款数额"
    TIME = "TIME", "时间"
    PLACE = "PLACE", "地点"
    REMEDIES = "REMEDIES", "申请行政复议、提起行政诉讼的途径和期限"
    ORGAN = "ORGAN", "行政机关名称"
    SIGNATURES = "SIGNATURES", "执法人员签名或者盖章"
    PARTY = "PARTY", "当事人的基本情况"
    PAYMENT = "PAYMENT", "缴款途径和期限"
    SEAL = "SEAL", "机关印章"


_ALWAYS: Final = {
    Entry.NUMBER: HANDED,
    Entry.VIOLATION: CONTENT,
    Entry.KIND_AND_BASIS: CONTENT,
    Entry.TIME: CONTENT,
    Entry.PLACE: CONTENT,
    Entry.REMEDIES: CONTENT,
    Entry.ORGAN: CONTENT,
    Entry.SIGNATURES: CONTENT,
}
_WITH_A_FINE: Final = {Entry.FINE: CONTENT}
_BY_REGIME: Final = {
    Regime.SAMR: {Entry.PARTY: SAMR_CONTENT, Entry.SEAL: SAMR_CONTENT},
    Regime.AGR: {Entry.SEAL: AGR_SEAL},
}
_WITH_A_FINE_BY_REGIME: Final = {Regime.SAMR: {Entry.PAYMENT: SAMR_CONTENT}}


def required_entries(regime: Regime | None, *, fined: bool) -> dict[Entry, Citation]:
    """
    Return what must stand in the decision, and where that is said.

    Law: APL 52 ¶1, ¶2. SAMR 68; AGR 26 ¶1(5).
    """
    wanted = dict(_ALWAYS)
    if fined:
        wanted |= _WITH_A_FINE
    if regime is not None:
        wanted |= _BY_REGIME.get(regime, {})
        if fined:
            wanted |= _WITH_A_FINE_BY_REGIME.get(regime, {})
    return wanted


@dataclass(frozen=True, slots=True)
class SpotDecision:
    """
    A decision made on the spot, as it stands on paper and was handed over.

    `reconsideration_first` says whether it tells the party to go to reconsideration first, `offers_suit` whether it
    says that one may sue at once. `refusal_noted` is asked when the party would not sign.
    """

    entries: frozenset[Entry]
    fined: bool
    reconsideration_first: bool | None
    offers_suit: bool = False
    handed_over: bool | None = None
    signed_for: bool | None = True
    refusal_noted: bool | None = None


_HANDED: Final[Requirement[SpotDecision]] = Requirement(
    lambda decision: decision.handed_over,
    Breach(
        "summary_form.not_handed", "当场处罚决定书没有当场交付当事人", HANDED, missing="当场交付，不能的改用普通程序"
    ),
    Breach("summary_form.handed.unknown", "不清楚决定书是否当场交付", HANDED, missing="核对签收或者音像记录"),
)
_NOTED: Final[Requirement[SpotDecision]] = Requirement(
    lambda decision: decision.refusal_noted,
    Breach(
        "summary_form.refusal.unnoted", "当事人拒绝签收，决定书上没有注明", HANDED, missing="在决定书上注明拒绝签收"
    ),
    Breach("summary_form.refusal.unknown", "不清楚决定书上是否注明拒绝签收", HANDED, missing="核对决定书"),
)
_FIRST: Final[Requirement[SpotDecision]] = Requirement(
    lambda decision: decision.reconsideration_first,
    Breach(
        "summary_form.remedy.missing",
        "没有告知当事人应当先申请行政复议",
        TOLD_FIRST,
        missing="写明先申请行政复议，对复议决定不服再起诉",
    ),
    Breach("summary_form.remedy.unknown", "不清楚是否告知先申请行政复议", TOLD_FIRST, missing="核对决定书的救济告知"),
)
_SIGNED_FOR_UNKNOWN: Final = Breach(
    "summary_form.signed.unknown", "不清楚当事人是否签收", HANDED, missing="核对决定书的签收栏"
)


def check_form(decision: SpotDecision, regime: Regime | None) -> Verdict:
    """
    Test a decision made on the spot: complete, reconsideration first, and handed over (INV-37, INV-38, INV-43).

    Law: APL 52 ¶1, ¶2. 行政复议法 23 ¶1(1), ¶2. SAMR 68; AGR 26 ¶1(5).
    """
    found = [
        Breach("summary_form.entry.missing", f"决定书没有载明{entry.label}", where, missing=f"补上{entry.label}")
        for entry, where in required_entries(regime, fined=decision.fined).items()
        if entry not in decision.entries
    ]
    found.extend(_FIRST.check(decision))
    if decision.offers_suit:
        said = "对当场处罚不服的应当先申请行政复议，决定书却写明可以直接起诉"
        missing = "删去直接起诉的告知"
        found.append(Breach("summary_form.remedy.suit", said, RECONSIDERATION_FIRST, missing=missing))
    return (*found, *_HANDED.check(decision), *_check_signed(decision))


def _check_signed(decision: SpotDecision) -> Verdict:
    if decision.handed_over is not True or decision.signed_for:
        return LAWFUL
    return (_SIGNED_FOR_UNKNOWN,) if decision.signed_for is None else _NOTED.check(decision)


@dataclass(frozen=True, slots=True)
class SpotFiling:
    """
    The filing of a spot decision with the organ (备案).

    `landed_on` is the day of landing for fishery cases on water, where 农业 counts from it.
    """

    decided_on: date
    filed_on: date | None = None
    landed_on: date | None = None


def last_day_to_file(
    filing: SpotFiling, calendar: WorkCalendar, regime: Regime | None = None, province: str | None = None
) -> Limit:
    """
    Return until when a decision made on the spot must be filed with the organ (DL-22).

    Law: APL 52 ¶3. SAMR 70; HURD 14 ¶2; AGR 27; TRA 61(8); 浙江省行政程序办法 60 ¶2.

    :raises LawRefused: if the boat landed before the decision
    """
    if filing.landed_on is not None and filing.landed_on < filing.decided_on:
        raise LawRefused("summary_form.landing.reversed", "抵岸日期早于处罚决定，请核对", "landed_on")
    landed = filing.landed_on if regime is Regime.AGR else None
    return compute_limit("DL-22", landed or filing.decided_on, calendar, regime, province)


def check_filing_time(
    filing: SpotFiling, today: date, calendar: WorkCalendar, regime: Regime | None = None, province: str | None = None
) -> Verdict:
    """
    Test whether a decision made on the spot was filed in time; without a number of days it is only pointed out.

    Law: APL 52 ¶3. SAMR 70; HURD 14 ¶2; AGR 27; TRA 61(8); 浙江省行政程序办法 60 ¶2.

    :raises LawRefused: if it was filed before it was made
    """
    if filing.filed_on is not None and filing.filed_on < filing.decided_on:
        raise LawRefused("summary_form.filing.reversed", "备案日期早于处罚决定，请核对", "filed_on")
    limit = last_day_to_file(filing, calendar, regime, province)
    if limit.act_by is None and filing.filed_on is None:
        missing = "及时报所属行政机关备案"
        return (Breach("summary_form.filing.open", "当场处罚决定还没有报备案", limit.citation or FILED, "C", missing),)
    late = Breach("summary_form.filing.late", "当场处罚决定应当在{}前报备案、归档", FILED, missing="立即报备案")
    return check_late(limit, filing.filed_on, today, late)
