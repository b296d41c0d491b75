"""What follows a decision (公开、结案): INV-74, 78, 81."""

from tongpan.law.facts import Charge, Decision
from tongpan.law.facts.words import CourtAnswer, Paper, Track
from tongpan.law.invariants.predicates.deciding import penalties
from tongpan.law.invariants.terms import UPSET, Answer, Moment, birthday, every
from tongpan.law.limits import Regime
from tongpan.law.penalty.kinds import PartyKind


def inv_74(moment: Moment) -> Answer:
    """Only after redaction, never about a minor, and withdrawn or told as late once it is revoked."""
    answers: list[Answer] = []
    for row in moment.facts.disclosures:
        if row.at is None:
            continue
        party = next(each for each in moment.facts.parties if each.id == row.party)
        person = party.kind is not PartyKind.ORGANIZATION
        minor = person and (party.born_on is None or row.at.date() <= birthday(party.born_on, 18))
        answers.append(row.redacted_at is not None and row.redacted_at <= row.at and not minor)
        revoked = [each.ended_at for each in moment.of("remedies", row) if each.outcome in UPSET and each.ended_at]
        revoked += [each.at for each in moment.of("revocations", row)]
        over = bool(revoked) and moment.calendar.workdays_between(min(revoked).date(), moment.today) > 3
        if over and row.withdrawn_at is None:
            answers.append(moment.prospect is None or moment.prospect.is_over("DL-21", ""))
    return every(answers)


def inv_78(moment: Moment) -> Answer:
    """Closed only when everything is decided, served, performed or lawfully enforced no more, and approved."""
    closing = moment.facts.closing
    if closing is None:
        return None
    answers: list[Answer] = [closing.approver != ""]
    for charge in moment.facts.charges:
        decisions = moment.of("decisions", charge)
        with_police = any(each.accepted for each in moment.of("referrals", charge))
        if not decisions:
            answers.append(with_police)
            continue
        served = any(each.handed_over for each in decisions) or any(
            each.paper is Paper.DECISION and each.effective_at is not None for each in moment.of("services", charge)
        )
        answers.append((served or bool(moment.fallen(charge))) and _performed(moment, charge, decisions[-1]))
        before = [each for each in moment.of("remedies", charge) if each.at <= closing.at]
        answers.append(all(each.ended_at is not None for each in before))
    return every(answers)


def _performed(moment: Moment, charge: Charge, decision: Decision) -> bool:
    if decision.penalty is None or moment.fallen(charge) or moment.of("terminations", charge):
        return True
    if charge.regime in (Regime.AGR, Regime.TRA) and any(
        each.answer is not CourtAnswer.REFUSED for each in moment.of("rulings", charge)
    ):
        return True
    changed = [each.fine for each in moment.of("remedies", charge) if each.fine is not None]
    fine = changed[-1] if changed else decision.penalty.fine
    due = sum(each.fen for each in (fine, decision.penalty.income) if each is not None)
    owed = [each for each in moment.of("surcharges", charge) if each.served_at is not None or not each.by_service]
    for row in owed[-1:]:
        agreed = row.waived is not None and row.remedied is True and row.harmless is True
        due += max(0, row.amount.fen - (row.waived.fen if agreed else 0))
    paid = sum(each.amount.fen for each in moment.of("payments", charge))
    paid -= sum(each.amount.fen for each in moment.of("refunds", charge))
    done = decision.performed_at is not None or any(each.performed_at for each in moment.of("enforcements", charge))
    return paid >= due and (charge.duty == "PAY" or done)


def inv_81(moment: Moment) -> Answer:
    """A decision not served or published in seven working days is told as late."""
    answers: list[Answer] = []
    for decision in penalties(moment, Track.ORDINARY):
        if moment.calendar.workdays_between(decision.at.date(), moment.today) <= 7:
            continue
        tried = [each for each in moment.of("services", decision) if each.paper is Paper.DECISION]
        failed = [each.failed_on for each in tried if each.failed_on is not None]
        gone_out = decision.handed_over or len(failed) < len(tried) or bool(moment.fallen(decision))
        anew = bool(failed) and moment.calendar.workdays_between(max(failed), moment.today) <= 7
        if not gone_out and not anew:
            answers.append(moment.prospect is None or moment.prospect.is_over("DL-17", ""))
    return every(answers)
