"""审批层级: a body sets who looks at a step before the one who decides it."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Final
from uuid import UUID

from django.db import transaction

from tongpan.agencies import queries as agencies
from tongpan.agencies.domain.actor import Actor
from tongpan.agencies.domain.posts import Post
from tongpan.cases.domain.posts import LEVEL_POSTS, stands_at
from tongpan.cases.models import ApprovalChain
from tongpan.kernel import ledger
from tongpan.kernel.clock import date_of
from tongpan.kernel.errors import Forbidden, Invalid
from tongpan.kernel.permissions import Permission
from tongpan.law.procedure import Step

MOST_LEVELS: Final = 6


def may_set_levels(actor: Actor, body_id: UUID) -> bool:
    """Tell whether an actor sets the levels of a body: who heads it."""
    bodies = {actor.agency_id, *(held.agency_id for held in actor.held)}
    return actor.can(Permission.CASES_LEVELS) and body_id in bodies


def set_levels(
    *,
    body_id: UUID,
    step: Step | None,
    levels: Sequence[Mapping[str, str]],
    valid_from: date,
    actor: Actor,
    now: datetime,
) -> ApprovalChain:
    """
    Set the levels of a step (None: of all that have none of their own) from a day on; none means straight to the end.

    A level has ``post``, perhaps ``label`` and ``officer``. What lies before somebody already goes its old way.

    :raises Forbidden: if the actor does not head the body
    :raises Invalid: if a level has no post, somebody named does not hold it in the body, or the day lies behind
    """
    if not may_set_levels(actor, body_id):
        raise Forbidden("审批层级由本机关的负责人设置")
    if valid_from < date_of(now):
        raise Invalid("起始日不能早于今天", fields={"valid_from": "起始日不能早于今天"})
    wanted = [_level(place, each, body_id, valid_from) for place, each in enumerate(levels)]
    if len(wanted) > MOST_LEVELS:
        raise Invalid(f"层级至多{MOST_LEVELS}级")
    name = step.value if step is not None else ""
    with transaction.atomic(durable=True):
        old = ApprovalChain.objects.select_for_update(of=("self",)).filter(body_id=body_id, step=name, valid_to=None)
        for row in old:
            row.valid_to = max(valid_from, row.valid_from)
            row.save(update_fields=["valid_to"])
        made = ApprovalChain.objects.create(
            body_id=body_id, step=name, levels=wanted, valid_from=valid_from, made_at=now, made_by=actor.label
        )
        ledger.record(
            "case.levels_set", subject=made, actor=actor.label, at=now, body=str(body_id), step=name, levels=wanted,
            valid_from=valid_from.isoformat(),
        )  # fmt: skip
        return made


def _key(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _level(place: int, given: Mapping[str, str], body_id: UUID, on: date) -> dict[str, str]:
    post = given.get("post", "")
    if post not in set(LEVEL_POSTS):
        wrong = f"第{place + 1}级请选择岗位"
        raise Invalid(wrong, fields={f"post_{place}": wrong})
    officer = str(given.get("officer") or "")
    label = str(Post(post).label)
    if officer:
        found = agencies.with_posts([key], on) if (key := _key(officer)) else {}
        if not any(stands_at(one.held, (Post(post),), (body_id,)) for one in found.values()):
            wrong = f"第{place + 1}级指定的人到那时不在本机关担任{label}，请重新选择"
            raise Invalid(wrong, fields={f"who_{place}": wrong})
        label = f"{label} {next(iter(found.values())).officer.name}"
    return {"label": (given.get("label") or label)[:40], "post": post, "officer": officer}
