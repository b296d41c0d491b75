"""Notice to service (告知至送达): INV-24 to INV-36, 42 to 46."""

from datetime import date, timedelta
from itertools import pairwise

from tongpan.law.facts import CaseFacts, Charge, Decision, Notice, Penalty
from tongpan.law.facts.words import HearingOutcome, Mode, Paper, Track
from tongpan.law.invariants.terms import Answer, Moment, every
from tongpan.law.limits import Regime
from tongpan.law.money import Money, yuan
from tongpan.law.penalty.kinds import PartyKind, PenaltyKind
from tongpan.law.penalty.law_in_force import Comparison
from tongpan.law.period import Authority
from tongpan.law.titles import ECOLOGY_CODE

WEIGHTY_KINDS = frozenset(
    {
        PenaltyKind.DOWNGRADE,
        PenaltyKind.REVOKE_LICENSE,
        PenaltyKind.SUSPEND_BUSINESS,
        PenaltyKind.CLOSE,
        PenaltyKind.BAR_FROM_TRADE,
    }
)
DAYS_TO_DECIDE = 90
CODE_IN_FORCE = date(2026, 8, 15)
"""生态环境法典 takes the place of ten laws"""
_WINDOW = {Regime.SAMR: 5, Regime.HURD: 5, Regime.AGR: 3, Regime.ZJP: 3}
"""working days for a statement: 市场监管 57, 住建 22, 农业 23, 浙江 52"""


def penalties(moment: Moment, track: Track | None = None) -> list[Decision]:
    """Return the decisions that impose a penalty, by one procedure or by any."""
    return [each for each in moment.facts.decisions if each.penalty is not None and track in (None, each.track)]


def _charge(moment: Moment, row: Decision | Notice) -> Charge:
    return next(each for each in moment.facts.charges if (each.party, each.cause) == (row.party, row.cause))


def _notice(moment: Moment, decision: Decision) -> Notice | None:
    told = [
        each for each in moment.of("notices", decision) if each.served_at is not None and each.served_at <= decision.at
    ]
    return told[-1] if told else None


def inv_24(moment: Moment) -> Answer:
    """Told before; and heard, or the time was over, or expressly waived."""
    answers: list[Answer] = []
    for decision in penalties(moment):
        notice = _notice(moment, decision)
        if notice is None or notice.served_at is None:
            answers.append(False)
            continue
        since = [each for each in moment.of("statements", decision) if notice.served_at <= each.at <= decision.at]
        answers.append(bool(since) or _window_over(moment, notice, decision.at.date()))
    return every(answers)


def _window_over(moment: Moment, notice: Notice, day: date) -> bool:
    """A window that a text sets, or else the day that the notice names."""
    regime = _charge(moment, notice).regime
    in_zhejiang = (moment.facts.province or "").startswith("33")
    days = _WINDOW.get(regime) if regime is not None else (3 if in_zhejiang else None)
    if days is not None and notice.served_at is not None:
        return moment.calendar.workdays_between(notice.served_at.date(), day - timedelta(days=1)) >= days
    return notice.reply_by is not None and day > notice.reply_by


def inv_25(moment: Moment) -> Answer:
    """Nothing heavier, and no new evidence, than what was told."""
    answers: list[Answer] = []
    for decision in penalties(moment):
        notice = _notice(moment, decision)
        if notice is None or decision.penalty is None:
            continue
        same_law = _charge(moment, decision).law in ("", notice.law)
        known = set(decision.evidence) <= set(notice.evidence)
        answers.append(_no_more(decision.penalty, notice.penalty) and known and same_law)
    return every(answers)


def _no_more(decided: Penalty, told: Penalty) -> bool:
    def amount(sum_: Money | None) -> int:
        return sum_.fen if sum_ is not None else 0

    return (
        set(decided.kinds) <= set(told.kinds)
        and amount(decided.fine) <= amount(told.fine)
        and amount(decided.income) <= amount(told.income)
        and amount(decided.goods) <= amount(told.goods)
    )


