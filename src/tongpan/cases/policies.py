"""Who may know of a case, and who may take which step: the posts named in the case decide (处罚法 42, 57, 58, 64)."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from tongpan.agencies.domain.actor import Actor
from tongpan.agencies.domain.posts import Post
from tongpan.agencies.policies import officer_of
from tongpan.cases.domain import duties
from tongpan.cases.domain.posts import CANDIDATES, OF_THE_ORGAN
from tongpan.cases.models import (
    Case,
    CaseFlag,
    CaseLimit,
    CaseOfficer,
    CounterpartNotice,
    Education,
    PersonLimit,
    SupervisionLook,
)
from tongpan.kernel.errors import Forbidden, NotFound
from tongpan.kernel.permissions import Permission
from tongpan.law.conflicts import Answerer
from tongpan.law.facts import CaseFacts
from tongpan.law.facts.words import Role
from tongpan.law.procedure import Step
from tongpan.law.procedure.schedule import TOGETHER_POST, post_of

HEADS = OF_THE_ORGAN
VIEW, SUPERVISE = Permission.CASES_VIEW, Permission.CASES_SUPERVISE
NO_CASE = "没有找到这个案件，或您无权查看；请从“案件”列表进入"
NO_CHARGE = "本案没有这个当事人或者案由，请刷新后再填"


def visible(actor: Actor, rows: QuerySet[Case]) -> QuerySet[Case]:
    """Return the cases the actor may know of: of own places, bodies and teams, and those the actor has a part in."""
    if not actor.can(Permission.CASES_VIEW):
        return rows.none()
    if actor.officer_id is None or actor.scope.person is not None:  # then the scope knows of the parts by name
        return rows.filter(actor.scope.q())
    named = CaseOfficer.objects.filter(officer_id=actor.officer_id).values("case_id")
    return rows.filter(actor.scope.q() | Q(pk__in=named))


def require_reader(actor: Actor) -> None:
    """
    Let an actor pass who works with cases.

    :raises Forbidden: otherwise
    """
    if not actor.can(Permission.CASES_VIEW):
        raise Forbidden("案件只对办案、审核、负责和监督的人员开放")


def takes_lists_out(actor: Actor) -> bool:
    """Tell whether an actor may take lists of cases out (台账)."""
    return actor.can(Permission.LEADS_EXPORT) or actor.can(Permission.CASES_OPEN)


def require_opener(actor: Actor) -> UUID:
    """
    Let an actor pass who begins cases; return who that is.

    :raises Forbidden: otherwise
    """
    if not actor.can(Permission.CASES_OPEN) or actor.officer_id is None:
        raise Forbidden("案件由执法队员建档；协管员和其他人员请把情况报给队员")
    return actor.officer_id


def require_handler(roles: frozenset[Role], said: str = "事实由本案的承办人认定和修改") -> None:
    """
    Let pass who handles a case: nobody else says what was found in it, or does what `said` names.

    :raises Forbidden: otherwise
    """
    if Role.HANDLER not in roles:
        raise Forbidden(said)


def visible_limits(actor: Actor, rows: QuerySet[CaseLimit]) -> QuerySet[CaseLimit]:
    """Return the limits of the cases the actor may know of."""
    return _visible_rows(actor, rows)


def named_limits(actor: Actor, rows: QuerySet[PersonLimit]) -> QuerySet[PersonLimit]:
    """Return the limits of the cases in which the actor is named: they are the actor's wherever the case lies."""
    if not actor.can(Permission.CASES_VIEW) or actor.officer_id is None:
        return rows.none()
    return rows.filter(officer_id=actor.officer_id)


def visible_educations(actor: Actor, rows: QuerySet[Education]) -> QuerySet[Education]:
    """Return what was taught in the actor's places, bodies, teams and cases, and by the actor."""
    found = _visible_rows(actor, rows)
    if actor.officer_id is None or not actor.can(Permission.CASES_VIEW):
        return found
    named = CaseOfficer.objects.filter(officer_id=actor.officer_id).values("case_id")
    return rows.filter(Q(pk__in=found.values("pk")) | Q(officer_id=actor.officer_id) | Q(case_id__in=named))


def visible_exchanges(actor: Actor, rows: QuerySet[CounterpartNotice]) -> QuerySet[CounterpartNotice]:
    """Return what passed with the three in the actor's places, bodies, teams and cases."""
    found = _visible_rows(actor, rows)
    if actor.officer_id is None or not actor.can(Permission.CASES_VIEW):
        return found
    named = CaseOfficer.objects.filter(officer_id=actor.officer_id).values("case_id")
    return rows.filter(Q(pk__in=found.values("pk")) | Q(case_id__in=named))


def enters_exchanges(actor: Actor) -> bool:
    """Tell whether somebody enters what passes with the three beside any case: heads, and who supervises."""
    return actor.can(Permission.CASES_STAFF) or actor.can(Permission.CASES_SUPERVISE)


