"""Clocks that need more than a trigger (期限): the time to decide, and how it may be prolonged."""

from functools import lru_cache

from tongpan.law.limits import ExtensionRule, LimitRefused, Regime, find_provision, rule
from tongpan.law.period import Exclusion, Extension, Limit, Unit
from tongpan.law.procedure.view import ChargeView, clock, remembered


@remembered
def decision_limit(view: ChargeView) -> Limit | None:
    """
    Return the time to decide, with what prolongs it and what does not count.

    Law: APL 60; 市场监管程序规定 64; 住建程序规定 29; 农业程序规定 58; 交通程序规定 78.
    Reading: a prolongation or pause that the rules do not know counts for nothing (ADR-0042).
    """
    facts = view.case.facts
    if facts.filing is None:
        return None
    day = facts.filing.at.date()
    if not facts.prolongations and not facts.pauses:
        return view.clock("DL-09", day)
    charge = view.charge
    try:
        provision = find_provision(rule("DL-09"), charge.regime, facts.province)
    except LimitRefused:
        return None
    pauses = tuple(Exclusion(p.ground, p.start, p.end) for p in facts.pauses if p.ground in provision.exclusions)
    granted = tuple(Extension(each.days, Unit.DAY, each.grantor, each.at.date()) for each in facts.prolongations)
    while True:
        limit = clock("DL-09", day, view.case.calendar, charge.regime, facts.province, pauses, granted)
        if limit is not None or not granted:
            return limit
        granted = granted[:-1]


def prolongable(view: ChargeView) -> ExtensionRule | None:
    """
    Return the next prolongation of the time to decide that the rules of the charge know.

    Law: APL 60; the regimes' own.
    """
    steps = _steps(view.charge.regime, view.case.facts.province)
    done = len(view.case.facts.prolongations)
    return steps[done] if done < len(steps) else None


@lru_cache(maxsize=1024)
def _steps(regime: Regime | None, province: str | None) -> tuple[ExtensionRule, ...]:
    try:
        return find_provision(rule("DL-09"), regime, province).extensions
    except LimitRefused:
        return ()
