"""Which post may do what. Reach is worked out in `queries.actors`; here stand the tables and the checks."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Q, QuerySet

from tongpan.agencies.domain.actor import Actor, anonymous_actor
from tongpan.agencies.domain.authority import AUTHORITY, Act, Reach, acts_of, who_may
from tongpan.agencies.domain.posts import OfficeFunction, Post, StaffKind
from tongpan.agencies.models import Recorder, Team
from tongpan.kernel.errors import Forbidden, NotFound
from tongpan.kernel.permissions import Permission as P

__all__ = ["Actor", "anonymous_actor", "check_dispatch", "may_dispatch", "permissions_of", "require_permission"]

_READ = frozenset({P.AGENCIES_VIEW, P.POWERS_VIEW})
_FIELD = _READ | {P.LEADS_VIEW, P.LEADS_REGISTER, P.DISPATCH_VIEW}
_OFFICE = _FIELD | {
    P.LEADS_TRIAGE,
    P.LEADS_ASSIGN,
    P.LEADS_MERGE,
    P.LEADS_ANSWER,
    P.LEADS_REOPEN,
    P.LEADS_EXPORT,
    P.LEADS_IMPORT,
    P.LEADS_ARCHIVE,
    P.LEADS_REPORTER,
    P.DISPATCH_ASSIGN,
    P.DISPATCH_CLOSE,
    P.DISPATCH_DISPUTE,
    P.DISPATCH_JOINT,
    P.DISPATCH_URGE,
    P.AGENCIES_CALLOUT_REQUEST,
    P.AGENCIES_HANDOVER,
    P.AGENCIES_PHONE,
    P.AGENCIES_ROSTER,
}
_HANDLE = _FIELD | {
    P.LEADS_HANDLE,
    P.LEADS_FAST_LANE,
    P.DISPATCH_SIGN,
    P.DISPATCH_RETURN,
    P.AGENCIES_CALLOUT_ANSWER,
    P.AGENCIES_HANDOVER,
    P.CASES_OPEN,
    P.CASES_VIEW,
}
_SQUAD = _HANDLE | {P.CASES_STAFF, P.DISPATCH_ASSIGN, P.DISPATCH_DISPUTE, P.AGENCIES_PHONE, P.AGENCIES_ROSTER}
_LEAD = _OFFICE | {P.EVIDENCE_KEEP, P.CASES_STAFF, P.CASES_VIEW, P.DISPATCH_APPROVE, P.COMMAND_STATISTICS}
_DISTRICT = _OFFICE | {
    P.CASES_VIEW,
    P.COMMAND_OVERVIEW,
    P.COMMAND_STATISTICS,
    P.DISPATCH_SETTLE,
    P.DISPATCH_SUPERVISE,
    P.DISPATCH_APPROVE,
}

POST_PERMISSIONS: dict[Post, frozenset[P]] = {
    Post.TOWN_DISPATCHER: _OFFICE | {P.DOCUMENTS_SEAL, P.EVIDENCE_KEEP},
    Post.OFFICER: _HANDLE,
    Post.TEAM_LEADER: _LEAD | _SQUAD,
    Post.EXECUTIVE_DEPUTY: _LEAD | _SQUAD,
    Post.DEPUTY_LEADER: _SQUAD,
    Post.SQUAD_LEADER: _SQUAD,
    Post.OFFICE_HEAD: _LEAD | {P.CASES_LEVELS, P.DOCUMENTS_SEAL, P.DOCUMENTS_SEALS},
    Post.HEAD: _FIELD
    | {
        P.DOCUMENTS_SEAL,
        P.DOCUMENTS_SEALS,
        P.EVIDENCE_KEEP,
        P.CASES_LEVELS,
        P.CASES_STAFF,
        P.CASES_VIEW,
        P.DISPATCH_APPROVE,
        P.DISPATCH_ASSIGN,
        P.DISPATCH_CLOSE,
        P.DISPATCH_URGE,
        P.LEADS_ASSIGN,
        P.LEADS_ARCHIVE,
        P.LEADS_EXPORT,
        P.COMMAND_STATISTICS,
        P.POWERS_NEGOTIATE,
        P.AGENCIES_PHONE,
        P.AGENCIES_CALLOUT_REQUEST,
    },
    Post.DISTRICT_DISPATCHER: _DISTRICT,
    Post.CHIEF_DISPATCHER: _DISTRICT,
    Post.LIAISON: _FIELD
    | {
        P.DOCUMENTS_SEAL,
        P.DISPATCH_LIAISE,
        P.DISPATCH_SIGN,
        P.DISPATCH_RETURN,
        P.DISPATCH_DISPUTE,
        P.DISPATCH_ASSIGN,
        P.LEADS_HANDLE,
        P.LEADS_EXPORT,
        P.POWERS_NEGOTIATE,
        P.POWERS_PROPOSE,
        P.POWERS_RECALL,
        P.AGENCIES_CALLOUT_ANSWER,
        P.AGENCIES_PHONE,
    },
    Post.REVIEWER: _READ | {P.CASES_REVIEW, P.CASES_VIEW, P.LEADS_VIEW, P.DISPATCH_VIEW, P.POWERS_NEGOTIATE},
    Post.GRID_WORKER: _READ | {P.LEADS_REGISTER, P.LEADS_VIEW},
    Post.VILLAGE_SUPERVISOR: _READ | {P.LEADS_REGISTER, P.LEADS_VIEW},
    Post.JUSTICE_SUPERVISOR: _READ
    | {
        P.CASES_SUPERVISE,
        P.CASES_VIEW,
        P.LEADS_VIEW,
        P.DISPATCH_VIEW,
        P.COMMAND_OVERVIEW,
        P.COMMAND_STATISTICS,
        P.LEDGER_VERIFY,
        P.LEADS_EXPORT,
    },
    Post.LIST_MANAGER: _READ
    | {P.POWERS_PROPOSE, P.POWERS_NEGOTIATE, P.POWERS_PUBLISH, P.POWERS_RECALL, P.COMMAND_STATISTICS},
    Post.LEGAL_CHECKER: _READ | {P.POWERS_CHECK},
    Post.AUXILIARY: _READ | {P.LEADS_VIEW, P.LEADS_REGISTER, P.DISPATCH_VIEW},
    Post.SYSTEM_MANAGER: _READ | {P.SYSTEM_MANAGE, P.AGENCIES_MANAGE, P.PLACES_MANAGE, P.LEDGER_VERIFY},
    Post.SECTION_STAFF: _READ,
    Post.CASHIER: _READ | {P.CASES_FINANCE},
    Post.BRANCH_SECRETARY: frozenset(),
    Post.BRANCH_DEPUTY_SECRETARY: frozenset(),
    Post.BRANCH_MEMBER: frozenset(),
}

FUNCTION_PERMISSIONS: dict[OfficeFunction, frozenset[P]] = {
    OfficeFunction.TRIAGE: frozenset({P.LEADS_VIEW, P.LEADS_REGISTER, P.LEADS_TRIAGE, P.LEADS_MERGE}),
    OfficeFunction.ASSIGN: frozenset({P.LEADS_VIEW, P.LEADS_ASSIGN, P.DISPATCH_VIEW, P.DISPATCH_ASSIGN}),
    OfficeFunction.CONVENE_JOINT: frozenset({P.DISPATCH_VIEW, P.DISPATCH_JOINT, P.AGENCIES_CALLOUT_REQUEST}),
    OfficeFunction.CHECK_FEEDBACK: frozenset({P.LEADS_VIEW, P.LEADS_ANSWER, P.DISPATCH_VIEW, P.DISPATCH_CLOSE}),
    OfficeFunction.RECEPTION: frozenset({P.LEADS_VIEW, P.LEADS_REGISTER, P.LEADS_ANSWER, P.LEADS_REPORTER}),
    OfficeFunction.COMMAND: frozenset({P.COMMAND_OVERVIEW, P.DISPATCH_VIEW, P.DISPATCH_URGE, P.AGENCIES_PHONE}),
    OfficeFunction.INSPECT_DISCIPLINE: frozenset({P.LEADS_VIEW, P.DISPATCH_VIEW, P.DISPATCH_SUPERVISE}),
    OfficeFunction.LEGAL: frozenset({P.POWERS_NEGOTIATE, P.LEADS_VIEW}),
    OfficeFunction.GENERAL: frozenset({P.AGENCIES_ROSTER, P.COMMAND_STATISTICS}),
}
"""What each function of a section brings to its staff (M016)."""

_OFFICER_ONLY = frozenset({P.CASES_OPEN, P.LEADS_HANDLE, P.LEADS_FAST_LANE, P.DISPATCH_SIGN, P.DISPATCH_RETURN})


def permissions_of(posts: Iterable[Post], functions: Iterable[str], staff_kind: str) -> frozenset[P]:
    """
    Return everything some posts and section functions permit.

    Auxiliary staff never get what only an officer does, whatever post they were entered under.
    """
    found: set[P] = set()
    for post in posts:
        found |= POST_PERMISSIONS[post]
    for function in functions:
        found |= FUNCTION_PERMISSIONS[OfficeFunction(function)]
    if staff_kind == StaffKind.AUXILIARY:
        found -= _OFFICER_ONLY
    return frozenset(found)


def system_actor(label: str, district_id: UUID) -> Actor:
    """Return the actor on whose behalf a command manages a district's bodies, people and tokens."""
    may = frozenset({P.AGENCIES_MANAGE, P.AGENCIES_VIEW, P.SYSTEM_MANAGE})
    return Actor(officer_id=None, name="系统", permissions=may, district_id=district_id, label=label)