def inv_26(moment: Moment) -> Answer:
    """A statement made on the notice is verified before the decision."""
    answers: list[Answer] = []
    for decision in penalties(moment):
        notice = _notice(moment, decision)
        for each in moment.of("statements", decision):
            made = notice is not None and notice.served_at is not None and notice.served_at <= each.at <= decision.at
            if made and not each.waived and notice is not None and not _window_over(moment, notice, each.at.date()):
                answers.append(each.rechecked_at is not None and each.rechecked_at <= decision.at)
    return every(answers)


def _in_range(moment: Moment, decision: Decision) -> bool:
    penalty = decision.penalty
    party = next(each for each in moment.facts.parties if each.id == decision.party)
    large = yuan(100_000) if party.kind is PartyKind.ORGANIZATION else yuan(10_000)
    return penalty is not None and (
        bool(set(penalty.kinds) & WEIGHTY_KINDS) or (penalty.fine is not None and penalty.fine >= large)
    )


def inv_27(moment: Moment) -> Answer:
    """The right to a hearing was told; asked for in time, the hearing took place; not asked for, its time is over."""
    answers: list[Answer] = []
    for decision in penalties(moment, Track.ORDINARY):
        if not _in_range(moment, decision):
            continue
        notice = _notice(moment, decision)
        if notice is None or notice.served_at is None or not notice.hearing_told:
            answers.append(False)
            continue
        asked = [each for each in moment.of("hearing_requests", decision) if each.at >= notice.served_at]
        held = [each for each in moment.of("hearings", decision) if notice.served_at <= each.at <= decision.at]
        passed = moment.calendar.workdays_between(notice.served_at.date(), decision.at.date() - timedelta(days=1)) >= 5
        answers.append(bool(held) if asked else passed)
    return every(answers)


def inv_28(moment: Moment) -> Answer:
    """Seven working days lie between the notice of the hearing and the hearing."""
    answers: list[Answer] = []
    for hearing in moment.facts.hearings:
        notices = moment.of("hearing_notices", hearing)
        told = [each.served_at for each in notices if each.served_at is not None and each.served_at <= hearing.at]
        between = bool(told) and (
            moment.calendar.workdays_between(told[-1].date(), hearing.at.date() - timedelta(days=1)) >= 7
        )
        answers.append(between)
    return every(answers)


def inv_29(moment: Moment) -> Answer:
    """What the decision rests on was before the hearing, or was told anew since."""
    answers: list[Answer] = []
    for decision in penalties(moment, Track.ORDINARY):
        hearings = [each for each in moment.of("hearings", decision) if each.outcome in HearingOutcome]
        notice = _notice(moment, decision)
        if hearings and notice is not None and notice.served_at is not None and notice.served_at < hearings[-1].at:
            answers.append(set(decision.evidence) <= set(hearings[-1].evidence))
    return every(answers)


def _reviews_due(moment: Moment, decision: Decision) -> bool:
    """
    Tell whether a legal review is due by APL 58 ¶1, or cannot be ruled out.

    A hearing alone is none of its four cases: (2) asks for weighty interests and a hearing, both together. `weighty`
    is one answer to (1) and to the interests of (2); what is not found out is not ruled out.
    """
    charge = _charge(moment, decision)
    public = interests = charge.weighty is not False
    heard = bool(moment.of("hearings", decision))
    return public or (interests and heard) or charge.complex is not False


def inv_30(moment: Moment) -> Answer:
    """Where the law wants a legal review, the last one passed before the decision."""
    answers: list[Answer] = []
    for decision in penalties(moment, Track.ORDINARY):
        if _reviews_due(moment, decision):
            reviews = [each for each in moment.of("reviews", decision) if each.at <= decision.at]
            answers.append(bool(reviews) and reviews[-1].passed and reviews[-1].legal)
    return every(answers)


