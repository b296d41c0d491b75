"""Jurisdiction (管辖): by place, level and first filing, and what happens when organs disagree. APL 22 to 26."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Final

from tongpan.law.calendar import WorkCalendar
from tongpan.law.citation import Citation
from tongpan.law.keeping import check_late
from tongpan.law.limits import Regime, compute_limit, limit_if_any
from tongpan.law.penalty.authority import Basis
from tongpan.law.period import Limit
from tongpan.law.refusal import LawRefused
from tongpan.law.statutes import StatuteLevel, ranks_among
from tongpan.law.titles import APL
from tongpan.law.verdict import LAWFUL, Breach, Verdict

PLACE: Final = Citation(APL, 22, gist="由违法行为发生地的行政机关管辖，法律、行政法规、部门规章另有规定除外")
LEVEL: Final = Citation(APL, 23, gist="由县级以上地方人民政府有处罚权的机关管辖，法律、行政法规另有规定除外")
TOWNS: Final = Citation(APL, 24, 1, gist="省级可以决定交由乡镇、街道行使")
FIRST_TO_FILE: Final = Citation(APL, 25, 1, figures=("最先立案",), gist="都有管辖权的，由最先立案的管辖")
DISPUTE: Final = Citation(APL, 25, 2, figures=("协商解决", "指定管辖"), gist="争议先协商，协商不成由共同上一级指定")
ASSISTANCE: Final = Citation(APL, 26, gist="属于被请求机关职权范围的，应当协助")

_ELSEWHERE_BY: Final = frozenset({StatuteLevel.LAW, StatuteLevel.ADMIN_REGULATION, StatuteLevel.DEPARTMENT_RULE})
_LOWER_BY: Final = frozenset({StatuteLevel.LAW, StatuteLevel.ADMIN_REGULATION})


class Level(StrEnum):
    """On which rung of government an organ stands."""

    COUNTY_OR_ABOVE = "COUNTY_OR_ABOVE"
    TOWN = "TOWN"


@dataclass(frozen=True, slots=True)
class Place:
    """
    Where an act happened and where an organ is, as division codes of any length (33, 330824, 330824102).

    `elsewhere_by` names the provision that gives jurisdiction to another place than that of the act.
    """

    act: str | None
    organ: str
    elsewhere_by: Citation | None = None


def check_place(place: Place) -> Verdict:
    """
    Test whether the act happened where the organ is.

    Law: APL 22.

    :raises LawRefused: if a division code is none
    """
    for code, field in ((place.act, "act"), (place.organ, "organ")):
        if code is not None and not (code.isdecimal() and 2 <= len(code) <= 12):
            raise LawRefused("jurisdiction.place.code", f"行政区划代码“{code}”无效，应当是2至12位数字", field)
    if place.elsewhere_by is not None:
        return _check_rank(place.elsewhere_by, _ELSEWHERE_BY)
    if place.act is None:
        return (Breach("jurisdiction.place.unknown", "不清楚违法行为发生地", PLACE, missing="查明违法行为发生地"),)
    if place.act.startswith(place.organ):
        return LAWFUL
    said = "违法行为发生在本机关的区域之外"
    if place.organ.startswith(place.act):
        said = "违法行为发生地只查到上级区域，不能确定在本机关的区域之内"
        return (Breach("jurisdiction.place.vague", said, PLACE, missing="把违法行为发生地查到本机关一级"),)
    return (Breach("jurisdiction.place.outside", said, PLACE, missing="移送违法行为发生地有处罚权的机关"),)


def _check_rank(provision: Citation, ranks: frozenset[StatuteLevel]) -> Verdict:
    if ranks_among(provision.statute, ranks):
        return LAWFUL
    where = PLACE if ranks is _ELSEWHERE_BY else LEVEL
    said = f"“{provision}”的层级不能改变管辖"
    return (Breach("jurisdiction.exception.rank", said, where, missing="按一般规定确定管辖"),)


@dataclass(frozen=True, slots=True)
class Rung:
    """On which level an organ stands, by what right it acts, and what else lets a town act."""

    level: Level
    basis: Basis
    lower_by: Citation | None = None


def check_level(rung: Rung) -> Verdict:
    """
    Test whether an organ stands high enough: at county level or above, below it only as 行政处罚法 24 or a law says.

    Law: APL 23; 24 ¶1; 20 ¶4 for a delegate, who acts for an organ of the county.
    """
    if rung.level is Level.COUNTY_OR_ABOVE or rung.basis in (Basis.TRANSFERRED, Basis.DELEGATED):
        return LAWFUL
    if rung.lower_by is not None:
        return _check_rank(rung.lower_by, _LOWER_BY)
    said = "处罚由县级以上机关管辖；没有省级决定交由，也没有法律、行政法规另行规定，乡镇、街道不能管辖"
    return (Breach("jurisdiction.level", said, TOWNS, missing="移送县级主管部门"),)


@dataclass(frozen=True, slots=True)
class Filing:
    """One organ's filing of the same act, to the minute; None while we do not know when it filed."""

    organ: str
    filed_at: datetime | None


def check_first_to_file(organ: str, filings: Iterable[Filing]) -> Verdict:
    """
    Test whether an organ was the first of those competent to file the same act.

    Law: APL 25 ¶1. SAMR 12; AGR 15; TRA 7.

    :raises LawRefused: if the organ itself has not filed, or a moment bears no time zone
    """
    at = {each.organ: each.filed_at for each in filings}
    if any(moment is not None and moment.tzinfo is None for moment in at.values()):
        raise LawRefused("jurisdiction.filing.naive", "立案时刻必须带时区", "filed_at")
    own = at.pop(organ, None)
    if own is None:
        raise LawRefused("jurisdiction.filing.own", f"没有“{organ}”自己的立案时刻，不能比较先后", "filings")
    return tuple(breach for other, moment in sorted(at.items()) for breach in _compare(own, other, moment))


