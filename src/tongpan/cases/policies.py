"""Who may know of a case, and who may take which step: the posts named in the case decide (处罚法 42, 57, 58, 64)."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from django.db.models import QuerySet

from tongpan.agencies.domain.actor import Actor
from tongpan.cases.models import Case
from tongpan.kernel.errors import Forbidden, NotFound
from tongpan.kernel.permissions import Permission
from tongpan.law.facts import CaseFacts
from tongpan.law.facts.words import Role
from tongpan.law.procedure import Step
from tongpan.law.procedure.schedule import TOGETHER_POST, post_of

HEADS = frozenset({Role.APPROVER, Role.DECIDER, Role.PRINCIPAL})
NO_CASE = "没有找到这个案件，或您无权查看；请从“案件”列表进入"


def visible(actor: Actor, rows: QuerySet[Case]) -> QuerySet[Case]:
    """Return the cases the actor may know of: of own places, bodies and teams, and those the actor has a part in."""
    if not actor.can(Permission.CASES_VIEW):
        return rows.none()
    return rows.filter(actor.scope.q())


def require(actor: Actor, case: Case) -> None:
    """
    Let an actor pass who may know of a case.

    :raises NotFound: otherwise
    """
    if not actor.can(Permission.CASES_VIEW) or not actor.scope.covers(case):
        raise NotFound(NO_CASE)


def roles_of(handle: str | None, facts: CaseFacts) -> frozenset[Role]:
    """Return what a person was named to do in the case; who stands aside does nothing in it (处罚法 43)."""
    if handle is None or any(each.officer == handle and each.granted for each in facts.recusals):
        return frozenset()
    return frozenset(role for role in Role if handle in holders(facts, role))


def holders(facts: CaseFacts, role: Role) -> list[str]:
    """Return who holds a post of a case: handlers are several, of any other the last one named."""
    named = [each.officer for each in facts.assignments if each.role is role]
    return list(dict.fromkeys(named)) if role is Role.HANDLER else named[-1:]


def post_name(step: Step) -> str:
    """Return what the post is called that a step belongs to."""
    post = post_of(step)
    return TOGETHER_POST if post is None else post.label


def holders_of(step: Step, facts: CaseFacts) -> list[str]:
    """Return who takes a step of a case."""
    post = post_of(step)
    wanted = [role for role in Role if role in (HEADS if post is None else {post})]
    return list(dict.fromkeys(name for role in wanted for name in holders(facts, role)))


def may_take(roles: Iterable[Role], step: Step) -> bool:
    """Tell whether somebody with these roles takes a step."""
    post = post_of(step)
    return bool(HEADS.intersection(roles)) if post is None else post in set(roles)


def require_post(roles: frozenset[Role], step: Step, facts: CaseFacts) -> None:
    """
    Let pass who holds the post that a step belongs to.

    :raises Forbidden: otherwise; the reason names who holds it
    """
    if may_take(roles, step):
        return
    names = "、".join(holders_of(step, facts))
    who = post_name(step)
    way = f"本案由{names}办理；可以先“报批”" if names else f"本案还没有指定{who}，请先在“办案人员”里指定"
    raise Forbidden(f"“{step.label}”由{who}办理。{way}", code="cases.post")


def pending_recusal(facts: CaseFacts) -> str:
    """Return whose recusal is decided next, or an empty text."""
    return next((each.officer for each in facts.recusals if each.granted is None), "")


def require_not_own_recusal(handle: str | None, facts: CaseFacts) -> None:
    """
    Let pass who is not the one whose recusal is decided.

    Law: APL 43 ¶3.

    :raises Forbidden: otherwise
    """
    if handle == pending_recusal(facts):
        raise Forbidden(
            "不能决定自己的回避；请由机关的其他负责人决定，先在“办案人员”里另行指定", code="cases.own_recusal"
        )


def handle_of(actor: Actor, people: Mapping[UUID, str]) -> str | None:
    """Return the name by which a case calls the actor, or None for somebody with no part in it."""
    return people.get(actor.officer_id) if actor.officer_id is not None else None


def may_staff(actor: Actor, roles: frozenset[Role], facts: CaseFacts) -> bool:
    """Tell whether an actor names the people of a case: its handlers until it is filed, and those who lead them."""
    if facts.closing is not None:
        return False
    return actor.can(Permission.CASES_STAFF) or (Role.HANDLER in roles and facts.filing is None)


def may_override(roles: frozenset[Role]) -> bool:
    """Tell whether somebody goes on past a derived rule: a head of the case who does not handle it."""
    return bool(HEADS.intersection(roles)) and Role.HANDLER not in roles


def may_open_files(actor: Actor, roles: frozenset[Role]) -> bool:
    """Tell whether somebody sees the content of evidence in the page: who has a part in the case, and who leads it."""
    return bool(roles) or actor.can(Permission.CASES_STAFF)
