"""Hearing session (听证的组织): called in time, led by others than the investigators, ended for a reason. APL 64."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from tongpan.law.calendar import WorkCalendar
from tongpan.law.checklist import negate, unmet
from tongpan.law.citation import Citation
from tongpan.law.keeping import kept
from tongpan.law.labelled import Labelled
from tongpan.law.limits import Regime, compute_limit, limit_if_any
from tongpan.law.refusal import LawRefused
from tongpan.law.titles import AGR, APL, SAMR_HEARING, TRA
from tongpan.law.verdict import LAWFUL, Breach, Verdict

FREE_OF_CHARGE: Final = Citation(APL, 63, 2, figures=("不承担",), gist="当事人不承担听证费用")
NOTICE_PERIOD: Final = Citation(APL, 64, item=2, figures=("七日前",), gist="举行七个工作日前通知")
PUBLIC_HEARING: Final = Citation(APL, 64, item=3, figures=("听证公开举行",), gist="公开举行，保密的除外")
CHAIR: Final = Citation(APL, 64, item=4, figures=("非本案调查人员",), gist="由非本案调查人员主持，可以申请回避")
AGENTS: Final = Citation(APL, 64, item=5, figures=("一至二人",), gist="可以委托一至二人代理")
ABSENCE: Final = Citation(APL, 64, item=6, figures=("无正当理由", "视为放弃"), gist="无正当理由不出席视为放弃")
INVESTIGATORS_SPEAK: Final = Citation(APL, 64, item=7, figures=("调查人员提出",), gist="调查人员到场举证")
MEMBERS_SAMR: Final = Citation(SAMR_HEARING, 11, 3, figures=("听证员和记录员",), gist="办案人员不得担任听证人员")
MEMBERS_AGR: Final = Citation(AGR, 63, 2, figures=("非本案调查人员",), gist="听证人员由非本案调查人员担任")
MEMBERS_TRA: Final = Citation(TRA, 84, 3, figures=("听证主持人或者记录员",), gist="本案调查人员不得担任")
AUTHORITY_SAMR: Final = Citation(SAMR_HEARING, 15, 2, figures=("授权委托书",), gist="代理须有授权委托书")
AUTHORITY_AGR: Final = Citation(AGR, 63, 3, figures=("授权委托书",), gist="代理须有授权委托书")
AUTHORITY_TRA: Final = Citation(TRA, 89, 1, figures=("授权委托书",), gist="代理须有授权委托书")
PUBLICITY_SAMR: Final = Citation(SAMR_HEARING, 22, 2, figures=("三个工作日前公告",), gist="公开听证事前公告")
PUBLICITY_TRA: Final = Citation(TRA, 91, 2, figures=("应当公告",), gist="公开听证应当公告")

MEMBERS: Final = {Regime.SAMR: MEMBERS_SAMR, Regime.AGR: MEMBERS_AGR, Regime.TRA: MEMBERS_TRA}
AUTHORITY: Final = {Regime.SAMR: AUTHORITY_SAMR, Regime.AGR: AUTHORITY_AGR, Regime.TRA: AUTHORITY_TRA}
PUBLICITY: Final = {Regime.SAMR: PUBLICITY_SAMR, Regime.TRA: PUBLICITY_TRA}

MOST_AGENTS: Final = 2
"""agents (64(5))"""
ADR: Final = "ADR-0026"


@dataclass(frozen=True, slots=True)
class Convening:
    """How a hearing was called. `secret`: state or trade secrets or privacy, for which it may be closed."""

    notice_served_on: date | None
    held_on: date
    public: bool = True
    secret: bool | None = False
    announced_on: date | None = None


def check_convening(
    convening: Convening, calendar: WorkCalendar, regime: Regime | None = None, province: str | None = None
) -> Verdict:
    """
    Test whether the party and the public were told of time and place in time.

    Law: APL 64(2), (3); 85; 市场监管听证办法 20, 22; 上海听证规定 17, 18; 交通程序规定 91 (DL-13, DL-14).
    Reading: seven whole working days lie between notice and hearing (ADR-0014).
    """
    if convening.notice_served_on is None:
        return (
            Breach("hearing.notice.missing", "没有送达听证通知书", NOTICE_PERIOD, missing="送达听证通知书，另定时间"),
        )
    limit = compute_limit("DL-13", convening.notice_served_on, calendar, regime, province)
    early = kept(limit, convening.held_on)
    return (
        *unmet(
            (
                early,
                Breach(
                    "hearing.notice.short", f"通知距听证太近：{limit.explanation}", NOTICE_PERIOD, missing="改期举行"
                ),
                Breach(
                    "hearing.notice.unknown",
                    f"尚不能确定通知是否足够早：{limit.explanation}",
                    NOTICE_PERIOD,
                    missing="待放假安排公布，或者改期到必然足够的日子",
                ),
            ),
        ),
        *(_check_public(convening, calendar, regime, province) if convening.public else _check_closed(convening)),
    )


def _check_closed(convening: Convening) -> Verdict:
    return unmet(
        (
            convening.secret is True,
            Breach(
                "hearing.closed",
                "听证应当公开，没有查明涉及国家秘密、商业秘密或者个人隐私",
                PUBLIC_HEARING,
                missing="公开举行，或者写明依法保密的事项",
            ),
        ),
    )


def _check_public(convening: Convening, calendar: WorkCalendar, regime: Regime | None, province: str | None) -> Verdict:
    announced = convening.announced_on
    limit = limit_if_any("DL-14", announced or convening.held_on, calendar, regime, province)
    duty = limit.citation if limit is not None else PUBLICITY.get(regime) if regime else None
    if duty is None:
        return LAWFUL
    if announced is None:
        return (Breach("hearing.announcement.missing", "公开听证没有事前公告", duty, missing="公告后另定时间举行"),)
    if limit is None or kept(limit, convening.held_on) is True:
        return LAWFUL
    return (
        Breach("hearing.announcement.short", f"公告距听证太近：{limit.explanation}", duty, missing="公告期满后举行"),
    )


@dataclass(frozen=True, slots=True)
class RecusalAsked:
    """The party asked that somebody step aside. `upheld` is None while it is not decided."""

    person: str
    upheld: bool | None


@dataclass(frozen=True, slots=True)
class Panel:
    """Who leads and who records a hearing, and who investigated the case."""

    investigators: frozenset[str]
    chair: str | None
    appointed: bool
    members: frozenset[str] = frozenset()
    recusals: tuple[RecusalAsked, ...] = ()


def check_panel(panel: Panel, regime: Regime | None = None) -> Verdict:
    """
    Test that those who conduct the hearing are appointed and did not investigate the case.

    Law: APL 64(4); 市场监管听证办法 4, 11 ¶3; 农业程序规定 63 ¶2; 交通程序规定 84 ¶3.
    Reading: what binds the chair binds assistants and clerk also where only the national statute speaks (ADR-0026).
    """
    if panel.chair is None:
        return (Breach("hearing.chair.missing", "没有指定听证主持人", CHAIR, missing="由本机关负责人指定"),)
    sitting = panel.members | {panel.chair}
    asked = [each for each in panel.recusals if each.person in sitting]
    mixed = "、".join(sorted(panel.members & panel.investigators))
    text = MEMBERS.get(regime) if regime else None
    return unmet(
        (panel.appointed, Breach("hearing.chair.unappointed", "听证主持人不是由机关指定的", CHAIR, missing="补作指定")),
        (
            panel.chair not in panel.investigators,
            Breach("hearing.chair.investigator", "听证主持人参与过本案调查", CHAIR, missing="另行指定非本案调查人员"),
        ),
        (
            not mixed,
            Breach(
                "hearing.member.investigator",
                f"听证员或者记录员参与过本案调查：{mixed}",
                text or CHAIR,
                "A" if text else "D",
                "另行指定非本案调查人员",
                "" if text else ADR,
            ),
        ),
        (
            all(each.upheld is not None for each in asked),
            Breach("hearing.recusal.pending", "听证人员的回避申请还没有决定", CHAIR, missing="先决定是否回避"),
        ),
        (
            not any(each.upheld for each in asked),
            Breach("hearing.recusal.upheld", "应当回避的人员仍在主持或者记录听证", CHAIR, missing="更换人员"),
        ),
    )


@dataclass(frozen=True, slots=True)
class Attendance:
    """Who came to the hearing, and at whose cost it was held."""

    agents: int = 0
    agents_authorized: bool = True
    investigators_present: bool = True
    charged: bool = False


def check_attendance(attendance: Attendance, regime: Regime | None = None) -> Verdict:
    """
    Test who took part.

    Law: APL 63 ¶2; 64(5), (7); 市场监管听证办法 15 ¶2; 农业程序规定 63 ¶3; 交通程序规定 89 ¶1.
    """
    if attendance.agents < 0:
        raise LawRefused("hearing.agents.negative", "代理人人数不能是负数", "agents")
    text = AUTHORITY.get(regime) if regime else None
    return unmet(
        (
            attendance.agents <= MOST_AGENTS,
            Breach("hearing.agents.many", "代理人至多二人", AGENTS, missing="请当事人在其中确定一至二人"),
        ),
        (
            attendance.agents == 0 or attendance.agents_authorized or text is None,
            Breach("hearing.agents.unauthorized", "代理人没有授权委托书", text, missing="补交授权委托书和身份证明"),
        ),
        (
            attendance.investigators_present,
            Breach(
                "hearing.investigators.absent", "调查人员没有到场", INVESTIGATORS_SPEAK, missing="改期，由调查人员到场"
            ),
        ),
        (
            not attendance.charged,
            Breach("hearing.charged", "向当事人收取了听证费用", FREE_OF_CHARGE, missing="退还费用"),
        ),
    )


class Leaving(Labelled):
    """How the party and its agents stayed away (缺席方式)."""

    ABSENT = "ABSENT", "没有出席"
    LEFT = "LEFT", "中途退出"


@dataclass(frozen=True, slots=True)
class Absence:
    """Why a hearing is to be terminated. `justified` is None while the reason is not looked into."""

    how: Leaving
    notified: bool
    justified: bool | None = None
    permitted: bool = False


def check_termination(absence: Absence) -> Verdict:
    """
    Test whether an absence may be taken as a waiver and the hearing be terminated.

    Law: APL 64(6).
    """
    if not absence.notified:
        return (
            Breach("hearing.absence.unnotified", "听证通知没有有效送达，不能视为放弃", ABSENCE, missing="重新通知"),
        )
    if absence.how is Leaving.LEFT:
        return unmet(
            (
                not absence.permitted,
                Breach("hearing.absence.permitted", "中途退出经过许可，不能视为放弃", ABSENCE, missing="恢复听证"),
            )
        )
    return unmet(
        (
            negate(absence.justified),
            Breach("hearing.absence.justified", "当事人有正当理由，不能视为放弃", ABSENCE, missing="改期举行"),
            Breach("hearing.absence.unknown", "没有出席的原因尚不清楚", ABSENCE, missing="查明有无正当理由"),
        ),
    )


@dataclass(frozen=True, slots=True)
class Preparation:
    """When the steps before and after a hearing were done; None is not yet."""

    requested_on: date
    chair_on: date | None = None
    file_on: date | None = None
    fixed_on: date | None = None
    ended_on: date | None = None
    reported_on: date | None = None


def check_preparation(
    preparation: Preparation, as_of: date, calendar: WorkCalendar, regime: Regime | None = None
) -> Verdict:
    """
    Report steps of preparation that are late. For supervision: lateness here does not bar the hearing.

    Law: 市场监管听证办法 18–20, 29 ¶1 (DL-15, DL-16); no text binds elsewhere.
    """
    steps = (
        ("DL-15.1", preparation.requested_on, preparation.chair_on),
        ("DL-15.2", preparation.chair_on, preparation.file_on),
        ("DL-15.3", preparation.file_on, preparation.fixed_on),
        ("DL-16", preparation.ended_on, preparation.reported_on),
    )
    late = []
    for rule_id, trigger, done in steps:
        limit = limit_if_any(rule_id, trigger, calendar, regime) if trigger is not None else None
        if limit is not None and kept(limit, done or as_of) is False:
            late.append(
                Breach("hearing.step.late", f"听证准备逾期：{limit.explanation}", limit.citation, missing="尽快完成")
            )
    return tuple(late)
