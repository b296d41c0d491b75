"""Figures (数额): the words of quantity in a statute (五百元, 3万元, 百分之五, 三至五倍) and the numbers they mean."""

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Final

_DIGITS: Final = {digit: value for value, digit in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_SMALL: Final = {"十": 10, "百": 100, "千": 1000}
_LARGE: Final = {"万": 10_000, "亿": 100_000_000}

_CHINESE = r"[〇零一二两三四五六七八九十百千万亿]+"
_ARABIC = r"[0-9０-９]+(?:[.．][0-9０-９]+)?[千万亿]?"
_NUMBER = rf"(?:{_CHINESE}|{_ARABIC})"
_FIGURE = re.compile(
    rf"{_NUMBER}元"
    rf"|{_NUMBER}至{_NUMBER}倍"
    rf"|{_NUMBER}倍"
    rf"|[百千万]分之{_CHINESE}(?:点{_CHINESE})?"
    rf"|{_ARABIC}[%％‰]"
    r"|等值"
)


class FigureKind(StrEnum):
    """What a figure counts."""

    YUAN = "YUAN"
    MULTIPLE = "MULTIPLE"
    PERCENT = "PERCENT"


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure read: its kind and its value. `low` and `high` differ only in a range such as 三至五倍."""

    kind: FigureKind
    low: Decimal
    high: Decimal


def whole_number(text: str) -> int:
    """
    Return the whole number that a numeral means: 一万五千 is 15000, 3万 is 30000.

    :raises ValueError: if the text is not a whole number
    """
    if text and not set(text) - set(_DIGITS) - set(_SMALL) - set(_LARGE):
        return _from_chinese(text)
    value = _from_arabic(text)
    if value != value.to_integral_value():
        raise ValueError(f"不是整数：{text}")
    return int(value)


def read_figure(text: str) -> Figure:
    """
    Return the value of one figure exactly as it stands in a statute.

    :raises ValueError: if the text is not a figure
    """
    if text == "等值":
        return Figure(FigureKind.MULTIPLE, Decimal(1), Decimal(1))
    if not _FIGURE.fullmatch(text):
        raise ValueError(f"不是法条中的数额：{text}")
    if text.endswith("元"):
        value = _value(text.removesuffix("元"))
        return Figure(FigureKind.YUAN, value, value)
    if text.endswith("倍"):
        low, _, high = text.removesuffix("倍").partition("至")
        return Figure(FigureKind.MULTIPLE, _value(low), _value(high or low))
    value = _percentage(text)
    return Figure(FigureKind.PERCENT, value, value)


def figures_in(text: str) -> tuple[str, ...]:
    """Return the figures that stand in a text, each once, in the order of their first appearance."""
    return tuple(dict.fromkeys(match.group() for match in _FIGURE.finditer("".join(text.split()))))


def _percentage(text: str) -> Decimal:
    scales = {"百": Decimal(1), "千": Decimal("0.1"), "万": Decimal("0.01"), "‰": Decimal("0.1")}
    if text[-1] in "%％‰":
        return _from_arabic(text[:-1]) * scales.get(text[-1], Decimal(1))
    whole, _, fraction = text[3:].partition("点")
    value = Decimal(_from_chinese(whole))
    if fraction:
        value += Decimal("0." + "".join(str(_DIGITS[digit]) for digit in fraction))
    return value * scales[text[0]]


def _value(text: str) -> Decimal:
    return Decimal(_from_chinese(text)) if text[0] in "〇零一二两三四五六七八九十" else _from_arabic(text)


def _from_arabic(text: str) -> Decimal:
    units = _LARGE | _SMALL
    factor = units.get(text[-1:], 1)
    digits = text[:-1] if text[-1:] in units else text
    if not re.fullmatch(r"\d+(?:[.．]\d+)?", digits):
        raise ValueError(f"不是数字：{text}")
    return Decimal(digits.replace("．", ".")) * factor


def _from_chinese(text: str) -> int:
    """Read from the left: a digit waits for its unit, 十百千 fill a section, 万 closes a section, 亿 all before it."""
    total = section = digit = 0
    for character in text:
        if character in _DIGITS:
            digit = _DIGITS[character]
        elif character in _SMALL:
            section += (digit or 1) * _SMALL[character]
            digit = 0
        elif character == "万":
            total += (section + digit) * 10_000
            section = digit = 0
        else:
            total = (total + section + digit) * 100_000_000
            section = digit = 0
    return total + section + digit
