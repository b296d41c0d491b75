"""Filing, inquiry, inspection (立案、调查、检查): INV-14 to INV-23, INV-65, 66, 69, 79, 80."""

from datetime import date

from tongpan.law.facts import Charge, Clue, Decision, Monitoring
from tongpan.law.facts.words import Track
from tongpan.law.invariants.terms import Answer, Moment, birthday, every
from tongpan.law.limits import Regime
from tongpan.law.penalty.evidence import EvidenceKind
from tongpan.law.penalty.kinds import PartyKind, PenaltyKind
from tongpan.law.penalty.no_penalty import Ground
from tongpan.law.penalty.preservation import Disposal

HOURS_24 = 24 * 3600


def _penalties(moment: Moment) -> list[Decision]:
    return [each for each in moment.facts.decisions if each.penalty is not None]


def _charge(moment: Moment, row: Decision) -> Charge:
    return next(each for each in moment.facts.charges if (each.party, each.cause) == (row.party, row.cause))


def inv_14(moment: Moment) -> Answer:
    """Filing goes before the notice, the preservation and the decision of an ordinary case."""
    filing = moment.facts.filing
    answers: list[Answer] = []
    for decision in moment.facts.decisions:
        if decision.track is not Track.ORDINARY:
            continue
        notices = moment.of("notices", decision)
        begun = [decision.at, *(each.at for each in notices[-1:] if decision.penalty is not None)]
        answers.append(filing is not None and all(filing.at <= at for at in begun))
    answers += [filing is not None and filing.at <= each.at for each in moment.facts.preservations]
    return every(answers)


def inv_15(moment: Moment) -> Answer:
    """No penalty for an act discovered after two years, or five where the law says so."""
    answers: list[Answer] = []
    for decision in _penalties(moment):
        charge = _charge(moment, decision)
        end = charge.act_until or charge.act_on
        if charge.continuing:
            continue
        if end is None or charge.discovered_on is None:
            answers.append(False)
            continue
        years = 5 if charge.five_years else 2
        answers.append(charge.discovered_on < _years_later(end, years))
    return every(answers)


def _years_later(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)


def inv_16(moment: Moment) -> Answer:
    """No penalty under fourteen or without capacity; under eighteen it is lightened."""
    answers: list[Answer] = []
    for decision in _penalties(moment):
        charge = _charge(moment, decision)
        party = next(each for each in moment.facts.parties if each.id == decision.party)
        if party.kind is PartyKind.ORGANIZATION:
            continue
        if party.born_on is None or charge.act_on is None or party.lucid is not True:
            answers.append(False)
            continue
        adult = charge.act_on > birthday(party.born_on, 18)
        answers.append(adult or (charge.lightened and charge.act_on > birthday(party.born_on, 14)))
    return every(answers)


def inv_17(moment: Moment) -> Answer:
    """One act, one fine."""
    return every(
        [
            _fined_once(_charge(moment, each))
            for each in _penalties(moment)
            if each.penalty is not None and PenaltyKind.FINE in each.penalty.kinds
        ]
    )


def _fined_once(charge: Charge) -> bool:
    found = charge.earlier_fines
    return found is not None and all(each.same_act is False for each in found)


def inv_19(moment: Moment) -> Answer:
    """What is preserved is approved (or urgent and approved in a day), and disposed of in seven working days."""
    answers: list[Answer] = []
    for row in moment.facts.preservations:
        approved = row.approved_at
        timely = approved is not None and (approved - row.at).total_seconds() <= (HOURS_24 if row.urgent else 0)
        if row.disposed_at is not None and row.disposal is not Disposal.RELEASED:
            answers.append(timely and moment.calendar.workdays_between(row.at.date(), row.disposed_at.date()) <= 7)
        elif not row.urgent:
            answers.append(timely)
        if row.disposed_at is None and moment.calendar.workdays_between(row.at.date(), moment.today) > 7:
            answers.append(_told_over(moment, "DL-03", row.id) and _opened(moment, "RELEASE", row.id))
    return every(answers)


def _told_over(moment: Moment, rule: str, ref: str) -> bool:
    return moment.prospect is None or moment.prospect.is_over(rule, ref)


def _opened(moment: Moment, step: str, ref: str) -> bool:
    return moment.prospect is None or moment.prospect.is_open(step, ref)


