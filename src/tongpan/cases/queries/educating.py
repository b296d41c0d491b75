"""教育和承诺 as lists and one by one: what is to be revisited, what was not kept; every list starts from the scope."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q

from tongpan.agencies.domain.actor import Actor
from tongpan.cases import policies
from tongpan.cases.domain.educating import Kept
from tongpan.cases.models import Case, Education
from tongpan.kernel.errors import NotFound
from tongpan.kernel.paging import Page, keyset
from tongpan.law.penalty.ladder import Offence

PAGE = 50
NO_EDUCATION = "没有找到这件教育，或您无权查看；请从“教育回访”列表进入"
RELATED = ("case", "matter", "town", "officer", "led_case", "led_lead")
BARE = ("town__geometry", "officer__phone_sealed")


@dataclass(frozen=True, slots=True, kw_only=True)
class EducationFilters:
    """What is shown: open ones by the day of the revisit, or those whose promise was not kept."""

    mine: bool = False
    broken: bool = False
    due: bool = False


def educations(
    actor: Actor, filters: EducationFilters, today: date, *, after: str | None = None, size: int = PAGE
) -> Page[Education]:
    """Return one page of what the actor may see: open ones by day, what was not kept newest first."""
    rows = policies.visible_educations(actor, Education.objects.all())
    if filters.mine:
        rows = rows.filter(officer_id=actor.officer_id) if actor.officer_id else rows.none()
    rows = rows.filter(result=Kept.BROKEN) if filters.broken else rows.filter(result="")
    if filters.due:
        rows = rows.filter(revisit_on__lte=today)
    order = ("-id",) if filters.broken else ("revisit_on", "id")
    rows = rows.select_related(*RELATED).defer(*BARE).prefetch_related("case__parties")
    return keyset(rows, order=order, after=after, size=size)


def own_revisits(actor: Actor, *, size: int) -> list[Education]:
    """Return what an officer has to revisit, what is due first in front; one statement."""
    if actor.officer_id is None or not actor.can(policies.VIEW):
        return []
    rows = Education.objects.filter(officer_id=actor.officer_id, result="").select_related("matter")
    return list(rows.order_by("revisit_on", "id")[:size])


def education_for(actor: Actor, education_id: UUID) -> Education:
    """
    Return an education the actor may know of.

    :raises Forbidden: if the actor supervises, and no look at its case is kept
    :raises NotFound: otherwise
    """
    rows = policies.visible_educations(actor, Education.objects.filter(pk=education_id))
    found = rows.select_related(*RELATED, "district").defer(*BARE, "district__geometry").first()
    if found is None:
        raise NotFound(NO_EDUCATION)
    if found.case is not None:
        policies.require_kept_look(actor, found.case)
    return found


def educations_of(case: Case) -> list[Education]:
    """Return what was taught in a case, and the education from which the case came, oldest first."""
    return list(Education.objects.filter(Q(case=case) | Q(led_case=case)).order_by("taught_at", "id"))


def taught_before(
    index: str, matter_code: str, *, district_id: UUID | None = None, but: UUID | None = None
) -> list[Education]:
    """Return what a party was taught on a matter, by the blind index of its number, oldest first."""
    rows = Education.objects.filter(identity_index=index, matter__code=matter_code)
    if district_id is not None:
        rows = rows.filter(district_id=district_id)
    if but is not None:
        rows = rows.filter(Q(case__isnull=True) | ~Q(case_id=but))
    return list(rows.order_by("act_on", "id"))


def with_education(decided: Iterable[tuple[UUID, str, Offence]], taught: Iterable[Education]) -> tuple[Offence, ...]:
    """
    Return earlier offences, by case and party, together with what was taught: one offence is counted once.

    A promise that was found broken was not corrected, whatever the decision said; one taught on the spot counts with
    the day of its act, as corrected only where a revisit found so (M148 to M151).
    """
    broken = {(one.case_id, one.party) for one in taught if one.case_id is not None and one.result == Kept.BROKEN}
    found = [Offence(each.on, each.corrected and (case_id, party) not in broken) for case_id, party, each in decided]
    found += [Offence(one.act_on, one.result == Kept.KEPT) for one in taught if one.case_id is None]
    return tuple(sorted(found, key=lambda each: each.on))
