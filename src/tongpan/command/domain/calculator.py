"""期限计算器: what the register offers to choose from, and an answer laid out on a calendar."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from tongpan.command.domain.months import Mark, Month, months
from tongpan.law.calendar import WorkCalendar
from tongpan.law.faces.limit import Answer
from tongpan.law.limits import REGIME_AREAS, Effect, LimitRule, Regime, rules
from tongpan.law.period import Kind, Start, Unit

GROUPS: Mapping[str, tuple[int, ...]] = {
    "当事人的权利和缴款": (11, 12, 23, 38, 39, 40, 56),
    "立案、管辖、回避、协助": (1, 2, 47, 51),
    "证据和强制措施": (3, 4, 5, 6, 7, 8, 48),
    "法制审核和听证": (10, 13, 14, 15, 16),
    "决定、送达、公示、结案": (9, 17, 18, 19, 20, 21, 22, 46, 55),
    "执行和追责时效": (24, 25, 26, 27, 28, 29, 30, 31, 32, 33),
    "行刑衔接": (34, 35, 36, 37),
    "复议应诉": (41, 42, 43, 44, 45),
    "检查、监督、数据": (49, 50, 52, 53, 54, 57, 58),
}
"""Rows of the register under the word that a reader would look for."""

AREAS: Mapping[str, str] = {"15": "内蒙古", "31": "上海", "33": "浙江", "44": "广东", "4403": "广东深圳"}
"""Places of whose own rules the register knows."""

_OPENINGS: Mapping[Effect | None, str] = {Effect.DEEMED: "送达", Effect.ACC: "加处"}

MOST_MONTHS = 4
TWO = 2


@dataclass(frozen=True, slots=True)
class Strip:
    """The months to show; of a long span only its beginning and its end, with how many months lie between."""

    months: list[Month]
    more: list[Month]
    left_out: int


def rule_choices() -> list[tuple[str, list[tuple[str, str]]]]:
    """Return every row of the register, grouped."""
    by_row: dict[int, list[LimitRule]] = {}
    for each in rules().values():
        by_row.setdefault(int(each.row.removeprefix("DL-")), []).append(each)
    return [
        (group, [(each.id, _named(each)) for row in rows for each in by_row[row]]) for group, rows in GROUPS.items()
    ]


def regime_choices() -> list[tuple[str, str]]:
    """Return the sector rules that may be chosen; those of one province follow from the place."""
    return [("", "只按国家法律"), *((each.value, f"《{each.label}》") for each in Regime if each not in REGIME_AREAS)]


def area_choices() -> list[tuple[str, str]]:
    """Return the places that may be chosen."""
    return [("", "不考虑地方规定"), *AREAS.items()]


def strip(answer: Answer, calendar: WorkCalendar) -> Strip | None:
    """Return the months of an answer with its days marked, or None where it has no days."""
    limit, begun = answer.limit, _begun(answer)
    last = max((day for day in (limit.due_on, limit.legal_end, limit.earliest_safe_on) if day), default=None)
    if last is None:
        return None
    shown = months(begun, max(last, begun), calendar, _marks(answer, calendar, begun, last))
    if len(shown) <= MOST_MONTHS:
        return Strip(shown, [], 0)
    return Strip(shown[:TWO], shown[-TWO:], len(shown) - TWO - TWO)


def _named(each: LimitRule) -> str:
    words = {provision.quantity: provision for provision in each.provisions if provision.unit is not None}
    spans = "、".join(f"{number}{found.unit.label}" for number, found in words.items() if number and found.unit)
    return f"{each.trigger} → {each.end}（{spans}）" if spans else f"{each.trigger} → {each.end}"


def _begun(answer: Answer) -> date:
    trigger = answer.question.trigger
    return date(trigger.year, trigger.month, trigger.day)


def _marks(answer: Answer, calendar: WorkCalendar, begun: date, last: date) -> dict[date, Mark]:
    limit = answer.limit
    same_day = _start(answer) is Start.SAME_DAY
    marks = _counted(answer, calendar, begun if same_day else begun + timedelta(days=1), limit.safe_end or last)
    if limit.safe_end is not None and limit.legal_end is not None:
        for step in range(1, (limit.legal_end - limit.safe_end).days + 1):
            marks[limit.safe_end + timedelta(days=step)] = Mark("", "rolled")
    marks[begun] = Mark("起算", "start", marks[begun].number if begun in marks else None)
    for day, word in _ends(answer):
        marks[day] = Mark(word, "end", marks[day].number if day in marks else None)
    return marks


def _counted(answer: Answer, calendar: WorkCalendar, first: date, last: date) -> dict[date, Mark]:
    """Number the days that count, in the period's own unit; hours, months and years are not numbered."""
    unit = answer.provision.unit if answer.provision is not None else answer.question.unit
    if unit not in (Unit.WORKDAY, Unit.DAY):
        return {}
    found: dict[date, Mark] = {}
    day, number = first, 0
    while day <= last:
        known = calendar.first_published <= day <= calendar.last_published
        if unit is Unit.DAY or (known and calendar.is_workday(day)):
            number += 1
            found[day] = Mark("", "counted", number)
        day += timedelta(days=1)
    return found


def _ends(answer: Answer) -> list[tuple[date, str]]:
    limit = answer.limit
    if limit.due_on is None:
        return [(limit.earliest_safe_on, "最早")] if limit.earliest_safe_on else []
    if limit.kind is Kind.NOT_BEFORE:
        return [(limit.due_on, _OPENINGS.get(answer.provision.effect if answer.provision else None, "可以办"))]
    return [(limit.due_on, "届满")]


def _start(answer: Answer) -> Start:
    return answer.provision.start if answer.provision is not None else answer.question.start
