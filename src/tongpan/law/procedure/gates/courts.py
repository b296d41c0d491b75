"""The courts and the enforcement (申请法院、受理、裁定、复议、执行): 行政强制法 53 to 60; 行政诉讼法 95."""

from datetime import date
from functools import lru_cache
from typing import Final

from tongpan.law.calendar import WorkCalendar
from tongpan.law.citation import Citation
from tongpan.law.coercion import court
from tongpan.law.coercion.power import has_enforcement_power
from tongpan.law.facts import Enforcement, Ruling, SuitTerm
from tongpan.law.facts.words import ASKED_OF_COURT, CHANGING, CourtAnswer, Enforcing, RemedyKind, Role
from tongpan.law.money import NOTHING
from tongpan.law.procedure.gate import gate
from tongpan.law.procedure.gates.enforcing import demand_of, enforced_by, enforcement_power, knowledge_of, pending_of
from tongpan.law.procedure.gates.paying import owed, unperformed
from tongpan.law.procedure.gates.redress import counted_from
from tongpan.law.procedure.settled import suit_term_ends_on
from tongpan.law.procedure.view import ChargeView, last, remembered
from tongpan.law.remedies.routes import Act, Knowledge, last_day_to_apply
from tongpan.law.titles import COERCION_LAW, LITIGATION_LAW
from tongpan.law.verdict import LAWFUL, Breach, Verdict

DISPUTED: Final = Citation(COERCION_LAW, 53, gist="起诉期限届满之日起三个月内申请法院")
BOTH_TERMS: Final = Citation(
    COERCION_LAW,
    53,
    figures=("当事人在法定期限内不申请行政复议或者提起行政诉讼",),
    gist="复议、起诉的法定期限都届满才可以申请",
)
JUDGED: Final = Citation(
    LITIGATION_LAW,
    95,
    figures=("拒绝履行判决、裁定、调解书的，行政机关或者第三人可以向第一审人民法院申请强制执行",),
    gist="拒绝履行判决、调解书的，向第一审法院申请强制执行",
)
PROCEEDS: Final = Citation(
    COERCION_LAW, 60, 4, figures=("应当上缴国库或者划入财政专户",), gist="划拨、拍卖所得上缴国库"
)

BY_JUDGMENT: Final = Breach(
    "enforcement.court.judgment",
    "原决定已经由判决或者诉讼调解变更，执行的是判决书或者调解书，不再按原决定申请",
    JUDGED,
    missing="当事人拒绝履行的，以判决书或者调解书为依据向第一审人民法院申请强制执行",
)
WINDOW_UNSETTLED: Final = Breach(
    "enforcement.court.unsettled",
    "当场处罚没有经过复议，申请法院强制执行的期限从何时起算没有统一规定",
    DISPUTED,
    missing="请法制审核人员认定起诉期限届满的日期",
)
TERM_SHORT: Final = Breach(
    "enforcement.court.term_short",
    "认定的起诉期限届满日早于申请复议的期限届满之日",
    BOTH_TERMS,
    missing="请法制审核人员重新认定",
)
JUDGMENT_EARLY: Final = Breach(
    "enforcement.judgment.early",
    "判决书、调解书给当事人的履行期限还没有届满",
    JUDGED,
    missing="期满仍不履行的再申请",
)
NOT_COLLECTED: Final = Breach(
    "enforcement.court.uncollected",
    "罚款还没有全部执行到位",
    PROCEEDS,
    missing="先登记执行到位的款项；不能全部到位的，等人民法院裁定终结执行",
)
_ALL_PAPERS: Final = frozenset(court.Paper)


def application_of(view: ChargeView) -> Enforcement | None:
    """Return the application that is before a court, None where there is none."""
    row = view.enforcement
    return row if row is not None and row.way in ASKED_OF_COURT and row.ended_at is None else None