def require_permission(actor: Actor, permission: P, message: str) -> None:
    """
    Let an actor pass who has a permission.

    :raises Forbidden: otherwise, with the reason and the way forward in `message`
    """
    if not actor.can(permission):
        raise Forbidden(message)


def officer_of(actor: Actor) -> UUID:
    """
    Return the person who acts.

    :raises Forbidden: if it is a visitor
    """
    if actor.officer_id is None:
        raise Forbidden("这一步要由登录的工作人员办理；请先登录")
    return actor.officer_id


def may_dispatch(
    actor: Actor, act: Act, *, district_id: UUID | None, town_id: UUID | None, team_id: UUID | None = None
) -> bool:
    """Tell whether an actor may assign, re-assign, close or overrule something of a town and team (M013)."""
    for held in actor.held:
        if town_id is not None and held.town_id == town_id and act in acts_of(held.functions):
            return True
        reach = AUTHORITY.get(held.post, {}).get(act)
        if reach is None:
            continue
        if reach == Reach.DISTRICT and held.district_id is not None and held.district_id == district_id:
            return True
        if reach == Reach.TOWN and held.town_id is not None and held.town_id == town_id:
            return True
        if reach == Reach.TEAM and held.team_id is not None and held.team_id == team_id:
            return True
    return False


