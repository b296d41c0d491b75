"""裁量: what the statute, the benchmark and the ladder make of what was found on the spot."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from tongpan.cases.domain.spot import Answered, Spot
from tongpan.cases.domain.weighing import CAPACITIES, FIELDS
from tongpan.law.citation import Citation
from tongpan.law.discretion.band import CaseFacts, Computation, check_fine, compute_band
from tongpan.law.discretion.benchmarks import Benchmark, benchmarks, check_benchmark
from tongpan.law.discretion.bounds import bounds_rule
from tongpan.law.discretion.ranges import FineRange
from tongpan.law.money import NOTHING, Money
from tongpan.law.penalty import sanction_range
from tongpan.law.penalty.correction import Correction, check_correction
from tongpan.law.penalty.defense import Reaction, check_not_heavier
from tongpan.law.penalty.kinds import PartyKind, PenaltyKind
from tongpan.law.penalty.ladder import (
    Application,
    LadderPolicy,
    Offence,
    Placement,
    Rung,
    Standing,
    check_application,
    place_on_ladder,
)
from tongpan.law.penalty.mitigation import Circumstance, Circumstances, check_mitigation
from tongpan.law.penalty.no_penalty import Conduct, Outcome, check_punishable, outcome
from tongpan.law.penalty.responsibility import (
    Act,
    Person,
    Responsibility,
    Treatment,
    check_responsibility,
    responsibility,
)
from tongpan.law.penalty.summary import fine_limit
from tongpan.law.procedure.adapting import punishment_of
from tongpan.law.verdict import LAWFUL, Breach, Verdict

TEN_YUAN: Final = 1000
"""fen; what is suggested is not finer"""


@dataclass(frozen=True, slots=True)
class Range:
    """One statutory range as the catalogue has it, or as it was typed with its text."""

    lowest: Money | None
    highest: Money | None
    citation: Citation
    condition: str = ""
    benchmark: Benchmark | None = None
    """the one that the county or its superior published for it"""

    def __str__(self) -> str:
        low, high = self.lowest, self.highest
        if high is None:
            return "幅度没有登记"
        said = f"{low}至{high}" if low is not None and low > NOTHING else f"{high}以下"
        return f"{self.condition}：{said}" if self.condition else said


@dataclass(frozen=True, slots=True)
class Setting:
    """What is known beside what was typed: the place, the day, the field, the ranges, earlier offences on record."""

    area: str
    on: date
    domain: str
    ranges: tuple[Range, ...] = ()
    refusal: Citation | None = None
    """the text by which only who refuses to correct is punished"""
    earlier: tuple[Offence, ...] | None = ()
    """None: of a party that cannot be looked up"""
    policy: LadderPolicy | None = None
    """the county's own policy of the ladder, in place of the one that ships"""


@dataclass(frozen=True, slots=True)
class Weighed:
    """How much may be imposed, and why."""

    range: Range | None
    """None: not known, or not chosen yet"""
    ceiling: Money | None
    computation: Computation | None
    responsibility: Responsibility | None
    outcome: Outcome | None
    ladder: Placement
    benchmark: Benchmark | None = None

    @property
    def suggestions(self) -> tuple[Money, ...]:
        """A few sums that lie in a band and under the ceiling: both ends and the middle of each, lightest first."""
        if self.computation is None or self.ceiling is None:
            return ()
        found: set[int] = set()
        for band in self.computation.bands:
            if band.minimum is None or band.maximum is None:
                continue
            low, high = max(band.minimum.fen, 1), min(band.maximum.fen, self.ceiling.fen)
            middle = (low + high) // 2 // TEN_YUAN * TEN_YUAN
            found |= {fen for fen in (low, middle, high) if low <= fen <= high and fen >= TEN_YUAN}
        return tuple(map(Money, sorted(found)))


def person_of(spot: Spot) -> Person | None:
    """Return the party as the rule on responsibility takes it."""
    return Person(spot.kind, spot.born_on, CAPACITIES[spot.lucid]) if spot.kind is not None else None


def conduct_of(spot: Spot) -> Conduct:
    """Return what 行政处罚法 33 asks."""
    return Conduct(spot.minor, spot.corrected, spot.harm, spot.first, spot.no_fault)


def circumstances_of(spot: Spot) -> Circumstances:
    """Return what 行政处罚法 32 asks; nothing is taken for examined that nobody looked at."""
    looked = spot.mitigating
    return Circumstances({} if looked is None else {each: each in looked for each in Circumstance})


def chosen_range(spot: Spot, setting: Setting) -> Range | None:
    """Return the range that applies: the only one, the one chosen, or the one typed with its text."""
    known = setting.ranges
    if len(known) == 1 and known[0].highest is not None:
        return known[0]
    if spot.range_no is not None and 0 <= spot.range_no < len(known) and known[spot.range_no].highest is not None:
        return known[spot.range_no]
    if spot.range_basis.strip() and spot.highest is not None:
        return Range(spot.lowest, spot.highest, Citation(spot.range_basis.strip(), ""))
    return None


