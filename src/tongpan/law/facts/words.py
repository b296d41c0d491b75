"""Words (用语): the closed lists from which the facts of a case are told."""

from typing import Final

from tongpan.law.labelled import Labelled


class Power(Labelled):
    """Which power an organ holds over a cause (职权种类); one never implies another."""

    INSPECTION = "INSPECTION", "行政检查权"
    PENALTY = "PENALTY", "行政处罚权"
    MEASURE = "MEASURE", "行政强制措施权"
    ENFORCEMENT = "ENFORCEMENT", "行政强制执行权"


class Role(Labelled):
    """What a person does in a case (分工)."""

    HANDLER = "HANDLER", "承办人"
    APPROVER = "APPROVER", "审批负责人"
    REVIEWER = "REVIEWER", "审核人员"
    CHAIR = "CHAIR", "听证主持人"
    DECIDER = "DECIDER", "作出决定的负责人"
    PRINCIPAL = "PRINCIPAL", "正职负责人或者主持工作的负责人"


class Track(Labelled):
    """By which procedure a decision is made (适用程序)."""

    SUMMARY = "SUMMARY", "简易程序"
    ORDINARY = "ORDINARY", "普通程序"


class HearingOutcome(Labelled):
    """How a hearing ended (听证结果)."""

    HELD = "HELD", "已经举行"
    ABSENT = "ABSENT", "当事人无正当理由不到场或者中途退出，听证终止"


class Paper(Labelled):
    """Which document is served (送达的文书)."""

    NOTICE = "NOTICE", "行政处罚告知书"
    HEARING_NOTICE = "HEARING_NOTICE", "听证通知书"
    DECISION = "DECISION", "行政处罚决定书"
    DEMAND = "DEMAND", "催告书"
    ENFORCEMENT = "ENFORCEMENT", "行政强制执行决定书"
    SURCHARGE = "SURCHARGE", "加处罚款决定书"


class Mode(Labelled):
    """How a document is served (送达方式)."""

    DIRECT = "DIRECT", "直接送达"
    LEFT = "LEFT", "留置送达"
    MAIL = "MAIL", "邮寄送达"
    ENTRUSTED = "ENTRUSTED", "委托送达"
    FORWARDED = "FORWARDED", "转交送达"
    ELECTRONIC = "ELECTRONIC", "电子送达"
    PUBLIC = "PUBLIC", "公告送达"


class Failure(Labelled):
    """Why an attempt to serve came to nothing (没有送到的原因)."""

    NOBODY = "NOBODY", "无人在场、无人签收"
    REFUSED = "REFUSED", "拒收"
    ADDRESS = "ADDRESS", "地址不详或者已经搬离"
    UNKNOWN = "UNKNOWN", "查无此人"
    UNCLAIMED = "UNCLAIMED", "逾期未领"
    UNDELIVERED = "UNDELIVERED", "电子信息没有到达"
    OTHER = "OTHER", "其他原因"


class Medium(Labelled):
    """Where a document is made public so that it counts as served (公告送达的载体)."""

    WEBSITE = "WEBSITE", "本机关或者本级政府网站"
    NEWSPAPER = "NEWSPAPER", "报纸等新闻媒体"
    BOARD = "BOARD", "本机关公告栏和受送达人住所地张贴"


class Fate(Labelled):
    """What became of things that were held (涉案财物处理)."""

    RETURNED = "RETURNED", "解除并退还"
    FORFEITED = "FORFEITED", "依决定没收"
    DESTROYED = "DESTROYED", "依法销毁"
    HANDED_OVER = "HANDED_OVER", "随案移送公安机关"
    AUCTIONED = "AUCTIONED", "拍卖抵缴罚款"


class RemedyKind(Labelled):
    """The remedies of a party (救济途径)."""

    RECONSIDERATION = "RECONSIDERATION", "行政复议"
    LITIGATION = "LITIGATION", "行政诉讼"


class Outcome(Labelled):
    """How a remedy ended (救济结果): 行政复议法 33, 34, 41, 63 to 69, 73; 行政诉讼法 60, 62, 69, 70, 72, 74, 75, 77."""

    UPHELD = "UPHELD", "维持原决定"
    REVOKED = "REVOKED", "撤销原决定"
    REDONE = "REDONE", "撤销原决定并责令重新作出"
    VOID = "VOID", "确认原决定无效"
    CHANGED = "CHANGED", "变更原决定"
    PARTLY_REVOKED = "PARTLY_REVOKED", "部分撤销原决定"
    MEDIATED = "MEDIATED", "调解结案"
    UNLAWFUL = "UNLAWFUL", "确认原决定违法，不撤销"
    ORDERED = "ORDERED", "责令限期履行法定职责"
    DISMISSED = "DISMISSED", "不予受理、驳回申请或者驳回起诉"
    WITHDRAWN = "WITHDRAWN", "撤回申请、撤诉或者终止"
    EXPIRED = "EXPIRED", "复议机关逾期没有作出决定"


FELLED: Final = frozenset({Outcome.REVOKED, Outcome.REDONE, Outcome.VOID})
"""outcomes after which nothing of the decision is left"""
CHANGING: Final = frozenset({Outcome.CHANGED, Outcome.PARTLY_REVOKED, Outcome.MEDIATED})
"""outcomes after which it stands as it was changed"""


class CourtAnswer(Labelled):
    """What a court answers to an application for enforcement (法院的答复): 行政强制法 56 to 58."""

    ACCEPTED = "ACCEPTED", "受理"
    REFUSED = "REFUSED", "不予受理"
    GRANTED = "GRANTED", "准予执行"
    DENIED = "DENIED", "不予执行"


class Fault(Labelled):
    """What was wrong with a decision that the organ takes back (主动改正的事由): 行政复议法 64 ¶1; 行政诉讼法 70."""

    FACTS = "FACTS", "主要事实不清、证据不足"
    BASIS = "BASIS", "适用的依据错误"
    PROCEDURE = "PROCEDURE", "违反法定程序"
    POWER = "POWER", "超越职权或者滥用职权"
    UNFIT = "UNFIT", "明显不当"
    OTHER = "OTHER", "其他错误"


class Duty(Labelled):
    """What a decision orders the party to do (履行义务的种类), on which the way of enforcement depends."""

    PAY = "PAY", "缴纳罚款"
    DEMOLISH = "DEMOLISH", "限期拆除"
    CLEAR = "CLEAR", "排除妨碍、恢复原状"


class Enforcing(Labelled):
    """Ways of enforcement (行政强制执行方式)."""

    AUCTION = "AUCTION", "拍卖查封扣押的财物抵缴罚款"
    DEMOLITION = "DEMOLITION", "强制拆除"
    SUBSTITUTE = "SUBSTITUTE", "代履行"
    CLEARING = "CLEARING", "立即实施代履行"
    COURT = "COURT", "申请人民法院强制执行"
    JUDGMENT = "JUDGMENT", "申请人民法院执行判决、调解书"


ASKED_OF_COURT: Final = frozenset({Enforcing.COURT, Enforcing.JUDGMENT})
"""ways in which a court enforces, not the organ"""
