"""Summary procedure (简易程序): which penalties may be decided on the spot. APL 51."""

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Final

from tongpan.law.checklist import Requirement, check_all
from tongpan.law.citation import Citation
from tongpan.law.money import Money, yuan
from tongpan.law.penalty.hearing_range import SoleTraders
from tongpan.law.penalty.kinds import PartyKind, PenaltyKind
from tongpan.law.penalty.local_rules import binding, parameter_text, read_source
from tongpan.law.penalty.punishment import Punishment
from tongpan.law.refusal import LawRefused
from tongpan.law.statutes import StatuteLevel, ranks_among
from tongpan.law.titles import APL
from tongpan.law.verdict import LAWFUL, Breach, Verdict

RANGE: Final = Citation(APL, 51, figures=("二百元以下", "三千元以下"), gist="事实确凿、有依据的小额罚款或者警告")
HEARING: Final = Citation(APL, 63, 1, gist="听证范围内的处罚要告知听证权利")

CITIZEN_LIMIT: Final = yuan(200)
"""the highest fine on a citizen on the spot, itself included (以下)"""
ORGANIZATION_LIMIT: Final = yuan(3000)
"""the highest fine on an organization on the spot, itself included (以下)"""

KINDS: Final = frozenset({PenaltyKind.WARNING, PenaltyKind.FINE})
"""all that can be decided on the spot: neither criticism nor confiscation"""

READING: Final = "ADR-0023"

_LIMITS: Final = {PartyKind.CITIZEN: CITIZEN_LIMIT, PartyKind.ORGANIZATION: ORGANIZATION_LIMIT}


@dataclass(frozen=True, slots=True)
class OtherLimit:
    """Another limit that a law sets for on-the-spot fines (法律另有规定)."""

    citation: Citation
    most: Money


@dataclass(frozen=True, slots=True)
class SummaryCase:
    """
    A penalty that is to be decided on the spot.

    `facts_certain` is 违法事实确凿, `legal_basis` 有法定依据; `hearing_due` whether it is in the range of hearings.
    """

    punishment: Punishment
    party: PartyKind
    on: date
    facts_certain: bool | None
    legal_basis: bool | None
    hearing_due: bool | None = False
    other_limit: OtherLimit | None = None


_CERTAIN: Final[Requirement[SummaryCase]] = Requirement(
    lambda case: case.facts_certain,
    Breach("summary.facts.uncertain", "违法事实不确凿，不能当场处罚", RANGE, missing="改用普通程序调查"),
    Breach("summary.facts.unknown", "还没有确认违法事实是否确凿", RANGE, missing="当场查清，不能查清的改用普通程序"),
)
_BASED: Final[Requirement[SummaryCase]] = Requirement(
    lambda case: case.legal_basis,
    Breach("summary.basis.missing", "没有处罚的法定依据", RANGE, missing="不予处罚"),
    Breach("summary.basis.unknown", "还没有确认处罚的法定依据", RANGE, missing="查明法律、法规、规章的条款"),
)


def check_range(case: SummaryCase, province: str | None = None) -> Verdict:
    """
    Test whether a penalty may be decided on the spot (INV-42).

    Law: APL 51; 63. SAMR 66; HURD 12; AGR 25; TRA 60.
    Reading: a sole trader counts as a citizen unless the place says otherwise (ADR-0023).
    """
    found = list(check_all((_CERTAIN, _BASED), case))
    beyond = [kind.label for kind in PenaltyKind if kind in case.punishment.kinds - KINDS]
    if beyond:
        said = f"{'、'.join(beyond)}不能当场决定，只有警告和小额罚款可以"
        found.append(Breach("summary.kind", said, RANGE, missing="改用普通程序"))
    found.extend(_check_hearing(case))
    if PenaltyKind.FINE in case.punishment.kinds:
        found.extend(_check_fine(case, province))
    return tuple(found)


def _check_hearing(case: SummaryCase) -> Verdict:
    if case.hearing_due:
        said = "拟作出的处罚属于听证范围，不能当场决定"
        return (Breach("summary.hearing", said, HEARING, missing="改用普通程序，告知听证权利"),)
    if case.hearing_due is None:
        said = "本地的听证标准尚未查到"
        missing = "核实本地标准；罚款在当场处罚限额之内的，一般不会达到"
        return (Breach("summary.hearing.unknown", said, HEARING, "C", missing),)
    return LAWFUL


def fine_limit(party: PartyKind, province: str | None, on: date) -> Money:
    """
    Return the highest fine on the spot, itself included.

    Law: APL 51.
    Reading: a sole trader as the place says, otherwise as a citizen (ADR-0023).

    :raises LawRefused: if nothing says as whom a sole trader counts on that day
    """
    return _LIMITS[_counts_as(province, on).counts_as if party is PartyKind.SOLE_TRADER else party]


def _counts_as(province: str | None, on: date) -> SoleTraders:
    rows = binding(sole_traders(), province, on)
    if not rows:
        raise LawRefused("summary.trader.unset", "该日期没有个体工商户当场罚款限额的规定，请核对日期", "on")
    return rows[0]


def place_counts(province: str | None, on: date) -> bool:
    """
    Tell whether a place says in writing as whom a sole trader counts.

    Law: APL 51.
    """
    return _counts_as(province, on).source.grade in ("A", "B")


def _check_fine(case: SummaryCase, province: str | None) -> Verdict:
    fine = case.punishment.fine
    other = case.other_limit
    if other is not None and ranks_among(other.citation.statute, {StatuteLevel.LAW}):
        if fine <= other.most:
            return LAWFUL
        said = f"罚款{fine}超过{other.citation}规定的当场处罚限额{other.most}"
        return (Breach("summary.fine.other_law", said, other.citation, missing="改用普通程序"),)
    limit = fine_limit(case.party, province, case.on)
    if fine <= limit:
        return LAWFUL
    said = f"罚款{fine}超过对{case.party.label}当场处罚的限额{limit}"
    breach = Breach("summary.fine.too_high", said, RANGE, missing="改用普通程序")
    if case.party is PartyKind.SOLE_TRADER and fine <= ORGANIZATION_LIMIT:
        return (_ask_trader(breach, province, case.on),)
    return (breach,)


def _ask_trader(breach: Breach, province: str | None, on: date) -> Breach:
    """Between the two limits the readings part: the question goes to a person, unless the place has answered it."""
    if place_counts(province, on):
        return breach
    said = f"{breach.message}；个体工商户按公民还是按组织计算，法律没有规定"
    missing = "改用普通程序；本地有明文按组织计算的，登记该规定"
    return Breach("summary.fine.sole_trader", said, RANGE, "D", missing, READING)


@cache
def sole_traders() -> tuple[SoleTraders, ...]:
    """
    Return the rows on sole traders that ship with the platform.

    Law: each row names its instrument.
    """
    return read_sole_traders(parameter_text("summary.toml"))


def read_sole_traders(text: str) -> tuple[SoleTraders, ...]:
    """
    Return the rows written in one TOML text, in the form of `law/parameters/summary.toml`.

    Law: each row names its instrument.
    """
    rows = tomllib.loads(text)["sole_trader"]
    return tuple(SoleTraders(read_source(row), PartyKind(row["counts_as"])) for row in rows)
