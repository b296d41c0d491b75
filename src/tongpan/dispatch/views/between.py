"""Between bodies: disputes and joint operations."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET, require_http_methods

from tongpan.agencies.domain.actor import Actor
from tongpan.agencies.queries import acting
from tongpan.dispatch import actions, policies, queries
from tongpan.dispatch.domain.choices import JOINT_OPEN, DisputeStatus, JointStatus, MemberStatus
from tongpan.dispatch.forms.between import CloseJointForm, DropForm, JointAnswerForm, JointForm, PartForm, SettleForm
from tongpan.dispatch.models import Dispute, JointMember, JointOperation
from tongpan.dispatch.steps.joining import Invited, bodies_for
from tongpan.dispatch.views import shown
from tongpan.dispatch.views.listing import require_reader
from tongpan.kernel import clock
from tongpan.kernel.clock import date_of
from tongpan.kernel.errors import NotFound
from tongpan.kernel.permissions import Permission
from tongpan.leads import queries as leads
from tongpan.ui.pages import page
from tongpan.ui.submitting import done, posted, try_to


@require_GET
def dispute_list(request: HttpRequest) -> HttpResponse:
    """职责争议: those that wait, or those decided."""
    actor = acting(request)
    require_reader(actor)
    decided = request.GET.get("decided") == "1"
    found = queries.disputes(actor, decided=decided, after=request.GET.get("after"))
    tabs = [("?", "待裁定", None, not decided), ("?decided=1", "已裁定", None, decided)]
    return page(request, "dispatch/disputes", {"page": found, "disputes": found.items, "tabs": tabs})


@require_http_methods(["GET", "POST"])
def dispute(request: HttpRequest, dispute_id: UUID) -> HttpResponse:
    """One dispute; the district decides it here."""
    actor, now = acting(request), clock.now()
    rows = Dispute.objects.select_related(
        "lead", "lead__matter", "town", "team", "body", "decided_team", "decided_body", "earlier__holder", "boundary"
    )
    found = policies.visible(actor, rows.defer("town__geometry")).filter(pk=dispute_id).first()
    if found is None:
        raise NotFound("没有找到这件争议，或您无权查看")
    may_settle = found.status == DisputeStatus.OPEN and actor.can(Permission.DISPATCH_SETTLE)
    teams = shown.teams_of_district(found.district_id, date_of(now)) if may_settle else []
    start = {"basis": found.basis, "citation": found.evidence}
    form, status = SettleForm(posted(request), teams=teams, initial=start), 200
    if request.method == "POST":
        status = try_to(
            request,
            form,
            lambda data: actions.settle_dispute(
                dispute_id=dispute_id,
                team_id=UUID(data["team"]),
                actor=actor,
                now=now,
                decision=data["decision"],
                basis=data["basis"],
                citation=data["citation"],
            ),
        )
        if not status:
            return done(request, "已裁定，线索已交给责任队伍", "dispatch:dispute", dispute_id)
    names = queries.names_of([found.raised_by, found.decided_by])
    context = {
        "dispute": found,
        "raised_by": names.get(found.raised_by, ""),
        "decided_by": names.get(found.decided_by, ""),
        "form": form,
        "may_settle": may_settle,
    }
    return page(request, "dispatch/dispute", context, status=status)


@require_GET
def joint_list(request: HttpRequest) -> HttpResponse:
    """联合处置: what is proposed or under way, and the invitations that wait for an answer."""
    actor = acting(request)
    require_reader(actor)
    every = request.GET.get("all") == "1"
    found = queries.joints(actor, open_only=not every, after=request.GET.get("after"))
    tabs = [("?", "进行中", None, not every), ("?all=1", "全部", None, every)]
    context = {"page": found, "joints": found.items, "tabs": tabs, "invitations": queries.invitations(actor)}
    return page(request, "dispatch/joints", context)


@require_http_methods(["GET", "POST"])
def convene(request: HttpRequest, lead_id: UUID) -> HttpResponse:
    """召集联合处置: what the system proposes is ticked already."""
    actor, now = acting(request), clock.now()
    lead = leads.lead_for(actor, lead_id)
    on = date_of(now)
    proposed = {one.body_id: one for one in bodies_for(lead, on)}
    bodies = shown.bodies_of_district(lead.district_id, on)
    bodies.sort(key=lambda body: (body.pk not in proposed, body.name))
    start = {"bodies": [str(key) for key in proposed], "meet_place": lead.place_text}
    form = JointForm(posted(request), bodies=shown.body_choices(bodies), initial=start)
    status = 200
    if request.method == "POST":

        def run(data: dict[str, Any]) -> object:
            chosen = [UUID(key) for key in data["bodies"]]
            invited = [proposed.get(key) or Invited(key, None, data["duty"]) for key in chosen]
            return actions.convene_joint(
                lead_id=lead_id, invited=invited, actor=actor, now=now, reason=data["reason"],
                meet_at=data["meet_at"], meet_place=data["meet_place"],
            )  # fmt: skip

        status = try_to(request, form, run)
        if not status:
            return done(request, "已召集，等待各机关答复", "leads:lead", lead_id)
    context = {
        "lead": lead, "form": form, "title_text": "召集联合处置", "button": "召集",
        "note": "已勾选的是系统按清单和紧急程度建议的机关。各机关依自己的职权、以自己的名义行文。",
    }  # fmt: skip
    return page(request, "dispatch/small", context, status=status)


def _operation(actor: Actor, operation_id: UUID) -> JointOperation:
    rows = JointOperation.objects.select_related("lead", "town").defer("town__geometry")
    found = policies.visible_joint(actor, rows).filter(pk=operation_id).first()
    if found is None:
        raise NotFound("没有找到这次联合处置，或您无权查看")
    return found


@require_http_methods(["GET", "POST"])
def joint(request: HttpRequest, operation_id: UUID) -> HttpResponse:
    """One joint operation: members with name, power and answer; start, end, or do without it."""
    actor, now = acting(request), clock.now()
    found = _operation(actor, operation_id)
    do = request.POST.get("do", "")
    bound: dict[str, forms.Form] = {}
    status = 200
    if request.method == "POST":
        given: dict[str, Any] = {"operation_id": operation_id, "actor": actor, "now": now}
        form: forms.Form
        if do == "close":
            close_form = CloseJointForm(request.POST, members=_taking_part(found))
            form = close_form
            status = try_to(
                request,
                form,
                lambda data: actions.close_joint(summary=data["summary"], results=close_form.results(), **given),
            )
        elif do == "drop":
            form = DropForm(request.POST)
            status = try_to(request, form, lambda data: actions.drop_joint(reason=data["reason"], **given))
        else:
            form = forms.Form(request.POST)
            status = try_to(request, form, lambda data: actions.start_joint(**given))
        if not status:
            return done(request, "已办理", "dispatch:joint", operation_id)
        bound[do] = form
        found = _operation(actor, operation_id)
    return page(request, "dispatch/joint", _joint_context(actor, found, bound), status=status)


@require_http_methods(["POST"])
def joint_member(request: HttpRequest, member_id: int) -> HttpResponse:
    """参加, 不参加, or 本单位处置结果."""
    actor, now = acting(request), clock.now()
    member = JointMember.objects.filter(pk=member_id).first()
    if member is None:
        raise NotFound("没有找到这份邀请，或您无权查看")
    do = request.POST.get("do", "")
    given: dict[str, Any] = {"member_id": member_id, "actor": actor, "now": now}
    form: forms.Form
    if do == "report":
        form = PartForm(request.POST)
        status = try_to(request, form, lambda data: actions.report_part(result=data["result"], **given))
    else:
        form = JointAnswerForm(request.POST)
        status = try_to(
            request,
            form,
            lambda data: actions.answer_invitation(accept=do == "accept", answer=data["answer"], **given),
        )
    if not status:
        return done(request, "已答复", "dispatch:joint", member.operation_id)
    found = _operation(actor, member.operation_id)
    bound: dict[str, forms.Form] = {f"{'part' if do == 'report' else 'answer'}_{member_id}": form}
    return page(request, "dispatch/joint", _joint_context(actor, found, bound), status=status)


def _taking_part(found: JointOperation) -> list[tuple[int, str, str]]:
    rows = found.members.filter(status=MemberStatus.ACCEPTED).order_by("-leads_it", "pk")
    return list(rows.values_list("pk", "acts_as", "result"))


def _joint_context(actor: Actor, found: JointOperation, bound: dict[str, forms.Form]) -> dict[str, Any]:
    members = list(found.members.select_related("body", "team").order_by("-leads_it", "pk"))
    names = queries.names_of([found.proposed_by, *(member.answered_by for member in members)])
    convenes = policies.may_convene(actor, found) and found.status in JOINT_OPEN
    answerable = found.status in {JointStatus.CONVENED, JointStatus.UNDERWAY}
    rows = []
    for member in members:
        ours = policies.speaks_for(actor, member, found)
        rows.append(
            {
                "member": member,
                "by": names.get(member.answered_by, ""),
                "may_answer": ours and answerable and member.status == MemberStatus.INVITED,
                "may_report": ours and found.status == JointStatus.UNDERWAY and member.status == MemberStatus.ACCEPTED,
                "answer_form": bound.get(f"answer_{member.pk}") or JointAnswerForm(auto_id=f"a{member.pk}_%s"),
                "part_form": bound.get(f"part_{member.pk}")
                or PartForm(initial={"result": member.result}, auto_id=f"p{member.pk}_%s"),
            }
        )
    return {
        "operation": found,
        "lead": found.lead,
        "proposed_by": names.get(found.proposed_by, ""),
        "rows": rows,
        "may_convene": convenes and found.status == JointStatus.PROPOSED,
        "may_start": convenes and found.status == JointStatus.CONVENED,
        "may_close": convenes and found.status == JointStatus.UNDERWAY,
        "may_drop": convenes and found.status in {JointStatus.PROPOSED, JointStatus.CONVENED},
        "close_form": bound.get("close") or CloseJointForm(members=_taking_part(found)),
        "drop_form": bound.get("drop") or DropForm(auto_id="drop_%s"),
        "start_form": bound.get("start"),
    }
