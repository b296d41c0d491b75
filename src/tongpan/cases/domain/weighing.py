"""裁量: from what was found of a charge to the band of its fine; what is not known is asked, not guessed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from tongpan.law.citation import Citation
from tongpan.law.discretion import bounds as spans
from tongpan.law.discretion.band import CaseFacts as Found
from tongpan.law.discretion.band import Computation, check_fine, compute_band
from tongpan.law.discretion.benchmarks import Benchmark
from tongpan.law.discretion.bounds import Direction
from tongpan.law.discretion.ranges import FineRange
from tongpan.law.facts import CaseFacts, Charge, Party
from tongpan.law.facts.bounding import FineBounds, Stretch
from tongpan.law.money import Money, yuan
from tongpan.law.penalty import responsibility as ages
from tongpan.law.penalty.mitigation import Circumstance, Circumstances, check_mitigation, must_lighten
from tongpan.law.penalty.no_penalty import Conduct, outcome
from tongpan.law.refusal import LawRefused
from tongpan.law.verdict import Breach, Verdict
from tongpan.powers.domain.benchmarking import as_law
from tongpan.powers.domain.finerange import FineEntry, MatterFines

Answers = Mapping[str, Any]
FIELDS: Final[Mapping[str, str]] = {
    "market": "市场监管", "food_drug": "市场监管", "agriculture": "农业", "ecology": "生态环境",
}  # fmt: skip
"""the branch of administration that an instrument on bounds is written for, by field"""
CAPACITIES: Final = {True: ages.Capacity.SOUND, False: ages.Capacity.NONE, None: None}


@dataclass(frozen=True, slots=True)
class TierState:
    """One tier of the benchmark, and which of its conditions were found, found absent, or not looked into."""

    name: str
    minimum: Money
    maximum: Money
    conditions: tuple[tuple[str, bool | None], ...]

    @property
    def fits(self) -> bool | None:
        """Whether all are there; None while one is open and none is absent."""
        answers = [found for _, found in self.conditions]
        return False if False in answers else None if None in answers else True

    @property
    def mark(self) -> str:
        """The answer in a word."""
        return {True: "符合", False: "不符合", None: "没有核对完"}[self.fits]


@dataclass(frozen=True, slots=True)
class Leave:
    """An approved departure: the sum it was approved for."""

    fine: Money
    reason: str


@dataclass(frozen=True, slots=True)
class Weighed:
    """The discretion in one charge. `fines` None: the matter stands in no catalogue of ours."""

    party: str
    cause: str
    answers: Answers
    fines: MatterFines | None
    entries: tuple[FineEntry, ...] = ()
    entry: FineEntry | None = None
    range: FineRange | None = None
    benchmark: Any = None
    tiers: tuple[TierState, ...] = ()
    tier: str = ""
    computation: Computation | None = None
    circumstances: Circumstances = field(default_factory=lambda: Circumstances({}))
    to_ask: tuple[str, ...] = ()
    bounds: FineBounds | None = None
    warnings: Verdict = ()
    departures: tuple[Any, ...] = ()
    """what was asked and answered about leaving the benchmark, the latest first"""

    @property
    def waiting(self) -> Any:
        """The departure that waits for an answer, None where none does."""
        return next((row for row in self.departures if row.decided_at is None), None)

    @property
    def bands_text(self) -> str:
        """The bands in a line."""
        bands = self.computation.bands if self.computation is not None else ()
        return "；".join(map(str, bands))[:300]


def weigh(
    facts: CaseFacts,
    charge: Charge,
    answers: Answers,
    fines: MatterFines | None,
    benchmarks: Mapping[tuple[str, str], Any],
    today: date,
    leave: Leave | None = None,
) -> Weighed:
    """
    Return the discretion in a charge: range, tier, bands, and what is still to be found out.

    Law: APL 5, 28–34; 国办发〔2022〕27号（五）、（六）、（十二）.
    """
    circumstances = circumstances_of(answers)
    if fines is None:
        return Weighed(charge.party, charge.cause, answers, None, circumstances=circumstances)
    party = next(each for each in facts.parties if each.id == charge.party)
    entries = tuple(each for each in fines.entries if party.kind in each.parties)
    entry, asked = _entry(entries, answers)
    row = benchmarks.get((charge.cause, entry.key)) if entry is not None else None
    span, more = _range(entry, row, answers, fines)
    asked += more
    law = _benchmark(row, span, fines.citation, today)
    tiers = _tiers(law, answers)
    tier, settled = _tier(tiers, answers)
    computation = None
    if span is not None:
        rule = spans.bounds_rule(today, facts.province or "", FIELDS.get(fines.domain, ""))
        chosen = _only(law, tier)
        computation = compute_band(_found(charge, party, answers, circumstances, row, tier, law), span, rule, chosen)
        asked += [f"{each.message}：{each.missing}" for each in computation.open_points]
    bounds = _bounds(charge, party, fines, entries, span, law, tier, settled, computation, circumstances, leave)
    fine = charge.proposed.fine if charge.proposed is not None else None
    warnings: tuple[Breach, ...] = ()
    if fine is not None and computation is not None:
        warnings = check_fine(fine, computation)
    if charge.proposed is not None and circumstances.present:
        warnings += check_mitigation(circumstances, lightened=charge.lightened)
    return Weighed(
        charge.party, charge.cause, answers, fines, entries, entry, span, row, tiers, tier, computation, circumstances,
        tuple(dict.fromkeys(asked)), bounds, warnings,
    )  # fmt: skip


def circumstances_of(answers: Answers) -> Circumstances:
    """Return what was found of the circumstances of 行政处罚法 32."""
    known: Mapping[str, bool] = answers.get("circumstances", {})
    basis = answers.get("basis") or {}
    named = Citation(basis["statute"], basis["article"]) if basis.get("statute") and basis.get("article") else None
    return Circumstances({each: known[each.value] for each in Circumstance if each.value in known}, named)


def _entry(entries: Sequence[FineEntry], answers: Answers) -> tuple[FineEntry | None, list[str]]:
    if not entries:
        return None, []
    chosen = next((each for each in entries if each.key == answers.get("entry")), None)
    if chosen is not None:
        return chosen, []
    if len(entries) == 1:
        only = entries[0]
        return only, [f"这一档罚款以“{only.condition}”为条件，要查明并选定"] if only.condition else []
    return None, ["本事项对这类当事人有几档罚款，要先确定适用哪一档"]


def _range(
    entry: FineEntry | None, row: Any, answers: Answers, fines: MatterFines
) -> tuple[FineRange | None, list[str]]:
    if entry is None:
        return None, []
    if row is not None and not entry.plain:
        return FineRange(yuan(row.lowest), yuan(row.highest), Citation(row.range_text or row.title, "")), []
    try:
        base = Decimal(str(answers["base"])) if answers.get("base") else None
        found = entry.on(base, fines.citation)
    except (LawRefused, InvalidOperation) as refused:
        return None, [f"计算基数不对：{refused}"]
    if found is not None:
        return found, []
    if entry.base:
        return None, [f"罚款按“{entry.base}”计算，要先查明并登记"]
    return None, ["条文没有定罚款数额：请按规定数额的法规、规章办理，并请清单管理员连同依据录入裁量基准"]


def _benchmark(row: Any, span: FineRange | None, citation: Citation, today: date) -> Benchmark | None:
    return as_law(row, span.citation if span is not None else citation, today) if row is not None else None


def _tiers(law: Benchmark | None, answers: Answers) -> tuple[TierState, ...]:
    known: Mapping[str, bool] = answers.get("conditions", {})
    return tuple(
        TierState(each.name, each.minimum, each.maximum, tuple((words, known.get(words)) for words in each.conditions))
        for each in (law.tiers if law is not None else ())
    )


def _tier(tiers: Sequence[TierState], answers: Answers) -> tuple[str, str]:
    """Return the tier that applies, or what has to be found out before one does."""
    if not tiers:
        return "", ""
    fitting = [each.name for each in tiers if each.fits]
    if len(fitting) == 1:
        return fitting[0], ""
    if fitting:
        chosen = answers.get("tier", "")
        if chosen in fitting and answers.get("tier_why"):
            return chosen, ""
        return "", f"同时符合{'、'.join(fitting)}，请选定一个并写明理由"
    if any(each.fits is None for each in tiers):
        return "", "阶次的情形没有核对完"
    return "", "查明的情节不符合任何一个阶次；要处罚的，按偏离裁量基准报批"


def _only(law: Benchmark | None, tier: str) -> Benchmark | None:
    """Return the benchmark with the tier that applies alone, where a person had to choose it."""
    if law is None or not tier:
        return law
    return Benchmark(
        law.id, law.violation, law.title, law.maker, law.maker_level, law.area, law.fines,
        tuple(each for each in law.tiers if each.name == tier), law.effective, law.until, law.last_checked, law.grade,
        law.source, law.complete, law.published,
    )  # fmt: skip


def _found(
    charge: Charge, party: Party, answers: Answers, circumstances: Circumstances, row: Any, tier: str,
    law: Benchmark | None,
) -> Found:  # fmt: skip
    known: Mapping[str, bool] = answers.get("conditions", {})
    local: Mapping[str, bool] = answers.get("local", {})
    conditions = frozenset(words for words, found in known.items() if found)
    if law is not None and not tier:
        conditions = frozenset(words for each in law.tiers for words in each.conditions if known.get(words))
    conduct = Conduct(charge.minor, charge.corrected, charge.consequences, charge.first, charge.no_fault)
    return Found(
        responsibility=responsibility_of(party, charge),
        outcome=outcome(conduct),
        circumstances=circumstances,
        conditions=conditions,
        may_lighten=tuple(each for each in (row.lightening if row is not None else ()) if local.get(each)),
        may_aggravate=tuple(each for each in (row.aggravating if row is not None else ()) if local.get(each)),
        emergency=bool(answers.get("emergency")),
    )


def responsibility_of(party: Party, charge: Charge) -> ages.Responsibility | None:
    """Return what follows from age and capacity; None while it is open."""
    if charge.act_on is None:
        return None
    person = ages.Person(party.kind, party.born_on, CAPACITIES[party.lucid], party.opinion)
    try:
        return ages.responsibility(person, ages.Act(charge.act_on, charge.act_until or charge.act_on))
    except LawRefused:
        return None


def _bounds(
    charge: Charge, party: Party, fines: MatterFines, entries: Sequence[FineEntry], span: FineRange | None,
    law: Benchmark | None, tier: str, settled: str, computation: Computation | None, circumstances: Circumstances,
    leave: Leave | None,
) -> FineBounds | None:  # fmt: skip
    """What the law tests the fine against; nothing while no range is known at all."""
    if span is None:
        plain = [each.on(None, fines.citation) for each in entries]
        known = [each for each in plain if each is not None]
        if not known or len(known) < len(plain):
            return None
        lowest, highest = min(each.minimum for each in known), max(each.maximum for each in known)
    else:
        lowest, highest = span.minimum, span.maximum
    age = responsibility_of(party, charge)
    bands: tuple[Stretch, ...] = ()
    if tier and computation is not None:
        bands = tuple(
            Stretch(each.minimum, each.maximum)
            for each in computation.bands
            if each.direction is not Direction.NO_PENALTY and each.minimum is not None and each.maximum is not None
        )
    approved = leave.fine if leave is not None else None
    proposed = charge.proposed.fine if charge.proposed is not None else None
    let = approved is not None and approved == proposed
    return FineBounds(
        party=charge.party,
        cause=charge.cause,
        text=fines.place or "条文",
        lowest=lowest,
        highest=highest,
        bands=bands,
        unsettled=settled if law is not None and law.complete and not let else "",
        mitigated=must_lighten(circumstances, age) is True or age is ages.Responsibility.MAY_LIGHTEN,
        leaving=approved,
    )
