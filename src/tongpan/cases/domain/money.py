"""缴款码和对账: where a code comes from, how ours is made, and what becomes of a line of a statement."""

from typing import Final

from django.db.models import TextChoices

from tongpan.kernel.errors import Invalid

SERIES: Final = "PAYCODE"
"""under which an organ's own codes are counted"""
MOST_CODE: Final = 40


class CodeSource(TextChoices):
    """Whose a payment code is (缴款码来源)."""

    OUTSIDE = "OUTSIDE", "省级非税系统的缴款码"
    OWN = "OWN", "本机关自编的缴款码"


class DueState(TextChoices):
    """How a sum that was decided stands (应缴款状态)."""

    OPEN = "OPEN", "未缴清"
    CLEAR = "CLEAR", "已缴清"
    BACK = "BACK", "应退还"
    FALLEN = "FALLEN", "决定已撤销"


class LineState(TextChoices):
    """What became of a line of a statement (对账明细状态)."""

    WAITING = "WAITING", "等待对账"
    BOOKED = "BOOKED", "已入账"
    NOTED = "NOTED", "已登记过，核对相符"
    ASKED = "ASKED", "待确认"
    UNMATCHED = "UNMATCHED", "没有对上"
    DOUBLE = "DOUBLE", "重复或者多缴"
    RETURNED = "RETURNED", "已退缴款人"
    SET_ASIDE = "SET_ASIDE", "不是本机关的罚没款"
    BAD = "BAD", "这一行看不懂"


OPEN_LINES: Final = (LineState.ASKED, LineState.UNMATCHED, LineState.DOUBLE)
"""lines that wait for a person"""


def check_digit(digits: str) -> str:
    """Return the digit that tells most slips of typing (ISO/IEC 7812-1, Luhn)."""
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit) * (2 if place % 2 == 0 else 1)
        total += value - 9 if value > 9 else value
    return str(-total % 10)


def own_code(prefix: str, year: int, serial: int, width: int) -> str:
    """
    Return a code of an organ's own series: prefix, two digits of the year, the serial number, a check digit.

    :raises Invalid: if the series of the year is used up
    """
    if len(str(serial)) > width:
        raise Invalid(f"本年的缴款码已经用完（{width}位序号）；请由财务人员登记一条位数更多的编号规则")
    digits = f"{prefix}{year % 100:02d}{serial:0{width}d}"
    return digits + check_digit(digits)


def clean_code(text: str) -> str:
    """
    Return a code without the blanks and dashes that people put into it.

    :raises Invalid: if it is none: letters and digits alone, 4 to 40
    """
    code = "".join(text.split()).replace("-", "").upper()
    if not (4 <= len(code) <= MOST_CODE and code.isascii() and code.isalnum()):
        wrong = f"缴款码由4至{MOST_CODE}位数字和字母组成，请照缴款通知书填写"
        raise Invalid(wrong, fields={"code": wrong})
    return code
