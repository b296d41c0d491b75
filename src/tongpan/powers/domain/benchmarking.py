"""Benchmarks between their rows, the law and a file: one line of a file is one tier."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from tongpan.law.citation import Citation
from tongpan.law.discretion.benchmarks import Benchmark, MakerLevel, Tier
from tongpan.law.discretion.ranges import FineRange
from tongpan.law.money import FEN_A_YUAN, Money, yuan
from tongpan.law.refusal import LawRefused
from tongpan.law.verdict import Grade
from tongpan.powers.domain.kinds import BenchmarkMaker
from tongpan.powers.domain.listfile import CellError, cell, choice, day, needed

MOST_TIERS: Final = 12
MOST_CONDITIONS: Final = 20
READ: Final[Grade] = "B"
"""entered here by one person and confirmed by another; the platform has not read the instrument"""


@dataclass(frozen=True, slots=True)
class NewTier:
    """One tier as it is entered; sums are yuan."""

    name: str
    conditions: tuple[str, ...]
    minimum: str
    maximum: str

    def kept(self) -> dict[str, Any]:
        """Return it as a row keeps it."""
        return {
            "name": self.name,
            "conditions": list(self.conditions),
            "minimum": plain(yuan(self.minimum or "0")),
            "maximum": plain(yuan(self.maximum)),
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class NewBenchmark:
    """A benchmark as it is entered. Empty bounds: those of the matter's own article."""

    matter_code: str
    title: str
    maker: str
    maker_level: BenchmarkMaker
    published_on: date | None
    valid_from: date | None
    tiers: tuple[NewTier, ...]
    number: str = ""
    place: str = ""
    valid_to: date | None = None
    fine_key: str = ""
    range_text: str = ""
    lowest: str = ""
    highest: str = ""
    lightening: tuple[str, ...] = ()
    aggravating: tuple[str, ...] = ()


def plain(sum_: Money) -> str:
    """Return a sum as a row keeps it: yuan with two decimals."""
    whole, cents = divmod(sum_.fen, FEN_A_YUAN)
    return f"{whole}.{cents:02d}"


def as_law(row: Any, citation: Citation, on: date, *, tiers: tuple[Mapping[str, Any], ...] | None = None) -> Benchmark:
    """
    Return a kept benchmark as the law takes it.

    :raises LawRefused: if its range is empty
    """
    fines = FineRange(yuan(row.lowest), yuan(row.highest), citation)
    return Benchmark(
        id=str(row.pk),
        violation=row.fine_key,
        title=str(row),
        maker=row.maker,
        maker_level=MakerLevel(row.maker_level),
        area="",
        fines=fines,
        tiers=tuple(
            Tier(each["name"], tuple(each["conditions"]), yuan(each["minimum"]), yuan(each["maximum"]))
            for each in (row.tiers if tiers is None else tiers)
        ),
        effective=row.valid_from,
        until=row.valid_to,
        last_checked=on,
        grade=READ,
        source=row.number or row.title,
        published=row.confirmed_at is not None,
    )


def parts(text: str) -> tuple[str, ...]:
    """Return conditions that are written one a line or divided by ；."""
    found = (piece.strip() for line in text.replace("；", "\n").replace(";", "\n").splitlines() for piece in [line])
    return tuple(dict.fromkeys(piece[:200] for piece in found if piece))


def tier_lines(text: str) -> tuple[NewTier, ...]:
    """
    Return the tiers of a text, one a line: name | conditions divided by ； | lowest | highest.

    :raises ValueError: in Chinese, naming the line
    """
    found = []
    for number, line in enumerate(filter(str.strip, text.splitlines()), 1):
        cells = [piece.strip() for piece in line.replace("｜", "|").split("|")]
        if len(cells) != 4:
            raise ValueError(f"第{number}行应当是“阶次 | 情形；情形 | 最低 | 最高”四段，请补齐")
        try:
            for piece in cells[2:]:
                yuan(piece or "0")
        except LawRefused as refused:
            raise ValueError(f"第{number}行：{refused.message}") from None
        found.append(NewTier(cells[0], parts(cells[1]), cells[2], cells[3]))
    return tuple(found)


BENCHMARK_COLUMNS: Final = (
    "事项编码", "事项名称", "文件标题", "文号", "条款", "制定机关", "制定层级", "公布日期", "施行日期", "失效日期",
    "适用的罚款", "数额依据", "法定最低（元）", "法定最高（元）", "阶次", "适用情形", "最低（元）", "最高（元）",
    "可以从轻的情形", "可以从重的情形",
)  # fmt: skip
Key = tuple[str, str, str, str, date | None]


def read_line(row: Mapping[str, str]) -> tuple[Key, NewBenchmark]:
    """
    Return one line: which benchmark it belongs to, and that with just this tier.

    :raises CellError: naming the column that cannot be read
    """
    tier = NewTier(
        needed(row, "阶次", most=60),
        parts(needed(row, "适用情形")),
        _sum(row, "最低（元）", "0"),
        _sum(row, "最高（元）"),
    )
    made = NewBenchmark(
        matter_code=needed(row, "事项编码", most=40),
        title=needed(row, "文件标题", most=200),
        number=cell(row, "文号", most=80),
        place=cell(row, "条款", most=60),
        maker=needed(row, "制定机关", most=120),
        maker_level=BenchmarkMaker(choice(row, "制定层级", BenchmarkMaker).value),
        published_on=_day(row, "公布日期"),
        valid_from=_day(row, "施行日期"),
        valid_to=day(row, "失效日期"),
        fine_key=cell(row, "适用的罚款", most=200),
        range_text=cell(row, "数额依据", most=200),
        lowest=_sum(row, "法定最低（元）", ""),
        highest=_sum(row, "法定最高（元）", ""),
        tiers=(tier,),
        lightening=parts(cell(row, "可以从轻的情形")),
        aggravating=parts(cell(row, "可以从重的情形")),
    )
    return (made.matter_code, made.title, made.number, made.fine_key, made.valid_from), made


def _day(row: Mapping[str, str], column: str) -> date:
    found = day(row, column)
    if found is None:
        raise CellError(column, "不能为空")
    return found


def _sum(row: Mapping[str, str], column: str, default: str | None = None) -> str:
    text = cell(row, column, most=30)
    if not text and default is not None:
        return default
    try:
        yuan(text)
    except LawRefused as refused:
        raise CellError(column, refused.message if text else "不能为空") from None
    return text