def inv_20(moment: Moment) -> Answer:
    """Only verified, lawful evidence carries a penalty, and some evidence must."""
    answers: list[Answer] = []
    for decision in _penalties(moment):
        used = [each for each in moment.of("evidence", decision) if each.id in decision.evidence]
        sound = all(
            each.lawful
            and each.verified_at is not None
            and each.verified_at <= decision.at
            and (each.monitoring is None or _monitored(each.monitoring))
            for each in used
        )
        answers.append(bool(used) and sound and _charge(moment, decision).proven is True)
    return every(answers)


def _monitored(by: Monitoring) -> bool:
    """Device reviewed by law and technique, place published, record reviewed and found fit."""
    device = by.legally_reviewed and by.technically_reviewed and by.location_published_on is not None
    return bool(device and by.reviewed_on is not None and by.true and by.clear and by.complete and by.accurate)


def inv_22(moment: Moment) -> Answer:
    """A result is told to the party before it is used."""
    answers: list[Answer] = []
    for decision in _penalties(moment):
        for each in moment.of("evidence", decision):
            if each.id in decision.evidence and each.kind is EvidenceKind.OPINION:
                answers.append(each.told_at is not None and each.told_at <= decision.at)
    return every(answers)


def inv_23(moment: Moment) -> Answer:
    """Where a crime is suspected nothing is decided before the referral came back."""
    answers: list[Answer] = []
    for decision in moment.facts.decisions:
        crime = _charge(moment, decision).crime
        if crime is False:
            continue
        back = [
            each.resumed_at
            for each in moment.of("referrals", decision)
            if each.resumed_at is not None and (each.approved is False or each.accepted is False)
        ]
        answers.append(crime is True and any(at <= decision.at for at in back))
    return every(answers)


def inv_64(moment: Moment) -> Answer:
    """Only what is on the published list is inspected."""
    return every([each.listed is True for each in moment.facts.inspections if each.entered_at is not None])


def inv_65(moment: Moment) -> Answer:
    """The head approves an inspection before it, or it was urgent."""
    return every(
        [
            each.urgent or (each.approved_at is not None and each.approved_at <= each.entered_at)
            for each in moment.facts.inspections
            if each.entered_at is not None
        ]
    )


def inv_66(moment: Moment) -> Answer:
    """The code is scanned before entry, or it is said why not."""
    return every(
        [
            bool(each.scan_excuse) or (each.scanned_at is not None and each.scanned_at <= each.entered_at)
            for each in moment.facts.inspections
            if each.entered_at is not None
        ]
    )


def inv_69(moment: Moment) -> Answer:
    """After an inspection its result is told, or telling it is what is next."""
    return every(
        [
            each.told_at is not None or _opened(moment, "TELL_INSPECTION", each.id)
            for each in moment.facts.inspections
            if each.entered_at is not None
        ]
    )


def inv_79(moment: Moment) -> Answer:
    """While a remedy is pending the organ collects nothing."""
    answers: list[Answer] = []
    for remedy in moment.facts.remedies:
        end = remedy.ended_at or moment.at
        taken = [each for each in moment.of("evidence", remedy) if remedy.at < each.at <= end]
        answers.append(not taken)
    return every(answers)


_CHECKING = {Regime.SAMR: 15, Regime.HURD: 15, Regime.AGR: 7}
"""working days from clue to filing: 市场监管 18, 住建 15, 农业 29"""


def _meets(clue: Clue) -> bool:
    return bool(clue.evidence and clue.deserves_penalty and clue.own_jurisdiction and clue.within_limitation)


def inv_80(moment: Moment) -> Answer:
    """A clue that meets the conditions and is not filed in time is told as such."""
    clue = moment.facts.clue
    if clue is None or not _meets(clue) or moment.facts.filing is not None:
        return None
    answers: list[Answer] = []
    for charge in moment.facts.charges:
        days = _CHECKING.get(charge.regime) if charge.regime is not None else None
        decided = moment.rows("decisions", charge.party, charge.cause)
        if days is not None and not decided and moment.calendar.workdays_between(clue.at.date(), moment.today) > days:
            answers.append(_told_over(moment, "DL-01", ""))
    return every(answers)


def inv_41(moment: Moment) -> Answer:
    """A decision without penalty has one of the grounds of the statute, and whoever broke the law was taught."""
    return every(
        [
            each.ground is not None and (each.education or each.ground is Ground.NOT_ESTABLISHED)
            for each in moment.facts.decisions
            if each.penalty is None
        ]
    )
