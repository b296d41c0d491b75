"""对账单的列: which columns of a bank's or the non-tax system's list say what, and one row read."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from tongpan.kernel.clock import SHANGHAI
from tongpan.kernel.errors import Invalid
from tongpan.law.money import NOTHING, Money, yuan
from tongpan.law.refusal import LawRefused

COLUMNS: Final[Mapping[str, tuple[str, ...]]] = {
    "serial": ("流水号", "交易流水号", "银行流水号", "业务流水号", "支付流水号", "交易序号", "凭证号"),
    "code": ("缴款码", "缴款识别码", "缴款通知书号", "缴款书号", "执收编号", "电子缴款码"),
    "receipt": ("票据号", "电子票据号", "票据号码", "票号", "票据编号"),
    "amount": ("金额", "缴款金额", "交易金额", "实缴金额", "收入金额", "贷方金额"),
    "paid_at": ("缴款时间", "交易时间", "缴款日期", "交易日期", "入账时间", "入账日期", "到账时间"),
    "payer": ("缴款人", "缴款人名称", "付款人", "付款人名称", "对方户名", "付款户名"),
}
"""what the columns are called in the lists that we know of; blanks and what stands in brackets do not count"""
LABELS: Final = {name: words[0] for name, words in COLUMNS.items()}
BRACKETS: Final = re.compile(r"[（(][^）)]*[）)]|\s")
MOMENTS: Final = (
    "%Y-%m-%d %H:%M:%S", "%Y-%m-%d %H:%M", "%Y-%m-%d", "%Y/%m/%d %H:%M:%S", "%Y/%m/%d %H:%M", "%Y/%m/%d",
    "%Y年%m月%d日", "%Y%m%d%H%M%S", "%Y%m%d",
)  # fmt: skip
EARLIEST: Final = 2000
LONGEST: Final = 80


@dataclass(frozen=True, slots=True)
class Told:
    """One receipt as a statement tells it."""

    serial: str
    code: str
    receipt: str
    amount: Money
    paid_at: datetime
    payer: str


def columns_of(header: Iterable[str]) -> dict[str, str]:
    """
    Return what we ask for → the column of the file.

    :raises Invalid: naming what no column says
    """
    plain = {BRACKETS.sub("", name): name for name in header}
    found = {name: plain[word] for name, words in COLUMNS.items() for word in reversed(words) if word in plain}
    lacking = [LABELS[name] for name in ("amount", "paid_at") if name not in found]
    if not {"serial", "receipt"} & found.keys():
        lacking.append(f"{LABELS['serial']}或者{LABELS['receipt']}")
    if lacking:
        wrong = f"文件里没有这些列：{'、'.join(lacking)}。请在第一行写明列名，例如：{'、'.join(LABELS.values())}"
        raise Invalid(wrong, fields={"file": wrong})
    return found


def told(row: Mapping[str, str], columns: Mapping[str, str], now: datetime) -> Told:
    """
    Return what a row says.

    :raises Invalid: with what is wrong with it, in words
    """
    given = {name: row.get(column, "").strip() for name, column in columns.items()}
    serial = given.get("serial") or given.get("receipt", "")
    if not serial:
        raise Invalid(f"没有{LABELS['serial']}，也没有{LABELS['receipt']}，不能防止重复入账")
    if any(len(given.get(name, "")) > LONGEST for name in ("serial", "receipt")) or len(given.get("code", "")) > 60:
        raise Invalid("流水号、票据号或者缴款码太长，请核对是不是列错位了")
    return Told(
        serial=serial,
        code="".join(given.get("code", "").split()).replace("-", "").upper(),
        receipt=given.get("receipt", ""),
        amount=_amount(given["amount"]),
        paid_at=_moment(given["paid_at"], now),
        payer=given.get("payer", "")[:120],
    )


def _amount(text: str) -> Money:
    try:
        found = yuan(text.lstrip("¥￥").strip())
    except LawRefused as refused:
        raise Invalid(refused.message) from refused
    if found == NOTHING:
        raise Invalid("金额是零")
    return found


def _moment(text: str, now: datetime) -> datetime:
    plain = text.replace("T", " ").split(".")[0].split("+")[0].strip()
    for form in MOMENTS:
        try:
            found = datetime.strptime(plain, form).replace(tzinfo=SHANGHAI)
        except ValueError:
            continue
        if found > now:
            raise Invalid(f"缴款时间{text}在今天以后")
        if found.year < EARLIEST:
            raise Invalid(f"缴款时间{text}太早")
        return found
    raise Invalid(f"看不懂缴款时间“{text[:30]}”，请写成 2026-03-05 或者 2026-03-05 10:20:00")