def _compare(own: datetime, other: str, moment: datetime | None) -> Verdict:
    if moment is None:
        said = f"不清楚“{other}”何时对同一违法行为立案"
        return (Breach("jurisdiction.filing.unknown", said, FIRST_TO_FILE, missing="函询立案时间"),)
    if moment < own:
        said = f"“{other}”已经先对同一违法行为立案，由其管辖"
        return (Breach("jurisdiction.filing.later", said, FIRST_TO_FILE, missing="移送先立案的机关"),)
    if moment == own:
        said = f"与“{other}”同时立案，分不出先后"
        return (Breach("jurisdiction.filing.same", said, DISPUTE, missing="协商管辖，协商不成的报请共同上一级指定"),)
    return LAWFUL


@dataclass(frozen=True, slots=True)
class Dispute:
    """A dispute of jurisdiction (管辖争议), in the order of its steps. `received_on`: the superior got the papers."""

    arose_on: date
    agreed_on: date | None = None
    referred_on: date | None = None
    received_on: date | None = None
    designated_on: date | None = None

    @property
    def settled(self) -> bool:
        """Tell whether somebody has jurisdiction again."""
        return self.agreed_on is not None or self.designated_on is not None


def check_settled(dispute: Dispute | None) -> Verdict:
    """
    Test that no dispute of jurisdiction is open.

    Law: APL 25 ¶2.
    """
    if dispute is None or dispute.settled:
        return LAWFUL
    missing = "协商解决；协商不成的，报请共同的上一级机关指定管辖"
    return (Breach("jurisdiction.dispute.open", "管辖争议还没有解决", DISPUTE, missing=missing),)


def dispute_limits(dispute: Dispute, regime: Regime | None, calendar: WorkCalendar) -> tuple[Limit, Limit | None]:
    """
    Return until when the organs have to agree, and until when the superior has to designate.

    Law: APL 25 ¶2. SAMR 13, 16; HURD 6 ¶2; AGR 16, 18 ¶2.
    """
    talks = compute_limit("DL-02.1", dispute.arose_on, calendar, regime=regime)
    if dispute.received_on is None:
        return talks, None
    return talks, compute_limit("DL-02.2", dispute.received_on, calendar, regime=regime)


def check_dispute_time(dispute: Dispute, regime: Regime | None, today: date, calendar: WorkCalendar) -> Verdict:
    """
    Test whether the steps of a dispute keep their time; where the text gives no number, nothing is late.

    Law: APL 25 ¶2. SAMR 13, 16; HURD 6 ¶2; AGR 16, 18 ¶2.

    :raises LawRefused: if the steps are not in their order
    """
    _check_order(dispute)
    talks, designation = dispute_limits(dispute, regime, calendar)
    late = Breach(
        "jurisdiction.dispute.talks.late",
        "管辖争议应当在{}前协商解决或者报请指定",
        DISPUTE,
        missing="立即报请共同的上一级机关指定管辖",
    )
    found = check_late(talks, dispute.agreed_on or dispute.referred_on, today, late)
    if designation is None:
        return found
    slow = Breach(
        "jurisdiction.dispute.designation.late",
        "上一级机关应当在{}前指定管辖",
        DISPUTE,
        missing="催办并报执法监督机构",
    )
    return (*found, *check_late(designation, dispute.designated_on, today, slow))


def _check_order(dispute: Dispute) -> None:
    steps: Sequence[date | None] = (dispute.arose_on, dispute.referred_on, dispute.received_on, dispute.designated_on)
    known = [day for day in steps if day is not None]
    if known != sorted(known) or (dispute.agreed_on is not None and dispute.agreed_on < dispute.arose_on):
        raise LawRefused("jurisdiction.dispute.order", "管辖争议各步骤的日期先后颠倒，请核对", "dispute")


@dataclass(frozen=True, slots=True)
class AssistanceRequest:
    """A request for assistance (协助调查函) as the requested organ has it."""

    received_on: date
    within_powers: bool | None
    refused: bool = False
    done_on: date | None = None


def check_assistance(request: AssistanceRequest) -> Verdict:
    """
    Test whether an organ may refuse to assist: never with what lies within its powers.

    Law: APL 26.
    """
    if not request.refused or request.within_powers is False:
        return LAWFUL
    if request.within_powers is None:
        said = "不清楚请求协助的事项是否属于本机关职权，不能拒绝"
        return (Breach("jurisdiction.assistance.unknown", said, ASSISTANCE, missing="对照职权查明后答复"),)
    said = "请求协助的事项属于本机关职权，应当协助"
    return (Breach("jurisdiction.assistance.refused", said, ASSISTANCE, missing="撤回拒绝，依法协助"),)


def check_assistance_time(
    request: AssistanceRequest, regime: Regime | None, today: date, calendar: WorkCalendar
) -> Verdict:
    """
    Test whether assistance came in time; only 市场监管 has a number of days.

    Law: SAMR 45 ¶2.
    """
    limit = limit_if_any("DL-47", request.received_on, calendar, regime)
    if limit is None:
        return LAWFUL
    missing = "尽快完成；需要延期的应当在期限届满前告知请求方"
    late = Breach("jurisdiction.assistance.late", "协助事项应当在{}前完成", ASSISTANCE, missing=missing)
    return check_late(limit, request.done_on, today, late)
