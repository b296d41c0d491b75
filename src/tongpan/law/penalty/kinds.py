"""Kinds (行政处罚的种类、当事人的种类): what can be imposed, and on whom. APL chapter II."""

from enum import StrEnum
from typing import Final


class PenaltyKind(StrEnum):
    """The kinds of penalty that 行政处罚法 9 names; the values are those of the catalogue of matters."""

    WARNING = "WARNING"
    CRITICISM = "CRITICISM"
    FINE = "FINE"
    CONFISCATE_INCOME = "CONFISCATE_INCOME"
    CONFISCATE_GOODS = "CONFISCATE_GOODS"
    SUSPEND_LICENSE = "SUSPEND_LICENSE"
    DOWNGRADE = "DOWNGRADE"
    REVOKE_LICENSE = "REVOKE_LICENSE"
    RESTRICT = "RESTRICT"
    SUSPEND_BUSINESS = "SUSPEND_BUSINESS"
    CLOSE = "CLOSE"
    BAR_FROM_TRADE = "BAR_FROM_TRADE"
    DETENTION = "DETENTION"
    OTHER = "OTHER"

    @property
    def label(self) -> str:
        """The kind in the words of the statute."""
        return _KINDS[self]


_KINDS: Final = {
    PenaltyKind.WARNING: "警告",
    PenaltyKind.CRITICISM: "通报批评",
    PenaltyKind.FINE: "罚款",
    PenaltyKind.CONFISCATE_INCOME: "没收违法所得",
    PenaltyKind.CONFISCATE_GOODS: "没收非法财物",
    PenaltyKind.SUSPEND_LICENSE: "暂扣许可证件",
    PenaltyKind.DOWNGRADE: "降低资质等级",
    PenaltyKind.REVOKE_LICENSE: "吊销许可证件",
    PenaltyKind.RESTRICT: "限制开展生产经营活动",
    PenaltyKind.SUSPEND_BUSINESS: "责令停产停业",
    PenaltyKind.CLOSE: "责令关闭",
    PenaltyKind.BAR_FROM_TRADE: "限制从业",
    PenaltyKind.DETENTION: "行政拘留",
    PenaltyKind.OTHER: "法律、行政法规规定的其他行政处罚",
}


class PartyKind(StrEnum):
    """Whom a penalty falls on. A sole trader (个体工商户) stands apart: what binds him is disputed."""

    CITIZEN = "CITIZEN"
    SOLE_TRADER = "SOLE_TRADER"
    ORGANIZATION = "ORGANIZATION"

    @property
    def label(self) -> str:
        """The kind in Chinese."""
        return {"CITIZEN": "公民", "SOLE_TRADER": "个体工商户", "ORGANIZATION": "法人或者其他组织"}[self.value]
