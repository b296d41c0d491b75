"""Prior notice (事先告知): what the party must be told before the decision. APL 44, 62."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from tongpan.law.calendar import WorkCalendar
from tongpan.law.checklist import unmet
from tongpan.law.citation import Citation
from tongpan.law.labelled import Labelled
from tongpan.law.limits import REGIME_AREAS, Regime, compute_limit
from tongpan.law.penalty.punishment import Punishment, heavier_points
from tongpan.law.period import Limit, chinese_day
from tongpan.law.refusal import LawRefused
from tongpan.law.titles import AGR, APL, HURD, SAMR, TRA, ZJP
from tongpan.law.verdict import LAWFUL, Breach, Verdict

NOTICE_CONTENT: Final = Citation(
    APL, 44, figures=("内容及事实、理由、依据",), gist="决定之前告知内容、事实、理由、依据"
)
NOTICE_RIGHTS: Final = Citation(APL, 44, figures=("陈述、申辩、要求听证等权利",), gist="决定之前告知享有的权利")
HEARING_RIGHT: Final = Citation(APL, 63, 1, figures=("要求听证的权利",), gist="列举的处罚应当告知听证权利")
NO_DECISION: Final = Citation(APL, 62, figures=("不得作出行政处罚决定",), gist="未告知或者拒绝听取的不得决定")
WRITTEN_SAMR: Final = Citation(SAMR, 57, 1, figures=("书面告知",), gist="书面告知")
WRITTEN_HURD: Final = Citation(HURD, 21, figures=("行政处罚意见告知文书",), gist="制作告知文书")
WRITTEN_AGR: Final = Citation(AGR, 23, 2, figures=("行政处罚事先告知书",), gist="普通程序送达告知书")
WRITTEN_TRA: Final = Citation(TRA, 69, figures=("《违法行为通知书》",), gist="制作违法行为通知书")
WRITTEN_ZJP: Final = Citation(ZJP, 52, 1, figures=("书面告知",), gist="不利决定之前书面告知")

WRITTEN: Final = {
    Regime.SAMR: WRITTEN_SAMR,
    Regime.HURD: WRITTEN_HURD,
    Regime.AGR: WRITTEN_AGR,
    Regime.TRA: WRITTEN_TRA,
    Regime.ZJP: WRITTEN_ZJP,
}
"""Where a text wants the notice of an ordinary case in writing; 行政处罚法 44 does not say."""

ADR: Final = "ADR-0025"


class NoticeElement(Labelled):
    """What a notice must say (告知内容)."""

    CONTENT = "CONTENT", "拟作出的行政处罚内容"
    FACTS = "FACTS", "事实"
    REASONS = "REASONS", "理由"
    BASIS = "BASIS", "依据"
    STATEMENT_RIGHT = "STATEMENT_RIGHT", "陈述、申辩的权利"
    HEARING_RIGHT = "HEARING_RIGHT", "要求听证的权利"


CONTENT_UNTOLD: Final = Breach(
    "notice.content.untold", "没有告知拟作出的行政处罚内容", NOTICE_CONTENT, missing="补作告知，写明处罚种类和数额"
)
FACTS_UNTOLD: Final = Breach(
    "notice.facts.untold", "没有告知违法事实", NOTICE_CONTENT, missing="补作告知，写明违法事实"
)
REASONS_UNTOLD: Final = Breach(
    "notice.reasons.untold", "没有告知处罚理由", NOTICE_CONTENT, missing="补作告知，写明理由"
)
BASIS_UNTOLD: Final = Breach(
    "notice.basis.untold", "没有告知处罚依据", NOTICE_CONTENT, missing="补作告知，写明依据的条、款、项"
)
STATEMENT_UNTOLD: Final = Breach(
    "notice.statement.untold", "没有告知当事人有权陈述、申辩", NOTICE_RIGHTS, missing="补作告知，写明陈述、申辩权"
)
HEARING_UNTOLD: Final = Breach(
    "notice.hearing.untold", "拟作出的处罚属于听证范围，没有告知听证权利", HEARING_RIGHT, missing="补作告知，写明听证权"
)
HEARING_UNKNOWN: Final = Breach(
    "notice.hearing.unknown",
    "是否属于听证范围尚不清楚，又没有告知听证权利",
    HEARING_RIGHT,
    missing="向省级司法行政部门核实听证标准并登记；不能核实的，一并告知听证权利",
)

_ALWAYS: Final = {
    NoticeElement.CONTENT: CONTENT_UNTOLD,
    NoticeElement.FACTS: FACTS_UNTOLD,
    NoticeElement.REASONS: REASONS_UNTOLD,
    NoticeElement.BASIS: BASIS_UNTOLD,
    NoticeElement.STATEMENT_RIGHT: STATEMENT_UNTOLD,
}


@dataclass(frozen=True, slots=True)
class Notice:
    """What one party was told. `hearing_due` is what `hearing_range.hearing_right` says: None is unknown."""

    told: frozenset[NoticeElement]
    hearing_due: bool | None
    in_writing: bool = True


def check_content(notice: Notice, regime: Regime | None = None, province: str | None = None) -> Verdict:
    """
    Test whether a notice says all it must.

    Law: APL 44; 63 ¶1; 市场监管程序规定 57; 住建程序规定 21; 农业程序规定 23 ¶2; 交通程序规定 69; 浙江程序办法 52 ¶1.
    Reading: where nobody knows whether a hearing is due, the right is told (ADR-0026).
    """
    told = tuple(breach for element, breach in _ALWAYS.items() if element not in notice.told)
    silent = NoticeElement.HEARING_RIGHT not in notice.told
    return (
        *told,
        *unmet(
            (not (silent and notice.hearing_due is True), HEARING_UNTOLD),
            (not (silent and notice.hearing_due is None), HEARING_UNKNOWN),
        ),
        *_check_form(notice, regime, province),
    )


def _check_form(notice: Notice, regime: Regime | None, province: str | None) -> Verdict:
    if regime is None and (province or "").startswith(REGIME_AREAS[Regime.ZJP]):
        regime = Regime.ZJP
    if notice.in_writing or regime is None:
        return LAWFUL
    return (
        Breach("notice.form.oral", "普通程序应当书面告知，不能口头告知", WRITTEN[regime], missing="送达书面告知书"),
    )


def statement_limit(
    told_on: date, calendar: WorkCalendar, regime: Regime | None = None, province: str | None = None
) -> Limit:
    """
    Return until when the party may state and defend; without a day where no text gives one.

    Law: 市场监管程序规定 57 ¶2; 住建程序规定 22 ¶2; 农业程序规定 23 ¶2; 浙江程序办法 52 ¶2; APL 45 ¶1 (DL-11).
    """
    return compute_limit("DL-11", told_on, calendar, regime, province)


def check_told_before(told_on: date | None, decided_on: date) -> Verdict:
    """
    Test whether notice was given before the decision.

    Law: APL 44; 62.
    """
    if told_on is None:
        return (Breach("notice.missing", "没有告知当事人，不得作出处罚决定", NO_DECISION, missing="先送达事先告知书"),)
    if told_on > decided_on:
        reason = f"告知（{chinese_day(told_on)}）晚于决定（{chinese_day(decided_on)}），不得作出处罚决定"
        return (Breach("notice.late", reason, NO_DECISION, missing="告知并听取意见之后再作决定"),)
    return LAWFUL


@dataclass(frozen=True, slots=True)
class Case:
    """What was told, or is decided: the punishment, the facts found and the provisions applied, by their names."""

    punishment: Punishment
    facts: frozenset[str]
    bases: frozenset[str]

    def __post_init__(self) -> None:
        if not self.facts or not self.bases:
            raise LawRefused("notice.case.empty", "请写明认定的事实和适用的依据", "facts")


def check_within_notice(decided: Case, noticed: Case) -> Verdict:
    """
    Test whether what is decided stays within what was told; otherwise a new notice is due.

    Law: APL 44; 62; 45 ¶2.
    Reading: whatever grows heavier, and each new fact or basis, is told anew (ADR-0025).
    """
    heavier = "、".join(heavier_points(decided.punishment, noticed.punishment))
    facts = "、".join(sorted(decided.facts - noticed.facts))
    bases = "、".join(sorted(decided.bases - noticed.bases))
    again = "重新送达事先告知书，重新听取陈述、申辩"
    return unmet(
        (not heavier, Breach("notice.renew.heavier", f"拟决定的处罚重于告知：{heavier}", NO_DECISION, "D", again, ADR)),
        (not facts, Breach("notice.renew.fact", f"有未告知的事实：{facts}", NO_DECISION, "D", again, ADR)),
        (not bases, Breach("notice.renew.basis", f"有未告知的依据：{bases}", NO_DECISION, "D", again, ADR)),
    )
