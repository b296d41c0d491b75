"""When enforcement must not happen (强制执行的时间和方式): 行政强制法 43."""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cache
from importlib import resources

from tongpan.law.calendar import SATURDAY, CalendarUnknown, WorkCalendar
from tongpan.law.citation import Citation
from tongpan.law.period import SHANGHAI
from tongpan.law.refusal import LawRefused
from tongpan.law.titles import COERCION_LAW
from tongpan.law.verdict import LAWFUL, Breach, Grade, Verdict

NIGHT_ADR = "ADR-0031"

NIGHT = Citation(COERCION_LAW, 43, 1, figures=("夜间或者法定节假日", "情况紧急的除外"), gist="夜间、法定节假日不得执行")
UTILITIES = Citation(
    COERCION_LAW, 43, 2, figures=("停止供水、供电、供热、供燃气",), gist="不得对居民生活停水停电停热停气"
)


@dataclass(frozen=True, slots=True)
class NightHours:
    """From when until when it is night in one area (夜间时段); `until` itself is day again."""

    area: str
    effective: date
    begins: time
    ends: time
    instrument: str
    last_checked: date
    grade: Grade

    def covers(self, moment: time) -> bool:
        """Tell whether a time of day lies in the night."""
        if self.begins <= self.ends:
            return self.begins <= moment < self.ends
        return moment >= self.begins or moment < self.ends


@cache
def night_hours_register() -> Sequence[NightHours]:
    """
    Return every row of the register of night hours.

    Law: 行政强制法 43 ¶1.
    """
    text = resources.files("tongpan.law").joinpath("parameters", "night_hours.toml").read_text(encoding="utf-8")
    return tuple(
        NightHours(
            area=row["area"],
            effective=row["effective"],
            begins=row["from"],
            ends=row["until"],
            instrument=row["instrument"],
            last_checked=row["last_checked"],
            grade=row["grade"],
        )
        for row in tomllib.loads(text)["night"]
    )


def night_hours(area: str, on: date, register: Sequence[NightHours] | None = None) -> NightHours:
    """
    Return the night hours of a place (a division code) on a day: the closest area's, the latest in effect.

    Law: 行政强制法 43 ¶1.
    Reading: where no place has set them, 22:00 to 06:00 (ADR 0031).

    :raises LawRefused: if none was in effect yet
    """
    rows = night_hours_register() if register is None else register
    fitting = [row for row in rows if area.startswith(row.area) and row.effective <= on]
    if not fitting:
        raise LawRefused("coercion.night.none", "没有该地当日的夜间时段规定", "area")
    return max(fitting, key=lambda row: (len(row.area), row.effective))


@dataclass(frozen=True, slots=True)
class EnforcementTime:
    """The moment of enforcing, its place by division code, and the emergency where there is one."""

    at: datetime
    area: str = ""
    urgent_reason: str = ""


def check_time(moment: EnforcementTime, calendar: WorkCalendar, hours: NightHours | None = None) -> Verdict:
    """
    Test whether one may enforce at that moment.

    Law: 行政强制法 43 ¶1.
    Reading: night as the register says; every day off that the State Council's notice names is a statutory holiday; an
    ordinary weekend is none, but is said (ADR 0031).

    :raises LawRefused: if the moment has no time zone
    """
    if moment.at.tzinfo is None:
        raise LawRefused("coercion.time.zone", "执行时刻必须带时区", "at")
    if moment.urgent_reason.strip():
        return LAWFUL
    local = moment.at.astimezone(SHANGHAI)
    night = hours if hours is not None else night_hours(moment.area, local.date())
    verdict = [_at_night(night)] if night.covers(local.time()) else []
    return (*verdict, *_check_holiday(local.date(), calendar))


def _at_night(night: NightHours) -> Breach:
    return Breach(
        "coercion.time.night",
        f"夜间（{night.begins:%H:%M}至次日{night.ends:%H:%M}）不得实施行政强制执行",
        NIGHT,
        grade=night.grade,
        missing="改在白天实施；情况紧急的写明紧急情形",
        adr=NIGHT_ADR if night.grade == "D" else "",
    )


def _check_holiday(day: date, calendar: WorkCalendar) -> Verdict:
    try:
        worked = calendar.is_workday(day)
    except CalendarUnknown:
        return (
            Breach(
                "coercion.time.holiday_unknown",
                f"{day.year}年节假日安排尚未公布，不能确定当日是不是法定节假日",
                NIGHT,
                missing="待国务院办公厅公布节假日安排后再定时间",
            ),
        )
    name = calendar.holiday_name(day)
    if name is not None and not worked:
        return (
            Breach(
                "coercion.time.holiday",
                f"当日是{name}放假，法定节假日不得实施行政强制执行",
                NIGHT,
                missing="改在工作日实施；情况紧急的写明紧急情形",
            ),
        )
    if not worked and day.weekday() >= SATURDAY:
        return (
            Breach(
                "coercion.time.weekend",
                "当日是周末，法律没有禁止，但当事人难以及时求助，建议改在工作日",
                NIGHT,
                grade="D",
                missing="改在工作日实施，或者写明选在周末的理由",
            ),
        )
    return LAWFUL


def check_pressure(utility_cut: bool, residential: bool | None) -> Verdict:
    """
    Test whether a party is put under pressure by cutting water, power, heat or gas.

    Law: 行政强制法 43 ¶2.
    """
    if not utility_cut or residential is False:
        return LAWFUL
    if residential is None:
        return (
            Breach(
                "coercion.utilities.unknown",
                "尚不清楚停供的是不是居民生活用水、用电、用热、用气",
                UTILITIES,
                missing="核实用户性质，未核实前不得停供",
            ),
        )
    return (
        Breach(
            "coercion.utilities.cut",
            "不得对居民生活停止供水、供电、供热、供燃气迫使履行",
            UTILITIES,
            missing="立即恢复供应",
        ),
    )