@remembered
def ruling_of(view: ChargeView) -> Ruling | None:
    """Return what the courts last answered to the application that is before them."""
    asked = application_of(view)
    row: Ruling | None = last(view.rows.get("rulings"))
    return row if asked is not None and row is not None and row.at >= asked.decided_at else None


def admission_open(view: ChargeView) -> bool:
    """
    Tell whether a court has still to say if it takes the application.

    Law: 行政强制法 56.
    """
    asked, row = application_of(view), ruling_of(view)
    if asked is None or asked.way is not Enforcing.COURT:
        return False
    return row is None or (row.answer is CourtAnswer.REFUSED and row.review_at is not None)


def ruling_open(view: ChargeView) -> bool:
    """
    Tell whether a court has still to say if the decision is enforced.

    Law: 行政强制法 57, 58.
    """
    row = ruling_of(view)
    if row is None:
        return False
    return row.answer is CourtAnswer.ACCEPTED or (row.answer is CourtAnswer.DENIED and row.review_at is not None)


def reviewable(view: ChargeView) -> bool:
    """
    Tell whether the court above can be asked about the last ruling.

    Law: 行政强制法 56 ¶2, 58 ¶3.
    """
    row = ruling_of(view)
    against = (CourtAnswer.REFUSED, CourtAnswer.DENIED)
    return row is not None and row.answer in against and not row.upper and row.review_at is None


def turned_down(view: ChargeView) -> bool:
    """Tell whether a court refused, and no court above is asked."""
    row = ruling_of(view)
    return row is not None and row.answer in (CourtAnswer.REFUSED, CourtAnswer.DENIED) and row.review_at is None


def carried_out(view: ChargeView) -> bool:
    """Tell whether a court enforces: it ruled so, or a judgment is enforced."""
    asked, row = application_of(view), ruling_of(view)
    if asked is not None and asked.way is Enforcing.JUDGMENT:
        return True
    return row is not None and row.answer is CourtAnswer.GRANTED


def may_ask(view: ChargeView) -> bool:
    """
    Tell whether an application is in question: none was made, or a court would not take it.

    Law: 行政强制法 53, 56.
    Reading: what was refused may be made good and asked again within the term (ADR-0059).
    """
    if enforced_by(view) is None:
        return True
    row = ruling_of(view)
    return row is not None and row.answer is CourtAnswer.REFUSED and row.review_at is None


def judgment_may_be_asked(view: ChargeView) -> bool:
    """
    Tell whether the court can be asked to enforce its judgment: no application is before it, or it was turned down.

    Law: 行政诉讼法 95.
    """
    return judged(view) and (application_of(view) is None or turned_down(view))


def judged(view: ChargeView) -> bool:
    """Tell whether a suit replaced the decision by a judgment or a mediation paper."""
    return any(each.kind is RemedyKind.LITIGATION and each.outcome in CHANGING for each in view.remedies)


def unsettled(view: ChargeView) -> bool:
    """
    Tell whether no text says when the term to sue ends: a decision on the spot that was not reconsidered.

    Law: 行政复议法 23 ¶1(1); 行政强制法 53.
    """
    knowledge = knowledge_of(view)
    return knowledge is not None and knowledge.act is Act.SUMMARY_PENALTY and counted_from(view) is None


@remembered
def window_starts_on(view: ChargeView) -> date | None:
    """
    Return the day from which the three months run, None where nothing runs, or it hangs on a calendar or a person.

    Law: 行政强制法 53; 法释〔2018〕1号 156; APL 72 ¶2.
    """
    knowledge = knowledge_of(view)
    if knowledge is None or judged(view):
        return None
    settled = _settled_on(view)
    if settled is None and unsettled(view):
        return None
    return _starts(knowledge, view.case.calendar, counted_from(view), _deferred_until(view), settled)


def _settled_on(view: ChargeView) -> date | None:
    """The day that a reviewer entered for the charge; else the one that follows from what was settled for the case."""
    if not unsettled(view):
        return None
    row: SuitTerm | None = last(view.rows.get("suit_terms"))
    knowledge = knowledge_of(view)
    if row is not None or knowledge is None:
        return row.ends_on if row is not None else None
    return suit_term_ends_on(view, knowledge.known_on)