def check_dispatch(
    actor: Actor, act: Act, *, district_id: UUID | None, town_id: UUID | None, team_id: UUID | None = None
) -> None:
    """
    Let an actor pass who may do one act of dispatch.

    :raises Forbidden: otherwise, naming the posts that may (M013)
    """
    if not may_dispatch(actor, act, district_id=district_id, town_id=town_id, team_id=team_id):
        reach = Reach.TOWN if town_id else Reach.DISTRICT
        raise Forbidden(f"您的岗位不能{act.label}这里的事项；请由{who_may(act, reach)}办理")


def sees_district(actor: Actor, district_id: UUID | None) -> bool:
    """Tell whether an actor may see a district's registry of bodies, teams and people: their own district's."""
    if district_id is None or not actor.can(P.AGENCIES_VIEW):
        return False
    return actor.district_id == district_id or district_id in actor.scope.districts


def manages_town(actor: Actor, town_id: UUID, district_id: UUID | None) -> bool:
    """Tell whether an actor's reach includes a town: it is theirs, or it lies in a district that is."""
    return town_id in actor.scope.towns or (district_id is not None and district_id in actor.scope.districts)


def may_draw_roster(actor: Actor, place_id: UUID, district_id: UUID | None) -> bool:
    """Tell whether an actor may draft and change the duty roster of a place."""
    if not actor.can(P.AGENCIES_ROSTER):
        return False
    return manages_town(actor, place_id, district_id) or place_id in actor.town_ids


def may_manage(actor: Actor, district_id: UUID | None) -> bool:
    """Tell whether an actor may change bodies, teams and appointments of a district."""
    return actor.can(P.AGENCIES_MANAGE) and district_id is not None and actor.district_id == district_id


def require_visible_team(actor: Actor, team: Team | None) -> Team:
    """
    Return a team the actor may see.

    :raises NotFound: if there is none, or it is another district's
    """
    if team is None or not sees_district(actor, team.district_id):
        raise NotFound("没有找到这支队伍，或您无权查看；请从“队伍”列表进入")
    return team


def visible_recorders(actor: Actor, rows: QuerySet[Recorder]) -> QuerySet[Recorder]:
    """Return the recorders of the actor's places, bodies and teams to who keeps them; to others those of their team."""
    if not actor.can(P.AGENCIES_VIEW) or actor.officer_id is None:
        return rows.none()
    own = Q(team_id__in=actor.team_ids) | Q(team=None, body_id=actor.agency_id)
    own |= Q(carries__officer_id=actor.officer_id)
    return rows.filter(own | actor.scope.q(participants=False) if actor.can(P.AGENCIES_ROSTER) else own)


def keeps_recorder(actor: Actor, recorder: Recorder) -> bool:
    """Tell whether an actor enters and gives out a recorder: who draws the roster where it belongs."""
    return actor.can(P.AGENCIES_ROSTER) and (recorder.team_id in actor.team_ids or actor.scope.covers(recorder))


def require_recorder_keeper(actor: Actor, recorder: Recorder) -> None:
    """
    Let an actor pass who keeps a recorder.

    :raises Forbidden: otherwise
    """
    if not keeps_recorder(actor, recorder):
        raise Forbidden("执法记录仪由所属队伍、镇街排班的人员登记和停用；请联系他们", code="recorder.keeper")


def may_issue_recorder(actor: Actor, recorder: Recorder, officer_id: UUID | None) -> bool:
    """Tell whether an actor writes who carries a recorder: its keeper, and an officer of its team for oneself."""
    mine = recorder.team_id in actor.team_ids if recorder.team_id else recorder.body_id == actor.agency_id
    oneself = officer_id is not None and officer_id == actor.officer_id and actor.can(P.CASES_OPEN) and mine
    return oneself or keeps_recorder(actor, recorder)


def require_recorder_issue(actor: Actor, recorder: Recorder, officer_id: UUID | None) -> None:
    """
    Let an actor pass who writes who carries a recorder.

    :raises Forbidden: otherwise
    """
    if not may_issue_recorder(actor, recorder, officer_id):
        raise Forbidden("别人的领用、归还由所属队伍排班的人员登记；本队的记录仪可以自己领用", code="recorder.issue")
