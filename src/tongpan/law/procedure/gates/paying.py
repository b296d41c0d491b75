"""Money (罚款的缴纳、收缴、加处)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Final

from tongpan.law.checklist import negate, unmet
from tongpan.law.citation import Citation
from tongpan.law.coercion.suspension import Agreement, TerminationGround, check_agreement
from tongpan.law.facts import Deferral, Surcharge
from tongpan.law.facts.words import Duty, Track
from tongpan.law.money import NOTHING, Money
from tongpan.law.penalty.execution import HARDSHIP, Instalment, SpotCollection, check_spot, last_day_to_pay
from tongpan.law.penalty.kinds import PenaltyKind
from tongpan.law.penalty.surcharge import Debt, PartPayment, Pause
from tongpan.law.penalty.surcharge import surcharge_due as accrued
from tongpan.law.procedure.adapting import KEPT
from tongpan.law.procedure.gate import gate
from tongpan.law.procedure.view import ChargeView, last, remembered
from tongpan.law.titles import APL
from tongpan.law.verdict import LAWFUL, Breach, Verdict

FIFTEEN: Final = Citation(APL, 67, 3, figures=("十五日",), gist="收到决定书之日起十五日内缴纳")
SURCHARGE: Final = Citation(APL, 72, 1, item=1, figures=("百分之三",), gist="到期不缴的每日加处百分之三，不超过本金")
PAUSED: Final = Citation(APL, 73, 3, gist="复议、诉讼期间加处罚款不计算")

SURCHARGE_EARLY: Final = Breach("surcharge.early", "缴款期限没有届满，不能加处罚款", FIFTEEN, missing="期满之后再加处")
SURCHARGE_PAUSED: Final = Breach(
    "surcharge.paused", "复议、诉讼期间不计算加处罚款", PAUSED, missing="待复议、诉讼终结后再计算"
)


@remembered
def fine_of(view: ChargeView) -> Money | None:
    """Return the fine decided, or what a remedy changed it to; None where there is none."""
    decision = view.decision
    if decision is None or decision.penalty is None or PenaltyKind.FINE not in decision.penalty.kinds:
        return None
    changed = _fine_changed_to(view)
    return changed if changed is not None else decision.penalty.fine


def _fine_changed_to(view: ChargeView) -> Money | None:
    """What a remedy changed the fine to, None where none did."""
    return last([each.fine for each in view.remedies if each.fine is not None])  # type: ignore[no-any-return]


@remembered
def money_of(view: ChargeView) -> Money:
    """Return the money that the decision orders to be paid: the fine, and the unlawful gain that is confiscated."""
    decision = view.decision
    if decision is None or decision.penalty is None or view.revoked is not None:
        return NOTHING
    penalty = decision.penalty
    sums = ((PenaltyKind.FINE, fine_of(view)), (PenaltyKind.CONFISCATE_INCOME, penalty.income))
    return sum((amount for kind, amount in sums if kind in penalty.kinds and amount is not None), NOTHING)


@remembered
def unpaid(view: ChargeView) -> bool:
    """Tell whether money is decided, not revoked, and not yet paid in full; without what was added for being late."""
    return sum_paid(view) < money_of(view)


@remembered
def owed(view: ChargeView) -> Money:
    """
    Return what is still to be paid: what was decided and the surcharge in force, less what was paid.

    Law: APL 67 ¶3; 72 ¶1(1); ACL 45.
    Reading: a surcharge is owed when it is demanded, for the organ may add one and need not (ADR-0029).
    """
    return Money(max(0, money_of(view).fen + surcharge_in_force(view).fen - sum_paid(view).fen))


@remembered
def surcharge_in_force(view: ChargeView) -> Money:
    """
    Return the surcharge last demanded and served, less what an execution agreement lawfully takes off it.

    Law: APL 72 ¶1(1); ACL 42 ¶1, 45 ¶2.
    Reading: of a fine that a remedy changed no more is in force than has accrued on the changed one (ADR-0058).
    """
    row = last([each for each in view.rows.get("surcharges", ()) if each.served_at is not None or not each.by_service])
    if row is None or view.revoked is not None:
        return NOTHING
    waived = NOTHING if row.waived is None or check_waiver(row) else row.waived
    amount = row.amount if _fine_changed_to(view) is None else min(row.amount, surcharge_of(view))
    return Money(max(0, amount.fen - waived.fen))


def check_waiver(row: Surcharge) -> Verdict:
    """
    Test what an agreement takes off a surcharge: nothing, unless the party made good and nobody is harmed.

    Law: ACL 42 ¶1.
    """
    return check_agreement(Agreement(negate(row.harmless), NOTHING, row.waived or NOTHING, bool(row.remedied)))


def check_payment(view: ChargeView, amount: Money) -> Verdict:
    """
    Test that no more is taken than is owed.

    Law: APL 67 ¶3; 72 ¶1(1).
    """
    left = owed(view)
    if NOTHING < amount and not left < amount:
        return LAWFUL
    return (
        Breach(
            "payment.not_owed",
            f"还应缴{left}（罚款、没收违法所得和已经加处的罚款，减去已缴的），不能登记{amount}",
            FIFTEEN,
            missing="核对票据的金额；多缴的退还当事人，不计入本案",
        ),
    )


@remembered
def sum_paid(view: ChargeView) -> Money:
    """Return what was paid so far, less what went back to the party."""
    paid = sum(each.amount.fen for each in view.rows.get("payments", ()))
    return Money(max(0, paid - sum(each.amount.fen for each in view.rows.get("refunds", ()))))


@remembered
def pay_by(view: ChargeView) -> date | None:
    """
    Return the last day on which the duty is performed in time, None before service.

    Of a fine that is paid in parts it is the day of the first part that is not covered, of the last one otherwise.

    Law: APL 66 ¶2, 67 ¶3.
    Reading: who misses an instalment is late with that instalment, not with those to come (ADR-0058).
    """
    if view.served_at is None or view.decision is None:
        return None
    if view.charge.duty is not Duty.PAY:
        return view.decision.perform_by
    parts = parts_of(view)
    left = uncovered(view)
    return left[0].part.due_on if left else (parts[-1].due_on if parts else _due(view))


def _due(view: ChargeView) -> date | None:
    """The last day of the time that the statute gives, or of a deferral."""
    if view.served_at is None:
        return None
    deferral = last(view.rows.get("deferrals"))
    due = last_day_to_pay(view.served_at.date(), view.case.calendar, view.charge.regime).act_by
    return max(due, deferral.until) if due is not None and deferral is not None else due


@remembered
def parts_of(view: ChargeView) -> tuple[Instalment, ...]:
    """
    Return the parts in which the fine falls due: one, unless payment in instalments was granted.

    What was paid before the grant stands before the instalments; what a remedy took off the fine is taken off the
    instalments that come first.

    Law: APL 66 ¶2, 67 ¶3.
    Reading: whatever is lessened or paid goes to the part due first (ADR-0058).
    """
    fine, due, deferral = fine_of(view), _due(view), last(view.rows.get("deferrals"))
    if fine is None or due is None:
        return ()
    if deferral is None or not deferral.parts:
        return (Instalment(due, fine),)
    before = fine.fen - sum(each.amount.fen for each in deferral.parts)
    found = [Instalment(deferral.parts[0].due_on, Money(before))] if before > 0 else []
    less = max(0, -before)
    for each in deferral.parts:
        kept = max(0, each.amount.fen - less)
        less = max(0, less - each.amount.fen)
        if kept:
            found.append(Instalment(each.due_on, Money(kept)))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class OpenPart:
    """A part of the fine that is not paid in full: its place among the parts from 1, and what is left of it."""

    place: int
    part: Instalment
    left: Money


@remembered
def uncovered(view: ChargeView) -> tuple[OpenPart, ...]:
    """
    Return the parts of the fine that are not paid in full, payments going to the part due first.

    Law: APL 66 ¶2, 67 ¶3.
    """
    paid, found = sum_paid(view).fen, []
    granted = last(view.rows.get("deferrals"))
    skipped = len(parts_of(view)) - len(granted.parts) if granted is not None and granted.parts else 0
    for place, part in enumerate(parts_of(view), 1 - skipped):
        left = max(0, part.amount.fen - paid)
        paid = max(0, paid - part.amount.fen)
        if left:
            found.append(OpenPart(place, part, Money(left)))
    return tuple(found)


@remembered
def fine_left(view: ChargeView) -> Money:
    """Return what is still to be paid of the fine itself: what may be divided into instalments."""
    fine = fine_of(view)
    return Money(max(0, fine.fen - sum_paid(view).fen)) if fine is not None else NOTHING


def check_plan(view: ChargeView, granted: Deferral) -> Verdict:
    """
    Test how payment is put off: beyond the time to pay, and in instalments that make up what is left of the fine.

    `view` is the charge before the grant.

    Law: APL 66 ¶2.
    """
    due, left = _due(view), fine_left(view)
    days = [each.due_on for each in granted.parts]
    total = sum((each.amount for each in granted.parts), NOTHING)
    return unmet(
        (
            due is None or granted.until > due,
            Breach("deferral.early", "延期、分期的最后一日没有晚于原来的缴款期限", HARDSHIP, missing="改为原期限之后"),
        ),
        (
            not days or total == left,
            Breach(
                "deferral.sum",
                f"各期合计{total}，应当等于还没有缴的罚款{left}（没收的违法所得、加处的罚款不在分期之内）",
                HARDSHIP,
                missing="更正各期的金额",
            ),
        ),
        (
            all(each.amount > NOTHING for each in granted.parts)
            and days == sorted(set(days))
            and (not days or (days[0] >= view.case.today and days[-1] == granted.until)),
            Breach(
                "deferral.order",
                "各期应当有金额、按日期先后排列，从今天起算，最后一期就是分期的最后一日",
                HARDSHIP,
                missing="更正各期的日期",
            ),
        ),
    )


@gate("execution.spot.forbidden", "execution.spot.unknown")
def collectable(view: ChargeView) -> Verdict:
    """
    Test that officers may take the money on the spot (INV-47).

    Law: APL 68, 69.
    """
    fine, decision, charge = fine_of(view), view.decision, view.charge
    if fine is None or decision is None:
        return LAWFUL
    asked = charge.asks_on_spot
    return _spot(
        SpotCollection(
            fine=fine,
            summary=decision.track is Track.SUMMARY,
            collected_on=view.case.today,
            hard_later=charge.hard_later,
            remote=bool(asked),
            difficult=asked,
            asked=bool(asked),
            receipt="专用票据",
            official_receipt=True,
        )
    )


_spot = lru_cache(maxsize=KEPT)(check_spot)


@remembered
def surchargeable(view: ChargeView) -> bool:
    """
    Tell whether a surcharge is in question: the fine is owed, or more days have been counted than were demanded.

    Where a remedy changed the fine, also what was demanded above the changed one is demanded anew.

    Law: APL 72 ¶1(1); ACL 45 ¶2.
    """
    fine, row = fine_of(view), last(view.rows.get("surcharges"))
    over = view.revoked is not None or view.case.facts.closing is not None or ended(view)
    if fine is None or view.served_at is None or over:
        return False
    if row is None and sum_paid(view) < fine:
        return True
    demanded, counted = row.amount if row is not None else NOTHING, surcharge_of(view)
    lowered = _fine_changed_to(view) is not None and NOTHING < counted < demanded
    return demanded < counted or lowered


@gate("surcharge.early", "surcharge.paused")
def surcharge_due(view: ChargeView) -> Verdict:
    """
    Test that a surcharge runs today (INV-48).

    Law: APL 67, 72, 73.
    Reading: what has accrued on an instalment that was paid late may be added before the next falls due (ADR-0029).
    """
    due = pay_by(view)
    late = due is not None and view.case.today > due
    found = LAWFUL if late or surcharge_of(view) != NOTHING else (SURCHARGE_EARLY,)
    return (*found, SURCHARGE_PAUSED) if view.pending else found


@remembered
def owes_work(view: ChargeView) -> bool:
    """Tell whether the decision orders something to be done and it is not done."""
    decision = view.decision
    return (
        decision is not None
        and decision.penalty is not None
        and view.charge.duty is not Duty.PAY
        and view.revoked is None
        and decision.performed_at is None
        and not any(each.performed_at for each in view.rows.get("enforcements", ()))
    )


@remembered
def ended(view: ChargeView) -> bool:
    """
    Tell whether enforcement ended for good though the decision stands: nobody is made to perform any more.

    Law: ACL 39 ¶2; 40.
    """
    rows = view.rows.get("terminations", ())
    return any(each.ground is not TerminationGround.DECISION_REVOKED for each in rows)


@remembered
def unperformed(view: ChargeView) -> bool:
    """Tell whether anything that was decided is still owed and can be enforced."""
    return not ended(view) and (owed(view) != NOTHING or owes_work(view))


@remembered
def surcharge_of(view: ChargeView) -> Money:
    """
    Return what has accrued by today on what was not paid of the fine.

    Law: APL 72, 73.
    Reading: what is paid goes to the fine first (ADR-0029).
    """
    fine = fine_of(view)
    if fine is None or fine == NOTHING or not parts_of(view):
        return NOTHING
    pauses = tuple(
        Pause(each.at.date(), each.ended_at.date() if each.ended_at is not None else None) for each in view.remedies
    )
    debt = Debt(parts_of(view), told=True, payments=tuple(_on_fine(view, fine)), pauses=pauses)
    return accrued(debt, view.case.today, view.case.calendar).amount


def _on_fine(view: ChargeView, fine: Money) -> Iterator[PartPayment]:
    """Yield what of each payment goes to the fine; what went back to the party is taken from the last ones."""
    left = min(fine.fen, sum_paid(view).fen)
    for each in view.rows.get("payments", ()):
        part = min(left, each.amount.fen)
        left -= part
        yield PartPayment(each.at.date(), Money(part))
