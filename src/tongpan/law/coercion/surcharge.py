"""Enforcing money duties by the agency (加处罚款后的强制执行): 行政强制法 45, 46."""

from dataclasses import dataclass
from datetime import date

from tongpan.law.calendar import WorkCalendar
from tongpan.law.citation import Citation
from tongpan.law.limits import compute_limit
from tongpan.law.money import Money
from tongpan.law.period import chinese_day
from tongpan.law.titles import COERCION_LAW
from tongpan.law.verdict import LAWFUL, Breach, Verdict

STANDARD_TOLD = Citation(COERCION_LAW, 45, 1, figures=("标准应当告知当事人",), gist="加处罚款的标准应当告知")
CAP = Citation(COERCION_LAW, 45, 2, figures=("不得超出金钱给付义务的数额",), gist="加处罚款不得超出本金")
THIRTY_DAYS = Citation(COERCION_LAW, 46, 1, figures=("超过三十日", "经催告"), gist="加处超过三十日，催告后可以强制执行")
COURT = Citation(COERCION_LAW, 46, 3, figures=("应当申请人民法院强制执行",), gist="没有强制执行权的申请法院")
AUCTION = Citation(
    COERCION_LAW, 46, 3, figures=("已经采取查封、扣押措施", "拍卖抵缴罚款"), gist="已查封、扣押的可以拍卖抵缴罚款"
)


@dataclass(frozen=True, slots=True)
class MoneyDuty:
    """
    One duty to pay that was not paid in time.

    `surcharge_from` is the first day of the surcharge; `demand_over`: the demand was served and its term is over;
    `remedies_over`: neither reconsideration nor suit was sought and both terms are over (None: not settled).
    """

    principal: Money
    surcharge: Money
    standard_told: bool
    surcharge_from: date
    demand_over: bool
    has_power: bool
    property_held: bool = False
    remedies_over: bool | None = None


def check_surcharge(duty: MoneyDuty) -> Verdict:
    """
    Test the surcharge itself: told, and never above the duty.

    Law: 行政强制法 45.
    """
    verdict: list[Breach] = []
    if not duty.standard_told:
        verdict.append(
            Breach(
                "coercion.surcharge.untold",
                "加处罚款的标准没有告知当事人，不得加处",
                STANDARD_TOLD,
                missing="告知标准后从告知之后起算",
            )
        )
    if duty.surcharge > duty.principal:
        verdict.append(
            Breach(
                "coercion.surcharge.cap",
                f"加处罚款{duty.surcharge}超出了应缴的{duty.principal}",
                CAP,
                missing="减到不超过应缴数额",
            )
        )
    return tuple(verdict)


def first_enforcement_on(surcharge_from: date, calendar: WorkCalendar) -> date | None:
    """
    Return the first day on which the surcharge has run for more than thirty days.

    Law: 行政强制法 46 ¶1.
    Reading: a waiting period opens on the day after its rolled end (ADR-0014, item 1).
    """
    return compute_limit("DL-26", surcharge_from, calendar).first_permitted_on


def check_money_enforcement(duty: MoneyDuty, calendar: WorkCalendar, on: date) -> Verdict:
    """
    Test whether the agency may enforce a money duty itself on a day.

    Law: 行政强制法 45; 46 ¶1, ¶3.
    """
    if not duty.has_power:
        return (*check_surcharge(duty), *_check_auction(duty))
    return (*check_surcharge(duty), *_check_waiting(duty, calendar, on), *_check_demand(duty))


def _check_waiting(duty: MoneyDuty, calendar: WorkCalendar, on: date) -> Verdict:
    first = first_enforcement_on(duty.surcharge_from, calendar)
    if first is not None and on >= first:
        return LAWFUL
    since = f"要到{chinese_day(first)}" if first is not None else "最早日期要等节假日安排公布"
    return (
        Breach(
            "coercion.money.early",
            f"加处罚款超过三十日才可以强制执行，{since}",
            THIRTY_DAYS,
            missing="继续加处并催告",
        ),
    )


def _check_demand(duty: MoneyDuty) -> Verdict:
    if duty.demand_over:
        return LAWFUL
    return (
        Breach(
            "coercion.money.no_demand",
            "强制执行前应当催告，催告后仍不履行的才可以执行",
            THIRTY_DAYS,
            missing="送达催告书并等履行期限届满",
        ),
    )


def _check_auction(duty: MoneyDuty) -> Verdict:
    """Without power there is one way without the court: auction of what was already sealed or seized."""
    if not duty.property_held:
        return (
            Breach(
                "coercion.money.no_power",
                "本机关没有行政强制执行权，也没有已经查封、扣押的财物",
                COURT,
                missing="申请人民法院强制执行",
            ),
        )
    if duty.remedies_over is None:
        return (
            Breach(
                "coercion.auction.unknown",
                "尚不清楚当事人是否申请了复议、提起了诉讼",
                AUCTION,
                missing="核实复议和诉讼情况",
            ),
        )
    if not duty.remedies_over:
        return (
            Breach(
                "coercion.auction.pending",
                "复议、诉讼期限届满且当事人都没有提起，才可以拍卖抵缴罚款",
                AUCTION,
                missing="等期限届满，或者等复议、诉讼终结后申请法院执行",
            ),
        )
    return LAWFUL if duty.demand_over else (_no_demand_before_auction(),)


def _no_demand_before_auction() -> Breach:
    return Breach("coercion.auction.no_demand", "拍卖抵缴罚款前应当催告", AUCTION, missing="送达催告书并等履行期限届满")
