"""Money, measures, enforcement, referral (收缴、强制、执行、移送): INV-47, 48, 50 to 62, 71, 73."""

from calendar import monthrange
from datetime import date, datetime, timedelta

from tongpan.law.facts import Charge, Deferral, Enforcement, Measure, Remedy, Revocation, Surcharge
from tongpan.law.facts.words import Enforcing, Fate, Outcome, Paper, Power, RemedyKind, Track
from tongpan.law.invariants.terms import GONE, STANDING, Answer, Moment, every
from tongpan.law.money import yuan
from tongpan.law.penalty.authority import Basis
from tongpan.law.penalty.kinds import PenaltyKind
from tongpan.law.statutes import StatuteLevel

SEIZED_DAYS = 30
HOURS_24 = 24 * 3600
NIGHT_BEGINS, NIGHT_ENDS = 22, 6


def _charge(moment: Moment, row: object) -> Charge:
    mine = (getattr(row, "party", ""), getattr(row, "cause", ""))
    return next(each for each in moment.facts.charges if (each.party, each.cause) == mine)


def inv_47(moment: Moment) -> Answer:
    """Money taken on the spot: only where the law lets it, and with a receipt."""
    answers: list[Answer] = []
    for row in moment.facts.payments:
        if not row.on_spot:
            continue
        charge = _charge(moment, row)
        decision = moment.of("decisions", row)[-1]
        summary = decision.track is Track.SUMMARY
        small = decision.penalty is not None and decision.penalty.fine is not None
        small = small and decision.penalty.fine <= yuan(100)
        answers.append(
            row.receipt != "" and (charge.asks_on_spot is True or (summary and (small or charge.hard_later is True)))
        )
    return every(answers)


def _served_on(moment: Moment, row: object) -> date | None:
    """The day on which the decision reached the party."""
    served = [
        each.effective_at
        for each in moment.of("services", row)
        if each.paper is Paper.DECISION and each.effective_at is not None
    ]
    served += [each.at for each in moment.of("decisions", row) if each.handed_over]
    return min(served).date() if served else None


def _due(moment: Moment, row: Surcharge) -> date | None:
    """The last day to pay: fifteen days from receipt, or the end of a deferral."""
    served = _served_on(moment, row)
    if served is None:
        return None
    deferred: list[Deferral] = [each for each in moment.of("deferrals", row) if each.at <= row.at]
    if not deferred or not deferred[-1].parts:
        return max([served + timedelta(days=15), *(each.until for each in deferred)])
    return _missed(moment, row, deferred[-1])


def _missed(moment: Moment, row: Surcharge, granted: Deferral) -> date:
    """The day of the first instalment that was not paid in time, of the last one where all were."""
    paid = [each for each in moment.of("payments", row) if each.at > granted.at]
    due = 0
    for part in granted.parts:
        due += part.amount.fen
        if sum(each.amount.fen for each in paid if each.at.date() <= part.due_on) < due:
            return part.due_on
    return granted.until


def inv_48(moment: Moment) -> Answer:
    """A surcharge runs after the time to pay, never above the fine, never while a remedy is pending."""
    answers: list[Answer] = []
    for row in moment.facts.surcharges:
        due = _due(moment, row)
        decision = moment.of("decisions", row)[-1]
        fine = decision.penalty.fine if decision.penalty is not None else None
        remedies = moment.of("remedies", row)
        pending = any(each.at <= row.at and (each.ended_at is None or row.at < each.ended_at) for each in remedies)
        late = due is not None and row.at.date() > due
        answers.append(late and fine is not None and row.amount <= fine and not pending)
    return every(answers)


def _authority(moment: Moment, power: Power, cause: str):  # type: ignore[no-untyped-def]
    rows = [each for each in moment.facts.authorities if each.power is power and each.cause in ("", cause)]
    return rows[-1] if rows else None


def _enforces_itself(moment: Moment, cause: str) -> bool:
    """A law gives the organ the power to enforce: nobody delegated it, and what a list handed down is named for it."""
    row = _authority(moment, Power.ENFORCEMENT, cause)
    if row is None or row.level is not StatuteLevel.LAW or row.right is Basis.DELEGATED:
        return False
    return row.right is not Basis.TRANSFERRED or row.express is True


