"""Freezing of deposits and remittances (冻结存款、汇款): 行政强制法 29–33. Townships have no such power."""

from dataclasses import dataclass
from datetime import date

from tongpan.law.calendar import WorkCalendar
from tongpan.law.checklist import Requirement, check_all, negate
from tongpan.law.citation import Citation
from tongpan.law.limits import compute_limit
from tongpan.law.money import Money
from tongpan.law.period import Authority, Extension, Limit, Period, Unit, chinese_day, compute
from tongpan.law.refusal import LawRefused
from tongpan.law.titles import COERCION_LAW
from tongpan.law.verdict import LAWFUL, Breach, Verdict

FREEZE_DAYS = 30
"""calendar days from the freezing (行政强制法 32 ¶1: 三十日内)"""
EXTENSION_DAYS = 30
"""calendar days, at most (行政强制法 32 ¶1: 延长期限不得超过三十日)"""

LAW_NAMES_ORGAN = Citation(COERCION_LAW, 29, 1, figures=("法律规定的行政机关",), gist="只有法律规定的机关可以冻结")
AMOUNT = Citation(COERCION_LAW, 29, 2, figures=("金额相当",), gist="冻结数额与违法金额相当")
NO_DOUBLE = Citation(COERCION_LAW, 29, 2, figures=("不得重复冻结",), gist="已被依法冻结的不得重复冻结")
STEPS = Citation(COERCION_LAW, 30, 1, figures=("冻结通知书",), gist="批准、两人、亮证、笔录，并交付冻结通知书")
DELIVERED = Citation(COERCION_LAW, 31, 1, figures=("三日内",), gist="三日内交付冻结决定书")
TERM = Citation(COERCION_LAW, 32, 1, figures=("三十日内",), gist="三十日内处理或者解除")
EXTENSION = Citation(
    COERCION_LAW, 32, 1, figures=("经行政机关负责人批准", "延长期限不得超过三十日"), gist="情况复杂经批准可以延长"
)


@dataclass(frozen=True, slots=True)
class Freezing:
    """One freezing order. None: not known."""

    law_names_organ: bool | None
    amount: Money
    amount_involved: Money | None
    frozen_by_another: bool | None
    approved: bool
    officers: int
    identity_shown: bool
    record_made: bool
    bank_notified: bool

    @property
    def steps_taken(self) -> bool:
        """Whether approval, two officers, identity, record and notice to the bank are all there."""
        return all((self.approved, self.officers >= 2, self.identity_shown, self.record_made, self.bank_notified))


_FREEZING: tuple[Requirement[Freezing], ...] = (
    Requirement(
        lambda order: order.law_names_organ,
        Breach(
            "coercion.freezing.organ",
            "冻结存款、汇款只能由法律规定的行政机关实施，本机关不在其列",
            LAW_NAMES_ORGAN,
            missing="移请法律规定的机关办理",
        ),
        Breach(
            "coercion.freezing.organ_unknown",
            "尚不清楚法律是否规定本机关可以冻结存款、汇款",
            LAW_NAMES_ORGAN,
            missing="核对法律条文，没有规定的不得冻结",
        ),
    ),
    Requirement(
        lambda order: None if order.amount_involved is None else order.amount <= order.amount_involved,
        Breach(
            "coercion.freezing.amount",
            "冻结数额超过违法行为涉及的金额",
            AMOUNT,
            missing="把冻结数额减到与违法金额相当",
        ),
        Breach(
            "coercion.freezing.amount_unknown",
            "尚不清楚违法行为涉及的金额",
            AMOUNT,
            missing="先查明违法行为涉及的金额",
        ),
    ),
    Requirement(
        lambda order: negate(order.frozen_by_another),
        Breach(
            "coercion.freezing.twice", "已被其他国家机关依法冻结，不得重复冻结", NO_DOUBLE, missing="与冻结的机关联系"
        ),
        Breach(
            "coercion.freezing.frozen_unknown",
            "尚不清楚是否已被其他国家机关冻结",
            NO_DOUBLE,
            missing="向金融机构核实",
        ),
    ),
    Requirement(
        lambda order: order.steps_taken,
        Breach(
            "coercion.freezing.steps",
            "冻结须经批准、两名以上执法人员、出示证件、制作笔录，并向金融机构交付冻结通知书",
            STEPS,
            missing="补齐缺少的步骤",
        ),
    ),
)


def check_freezing(order: Freezing) -> Verdict:
    """
    Test whether deposits may be frozen and were frozen in due form.

    Law: 行政强制法 29; 30.
    """
    return check_all(_FREEZING, order)


def check_delivery(decided_on: date, delivered_on: date | None, calendar: WorkCalendar, as_of: date) -> Verdict:
    """
    Test whether the decision reached the party within three working days.

    Law: 行政强制法 31 ¶1; 69.

    :raises LawRefused: if it was delivered before it was made
    """
    if delivered_on is not None and delivered_on < decided_on:
        raise LawRefused("coercion.freezing.order", "冻结决定书不能在作出以前交付", "delivered_on")
    last = compute_limit("DL-07", decided_on, calendar).act_by
    if last is not None and (delivered_on or as_of) <= last:
        return LAWFUL
    return (
        Breach(
            "coercion.freezing.undelivered",
            "冻结决定书应当在三个工作日内交付当事人",
            DELIVERED,
            missing="立即交付冻结决定书",
        ),
    )


def freezing_limit(frozen_on: date, calendar: WorkCalendar, prolonged_days: int = 0) -> Limit:
    """
    Return the day by which a freezing must be settled or lifted.

    Law: 行政强制法 32 ¶1.
    Reading: an extension runs from the unrolled end (ADR-0014, item 5).

    :raises LawRefused: if the extension is longer than the law allows, or negative
    """
    if not 0 <= prolonged_days <= EXTENSION_DAYS:
        raise LawRefused("coercion.freezing.prolongation", "冻结延长不得超过三十日", "prolonged_days")
    extensions = [Extension(prolonged_days, Unit.DAY, Authority.HEAD)] if prolonged_days else []
    return compute(Period(FREEZE_DAYS, Unit.DAY, citation=TERM), frozen_on, calendar, extensions=extensions)


def check_freezing_term(
    frozen_on: date, lifted_on: date | None, calendar: WorkCalendar, as_of: date, prolonged_days: int = 0
) -> Verdict:
    """
    Test whether a freezing has outlasted its term.

    Law: 行政强制法 32; 33 ¶1(4).
    """
    last = freezing_limit(frozen_on, calendar, prolonged_days).act_by
    if last is not None and (lifted_on or as_of) > last:
        return (
            Breach(
                "coercion.freezing.expired",
                f"冻结的期限已于{chinese_day(last)}届满，应当解除",
                TERM,
                missing="立即作出解除冻结决定，并通知金融机构和当事人",
            ),
        )
    return LAWFUL
