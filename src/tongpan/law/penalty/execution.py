"""Payment of fines (罚款的缴纳): at the bank, put off on application, in cash only where the law allows. APL 66–71."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from tongpan.law.calendar import WorkCalendar
from tongpan.law.checklist import unmet
from tongpan.law.citation import Citation
from tongpan.law.keeping import kept
from tongpan.law.labelled import Labelled
from tongpan.law.limits import Regime, compute_limit
from tongpan.law.money import NOTHING, Money, yuan
from tongpan.law.period import Limit, chinese_day
from tongpan.law.refusal import LawRefused
from tongpan.law.titles import AGR, APL, SAMR, TRA
from tongpan.law.verdict import LAWFUL, Breach, Verdict

HARDSHIP: Final = Citation(APL, 66, 2, figures=("确有经济困难", "经当事人申请和行政机关批准"), gist="延期、分期缴纳")
SEPARATION: Final = Citation(APL, 67, 2, figures=("不得自行收缴罚款",), gist="罚缴分离")
PAY: Final = Citation(APL, 67, 3, figures=("十五日内", "银行"), gist="十五日内到银行或者电子支付缴纳")
SPOT_SMALL: Final = Citation(APL, 68, 1, item=1, figures=("一百元以下",), gist="当场处罚一百元以下可以当场收缴")
SPOT_HARD: Final = Citation(APL, 68, 1, item=2, figures=("事后难以执行",), gist="不当场收缴事后难以执行")
SPOT_REMOTE: Final = Citation(APL, 69, figures=("边远、水上、交通不便", "经当事人提出"), gist="边远地区经当事人提出")
RECEIPT: Final = Citation(APL, 70, figures=("专用票据", "有权拒绝"), gist="必须出具财政部门专用票据")
HAND_IN: Final = Citation(APL, 71, figures=("二日内", "抵岸之日起"), gist="二个工作日内交机关，再二日内缴银行")
APPLY_SAMR: Final = Citation(SAMR, 74, figures=("书面申请", "书面告知"), gist="书面申请、书面告知")
APPLY_AGR: Final = Citation(AGR, 81, 1, figures=("缴纳期限届满前", "书面申请"), gist="期满前书面申请")
TOLD_AGR: Final = Citation(AGR, 81, 2, figures=("通知书",), gist="制作并送达通知书")
TOLD_TRA: Final = Citation(TRA, 101, figures=("通知书",), gist="制作并送达通知书")

ON_THE_SPOT: Final = yuan(100)
"""yuan; the fine up to which a summary decision may be collected on the spot (68(1)), the sum itself included"""

WRITTEN: Final = {Regime.SAMR: APPLY_SAMR, Regime.AGR: APPLY_AGR}
TOLD: Final = {Regime.SAMR: APPLY_SAMR, Regime.AGR: TOLD_AGR, Regime.TRA: TOLD_TRA}
ADR: Final = "ADR-0029"


def last_day_to_pay(received_on: date, calendar: WorkCalendar, regime: Regime | None = None) -> Limit:
    """
    Return until when a fine may be paid without a surcharge; the period starts with valid service.

    Law: APL 67 ¶3; 农业程序规定 74 (DL-23).
    """
    return compute_limit("DL-23", received_on, calendar, regime)


@dataclass(frozen=True, slots=True)
class Instalment:
    """One part of a fine, and the last day to pay it."""

    due_on: date
    amount: Money


@dataclass(frozen=True, slots=True)
class Deferral:
    """
    A request to pay later or in parts, and what was decided on it.

    `pay_by` is the end of the period for payment as served; `hardship` is None while not looked into.
    """

    fine: Money
    pay_by: date
    applied_on: date | None
    in_writing: bool
    hardship: bool | None
    approved_on: date | None
    instalments: tuple[Instalment, ...]
    told: bool


def check_deferral(deferral: Deferral, regime: Regime | None = None) -> Verdict:
    """
    Test whether payment was put off or divided lawfully.

    Law: APL 66 ¶2; 市场监管程序规定 74; 农业程序规定 81; 交通程序规定 101.
    Reading: the application comes before the period for payment is over everywhere (ADR-0029).
    """
    return (*_check_application(deferral, regime), *_check_grant(deferral, regime))


def _check_application(deferral: Deferral, regime: Regime | None) -> Verdict:
    if deferral.applied_on is None:
        return (
            Breach("execution.deferral.unapplied", "当事人没有申请延期、分期", HARDSHIP, missing="由当事人提出申请"),
        )
    literal = regime is Regime.AGR
    written = WRITTEN.get(regime) if regime else None
    return unmet(
        (
            deferral.applied_on <= deferral.pay_by,
            Breach(
                "execution.deferral.late",
                f"申请晚于缴纳期限届满（{chinese_day(deferral.pay_by)}）",
                APPLY_AGR if literal else HARDSHIP,
                "A" if literal else "D",
                "由负责人写明理由后决定；已经产生的加处罚款照计",
                "" if literal else ADR,
            ),
        ),
        (
            deferral.in_writing or written is None,
            Breach("execution.deferral.oral", "申请不是书面的", written, missing="补书面申请"),
        ),
    )


def _check_grant(deferral: Deferral, regime: Regime | None) -> Verdict:
    told = TOLD.get(regime) if regime else None
    total = sum((each.amount for each in deferral.instalments), NOTHING)
    later = all(each.due_on > deferral.pay_by for each in deferral.instalments[-1:])
    return unmet(
        (
            deferral.hardship,
            Breach("execution.deferral.hardship", "当事人没有经济困难", HARDSHIP, missing="按期缴纳"),
            Breach("execution.deferral.hardship.unknown", "有无经济困难尚不清楚", HARDSHIP, missing="核实经济困难"),
        ),
        (
            deferral.approved_on is not None,
            Breach("execution.deferral.unapproved", "延期、分期没有批准", HARDSHIP, missing="报行政机关批准"),
        ),
        (
            total == deferral.fine and later,
            Breach(
                "execution.deferral.plan",
                f"分期合计{total}，应当等于罚款{deferral.fine}，最后一期应当在原期限之后",
                HARDSHIP,
                missing="更正分期计划",
            ),
        ),
        (
            deferral.told or told is None,
            Breach("execution.deferral.untold", "没有书面告知延期、分期的期限", told, missing="送达延期（分期）通知书"),
        ),
    )


class Channel(Labelled):
    """Where a fine was paid (缴款渠道)."""

    BANK = "BANK", "指定银行"
    E_PAYMENT = "E_PAYMENT", "电子支付系统"
    ON_THE_SPOT = "ON_THE_SPOT", "当场收缴"
    ORGAN = "ORGAN", "行政机关账户"
    OFFICER = "OFFICER", "执法人员个人账户"


@dataclass(frozen=True, slots=True)
class SpotCollection:
    """
    Cash taken by officers. None is unknown.

    `summary`: the fine was decided on the spot (APL 51); `asked` that the party asked to pay so, on record;
    `reached_on` the day of landing, or of return to the office where a regime counts from it.
    """

    fine: Money
    summary: bool
    collected_on: date
    hard_later: bool | None = False
    remote: bool = False
    difficult: bool | None = False
    asked: bool = False
    receipt: str = ""
    official_receipt: bool | None = None
    on_water: bool = False
    reached_on: date | None = None
    handed_in_on: date | None = None
    banked_on: date | None = None

    def __post_init__(self) -> None:
        days = [each for each in (self.collected_on, self.handed_in_on, self.banked_on) if each is not None]
        if days != sorted(days):
            raise LawRefused("execution.spot.order", "收缴、交机关、缴银行的日期先后不对，请核对", "handed_in_on")


def check_channel(channel: Channel) -> Verdict:
    """
    Test whether a fine was paid where it may be paid; cash on the spot is tested by `check_spot`.

    Law: APL 67 ¶2, ¶3.
    """
    if channel in (Channel.ORGAN, Channel.OFFICER):
        return (
            Breach(
                "execution.self_collected",
                f"罚款缴入{channel.label}，违反罚缴分离",
                SEPARATION,
                missing="退回并由当事人到指定银行缴纳",
            ),
        )
    return LAWFUL


def check_spot(spot: SpotCollection) -> Verdict:
    """
    Test whether officers may take the money, and whether the party got the proper receipt.

    Law: APL 68; 69; 70.
    """
    small = spot.summary and spot.fine <= ON_THE_SPOT
    hard = spot.hard_later if spot.summary else False
    remote = spot.difficult if spot.remote and spot.asked else False
    grounds = (small, hard, remote)
    way = "到指定银行或者通过电子支付缴纳"
    return unmet(
        (
            True in grounds or None not in grounds,
            Breach("execution.spot.unknown", "当场收缴的事由尚不清楚", SPOT_HARD, missing=f"查明并记录事由，或者{way}"),
        ),
        (
            True in grounds or None in grounds,
            Breach(
                "execution.spot.forbidden",
                "不得当场收缴：不是一百元以下的当场处罚，也没有难以执行或者边远地区当事人提出的情形",
                SPOT_REMOTE if spot.remote else SPOT_SMALL,
                missing=way,
            ),
        ),
        (
            bool(spot.receipt.strip()),
            Breach(
                "execution.receipt.missing", "没有登记专用票据号码", RECEIPT, missing="出具财政部门统一制发的专用票据"
            ),
        ),
        (
            spot.official_receipt is True,
            Breach(
                "execution.receipt.unofficial",
                "没有核实票据由财政部门统一制发，当事人有权拒绝缴纳",
                RECEIPT,
                missing="换发财政部门统一制发的专用票据",
            ),
        ),
    )


def check_handed_in(spot: SpotCollection, as_of: date, calendar: WorkCalendar, regime: Regime | None = None) -> Verdict:
    """
    Test whether cash reached the organ and the bank in time.

    Law: APL 71; 85; 农业程序规定 78, from the return to the office (DL-25).
    """
    away = spot.on_water or regime is Regime.AGR
    if away and spot.reached_on is None and spot.handed_in_on is None:
        return LAWFUL
    start = (spot.reached_on or spot.collected_on) if away else spot.collected_on
    if start < spot.collected_on:
        raise LawRefused("execution.spot.landed", "抵岸或者返回早于收缴，请核对日期", "reached_on")
    first = compute_limit("DL-25.1", start, calendar, regime)
    late = kept(first, spot.handed_in_on or as_of) is False
    in_hand = _check_banked(spot, as_of, calendar, regime)
    return (
        *unmet(
            (
                not late,
                Breach("execution.handed.late", f"交至机关逾期：{first.explanation}", HAND_IN, missing="立即上交"),
            )
        ),
        *in_hand,
    )


def _check_banked(spot: SpotCollection, as_of: date, calendar: WorkCalendar, regime: Regime | None) -> Verdict:
    if spot.handed_in_on is None:
        return LAWFUL
    second = compute_limit("DL-25.2", spot.handed_in_on, calendar, regime)
    late = kept(second, spot.banked_on or as_of) is False
    return unmet(
        (not late, Breach("execution.banked.late", f"缴付银行逾期：{second.explanation}", HAND_IN, missing="立即缴付"))
    )
