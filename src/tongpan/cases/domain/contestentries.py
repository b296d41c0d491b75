"""What is entered with the steps before courts and reconsideration bodies, and of enforcement that stops."""

from collections.abc import Mapping
from typing import Final

from tongpan.cases.domain.entry import CHOICE, Entry, Kind, said, way, words_of
from tongpan.law.coercion.suspension import SuspensionGround, TerminationGround
from tongpan.law.facts.words import CourtAnswer, Outcome
from tongpan.law.procedure import Step

OF_COURTS: Final = tuple(each for each in Outcome if each not in (Outcome.EXPIRED, Outcome.MEDIATED))
"""how a court of first instance can end a suit by judgment (判决) or order (裁定)"""
TERM_HELP: Final = (
    "没有条文规定从哪一日起算：申请法院的三个月从这一日的次日起算，不得早于申请复议的六十日届满；先书面问法院更稳妥"
)
FORWARD_HELP: Final = "认为有错的，主动撤销；需要维持的，五个工作日内转送（复议法 32 条）"
ANSWERED_HELP: Final = "不予受理、不予执行的，从这一日起十五日内可以向上一级人民法院申请复议（强制法 56、58 条）"
ORGAN_HELP: Final = "裁定书写明由本机关组织实施的才勾选；谁实施、怎样实施以裁定书为准"
LEFT_HELP: Final = "划拨、拍卖所得应当上缴国库或者划入财政专户，不得截留（强制法 60 条）；一张凭证只登记一次"
HALT_HELP: Final = "强制法 39 条。第四项“其他情形”由负责人写明理由"
END_HELP: Final = "强制法 40 条。中止满三年不再执行（39 条）、人民法院裁定不予执行的，选“其他情形”并写明"
FIRST_HELP: Final = "上诉期限：判决书十五日，裁定书十日，从送达之日起算（行政诉讼法 85 条）"
BOTH_HELP: Final = "当事人收到得更晚的，上诉期限到得更晚；不知道的不填，按与本机关同一日计算"

CONTEST_ENTRIES: Final[Mapping[Step, tuple[Entry, ...]]] = {
    Step.SETTLE_TERM: (
        Entry("ends_on", "起诉期限届满的日期", Kind.DAY, "suit_terms", help=TERM_HELP),
        said("why", "为什么这样认定，问过哪个法院、怎么答复的"),
    ),
    Step.HEAR_ADMISSION: (
        Entry(
            CHOICE, "法院的答复", Kind.CHOICE, CHOICE,
            choices=words_of((CourtAnswer.ACCEPTED, CourtAnswer.REFUSED)),
        ),
        said("number", "法院、案号；不予受理的，写裁定书文号和理由"),
        Entry("received_on", "本机关哪一日收到", Kind.DAY, "rulings", help=ANSWERED_HELP),
    ),
    Step.HEAR_RULING: (
        Entry(
            CHOICE, "裁定结果", Kind.CHOICE, CHOICE, choices=words_of((CourtAnswer.GRANTED, CourtAnswer.DENIED))
        ),
        said("number", "裁定书文号；不予执行的，写明理由"),
        Entry("received_on", "本机关哪一日收到", Kind.DAY, "rulings", help=ANSWERED_HELP),
        Entry("by_organ", "裁定由本机关组织实施", Kind.FLAG, "rulings", required=False, help=ORGAN_HELP),
    ),
    Step.ASK_UPPER: (
        said("court", "向哪个上一级人民法院申请"),
        said("why", "对裁定有什么异议"),
        said("number", "文号", required=False),
    ),
    Step.APPLY_JUDGMENT: (
        said("court", "向哪个第一审人民法院申请"),
        said("number", "执行哪份判决书、调解书（文号），当事人拒绝履行什么"),
    ),
    Step.COLLECT_BY_COURT: (
        Entry("amount", "法院执行到位多少元", Kind.MONEY, "payments"),
        Entry("receipt", "法院划款凭证、票据号", Kind.TEXT, "payments", help=LEFT_HELP),
    ),
    Step.COMPLETE: (said("number", "法院的结案通知书、执行情况"),),
    Step.END_BY_COURT: (said("number", "法院终结执行的裁定书文号和理由"),),
    Step.SUSPEND: (
        Entry("ground", "属于哪种情形", Kind.CHOICE, "standstills", choices=words_of(SuspensionGround), help=HALT_HELP),
        said("why", "具体情况和证据"),
        said("number", "中止执行通知书文号，什么时候、怎样告知当事人"),
    ),
    Step.CONTINUE: (said("why", "中止的情形怎样消失的"), said("number", "恢复执行通知书文号，怎样告知当事人")),
    Step.END_ENFORCEMENT: (
        Entry(
            "ground", "属于哪种情形", Kind.CHOICE, "terminations", choices=words_of(TerminationGround), help=END_HELP
        ),
        said("why", "具体情况和证据"),
        said("number", "终结执行通知书文号", required=False),
    ),
    Step.HEAR_FIRST: (
        way(("JUDGMENT", "判决"), ("ORDER", "裁定（不予立案、驳回起诉等）")),
        Entry(
            "outcome", "一审结果", Kind.CHOICE, "judgments", choices=words_of(OF_COURTS),
            help="判决驳回诉讼请求的选“维持原决定”；裁定的只能选驳回起诉或者撤诉",
        ),
        said("number", "法院、裁判文书文号"),
        Entry("received_on", "本机关哪一日收到", Kind.DAY, "judgments", help=FIRST_HELP),
        Entry("told_on", "当事人哪一日收到", Kind.DAY, "judgments", required=False, help=BOTH_HELP),
    ),
    Step.APPEAL: (said("court", "向哪个法院上诉"), said("why", "上诉的理由")),
    Step.HEAR_APPEAL: (said("number", "什么时候、从哪里知道当事人上诉的，二审案号"),),
    Step.TAKE_APPLICATION: (
        said("said", "当事人请求什么，理由是什么", help=FORWARD_HELP),
    ),
    Step.FORWARD: (said("to", "转送给哪个行政复议机关，谁签收"), said("number", "转送函文号", required=False)),
    Step.TAKE_OPINION: (said("number", "意见书文号，指出了什么问题"),),
    Step.REPORT_OPINION: (said("answer", "怎样纠正的"), said("number", "报送的文号，谁签收", required=False)),
}  # fmt: skip
"""what must be entered, by step"""
