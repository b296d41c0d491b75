"""Probes of courts, standstills and judgments (法院、中止执行、裁判)."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from tongpan.law.coercion.suspension import SuspensionGround
from tongpan.law.facts import Enforcement, Judgment, Remedy, Reopening, Ruling, Standstill, SuitTerm
from tongpan.law.facts.words import CourtAnswer, Enforcing, Outcome, RemedyKind, Track
from tongpan.law.model.probing.base import KEY, LATER, SUMMER, Probe, decided, demanded, demolition_ordered
from tongpan.law.model.starting import DAY_ONE, a_clue, investigated

AUTUMN = SUMMER + timedelta(days=20)
YEARS = DAY_ONE - timedelta(days=4 * 365)


def of_contesting() -> Iterator[Probe]:
    """
    Yield what stands in the way before courts, of a standstill, of an appeal, and of the same decision again.

    Law: none; cases to check with.
    """
    owed = demanded()
    spot = replace(owed, decisions=tuple(replace(each, track=Track.SUMMARY) for each in owed.decisions))
    for name, day in (("认定的起诉期限太短", date(2026, 3, 20)), ("认定了起诉期限", date(2026, 9, 2))):
        yield name, replace(spot, suit_terms=(SuitTerm(**KEY, at=LATER, reviewer="李", ends_on=day),)), SUMMER
    asked = replace(owed, enforcements=(Enforcement(**KEY, way=Enforcing.COURT, decided_at=SUMMER, signer="周"),))
    for answer in CourtAnswer:
        row = Ruling(**KEY, at=SUMMER, answer=answer, received_on=SUMMER.date())
        for when, at in (("", SUMMER + timedelta(hours=1)), ("二十日后", AUTUMN)):
            yield f"法院{answer.label}{when}", replace(asked, rulings=(row,)), at
    suit = Remedy(**KEY, kind=RemedyKind.LITIGATION, at=DAY_ONE)
    first = Judgment(**KEY, at=LATER, outcome=Outcome.UPHELD, received_on=LATER.date())
    sued = replace(decided(investigated(a_clue())), remedies=(suit,), judgments=(first,))
    yield "一审判决没有生效", sued, LATER + timedelta(days=1)
    yield "一审判决已经生效", sued, LATER + timedelta(days=30)
    changed = replace(suit, ended_at=LATER, outcome=Outcome.CHANGED, within=date(2026, 12, 1))
    yield "判决的履行期限没有届满", replace(owed, remedies=(changed,)), SUMMER
    rewritten = replace(suit, ended_at=LATER, outcome=Outcome.PARTLY_REVOKED)
    yield "判决部分撤销责令拆除", replace(demolition_ordered(), remedies=(rewritten,)), SUMMER
    yield from of_standstills()
    yield from of_orders()


def of_standstills() -> Iterator[Probe]:
    ordered = demolition_ordered()
    still = Standstill(**KEY, at=SUMMER - timedelta(days=1), ground=SuspensionGround.UNABLE)
    for name, gone in (("不明", None), ("没有消失", False), ("已经消失", True)):
        yield f"中止情形{name}", replace(ordered, standstills=(replace(still, gone=gone),)), SUMMER
    old = replace(still, at=YEARS, gone=True)
    for name, unable in (("能力不明", None), ("确无能力", True)):
        lapsed = replace(old, plain_harm=False, unable=unable)
        yield f"中止满三年，{name}", replace(ordered, standstills=(lapsed,)), SUMMER


def of_orders() -> Iterator[Probe]:
    fined = decided(investigated(a_clue()))
    for kind in RemedyKind:
        for outcome in (Outcome.REDONE, Outcome.VOID):
            fell = Remedy(**KEY, kind=kind, at=DAY_ONE, ended_at=DAY_ONE, outcome=outcome, restored_at=DAY_ONE)
            again = Reopening(**KEY, at=DAY_ONE + timedelta(days=1))
            yield f"{kind.label}{outcome.label}后照样再作", replace(fined, remedies=(fell,), reopenings=(again,)), LATER
