"""Words (用语): the closed lists from which the facts of a case are told."""

from enum import StrEnum


class Power(StrEnum):
    """Which power an organ holds over a cause (职权种类); one never implies another."""

    INSPECTION = "INSPECTION"
    PENALTY = "PENALTY"
    MEASURE = "MEASURE"
    ENFORCEMENT = "ENFORCEMENT"

    @property
    def label(self) -> str:
        """The power in Chinese."""
        return {
            "INSPECTION": "行政检查权",
            "PENALTY": "行政处罚权",
            "MEASURE": "行政强制措施权",
            "ENFORCEMENT": "行政强制执行权",
        }[self.value]


class Role(StrEnum):
    """What a person does in a case (分工)."""

    HANDLER = "HANDLER"
    APPROVER = "APPROVER"
    REVIEWER = "REVIEWER"
    CHAIR = "CHAIR"
    DECIDER = "DECIDER"
    PRINCIPAL = "PRINCIPAL"

    @property
    def label(self) -> str:
        """The part in Chinese."""
        return {
            "HANDLER": "承办人",
            "APPROVER": "审批负责人",
            "REVIEWER": "审核人员",
            "CHAIR": "听证主持人",
            "DECIDER": "作出决定的负责人",
            "PRINCIPAL": "正职负责人或者主持工作的负责人",
        }[self.value]


class Track(StrEnum):
    """By which procedure a decision is made (适用程序)."""

    SUMMARY = "SUMMARY"
    ORDINARY = "ORDINARY"

    @property
    def label(self) -> str:
        """The procedure in Chinese."""
        return {"SUMMARY": "简易程序", "ORDINARY": "普通程序"}[self.value]


class HearingOutcome(StrEnum):
    """How a hearing ended (听证结果)."""

    HELD = "HELD"
    ABSENT = "ABSENT"

    @property
    def label(self) -> str:
        """The outcome in Chinese."""
        return {"HELD": "已经举行", "ABSENT": "当事人无正当理由不到场或者中途退出，听证终止"}[self.value]


class Paper(StrEnum):
    """Which document is served (送达的文书)."""

    NOTICE = "NOTICE"
    HEARING_NOTICE = "HEARING_NOTICE"
    DECISION = "DECISION"
    DEMAND = "DEMAND"
    ENFORCEMENT = "ENFORCEMENT"

    @property
    def label(self) -> str:
        """The document in Chinese."""
        return {
            "NOTICE": "行政处罚告知书",
            "HEARING_NOTICE": "听证通知书",
            "DECISION": "行政处罚决定书",
            "DEMAND": "催告书",
            "ENFORCEMENT": "行政强制执行决定书",
        }[self.value]


class Mode(StrEnum):
    """How a document is served (送达方式)."""

    DIRECT = "DIRECT"
    LEFT = "LEFT"
    MAIL = "MAIL"
    ELECTRONIC = "ELECTRONIC"
    PUBLIC = "PUBLIC"

    @property
    def label(self) -> str:
        """The mode in Chinese."""
        return {
            "DIRECT": "直接送达",
            "LEFT": "留置送达",
            "MAIL": "邮寄送达",
            "ELECTRONIC": "电子送达",
            "PUBLIC": "公告送达",
        }[self.value]


class Fate(StrEnum):
    """What became of things that were held (涉案财物处理)."""

    RETURNED = "RETURNED"
    FORFEITED = "FORFEITED"
    DESTROYED = "DESTROYED"
    HANDED_OVER = "HANDED_OVER"
    AUCTIONED = "AUCTIONED"

    @property
    def label(self) -> str:
        """The outcome in Chinese."""
        return {
            "RETURNED": "解除并退还",
            "FORFEITED": "依决定没收",
            "DESTROYED": "依法销毁",
            "HANDED_OVER": "随案移送公安机关",
            "AUCTIONED": "拍卖抵缴罚款",
        }[self.value]


class RemedyKind(StrEnum):
    """The remedies of a party (救济途径)."""

    RECONSIDERATION = "RECONSIDERATION"
    LITIGATION = "LITIGATION"

    @property
    def label(self) -> str:
        """The remedy in Chinese."""
        return {"RECONSIDERATION": "行政复议", "LITIGATION": "行政诉讼"}[self.value]


class Outcome(StrEnum):
    """How a remedy ended (救济结果)."""

    UPHELD = "UPHELD"
    REVOKED = "REVOKED"

    @property
    def label(self) -> str:
        """The outcome in Chinese."""
        return {"UPHELD": "维持原决定", "REVOKED": "撤销原决定"}[self.value]


class Duty(StrEnum):
    """What a decision orders the party to do (履行义务的种类), on which the way of enforcement depends."""

    PAY = "PAY"
    DEMOLISH = "DEMOLISH"
    CLEAR = "CLEAR"

    @property
    def label(self) -> str:
        """The duty in Chinese."""
        return {"PAY": "缴纳罚款", "DEMOLISH": "限期拆除", "CLEAR": "排除妨碍、恢复原状"}[self.value]


class Enforcing(StrEnum):
    """Ways of enforcement (行政强制执行方式)."""

    AUCTION = "AUCTION"
    DEMOLITION = "DEMOLITION"
    SUBSTITUTE = "SUBSTITUTE"
    CLEARING = "CLEARING"
    COURT = "COURT"

    @property
    def label(self) -> str:
        """The way in Chinese."""
        return {
            "AUCTION": "拍卖查封扣押的财物抵缴罚款",
            "DEMOLITION": "强制拆除",
            "SUBSTITUTE": "代履行",
            "CLEARING": "立即实施代履行",
            "COURT": "申请人民法院强制执行",
        }[self.value]
