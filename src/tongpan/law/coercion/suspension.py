"""Suspending, dropping and agreeing on enforcement (中止、终结执行，执行协议): 行政强制法 39–42."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from tongpan.law.calendar import WorkCalendar
from tongpan.law.checklist import Requirement, check_all, negate
from tongpan.law.citation import Citation
from tongpan.law.labelled import Labelled
from tongpan.law.limits import compute_limit
from tongpan.law.money import NOTHING, Money
from tongpan.law.period import chinese_day
from tongpan.law.titles import COERCION_LAW
from tongpan.law.verdict import LAWFUL, Breach, Verdict

SUSPEND = Citation(COERCION_LAW, 39, 1, figures=("中止执行",), gist="应当中止执行的情形")
RESUME = Citation(COERCION_LAW, 39, 2, figures=("应当恢复执行",), gist="中止情形消失后恢复执行")
THREE_YEARS = Citation(
    COERCION_LAW, 39, 2, figures=("没有明显社会危害", "满三年未恢复执行"), gist="中止满三年的不再执行"
)
TERMINATE = Citation(COERCION_LAW, 40, figures=("终结执行",), gist="终结执行的情形")
RESTORE = Citation(COERCION_LAW, 41, figures=("恢复原状或者退还财物",), gist="决定被撤销的恢复原状、退还、赔偿")
AGREEMENT = Citation(COERCION_LAW, 42, 1, figures=("不损害公共利益和他人合法权益",), gist="可以达成执行协议分阶段履行")
RELIEF = Citation(COERCION_LAW, 42, 1, figures=("减免加处的罚款或者滞纳金",), gist="采取补救措施的可以减免加处罚款")
AGREEMENT_BROKEN = Citation(COERCION_LAW, 42, 2, figures=("应当恢复强制执行",), gist="不履行协议的恢复强制执行")


class SuspensionGround(Labelled):
    """Why enforcement stands still (中止执行的情形): 行政强制法 39 ¶1."""

    UNABLE = "UNABLE", "当事人履行确有困难或者暂无履行能力"
    THIRD_PARTY_CLAIM = "THIRD_PARTY_CLAIM", "第三人对执行标的主张权利，确有理由"
    IRREPARABLE = "IRREPARABLE", "执行可能造成难以弥补的损失，且中止不损害公共利益"
    OTHER = "OTHER", "行政机关认为需要中止的其他情形"


class TerminationGround(Labelled):
    """Why enforcement ends for good (终结执行的情形): 行政强制法 40."""

    DEATH = "DEATH", "公民死亡，无遗产可供执行，又无义务承受人"
    DISSOLUTION = "DISSOLUTION", "法人或者其他组织终止，无财产可供执行，又无义务承受人"
    OBJECT_LOST = "OBJECT_LOST", "执行标的灭失"
    DECISION_REVOKED = "DECISION_REVOKED", "据以执行的行政决定被撤销"
    OTHER = "OTHER", "行政机关认为需要终结的其他情形"


def check_continuing(suspended_by: Iterable[SuspensionGround], ended_by: Iterable[TerminationGround]) -> Verdict:
    """
    Test whether enforcement may go on today.

    Law: 行政强制法 39 ¶1; 40.
    """
    endings, pauses = set(ended_by), set(suspended_by)
    over = [each.label for each in TerminationGround if each in endings]
    if over:
        return (
            Breach(
                "coercion.enforcement.over",
                f"应当终结执行：{'；'.join(over)}",
                TERMINATE,
                missing="制发终结执行通知书；决定被撤销的，退还或者赔偿",
            ),
        )
    paused = [each.label for each in SuspensionGround if each in pauses]
    if paused:
        return (
            Breach(
                "coercion.enforcement.paused",
                f"应当中止执行：{'；'.join(paused)}",
                SUSPEND,
                missing="制发中止执行通知书，情形消失后恢复",
            ),
        )
    return LAWFUL


@dataclass(frozen=True, slots=True)
class Resumption:
    """A suspended enforcement that is to go on. None: not looked into."""

    suspended_on: date
    resumed_on: date
    ground_gone: bool | None
    plain_harm: bool | None
    truly_unable: bool | None


def three_years_over_on(suspended_on: date, calendar: WorkCalendar) -> date | None:
    """
    Return the first day on which a suspension has lasted three full years.

    Law: 行政强制法 39 ¶2.
    Reading: the last day of the three years is still within them (ADR-0039).
    """
    last = compute_limit("DL-32", suspended_on, calendar).due_on
    return last + timedelta(days=1) if last is not None else None


def check_resumption(resumption: Resumption, calendar: WorkCalendar) -> Verdict:
    """
    Test whether a suspended enforcement may be resumed.

    Law: 行政强制法 39 ¶2.
    """
    if resumption.ground_gone is None:
        return (
            Breach(
                "coercion.resumption.unknown",
                "尚不清楚中止执行的情形是否已经消失",
                RESUME,
                missing="核实中止的情形",
            ),
        )
    if not resumption.ground_gone:
        return (
            Breach("coercion.resumption.early", "中止执行的情形还没有消失，不能恢复执行", RESUME, missing="等情形消失"),
        )
    over_on = three_years_over_on(resumption.suspended_on, calendar)
    if over_on is None or resumption.resumed_on < over_on:
        return LAWFUL
    return _check_dropped(resumption, over_on)


def _check_dropped(resumption: Resumption, over_on: date) -> Verdict:
    """Dropped only where both hold: no plain harm to society, and truly unable."""
    facts = (negate(resumption.plain_harm), resumption.truly_unable)
    if False in facts:
        return LAWFUL
    if None in facts:
        return (
            Breach(
                "coercion.resumption.drop_unknown",
                "中止已满三年，尚不清楚有没有明显社会危害、当事人是否确无能力履行",
                THREE_YEARS,
                missing="查明这两项后再定",
            ),
        )
    return (
        Breach(
            "coercion.resumption.dropped",
            f"自{chinese_day(over_on)}起中止已满三年，没有明显社会危害且当事人确无能力履行，不再执行",
            THREE_YEARS,
            missing="办理终结执行",
        ),
    )


def check_restitution(decision_revoked: bool, restored: bool, compensated: bool) -> Verdict:
    """
    Test whether what was enforced under a decision that fell was made good.

    Law: 行政强制法 41.
    """
    if not decision_revoked or restored or compensated:
        return LAWFUL
    return (
        Breach(
            "coercion.restitution.due",
            "据以执行的决定已被撤销、变更或者执行错误，应当恢复原状或者退还财物，不能的依法赔偿",
            RESTORE,
            missing="建立退还或者赔偿任务",
        ),
    )


@dataclass(frozen=True, slots=True)
class Agreement:
    """One enforcement agreement. `harms_others` None: not examined; `principal_reduced`: what it takes off the duty."""

    harms_others: bool | None
    principal_reduced: Money
    surcharge_reduced: Money
    remedial_steps_taken: bool


_AGREEMENT: tuple[Requirement[Agreement], ...] = (
    Requirement(
        lambda agreement: negate(agreement.harms_others),
        Breach(
            "coercion.agreement.harm",
            "执行协议不得损害公共利益和他人合法权益",
            AGREEMENT,
            missing="修改协议",
        ),
        Breach(
            "coercion.agreement.unknown",
            "尚未审查协议是否损害公共利益和他人合法权益",
            AGREEMENT,
            missing="请法制审核人员审查",
        ),
    ),
    Requirement(
        lambda agreement: agreement.principal_reduced == NOTHING,
        Breach(
            "coercion.agreement.principal",
            "执行协议只能减免加处的罚款或者滞纳金，不能减免罚款本身",
            RELIEF,
            missing="恢复原定的罚款数额，可以约定分阶段履行",
        ),
    ),
    Requirement(
        lambda agreement: agreement.surcharge_reduced == NOTHING or agreement.remedial_steps_taken,
        Breach(
            "coercion.agreement.no_remedy",
            "当事人采取补救措施的，才可以减免加处的罚款或者滞纳金",
            RELIEF,
            missing="取得补救措施的证明，或者不减免",
        ),
    ),
)


def check_agreement(agreement: Agreement) -> Verdict:
    """
    Test what an enforcement agreement may give.

    Law: 行政强制法 42 ¶1.
    """
    return check_all(_AGREEMENT, agreement)


def check_agreement_kept(broken: bool, resumed: bool) -> Verdict:
    """
    Test whether a broken agreement was followed by enforcement.

    Law: 行政强制法 42 ¶2.
    """
    if not broken or resumed:
        return LAWFUL
    return (
        Breach(
            "coercion.agreement.broken",
            "当事人不履行执行协议，应当恢复强制执行",
            AGREEMENT_BROKEN,
            missing="制发恢复强制执行通知书",
        ),
    )
