"""
Division and grid codes (区划代码、网格编码): 2, 4, 6, 9, 12 and 15 digits, each level a prefix of the next.

GB/T 2260 (6), GB/T 10114 (+3), village or community (+3), 单元网格 (+3); a micro-grid (微网格) adds 3 of its own.
Since 民政部令第79号 (2025-09-01) a code is kept on renaming, replaced when the subordination changes, and never reused.
"""

import re
from dataclasses import dataclass

from django.db.models import TextChoices


class Level(TextChoices):
    """The levels of the tree, from the province down."""

    PROVINCE = "PROVINCE", "省"
    CITY = "CITY", "市"
    COUNTY = "COUNTY", "县（市、区）"
    TOWN = "TOWN", "乡镇（街道）"
    VILLAGE = "VILLAGE", "村（社区）"
    GRID = "GRID", "网格"

    @property
    def depth(self) -> int:
        """0 for the province, 5 for the grid."""
        return _DEPTH[self.value]


_DEPTH = {name: depth for depth, name in enumerate(("PROVINCE", "CITY", "COUNTY", "TOWN", "VILLAGE", "GRID"))}
LENGTHS: dict[int, Level] = {
    2: Level.PROVINCE,
    4: Level.CITY,
    6: Level.COUNTY,
    9: Level.TOWN,
    12: Level.VILLAGE,
    15: Level.GRID,
    18: Level.GRID,
}
# The national list has one county without towns of its own (金门县), whose single town and village bear 000.
_LISTED_WITH_000 = frozenset({Level.TOWN, Level.VILLAGE})
_PARENT_LENGTH = {4: 2, 6: 4, 9: 6, 12: 9, 15: 12, 18: 15}
_DIGITS = re.compile(r"[0-9]+")


class InvalidCode(ValueError):
    """A code that cannot be one; ``str(error)`` is the Chinese reason with the way forward."""


@dataclass(frozen=True, slots=True)
class Code:
    """A well-formed code; whether such a place exists is another question."""

    text: str
    level: Level

    @property
    def parent(self) -> str | None:
        """The code one level up, or None at the province."""
        length = _PARENT_LENGTH.get(len(self.text))
        return self.text[:length] if length else None

    @property
    def county(self) -> str | None:
        return self.text[:6] if len(self.text) >= 6 else None

    @property
    def is_micro_grid(self) -> bool:
        return len(self.text) == 18


def parse(text: object, *, level: Level | None = None) -> Code:
    """
    Return the code that stands in ``text``, whole statistical codes padded with zeros shortened to their level.

    :raises InvalidCode: if it is no code, or not one of the wanted level
    """
    digits = _clean(text)
    if len(digits) == 12 and digits.endswith("000") and level is not Level.VILLAGE:  # padded with zeros
        digits = _without_padding(digits)
    if len(digits) not in LENGTHS:
        raise InvalidCode(
            f"代码“{digits}”是 {len(digits)} 位，"
            "应为 6 位（县）、9 位（乡镇）、12 位（村、社区）或 15 位（网格），请核对"
        )
    found = LENGTHS[len(digits)]
    if digits[-3:] == "000" and len(digits) >= 9 and level not in _LISTED_WITH_000:
        raise InvalidCode(f"代码“{digits}”的末三位是 000，不表示{found.label}，请核对")
    if not 11 <= int(digits[:2]) <= 82:
        raise InvalidCode(f"代码“{digits}”的前两位“{digits[:2]}”不是省级代码，请核对")
    if level is not None and found is not level:
        raise InvalidCode(f"代码“{digits}”是{found.label}代码，这里应填{level.label}代码")
    return Code(digits, found)


def _clean(text: object) -> str:
    if isinstance(text, float) and text.is_integer():
        text = int(text)  # a spreadsheet turned the code into a number
    digits = "" if text is None else str(text).strip().removesuffix(".0")
    if not digits:
        raise InvalidCode("没有填写代码，请补填")
    if not digits.isascii() or not _DIGITS.fullmatch(digits):
        raise InvalidCode(f"代码“{digits[:30]}”含有数字以外的字符，请核对（表格中请把代码列设为文本）")
    return digits


def _without_padding(digits: str) -> str:
    if digits.endswith("000000"):
        return digits[:6] if not digits[2:6].endswith("00") else digits[:6].rstrip("0").ljust(2, "0")
    return digits[:9]


_TOWN_KINDS = ((99, "街道"), (199, "镇"), (399, "乡"), (599, "开发区（园区）"))


def town_kind(code: str, name: str) -> str:
    """Return 街道, 镇, 乡 … from the name, else from the range of the three digits (GB/T 10114)."""
    for ending in ("街道", "镇", "苏木", "乡"):
        if name.endswith(ending):
            return ending
    serial = int(code[6:9])
    if serial == 0:
        return "其他"
    return next((kind for last, kind in _TOWN_KINDS if serial <= last), "其他")


def village_kind(code: str, name: str) -> str:
    """Return 居委会 or 村委会 from the name, else from the serial (below 200 is a residents' committee)."""
    if name.endswith(("居委会", "居民委员会", "社区")):
        return "居委会"
    if name.endswith(("村委会", "村民委员会", "村")):
        return "村委会"
    return "居委会" if int(code[9:12]) < 200 else "村委会"
