"""Lists as files: the columns, and the reading of one cell. A bad cell names its column and what is wrong with it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import TextChoices

GRANT_COLUMNS = (
    "事项编码", "事项名称", "领域", "行使机关", "地域", "职权种类", "行使方式", "委托或派出机关", "划出机关",
    "来源层级", "依据", "文件标题", "文号", "公布日期", "受委托方公布日期", "生效日期", "失效日期",
)  # fmt: skip
MATTER_COLUMNS = (
    "事项编码", "事项名称", "领域", "适用地域", "违反条款", "处罚条款", "处罚种类", "罚款幅度", "责令改正",
    "可用强制", "适宜基层", "适宜理由", "简易程序", "群众说法", "关键词", "行业", "生效日期", "核对日期", "说明",
)  # fmt: skip
CATALOGUE_COLUMNS = ("层级", "区划代码", "事项编码", "事项名称", "事项类型", "依据")

NEEDED_COLUMNS = {
    "grants": ("事项编码", "行使机关", "行使方式", "生效日期"),
    "matters": ("事项编码", "事项名称", "领域", "违反条款", "处罚条款", "处罚种类", "生效日期", "核对日期"),
    "benchmarks": (
        "事项编码", "文件标题", "制定机关", "制定层级", "公布日期", "施行日期", "阶次", "适用情形", "最高（元）",
    ),
}  # fmt: skip
"""without these columns no line of a file can be read"""
MOST_CELL = 5_000

_DATE = re.compile(r"^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$")


@dataclass(frozen=True, slots=True)
class CellError(Exception):
    """What is wrong with one cell."""

    column: str
    reason: str


@dataclass(frozen=True, slots=True)
class RowError:
    """What is wrong with one line of a file."""

    line: int
    column: str
    reason: str

    def __str__(self) -> str:
        where = f"，{self.column}" if self.column else ""
        return f"第{self.line}行{where}：{self.reason}"

    def as_dict(self) -> dict[str, object]:
        """Return it for a JSON report."""
        return {"line": self.line, "column": self.column, "reason": self.reason}


def cell(row: Mapping[str, str], column: str, *, most: int = MOST_CELL) -> str:
    """
    Return a cell's text without the spaces around it; a missing column is empty.

    :raises CellError: if it is longer than what is kept
    """
    text = str(row.get(column) or "").replace("\0", "").strip()
    if len(text) > most:
        raise CellError(column, f"超过 {most} 个字，请缩短")
    return text


def needed(row: Mapping[str, str], column: str, *, most: int = MOST_CELL) -> str:
    """
    Return a cell that must not be empty.

    :raises CellError: if it is, or is too long
    """
    text = cell(row, column, most=most)
    if not text:
        raise CellError(column, "不能为空")
    return text


def day(row: Mapping[str, str], column: str) -> date | None:
    """
    Return a cell as a date; 2026-11-22, 2026/11/22 and 2026年11月22日 are understood.

    :raises CellError: if it is no date
    """
    text = cell(row, column).removesuffix(" 00:00:00").removesuffix("T00:00:00")
    if not text:
        return None
    found = _DATE.match(text)
    try:
        if found is None:
            raise ValueError
        return date(*(int(part) for part in found.groups()))
    except ValueError:
        raise CellError(column, f"日期“{text}”看不懂，请写成 2026-11-22") from None


def choice(
    row: Mapping[str, str], column: str, choices: type[TextChoices], default: TextChoices | None = None
) -> TextChoices:
    """
    Return a cell as one of some choices, by Chinese label or by code.

    :raises CellError: if it is none of them
    """
    text = cell(row, column)
    if not text and default is not None:
        return default
    for item in choices:
        if text in (item.value, str(item.label)):
            return item
    words = "、".join(str(item.label) for item in choices)
    raise CellError(column, f"“{text}”不在可选范围：{words}" if text else f"不能为空，可填：{words}")


def flag(row: Mapping[str, str], column: str) -> bool:
    """
    Return a cell as yes or no; empty is no.

    :raises CellError: if it is neither
    """
    text = cell(row, column)
    if text in ("", "否", "不", "0", "false", "False", "N"):
        return False
    if text in ("是", "1", "true", "True", "Y", "√"):
        return True
    raise CellError(column, f"“{text}”请填 是 或 否")


def words(row: Mapping[str, str], column: str) -> list[str]:
    """Return a cell's parts, divided by 、；; or |."""
    return [part.strip() for part in re.split(r"[、；;|]", cell(row, column)) if part.strip()]


def missing_columns(seen: Sequence[str], wanted: Sequence[str]) -> list[str]:
    """Return the columns a file lacks altogether."""
    return [column for column in wanted if column not in seen]