def require_exchanges(actor: Actor) -> UUID:
    """
    Let an actor pass who exchanges information with the three beside any case; return the county.

    :raises Forbidden: otherwise
    """
    if not enters_exchanges(actor) or actor.district_id is None:
        raise Forbidden("不涉及具体案件的往来由负责人或者司法局监督员登记；本案的往来请从案件页登记")
    return actor.district_id


def designates(actor: Actor, case: Case) -> bool:
    """Tell whether somebody enters what the county of a case designates: its chief dispatcher."""
    return actor.holds(Post.CHIEF_DISPATCHER) and actor.district_id == case.district_id


def require_designates(actor: Actor, case: Case) -> None:
    """
    Let pass who enters what the county designates.

    :raises Forbidden: otherwise
    """
    if not designates(actor, case):
        said = "指定管辖由共同的上一级行政机关作出（处罚法 25 条），由本区县总调度长登记；有争议的请先协商，再报请指定"
        raise Forbidden(said, code="case.designate")


def visible_flags(actor: Actor, rows: QuerySet[CaseFlag]) -> QuerySet[CaseFlag]:
    """Return the flags of the cases the actor may know of."""
    return _visible_rows(actor, rows)


def _visible_rows(actor: Actor, rows: QuerySet[Any]) -> QuerySet[Any]:
    if not actor.can(Permission.CASES_VIEW):
        return rows.none()
    if actor.scope.everything:
        return rows
    wanted = actor.scope.q(participants=False)
    if actor.scope.person is not None:
        wanted |= Q(case__officers__officer_id=actor.scope.person)
    return rows.filter(wanted)


def require_supervisor(actor: Actor) -> None:
    """
    Let an actor pass who supervises enforcement, and so takes no step in any case (M164).

    :raises Forbidden: otherwise
    """
    if not actor.can(Permission.CASES_SUPERVISE) or actor.officer_id is None:
        raise Forbidden("监督清单由司法局监督员查看；本单位的期限请看“期限”", code="cases.supervise")


def has_looked(actor: Actor, case: Case | None, on: date) -> bool:
    """
    Tell whether a supervisor's look of the day at the lists, or at a case as it now stands, is kept.

    Who does not supervise has none to keep.
    """
    if not actor.can(Permission.CASES_SUPERVISE):
        return True
    return _looks(actor, case).filter(on=on).exists()


def require_kept_look(actor: Actor, case: Case) -> None:
    """
    Let pass whose look at a case as it now stands is kept, if it has to be.

    :raises Forbidden: otherwise
    """
    if actor.can(Permission.CASES_SUPERVISE) and not _looks(actor, case).exists():
        raise Forbidden("监督查阅要先写明用途、留下记录：请从案件页面或者监督清单进入", code="cases.look")


def _looks(actor: Actor, case: Case | None) -> QuerySet[SupervisionLook]:
    rows = SupervisionLook.objects.filter(officer_id=officer_of(actor), case=case)
    return rows if case is None else rows.filter(version=case.version)


def require_sets_reminders(actor: Actor, body_id: UUID | None) -> UUID:
    """
    Let pass who sets when people are told of limits: the chief dispatcher for a county, a head for the own body.

    :raises Forbidden: otherwise
    """
    if actor.district_id is not None:
        if actor.holds(Post.CHIEF_DISPATCHER):
            return actor.district_id
        if body_id is not None and body_id == actor.agency_id and actor.holds(Post.HEAD):
            return actor.district_id
    raise Forbidden("全区的提醒规则由总调度长设定，本机关的由本机关负责人设定", code="cases.reminders")


def require_officer(actor: Actor) -> None:
    """
    Let an actor pass who may decide on the spot.

    :raises Forbidden: otherwise
    """
    if not actor.can(Permission.CASES_OPEN) or actor.officer_id is None:
        raise Forbidden("当场处罚由持证的执法队员办理；协管员和其他人员可以上报线索")


def require(actor: Actor, case: Case) -> None:
    """
    Let an actor pass who may know of a case.

    :raises NotFound: otherwise
    """
    if not knows(actor, case):
        raise NotFound(NO_CASE)


def knows(actor: Actor, case: Case) -> bool:
    """Tell whether an actor may know of a case."""
    return actor.can(Permission.CASES_VIEW) and (actor.scope.covers(case) or has_part(actor, case))


def has_part(actor: Actor, case: Case) -> bool:
    """Tell whether somebody has or had a part in a case: so does a reviewer of another town (全区人员库)."""
    return actor.officer_id is not None and case.officers.filter(officer_id=actor.officer_id).exists()


def roles_of(handle: str | None, facts: CaseFacts) -> frozenset[Role]:
    """Return what a person was named to do in the case; who stands aside does nothing in it (处罚法 43)."""
    if handle is None or any(each.officer == handle and each.granted for each in facts.recusals):
        return frozenset()
    return frozenset(role for role in Role if handle in holders(facts, role))


