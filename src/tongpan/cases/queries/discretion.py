"""裁量 of a case: what was weighed, the band, what was approved; cases like it, and earlier ones of the same party."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from statistics import median
from typing import Any, Final
from uuid import UUID

from django.db.models import Case as When
from django.db.models import F, IntegerField, Q, QuerySet, Value
from django.db.models import When as Cond

from tongpan.agencies.domain.actor import Actor
from tongpan.cases import policies
from tongpan.cases.domain.weighing import Leave, Weighed, weigh
from tongpan.cases.models import (
    Case,
    CaseDeviation,
    CaseFact,
    CaseOfficer,
    CaseParty,
    ChargeOutcome,
    ChargeWeighing,
)
from tongpan.cases.queries.beside import has
from tongpan.cases.queries.educating import taught_before, with_education
from tongpan.kernel.errors import NotFound
from tongpan.law.facts import CaseFacts, Charge
from tongpan.law.facts.words import Role
from tongpan.law.money import Money
from tongpan.law.penalty.kinds import PartyKind, PenaltyKind
from tongpan.law.penalty.ladder import Offence, Placement, Rung, Standing, place_on_ladder
from tongpan.law.penalty.law_in_force import Comparison
from tongpan.law.penalty.no_penalty import Harm
from tongpan.law.refusal import LawRefused
from tongpan.powers import queries as powers

Key = tuple[str, str]
SHOWN: Final = 5
FACTOR: Final = 2
"""a proposal that is more than so many times the median of its likes, or less than that part of it, is pointed out"""
ENOUGH: Final = 3
"""fewer cases than this say nothing about what is usual"""


def weighed(case: Case, facts: CaseFacts, on: date) -> dict[Key, Weighed]:
    """Return the discretion in every charge of a case: two statements, and what the lists say from memory."""
    kept = ChargeWeighing.objects.filter(case=case) if has(case, "weighings") else ()
    answers = {(row.party, row.cause): row.answers for row in kept}
    departures = _departures(case) if has(case, "departures") else {}
    days = {_law_day(each, on) for each in facts.charges}
    codes = {each.cause for each in facts.charges}
    fines, benchmarks = powers.discretion_of(codes, case.town_id or case.district_id, days, on)
    found = {}
    for charge in facts.charges:
        key = (charge.party, charge.cause)
        ranges = fines[_law_day(charge, on)].get(charge.cause)
        asked = departures.get(key, ())
        granted = next((Leave(Money(row.fine_fen), row.reason) for row in asked if row.granted), None)
        one = weigh(facts, charge, answers.get(key, {}), ranges, benchmarks, on, granted)
        found[key] = replace(one, departures=tuple(asked))
    return found


def _law_day(charge: Charge, on: date) -> date:
    """The wording of the day of the act judges it, unless the newer one is lighter (处罚法 37)."""
    if charge.act_on is None or charge.comparison is Comparison.NEW_LIGHTER:
        return on
    return on if charge.continuing else charge.act_until or charge.act_on


def _departures(case: Case) -> dict[Key, list[CaseDeviation]]:
    """What was asked and answered about leaving the benchmark, by charge, the latest first."""
    found: dict[Key, list[CaseDeviation]] = {}
    for row in CaseDeviation.objects.filter(case=case).order_by("-asked_at", "-id"):
        found.setdefault((row.party, row.cause), []).append(row)
    return found


def deviations_in(actor: Actor, district_id: UUID) -> QuerySet[CaseDeviation]:
    """Return the departures from benchmarks in the cases of a district that the actor may know of, newest first."""
    seen = policies.visible(actor, Case.objects.filter(district_id=district_id)).values("pk")
    rows = CaseDeviation.objects.filter(district_id=district_id, case__in=seen)
    return rows.select_related("case").order_by("-asked_at")


def deviations_asked(actor: Actor) -> QuerySet[CaseDeviation]:
    """Return the departures that wait in cases in which the actor is named."""
    rows = CaseDeviation.objects.filter(decided_at__isnull=True)
    return rows.filter(case__officers__officer_id=actor.officer_id) if actor.officer_id else rows.none()


def deviations_waiting(actor: Actor) -> list[CaseDeviation]:
    """Return the departures that wait in cases of which the actor is the principal, oldest first: three statements."""
    if actor.officer_id is None:
        return []
    waiting = list(
        deviations_asked(actor).select_related("case").prefetch_related("case__parties").order_by("asked_at", "id")
    )
    ids = {row.case_id for row in waiting}
    if not ids:
        return []
    mine = CaseOfficer.objects.filter(case_id__in=ids, officer_id=actor.officer_id)
    handles = dict(mine.values_list("case_id", "handle"))
    principals: dict[UUID, str] = {}
    named = CaseFact.objects.filter(case_id__in=ids, table="assignments").order_by("place")
    for case_id, row in named.values_list("case_id", "row"):
        if row["role"] == Role.PRINCIPAL:
            principals[case_id] = row["officer"]
    return [row for row in waiting if principals.get(row.case_id) == handles.get(row.case_id)]


def deviation_for(actor: Actor, deviation_id: UUID) -> CaseDeviation:
    """
    Return one departure of a case that the actor may see.

    :raises NotFound: otherwise
    """
    row = CaseDeviation.objects.select_related("case__district", "case").filter(pk=deviation_id).first()
    if row is None:
        raise NotFound(policies.NO_CASE)
    policies.require(actor, row.case)
    return row


@dataclass(frozen=True, slots=True)
class Comparable:
    """One case like this, without anything that leads to a person or a place."""

    who: str
    tier: str
    harm: str
    first: str
    kinds: str
    fine: Money | None
    decided_on: date
    alike: int


@dataclass(frozen=True, slots=True)
class Likes:
    """The cases most like a charge, and what their fines say of the proposal."""

    rows: tuple[Comparable, ...]
    lowest: Money | None = None
    highest: Money | None = None
    median: Money | None = None
    departs: str = ""


HARMS: Final[Mapping[str, str]] = {
    Harm.NONE.value: "没有危害后果",
    Harm.SLIGHT.value: "后果轻微",
    Harm.CONSIDERABLE.value: "后果较大",
}
WORDS: Final = {True: "初次", False: "再次", None: "是否初次没有查明"}


def likes(case: Case, charge: Charge, party_kind: PartyKind, tier: str) -> Likes:
    """
    Return the closed cases of the district most like a charge, the most alike first, then the newest: one statement.

    Same matter always; then tier, harm, first or again, kind of party.
    """
    rows = ChargeOutcome.objects.filter(
        district_id=case.district_id, cause=charge.cause, closed_on__isnull=False
    ).exclude(case_id=case.pk)
    alike = sum(
        (
            When(Cond(condition, then=Value(weight)), default=Value(0), output_field=IntegerField())
            for condition, weight in (
                (Q(tier=tier) & ~Q(tier=""), 8),
                (Q(harm=charge.consequences.value if charge.consequences else "?"), 4),
                (Q(first=charge.first) & Q(first__isnull=False), 2),
                (Q(party_kind=party_kind.value), 1),
            )
        ),
        Value(0),
    )
    found = list(rows.annotate(alike=alike).order_by(F("alike").desc(), "-decided_on", "-id")[:SHOWN])
    fines = [row.fine_fen for row in found if row.fine_fen is not None]
    proposed = charge.proposed.fine if charge.proposed is not None else None
    return Likes(
        tuple(map(_comparable, found)),
        Money(min(fines)) if fines else None,
        Money(max(fines)) if fines else None,
        Money(int(median(fines))) if fines else None,
        departure(proposed, fines),
    )


def departure(proposed: Money | None, fines: Sequence[int]) -> str:
    """Return in figures how a fine departs from those of cases like it, or an empty text. Sums are fen."""
    if proposed is None or len(fines) < ENOUGH:
        return ""
    low, high, middle = Money(min(fines)), Money(max(fines)), Money(int(median(fines)))
    said = []
    if not low <= proposed <= high:
        said.append(f"拟罚{proposed}，不在{len(fines)}件同类案件的{low}至{high}之间")
    if proposed.fen > FACTOR * middle.fen or proposed.fen * FACTOR < middle.fen:
        said.append(f"与中位数{middle}相差超过{FACTOR}倍")
    return "；".join(said)


def _comparable(row: Any) -> Comparable:
    kinds = "、".join(PenaltyKind(kind).label for kind in row.kinds) if row.kinds else "不予处罚"
    return Comparable(
        who=f"{PartyKind(row.party_kind).label}（某）",
        tier=row.tier,
        harm=HARMS.get(row.harm, "危害后果没有登记"),
        first=WORDS[row.first],
        kinds=kinds,
        fine=Money(row.fine_fen) if row.fine_fen is not None else None,
        decided_on=row.decided_on,
        alike=row.alike,
    )


@dataclass(frozen=True, slots=True)
class LadderSeen:
    """Where a charge stands on the ladder: which rung, why, on which earlier cases; it only advises (M148–M150)."""

    placement: Placement
    earlier: tuple[Offence, ...]
    known: bool
    """whether the party is known well enough to find its earlier cases"""
    scope: str
    to_ask: tuple[str, ...]

    @property
    def advises(self) -> bool:
        """Whether it says anything of this charge."""
        return self.placement.rung not in (None, Rung.OUTSIDE)


def ladder(case: Case, facts: CaseFacts, charge: Charge, answers: Mapping[str, Any], on: date) -> LadderSeen | None:
    """Return the standing of a charge on the ladder, None where no policy binds here: four statements."""
    policy = powers.ladder_on(case.town_id or case.district_id, on)
    index = CaseParty.objects.filter(case=case, handle=charge.party).values_list("identity_index", flat=True).first()
    act_on = charge.act_on or on
    earlier = _earlier(case, charge.cause, index or "", act_on)
    standing = Standing(
        act_on=act_on,
        field=case.domain,
        minor=charge.minor,
        corrected=charge.corrected,
        vulnerable=answers.get("vulnerable"),
        earlier=earlier,
    )
    try:
        placed = place_on_ladder(standing, facts.province, policy)
    except LawRefused:
        return None
    if policy is None and placed.rung is Rung.OUTSIDE:
        return None
    asked = list(placed.to_find_out)
    if charge.corrected and not answers.get("corrected_by"):
        asked.append("改正的证据：复查笔录、照片等，写明是哪一份")
    if not index:
        asked.append("当事人的证件号码，才能查此前的案件")
    scope = "地方政策"
    if policy is not None:
        whom = "弱势群体的轻微违法" if policy.vulnerable_only else "非重点领域的轻微违法"
        scope = f"{policy.source}：只适用于{whom}，追溯{policy.look_back_months}个月"
    return LadderSeen(placed, earlier, bool(index), scope, tuple(asked))


def _earlier(case: Case, cause: str, index: str, act_on: date) -> tuple[Offence, ...]:
    """Return the earlier offences of the same party and matter in the district: closed cases and recorded education."""
    if not index:
        return ()
    rows = ChargeOutcome.objects.filter(identity_index=index, cause=cause, district_id=case.district_id)
    rows = rows.filter(Q(closed_on__isnull=False) | Q(educated=True)).exclude(case_id=case.pk).order_by("decided_on")
    decided = [(row.case_id, row.party, Offence(row.act_on or row.decided_on, bool(row.corrected))) for row in rows]
    taught = taught_before(index, cause, district_id=case.district_id, but=case.pk)
    return tuple(each for each in with_education(decided, taught) if each.on <= act_on)
