"""监督清单、待审: lists of cases by what is flagged of them; every list starts from the actor's scope."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from tongpan.agencies.domain.actor import Actor
from tongpan.cases import policies
from tongpan.cases.domain.duties import named
from tongpan.cases.domain.flags import FAR, Flag
from tongpan.cases.domain.looks import Roll
from tongpan.cases.domain.ownlimits import OWN
from tongpan.cases.models import Case, CaseFlag, CaseLimit, StepProposal, SupervisionLook
from tongpan.kernel.clock import date_of
from tongpan.kernel.errors import NotFound
from tongpan.kernel.ids import uuid7_floor
from tongpan.kernel.paging import Page, keyset, keyset_of_any
from tongpan.kernel.permissions import Permission
from tongpan.law.period import Kind
from tongpan.law.procedure import Step
from tongpan.leads import policies as lead_policies
from tongpan.leads.domain.choices import Outcome
from tongpan.leads.models import Lead

PAGE: Final = 50
COUNTED: Final = 999
LEADS_BACK: Final = timedelta(days=365)
VIOLATIONS: Final = (Outcome.CASE_OPENED, Outcome.CORRECTED)
"""results of a lead that say there was a violation"""
RELATED: Final = ("case", "case__town", "case__body", "case__team")
HIDDEN: Final = ("case__town__geometry",)


@dataclass(frozen=True, slots=True)
class RollRow:
    """One line of a list: a case or a lead, since which day it stands there, and why."""

    day: date
    why: str
    case: Case | None = None
    lead: Lead | None = None


@dataclass(frozen=True, slots=True)
class ReviewRow:
    """One case that waits for review; `until` is None where no day is set, `asked` that it was put before the actor."""

    case: Case
    until: date | None
    note: str
    mine: bool
    asked: bool


def roll(
    actor: Actor, which: Roll, now: datetime, *, after: str | None = None, size: int = PAGE
) -> tuple[list[RollRow], str | None]:
    """Return one page of a list of supervision, and the token of the next; two statements at most."""
    order = ("act_by", "id") if which is Roll.OVERDUE else ("-id",) if which is Roll.LEADS else ("-day", "-id")
    found: Page[Any] = keyset(_rows(actor, which, now), order=order, after=after, size=size)
    return [_line(which, one) for one in found.items], found.next


def roll_counts(actor: Actor, now: datetime) -> dict[Roll, int]:
    """Return how long each list is, up to one more than `COUNTED`; one statement for each."""
    return {which: _rows(actor, which, now).order_by()[: COUNTED + 1].count() for which in Roll}


def reviews(actor: Actor, *, after: str | None = None, size: int = PAGE) -> tuple[list[ReviewRow], str | None]:
    """
    Return what waits for the actor to review, what is due first in front; and the token of the next page.

    A reviewer also sees the cases in reach for which nobody is named yet. Three statements.
    """
    if not actor.can(policies.VIEW) or actor.officer_id is None:
        return [], None
    rows = CaseFlag.objects.filter(flag=Flag.TO_REVIEW).select_related(*RELATED).defer(*HIDDEN)
    parts = [rows.filter(officer_id=actor.officer_id)]
    if actor.can(Permission.CASES_REVIEW):
        parts.append(policies.visible_flags(actor, rows.filter(officer_id__isnull=True)))
    found = keyset_of_any(parts, order=("day", "id"), after=after, size=size)
    waiting = StepProposal.objects.filter(decider_id=actor.officer_id, step=Step.REVIEW.value, decided_at__isnull=True)
    asked = set(waiting.filter(case_id__in=[one.case_id for one in found.items]).values_list("case_id", flat=True))
    lines = [
        ReviewRow(
            case=one.case,
            until=None if one.day == FAR else one.day,
            note=one.note,
            mine=one.officer_id == actor.officer_id,
            asked=one.case_id in asked,
        )
        for one in found.items
    ]
    return lines, found.next


def case_to_look_at(actor: Actor, case_id: UUID) -> Case:
    """
    Return a case in a supervisor's reach, of which nothing but its number is to be shown before the look is kept.

    :raises Forbidden: if the actor does not supervise
    :raises NotFound: if there is none in reach
    """
    policies.require_supervisor(actor)
    found = policies.visible(actor, Case.objects.filter(pk=case_id)).first()
    if found is None:
        raise NotFound(policies.NO_CASE)
    return found


def look_needed(actor: Actor, case_id: UUID, on: date) -> bool:
    """Tell whether the actor has to say what for before a case is shown."""
    if not actor.can(policies.SUPERVISE):
        return False
    case = policies.visible(actor, Case.objects.filter(pk=case_id)).first()
    return case is not None and not policies.has_looked(actor, case, on)


def purpose_of_day(actor: Actor, on: date) -> str:
    """Return what the actor said the lists of the day are read for, or an empty text."""
    if actor.officer_id is None:
        return ""
    rows = SupervisionLook.objects.filter(officer_id=actor.officer_id, on=on, case=None)
    return rows.order_by("-at").values_list("purpose", flat=True).first() or ""


def looks_at(case_id: UUID) -> list[SupervisionLook]:
    """Return who looked at a case as a supervisor, newest first."""
    rows = SupervisionLook.objects.filter(case_id=case_id).select_related("officer")
    return list(rows.defer("officer__phone_sealed").order_by("-at")[:PAGE])


def _rows(actor: Actor, which: Roll, now: datetime) -> QuerySet[Any]:
    today = date_of(now)
    if which is Roll.OVERDUE:
        late = CaseLimit.objects.filter(kind=Kind.MUST_BY.value, act_by__lt=today).exclude(rule__in=OWN)
        return policies.visible_limits(actor, late).select_related(*RELATED).defer(*HIDDEN)
    if which is Roll.LEADS:
        seen = Lead.objects.filter(pk__gte=uuid7_floor(now - LEADS_BACK), outcome__in=VIOLATIONS)
        bare = seen.filter(~Exists(Case.objects.filter(lead_id=OuterRef("pk"))))
        return lead_policies.visible(actor, bare).select_related("town").defer("town__geometry")
    flags = CaseFlag.objects.filter(flag=which.value, day__lte=today)
    return policies.visible_flags(actor, flags).select_related(*RELATED).defer(*HIDDEN)


def _line(which: Roll, one: Any) -> RollRow:
    if which is Roll.OVERDUE:
        return RollRow(one.act_by, f"{named(one.rule)}：{one.explanation}", case=one.case)
    if which is Roll.LEADS:
        return RollRow(date_of(one.handled_at or one.collected_at), f"办理结果：{Outcome(one.outcome).label}", lead=one)
    return RollRow(one.day, one.note, case=one.case)
