"""By what a thing is with us (在库依据): from the rows of a case, at a moment."""

from collections.abc import Mapping
from datetime import datetime, time, timedelta
from typing import Final, NamedTuple

from tongpan.law.coercion.leaving import Title
from tongpan.law.facts import Decision, Measure, Preservation
from tongpan.law.facts.words import Fate
from tongpan.law.limits import Regime
from tongpan.law.penalty.kinds import PenaltyKind
from tongpan.law.penalty.preservation import Disposal, ends_by_itself
from tongpan.law.period import SHANGHAI
from tongpan.law.procedure.view import CaseView, ChargeView

_FATES: Final[Mapping[Fate, Title]] = {
    Fate.RETURNED: Title.LIFTED,
    Fate.HANDED_OVER: Title.WITH_POLICE,
    Fate.AUCTIONED: Title.OFFSET,
    Fate.DESTROYED: Title.DOOMED,
}
_DISPOSALS: Final[Mapping[Disposal, Title]] = {
    Disposal.SECURED: Title.RELEASED,
    Disposal.TESTED: Title.RELEASED,
    Disposal.RELEASED: Title.RELEASED,
    Disposal.SEIZED: Title.SEIZED,
    Disposal.HANDED_ON: Title.ELSEWHERE,
    Disposal.DESTROYED: Title.DOOMED,
}


class Hold(NamedTuple):
    """By what a thing is with us, and since when where a step ended what held it before."""

    title: Title
    since: datetime | None = None


def hold_of_seized(case: CaseView, thing: str) -> Hold | None:
    """
    Return by what a thing is with us on which a measure was taken; None where there is no such measure.

    Law: ACL 21, 27, 28, 41, 46.
    """
    for view in case.charges:
        for row in view.rows.get("measures", ()):
            if row.thing == thing:
                return _seized(view, row)
    return None


def _seized(view: ChargeView, row: Measure) -> Hold:
    if row.ended_at is None or row.fate is None or row.ended_at > view.case.at:
        return Hold(Title.SEIZED)
    return Hold(_FATES[row.fate], row.ended_at) if row.fate in _FATES else confiscated(view)


def hold_of_preserved(case: CaseView, ref: str) -> Hold | None:
    """
    Return by what preserved evidence is with us; None where there is no such preservation.

    Law: APL 56. SAMR 35 ¶2; HURD 19 ¶4; TRA 45 ¶2.
    """
    for view in case.charges:
        for row in view.rows.get("preservations", ()):
            if row.id == ref:
                return _preserved(view, row)
    return None


def _preserved(view: ChargeView, row: Preservation) -> Hold:
    if row.disposed_at is not None and row.disposed_at <= view.case.at:
        disposal = row.disposal or Disposal.RELEASED
        return Hold(_DISPOSALS[disposal], row.disposed_at) if disposal in _DISPOSALS else confiscated(view)
    limit = view.clock("DL-03", row.at.date())
    end = limit.act_by if limit is not None else None
    if end is None or view.case.today <= end or not ends_by_itself(view.charge.regime):
        return Hold(Title.PRESERVED)
    return Hold(Title.RELEASED, datetime.combine(end + timedelta(days=1), time.min, tzinfo=SHANGHAI))


def hold_of_party(case: CaseView, party: str, *, confiscating: bool) -> Hold:
    """
    Return by what a thing of a party is with us without a measure; `confiscating`: it came in as confiscated.

    Law: APL 74; ACL 41.
    """
    found = [confiscated(each) for each in case.charges if party in ("", each.charge.party)]
    best = next((each for title in (Title.FORFEITED, Title.REVOKED) for each in found if each.title is title), None)
    if confiscating:
        return best or Hold(Title.UNSERVED)
    return Hold(Title.GIVEN_FORFEITED if best is not None and best.title is Title.FORFEITED else Title.GIVEN)


def confiscated(view: ChargeView) -> Hold:
    """
    Return how a confiscation of goods stands: decided, served and in force; fallen; or not yet so.

    Law: APL 61, 74; ACL 41.
    """
    at, reopened = view.case.at, view.reopened
    if not _confiscates(view.decision):
        fell = reopened is not None and any(_confiscates(each) for each in view.earlier.get("decisions", ()))
        return Hold(Title.REVOKED, reopened.at) if reopened is not None and fell else Hold(Title.UNSERVED)
    revoked = view.revoked.ended_at if view.revoked is not None else None
    if revoked is not None and revoked <= at:
        return Hold(Title.REVOKED, revoked)
    served = view.served_at
    return Hold(Title.FORFEITED, served) if served is not None and served <= at else Hold(Title.UNSERVED)


def regime_of(case: CaseView, party: str) -> Regime | None:
    """
    Return the regime under which the charges on a party stand, the first where there are several.

    Law: none; each regime's own text.
    """
    regimes = [each.charge.regime for each in case.charges if party in ("", each.charge.party)]
    return next((each for each in regimes if each is not None), None)


def _confiscates(decision: Decision | None) -> bool:
    penalty = decision.penalty if decision is not None else None
    return penalty is not None and PenaltyKind.CONFISCATE_GOODS in penalty.kinds
