"""Who may do what with leads. Every question a page, an endpoint, an export or a file asks is answered here."""

from django.db.models import QuerySet

from tongpan.agencies.domain.actor import Actor
from tongpan.kernel.errors import Forbidden, NotFound
from tongpan.kernel.permissions import Permission
from tongpan.leads.domain.choices import Channel
from tongpan.leads.domain.report import Report
from tongpan.leads.models import Lead

# What a refusal says when a permission is missing: the reason, then the way forward.
_REFUSALS = {
    Permission.LEADS_TRIAGE: "研判由值守台办理；您可以在线索页留言或联系值守台",
    Permission.LEADS_ASSIGN: "交办由镇街值守台或区级调度台办理",
    Permission.LEADS_HANDLE: "只有责任队伍的执法人员可以办理；协管员可协助，不能代为办理",
    Permission.LEADS_FAST_LANE: "只有执法人员可以自查自结；您可以用“上报”登记，由值守台交办",
    Permission.LEADS_ANSWER: "答复反映人由值守台办理，以免反映人身份外泄",
    Permission.LEADS_ARCHIVE: "归档由值守台办理",
    Permission.LEADS_MERGE: "并案由值守台确认",
    Permission.LEADS_REOPEN: "重新打开由值守台办理，请说明理由后联系值守台",
    Permission.LEADS_REPORTER: "反映人信息只对需要答复的值守人员开放",
    Permission.LEADS_EXPORT: "您的岗位不能导出台账；请联系值守台",
    Permission.LEADS_IMPORT: "批量导入由值守台或区级调度台办理",
}


def visible(actor: Actor, leads: QuerySet[Lead]) -> QuerySet[Lead]:
    """Return the leads the actor may know of: lists, searches, maps, exports and files all start here."""
    if not actor.can(Permission.LEADS_VIEW):
        return leads.none()
    return leads.filter(actor.scope.q())


def visible_parts(actor: Actor, leads: QuerySet[Lead]) -> list[QuerySet[Lead]]:
    """Return the leads of `visible` as querysets that each keep to one index; for lists, which read the first few."""
    if not actor.can(Permission.LEADS_VIEW):
        return [leads.none()]
    return [leads.filter(part) for part in actor.scope.parts()] or [leads.none()]


def may_see(actor: Actor, lead: Lead) -> bool:
    """Return whether the lead lies in the actor's places, bodies or teams, or names the actor."""
    return actor.can(Permission.LEADS_VIEW) and (actor.scope.covers(lead) or is_own(actor, lead))


def is_own(actor: Actor, lead: Lead) -> bool:
    """Return whether the actor reported it: grid workers and supervisors follow what they reported."""
    return actor.officer_id is not None and lead.reported_by_id == actor.officer_id


def require(actor: Actor, lead: Lead, permission: Permission) -> None:
    """
    Let an actor pass who may do this with this lead.

    :raises NotFound: if the actor may not know of the lead
    :raises Forbidden: if the actor may know of it, but not do this
    """
    if not may_see(actor, lead):
        raise NotFound
    if not actor.can(permission) or not actor.scope.covers(lead):
        raise Forbidden(_REFUSALS.get(permission, "您的岗位不能这样办理"), code=str(permission))


def may(actor: Actor, lead: Lead, permission: Permission) -> bool:
    """Return whether the actor may do this with this lead, for pages that show only what can be done."""
    return actor.can(permission) and actor.scope.covers(lead)


def may_attach(actor: Actor, lead: Lead) -> bool:
    """Return whether the actor may add files: who reported it, who handles it, and its desk."""
    working = {Permission.LEADS_HANDLE, Permission.LEADS_TRIAGE, Permission.LEADS_REGISTER}
    return is_own(actor, lead) or (not working.isdisjoint(actor.permissions) and actor.scope.covers(lead))


def may_register(actor: Actor) -> bool:
    """Return whether the actor may enter reports at all."""
    return actor.can(Permission.LEADS_REGISTER)


def may_take_calls(actor: Actor) -> bool:
    """Return whether the actor sits at the telephone: enters reports, and triages them or answers who reported."""
    return may_register(actor) and (actor.can(Permission.LEADS_TRIAGE) or actor.can(Permission.LEADS_REPORTER))


def may_report(actor: Actor, report: Report) -> bool:
    """Return whether the actor may report: a citizen anywhere by the public form, staff in their own county."""
    if not actor.is_known:
        return report.channel == Channel.PUBLIC and report.matter_id is None and report.reported_by is None
    if not actor.can(Permission.LEADS_REGISTER):
        return False
    return actor.district_id == report.district_id or report.district_id in actor.scope.districts


def may_reveal_reporter(actor: Actor, lead: Lead) -> bool:
    """Only the desk that must answer may open who reported; never the team that handles the lead."""
    return may(actor, lead, Permission.LEADS_REPORTER) and lead.team_id not in actor.team_ids
