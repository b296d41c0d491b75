"""Kinds (行政处罚的种类、当事人的种类): what can be imposed, and on whom. APL chapter II."""

from tongpan.law.labelled import Labelled


class PenaltyKind(Labelled):
    """The kinds of penalty that 行政处罚法 9 names; the values are those of the catalogue of matters."""

    WARNING = "WARNING", "警告"
    CRITICISM = "CRITICISM", "通报批评"
    FINE = "FINE", "罚款"
    CONFISCATE_INCOME = "CONFISCATE_INCOME", "没收违法所得"
    CONFISCATE_GOODS = "CONFISCATE_GOODS", "没收非法财物"
    SUSPEND_LICENSE = "SUSPEND_LICENSE", "暂扣许可证件"
    DOWNGRADE = "DOWNGRADE", "降低资质等级"
    REVOKE_LICENSE = "REVOKE_LICENSE", "吊销许可证件"
    RESTRICT = "RESTRICT", "限制开展生产经营活动"
    SUSPEND_BUSINESS = "SUSPEND_BUSINESS", "责令停产停业"
    CLOSE = "CLOSE", "责令关闭"
    BAR_FROM_TRADE = "BAR_FROM_TRADE", "限制从业"
    DETENTION = "DETENTION", "行政拘留"
    OTHER = "OTHER", "法律、行政法规规定的其他行政处罚"


class PartyKind(Labelled):
    """Whom a penalty falls on. A sole trader (个体工商户) stands apart: what binds him is disputed."""

    CITIZEN = "CITIZEN", "公民"
    SOLE_TRADER = "SOLE_TRADER", "个体工商户"
    ORGANIZATION = "ORGANIZATION", "法人或者其他组织"
