"""What a row is, and how a value becomes text."""

import json
from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any

from tongpan.kernel.errors import Invalid

MOST_CELL_CHARS = 200_000


class BadRow(dict[str, str]):
    """A row that could not be read: no columns, and the reason."""

    def __init__(self, reason: str) -> None:
        super().__init__()
        self.reason = reason


def text_of(value: Any) -> str:
    """Return a value as text: dates in ISO form, whole numbers without a point, nothing as an empty text."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, datetime):
        whole = value.time() == time() and value.tzinfo is None
        return value.date().isoformat() if whole else value.isoformat(sep=" ", timespec="seconds")
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, list | dict):
        return json.dumps(value, ensure_ascii=False)
    return str(value)


def header_of(cells: Sequence[str]) -> list[str]:
    """
    Return the column names of a header row.

    :raises Invalid: if two columns have the same name
    """
    names = [cell.replace("\ufeff", "").replace("\n", "").strip() for cell in cells]
    while names and not names[-1]:
        names.pop()
    given = [name for name in names if name]
    twice = sorted({name for name in given if given.count(name) > 1})
    if twice:
        raise Invalid(f"表头有重复的列：{'、'.join(twice)}。请改名后再导入")
    return names


def row_of(header: Sequence[str], cells: Sequence[str]) -> dict[str, str]:
    """Return one row under its header; a `BadRow` if it does not fit."""
    if any(len(cell) > MOST_CELL_CHARS for cell in cells):
        return BadRow("有一格内容过长")
    extra = [cell for cell in cells[len(header) :] if cell.strip()]
    if extra:
        return BadRow(f"有 {len(cells)} 格，表头只有 {len(header)} 列；可能多了分隔符或少了引号")
    padded = [*cells, *[""] * (len(header) - len(cells))]
    return {name: cell.strip() for name, cell in zip(header, padded, strict=False) if name}
