"""The words of a case beside those of the law."""

from typing import Final

from django.db.models import TextChoices

from tongpan.law.limits import Regime


class Source(TextChoices):
    """Where a case came from (案源)."""

    LEAD = "LEAD", "线索"
    INSPECTION = "INSPECTION", "检查发现"
    TRANSFER = "TRANSFER", "其他机关移送"
    ASSIGNED = "ASSIGNED", "上级交办"
    PAPER = "PAPER", "在办纸质案件"


class Standing(TextChoices):
    """How far a case has come, in one word for lists; what is next follows from its facts alone."""

    CLUE = "CLUE", "核查中"
    INQUIRY = "INQUIRY", "调查中"
    TOLD = "TOLD", "已告知"
    DECIDED = "DECIDED", "已决定"
    SERVED = "SERVED", "执行中"
    CLOSED = "CLOSED", "已结案"
    UNFILED = "UNFILED", "不予立案"
    WITHDRAWN = "WITHDRAWN", "已撤销立案"
    ENDED = "ENDED", "已终止调查"
    DROPPED = "DROPPED", "已终结执行"
    MOVED = "MOVED", "已移送"
    MERGED = "MERGED", "已并案"


GONE: Final = frozenset(
    {Standing.UNFILED, Standing.WITHDRAWN, Standing.ENDED, Standing.DROPPED, Standing.MOVED, Standing.MERGED}
)
"""ended without the law's own closing: nothing more is done here, everything can still be read"""
OPEN: Final = frozenset(Standing) - GONE - {Standing.CLOSED}


class TransferGround(TextChoices):
    """Why a case goes to another body (移送理由)."""

    RECALLED = "RECALLED", "职权已经收回"
    JURISDICTION = "JURISDICTION", "不属于本机关管辖"
    LEVEL = "LEVEL", "跨镇街、急难险重或者需要技术力量"
    FIRST_FILED = "FIRST_FILED", "其他机关先立案"
    DESIGNATED = "DESIGNATED", "上一级行政机关指定管辖"
    OTHER = "OTHER", "其他"


class DesignationGround(TextChoices):
    """Why the common superior designates who handles a case (指定管辖的情形)."""

    DISPUTE = "DISPUTE", "管辖有争议，协商不成"
    ACROSS = "ACROSS", "违法行为跨镇街，由一个镇街一并办理更合适"
    UNSUITED = "UNSUITED", "原机关不宜办理（回避、人员不足等）"
    OTHER = "OTHER", "其他"


class AssistanceKind(TextChoices):
    """What help is asked for (协助事项)."""

    IDENTITY = "IDENTITY", "查明身份"
    PRESENCE = "PRESENCE", "找人、通知到场"
    SURVEY = "SURVEY", "勘测、鉴定"
    RECORDS = "RECORDS", "调取资料"
    TESTING = "TESTING", "检测、检验（证据会灭失）"
    OTHER = "OTHER", "其他"


class Difficulty(TextChoices):
    """Why help is needed: what is hard about it (M160). Counted by field, never by person."""

    PRESENCE = "PRESENCE", "传唤、通知不到，不到场"
    UNWILLING = "UNWILLING", "拒绝配合、拒不提供"
    UNKNOWN = "UNKNOWN", "身份、住所查不清"
    NO_FILES = "NO_FILES", "没有许可、审批、权属档案"
    UNQUALIFIED = "UNQUALIFIED", "没有勘测、检测资质"
    PERISHING = "PERISHING", "证据会灭失，来不及"
    TECHNICAL = "TECHNICAL", "专业技术问题看不懂"
    OLD = "OLD", "年代久、历史遗留"
    NONE = "NONE", "没有困难，按规定请求"


class HelpWay(TextChoices):
    """How a request reaches the body asked."""

    LIAISON = "LIAISON", "发给对方联络员，在系统里答复"
    LINK = "LINK", "一次性链接，发给联系人"
    PAPER = "PAPER", "纸质协助函"


NEWLY_DAYS: Final = 365
NEWLY_FIELDS: Final = frozenset({"land", "planning", "construction"})
"""新划转的国土、规划、建设类案件 (M160): a power that came within a year, in one of these fields"""

IDENTITY_PURPOSE: Final = "party-identity"
"""what the index of identity numbers is for; the same number is found again under this word alone"""
NAME_PURPOSE: Final = "party-name"
"""what the index of names is for"""

STEMS: Final = "甲乙丙丁戊己庚辛壬癸"
"""how the parties of a case are told apart where their names should not stand: limits, lists, reasons"""

REGIMES: Final[dict[str, Regime]] = {
    "market": Regime.SAMR,
    "food_drug": Regime.SAMR,
    "city_appearance": Regime.HURD,
    "planning": Regime.HURD,
    "municipal": Regime.HURD,
    "landscaping": Regime.HURD,
    "construction": Regime.HURD,
    "property": Regime.HURD,
    "agriculture": Regime.AGR,
    "transport": Regime.TRA,
}
"""The procedure rules that a field stands under unless somebody says otherwise."""


def party_handle(number: int) -> str:
    """Return the short name of the nth party of a case, counted from 0."""
    return STEMS[number] if number < len(STEMS) else f"第{number + 1}当事人"
