"""Who acts (职权、人员): INV-01 to INV-12."""

from collections.abc import Iterator
from datetime import date, datetime

from tongpan.law.facts import Authority
from tongpan.law.facts.words import Power, Role, Track
from tongpan.law.invariants.terms import Answer, Moment, every
from tongpan.law.penalty.authority import Basis

ACTS = ("evidence", "preservations", "samplings", "measures", "inspections")
"""tables whose rows name the officers who acted"""


def inv_01(moment: Moment) -> Answer:
    """The organ holds the power at the time of every outward act, and when it files the case."""
    used: list[Answer] = [_powered(moment, power, cause, at) for power, cause, at in _powers_used(moment)]
    filing = moment.facts.filing
    if filing is not None:
        causes = dict.fromkeys(each.cause for each in moment.facts.charges)
        used += [_held(_power(moment, Power.PENALTY, each), filing.at.date()) for each in causes]
    return every(used)


def inv_03(moment: Moment) -> Answer:
    """Nobody acts on a delegation that was passed on, or is over."""
    answers: list[Answer] = []
    for power, cause, at in _powers_used(moment):
        row = _power(moment, power, cause)
        if row is not None and row.right is Basis.DELEGATED:
            answers.append(not row.passed_on and (row.until is None or at.date() < row.until))
    return every(answers)


def _powers_used(moment: Moment) -> Iterator[tuple[Power, str, datetime]]:
    facts = moment.facts
    for decision in facts.decisions:
        if decision.penalty is not None:
            yield Power.PENALTY, decision.cause, decision.at
    for visit in facts.inspections:
        if visit.entered_at is not None:
            yield Power.INSPECTION, visit.cause, visit.entered_at


def _power(moment: Moment, power: Power, cause: str) -> Authority | None:
    rows = [each for each in moment.facts.authorities if each.power is power and each.cause in ("", cause)]
    return rows[-1] if rows else None


def _powered(moment: Moment, power: Power, cause: str, at: datetime) -> bool:
    row = _power(moment, power, cause)
    handed_down = row is not None and row.right is Basis.TRANSFERRED
    public = row is not None and row.by_province is True and row.published_on is not None
    return _held(row, at.date()) and (public or not handed_down)


def _held(row: Authority | None, day: date) -> bool:
    if row is None or row.since is None:
        return False
    return row.since <= day and (row.until is None or day < row.until)


def _acts(moment: Moment) -> Iterator[tuple[datetime, tuple[str, ...]]]:
    for table in ACTS:
        for row in getattr(moment.facts, table):
            at = row.entered_at if table == "inspections" else row.at
            if at is not None:
                yield at, row.officers


def _certified(moment: Moment, name: str, day: date) -> bool:
    officer = next(each for each in moment.facts.officers if each.id == name)
    since, until = officer.card_on(day)
    return since is not None and until is not None and since <= day <= until


def inv_04(moment: Moment) -> Answer:
    """Two certified officers on every act, and every one of them certified."""
    return every(
        [
            len(set(names)) >= 2 and all(_certified(moment, name, at.date()) for name in names)
            for at, names in _acts(moment)
        ]
    )


def inv_05(moment: Moment) -> Answer:
    """Auxiliary staff is never one of the two."""
    helpers = {each.id for each in moment.facts.officers if each.auxiliary}
    return every([len(set(names) - helpers) >= 2 for _, names in _acts(moment)])


def inv_06(moment: Moment) -> Answer:
    """The certificate is shown before the first act towards a party."""
    answers: list[Answer] = []
    for table in ACTS:
        for row in getattr(moment.facts, table):
            at = row.entered_at if table == "inspections" else row.at
            if at is None:
                continue
            shown = {
                name
                for each in moment.facts.identities
                if each.party == row.party and each.at <= at
                for name in each.officers
            }
            answers.append(bool(shown) and shown >= set(row.officers))
    return every(answers)


def _parts(moment: Moment) -> Iterator[tuple[datetime, tuple[str, ...]]]:
    """What is done inside the organ: reviewing, presiding, deliberating, deciding."""
    facts = moment.facts
    yield from ((each.at, (each.reviewer,)) for each in facts.reviews)
    yield from ((each.at, (each.chair,)) for each in facts.hearings)
    yield from ((each.at, each.heads) for each in facts.deliberations)
    yield from ((each.at, (each.decider,)) for each in facts.decisions)
    yield from ((each.at, (each.decider,)) for each in facts.revocations)


def inv_07(moment: Moment) -> Answer:
    """Who stands aside does nothing more in the case."""
    answers: list[Answer] = []
    for recusal in moment.facts.recusals:
        if not recusal.granted or recusal.decided_at is None:
            continue
        later = [names for at, names in _acts(moment) if at > recusal.decided_at]
        later += [names for at, names in _parts(moment) if at > recusal.decided_at]
        answers.append(not any(recusal.officer in names for names in later))
    return every(answers)


def _handlers(moment: Moment) -> set[str]:
    return {each.officer for each in moment.facts.assignments if each.role is Role.HANDLER}


def inv_08(moment: Moment) -> Answer:
    """No handler reviews."""
    return every([each.reviewer not in _handlers(moment) for each in moment.facts.reviews])


def inv_09(moment: Moment) -> Answer:
    """No handler chairs the hearing."""
    return every([each.chair not in _handlers(moment) for each in moment.facts.hearings])


def inv_10(moment: Moment) -> Answer:
    """No handler approves or decides but on the spot, and no head who stands aside decides."""
    facts = moment.facts
    aside = {each.officer for each in facts.recusals if each.granted}
    answers: list[Answer] = [
        each.decider not in _handlers(moment) | aside for each in facts.decisions if each.track is Track.ORDINARY
    ]
    answers += [each.decider not in _handlers(moment) | aside for each in facts.revocations]
    if facts.filing is not None:
        answers.append(facts.filing.approver not in _handlers(moment))
    return every(answers)


def inv_11(moment: Moment) -> Answer:
    """Whoever reviews for the first time is qualified."""
    fit = {each.id for each in moment.facts.officers if each.qualified or each.first_time is False}
    return every([each.reviewer in fit for each in moment.facts.reviews])


def inv_12(moment: Moment) -> Answer:
    """The chief himself decides on a referral."""
    chiefs = {each.officer for each in moment.facts.assignments if each.role is Role.PRINCIPAL}
    return every([each.decided_by in chiefs for each in moment.facts.referrals if each.decided_at is not None])
