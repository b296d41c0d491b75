"""Benchmarks (行政处罚裁量基准): tiers that an agency published, as dated data. APL 34; 国办发〔2022〕27号."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources
from typing import Any

from tongpan.law.citation import Citation
from tongpan.law.discretion.ranges import FineRange, statutory_ranges
from tongpan.law.labelled import Labelled
from tongpan.law.money import NOTHING, Money, yuan
from tongpan.law.titles import APL, DISCRETION_OPINION
from tongpan.law.verdict import LAWFUL, Breach, Grade, Verdict

PUBLISHED = Citation(APL, 34, figures=("应当向社会公布",), gist="裁量基准应当向社会公布")
WITHIN_STATUTE = Citation(DISCRETION_OPINION, "（六）", gist="罚款档次严格限定在法定幅度内，划分阶次")
SUPERIOR_FIRST = Citation(DISCRETION_OPINION, "（五）", gist="不得超出上级划定的阶次或者幅度，冲突的适用上级基准")


class MakerLevel(Labelled):
    """Whose benchmark it is (基准制定机关)."""

    OWN = "OWN", "本机关"
    SUPERIOR = "SUPERIOR", "上级机关"


@dataclass(frozen=True, slots=True)
class Tier:
    """One step of a benchmark (裁量阶次): what must all be so, and from how much to how much."""

    name: str
    conditions: tuple[str, ...]
    minimum: Money
    maximum: Money


@dataclass(frozen=True, slots=True)
class Benchmark:
    """
    One benchmark for one violation.

    `until` is the first day on which it no longer applies. `complete` is False where the table was not read to its end.
    """

    id: str
    violation: str
    title: str
    maker: str
    maker_level: MakerLevel
    area: str
    fines: FineRange
    tiers: tuple[Tier, ...]
    effective: date
    until: date | None
    last_checked: date
    grade: Grade
    source: str
    complete: bool = True
    published: bool = True

    def in_force(self, on: date) -> bool:
        """Tell whether it applies on a day."""
        return self.effective <= on and (self.until is None or on < self.until)


@cache
def benchmarks() -> Sequence[Benchmark]:
    """
    Return the benchmarks that ship with this package.

    Law: APL 34.
    """
    text = resources.files("tongpan.law").joinpath("discretion", "benchmarks.toml").read_text(encoding="utf-8")
    return read_benchmarks(text)


def read_benchmarks(text: str) -> Sequence[Benchmark]:
    """
    Return the benchmarks of a file, as a county writes its own.

    Law: APL 34; 国办发〔2022〕27号（六）.

    :raises LawRefused: if a sum cannot be read
    """
    return tuple(map(_benchmark, tomllib.loads(text)["benchmark"]))


def _benchmark(row: Mapping[str, Any]) -> Benchmark:
    return Benchmark(
        id=row["id"],
        violation=row["violation"],
        title=row["title"],
        maker=row["maker"],
        maker_level=MakerLevel(row["maker_level"]),
        area=row["area"],
        fines=statutory_ranges()[row["range"]],
        tiers=tuple(map(_tier, row["tier"])),
        effective=row["effective"],
        until=row.get("until"),
        last_checked=row["last_checked"],
        grade=row["grade"],
        source=row["source"],
        complete=row.get("complete", True),
        published=row.get("published", True),
    )


def _tier(row: Mapping[str, Any]) -> Tier:
    minimum = row.get("minimum")
    return Tier(
        row["name"],
        tuple(row["conditions"]),
        NOTHING if minimum is None else yuan(minimum),
        yuan(row["maximum"]),
    )


def check_benchmark(benchmark: Benchmark, on: date) -> Verdict:
    """
    Test whether a benchmark may be applied on a day, and is sound in itself.

    Law: APL 34; 国办发〔2022〕27号（六）.
    """
    verdict: list[Breach] = []
    if not benchmark.published:
        verdict.append(
            Breach(
                "discretion.benchmark.unpublished",
                "没有向社会公布的裁量基准不能适用",
                PUBLISHED,
                missing="先公布，或者按法定幅度说明裁量理由",
            )
        )
    if not benchmark.in_force(on):
        verdict.append(
            Breach(
                "discretion.benchmark.not_in_force",
                f"{benchmark.title}在{on:%Y-%m-%d}不适用",
                PUBLISHED,
                missing="改用当日适用的裁量基准",
            )
        )
    if any(not _inside(tier, benchmark.fines) for tier in benchmark.tiers):
        verdict.append(
            Breach(
                "discretion.benchmark.beyond_statute",
                f"裁量阶次超出法定幅度{benchmark.fines}",
                WITHIN_STATUTE,
                missing="由制定机关改正，改正前按法定幅度裁量",
            )
        )
    if not benchmark.complete:
        verdict.append(
            Breach(
                "discretion.benchmark.incomplete",
                "该裁量基准没有收录完整，只能参考",
                WITHIN_STATUTE,
                grade="C",
                missing="查阅原表并补录",
            )
        )
    return tuple(verdict)


def _inside(tier: Tier, fines: FineRange) -> bool:
    return fines.minimum <= tier.minimum <= tier.maximum <= fines.maximum


def check_refinement(own: Benchmark, superior: Benchmark) -> Verdict:
    """
    Test whether an agency's own benchmark stays within its superior's.

    Each own tier must lie within one tier of the superior's.

    Law: 国办发〔2022〕27号（五）.
    """
    beyond = [
        tier.name
        for tier in own.tiers
        if not any(each.minimum <= tier.minimum and tier.maximum <= each.maximum for each in superior.tiers)
    ]
    if not beyond:
        return LAWFUL
    return (
        Breach(
            "discretion.benchmark.beyond_superior",
            f"本机关基准的{'、'.join(beyond)}超出上级划定的阶次或者幅度，应当适用{superior.title}",
            SUPERIOR_FIRST,
            missing="适用上级机关的裁量基准",
        ),
    )


def fitting_tiers(benchmark: Benchmark, found: frozenset[str]) -> tuple[Tier, ...]:
    """
    Return the tiers whose conditions are all found.

    Law: APL 34.
    """
    return tuple(tier for tier in benchmark.tiers if found.issuperset(tier.conditions))
