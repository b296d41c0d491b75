"""Surcharge (加处罚款): three percent a day of what is owed, never more than the fine, explained. APL 72, 73."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from tongpan.law.calendar import WorkCalendar
from tongpan.law.checklist import unmet
from tongpan.law.citation import Citation
from tongpan.law.limits import compute_limit, rule
from tongpan.law.money import NOTHING, Money
from tongpan.law.penalty.execution import Instalment
from tongpan.law.period import chinese_day
from tongpan.law.refusal import LawRefused
from tongpan.law.titles import APL, COERCION_LAW
from tongpan.law.verdict import Breach, Verdict

DAILY: Final = Citation(APL, 72, 1, item=1, figures=("每日按罚款数额的百分之三",), gist="到期不缴每日加处百分之三")
CAP: Final = Citation(APL, 72, 1, item=1, figures=("不得超出罚款的数额",), gist="加处罚款不得超出罚款")
NOT_COUNTED: Final = Citation(APL, 73, 3, figures=("不予计算",), gist="复议、诉讼期间不予计算")
TOLD: Final = Citation(COERCION_LAW, 45, 1, figures=("标准应当告知当事人",), gist="标准应当告知当事人")

ONE_DAY: Final = timedelta(days=1)
PERCENT: Final = 100


@dataclass(frozen=True, slots=True)
class PartPayment:
    """A payment on the fine itself."""

    on: date
    amount: Money


@dataclass(frozen=True, slots=True)
class Pause:
    """A reconsideration or a lawsuit: both its days and all between; without an end it is still pending."""

    start: date
    end: date | None = None

    def __post_init__(self) -> None:
        if self.end is not None and self.end < self.start:
            raise LawRefused("surcharge.pause.order", "复议、诉讼的结束早于开始，请核对日期", "end")


@dataclass(frozen=True, slots=True)
class Debt:
    """
    A fine that was not paid, or not wholly.

    `parts` are the parts of the fine with the last day to pay each: one, unless instalments were granted. `told` says
    whether the decision told the standard of the surcharge.
    """

    parts: tuple[Instalment, ...]
    told: bool
    payments: tuple[PartPayment, ...] = ()
    pauses: tuple[Pause, ...] = ()

    def __post_init__(self) -> None:
        if not self.parts or self.fine == NOTHING:
            raise LawRefused("surcharge.fine.missing", "没有写明罚款数额和缴纳期限", "parts")
        if sum((each.amount for each in self.payments), NOTHING) > self.fine:
            raise LawRefused("surcharge.overpaid", "缴纳的罚款超过罚款数额，超过部分请登记为加处罚款", "payments")

    @property
    def fine(self) -> Money:
        """The whole fine."""
        return sum((each.amount for each in self.parts), NOTHING)


@dataclass(frozen=True, slots=True)
class Line:
    """A run of days on which the same sum was overdue."""

    first: date
    last: date
    overdue: Money

    @property
    def days(self) -> int:
        """How many days it has."""
        return (self.last - self.first).days + 1

    def __str__(self) -> str:
        span = chinese_day(self.first)
        if self.last != self.first:
            span += f"至{chinese_day(self.last)}"
        return f"{span}，逾期罚款{self.overdue}，计{self.days}日"


@dataclass(frozen=True, slots=True)
class Surcharge:
    """What has accrued up to a day; `capped_on` is the day on which it reached the fine."""

    amount: Money
    lines: tuple[Line, ...]
    capped_on: date | None
    explanation: str


def surcharge_due(debt: Debt, as_of: date, calendar: WorkCalendar) -> Surcharge:
    """
    Return the surcharge that has accrued by the end of a day.

    Law: APL 72 ¶1(1); 73 ¶3; ACL 45 (DL-24).
    Reading: what is paid goes to the part due first, and only what is still owed bears a surcharge; the day of payment
    is still a day of delay; a fraction of a fen is dropped; a standard never told is never charged (ADR-0029).
    """
    if not debt.told:
        return Surcharge(NOTHING, (), None, f"决定书没有告知加处罚款的标准，不得加处罚款（{TOLD}）。")
    parameters = rule("DL-24").provisions[0].parameters
    percent = parameters["daily_percent"]
    cap = debt.fine.fen * parameters["cap_percent"]
    accrued, lines, capped_on = 0, list[Line](), None
    for line in _runs(debt, as_of, calendar):
        daily = line.overdue.fen * percent
        until_cap = -(-(cap - accrued) // daily)
        if until_cap <= line.days:
            capped_on = line.first + (until_cap - 1) * ONE_DAY
            lines.append(Line(line.first, capped_on, line.overdue))
            accrued = cap
            break
        lines.append(line)
        accrued += daily * line.days
    amount = Money(accrued // PERCENT)
    return Surcharge(amount, tuple(lines), capped_on, _explain(debt, as_of, lines, amount, capped_on, percent))


def _runs(debt: Debt, as_of: date, calendar: WorkCalendar) -> Iterator[Line]:
    """Return the runs of counted days with the sum that was overdue on them."""
    starts = [_start(part, calendar) for part in debt.parts]
    breaks = {*starts, *(each.on + ONE_DAY for each in debt.payments), *(each.start for each in debt.pauses)}
    breaks |= {each.end + ONE_DAY for each in debt.pauses if each.end is not None}
    marks = sorted(day for day in breaks if min(starts) <= day <= as_of)
    ends = [*(each - ONE_DAY for each in marks[1:]), as_of]
    for first, last in zip(marks, ends, strict=False):
        overdue = _overdue(debt, starts, first)
        if overdue != NOTHING and not _paused(debt, first):
            yield Line(first, last, overdue)


def _start(part: Instalment, calendar: WorkCalendar) -> date:
    """Return the first day on which a part bears a surcharge: the day after its last day to pay (DL-24)."""
    return compute_limit("DL-24", part.due_on, calendar).final()


def _overdue(debt: Debt, starts: list[date], day: date) -> Money:
    """Return what was due and not paid at the beginning of a day, payments going to the part due first."""
    due = sum(part.amount.fen for part, start in zip(debt.parts, starts, strict=True) if start <= day)
    paid = sum(each.amount.fen for each in debt.payments if each.on < day)
    return Money(max(0, due - paid))


def _paused(debt: Debt, day: date) -> bool:
    return any(each.start <= day and (each.end is None or day <= each.end) for each in debt.pauses)


def _explain(debt: Debt, as_of: date, lines: list[Line], amount: Money, capped_on: date | None, percent: int) -> str:
    if not lines:
        return f"截至{chinese_day(as_of)}没有应当加处罚款的日子（{DAILY}）。"
    text = [f"罚款{debt.fine}，每日按逾期未缴数额的百分之{percent}加处：{'；'.join(map(str, lines))}"]
    if debt.pauses:
        text.append(f"复议、诉讼期间不予计算（{NOT_COUNTED}）")
    if capped_on is not None:
        text.append(f"{chinese_day(capped_on)}达到罚款数额，不再增加（{CAP}）")
    return f"{'；'.join(text)}。截至{chinese_day(as_of)}共计{amount}（{DAILY}）。"


def check_demanded(demanded: Money, debt: Debt, as_of: date, calendar: WorkCalendar) -> Verdict:
    """
    Test whether a surcharge that is demanded was told, has accrued, and stays within the fine.

    Law: APL 72 ¶1(1); 73 ¶3; ACL 45.
    """
    accrued = surcharge_due(debt, as_of, calendar)
    return unmet(
        (
            debt.told or demanded == NOTHING,
            Breach("surcharge.untold", "决定书没有告知加处罚款的标准，不得加处罚款", TOLD, missing="只收缴罚款本身"),
        ),
        (
            demanded <= debt.fine,
            Breach("surcharge.above_fine", f"加处罚款超过罚款数额{debt.fine}", CAP, missing="降到罚款数额以内"),
        ),
        (
            not debt.told or demanded <= accrued.amount,
            Breach(
                "surcharge.too_much", f"加处罚款多于应计数额：{accrued.explanation}", DAILY, missing="按应计数额收缴"
            ),
        ),
    )