def inv_50(moment: Moment) -> Answer:
    """A measure stands on a law or regulation, by the organ it names, never by delegation."""
    answers: list[Answer] = []
    enough = (StatuteLevel.LAW, StatuteLevel.ADMIN_REGULATION, StatuteLevel.LOCAL_REGULATION)
    for measure in moment.facts.measures:
        row = _authority(moment, Power.MEASURE, measure.cause)
        named = row is not None and row.level in enough and row.statute != "" and row.right is not Basis.DELEGATED
        answers.append(named and (row.right is not Basis.TRANSFERRED or row.express is True))
    return every(answers)


def inv_51(moment: Moment) -> Answer:
    """Approved before, or urgent and approved in twenty-four hours, or refused and lifted next."""
    answers: list[Answer] = []
    for row in moment.facts.measures:
        if not row.urgent:
            answers.append(row.approved_at is not None and row.approved_at <= row.at)
            continue
        if row.approved_at is not None:
            answers.append((row.approved_at - row.at).total_seconds() <= HOURS_24 and row.refused_at is None)
        elif row.ended_at is not None:
            answers.append(row.fate is Fate.RETURNED or row.fate is Fate.HANDED_OVER or _within(row))
        elif row.refused_at is not None or (moment.at - row.at).total_seconds() > HOURS_24:
            answers.append(_lift_open(moment, row))
    return every(answers)


def _within(row: Measure) -> bool:
    return row.ended_at is not None and (row.ended_at - row.at).total_seconds() <= HOURS_24 and row.refused_at is None


def _lift_open(moment: Moment, row: Measure) -> bool:
    return moment.prospect is None or moment.prospect.is_open("LIFT", row.thing)


def inv_53(moment: Moment) -> Answer:
    """Only things of the case, none that people live on, none that another organ has sealed."""
    things = {each.id: each for each in moment.facts.things}
    return every(
        [
            things[each.thing].related is True
            and things[each.thing].daily_needs is False
            and things[each.thing].sealed_elsewhere is False
            for each in moment.facts.measures
        ]
    )


def _term(row: Measure) -> date:
    """The last day of a custody: thirty days, thirty more if prolonged, and the days of tests that were told."""
    tested = 0
    for each in row.tests:
        if each.told and each.until is not None:
            last = each.until if each.end is None else min(each.until, each.end)
            tested += (last - each.start).days + 1
    days = SEIZED_DAYS + tested + (SEIZED_DAYS if row.extended_at is not None else 0)
    return row.at.date() + timedelta(days=days)


def inv_54(moment: Moment) -> Answer:
    """Prolonged and disposed of within the term; past it, lifting is open and told as late."""
    answers: list[Answer] = []
    for row in moment.facts.measures:
        term = _term(row)
        if row.extended_at is not None:
            answers.append(row.extended_at.date() <= term - timedelta(days=SEIZED_DAYS))
        if row.fate is Fate.FORFEITED and row.ended_at is not None:
            decided = any(
                each.penalty is not None and PenaltyKind.CONFISCATE_GOODS in each.penalty.kinds
                for each in moment.of("decisions", row)
            )
            answers.append(decided and row.ended_at.date() <= term)
        if row.ended_at is None and moment.today > term:
            over = moment.prospect is None or moment.prospect.is_over("DL-06", row.thing)
            answers.append(over and _lift_open(moment, row))
        if row.ended_at is None and moment.today <= term:
            answers.append(row.fate is None)
    return every(answers)


def inv_55(moment: Moment) -> Answer:
    """Nothing is held once the case is closed."""
    if moment.facts.closing is None or not moment.facts.measures:
        return None
    return all(each.ended_at is not None for each in moment.facts.measures)


def inv_56(moment: Moment) -> Answer:
    """Things go to the police only with the case, and the party is told in writing."""
    answers: list[Answer] = []
    for row in moment.facts.measures:
        if row.fate is Fate.HANDED_OVER:
            taken = any(each.accepted and each.answered_at <= row.ended_at for each in moment.of("referrals", row))
            answers.append(taken and row.party_told)
    return every(answers)


