"""Reading (输入读取): what a caller wrote, as the law's own types, or a refusal that says how to write it."""

import re
from collections.abc import Mapping
from datetime import date, datetime, time
from enum import StrEnum
from typing import Any, TypeVar

from tongpan.law.period import SHANGHAI, Authority, Exclusion, Extension, Ground, InvalidPeriod, Kind, Start, Unit
from tongpan.law.refusal import LawRefused

DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})|(\d{4})年(\d{1,2})月(\d{1,2})日")
MOMENT = re.compile(r"(\d{4}-\d{1,2}-\d{1,2})[T ](\d{2}:\d{2}(?::\d{2})?)(Z|[+-]\d{2}:\d{2})?")
MOST_DIGITS = 6
"""A period of a million units is a slip of the pen."""

_UNITS = {
    "WORKDAYS": Unit.WORKDAY, "工作日": Unit.WORKDAY, "个工作日": Unit.WORKDAY,
    "DAYS": Unit.DAY, "日": Unit.DAY, "天": Unit.DAY, "自然日": Unit.DAY,
    "HOURS": Unit.HOUR, "小时": Unit.HOUR, "MONTHS": Unit.MONTH, "月": Unit.MONTH, "个月": Unit.MONTH,
    "YEARS": Unit.YEAR, "年": Unit.YEAR,
}  # fmt: skip

E = TypeVar("E", bound=StrEnum)


def day(written: object, field: str) -> date:
    """
    Return the day that was written: 2025-12-29 or 2025年12月29日.

    :raises LawRefused: if it is not a day, or no such day exists
    """
    found = DAY.fullmatch(written.strip()) if isinstance(written, str) else None
    if found is None:
        raise LawRefused("face.day.form", f"日期“{_shown(written)}”无法读取，请写成 2025-12-29 的样子", field)
    year, month, number = (int(part) for part in found.groups() if part is not None)
    try:
        return date(year, month, number)
    except ValueError:
        raise LawRefused("face.day.impossible", f"没有{year}年{month}月{number}日这一天，请核对日期", field) from None


def trigger(written: object, field: str = "trigger") -> date | datetime:
    """
    Return the day or the moment that was written; a moment without a zone is China's.

    :raises LawRefused: if it is neither
    """
    found = MOMENT.fullmatch(written.strip()) if isinstance(written, str) else None
    if found is None:
        return day(written, field)
    on, at, zone = found.groups()
    try:
        clock = time.fromisoformat(at + (zone or "").replace("Z", "+00:00"))
    except ValueError:
        raise LawRefused(
            "face.time.impossible", f"没有“{at}{zone or ''}”这个时刻，请写成 22:15 的样子", field
        ) from None
    return datetime.combine(day(on, field), clock, clock.tzinfo or SHANGHAI)


def quantity(written: object, field: str = "quantity") -> int:
    """
    Return the whole number above zero that was written.

    :raises LawRefused: if it is not one
    """
    text = written.strip() if isinstance(written, str) else str(written)
    whole = isinstance(written, int | str) and not isinstance(written, bool) and re.fullmatch(r"[+-]?[0-9]+", text)
    if not whole:
        raise LawRefused("face.quantity.form", f"数量“{_shown(written)}”不是整数，请写成 15 的样子", field)
    if len(text.lstrip("+-0")) > MOST_DIGITS:
        raise LawRefused("face.quantity.large", f"数量至多{MOST_DIGITS}位，请核对", field)
    if int(text) < 1:
        raise LawRefused("face.quantity.small", f"数量应当大于零，不能是{int(text)}", field)
    return int(text)


def unit(written: object, field: str = "unit") -> Unit:
    """
    Return the unit that was written, in English or Chinese, in large or small letters.

    :raises LawRefused: if there is no such unit
    """
    text = written.strip().upper() if isinstance(written, str) else ""
    if text in _UNITS:
        return _UNITS[text]
    return choice(Unit, written, field, "单位")


def choice(kinds: type[E], written: object, field: str, name: str) -> E:
    """
    Return the member of an enumeration that was written, in large or small letters.

    :raises LawRefused: if there is none of that name, saying which there are
    """
    try:
        return kinds(written.strip().upper()) if isinstance(written, str) else kinds("")
    except ValueError:
        known = "、".join(f"{member.value}（{_label(member)}）" for member in kinds)
        raise LawRefused(f"face.{field}.unknown", f"没有“{_shown(written)}”这种{name}，可选：{known}", field) from None


def kind(written: object, field: str = "kind") -> Kind:
    """
    Return the kind of limit that was written.

    :raises LawRefused: if there is no such kind
    """
    return choice(Kind, written, field, "期限种类")


def start(written: object, field: str = "start") -> Start:
    """
    Return whether the trigger day counts.

    :raises LawRefused: if it is neither NEXT_DAY nor SAME_DAY
    """
    return choice(Start, written, field, "起算方式")


def text(written: object, field: str) -> str | None:
    """
    Return a word that was written; None where there is none.

    :raises LawRefused: if it is not a text
    """
    if written is None or isinstance(written, str):
        return (written or "").strip() or None
    raise LawRefused("face.text.form", f"“{field}”应当是文字，请加上引号", field)


def exclusions(written: object) -> tuple[Exclusion, ...]:
    """
    Return the stretches to be left out: a list of {ground, start, end}; without an end it still goes on.

    :raises LawRefused: if one of them cannot be read
    """
    return tuple(_exclusion(each) for each in _objects(written, "exclusions"))


def extensions(written: object) -> tuple[Extension, ...]:
    """
    Return the granted prolongations: a list of {quantity, unit, authority, granted_on}.

    :raises LawRefused: if one of them cannot be read
    """
    return tuple(_extension(each) for each in _objects(written, "extensions"))


def _exclusion(entry: Mapping[str, Any]) -> Exclusion:
    ground = choice(Ground, entry.get("ground"), "ground", "扣除事由")
    first = day(entry.get("start"), "exclusions")
    end = entry.get("end")
    try:
        return Exclusion(ground, first, None if end is None else day(end, "exclusions"))
    except InvalidPeriod as mistake:
        raise LawRefused("face.exclusion.order", str(mistake), "exclusions") from mistake


def _extension(entry: Mapping[str, Any]) -> Extension:
    granted_on = entry.get("granted_on")
    return Extension(
        quantity(entry.get("quantity"), "extensions"),
        unit(entry.get("unit"), "extensions"),
        choice(Authority, entry.get("authority"), "authority", "批准主体"),
        None if granted_on is None else day(granted_on, "extensions"),
    )


def _objects(written: object, field: str) -> list[Mapping[str, Any]]:
    if written is None:
        return []
    if isinstance(written, list) and all(isinstance(each, Mapping) for each in written):
        return written
    raise LawRefused("face.list.form", f"“{field}”应当是若干对象组成的列表", field)


def _label(member: StrEnum) -> str:
    label = getattr(member, "label", None)
    return str(label) if label is not None else _STARTS[member.value]


_STARTS = {"NEXT_DAY": "当日不计入", "SAME_DAY": "自当日起算"}


def _shown(written: object) -> str:
    shown = "" if written is None else str(written)
    return shown if len(shown) <= 40 else f"{shown[:40]}…"