def inv_31(moment: Moment) -> Answer:
    """After a review that failed something is put right before the next."""
    answers: list[Answer] = []
    for charge in moment.facts.charges:
        reviews = moment.of("reviews", charge)
        for failed, after in pairwise(reviews):
            if not failed.passed:
                fixed = any(failed.at <= each.at <= after.at for each in moment.of("corrections", charge))
                answers.append(fixed)
    return every(answers)


def inv_32(moment: Moment) -> Answer:
    """Where a hearing was asked for on the notice that stands, the review that carries the decision comes after it."""
    answers: list[Answer] = []
    for review in moment.facts.reviews:
        told = [each.served_at for each in moment.of("notices", review) if each.served_at is not None]
        since = max((at for at in told if at <= review.at), default=None)
        asked = [each.at for each in moment.of("hearing_requests", review) if each.at <= review.at]
        asked = [at for at in asked if since is None or at >= since]
        if asked:
            answers.append(any(asked[-1] <= each.at <= review.at for each in moment.of("hearings", review)))
    return every(answers)


def inv_33(moment: Moment) -> Answer:
    """市场监管、农业: every ordinary case is reviewed before the decision."""
    answers: list[Answer] = []
    for decision in penalties(moment, Track.ORDINARY):
        if _charge(moment, decision).regime in (Regime.SAMR, Regime.AGR):
            answers.append(any(each.passed and each.at <= decision.at for each in moment.of("reviews", decision)))
    return every(answers)


def inv_34(moment: Moment) -> Answer:
    """A complex or grave case is deliberated together before the decision."""
    answers: list[Answer] = []
    for decision in penalties(moment, Track.ORDINARY):
        charge = _charge(moment, decision)
        if charge.complex is not False or charge.weighty is not False:
            answers.append(any(each.at <= decision.at for each in moment.of("deliberations", decision)))
    return every(answers)


_CHAIN: dict[Regime, tuple[tuple[Authority, int | None], ...]] = {
    Regime.SAMR: ((Authority.HEAD, 30), (Authority.COLLECTIVE, None)),
    Regime.HURD: ((Authority.HEAD, 30), (Authority.COLLECTIVE, 60)),
    Regime.AGR: ((Authority.HEAD, 30), (Authority.SUPERIOR, None)),
    Regime.TRA: ((Authority.HEAD, 30),),
}
"""who prolongs first and who next, and by how many days at most: 市场监管 64, 住建 29, 农业 58, 交通 78"""


def _ends(facts: CaseFacts) -> list[date]:
    """The end of the time to decide after no, one, two … prolongations."""
    if facts.filing is None:
        return []
    paused = sum(((each.end or each.start) - each.start).days + 1 for each in facts.pauses)
    ends = [facts.filing.at.date() + timedelta(days=DAYS_TO_DECIDE + paused)]
    for each in facts.prolongations:
        ends.append(ends[-1] + timedelta(days=each.days))
    return ends


def inv_35(moment: Moment) -> Answer:
    """Decided within ninety days and what was validly added."""
    ends = _ends(moment.facts)
    if not ends:
        return None
    return every([each.at.date() <= ends[-1] for each in penalties(moment, Track.ORDINARY)])


def inv_36(moment: Moment) -> Answer:
    """A prolongation comes before the end of what it prolongs, from who may grant it, and is no longer than he may."""
    ends = _ends(moment.facts)
    answers: list[Answer] = []
    for count, (row, end) in enumerate(zip(moment.facts.prolongations, ends, strict=False)):
        for charge in moment.facts.charges:
            decided = [each.at for each in moment.of("decisions", charge)]
            if decided and decided[0] <= row.at:
                continue
            chain = _CHAIN.get(charge.regime, ()) if charge.regime is not None else ()
            grantor, most = chain[count] if count < len(chain) else (None, None)
            short = most is None or row.days <= most
            answers.append(row.grantor is grantor and short and row.at.date() <= end)
    return every(answers)