def holders(facts: CaseFacts, role: Role) -> list[str]:
    """Return who holds a post of a case, whether or not a recusal was granted: `duties.holders` leaves those out."""
    return duties.holders(facts.assignments, (), role)


def stands_apart(handle: str | None, facts: CaseFacts) -> bool:
    """
    Tell whether somebody may look at or decide what others did: who ever handled the case, or stands aside, does not.

    Law: APL 43, 57, 58; M164.
    """
    handled = {each.officer for each in facts.assignments if each.role is Role.HANDLER}
    return handle not in handled | {each.officer for each in facts.recusals if each.granted}


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


def pending_recusals(facts: CaseFacts) -> list[str]:
    """Return whose recusal was asked for and is not decided, in the order of asking."""
    return [each.officer for each in facts.recusals if each.granted is None]


def require_not_own_recusal(handle: str | None, officer: str) -> None:
    """
    Let pass who is not the one whose recusal is decided.

    Law: APL 43 ¶3.

    :raises Forbidden: otherwise
    """
    if handle == officer:
        raise Forbidden(
            "不能决定自己的回避；请由机关的其他负责人决定，先在“办案人员”里另行指定", code="cases.own_recusal"
        )


def handle_of(actor: Actor, people: Mapping[UUID, str]) -> str | None:
    """
    Return the name by which a case calls the actor, or None for somebody with no part in it.

    Who supervises has no part in any case, whatever else the person was named to (M164).
    """
    if actor.can(Permission.CASES_SUPERVISE):
        return None
    return people.get(actor.officer_id) if actor.officer_id is not None else None


def may_staff(actor: Actor, roles: frozenset[Role], facts: CaseFacts) -> bool:
    """Tell whether an actor names the people of a case: its handlers until it is filed, and those who lead them."""
    if facts.closing is not None:
        return False
    return actor.can(Permission.CASES_STAFF) or (Role.HANDLER in roles and facts.filing is None)


def enters_numbers(actor: Actor, roles: frozenset[Role]) -> bool:
    """Tell whether somebody enters by what number another system knows a case: who handles it, and who leads."""
    return Role.HANDLER in roles or actor.can(Permission.CASES_STAFF)


def sets_terms(actor: Actor) -> bool:
    """Tell whether somebody registers what an organ prints and numbers (机关代字, 文号): who leads it."""
    return actor.can(Permission.CASES_STAFF) and actor.holds(*CANDIDATES[Role.DECIDER], Post.SYSTEM_MANAGER)


def require_terms(actor: Actor) -> None:
    """
    Let pass who registers what an organ prints and numbers.

    :raises Forbidden: otherwise
    """
    if not sets_terms(actor):
        raise Forbidden("决定书载明事项和文号由机关或者队伍的负责人登记", code="cases.terms")


def may_settle(actor: Actor, roles: frozenset[Role], answerer: Answerer) -> bool:
    """Tell whether somebody answers what the law leaves open: as the law library names it."""
    if answerer is Answerer.LEGAL_REVIEWER:
        return Role.REVIEWER in roles
    if answerer is Answerer.HEAD:
        return bool(HEADS.intersection(roles)) and Role.HANDLER not in roles
    return actor.holds(Post.JUSTICE_SUPERVISOR)


def may_override(roles: frozenset[Role]) -> bool:
    """Tell whether somebody goes on past a derived rule: a head of the case who does not handle it."""
    return bool(HEADS.intersection(roles)) and Role.HANDLER not in roles


def sees_names(actor: Actor, roles: frozenset[Role]) -> bool:
    """Tell whether parties stand in clear before somebody: who has a part in the case, and who leads it."""
    return bool(roles) or actor.can(Permission.CASES_STAFF)


def sees_taught(actor: Actor, one: Education, roles: frozenset[Role]) -> bool:
    """
    Tell whether the party of an education stands in clear before somebody; `roles` are the parts in its case.

    As in the case it belongs to; of one without a case, before who taught it and who leads.
    """
    taught = one.case_id is None and one.officer_id == actor.officer_id and not actor.can(Permission.CASES_SUPERVISE)
    return taught or sees_names(actor, roles)


def may_open_files(actor: Actor, roles: frozenset[Role]) -> bool:
    """Tell whether somebody sees the content of evidence in the page: whoever sees the names that stand in it."""
    return sees_names(actor, roles)


def may_let_leave(roles: frozenset[Role]) -> bool:
    """Tell whether somebody lets a benchmark be left: the principal of the case, who does not handle it."""
    return Role.PRINCIPAL in roles and Role.HANDLER not in roles


def may_compare(roles: frozenset[Role]) -> bool:
    """Tell whether somebody looks at cases like this one, which show no person: who has a part in the case."""
    return bool(roles)
