"""Money (金额): sums of yuan, kept in whole fen so that no comparison with a threshold ever rounds."""

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import total_ordering

from tongpan.law.refusal import LawRefused

FEN_A_YUAN = 100
YUAN_A_WAN = 10_000
MOST_YUAN = 10**12
"""yuan; a larger sum is a slip of the pen"""


@total_ordering
@dataclass(frozen=True, slots=True)
class Money:
    """A sum of renminbi in fen (分). Never negative."""

    fen: int

    def __post_init__(self) -> None:
        if self.fen < 0:
            raise LawRefused("money.negative", "金额不能是负数")

    def __lt__(self, other: "Money") -> bool:
        return self.fen < other.fen

    def __add__(self, other: "Money") -> "Money":
        return Money(self.fen + other.fen)

    def __str__(self) -> str:
        whole, cents = divmod(self.fen, FEN_A_YUAN)
        return f"{whole:,}元" if not cents else f"{whole:,}.{cents:02d}元"


NOTHING = Money(0)


def yuan(amount: int | str | Decimal) -> Money:
    """
    Return a sum of yuan: 200, "200", "12.50", "3,000", "3000元", "1.5万元".

    :raises LawRefused: if it is no such sum: unreadable, negative, finer than one fen, or beyond any fine
    """
    if isinstance(amount, bool | float):
        raise LawRefused("money.type", '金额请写成整数或者文字（例如 200、"12.50"、"1.5万元"），不能用浮点数')
    value, wan = _read(amount)
    if value.is_finite() and value > MOST_YUAN:
        raise LawRefused("money.too_large", f"金额“{str(amount)[:30]}”过大，请核对单位是元还是万元")
    fen = value * FEN_A_YUAN * (YUAN_A_WAN if wan else 1)
    if not fen.is_finite() or fen != fen.to_integral_value():
        raise LawRefused("money.too_fine", f"金额“{amount}”最小到分，请核对小数位")
    if fen > MOST_YUAN * FEN_A_YUAN:
        raise LawRefused("money.too_large", f"金额“{amount}”过大，请核对单位是元还是万元")
    return Money(int(fen))


def _read(amount: int | str | Decimal) -> tuple[Decimal, bool]:
    text = str(amount).strip().replace(",", "").replace("，", "").removesuffix("元")
    wan = text.endswith("万")
    try:
        value = Decimal(text.removesuffix("万").strip())
    except InvalidOperation:
        raise LawRefused("money.unreadable", f"看不懂金额“{amount}”，请写成 200、12.50 或 1.5万元") from None
    if value.is_nan() or value < 0:
        raise LawRefused("money.negative", f"金额“{amount}”不能是负数")
    return value, wan


_CAPITALS = "零壹贰叁肆伍陆柒捌玖"
_PLACES = ("", "拾", "佰", "仟")
_GROUPS = ("", "万", "亿", "万亿")


def capital(amount: Money) -> str:
    """
    Return a sum in the capital numerals that documents and receipts use: 贰佰元整, 壹万零伍元叁角.

    Practice of 《支付结算办法》附一; no statute of ours asks for the form.
    """
    whole, cents = divmod(amount.fen, FEN_A_YUAN)
    jiao, fen = divmod(cents, 10)
    text = _capital_whole(whole) + "元" if whole else ""
    if not cents:
        return (text or "零元") + "整"
    if jiao:
        text += _CAPITALS[jiao] + "角"
    elif whole:
        text += "零"
    return text + (_CAPITALS[fen] + "分" if fen else "整")


def _capital_whole(number: int) -> str:
    text, gap = "", False
    groups = []
    while number:
        number, rest = divmod(number, 10_000)
        groups.append(rest)
    for place in range(len(groups) - 1, -1, -1):
        group = groups[place]
        if not group:
            gap = bool(text)
            continue
        if text and (gap or group < 1000):
            text += "零"
        text += _capital_group(group) + _GROUPS[place]
        gap = False
    return text


def _capital_group(group: int) -> str:
    text, gap = "", False
    for place, digit in zip(range(3, -1, -1), f"{group:04d}", strict=True):
        if digit == "0":
            gap = bool(text)
            continue
        text += ("零" if gap else "") + _CAPITALS[int(digit)] + _PLACES[place]
        gap = False
    return text