def weigh(spot: Spot, setting: Setting) -> Weighed:
    """
    Return the range, the ceiling on the spot, the bands that are open, and where the local ladder places the case.

    Law: APL 5, 30 to 34, 51; each part cites its own.

    :raises LawRefused: if what was typed cannot be true together
    """
    person, act = person_of(spot), spot.act_on
    known = person is not None and act is not None and (person.born_on is None or person.born_on <= act)
    answer = responsibility(person, Act(act, act)) if known and person is not None and act is not None else None
    range_ = chosen_range(spot, setting)
    ceiling = fine_limit(spot.kind, setting.area, setting.on) if spot.kind is not None else None
    published = range_.benchmark if range_ is not None else None
    benchmark = published or _benchmark(spot, setting)
    computation = None
    if range_ is not None and range_.highest is not None:
        computation = compute_band(
            CaseFacts(answer, outcome(conduct_of(spot)), circumstances_of(spot), frozenset(spot.conditions)),
            FineRange(range_.lowest or NOTHING, range_.highest, range_.citation),
            bounds_rule(setting.on, setting.area, FIELDS.get(setting.domain, "")),
            benchmark,
        )
    return Weighed(range_, ceiling, computation, answer, outcome(conduct_of(spot)), _ladder(spot, setting), benchmark)


def _benchmark(spot: Spot, setting: Setting) -> Benchmark | None:
    fitting = [
        each
        for each in benchmarks()
        if each.violation == spot.matter_name
        and setting.area.startswith(each.area)
        and each.in_force(setting.on)
        and not any(breach.blocks for breach in check_benchmark(each, setting.on))
    ]
    return max(fitting, key=lambda each: (len(each.area), each.effective), default=None)


def _ladder(spot: Spot, setting: Setting) -> Placement:
    act = spot.act_on
    if act is None or setting.earlier is None:
        return Placement(None, "当事人身份不清楚，查不到此前的违法")
    earlier = tuple(each for each in setting.earlier if each.on <= act)
    standing = Standing(act, setting.domain, spot.minor, spot.corrected, spot.vulnerable, earlier)
    return place_on_ladder(standing, setting.area, setting.policy)


def spared(spot: Spot) -> Verdict:
    """
    Return why nobody is punished for this at all; the procedure says it again when it is decided.

    Law: APL 30, 31, 33.
    """
    person, act = person_of(spot), spot.act_on
    if person is None or act is None:
        return LAWFUL
    treatment = Treatment(penalty=True, lightened=bool(spot.lightened))
    return (*check_responsibility(person, Act(act, act), treatment), *check_punishable(conduct_of(spot)))


def objections(spot: Spot, setting: Setting) -> Verdict:
    """
    Return what stands against the penalty that is proposed, beside the gates of the procedure.

    Law: APL 5 ¶2, 28 ¶1, 30 to 34, 45 ¶2, 76 ¶1(2).

    :raises LawRefused: if what was typed cannot be true together
    """
    penalty = spot.proposed
    if penalty is None:
        return LAWFUL  # said by the procedure
    weighed = weigh(spot, setting)
    lightened = bool(spot.lightened)
    found: list[Breach] = [*check_mitigation(circumstances_of(spot), lightened=lightened)]
    if setting.refusal is not None and spot.refused is not True:
        said = "本事项只处罚责令改正后拒不改正的" + ("，还没有查明是否拒不改正" if spot.refused is None else "")
        missing = "先责令改正；改正了的不处罚，拒不改正的再处罚"
        found.append(Breach("spot.refusal.missing", said, setting.refusal, missing=missing))
    ordered = setting.on if spot.correcting in ("NOW", "DONE") else None
    found += check_correction(Correction(ordered), setting.on)
    if PenaltyKind.FINE in penalty.kinds and penalty.fine:
        found += _of_fine(penalty.fine, spot, weighed)
    found += _of_ladder(penalty.fine, weighed)
    decided = punishment_of(penalty)
    if spot.spoken is not None and decided is not None and (noticed := punishment_of(spot.spoken)) is not None:
        found += check_not_heavier(Reaction(noticed, decided, stated=True, asked_hearing=False, new_grounds=False))
    return tuple(each for each in found if each.blocks)


def _of_fine(fine: Money, spot: Spot, weighed: Weighed) -> Sequence[Breach]:
    range_ = weighed.range
    reduced = bool(spot.lightened) and (
        bool(spot.mitigating) or weighed.responsibility in (Responsibility.MUST_LIGHTEN, Responsibility.MAY_LIGHTEN)
    )
    bounds = sanction_range.FineBounds(
        fine,
        lowest=range_.lowest if range_ is not None else None,
        highest=range_.highest if range_ is not None else None,
        mitigated=reduced,
    )
    found = list(sanction_range.check_fine(bounds))
    if not found and weighed.computation is not None:
        found += [each for each in weighed.computation.open_points if each.code.startswith("discretion.tier.")]
        found += check_fine(fine, weighed.computation)
    return found


def _of_ladder(fine: Money | None, weighed: Weighed) -> Verdict:
    rung, range_ = weighed.ladder.rung, weighed.range
    if rung in (None, Rung.OUTSIDE) or range_ is None:
        return LAWFUL
    return check_application(Application(rung, exempted=False, fine=fine, lowest=range_.lowest, highest=range_.highest))


def heard(spot: Spot) -> bool | None:
    """Whether the party defended itself; None while nobody says so."""
    if spot.answered is None or spot.answered is Answered.SILENT:
        return None
    return spot.answered is Answered.STATED


def natural(kind: PartyKind | None) -> bool:
    """Whether age and capacity are asked (行政处罚法 30, 31)."""
    return kind in (PartyKind.CITIZEN, PartyKind.SOLE_TRADER)
