"""Steps (步骤): everything that an organ does or records in a case, by a name of its own."""

from enum import StrEnum


class Scope(StrEnum):
    """On what a step is taken (步骤对象)."""

    CASE = "CASE"
    CHARGE = "CHARGE"
    PRESERVED = "PRESERVED"
    THING = "THING"
    INSPECTION = "INSPECTION"

    @property
    def label(self) -> str:
        """The object in Chinese."""
        return {
            "CASE": "案件",
            "CHARGE": "当事人与案由",
            "PRESERVED": "先行登记保存的证据",
            "THING": "涉案场所、设施、财物",
            "INSPECTION": "行政检查",
        }[self.value]


class Step(StrEnum):
    """One step (步骤). What the party or another organ does is a step too: recording it."""

    DECIDE_RECUSAL = "DECIDE_RECUSAL"
    FILE = "FILE"
    EXTEND_DECISION = "EXTEND_DECISION"
    CLOSE = "CLOSE"
    SHOW_IDENTITY = "SHOW_IDENTITY"
    GATHER = "GATHER"
    VERIFY = "VERIFY"
    TELL_RESULT = "TELL_RESULT"
    PRESERVE = "PRESERVE"
    PRESERVE_URGENT = "PRESERVE_URGENT"
    REPORT = "REPORT"
    NOTIFY = "NOTIFY"
    STATE = "STATE"
    WAIVE = "WAIVE"
    RECHECK = "RECHECK"
    REQUEST_HEARING = "REQUEST_HEARING"
    FIX_HEARING = "FIX_HEARING"
    HOLD_HEARING = "HOLD_HEARING"
    REVIEW = "REVIEW"
    CORRECT = "CORRECT"
    DELIBERATE = "DELIBERATE"
    DECIDE_ON_SPOT = "DECIDE_ON_SPOT"
    DECIDE = "DECIDE"
    DECIDE_NONE = "DECIDE_NONE"
    REGISTER = "REGISTER"
    SERVE = "SERVE"
    SERVE_ELECTRONIC = "SERVE_ELECTRONIC"
    SERVE_PUBLIC = "SERVE_PUBLIC"
    CONFIRM_PUBLIC = "CONFIRM_PUBLIC"
    REDACT = "REDACT"
    PUBLISH = "PUBLISH"
    WITHDRAW = "WITHDRAW"
    PAY = "PAY"
    COLLECT = "COLLECT"
    HAND_IN = "HAND_IN"
    DEFER = "DEFER"
    SURCHARGE = "SURCHARGE"
    PERFORM = "PERFORM"
    RECONSIDER = "RECONSIDER"
    LITIGATE = "LITIGATE"
    CONCLUDE_REMEDY = "CONCLUDE_REMEDY"
    RESTORE = "RESTORE"
    DEMAND = "DEMAND"
    ANSWER_DEMAND = "ANSWER_DEMAND"
    RECHECK_DEMAND = "RECHECK_DEMAND"
    ORDER_DEMOLITION = "ORDER_DEMOLITION"
    ANNOUNCE = "ANNOUNCE"
    DEMOLISH = "DEMOLISH"
    ORDER_SUBSTITUTE = "ORDER_SUBSTITUTE"
    SUBSTITUTE = "SUBSTITUTE"
    CLEAR = "CLEAR"
    TELL_CLEARING = "TELL_CLEARING"
    APPLY_COURT = "APPLY_COURT"
    END_ENFORCEMENT = "END_ENFORCEMENT"
    FORM_TEAM = "FORM_TEAM"
    REPORT_REFERRAL = "REPORT_REFERRAL"
    APPROVE_REFERRAL = "APPROVE_REFERRAL"
    REFUSE_REFERRAL = "REFUSE_REFERRAL"
    ASSEMBLE = "ASSEMBLE"
    TRANSFER = "TRANSFER"
    HEAR_POLICE = "HEAR_POLICE"
    CONTEST = "CONTEST"
    RESUME = "RESUME"
    APPROVE_PRESERVATION = "APPROVE_PRESERVATION"
    DISPOSE = "DISPOSE"
    RELEASE = "RELEASE"
    IMPOSE = "IMPOSE"
    IMPOSE_URGENT = "IMPOSE_URGENT"
    APPROVE_MEASURE = "APPROVE_MEASURE"
    REFUSE_MEASURE = "REFUSE_MEASURE"
    EXTEND_MEASURE = "EXTEND_MEASURE"
    START_TEST = "START_TEST"
    END_TEST = "END_TEST"
    LIFT = "LIFT"
    FORFEIT = "FORFEIT"
    AUCTION = "AUCTION"
    HAND_OVER = "HAND_OVER"
    APPROVE_INSPECTION = "APPROVE_INSPECTION"
    SCAN = "SCAN"
    ENTER = "ENTER"
    TELL_INSPECTION = "TELL_INSPECTION"

    @property
    def label(self) -> str:
        """The step in Chinese."""
        return _LABELS[self]


