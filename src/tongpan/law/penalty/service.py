"""Service (送达): by which mode, on which day, and whether it counts. APL 61; 民事诉讼法 87–95."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from tongpan.law.calendar import WorkCalendar
from tongpan.law.checklist import unmet
from tongpan.law.citation import Citation
from tongpan.law.keeping import kept
from tongpan.law.labelled import Labelled
from tongpan.law.limits import REGIME_AREAS, Regime, compute_limit
from tongpan.law.penalty.kinds import PartyKind
from tongpan.law.period import Limit
from tongpan.law.titles import APL, CIVIL_PROCEDURE_LAW, HURD, SAMR, TRA, ZJP
from tongpan.law.verdict import LAWFUL, Breach, Verdict

PROMPT: Final = Citation(APL, 61, 1, figures=("当场交付", "七日内"), gist="当场交付，不在场的七个工作日内送达")
CONFIRMED: Final = Citation(APL, 61, 2, figures=("同意并签订确认书",), gist="签订确认书的可以电子送达")
PROOF: Final = Citation(CIVIL_PROCEDURE_LAW, 87, 1, figures=("必须有送达回证",), gist="必须有送达回证")
RECEIVERS: Final = Citation(CIVIL_PROCEDURE_LAW, 88, 1, figures=("他的同住成年家属签收",), gist="可以签收的人")
LEFT_BEHIND: Final = Citation(CIVIL_PROCEDURE_LAW, 89, figures=("见证人签名或者盖章", "拍照、录像"), gist="留置送达")
BY_MAIL: Final = Citation(
    CIVIL_PROCEDURE_LAW, 91, figures=("直接送达", "有困难"), gist="直接送达有困难的邮寄、委托送达"
)
RETURNED_SAMR: Final = Citation(SAMR, 83, 2, figures=("被退回之日为送达之日",), gist="因当事人原因退回的视为送达")
RETURNED_ZJP: Final = Citation(ZJP, 68, figures=("退回之日视为送达日期",), gist="因当事人原因退回的视为送达")
ARRIVAL: Final = Citation(
    CIVIL_PROCEDURE_LAW, 90, 2, figures=("到达受送达人特定系统的日期",), gist="到达日期为送达日期"
)
SENT_TRA: Final = Citation(TRA, 18, item=3, figures=("发送成功的日期",), gist="发送成功日期，当事人证明不一致的除外")
RECORDED_SAMR: Final = Citation(SAMR, 82, item=3, figures=("予以记录",), gist="电子送达应当记录")
RECORDED_HURD: Final = Citation(HURD, 37, 2, figures=("予以记录",), gist="电子送达应当记录")
PUBLIC: Final = Citation(CIVIL_PROCEDURE_LAW, 95, 1, figures=("下落不明", "三十日"), gist="公告送达")
PUBLIC_COURSE: Final = Citation(CIVIL_PROCEDURE_LAW, 95, 2, figures=("记明原因和经过",), gist="案卷记明原因和经过")
POSTED_SAMR: Final = Citation(SAMR, 82, item=5, figures=("记录张贴过程",), gist="张贴公告应当拍照录像")
POSTED_TRA: Final = Citation(TRA, 18, item=5, figures=("记录张贴过程",), gist="张贴公告应当拍照录像")
WEBSITE_HURD: Final = Citation(HURD, 36, 2, figures=("网站公告送达",), gist="通过网站公告送达")

RECORDED: Final = {Regime.SAMR: RECORDED_SAMR, Regime.HURD: RECORDED_HURD}
POSTED: Final = {Regime.SAMR: POSTED_SAMR, Regime.TRA: POSTED_TRA}


class Receiver(Labelled):
    """Who signed for a document (签收人)."""

    PARTY = "PARTY", "本人"
    FAMILY = "FAMILY", "同住成年家属"
    HEAD = "HEAD", "法定代表人或者主要负责人"
    MAIL_ROOM = "MAIL_ROOM", "负责收件的人"
    AGENT = "AGENT", "代理人"
    DESIGNATED = "DESIGNATED", "指定的代收人"
    OTHER = "OTHER", "其他人"


_NATURAL: Final = frozenset({Receiver.PARTY, Receiver.FAMILY, Receiver.AGENT, Receiver.DESIGNATED})
_CORPORATE: Final = frozenset({Receiver.HEAD, Receiver.MAIL_ROOM, Receiver.AGENT, Receiver.DESIGNATED})
MAY_SIGN: Final = {
    PartyKind.CITIZEN: _NATURAL,
    PartyKind.SOLE_TRADER: _NATURAL,
    PartyKind.ORGANIZATION: _CORPORATE,
}
"""民事诉讼法 88: who may sign for whom."""


@dataclass(frozen=True, slots=True)
class Direct:
    """Handed over and signed for on a proof of service (送达回证); also by an entrusted organ."""

    party: PartyKind
    receiver: Receiver
    signed_on: date | None
    entrusted: bool = False
    difficult: bool | None = None


@dataclass(frozen=True, slots=True)
class Left:
    """Left at the home after refusal (留置): before a witness, or under a camera."""

    left_on: date
    refused: bool
    at_home: bool
    witnessed: bool
    recorded: bool
    refusal_noted: bool


@dataclass(frozen=True, slots=True)
class Electronic:
    """Sent by electronic means to the address that a signed confirmation names."""

    sent_on: date
    confirmed_on: date | None
    to_confirmed_address: bool
    arrived_on: date | None
    recorded: bool


@dataclass(frozen=True, slots=True)
class Mailed:
    """Mailed because direct service is difficult: signed for, or returned for a reason that lies with the party."""

    received_on: date | None
    difficult: bool | None
    returned_on: date | None = None
    partys_fault: bool | None = None
    address_confirmed: bool = False


@dataclass(frozen=True, slots=True)
class PublicNotice:
    """
    Public notice (公告): the party cannot be found, or no other mode works.

    `published_on` is the day of the last posting or printing.
    """

    published_on: date
    untraceable: bool | None
    others_failed: bool | None
    course_recorded: bool
    posted: bool = False
    posting_recorded: bool = False
    on_website: bool = False


Service = Direct | Left | Electronic | Mailed | PublicNotice


def check_service(service: Service, regime: Regime | None = None, province: str | None = None) -> Verdict:
    """
    Test whether the conditions of a mode of service are met.

    Law: APL 61; 民事诉讼法 87–91, 95; 市场监管程序规定 82, 83; 住建程序规定 35–37; 交通程序规定 18; 浙江程序办法 68.
    """
    match service:
        case Direct():
            return _check_direct(service)
        case Left():
            return _check_left(service)
        case Electronic():
            return _check_electronic(service, regime)
        case Mailed():
            return _check_mailed(service, regime, province)
    return _check_public(service, regime)


def service_limit(published_on: date, calendar: WorkCalendar, regime: Regime | None = None) -> Limit:
    """
    Return the period after which a public notice counts as served; its `due_on` is the day of service.

    Law: 民事诉讼法 95; 农业程序规定 72 ¶3; 交通程序规定 18(5) (DL-18).
    Reading: the day after the whole period has passed (ADR-0014).
    """
    return compute_limit("DL-18", published_on, calendar, regime)


def service_day(
    service: Service, calendar: WorkCalendar, regime: Regime | None = None, province: str | None = None
) -> date | None:
    """
    Return the day on which a document counts as served; None if the service is not valid, or not known to be complete.

    Every period that service sets going, and every effect of the document, starts here and nowhere else.

    Law: APL 61; 民事诉讼法 87 ¶2, 88 ¶2, 89, 90 ¶2, 91, 95; 交通程序规定 18(3).
    """
    if any(breach.blocks for breach in check_service(service, regime, province)):
        return None
    match service:
        case Direct():
            return service.signed_on
        case Left():
            return service.left_on
        case Electronic():
            return service.arrived_on or (service.sent_on if regime is Regime.TRA else None)
        case Mailed():
            return service.received_on or service.returned_on
    return service_limit(service.published_on, calendar, regime).due_on


def _check_direct(service: Direct) -> Verdict:
    return unmet(
        (
            service.signed_on is not None,
            Breach("service.proof.missing", "送达回证上没有签收日期", PROOF, missing="由受送达人签收并注明日期"),
        ),
        (
            service.receiver in MAY_SIGN[service.party],
            Breach(
                "service.receiver.wrong",
                f"受送达人是{service.party.label}的，{service.receiver.label}不能代为签收",
                RECEIVERS,
                missing="交有权签收的人，或者改用其他方式送达",
            ),
        ),
        (
            not service.entrusted or service.difficult is True,
            Breach("service.entrusted.unneeded", "没有记明直接送达的困难，不能委托送达", BY_MAIL, missing="记明困难"),
        ),
    )


def _check_left(service: Left) -> Verdict:
    return unmet(
        (
            service.refused,
            Breach("service.left.unrefused", "没有拒收，不能留置送达", LEFT_BEHIND, missing="先直接送达"),
        ),
        (
            service.at_home,
            Breach("service.left.place", "没有留在受送达人的住所", LEFT_BEHIND, missing="留在住所"),
        ),
        (
            service.witnessed or service.recorded,
            Breach(
                "service.left.unwitnessed",
                "没有见证人，也没有拍照、录像",
                LEFT_BEHIND,
                missing="邀请见证或者录像后重新送达",
            ),
        ),
        (
            service.recorded or service.refusal_noted,
            Breach(
                "service.left.unnoted", "送达回证上没有记明拒收事由和日期", LEFT_BEHIND, missing="补记拒收事由和日期"
            ),
        ),
    )


def _check_electronic(service: Electronic, regime: Regime | None) -> Verdict:
    record = RECORDED.get(regime) if regime else None
    return unmet(
        (
            service.confirmed_on is not None and service.confirmed_on <= service.sent_on,
            Breach(
                "service.electronic.unconfirmed",
                "电子送达之前没有签订确认书",
                CONFIRMED,
                missing="先签订确认书或者改用其他方式",
            ),
        ),
        (
            service.to_confirmed_address,
            Breach("service.electronic.address", "没有发到确认书载明的地址", CONFIRMED, missing="发到确认的地址"),
        ),
        (
            service.arrived_on is not None or regime is Regime.TRA,
            Breach("service.electronic.unarrived", "没有到达受送达人系统的记录", ARRIVAL, missing="查明到达日期"),
        ),
        (
            service.recorded or record is None,
            Breach("service.electronic.unrecorded", "电子送达没有截屏、录像等记录", record, missing="补作记录"),
        ),
    )


def _check_mailed(service: Mailed, regime: Regime | None, province: str | None) -> Verdict:
    received = service.received_on is not None
    text = _return_rule(regime, province)
    counts = text is not None and service.partys_fault is True and service.address_confirmed
    return unmet(
        (
            service.difficult is True,
            Breach("service.mail.unneeded", "没有记明直接送达的困难，不能邮寄送达", BY_MAIL, missing="记明困难"),
        ),
        (
            received or service.returned_on is not None,
            Breach("service.mail.pending", "邮件尚未签收", BY_MAIL, missing="查询回执或者改用其他方式送达"),
        ),
        (
            received or service.returned_on is None or counts,
            Breach("service.mail.returned", "邮件被退回，不能视为送达", text or BY_MAIL, missing="改用其他方式送达"),
        ),
    )


def _return_rule(regime: Regime | None, province: str | None) -> Citation | None:
    """Return the text by which a returned letter counts as served, where one binds."""
    if regime is Regime.SAMR:
        return RETURNED_SAMR
    zhejiang = regime is Regime.ZJP or (province or "").startswith(REGIME_AREAS[Regime.ZJP])
    return RETURNED_ZJP if zhejiang else None


def _check_public(service: PublicNotice, regime: Regime | None) -> Verdict:
    grounds = (service.untraceable, service.others_failed)
    posting = POSTED.get(regime) if regime else None
    return unmet(
        (
            True in grounds or None not in grounds,
            Breach(
                "service.public.unknown",
                "是否下落不明或者无法用其他方式送达尚不清楚",
                PUBLIC,
                missing="查找当事人并记录",
            ),
        ),
        (
            True in grounds or None in grounds,
            Breach(
                "service.public.groundless",
                "当事人可以找到，其他方式可以送达，不能公告送达",
                PUBLIC,
                missing="改用其他方式",
            ),
        ),
        (
            service.course_recorded,
            Breach(
                "service.public.unrecorded", "案卷没有记明公告送达的原因和经过", PUBLIC_COURSE, missing="补记原因和经过"
            ),
        ),
        (
            not service.posted or service.posting_recorded or posting is None,
            Breach("service.public.posting", "张贴公告没有拍照、录像", posting, missing="重新张贴并录像"),
        ),
        (
            regime is not Regime.HURD or service.on_website,
            Breach("service.public.website", "没有通过本机关或者本级政府网站公告", WEBSITE_HURD, missing="在网站公告"),
        ),
    )


@dataclass(frozen=True, slots=True)
class Delivery:
    """When a decision was announced, whether the party was there, and when it was handed over or service was begun."""

    announced_on: date
    present: bool
    handed_over: bool
    begun_on: date | None


def check_prompt(delivery: Delivery, as_of: date, calendar: WorkCalendar, regime: Regime | None = None) -> Verdict:
    """
    Test whether a decision was handed over at once, or its service begun in time.

    Law: APL 61 ¶1; 85 (DL-17).
    Reading: what must be done within the seven working days is the organ's part; mail and public notice take their own
    time after it (ADR-0029).
    """
    if delivery.handed_over:
        return LAWFUL
    limit = compute_limit("DL-17", delivery.announced_on, calendar, regime)
    late = kept(limit, delivery.begun_on or as_of) is False
    return unmet(
        (
            not delivery.present,
            Breach("service.handover.missing", "当事人在场而没有当场交付决定书", PROMPT, missing="立即送达"),
        ),
        (not late, Breach("service.late", f"送达逾期：{limit.explanation}", PROMPT, missing="立即送达")),
    )
