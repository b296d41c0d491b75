"""The parts of a period (期间要素) and its outcome, the limit (期限)."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from enum import StrEnum

from tongpan.law.calendar import CalendarNotPublished
from tongpan.law.citation import Citation
from tongpan.law.labelled import Labelled

SHANGHAI = timezone(timedelta(hours=8), "Asia/Shanghai")
"""The State's one clock; no summer time has applied since 1991."""


class InvalidPeriod(ValueError):
    """The facts given cannot be a period: reason in Chinese."""


class Unit(Labelled):
    """What is counted (期间单位)."""

    WORKDAY = "WORKDAY", "个工作日"
    DAY = "DAY", "日"
    HOUR = "HOUR", "小时"
    MONTH = "MONTH", "个月"
    YEAR = "YEAR", "年"


class Kind(Labelled):
    """Whom a limit binds (期限种类), and so which of its two ends counts."""

    MUST_BY = "MUST_BY", "应在期内完成"
    RIGHT_UNTIL = "RIGHT_UNTIL", "权利至期满"
    NOT_BEFORE = "NOT_BEFORE", "期满后方可"


class Start(StrEnum):
    """Whether the day of the trigger is counted (起算)."""

    NEXT_DAY = "NEXT_DAY"
    SAME_DAY = "SAME_DAY"


class Ground(Labelled):
    """Why days are left out of a period (不计入期限的事由). Each rule names the grounds it knows."""

    TESTING = "TESTING", "检测、检验、检疫、鉴定"
    HEARING = "HEARING", "听证"
    ANNOUNCEMENT = "ANNOUNCEMENT", "公告"
    SUSPENSION = "SUSPENSION", "中止"
    RECOGNITION = "RECOGNITION", "权利人辨认或者鉴别"
    REFUND_ORDER = "REFUND_ORDER", "责令退还多收价款"
    AUCTION = "AUCTION", "招标、拍卖"
    EXPERT_REVIEW = "EXPERT_REVIEW", "专家评审"
    ENTRUSTED_INQUIRY = "ENTRUSTED_INQUIRY", "委托其他机关调查取证"
    FORCE_MAJEURE = "FORCE_MAJEURE", "不可抗力等正当事由"
    SUPPLEMENT = "SUPPLEMENT", "补充材料"
    REMEDY = "REMEDY", "行政复议、行政诉讼"


class Authority(Labelled):
    """Who may prolong a period (批准延长的主体)."""

    HEAD = "HEAD", "行政机关负责人"
    COLLECTIVE = "COLLECTIVE", "行政机关负责人集体讨论"
    SUPERIOR = "SUPERIOR", "上一级行政机关"
    LEGAL_HEAD = "LEGAL_HEAD", "主管法制工作的负责人"
    AGENCY = "AGENCY", "行政机关"
    COURT = "COURT", "人民法院"
    DATA_AUTHORITY = "DATA_AUTHORITY", "同级政务数据共享主管部门"


@dataclass(frozen=True, slots=True)
class Exclusion:
    """Days that do not count: both its days and all between. Without an end the period still stands still (中止)."""

    ground: Ground
    start: date
    end: date | None = None

    def __post_init__(self) -> None:
        if self.end is not None and self.end < self.start:
            raise InvalidPeriod(f"不计入期间的终止日{self.end:%Y-%m-%d}早于起始日{self.start:%Y-%m-%d}")


@dataclass(frozen=True, slots=True)
class Extension:
    """One granted prolongation (延长): how much, and by whom."""

    quantity: int
    unit: Unit
    authority: Authority
    granted_on: date | None = None

    def __post_init__(self) -> None:
        if self.quantity < 1:
            raise InvalidPeriod("延长的期限至少为一个计算单位")


@dataclass(frozen=True, slots=True)
class Period:
    """A span of time as a rule sets it."""

    quantity: int
    unit: Unit
    kind: Kind = Kind.MUST_BY
    start: Start = Start.NEXT_DAY
    rolls: bool = True
    citation: Citation | None = None
    opening: str = "起方可进行"
    """for a waiting period: what happens on the day after it"""

    def __post_init__(self) -> None:
        if self.quantity < 0 or (self.quantity == 0 and self.kind is not Kind.NOT_BEFORE):
            raise InvalidPeriod("期间的数量应当大于零")


@dataclass(frozen=True, slots=True)
class Limit:
    """
    The day on which a period ends, with everything that is certain or uncertain about it.

    `safe_end` is the end without, `legal_end` the end with roll-over of a last day that is not worked. `due_on` is the
    one that counts for the kind; it is None while the answer hangs on a notice that is not out (`awaiting_year`), while
    the period stands still (`suspended_since`), and where the law gives no number. Then, and while `provisional`,
    `earliest_safe_on` is the earliest day `due_on` can turn out to be.
    """

    kind: Kind
    due_on: date | None
    due_at: datetime | None = None
    safe_end: date | None = None
    legal_end: date | None = None
    awaiting_year: int | None = None
    earliest_safe_on: date | None = None
    provisional: bool = False
    suspended_since: date | None = None
    explanation: str = ""
    citation: Citation | None = None

    @property
    def last_waiting_on(self) -> date | None:
        """For a waiting period, its last day: acting is still too early."""
        return self.legal_end if self.kind is Kind.NOT_BEFORE else None

    @property
    def first_permitted_on(self) -> date | None:
        """For a waiting period, the first day on which acting is permitted."""
        return self.due_on if self.kind is Kind.NOT_BEFORE else None

    @property
    def act_by(self) -> date | None:
        """The day to plan and to warn by: the earliest the limit can be."""
        return self.earliest_safe_on or self.due_on

    def final(self) -> date:
        """
        Return `due_on` for a final conclusion.

        :raises CalendarNotPublished: if it hangs on a notice that is not out
        :raises InvalidPeriod: if the period stands still or the law gives no number
        """
        if self.due_on is not None:
            return self.due_on
        if self.awaiting_year is not None:
            raise CalendarNotPublished(self.awaiting_year)
        raise InvalidPeriod(self.explanation)