_LABELS = {
    Step.DECIDE_RECUSAL: "决定回避申请",
    Step.FILE: "立案",
    Step.EXTEND_DECISION: "延长办案期限",
    Step.CLOSE: "结案",
    Step.SHOW_IDENTITY: "出示执法证件",
    Step.GATHER: "调查取证",
    Step.VERIFY: "审核证据",
    Step.TELL_RESULT: "告知检测鉴定结果",
    Step.PRESERVE: "先行登记保存",
    Step.PRESERVE_URGENT: "情况紧急先行登记保存",
    Step.REPORT: "调查终结报告",
    Step.NOTIFY: "事先告知",
    Step.STATE: "记录陈述申辩",
    Step.WAIVE: "记录明确放弃陈述申辩",
    Step.RECHECK: "复核陈述申辩",
    Step.REQUEST_HEARING: "受理听证要求",
    Step.FIX_HEARING: "通知听证时间地点",
    Step.HOLD_HEARING: "举行听证",
    Step.REVIEW: "审核",
    Step.CORRECT: "补充改正后重新提交",
    Step.DELIBERATE: "集体讨论",
    Step.DECIDE_ON_SPOT: "当场作出处罚决定",
    Step.DECIDE: "作出处罚决定",
    Step.DECIDE_NONE: "作出不予处罚决定",
    Step.REGISTER: "当场处罚备案",
    Step.SERVE: "送达决定书",
    Step.SERVE_ELECTRONIC: "电子送达决定书",
    Step.SERVE_PUBLIC: "公告送达决定书",
    Step.CONFIRM_PUBLIC: "确认公告送达期满",
    Step.REDACT: "隐去不公开的内容",
    Step.PUBLISH: "公开处罚决定",
    Step.WITHDRAW: "撤回公开的处罚决定",
    Step.PAY: "记录缴纳罚款",
    Step.COLLECT: "当场收缴罚款",
    Step.HAND_IN: "交付当场收缴的罚款",
    Step.DEFER: "准予延期或者分期缴纳",
    Step.SURCHARGE: "加处罚款",
    Step.PERFORM: "记录当事人自行履行",
    Step.RECONSIDER: "记录行政复议",
    Step.LITIGATE: "记录行政诉讼",
    Step.CONCLUDE_REMEDY: "记录复议诉讼结果",
    Step.RESTORE: "恢复原状、退还财物",
    Step.DEMAND: "催告",
    Step.ANSWER_DEMAND: "记录对催告的陈述申辩",
    Step.RECHECK_DEMAND: "复核对催告的陈述申辩",
    Step.ORDER_DEMOLITION: "作出强制拆除决定",
    Step.ANNOUNCE: "发布强制拆除公告",
    Step.DEMOLISH: "实施强制拆除",
    Step.ORDER_SUBSTITUTE: "作出代履行决定",
    Step.SUBSTITUTE: "实施代履行",
    Step.CLEAR: "立即实施代履行",
    Step.TELL_CLEARING: "通知当事人已立即代履行",
    Step.APPLY_COURT: "申请人民法院强制执行",
    Step.END_ENFORCEMENT: "终结执行",
    Step.FORM_TEAM: "组成移送专案组",
    Step.REPORT_REFERRAL: "提出移送报告",
    Step.APPROVE_REFERRAL: "批准移送",
    Step.REFUSE_REFERRAL: "不批准移送",
    Step.ASSEMBLE: "备齐移送材料",
    Step.TRANSFER: "移送公安机关",
    Step.HEAR_POLICE: "记录公安机关答复",
    Step.CONTEST: "提请复议或者建议立案监督",
    Step.RESUME: "恢复行政处理",
    Step.APPROVE_PRESERVATION: "补办登记保存批准",
    Step.DISPOSE: "对登记保存的证据作出处理决定",
    Step.RELEASE: "解除登记保存",
    Step.IMPOSE: "实施查封扣押",
    Step.IMPOSE_URGENT: "情况紧急当场查封扣押",
    Step.APPROVE_MEASURE: "补办强制措施批准",
    Step.REFUSE_MEASURE: "不予补办批准",
    Step.EXTEND_MEASURE: "延长查封扣押期限",
    Step.START_TEST: "送检并书面告知期间",
    Step.END_TEST: "检测鉴定完毕",
    Step.LIFT: "解除查封扣押",
    Step.FORFEIT: "依决定没收",
    Step.AUCTION: "拍卖抵缴罚款",
    Step.HAND_OVER: "随案移送查封扣押的财物",
    Step.APPROVE_INSPECTION: "批准行政检查",
    Step.SCAN: "扫码",
    Step.ENTER: "进入现场检查",
    Step.TELL_INSPECTION: "告知检查结果",
}
