"""清单调整: which steps of a change of the list wait for the actor's post."""

from datetime import datetime
from typing import Final

from django.db.models import QuerySet

from tongpan.agencies.domain.actor import Actor
from tongpan.agencies.domain.waiting import Asked, Part, Waiting
from tongpan.agencies.queries.inbox import contribute, part_of
from tongpan.kernel.clock import date_of
from tongpan.kernel.permissions import Permission
from tongpan.powers.domain.kinds import ProposalStatus
from tongpan.powers.domain.proposal import CHECKED, REASONED
from tongpan.powers.models import ListProposal
from tongpan.powers.queries.proposals import due_assessments, proposals

_STEPS: Final[tuple[tuple[ProposalStatus, Permission, Asked, str, str], ...]] = (
    (ProposalStatus.LEGAL_CHECK, Permission.POWERS_CHECK, Asked.APPROVE, "合法性审核", str(CHECKED)),
    (ProposalStatus.APPROVED, Permission.POWERS_PUBLISH, Asked.DECIDE, "公布", str(REASONED)),
)


def _changes(actor: Actor, now: datetime) -> QuerySet[ListProposal] | None:
    mine = [status for status, needed, *_ in _STEPS if actor.can(needed)]
    return proposals(actor).filter(status__in=mine) if mine else None


@contribute(_changes)
def changes(actor: Actor, now: datetime, size: int) -> Part:
    """Changes of the list that wait to be checked, or to be published."""
    mine = {status: (ask, word, basis) for status, needed, ask, word, basis in _STEPS if actor.can(needed)}
    asked = _changes(actor, now)
    if asked is None:
        return Part()
    rows = []
    for one in asked.order_by("created_at", "id")[:size]:
        ask, word, basis = mine[ProposalStatus(one.status)]
        rows.append(
            Waiting(
                asked=ask, kind="清单调整", what=f"{word}：{one.title}", about=one.district.name, since=one.created_at,
                at="powers:proposal", args=(one.pk,), basis=basis, said=one.get_kind_display(),
            )
        )  # fmt: skip
    return part_of(rows, size, asked.count)


def _assessments(actor: Actor, now: datetime) -> QuerySet[ListProposal] | None:
    if not actor.can(Permission.POWERS_PROPOSE) or actor.district_id is None:
        return None
    return due_assessments(date_of(now), actor.district_id).select_related("district")


@contribute(_assessments)
def assessments(actor: Actor, now: datetime, size: int) -> Part:
    """Published changes whose periodic assessment is due."""
    asked = _assessments(actor, now)
    if asked is None:
        return Part()
    rows = [
        Waiting(
            asked=Asked.DO, kind="清单调整", what=f"定期评估：{one.title}", about=one.district.name,
            since=one.created_at, at="powers:proposal", args=(one.pk,), until=one.assessment_due_on,
            basis=str(REASONED), said="评估赋权承接得怎样",
        )
        for one in asked.order_by("assessment_due_on", "id")[:size]
    ]  # fmt: skip
    return part_of(rows, size, asked.count)
