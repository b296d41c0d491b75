"""Enforcement that stands still, goes on or ends (中止、恢复、终结执行): 行政强制法 39, 40."""

from typing import Final

from tongpan.law.citation import Citation
from tongpan.law.coercion.power import has_enforcement_power
from tongpan.law.coercion.suspension import Resumption, check_continuing, check_resumption
from tongpan.law.facts import Standstill
from tongpan.law.facts.words import ASKED_OF_COURT
from tongpan.law.procedure.gate import gate
from tongpan.law.procedure.gates.courts import application_of, turned_down
from tongpan.law.procedure.gates.enforcing import enforced_by, enforcement_power
from tongpan.law.procedure.gates.paying import unperformed
from tongpan.law.procedure.view import ChargeView, last, remembered
from tongpan.law.titles import COERCION_LAW
from tongpan.law.verdict import LAWFUL, Breach, Verdict

NOT_STOPPED: Final = Citation(
    COERCION_LAW, 53, figures=("三个月内",), gist="中止执行不停止申请法院的期限，没有另外的规定"
)
TERM_RUNS: Final = Breach(
    "coercion.suspension.term_runs",
    "本机关没有强制执行权：没有条文规定中止执行时，申请人民法院强制执行的三个月停止计算",
    NOT_STOPPED,
    "C",
    "在三个月届满以前申请人民法院，或者与法院书面沟通",
)


@remembered
def standstill_of(view: ChargeView) -> Standstill | None:
    """Return the standstill that lasts, None where enforcement does not stand still."""
    row: Standstill | None = last(view.rows.get("standstills"))
    return row if row is not None and row.resumed_at is None else None


def under_way(view: ChargeView) -> bool:
    """Tell whether the organ itself is enforcing: it demanded or ordered, and no court has the case."""
    row = enforced_by(view)
    return view.demand is not None if row is None else row.way not in ASKED_OF_COURT


def suspendable(view: ChargeView) -> bool:
    """
    Tell whether enforcement can be made to stand still.

    Law: 行政强制法 39 ¶1.
    """
    return view.served_at is not None and unperformed(view) and under_way(view) and standstill_of(view) is None


def terminable(view: ChargeView) -> bool:
    """
    Tell whether enforcement can be ended for good: the organ's own, or after a court refused it.

    Law: 行政强制法 40.
    Reading: what is before a court, the court ends (ADR-0059).
    """
    row = view.enforcement
    if view.revoked is not None:
        return row is not None and row.ended_at is None
    if view.served_at is None or not unperformed(view):
        return False
    return turned_down(view) if application_of(view) is not None else under_way(view)


@gate("coercion.suspension.term_runs")
def court_term(view: ChargeView) -> Verdict:
    """
    Warn that the term for asking the court runs on.

    Law: ACL 39; 53.
    """
    return LAWFUL if has_enforcement_power(enforcement_power(view)) else (TERM_RUNS,)


@gate("coercion.enforcement.paused")
def going_on(view: ChargeView) -> Verdict:
    """
    Test that enforcement does not stand still.

    Law: ACL 39 ¶1.
    """
    row = standstill_of(view)
    return LAWFUL if row is None else check_continuing((row.ground,), ())


@gate(
    "coercion.resumption.unknown",
    "coercion.resumption.early",
    "coercion.resumption.drop_unknown",
    "coercion.resumption.dropped",
)
def resumable(view: ChargeView) -> Verdict:
    """
    Test that enforcement may go on: its ground is gone, and three years have not made it lapse.

    Law: ACL 39 ¶2.
    """
    row = standstill_of(view)
    if row is None:
        return LAWFUL
    told = Resumption(row.at.date(), view.case.today, row.gone, row.plain_harm, row.unable)
    return check_resumption(told, view.case.calendar)
