"""
What is entered into a case beside its steps: rows that no step writes, and what is filled in on rows that stand.

Each form names its table and, of the row, the fields that a person enters; how a field is entered follows from the
law's own row. A field inside a field is written with a dot (``monitoring.clear``).
"""

from collections.abc import Mapping
from dataclasses import MISSING, dataclass, fields, is_dataclass
from datetime import date, datetime
from enum import StrEnum
from types import UnionType
from typing import Any, Final, Union, get_args, get_origin, get_type_hints

from tongpan.cases.domain.entry import DETAIL, Entry, Kind
from tongpan.cases.domain.tables import SINGLE
from tongpan.law.facts import CaseFacts
from tongpan.law.money import Money


class On(StrEnum):
    """What a row belongs to."""

    CASE = "CASE"
    PARTY = "PARTY"
    CHARGE = "CHARGE"


@dataclass(frozen=True, slots=True)
class RowForm:
    """
    One form.

    `adds`: it makes new rows, named by `prefix` and a number where rows have names. `inside` is the field of the row
    to which a new part is added. `settled`: it is still open when the charge is decided.
    """

    key: str
    title: str
    table: str
    on: On
    entries: tuple[Entry, ...]
    adds: bool = False
    fills: bool = True
    prefix: str = ""
    inside: str = ""
    settled: bool = True
    shown: bool = True
    """whether the page of the case lists what stands; False: it is shown elsewhere"""
    note: str = ""

    @property
    def own(self) -> tuple[Entry, ...]:
        """What goes into the row."""
        return tuple(each for each in self.entries if each.table != DETAIL)


def _named(table: str, *names: tuple[str, str] | tuple[str, str, str], inside: str = "") -> tuple[Entry, ...]:
    """Return the entries of some fields of a table's row."""
    kind = row_kind(table)
    if inside:
        kind = _bare(get_type_hints(kind)[inside])
    return tuple(_entry(kind, table, *each) for each in names)


def _entry(row: Any, table: str, name: str, label: str, help: str = "") -> Entry:
    hint, needed = row, True
    for part in name.split("."):
        column = next(each for each in fields(hint) if each.name == part)
        needed = column.default is MISSING
        told = get_type_hints(hint)[part]
        hint = _bare(told)
    if hint is bool:
        kind = Kind.FLAG if told is bool else Kind.ANSWER
        return Entry(name, label, kind, table, required=False, help=help)
    if hint in _KINDS:
        return Entry(name, label, _KINDS[hint], table, required=needed, help=help)
    words = tuple((each.value, each.label) for each in hint)
    return Entry(name, label, Kind.CHOICE, table, required=needed, choices=words, help=help)


_KINDS: Final[Mapping[Any, Kind]] = {
    str: Kind.TEXT, int: Kind.NUMBER, Money: Kind.MONEY, date: Kind.DAY, datetime: Kind.MOMENT,
}  # fmt: skip


def _bare(hint: Any) -> Any:
    """Return what a field holds, once: of a list its parts, of what may be unknown what it is when known."""
    while get_origin(hint) in (Union, UnionType, tuple):
        hint = next(each for each in get_args(hint) if each not in (type(None), Ellipsis))
    return hint


def row_kind(table: str) -> type[Any]:
    """Return what a row of a table is."""
    kind = _bare(get_type_hints(CaseFacts)[table])
    assert is_dataclass(kind)
    assert isinstance(kind, type)
    return kind


def _said(name: str, label: str, *, required: bool = False, help: str = "", kind: Kind = Kind.TEXT) -> Entry:
    return Entry(name, label, kind, required=required, help=help)


WHAT: Final = (
    _said("what", "名称", required=True, help="例如：三轮车、电子秤、店铺卷帘门"),
    _said("quantity", "数量"),
    _said("features", "规格、型号、特征", kind=Kind.AREA),
    _said("keeper", "现在由谁保管"),
    _said("where", "存放在哪里"),
)
KEEPING: Final = (
    _said("quantity", "数量"),
    _said("keeper", "现在由谁保管"),
    _said("where", "存放在哪里"),
)