def inv_57(moment: Moment) -> Answer:
    """An enforcement decision follows a demand whose day is past and whose answer was verified."""
    answers: list[Answer] = []
    for row in moment.facts.enforcements:
        if row.way in (Enforcing.CLEARING, Enforcing.COURT):
            continue
        demands = [
            each
            for each in moment.of("demands", row)
            if each.served_at is not None and each.served_at <= row.decided_at and each.complete
        ]
        if not demands:
            answers.append(False)
            continue
        demand = demands[-1]
        day = row.decided_at.date()
        waited = demand.hiding or (demand.perform_by is not None and day > demand.perform_by)
        late = demand.defence_at is not None and demand.defence_at > row.decided_at
        checked = (
            late
            or demand.defence_at is None
            or (demand.rechecked_at is not None and demand.rechecked_at <= row.decided_at)
        )
        answers.append(waited and checked)
    return every(answers)


def inv_58(moment: Moment) -> Answer:
    """Neither at night nor on a statutory holiday, unless urgent."""
    answers: list[Answer] = []
    for row in moment.facts.enforcements:
        at = row.performed_at
        if at is None or row.way is Enforcing.COURT:
            continue
        night = at.hour >= NIGHT_BEGINS or at.hour < NIGHT_ENDS
        holiday = moment.calendar.holiday_name(at.date()) is not None and not moment.calendar.is_workday(at.date())
        answers.append(row.urgent or not (night or holiday))
    return every(answers)


def inv_59(moment: Moment) -> Answer:
    """Demolition: announced, by an organ with power, all remedies over and none pending."""
    answers: list[Answer] = []
    for row in moment.facts.enforcements:
        if row.way is not Enforcing.DEMOLITION or row.performed_at is None:
            continue
        powered = _enforces_itself(moment, row.cause)
        announced = row.announced_at is not None and row.announced_at <= row.performed_at
        answers.append(powered and announced and _remedies_over(moment, row, row.performed_at))
    return every(answers)


def _months_later(day: date, months: int) -> date:
    index = day.month - 1 + months
    year, month = day.year + index // 12, index % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def _remedies_over(moment: Moment, row: object, at: datetime) -> bool:
    """The six months to sue are over (and with them the sixty days of reconsideration), and nothing was pending."""
    served = _served_on(moment, row)
    taken = [each for each in moment.of("remedies", row) if each.at <= at]
    if served is None or any(each.ended_at is None or each.ended_at > at for each in taken):
        return False
    return at.date() > moment.calendar.roll_forward(_months_later(served, 6))


def inv_60(moment: Moment) -> Answer:
    """Performing in the party's place: overdue, demanded three working days before, harm, ordered, supervised."""
    answers: list[Answer] = []
    for row in moment.facts.enforcements:
        if row.way is not Enforcing.SUBSTITUTE or row.performed_at is None:
            continue
        day = row.performed_at.date()
        decision = moment.of("decisions", row)[-1]
        demands = [each.served_at.date() for each in moment.of("demands", row) if each.served_at is not None]
        waited = bool(demands) and moment.calendar.workdays_between(demands[-1], day - timedelta(days=1)) >= 3
        overdue = decision.perform_by is not None and day > decision.perform_by
        ordered = row.budget is True and row.decided_at < row.performed_at
        answers.append(
            waited and overdue and ordered and row.supervised is True and _charge(moment, row).danger is True
        )
    for row in moment.facts.enforcements:
        if row.way is Enforcing.CLEARING:
            charge = _charge(moment, row)
            answers.append(charge.danger is True and charge.public_place is True and charge.unable is True)
    return every(answers)


def inv_61(moment: Moment) -> Answer:
    """The court is asked where the organ has no power, remedies over, demanded ten working days before, in time."""
    answers: list[Answer] = []
    for row in moment.facts.enforcements:
        if row.way is not Enforcing.COURT:
            continue
        own = _enforces_itself(moment, row.cause)
        demands = [each.served_at.date() for each in moment.of("demands", row) if each.served_at is not None]
        day = row.decided_at.date()
        waited = bool(demands) and moment.calendar.workdays_between(demands[-1], day - timedelta(days=1)) >= 10
        answers.append(not own and waited and row.signer != "" and _in_court_window(moment, row, day))
    return every(answers)


