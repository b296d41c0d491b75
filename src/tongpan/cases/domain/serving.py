"""送达 as it is entered: which modes, what proves each, what is asked with each, and beside which row it goes."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from tongpan.cases.domain.entry import CHOICE, DETAIL, Entry, Kind, words_of
from tongpan.law.facts import Service
from tongpan.law.facts.words import Failure, Medium, Mode, Paper
from tongpan.law.penalty.forwarding import Through
from tongpan.law.penalty.service import Receiver
from tongpan.law.procedure import Step

LATER: Final = "LATER"
SERVED, FAILED = "SERVED", "FAILED"
TABLE: Final = "services"
BY_HAND: Final = (Mode.DIRECT.value, Mode.LEFT.value)
SENT: Final = (Mode.MAIL.value, Mode.ENTRUSTED.value, Mode.FORWARDED.value, Mode.ELECTRONIC.value)
MODES: Final = tuple(
    (each.value, each.label) for each in (Mode.DIRECT, Mode.LEFT, Mode.MAIL, Mode.ENTRUSTED, Mode.FORWARDED)
)
ISSUED: Final = (
    (Mode.DIRECT.value, "当场交付，当事人一方签收（直接送达）"),
    *(MODES[1:]),
    (Mode.ELECTRONIC.value, "电子送达（当事人签订过确认书）"),
    (LATER, "先制作，之后再送达"),
)
"""how a document may be served in the step that makes it"""
ISSUING: Final = frozenset({Step.NOTIFY, Step.FIX_HEARING, Step.DEMAND, Step.SURCHARGE})
"""steps that make a document and serve it at once"""
STEPS: Final = frozenset(
    {Step.SERVE, Step.SERVE_ELECTRONIC, Step.SERVE_PUBLIC, Step.RECORD_SERVICE, Step.CONFIRM_PUBLIC}
)
"""steps that are service and nothing else"""
SIGNED_HELP: Final = "回执、送达回证、系统记录上的日期；还没有回执的不填，收到后在“记录送达结果”里填"
RETURNED_HELP: Final = (
    "寄往当事人确认的地址、因此被退回的，市场监管程序规定 83 条、浙江程序办法 68 条以退回之日为送达之日"
)
EXHIBIT: Final = Entry("exhibit", "证据（照片、录像、回执）", Kind.CHOICE, TABLE, required=False, help="从本案证据里选")
PROOF: Final = Entry("proof", "送达经过、其他说明", Kind.AREA, required=False)


def _mode(choices: tuple[tuple[str, str], ...]) -> Entry:
    return Entry("mode", "怎么送达", Kind.CHOICE, CHOICE, choices=choices)


def _of(*ways: str, name: str, label: str, kind: Kind = Kind.TEXT, help: str = "", table: str = TABLE,
        choices: tuple[tuple[str, str], ...] = ()) -> Entry:  # fmt: skip
    return Entry(name, label, kind, table, required=False, choices=choices, help=help, ways=ways)


def _proofs(*, failing: bool) -> tuple[Entry, ...]:
    """Return what is asked with each mode; `failing`: whether the attempt may have come to nothing."""
    failure = _of(
        *BY_HAND, name="failure", label="没有送到的原因", kind=Kind.CHOICE, choices=words_of(Failure),
        help="送到了的不填；没有送到的记一次，不算送达，再换方式送",
    )  # fmt: skip
    return (
        _of("DIRECT", name="receiver", label="谁签收", kind=Kind.CHOICE, choices=words_of(Receiver)),
        _of(
            "DIRECT", name="receiver_name", label="签收人姓名、与当事人的关系", table=DETAIL,
            help="本人签收的可以不填",
        ),
        _of("LEFT", name="refusal", label="拒收的事由", help="记在送达回证上（民事诉讼法 89 条）"),
        _of("LEFT", name="at_home", label="文书留在了受送达人的住所", kind=Kind.FLAG),
        _of("LEFT", name="witnessed", label="有基层组织或者所在单位的代表见证", kind=Kind.FLAG),
        _of("LEFT", name="witness", label="见证人姓名、单位", table=DETAIL),
        _of(
            "MAIL", "ENTRUSTED", name="difficulty", label="直接送达有什么困难",
            help="有困难的才邮寄、委托（民事诉讼法 91 条）",
        ),
        _of("MAIL", name="tracking", label="邮件单号"),
        _of("ENTRUSTED", "FORWARDED", name="by", label="受委托或者转交的机关、单位"),
        _of("FORWARDED", name="through", label="转交的单位是", kind=Kind.CHOICE, choices=words_of(Through)),
        _of("ELECTRONIC", name="account", label="发到哪个号码、邮箱或者账号", table=DETAIL),
        _of("MAIL", "ELECTRONIC", name="address_confirmed", label="是当事人签订确认书确认的地址", kind=Kind.FLAG),
        _of("LEFT", "ELECTRONIC", name="recorded", label="拍照、录像、截屏记录了送达过程", kind=Kind.FLAG),
        _of(*BY_HAND, "MAIL", name="served_where", label="送达地点", table=DETAIL),
        _of(*SENT, name="signed_on", label="签收、到达的日期", kind=Kind.DAY, help=SIGNED_HELP),
        *((failure,) if failing else ()),
        EXHIBIT,
        PROOF,
    )  # fmt: skip


AT_ONCE: Final = (_mode(ISSUED), *_proofs(failing=False))
"""what a step that makes a document asks of its service"""
ANSWERS: Final = (
    Entry(CHOICE, "结果", Kind.CHOICE, CHOICE, choices=((SERVED, "送到了"), (FAILED, "没有送到"))),
    _of(SERVED, name="signed_on", label="签收、到达的日期", kind=Kind.DAY, help="回执、送达回证、系统记录上的日期"),
    _of(SERVED, name="receiver", label="谁签收", kind=Kind.CHOICE, choices=words_of(Receiver)),
    _of(SERVED, name="receiver_name", label="签收人姓名、与当事人的关系", table=DETAIL),
    _of(SERVED, name="refusal", label="受委托机关留置送达的：拒收的事由"),
    _of(SERVED, name="at_home", label="留置送达的：留在了住所", kind=Kind.ANSWER),
    _of(SERVED, name="witnessed", label="留置送达的：有见证人", kind=Kind.ANSWER),
    _of(SERVED, name="recorded", label="拍照、录像、截屏记录了送达过程", kind=Kind.ANSWER),
    _of(FAILED, name="failure", label="没有送到的原因", kind=Kind.CHOICE, choices=words_of(Failure)),
    _of(FAILED, name="failed_on", label="退回、交回的日期", kind=Kind.DAY),
    _of(
        FAILED, name="partys_fault", label="原因在当事人：地址不准确、变更没有告知或者拒收", kind=Kind.ANSWER,
        help=RETURNED_HELP,
    ),
    _of(FAILED, name="address_confirmed", label="寄往的是当事人确认的地址", kind=Kind.ANSWER),
    EXHIBIT,
    Entry("outcome", "经过和说明", Kind.AREA, required=False),
)  # fmt: skip
ENTRIES: Final[Mapping[Step, tuple[Entry, ...]]] = {
    Step.SERVE: (_mode(MODES), *_proofs(failing=True)),
    Step.SERVE_ELECTRONIC: (
        Entry("account", "发到哪个号码、邮箱或者账号", Kind.TEXT),
        Entry("address_confirmed", "是当事人签订确认书确认的地址", Kind.FLAG, TABLE, required=False),
        Entry("recorded", "拍照、截屏、录像记录了送达过程", Kind.FLAG, TABLE, required=False),
        Entry("signed_on", "到达对方系统的日期", Kind.DAY, TABLE, required=False, help=SIGNED_HELP),
        EXHIBIT,
        PROOF,
    ),
    Step.RECORD_SERVICE: ANSWERS,
    Step.SERVE_PUBLIC: (
        Entry("reason", "为什么公告", Kind.TEXT, TABLE, help="怎样找过当事人，其他方式怎样送不到（民事诉讼法 95 条）"),
        Entry("medium", "公告在哪一种载体", Kind.CHOICE, TABLE, choices=words_of(Medium)),
        Entry("where", "网址、报纸名称和版面，或者张贴地点", Kind.AREA),
        Entry("recorded", "张贴过程拍照、录像", Kind.FLAG, TABLE, required=False),
        EXHIBIT,
    ),
}
"""what the steps of service ask"""
NEEDED: Final[Mapping[str, tuple[str, ...]]] = {
    Mode.DIRECT.value: ("receiver",),
    Mode.LEFT.value: ("refusal",),
    Mode.MAIL.value: ("tracking", "difficulty"),
    Mode.ENTRUSTED.value: ("by", "difficulty"),
    Mode.FORWARDED.value: ("by", "through"),
    Mode.ELECTRONIC.value: ("account",),
    SERVED: ("signed_on",),
    FAILED: ("failure", "failed_on"),
}
"""what has to be said with each mode, and with each result"""
NAMED: Final = frozenset({Receiver.FAMILY, Receiver.MAIL_ROOM, Receiver.AGENT, Receiver.DESIGNATED, Receiver.OTHER})
"""who signs in the party's place is named"""