_FORMS: Final = (
    RowForm(
        "things", "涉案场所、设施、财物", "things", On.CHARGE,
        WHAT + _named(
            "things",
            ("related", "与违法行为有关", "强制法 23 条：无关的不得查封、扣押"),
            ("daily_needs", "是公民及其所扶养家属的生活必需品", "强制法 23 条：不得查封、扣押"),
            ("sealed_elsewhere", "已经被其他国家机关依法查封", "强制法 23 条：不得重复查封"),
        ),
        adds=True, prefix="物品",
        note="先在这里登记，案件页“下一步”才会出现查封、扣押；一物一条。",
    ),
    RowForm(
        "inspections", "行政检查", "inspections", On.CHARGE,
        (
            _said("what", "检查什么", required=True),
            *_named(
                "inspections",
                ("listed", "检查事项在公布的行政检查事项清单上"),
                ("urgent", "情况紧急，来不及先报批"),
                ("scan_excuse", "没有扫码的，写明原因"),
            ),
        ),
        adds=True, prefix="检查",
        note="登记之后，批准、扫码、进入现场、告知结果各是一步，在“下一步”里办。",
    ),
    RowForm(
        "pauses", "不计入办案期限的时间", "pauses", On.CASE,
        (
            *_named("pauses", ("ground", "事由"), ("start", "从哪一日起"),
                    ("end", "到哪一日止", "还没有终止的不填，终止那天再来填")),
            _said("why", "具体情形", required=True, kind=Kind.AREA),
            _said("number", "决定书、通知书文号"),
            _said("told", "什么时候、怎样告知当事人", required=True),
        ),
        adds=True,
        settled=False,
        note="只有本案适用的程序规定写明的事由才不计入；中止调查、恢复调查在“其他处理”里报负责人批准。",
    ),
    RowForm(
        "fines", "同一违法行为此前的罚款", "charges", On.CHARGE,
        _named(
            "charges",
            ("organ", "哪个机关罚的"),
            ("amount", "罚了多少元"),
            ("same_act", "与本案是同一个违法行为", "处罚法 29 条：同一违法行为不得给予两次以上罚款"),
            inside="earlier_fines",
        ),
        adds=True, fills=False, inside="earlier_fines", settled=False,
        note="查询后没有的，在“认定事实和拟处罚”里选“已查询，没有被罚过款”。",
    ),
    RowForm(
        "monitoring", "证据的合法性和技术监控记录的审核", "evidence", On.CHARGE,
        _named(
            "evidence",
            ("lawful", "取得的方法、程序合法"),
            ("monitoring.statute", "设置监控设备的法律、行政法规", "不是技术监控设备收集的，以下都不填"),
            ("monitoring.article", "第几条"),
            ("monitoring.legally_reviewed", "设备经过法制审核"),
            ("monitoring.technically_reviewed", "设备经过技术审核"),
            ("monitoring.standard", "设备符合标准"),
            ("monitoring.reasonable", "设置合理"),
            ("monitoring.marked", "标志明显"),
            ("monitoring.location_published_on", "设置地点哪一日公布"),
            ("monitoring.reviewed_on", "记录内容哪一日审核"),
            ("monitoring.true", "记录真实"),
            ("monitoring.clear", "记录清晰"),
            ("monitoring.complete", "记录完整"),
            ("monitoring.accurate", "记录准确"),
        ),
        settled=False,
        shown=False,
        note="处罚法 41 条：未经审核或者经审核不符合要求的，不得作为行政处罚的证据。",
    ),
    RowForm(
        "preserved", "先行登记保存的物品", "preservations", On.CHARGE,
        KEEPING + _named(
            "preservations",
            ("at_risk", "证据可能灭失或者以后难以取得"),
            ("consent_at", "情况紧急的，什么时候得到负责人口头同意"),
        ),
        note="处罚法 56 条：应当在七日内作出处理决定。",
    ),
    RowForm(
        "samplings", "抽样取证的经过", "samplings", On.CHARGE,
        KEEPING + _named(
            "samplings",
            ("invited", "通知了当事人到场"),
            ("sealed", "样品当场加贴封条"),
            ("listed", "制作了抽样记录，凭证和清单当场交付"),
            ("signed", "执法人员和当事人在封条、记录上签名"),
            ("witnessed", "拒签、不到场的，拍照录像记录或者有人见证"),
            ("excluded_at", "不再把它作为证据的，从什么时候起排除"),
        ),
        settled=False,
        note="市场监管程序规定 31 条，农业程序规定 41 条，交通程序规定 36、41 条：没有查明的，不能告知和决定。",
    ),
    RowForm(
        "measures", "查封、扣押的情况", "measures", On.CHARGE,
        KEEPING + _named(
            "measures",
            ("delivered", "决定书和清单当场交付"),
            ("signed", "现场笔录有当事人或者见证人签名"),
            ("party_told", "解除、移送等处理已经告知当事人"),
        ),
        note="强制法 18、21、24 条。",
    ),
    RowForm(
        "demands", "催告书的内容和送达以后的情况", "demands", On.CHARGE,
        _named(
            "demands",
            ("complete", "催告书写明了履行期限、方式、金额和给付方式、陈述申辩权"),
            ("hiding", "有证据证明当事人转移、隐匿财物"),
        ),
        note="强制法 35、37 条。",
    ),
    RowForm(
        "enforcements", "强制执行的现场情况", "enforcements", On.CHARGE,
        _named(
            "enforcements",
            ("supervised", "代履行时本机关派员到场监督"),
            ("budget", "代履行决定书写明了费用预算"),
        ),
        note="强制法 51 条。",
    ),
    RowForm(
        "remedies", "复议、诉讼的副本和文书", "remedies", On.CHARGE,
        _named(
            "remedies",
            ("copy_received_on", "本机关哪一日收到申请书、起诉状副本", "答复、答辩的期限从这一日起算"),
            ("simple", "复议机关适用简易程序", "简易程序五个工作日内答复"),
            ("told_on", "当事人哪一日收到复议决定书、裁判文书", "起诉的十五日从这一日起算"),
            ("within", "文书限定的期限，到哪一日", "责令重新作出、限期履行、变更、调解的才有"),
        ),
        note="复议法 48、54 条，行政诉讼法 45、67 条。",
    ),
    RowForm(
        "waivers", "执行协议减免的加处罚款", "surcharges", On.CHARGE,
        (
            *_named(
                "surcharges",
                ("waived", "减免多少元", "只能减免加处的罚款，不能减免罚款本身"),
                ("remedied", "当事人采取了补救措施"),
                ("harmless", "协议不损害公共利益和他人合法权益"),
            ),
            _said("agreement", "执行协议的日期、文号，怎样补救的", required=True, kind=Kind.AREA),
        ),
        note="强制法 42 条。两项都查明“是”的，减免才算数；当事人不履行协议的，再次加处，按新的数额。",
    ),
    RowForm(
        "standstills", "中止执行以后查明的情况", "standstills", On.CHARGE,
        _named(
            "standstills",
            ("gone", "中止执行的情形已经消失", "消失后应当恢复执行"),
            ("plain_harm", "有明显社会危害", "中止满三年时查明"),
            ("unable", "当事人确无能力履行", "中止满三年时查明"),
        ),
        note="强制法 39 条：情形消失的恢复执行；没有明显社会危害、确无能力履行，满三年未恢复的，不再执行。",
    ),
    RowForm(
        "acts", "履行和强制执行的条件", "charges", On.CHARGE,
        _named(
            "charges",
            ("danger", "不履行已经或者将危害交通安全、造成环境污染或者破坏自然资源", "强制法 50 条"),
            ("good_reason", "不履行有正当理由"),
            ("public_place", "遗洒物、障碍物、污染物在道路、河道、航道或者公共场所", "强制法 52 条"),
            ("unable", "当事人不能清除"),
            ("zone", "建筑物在哪种规划区", "城乡规划法 64 至 66、68 条"),
            ("charged", "县级以上地方人民政府已经责成强制拆除"),
            ("hardship", "当事人没有其他住处"),
        ),
        note="没有查明的就留“没有查明”。",
    ),
    RowForm(
        "referrals", "移送公安机关以后的移交", "referrals", On.CHARGE,
        (
            *_named("referrals", ("handed_over_at", "涉案物品和相关材料什么时候移交公安机关")),
            _said("receipt", "交接清单、谁签收", kind=Kind.AREA),
        ),
        note="移送规定 12 条。",
    ),
    RowForm(
        "opinions", "鉴定意见", "parties", On.PARTY,
        _named("parties", ("opinion", "对当事人能否辨认和控制自己的行为，有专门鉴定意见")),
        settled=False,
        note="处罚法 31 条。",
    ),
)  # fmt: skip
ROW_FORMS: Final[Mapping[str, RowForm]] = {each.key: each for each in _FORMS}
"""every form, by its address"""

assert not SINGLE.intersection(each.table for each in _FORMS)