def inv_42(moment: Moment) -> Answer:
    """On the spot only a warning or a small fine, on plain facts."""
    answers: list[Answer] = []
    for decision in penalties(moment, Track.SUMMARY):
        party = next(each for each in moment.facts.parties if each.id == decision.party)
        most = yuan(3000) if party.kind is PartyKind.ORGANIZATION else yuan(200)
        penalty = decision.penalty
        small = (
            penalty is not None
            and set(penalty.kinds) <= {PenaltyKind.WARNING, PenaltyKind.FINE}
            and (PenaltyKind.FINE not in penalty.kinds or (penalty.fine is not None and penalty.fine <= most))
        )
        answers.append(small and _charge(moment, decision).complex is False)
    return every(answers)


def inv_43(moment: Moment) -> Answer:
    """Handed over on the spot, and filed with the organ in time or told as late."""
    answers: list[Answer] = []
    for decision in penalties(moment, Track.SUMMARY):
        answers.append(decision.handed_over)
        late = _registered_late(moment, decision)
        if late and decision.registered_at is None:
            answers.append(moment.prospect is None or moment.prospect.is_over("DL-22", ""))
    return every(answers)


def _registered_late(moment: Moment, decision: Decision) -> bool:
    """市场监管 70, 住建 14, 农业 27 and 浙江 60 count working days, 交通 61 five days of the calendar."""
    regime = _charge(moment, decision).regime
    if regime is Regime.TRA:
        return (moment.today - decision.at.date()).days > 5
    days = {Regime.SAMR: 7, Regime.HURD: 3, Regime.AGR: 2, Regime.ZJP: 3}.get(regime) if regime is not None else None
    if days is None and regime is None and (moment.facts.province or "").startswith("33"):
        days = 3
    return days is not None and moment.calendar.workdays_between(decision.at.date(), moment.today) > days


def inv_44(moment: Moment) -> Answer:
    """The version of the law was determined; the new code judges an older act only where it is the lighter."""
    answers: list[Answer] = []
    for decision in penalties(moment):
        charge = _charge(moment, decision)
        end = charge.act_until or charge.act_on
        older = charge.law == ECOLOGY_CODE and end is not None and end < CODE_IN_FORCE and not charge.continuing
        answers.append(charge.law != "" and (not older or charge.comparison is Comparison.NEW_LIGHTER))
    return every(answers)


def inv_46(moment: Moment) -> Answer:
    """Service has the conditions of its mode, and nothing runs before it."""
    answers: list[Answer] = []
    for row in moment.facts.services:
        if row.mode is Mode.ELECTRONIC:
            answers.append(row.consent is True)
        if row.effective_at is None:
            continue
        if row.failure is not None:
            answers.append(row.partys_fault is True and row.address_confirmed is True)
        if row.mode is Mode.PUBLIC:
            days = 60 if _regime(moment, row) in (Regime.AGR, Regime.TRA) else 30
            answers.append(row.reason != "" and (row.effective_at.date() - row.at.date()).days > days)
    for order in moment.facts.enforcements:
        if order.by_service and order.performed_at is not None:
            answers.append(order.served_at is not None and order.served_at <= order.performed_at)
    for table in ("surcharges", "demands", "enforcements"):
        for row in getattr(moment.facts, table):
            answers.append(_served(moment, row) or getattr(row, "urgent", False) is True)
    return every(answers)


def _regime(moment: Moment, row: object) -> Regime | None:
    mine = (getattr(row, "party", ""), getattr(row, "cause", ""))
    return next(each.regime for each in moment.facts.charges if (each.party, each.cause) == mine)


def _served(moment: Moment, row: object) -> bool:
    at = getattr(row, "at", None) or getattr(row, "decided_at", None)
    decisions = moment.of("decisions", row)
    if any(each.handed_over and each.at <= at for each in decisions):
        return True
    return any(
        each.paper is Paper.DECISION and each.effective_at is not None and each.effective_at <= at
        for each in moment.of("services", row)
    )
