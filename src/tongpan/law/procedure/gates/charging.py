"""The act and the party (违法行为、当事人): whether this act of this party may be penalised at all."""

from datetime import date
from functools import lru_cache
from typing import Final

from tongpan.law.calendar import WorkCalendar
from tongpan.law.citation import Citation
from tongpan.law.facts import Charge, Party
from tongpan.law.penalty import limitation, responsibility
from tongpan.law.penalty.kinds import PenaltyKind
from tongpan.law.penalty.law_in_force import Application, check_version
from tongpan.law.penalty.no_penalty import Conduct, check_punishable
from tongpan.law.penalty.single_fine import EarlierFine, check_one_fine
from tongpan.law.procedure.adapting import KEPT
from tongpan.law.procedure.gate import gate
from tongpan.law.procedure.view import ChargeView
from tongpan.law.titles import APL
from tongpan.law.verdict import LAWFUL, Breach, Verdict

FINES_UNKNOWN: Final = Breach(
    "charge.fines.unknown",
    "没有查询当事人是否已因同一违法行为被罚款",
    Citation(APL, 29, gist="同一违法行为不得两次罚款"),
    missing="查询同一当事人的处罚记录并登记结果",
)
_HARMED: Final = {True: limitation.Harmed.SAFETY, False: limitation.Harmed.NEITHER, None: None}
_CAPACITIES: Final = {True: responsibility.Capacity.SOUND, False: responsibility.Capacity.NONE, None: None}


@gate(
    "limitation.over",
    "limitation.act.unknown",
    "limitation.discovery.unknown",
    "limitation.harm.unknown",
    "responsibility.birth.unknown",
    "responsibility.minor.penalty",
    "responsibility.minor.unlightened",
    "responsibility.incapable.penalty",
    "responsibility.capacity.unknown",
    "responsibility.opinion.missing",
    "single_fine.second",
    "single_fine.act.unknown",
    "charge.fines.unknown",
    "law.statute.unknown",
    "law.comparison.missing",
    "law.not_in_force",
    "no_penalty.minor",
    "no_penalty.no_fault",
    "no_penalty.unknown",
    "no_penalty.first",
)
def punishable(view: ChargeView) -> Verdict:
    """
    Test that this act of this party may be penalised: limitation, age and capacity, one fine, the law in force, fault.

    Law: APL 29–31, 33, 36, 37 (INV-15, INV-16, INV-17, INV-44).
    """
    return _punishable(view.party, view.charge, view.case.today, view.case.calendar)


@lru_cache(maxsize=KEPT)
def _punishable(party: Party, charge: Charge, today: date, calendar: WorkCalendar) -> Verdict:
    return (
        *_in_time(charge, calendar),
        *_answerable(party, charge),
        *_single_fine(charge),
        *_law_known(charge, today),
        *check_punishable(Conduct(charge.minor, charge.corrected, charge.consequences, charge.first, charge.no_fault)),
    )


def _in_time(charge: Charge, calendar: WorkCalendar) -> Verdict:
    act = None
    if charge.act_on is not None:
        lasting = charge.continuing or charge.act_until is not None
        act = limitation.Act(charge.act_on, lasting, None if charge.continuing else charge.act_until or charge.act_on)
    known = None
    if charge.discovered_on is not None:
        known = limitation.Knowledge(charge.discovered_on, "本机关", own=True)
    return limitation.check_limitation(limitation.Discovery(act, known, _HARMED[charge.five_years]), calendar)


def _answerable(party: Party, charge: Charge) -> Verdict:
    if charge.act_on is None:
        return LAWFUL  # said by `_in_time`
    act = responsibility.Act(charge.act_on, charge.act_until or charge.act_on)
    person = responsibility.Person(party.kind, party.born_on, _CAPACITIES[party.lucid], party.opinion)
    treatment = responsibility.Treatment(penalty=True, lightened=charge.lightened)
    return responsibility.check_responsibility(person, act, treatment)


def _single_fine(charge: Charge) -> Verdict:
    penalty, found = charge.proposed, charge.earlier_fines
    if penalty is None or PenaltyKind.FINE not in penalty.kinds:
        return LAWFUL
    if found is None:
        return (FINES_UNKNOWN,)
    return check_one_fine(EarlierFine(each.organ, each.amount, each.same_act) for each in found)


def _law_known(charge: Charge, today: date) -> Verdict:
    if charge.act_on is None:
        return LAWFUL  # said by `_in_time`
    ended = today if charge.continuing else charge.act_until or charge.act_on
    return check_version(Application(charge.law, charge.act_on, ended, today, charge.comparison))
