"""Who keeps property: the keeper's list has its own permission; files and evidence are opened by the feature above."""

from uuid import UUID

from django.db.models import QuerySet

from tongpan.agencies.domain.actor import Actor
from tongpan.agencies.domain.posts import Post
from tongpan.agencies.models import Recorder
from tongpan.evidence.models import PropertyItem, Recording
from tongpan.kernel.errors import Forbidden
from tongpan.kernel.permissions import Permission


def visible(actor: Actor, rows: QuerySet[PropertyItem]) -> QuerySet[PropertyItem]:
    """Return the property in the actor's places and bodies."""
    if not actor.can(Permission.EVIDENCE_KEEP):
        return rows.none()
    return rows.filter(actor.scope.q(participants=False))


def require_keeper(actor: Actor) -> None:
    """
    Let pass who keeps property.

    :raises Forbidden: otherwise
    """
    if not actor.can(Permission.EVIDENCE_KEEP):
        raise Forbidden("涉案财物台账由保管人员和负责人查看", code=str(Permission.EVIDENCE_KEEP))


def visible_footage(actor: Actor, rows: QuerySet[Recording]) -> QuerySet[Recording]:
    """Return the footage of the actor's places and bodies to who keeps it: when and of whom, never what is seen."""
    if not actor.can(Permission.EVIDENCE_KEEP):
        return rows.none()
    return rows.filter(actor.scope.q(participants=False))


def may_keep_footage(actor: Actor) -> bool:
    """Tell whether an actor keeps footage."""
    return actor.can(Permission.EVIDENCE_KEEP)


def require_footage_keeper(actor: Actor, recorder: Recorder | None = None) -> None:
    """
    Let pass who keeps footage, of one recorder where one is named.

    :raises Forbidden: otherwise
    """
    if not may_keep_footage(actor) or (recorder is not None and not actor.scope.covers(recorder)):
        raise Forbidden("执法录像由所属镇街、机关的保管人员和负责人管理", code="footage.keeper")


def may_dispose(actor: Actor) -> bool:
    """Tell whether an actor decides that footage is let go of: a head who keeps it."""
    return actor.can(Permission.EVIDENCE_KEEP) and actor.holds(Post.HEAD)


def require_disposer(actor: Actor) -> None:
    """
    Let pass who decides that footage is let go of.

    :raises Forbidden: otherwise
    """
    if not may_dispose(actor):
        raise Forbidden("录像到期处置由机关负责人决定；保管人员可以先核对清单", code="footage.disposer")


def may_set_term(actor: Actor) -> bool:
    """Tell whether an actor says for the whole county how long footage is kept: its chief dispatcher."""
    return actor.district_id is not None and actor.holds(Post.CHIEF_DISPATCHER)


def require_sets_term(actor: Actor) -> UUID:
    """
    Let pass who sets the term of footage for the county, and return the county.

    :raises Forbidden: otherwise
    """
    if actor.district_id is None or not may_set_term(actor):
        raise Forbidden(
            "录像保存期限全区统一，由总调度长登记；要登记或者调整的，请把依据文件报总调度长", code="footage.term"
        )
    return actor.district_id


def require_sees_term(actor: Actor) -> None:
    """
    Let pass who keeps footage, and who sets its term.

    :raises Forbidden: otherwise
    """
    if not may_set_term(actor):
        require_footage_keeper(actor)


def may_override(actor: Actor) -> bool:
    """Tell whether a keeper goes on past a derived rule with a stated reason: one who leads."""
    return actor.can(Permission.EVIDENCE_KEEP) and actor.can(Permission.CASES_STAFF)