def _deferred_until(view: ChargeView) -> date | None:
    deferral = last(view.rows.get("deferrals"))
    return deferral.until if deferral is not None else None


@gate(
    "coercion.court.has_power",
    "coercion.court.pending",
    "coercion.court.early",
    "coercion.court.late",
    "coercion.court.no_demand",
    "coercion.court.demand_early",
    "coercion.court.unsigned",
    "enforcement.court.unsettled",
    "enforcement.court.term_short",
    "enforcement.court.judgment",
)
def court_open(view: ChargeView) -> Verdict:
    """
    Test that the court may be asked today (INV-61).

    Law: ACL 53–55; ALL 95; ALL-I 156.
    """
    knowledge = knowledge_of(view)
    if knowledge is None:
        return LAWFUL  # said by `served`
    if judged(view):
        return (BY_JUDGMENT,)
    settled = _settled_on(view)
    if unsettled(view):
        if settled is None:
            return (WINDOW_UNSETTLED,)
        shortest = last_day_to_apply(knowledge, view.case.calendar).act_by
        if shortest is not None and settled < shortest:
            return (TERM_SHORT,)
    window = _window(knowledge, view.case.calendar, counted_from(view), _deferred_until(view), settled)
    asked = demand_of(view)
    return court.check_court_application(
        court.CourtApplication(
            applied_on=view.case.today,
            has_power=has_enforcement_power(enforcement_power(view)),
            pending=pending_of(view),
            performed=not unperformed(view),
            demanded_on=asked.served_at.date() if asked is not None and asked.served_at is not None else None,
            papers=_ALL_PAPERS,
            head_signed=view.case.named(Role.PRINCIPAL) != "",
            sealed=True,
            dated=True,
            planning_building=False,
        ),
        window,
        view.case.calendar,
    )


@lru_cache(maxsize=4096)
def _window(
    knowledge: Knowledge, calendar: WorkCalendar, reconsidered: date | None, deferred: date | None, settled: date | None
) -> court.Window:
    return court.court_window(
        knowledge,
        calendar,
        reconsidered_on=reconsidered,
        deferral_ended_on=deferred,
        suit_term_ends_on=settled,
    )


@lru_cache(maxsize=4096)
def _starts(
    knowledge: Knowledge, calendar: WorkCalendar, reconsidered: date | None, deferred: date | None, settled: date | None
) -> date | None:
    return court.window_starts_on(
        knowledge,
        calendar,
        reconsidered_on=reconsidered,
        deferral_ended_on=deferred,
        suit_term_ends_on=settled,
    )


@gate("coercion.court.review_late")
def review_in_time(view: ChargeView) -> Verdict:
    """
    Test that the court above is asked in time.

    Law: ACL 56 ¶2; 58 ¶3.
    """
    row = ruling_of(view)
    if row is None:
        return LAWFUL
    refused = row.answer is CourtAnswer.REFUSED
    return court.check_review(row.received_on, view.case.today, refused=refused, calendar=view.case.calendar)


@gate("enforcement.judgment.early")
def judgment_due(view: ChargeView) -> Verdict:
    """
    Test that the day which a judgment or mediation paper gives the party is over.

    Law: ALL 95.
    Reading: a paper that names no day is due at once (ADR-0059).
    """
    days = [each.within for each in view.remedies if each.outcome in CHANGING and each.within is not None]
    return (JUDGMENT_EARLY,) if days and view.case.today <= max(days) else LAWFUL


@gate("enforcement.court.uncollected")
def collected(view: ChargeView) -> Verdict:
    """
    Test that what is owed in money was collected before the enforcement is called complete.

    Law: ACL 60 ¶4.
    """
    return LAWFUL if owed(view) == NOTHING else (NOT_COLLECTED,)