def _in_court_window(moment: Moment, row: Enforcement, day: date) -> bool:
    """
    After six months without a suit, or fifteen days after a remedy that left the decision standing, or the day that a
    reviewer settled for one on the spot, or a deferral; then three months. An application that was withdrawn leaves the
    six months as they are.
    """
    served = _served_on(moment, row)
    remedies = [each for each in moment.of("remedies", row) if each.at <= row.decided_at]
    stood = [each for each in remedies if each.ended_at is not None and each.outcome in STANDING]
    if served is None or len(stood) < len(remedies):
        return False
    kept = [each for each in stood if each.outcome is not Outcome.WITHDRAWN or each.kind is RemedyKind.LITIGATION]
    told = [each.told_on or each.ended_at.date() for each in kept if each.ended_at is not None]
    end = moment.calendar.roll_forward(max(told) + timedelta(days=15) if told else _months_later(served, 6))
    settled: list[date] = [each.ends_on for each in moment.of("suit_terms", row) if each.at <= row.decided_at]
    if settled and not told:
        end = settled[-1]
    deferred: list[date] = [each.until for each in moment.of("deferrals", row) if each.at <= row.decided_at]
    opens = max([end, *deferred])
    return opens < day <= _months_later(opens, 3)


def inv_62(moment: Moment) -> Answer:
    """Once the decision is revoked nothing more is enforced; restoring is open, or the return of money before it."""
    answers: list[Answer] = []
    revoked: list[Remedy | Revocation] = [each for each in moment.facts.remedies if each.outcome in GONE]
    revoked += moment.facts.revocations
    for row in revoked:
        ended_at = row.ended_at
        if ended_at is None:
            continue
        later = [
            each
            for each in moment.of("enforcements", row)
            if max(each.decided_at, each.performed_at or each.decided_at) > ended_at
        ]
        answers.append(not later and (_returned(moment, row) if row.restored_at is not None else _restorable(moment)))
    return every(answers)


def _returned(moment: Moment, row: Remedy | Revocation) -> bool:
    """What was paid on the decision went back."""
    paid: int = sum(each.amount.fen for each in moment.of("payments", row))
    back: int = sum(each.amount.fen for each in moment.of("refunds", row))
    return paid <= back


def _restorable(moment: Moment) -> bool:
    """Restoring is open, or what comes before it: cash to the organ, to the bank, and money back to the party."""
    return any(_open(moment, step) for step in ("RESTORE", "REFUND", "BANK", "HAND_IN"))


def _open(moment: Moment, step: str) -> bool:
    return moment.prospect is None or moment.prospect.is_open(step, "")


def inv_71(moment: Moment) -> Answer:
    """Referral: a team of two, a report, a decision, a complete package; late steps are told."""
    answers: list[Answer] = []
    for row in moment.facts.referrals:
        if row.decided_at is not None:
            reported = row.reported_at is not None and row.reported_at <= row.decided_at
            answers.append(len(set(row.team)) >= 2 and reported)
        if row.transferred_at is not None:
            answers.append(row.approved is True and row.complete is True)
        reported_at = row.reported_at if row.decided_at is None else None
        if reported_at is not None and (moment.today - reported_at.date()).days > 3:
            answers.append(moment.prospect is None or moment.prospect.is_over("DL-34.1", ""))
        decided_at = row.decided_at if row.approved is True and row.transferred_at is None else None
        if decided_at is not None and (moment.at - decided_at).total_seconds() > HOURS_24:
            answers.append(moment.prospect is None or moment.prospect.is_over("DL-34.2", ""))
    return every(answers)


def inv_73(moment: Moment) -> Answer:
    """What the police do not take comes back into the administrative procedure."""
    return every(
        [
            each.resumed_at is not None or _open(moment, "RESUME")
            for each in moment.facts.referrals
            if each.accepted is False
        ]
    )
