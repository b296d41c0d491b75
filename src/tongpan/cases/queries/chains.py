"""审批层级: which levels a body has set for a step on a day, and who may stand at each in one case."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q

from tongpan.agencies import queries as agencies
from tongpan.agencies.domain.posts import Post
from tongpan.cases import policies
from tongpan.cases.domain.acts import CaseAct
from tongpan.cases.domain.posts import stands_at
from tongpan.cases.models import ApprovalChain, Case
from tongpan.cases.queries.people import organs_of
from tongpan.law.facts import CaseFacts
from tongpan.law.facts.words import Role
from tongpan.law.procedure import Step
from tongpan.law.procedure.schedule import post_of


@dataclass(frozen=True, slots=True)
class Seat:
    """
    One level as it comes out in one case: who may stand there (officer → name), and who stands there by himself.

    `own` says that only handlers of the case hold the post: the level is passed over, for who handles a case does not
    look at it as another.
    """

    label: str
    candidates: Mapping[UUID, str]
    preset: UUID | None
    own: bool = False


def chain_on(body_id: UUID, step: str, on: date) -> ApprovalChain | None:
    """Return the setting in force on a day: the step's own before the general one."""
    rows = ApprovalChain.objects.filter(body_id=body_id, step__in=["", step], valid_from__lte=on)
    rows = rows.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=on))
    return rows.order_by("-step", "-valid_from").first()


def chains_of(body_id: UUID, on: date) -> list[ApprovalChain]:
    """Return what a body has set, in force on a day or later."""
    rows = ApprovalChain.objects.filter(body_id=body_id).filter(Q(valid_to__isnull=True) | Q(valid_to__gt=on))
    return list(rows.order_by("step", "valid_from"))


def seats(
    case: Case, code: str, decider_id: UUID | None, facts: CaseFacts, people: Mapping[UUID, str], on: date
) -> list[Seat]:
    """
    Return the levels before the head who decides; none where nothing is set, and for what no head decides alone.

    Who decides is no level before himself; who handles the case or stands aside is none either (处罚法 43, 57).
    """
    of_head = code in set(CaseAct) or post_of(Step(code)) in policies.HEADS
    chain = chain_on(case.body_id, code, on) if of_head else None
    if chain is None:
        return []
    handled = {each.officer for each in facts.assignments if each.role is Role.HANDLER}
    found = []
    for level in chain.levels:
        held = holders_at(case, level, on)
        if decider_id in held:
            held = {key: name for key, name in held.items() if key != decider_id}
            if not held:
                continue
        free = {key: name for key, name in held.items() if policies.stands_apart(people.get(key), facts)}
        own = bool(held) and not free and all(people.get(key) in handled for key in held)
        found.append(Seat(level["label"], free, _preset(level["post"], free, facts, people), own))
    return found


def holders_at(case: Case, level: Mapping[str, str], on: date) -> dict[UUID, str]:
    """
    Return who may stand at a level on a day: those of the organ, of the case's own team where it has any.

    Reviewers come from the county's pool. Who was named and holds the post no more stands there no more.
    """
    post = Post(level["post"])
    if level.get("officer"):
        posted = agencies.with_posts([UUID(level["officer"])], on)
        organs = organs_of(case)
        return {key: one.officer.name for key, one in posted.items() if stands_at(one.held, (post,), organs)}
    if post is Post.REVIEWER:
        rows = agencies.people_in_posts((post,), district_id=case.district_id, town_id=case.town_id, on=on)
    else:
        rows = agencies.people_of_bodies((post,), organs_of(case), on)
    own = [row for row in rows if row.team_id is not None and row.team_id == case.team_id]
    return {row.officer_id: row.name for row in own or rows}


def _preset(post: str, free: Mapping[UUID, str], facts: CaseFacts, people: Mapping[UUID, str]) -> UUID | None:
    """Return the only one, or the only one who has such a part in this case."""
    if len(free) == 1:
        return next(iter(free))
    parts = {Role.REVIEWER} if post == Post.REVIEWER else policies.HEADS
    held = {name for role in parts for name in policies.holders(facts, role)}
    named = [key for key in free if people.get(key) in held]
    return named[0] if len(named) == 1 else None
