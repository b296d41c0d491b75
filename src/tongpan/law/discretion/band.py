"""The band (裁量区间): from facts, statute, bounds and tier to where the fine may lie, and why."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tongpan.law.citation import Citation
from tongpan.law.discretion.benchmarks import Benchmark, Tier, fitting_tiers
from tongpan.law.discretion.bounds import BoundsRule, Direction
from tongpan.law.discretion.ranges import FineRange
from tongpan.law.money import NOTHING, Money
from tongpan.law.penalty.mitigation import MITIGATION, Circumstances, must_lighten
from tongpan.law.penalty.no_penalty import MINOR, Outcome
from tongpan.law.penalty.responsibility import AGE, CAPACITY, Responsibility
from tongpan.law.titles import APL, DISCRETION_OPINION
from tongpan.law.verdict import LAWFUL, Breach, Verdict

BENCHMARK = Citation(APL, 34, figures=("裁量基准",), gist="可以制定裁量基准，规范行使裁量权")
PROPORTION = Citation(APL, 5, 2, figures=("社会危害程度相当",), gist="处罚与事实、性质、情节、危害相当")
EMERGENCY = Citation(APL, 49, figures=("依法快速、从重处罚",), gist="违反突发事件应对措施的从重处罚")
APPLIED = Citation(DISCRETION_OPINION, "（十二）", gist="偏离裁量基准须经批准或者集体讨论并附卷")


@dataclass(frozen=True, slots=True)
class CaseFacts:
    """
    What was found out that moves a penalty; None is not found out.

    `conditions` are the conditions of the tiers that were found. `may_lighten` and `may_aggravate` are circumstances
    that the applicable instrument lists, in its words. `emergency`: it broke a measure against an emergency.
    """

    responsibility: Responsibility | None
    outcome: Outcome | None
    circumstances: Circumstances
    conditions: frozenset[str] = frozenset()
    may_lighten: tuple[str, ...] = ()
    may_aggravate: tuple[str, ...] = ()
    emergency: bool = False


@dataclass(frozen=True, slots=True)
class Band:
    """Where the fine may lie if the penalty goes that way, both ends included; None is no fine."""

    direction: Direction
    minimum: Money | None
    maximum: Money | None

    def contains(self, fine: Money) -> bool:
        """Tell whether a fine lies in the band."""
        return self.minimum is not None and self.maximum is not None and self.minimum <= fine <= self.maximum

    def __str__(self) -> str:
        if self.minimum is None or self.maximum is None:
            return self.direction.label
        return f"{self.direction.label}：{self.minimum}至{self.maximum}"


@dataclass(frozen=True, slots=True)
class Computation:
    """The bands that are open, lightest first; the reasons in Chinese; and what a person has to settle before."""

    bands: tuple[Band, ...]
    reasons: tuple[str, ...]
    open_points: Verdict


def compute_band(
    facts: CaseFacts, fines: FineRange, bounds: BoundsRule | None = None, benchmark: Benchmark | None = None
) -> Computation:
    """
    Return the bands in which the fine may lie, with reasons and open points.

    Law: APL 5 ¶2; 30–34; 49; 国办发〔2022〕27号（六）、（十二）.
    Reading: a duty to lighten shuts out ordinary and heavy; bounds are taken of the statutory range and do not pass the
    tier; going below the lowest needs a lowest (ADR 0036).
    """
    tier, tier_points = _tier(facts, benchmark)
    directions, reasons, points = _directions(facts)
    reasons = [f"法定幅度{fines}（{fines.citation}）", *reasons]
    if tier is not None and benchmark is not None:
        reasons.append(f"属于“{tier.name}”，{benchmark.title}定为{tier.minimum}至{tier.maximum}")
    bands, said = [], []
    for direction in directions:
        band, why = _band(direction, fines, bounds, tier)
        if band is not None:
            bands.append(band)
        said.append(why)
    undetermined = Direction.NO_PENALTY not in directions and bounds is None and tier is None
    points = [*points, *tier_points, *([_no_benchmark()] if undetermined else [])]
    return Computation(tuple(bands), (*reasons, *filter(None, said)), tuple(points))


def _tier(facts: CaseFacts, benchmark: Benchmark | None) -> tuple[Tier | None, Sequence[Breach]]:
    if benchmark is None:
        return None, ()
    tiers = fitting_tiers(benchmark, facts.conditions)
    if len(tiers) == 1:
        return tiers[0], ()
    if tiers:
        names = "、".join(tier.name for tier in tiers)
        return None, (
            Breach(
                "discretion.tier.several",
                f"同时符合{names}，适用哪一阶次要由人判断",
                BENCHMARK,
                missing="说明适用哪一阶次及理由",
            ),
        )
    return None, (
        Breach(
            "discretion.tier.none",
            "查明的情节不符合裁量基准的任何一个阶次",
            BENCHMARK,
            missing="补充查明情节，或者按偏离基准报批",
        ),
    )


def _no_benchmark() -> Breach:
    return Breach(
        "discretion.benchmark.none",
        "没有适用的裁量基准或者幅度规则，只有法定幅度",
        PROPORTION,
        grade="D",
        missing="参照同类案件并在决定书中说明裁量理由",
    )


def _directions(facts: CaseFacts) -> tuple[list[Direction], list[str], list[Breach]]:
    """Which ways are open: what rules a penalty out first, then what must lighten, then the rest."""
    if facts.responsibility is Responsibility.MUST_NOT:
        return [Direction.NO_PENALTY], [f"依年龄或者责任能力不予处罚（{AGE}；{CAPACITY}）"], []
    if facts.outcome is Outcome.MUST_NOT:
        return [Direction.NO_PENALTY], [f"依法不予处罚（{MINOR}）"], []
    points = list(_unknowns(facts))
    lighten = must_lighten(facts.circumstances, facts.responsibility)
    directions, reasons = _weighed(facts, lighten)
    if lighten and facts.emergency:
        points.append(
            Breach(
                "discretion.conflicting",
                "既应当从轻或者减轻，又应当从重，要由负责人集体讨论综合考虑",
                EMERGENCY,
                missing="集体讨论并写明综合考虑的理由",
            )
        )
    if facts.outcome is Outcome.MAY_NOT:
        directions = [Direction.NO_PENALTY, *directions]
        reasons.append(f"初次违法且后果轻微并及时改正，可以不予处罚（{MINOR}）")
    return directions, reasons, points


def _unknowns(facts: CaseFacts) -> Iterable[Breach]:
    if facts.responsibility is None:
        yield Breach(
            "discretion.responsibility.unknown",
            "当事人的年龄或者责任能力尚不清楚，可能影响是否处罚、从轻或者减轻",
            AGE,
            missing="查明出生日期和责任能力",
        )
    if facts.outcome is None:
        yield Breach(
            "discretion.outcome.unknown",
            "是否属于不予处罚的情形尚不清楚",
            MINOR,
            missing="查明是否轻微、是否初次、是否及时改正、有无危害后果和过错",
        )
    if facts.circumstances.unexamined:
        yield Breach(
            "discretion.circumstances.unexamined",
            "还没有逐项查明应当从轻或者减轻的情形",
            MITIGATION,
            missing="逐项核对并记录",
        )


def _weighed(facts: CaseFacts, lighten: bool | None) -> tuple[list[Direction], list[str]]:
    reasons = [f"有“{each.label}”，应当从轻或者减轻（{each.citation}）" for each in facts.circumstances.present]
    if facts.responsibility is Responsibility.MUST_LIGHTEN:
        reasons.append(f"不满十八周岁，应当从轻或者减轻（{AGE}）")
    if facts.emergency:
        reasons.append(f"违反突发事件应对措施，应当从重（{EMERGENCY}）")
    if facts.responsibility is Responsibility.MAY_LIGHTEN:
        reasons.append(f"责任能力不完全，可以从轻或者减轻（{CAPACITY}）")
    reasons.extend(f"有“{each}”，可以从轻或者减轻" for each in facts.may_lighten)
    reasons.extend(f"有“{each}”，可以从重" for each in facts.may_aggravate)

    lighter = [Direction.REDUCED, Direction.LIGHT]
    if lighten:
        return [*lighter, *([Direction.HEAVY] if facts.emergency else [])], reasons
    if facts.emergency:
        return [Direction.HEAVY], reasons
    may = bool(facts.may_lighten) or facts.responsibility is Responsibility.MAY_LIGHTEN
    open_lighter = may or lighten is None or facts.responsibility is None
    return [
        *(lighter if open_lighter else []),
        Direction.ORDINARY,
        *([Direction.HEAVY] if facts.may_aggravate else []),
    ], reasons


def _band(
    direction: Direction, fines: FineRange, bounds: BoundsRule | None, tier: Tier | None
) -> tuple[Band | None, str]:
    """One direction's band, and a sentence on where it comes from."""
    if direction is Direction.NO_PENALTY:
        return Band(direction, None, None), ""
    if direction is Direction.REDUCED:
        if fines.minimum == NOTHING:
            return None, "法律没有规定罚款的最低数额，减轻只能选择更轻的处罚种类或者不并处"
        return Band(direction, NOTHING, Money(fines.minimum.fen - 1)), f"减轻为低于法定最低的{fines.minimum}"
    if direction is Direction.ORDINARY and tier is not None:
        return Band(direction, tier.minimum, tier.maximum), ""
    share = None if bounds is None else bounds.share(direction, fines)
    if share is None or bounds is None:
        low, high = fines.minimum, fines.maximum
        why = f"没有规定{direction.label}的幅度，在法定幅度内从{'高' if direction is Direction.HEAVY else '低'}把握"
        why = "" if direction is Direction.ORDINARY else why
    else:
        low, high = share.within(fines.minimum, fines.maximum)
        why = f"按《{bounds.title}》{bounds.place}，{direction.label}为{low}至{high}"
    if tier is not None and direction is Direction.LIGHT:
        high = max(low, min(high, tier.maximum))
    if tier is not None and direction is Direction.HEAVY:
        low = min(high, max(low, tier.minimum))
    return Band(direction, low, high), why


def check_fine(fine: Money | None, computation: Computation) -> Verdict:
    """
    Test a fine against the bands that are open; None is no fine.

    Outside the bands but within the statute it is a deviation, and `check_deviation` asks for what that takes.

    Law: APL 5 ¶2; 30–33; 国办发〔2022〕27号（十二）.
    """
    if fine is None or any(band.contains(fine) for band in computation.bands):
        return LAWFUL
    if all(band.direction is Direction.NO_PENALTY for band in computation.bands):
        return (
            Breach("discretion.fine.none_due", "依法不予处罚，不能罚款", MINOR, missing="作出不予处罚决定并进行教育"),
        )
    said = "；".join(map(str, computation.bands))
    return (
        Breach(
            "discretion.fine.off_band",
            f"罚款{fine}不在裁量区间内（{said}）",
            APPLIED,
            missing="改到区间内，或者按偏离裁量基准报批并附卷",
        ),
    )