def lacking(entries: Iterable[Entry], way: str, entered: Mapping[str, Any]) -> dict[str, str]:
    """Return what has to be said of a service and is not, by name."""
    labels = {entry.name: entry.label for entry in entries}
    nothing = bool(entered.get("failure")) and way in BY_HAND
    wanted = () if nothing else tuple(name for name in NEEDED.get(way, ()) if name in labels)
    wrong = {name: f"请填写{labels[name]}" for name in wanted if entered.get(name) in (None, "")}
    if way in (Mode.DIRECT, SERVED) and not nothing and entered.get("receiver") in NAMED:
        if not entered.get("receiver_name"):
            wrong["receiver_name"] = "不是当事人本人签收的，请填写签收人姓名、与当事人的关系"
    if way == Mode.LEFT and entered.get("witnessed") and not entered.get("witness"):
        wrong["witness"] = "请填写见证人姓名、单位"
    return wrong


def title_of_paper(ref: str) -> str:
    """Return what people call the document that a step of service names: 催告书; 催告书，第2次送达."""
    name, _, number = ref.partition("-")
    if name not in Paper.__members__:
        return Paper.DECISION.label
    return Paper(name).label + (f"，第{number}次送达" if number else "")


def attempt_words(row: Service) -> list[str]:
    """Return what a row says of an attempt to serve, each thing once."""
    said = [
        f"{row.receiver.label}签收" if row.receiver is not None and row.mode in (Mode.DIRECT, Mode.ENTRUSTED) else "",
        f"拒收事由：{row.refusal}" if row.refusal else "",
        "有见证人" if row.witnessed else "",
        "拍照录像记录" if row.recorded else "",
        f"困难：{row.difficulty}" if row.difficulty else "",
        f"单号 {row.tracking}" if row.tracking else "",
        f"经{row.by}" if row.by else "",
        f"公告原因：{row.reason}" if row.reason else "",
        row.medium.label if row.medium is not None else "",
        f"{row.failed_on}退回、交回" if row.failed_on is not None else "",
    ]
    return [each for each in said if each]


def needed(name: str, ways: tuple[str, ...]) -> bool:
    """Tell whether a value has to be said with a mode with which it is asked."""
    return any(name in NEEDED.get(way, ()) for way in ways)


def asked(entry: Entry, way: str) -> bool:
    """Tell whether an entry belongs to the way a step went."""
    return not entry.ways or way in entry.ways


def unsaid(step: Step) -> bool:
    """Tell whether what is not said is no part of the row: a new attempt says all of its own."""
    return step in ISSUING or step in (Step.SERVE, Step.SERVE_ELECTRONIC)


def of_service(step: Step, words: Mapping[str, str]) -> dict[str, str]:
    """Return what was written beside the service, of what was written with a step."""
    if step in STEPS:
        return dict(words)
    names = {entry.name for entry in AT_ONCE if entry.table == DETAIL}
    return {name: text for name, text in words.items() if name in names} if step in ISSUING else {}
