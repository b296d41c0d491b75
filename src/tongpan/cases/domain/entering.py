"""
What a person enters with a step, and where it goes.

Most of a step follows from the case itself; what does not is named here: a field of the row that the step writes, the
way it went, or words that no rule asks (`DETAIL`).
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from tongpan.cases.domain import serving
from tongpan.cases.domain.contestentries import CONTEST_ENTRIES
from tongpan.cases.domain.counterparts import Counterpart
from tongpan.cases.domain.entry import CHOICE, DETAIL, REF, Entry, Kind, said, way, words_of
from tongpan.cases.domain.tables import touched
from tongpan.law.coercion.power import MeasureKind
from tongpan.law.facts import CaseFacts, read_row, write_row
from tongpan.law.facts.words import Fault, Outcome
from tongpan.law.penalty.evidence import EvidenceKind
from tongpan.law.penalty.preservation import Disposal
from tongpan.law.procedure import CHOICES, Step

MOVES_HELP: Final = "按当日送达填写；邮寄等以后才送到的，按送达的日子顺延同样的天数"
REPLY_HELP: Final = f"告知书上写明的最后一日。{MOVES_HELP}"
ENDED_WORDS: Final = {Outcome.UPHELD: "维持原决定（法院判决驳回诉讼请求）"}
HOW_CORRECTED: Final = f"有错的先由负责人“{Step.REVOKE.label}”，再“{Step.REOPEN.label}”"
"""what to do about a decision that is wrong"""
NOTE: Final = Entry("note", "备注", Kind.AREA, required=False)
MEASURE: Final = Entry(
    "kind", "哪种措施", Kind.CHOICE, "measures", required=False,
    choices=tuple((each.value, each.label) for each in (MeasureKind.SEALING, MeasureKind.SEIZING)),
)  # fmt: skip
PERFORM_BY: Final = Entry(
    "perform_by", "罚款以外的义务，履行到哪一日", Kind.DAY, "decisions", required=False, help="只有罚款的不用填"
)
CONTESTED: Final = (
    (Counterpart.POLICE.value, "提请作出不予立案决定的公安机关复议"),
    (Counterpart.PROCURATORATE.value, "建议人民检察院依法进行立案监督"),
)
CONTEST_HELP: Final = (
    "移送规定 9 条：自接到不予立案通知书之日起 3 日内，可以提请复议，也可以建议立案监督；"
    "复议后仍不立案的，收到复议决定之日起 3 日内还可以建议立案监督"
)
ENDED: Final = tuple((each.value, ENDED_WORDS.get(each, each.label)) for each in Outcome)
WITHIN_HELP: Final = (
    "责令重新作出、限期履行的，写重作、履行到哪一日；变更、调解的，写当事人履行到哪一日；没有限定的不填"
)
COPY_HELP: Final = "从这一日起计算答复期限；还没有收到的不填，收到时在“登记事项”里补"
TOLD_HELP: Final = "起诉的十五日从送达当事人之日起算；复议逾期没有决定的，填期限届满之日；不填的按办理之日"
PLAN_HELP: Final = "一期一行，例如：2026-04-01 800；各期合起来等于还没有缴的罚款，最后一期就是上面的日期；只延期的不填"
ANSWER_HELP: Final = (
    "作出决定时已有的证据和依据，逐件写名称；没有提交的视为没有证据、依据（复议法 70 条，行政诉讼法 34 条）"
)
SAMPLING_HELP: Final = "市场监管程序规定 31 条，交通程序规定 36 条；不清楚的先不选，告知当事人以前要核对清楚"

ENTRIES: Final[Mapping[Step, tuple[Entry, ...]]] = {
    Step.DECIDE_RECUSAL: (
        Entry("officer", "谁的回避", Kind.CHOICE, REF, required=False),
        way(("GRANTED", "准许回避"), ("REFUSED", "驳回申请")),
        said("why", "决定的理由", required=False),
    ),
    Step.EXTEND_DECISION: (
        Entry("days", "延长多少日", Kind.NUMBER, "prolongations"),
        said("why", "为什么要延长"),
    ),
    Step.GATHER: (
        Entry(CHOICE, "证据种类", Kind.CHOICE, CHOICE, choices=words_of(EvidenceKind)),
        Entry("title", "证据名称", Kind.TEXT, help="例如：现场检查笔录、营业执照复印件、现场照片 4 张"),
        said("shows", "证明什么", required=False),
        Entry("monitoring", "电子技术监控设备", Kind.ROW, "evidence", required=False),
        Entry("opinion", "出具机构和资质", Kind.ROW, "evidence", required=False),
        Entry("draft", "笔录文字", Kind.AREA, required=False, most=20_000, help="从“询问提纲”生成的草稿在这里"),
    ),
    Step.PRESERVE: (said("what", "保存哪些物品，数量、特征、存放地点"),),
    Step.PRESERVE_URGENT: (said("what", "保存哪些物品，数量、特征、存放地点"), said("why", "为什么来不及先报批")),
    Step.SAMPLE: (
        said("what", "样品名称、批号、抽样基数、样品数量"),
        said("how", "抽样方法和依据"),
        Entry("invited", "通知了当事人到场", Kind.ANSWER, "samplings", required=False, help=SAMPLING_HELP),
        Entry("sealed", "样品当场加贴封条", Kind.ANSWER, "samplings", required=False),
        Entry("listed", "制作了抽样记录，凭证和清单当场交付", Kind.ANSWER, "samplings", required=False),
        Entry("signed", "执法人员和当事人在封条、记录上签名", Kind.ANSWER, "samplings", required=False),
        Entry("witnessed", "拒签、不到场的，拍照录像记录或者有人见证", Kind.ANSWER, "samplings", required=False),
        Entry("receipt", "凭证编号，交给了谁", Kind.TEXT, required=False),
        Entry("where", "样品和备样存放在哪里", Kind.TEXT, required=False),
    ),
    Step.DISPOSE: (Entry("disposal", "怎么处理", Kind.CHOICE, "preservations", choices=words_of(Disposal)),),
    Step.REPORT: (said("finding", "查明的事实和处理建议"),),
    Step.NOTIFY: (Entry("reply_by", "陈述申辩截止日", Kind.DAY, "notices", help=REPLY_HELP), *serving.AT_ONCE),
    Step.STATE: (said("said", "当事人说了什么"),),
    Step.RECHECK: (said("answer", "复核意见：采纳哪些，不采纳的为什么"),),
    Step.REQUEST_HEARING: (said("said", "当事人的要求", required=False),),
    Step.FIX_HEARING: (
        Entry("held_on", "听证日期", Kind.DAY, "hearing_notices"),
        Entry("where", "听证地点", Kind.TEXT),
        *serving.AT_ONCE,
    ),
    Step.HOLD_HEARING: (
        way(("HELD", "已经举行"), ("ABSENT", "当事人无正当理由不到场或者中途退出")),
        said("report", "听证笔录要点和意见"),
    ),
    Step.REVIEW: (
        way(("PASS", "审核通过"), ("FAIL", "不通过，退回补正")),
        said("opinion", "审核意见", help="不通过的，逐条写明问题"),
    ),
    Step.CORRECT: (said("answer", "逐条说明怎么补正的"),),
    Step.DELIBERATE: (Entry("conclusion", "讨论结论", Kind.AREA, "deliberations"),),
    **serving.ENTRIES,
    Step.PAY: (
        Entry("amount", "缴了多少元", Kind.MONEY, "payments"),
        Entry("receipt", "票据号", Kind.TEXT, "payments"),
    ),
    Step.COLLECT: (
        Entry("amount", "收了多少元", Kind.MONEY, "payments"),
        Entry("receipt", "专用票据号", Kind.TEXT, "payments"),
    ),
    Step.DEFER: (
        Entry("until", "延期到哪一日；分期的，最后一期哪一日", Kind.DAY, "deferrals"),
        said("why", "当事人的困难和申请"),
        Entry("parts", "分期的，每一期的日期和金额", Kind.PLAN, "deferrals", required=False, help=PLAN_HELP),
    ),
    Step.BANK: (Entry("number", "银行缴款单号", Kind.TEXT),),
    Step.REFUND: (
        Entry("amount", "退还多少元", Kind.MONEY, "refunds"),
        Entry("voucher", "退付凭证号", Kind.TEXT, "refunds", help="财政退付的凭证或者银行回单的编号"),
        said("why", "依据什么退，退给谁，退到哪个账户", required=False),
    ),
    Step.DEMAND: (Entry("perform_by", "催告的履行期限", Kind.DAY, "demands", help=MOVES_HELP), *serving.AT_ONCE),
    Step.SURCHARGE: serving.AT_ONCE,
    Step.ANSWER_DEMAND: (said("said", "当事人说了什么"),),
    Step.RECHECK_DEMAND: (said("answer", "复核意见"),),
    Step.ANSWER_REMEDY: (
        said("paper", "答复书、答辩状的名称和文号"),
        said("listed", "一并提交的证据、依据目录", help=ANSWER_HELP, most=20_000),
        said("receipt", "谁签收，或者邮寄单号", required=False),
    ),
    Step.CONCLUDE_REMEDY: (
        Entry(CHOICE, "结果", Kind.CHOICE, CHOICE, choices=ENDED, help="诉讼的，等裁判生效再记"),
        said("number", "文书名称和文号"),
        Entry("told_on", "当事人哪一日收到", Kind.DAY, "remedies", required=False, help=TOLD_HELP),
        Entry("within", "文书限定的期限，到哪一日", Kind.DAY, "remedies", required=False, help=WITHIN_HELP),
        Entry("fine", "变更后的罚款数额（元）", Kind.MONEY, "remedies", required=False, help="罚款没有变的不填"),
    ),
    Step.REVOKE: (
        Entry("ground", "发现了哪种错误", Kind.CHOICE, "revocations", choices=words_of(Fault)),
        said("why", "错在哪里，依据什么撤销"),
        Entry("number", "撤销决定书文号", Kind.TEXT),
        Entry(
            "told", "什么时候、怎样告知当事人", Kind.TEXT, help="已经公开的，三日内撤回并公开说明理由（处罚法 48 条）"
        ),
    ),
    Step.RESTORE: (said("back", "退了多少钱、什么财物，退给谁，什么时候，谁签收", required=False),),
    Step.REOPEN: (
        Entry(
            CHOICE,
            "原决定为什么被撤销",
            Kind.CHOICE,
            CHOICE,
            choices=(
                ("OTHER", "本机关主动撤销，或者复议、诉讼以实体理由撤销"),
                ("PROCEDURE", "复议、诉讼只以违反法定程序为由撤销"),
            ),
        ),
        said("why", "为什么要重新处理；责令重作的，写明文书文号和限定的期限"),
    ),
    Step.HEAR_POLICE: (way(("FILED", "立案"), ("NOT_FILED", "不立案")), said("number", "通知书文号", required=False)),
    Step.REFUSE_REFERRAL: (Entry("reasons", "不批准的理由", Kind.AREA, "referrals"),),
    Step.IMPOSE: (MEASURE, said("what", "清单：名称、数量、特征")),
    Step.IMPOSE_URGENT: (MEASURE, said("what", "清单：名称、数量、特征"), said("why", "为什么来不及先报批")),
    Step.START_TEST: (
        Entry(
            "tests.until",
            "检测鉴定到哪一日为止",
            Kind.DAY,
            "measures",
            required=False,
            help="书面告知当事人的最后一日；期间不计入查封扣押期限（强制法 25 条）",
        ),
        said("where", "送哪家机构，检测什么", required=False),
    ),
    Step.LIFT: (said("back", "退还给谁，什么时候，谁签收", required=False),),
    Step.APPROVE_MEASURE: (said("why", "审批意见", required=False),),
    Step.EXTEND_MEASURE: (said("why", "为什么要延长", required=False),),
    Step.DECIDE: (PERFORM_BY,),
    Step.DECIDE_ON_SPOT: (PERFORM_BY,),
    Step.RECONSIDER: (
        said("number", "复议机关、受理文号", required=False),
        Entry("copy_received_on", "哪一日收到申请书副本", Kind.DAY, "remedies", required=False, help=COPY_HELP),
        Entry("simple", "复议机关适用简易程序", Kind.FLAG, "remedies", required=False, help="简易程序五个工作日内答复"),
    ),
    Step.LITIGATE: (
        said("number", "人民法院、案号", required=False),
        Entry("copy_received_on", "哪一日收到起诉状副本", Kind.DAY, "remedies", required=False, help=COPY_HELP),
    ),
    Step.APPLY_COURT: (said("number", "向哪个人民法院申请，文号", required=False),),
    Step.CONTEST: (
        Entry("to", "向谁提出", Kind.CHOICE, choices=CONTESTED, help=CONTEST_HELP),
        said("number", "文号，谁签收", required=False),
    ),
    Step.TRANSFER: (said("number", "移送书文号，公安机关谁签收", required=False),),
    **CONTEST_ENTRIES,
}
"""Steps of which something must be entered. With every step a note may be written."""
BY_TAKER: Final = frozenset({Step.REVIEW})
"""steps of which whoever proposes them enters nothing: what is said is for who takes them alone"""
ON_THE_SPOT: Final = frozenset({Step.DECIDE_ON_SPOT})
"""
what is decided in a way of its own, by two officers, under a number (处罚法 42, 52); among the other steps it stands
only where a paper file is written down
"""

assert {step for step, entries in ENTRIES.items() if any(each.table == CHOICE for each in entries)} >= set(CHOICES)


def completed(step: Step, before: CaseFacts, after: CaseFacts, entered: Mapping[str, Any]) -> CaseFacts:
    """
    Return the facts after a step with what was entered in the rows that it wrote.

    :raises LawRefused: if a value does not fit its field
    """
    last, way = touched(before, after), choice_of(step, entered)
    for entry in ENTRIES.get(step, ()):
        if entry.table in (CHOICE, DETAIL, REF) or not serving.asked(entry, way):
            continue
        unsaid = entered.get(entry.name) in (None, "")
        own = entry.table == serving.TABLE
        if entry.table not in last and own:
            continue  # the document is made now and served later
        if unsaid and not (own and serving.unsaid(step)):
            continue
        place = last[entry.table]
        rows = list(getattr(after, entry.table))
        document = with_value(write_row(rows[place]), entry.name, None if unsaid else entered[entry.name])
        rows[place] = read_row(entry.table, document, entry.name)
        filled: dict[str, Any] = {entry.table: tuple(rows)}
        after = replace(after, **filled)
    return after


def with_value(document: dict[str, Any], name: str, value: Any) -> dict[str, Any]:
    """
    Return a row's document with one field set; ``monitoring.clear`` is a field inside one.

    Of what stands several times in a row (``tests.until``) the last one is meant. None takes the field out.
    """
    head, _, rest = name.partition(".")
    if rest:
        inner = document.get(head)
        if isinstance(inner, list):
            value = [*inner[:-1], with_value(inner[-1], rest, value)] if inner else None
        else:
            value = with_value(inner or {}, rest, value) or None
    return {key: each for key, each in (document | {head: value}).items() if each is not None}


def faults(step: Step, entered: Mapping[str, Any]) -> dict[str, str]:
    """Return what is wrong with what was entered, by name; whether a value fits its row is for the row to say."""
    entries, way = ENTRIES.get(step, ()), choice_of(step, entered)
    wrong = wrong_entries([each for each in entries if serving.asked(each, way)], entered)
    of_service = step in serving.STEPS or step in serving.ISSUING
    return (serving.lacking(entries, way, entered) if of_service else {}) | wrong


def wrong_entries(entries: Sequence[Entry], entered: Mapping[str, Any]) -> dict[str, str]:
    """Return what is missing, no choice, or no text, by name."""
    wrong = {}
    for entry in (*entries, NOTE):
        value = entered.get(entry.name)
        if value in (None, ""):
            if entry.required:
                wrong[entry.name] = f"请填写{entry.label}"
        elif entry.choices and value not in [word for word, _ in entry.choices]:
            wrong[entry.name] = f"{entry.label}请从选项中选择"
        elif entry.table == DETAIL and (not isinstance(value, str) or len(value) > entry.most or "\0" in value):
            wrong[entry.name] = f"{entry.label}应当是文字，至多{entry.most}字"
    return wrong


def ref_of(step: Step, entered: Mapping[str, Any]) -> str:
    """Return on whom the step is taken, where that is entered with it."""
    named = [entered.get(entry.name) for entry in ENTRIES.get(step, ()) if entry.table == REF]
    return str(next(iter(named), None) or "")


def choice_of(step: Step, entered: Mapping[str, Any]) -> str:
    """Return which way the step went."""
    named = [entered.get(entry.name) for entry in ENTRIES.get(step, ()) if entry.table == CHOICE]
    return str(next(iter(named), None) or "")


def details(step: Step, entered: Mapping[str, Any]) -> dict[str, str]:
    """Return what was written beside the rows, and the note."""
    way = choice_of(step, entered)
    return beside([each for each in ENTRIES.get(step, ()) if serving.asked(each, way)], entered)


def beside(entries: Sequence[Entry], entered: Mapping[str, Any]) -> dict[str, str]:
    """Return what is kept beside a row, of what was entered."""
    names = [entry.name for entry in (*entries, NOTE) if entry.table == DETAIL]
    return {name: entered[name] for name in names if entered.get(name)}
