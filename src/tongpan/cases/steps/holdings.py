"""
涉案财物与措施: by which row of the case a line of the register is with us, and what has to go back by when.

The register keeps and counts (`evidence`); the case answers by what (`law.procedure.holding`). ADR-0060.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Final
from uuid import UUID

from tongpan.cases.domain.ownlimits import RETURN
from tongpan.cases.domain.tables import Kept
from tongpan.cases.models import Case, CaseLimit
from tongpan.cases.queries.facts import known
from tongpan.cases.steps import ownlimits
from tongpan.cases.steps.gathering import record_of
from tongpan.evidence import queries as evidence
from tongpan.evidence.domain.choices import Origin
from tongpan.evidence.models import PropertyItem
from tongpan.evidence.steps import owning
from tongpan.evidence.steps.owning import Held, Owner
from tongpan.kernel.calendar import calendar_in_force
from tongpan.kernel.clock import SHANGHAI, date_of
from tongpan.law.coercion.leaving import Title
from tongpan.law.facts import CaseFacts, Measure, Preservation
from tongpan.law.procedure.holding import (
    Hold,
    hold_of_party,
    hold_of_preserved,
    hold_of_seized,
    regime_of,
)
from tongpan.law.procedure.view import CaseView

GOES_BACK: Final = frozenset({Title.LIFTED, Title.RELEASED, Title.REVOKED})
"""what is to be given back at once (强制法 28, 41)"""
TELLING: Final = frozenset({"measures", "preservations", "decisions", "services", "remedies", "revocations"})
"""tables by which it may change what things are held by"""


def held_by(facts: CaseFacts, items: Sequence[PropertyItem], at: datetime) -> dict[UUID, Held]:
    """Return by what each line is with us at a moment, as the rows of the case tell."""
    view = CaseView(facts, at.astimezone(SHANGHAI), calendar_in_force())
    found = {}
    for item in items:
        hold = _hold(view, item)
        regime = regime_of(view, item.party)
        found[item.pk] = Held(hold.title, hold.since, regime) if hold is not None else Held(regime=regime)
    view.charges = ()  # the views point at each other
    return found


def _hold(view: CaseView, item: PropertyItem) -> Hold | None:
    origin = Origin(item.came_from.origin if item.came_from is not None else item.origin)
    if origin is Origin.SEIZED:
        return hold_of_seized(view, item.ref) if item.ref else None
    if origin is Origin.PRESERVED:
        return hold_of_preserved(view, item.ref) if item.ref else None
    return hold_of_party(view, item.party, confiscating=origin is Origin.CONFISCATED)


def row_of(facts: CaseFacts, origin: Origin, ref: str) -> Measure | Preservation | None:
    """Return the row of a case by which a line is with us; None where there is none of that name."""
    if origin is Origin.SEIZED:
        return next((row for row in facts.measures if row.thing == ref), None)
    if origin is Origin.PRESERVED:
        return next((row for row in facts.preservations if row.id == ref), None)
    return None


def left_with_titles(case: Case, facts: CaseFacts, at: datetime) -> list[tuple[PropertyItem, Title | None]]:
    """Return what is still with us, each with its title; of what no measure needs, an untold one is no mystery."""
    left = evidence.left_of(record_of(case))
    found = held_by(facts, left, at)
    return [(item, _known(item, found[item.pk].title)) for item in left]


def _known(item: PropertyItem, title: Title | None) -> Title | None:
    return Title.GIVEN if title is None and item.origin != Origin.SEIZED else title


def follow(case: Case, changed: Sequence[Kept], facts: CaseFacts, now: datetime) -> None:
    """Renew the days by which things go back where a step changed what holds them, in the caller's transaction."""
    if {row.table for row in changed} & TELLING:
        renew(case, facts, now)


def renew(case: Case, facts: CaseFacts, now: datetime) -> None:
    """Let a day run for each measure whose things are to go back and are still here, and end those of others."""
    left = evidence.left_of(record_of(case))
    running = set(CaseLimit.objects.filter(case=case, rule=RETURN).values_list("ref", flat=True))
    if not left and not running:
        return
    found = held_by(facts, left, now)
    due: dict[str, list[PropertyItem]] = {}
    since: dict[str, date] = {}
    for item in left:
        held = found[item.pk]
        if held.title in GOES_BACK and held.since is not None:
            key = item.ref or f"财物{item.number}"
            due.setdefault(key, []).append(item)
            since.setdefault(key, date_of(held.since))
    for key, items in due.items():
        more = f"等 {len(items)} 项" if len(items) > 1 else ""
        said = f"“{items[0].name}”{more}已经解除或者决定已撤销，应当立即退还，由双方在清单上签名"
        ownlimits.run(case, RETURN, key, since[key], explanation=said, today=date_of(now), party=items[0].party)
    for key in running - due.keys():
        ownlimits.stop(case, RETURN, key)


def lock(case_id: UUID) -> None:
    """Take a case for the rest of the transaction: what holds its things stays as it is."""
    Case.objects.select_for_update(of=("self",)).filter(pk=case_id).first()


def _held(case_id: UUID, items: Sequence[PropertyItem], at: datetime) -> Mapping[UUID, Held]:
    case = Case.objects.select_related("district").defer("district__geometry").get(pk=case_id)
    return held_by(known(case, date_of(at)).facts, items, at)


def _moved(item: PropertyItem, now: datetime) -> None:
    case = Case.objects.select_related("district").defer("district__geometry").get(pk=item.record_id)
    renew(case, known(case, date_of(now)).facts, now)


def answer_for_property() -> None:
    """Let the register ask the cases by what it holds their things."""
    owning.own(Case._meta.label_lower, Owner(lock, _held, _moved))
