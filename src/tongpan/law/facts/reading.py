"""From JSON to facts (案件事实的读取): strict, and every refusal says where it stands and why."""

import re
import types
from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import date, datetime, time
from enum import StrEnum
from functools import cache
from typing import Any, Final, TypeVar, Union, get_args, get_origin, get_type_hints

from tongpan.law.facts.case import CaseFacts
from tongpan.law.facts.coherence import check_coherence
from tongpan.law.money import Money, yuan
from tongpan.law.period import SHANGHAI
from tongpan.law.refusal import LawRefused

MOST_TEXT: Final = 2000
MOST_ROWS: Final = 2000
EARLIEST_YEAR: Final = 1900
LATEST_YEAR: Final = 2200
DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
DAY_LENGTH: Final = 10

Reader = Callable[[Any, str], Any]
Row = TypeVar("Row")


def read_facts(document: object) -> CaseFacts:
    """
    Return the facts that a JSON object tells.

    Keys are the fields of the rows; a missing key is unknown, an unknown key is refused. A moment is written with its
    hour ("2026-11-22T10:00", Chinese time unless it says otherwise) or as a day, which counts from its beginning. Sums
    are yuan: 200, "12.50", "1.5万元".

    :raises LawRefused: with the path of the fault, if a value cannot be, or contradicts another
    """
    facts = _reader(CaseFacts)(document, "")
    assert isinstance(facts, CaseFacts)
    check_coherence(facts)
    return facts


def read_row(table: str, document: object, path: str = "") -> Any:
    """
    Return one row of a table of the facts ("notices") that a JSON object tells; it is not compared with other rows.

    :raises LawRefused: with the path of the fault, if there is no such table or a value cannot be
    """
    kind = _tables().get(table)
    if kind is None:
        raise _refused("facts.key.unknown", f"不认识的字段“{table[:60]}”", path)
    return _reader(kind)(document, path)


@cache
def _tables() -> Mapping[str, type]:
    """The tables of the facts, and what a row of each is."""
    hints = get_type_hints(CaseFacts)
    rows = {
        name: next(each for each in get_args(hint) if each not in (type(None), Ellipsis))
        for name, hint in hints.items()
    }
    return {name: kind for name, kind in rows.items() if isinstance(kind, type) and is_dataclass(kind)}


def read_moment(value: object, path: str) -> datetime:
    """Return the moment that a text gives, in Chinese time."""
    text = _text(value, path)
    try:
        day = _day(text[:DAY_LENGTH])
        moment = datetime.fromisoformat(text) if len(text) > DAY_LENGTH else datetime.combine(day, time())
    except ValueError:
        reason = f"“{text}”不是日历上的时刻，请写成2026-11-22或者2026-11-22T10:00"
        raise _refused("facts.moment.unreadable", reason, path) from None
    _plausible(day, path)
    return moment.replace(tzinfo=SHANGHAI) if moment.tzinfo is None else moment.astimezone(SHANGHAI)


@cache
def _reader(kind: Any) -> Reader:
    """Return what reads values of one type."""
    plain = _PLAIN.get(kind)
    if plain is not None:
        return plain
    if get_origin(kind) in (Union, types.UnionType):
        inner = _reader(next(each for each in get_args(kind) if each is not type(None)))
        return lambda value, path: None if value is None else inner(value, path)
    if get_origin(kind) is tuple:
        return _list_reader(_reader(get_args(kind)[0]))
    if is_dataclass(kind) and isinstance(kind, type):
        return _row_reader(kind)
    return _choice_reader(kind)


def _row_reader(kind: type[Row]) -> Reader:
    hints = get_type_hints(kind)
    readers = {each.name: _reader(hints[each.name]) for each in fields(kind)}  # type: ignore[arg-type]
    needed = [
        each.name
        for each in fields(kind)  # type: ignore[arg-type]
        if each.default is MISSING and each.default_factory is MISSING
    ]

    def read(value: object, path: str) -> Row:
        if not isinstance(value, Mapping):
            raise _refused("facts.row.type", "此处应当是一个对象（{…}）", path)
        for key in value:
            if key not in readers:
                raise _refused("facts.key.unknown", f"不认识的字段“{str(key)[:60]}”", path)
        for name in needed:
            if value.get(name) is None:
                raise _refused("facts.key.missing", f"缺少字段“{name}”", path)
        return kind(**{key: readers[key](each, _join(path, key)) for key, each in value.items()})

    return read


def _list_reader(inner: Reader) -> Reader:
    def read(value: object, path: str) -> tuple[Any, ...]:
        if not isinstance(value, list):
            raise _refused("facts.list.type", "此处应当是一个列表（[…]）", path)
        if len(value) > MOST_ROWS:
            raise _refused("facts.list.long", f"至多{MOST_ROWS}行", path)
        return tuple(inner(each, f"{path}[{index}]") for index, each in enumerate(value))

    return read


def _choice_reader(kind: type[StrEnum]) -> Reader:
    def read(value: object, path: str) -> StrEnum:
        text = _text(value, path)
        try:
            return kind(text)
        except ValueError:
            known = "、".join(
                f"{each.value}（{each.label}）" if hasattr(each, "label") else each.value for each in kind
            )
            raise _refused("facts.word.unknown", f"不认识“{text[:60]}”，可选：{known}", path) from None

    return read


def _text(value: object, path: str) -> str:
    if not isinstance(value, str):
        raise _refused("facts.text.type", "此处应当是文字", path)
    if len(value) > MOST_TEXT or "\x00" in value:
        raise _refused("facts.text.invalid", f"文字至多{MOST_TEXT}字，不含空字符", path)
    return value


def _flag(value: object, path: str) -> bool:
    if not isinstance(value, bool):
        raise _refused("facts.flag.type", "此处应当是true或者false；不知道的，不写或者写null", path)
    return value


def _whole(value: object, path: str) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 < value <= MOST_ROWS:
        raise _refused("facts.number.invalid", f"此处应当是1至{MOST_ROWS}的整数", path)
    return value


def _money(value: object, path: str) -> Money:
    if not isinstance(value, int | str | float):
        raise _refused("facts.money.type", "金额请写成整数或者文字", path)
    try:
        return yuan(value)  # type: ignore[arg-type]
    except LawRefused as mistake:
        raise _refused(mistake.code, mistake.message, path) from None


def _date(value: object, path: str) -> date:
    text = _text(value, path)
    try:
        day = _day(text)
    except ValueError:
        raise _refused("facts.date.unreadable", f"“{text}”不是日历上的日期，请写成2026-11-22", path) from None
    return _plausible(day, path)


def _day(text: str) -> date:
    """Read only the long form, so that 20261122 and week dates are told as slips."""
    if not DAY.fullmatch(text):
        raise ValueError(text)
    return date.fromisoformat(text)


def _plausible(day: date, path: str) -> date:
    if not EARLIEST_YEAR <= day.year <= LATEST_YEAR:
        raise _refused("facts.date.implausible", f"{day.year}年不像是本案的日期，请核对", path)
    return day


def _join(path: str, key: str) -> str:
    return f"{path}.{key}" if path else key


def _refused(code: str, reason: str, path: str) -> LawRefused:
    where = path or "（最外层）"
    return LawRefused(code, f"{where}：{reason}", path)


_PLAIN: Final[Mapping[Any, Reader]] = {
    str: _text,
    bool: _flag,
    int: _whole,
    date: _date,
    datetime: read_moment,
    Money: _money,
}
