"""办案人员: named, taken off, recusal; and what was put before a head taken back, or put before another."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from tongpan.agencies.queries import acting
from tongpan.cases import actions, policies, queries
from tongpan.cases.domain.acts import label_of
from tongpan.cases.forms.staffing import ReasonForm, StaffForm, WithdrawForm
from tongpan.cases.views.candidates import groups_of
from tongpan.cases.views.oneform import one_form
from tongpan.kernel import clock
from tongpan.kernel.clock import date_of
from tongpan.law.facts.words import Role
from tongpan.ui.pages import page
from tongpan.ui.submitting import done, posted, try_to

RECUSAL = "与案件有直接利害关系或者其他可能影响公正的关系的，应当回避（处罚法 43 条）。"
REMOVAL = "调离、休假、工作调整等写在这里；回避的请走“登记回避申请”。承办过本案的人，以后也不能审核、决定本案。"


def _role(request: HttpRequest) -> Role:
    given = request.GET.get("role", "")
    return Role(given) if given in set(Role) else Role.HANDLER


@require_http_methods(["GET", "POST"])
def staff(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """指定办案人员."""
    actor, now = acting(request), clock.now()
    on = date_of(now)
    case = queries.case_for(actor, case_id)
    known = queries.known(case, on)
    role = _role(request)
    held = policies.holders(known.facts, role)
    groups = groups_of(
        role, district_id=case.district_id, town_id=case.town_id, on=on, domain=case.domain,
        organs=queries.organs_of(case),
        without=[key for key, name in known.people.items() if name in held],
    )  # fmt: skip
    roles = [(one.value, one.label) for one in Role]
    form = StaffForm(
        posted(request), roles=roles, officers=groups, initial={"role": role.value, "version": case.version}
    )
    status = 200
    if request.method == "POST":

        def run(data: dict[str, Any]) -> object:
            return actions.name_officer(
                case_id=case.pk, role=role, officer_id=UUID(data["officer"]), actor=actor, now=now,
                version=data["version"],
            )  # fmt: skip

        status = try_to(request, form, run)
        if not status:
            return done(request, "已指定", "cases:case", case.pk)
    gaps = (
        queries.whom_to_ask(queries.lacking(known, on, queries.organs_of(case)), case, known, on)
        if known.facts.closing is None
        else []
    )
    context = {"case": case, "form": form, "role": role, "roles": list(Role), "held": held, "gaps": gaps}
    return page(request, "cases/staff", context, status=status)


@require_http_methods(["GET", "POST"])
def remove(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """不再担任."""
    actor, now = acting(request), clock.now()
    case = queries.case_for(actor, case_id)
    role = _role(request)
    held = policies.holders(queries.known(case, date_of(now)).facts, role)
    form = ReasonForm(
        posted(request), officers=[(name, name) for name in held], label=f"谁不再担任{role.label}",
        initial={"version": case.version, "officer": held[0] if len(held) == 1 else ""},
    )  # fmt: skip

    def run(data: dict[str, Any]) -> object:
        return actions.remove_officer(case_id=case.pk, role=role, actor=actor, now=now, **data)

    return one_form(request, case, form, run, title=f"不再担任{role.label}", note=REMOVAL, said="已记下；请另行指定")


@require_http_methods(["GET", "POST"])
def recusal(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """登记回避申请."""
    actor, now = acting(request), clock.now()
    case = queries.case_for(actor, case_id)
    officers = [(one.handle, one.handle) for one in case.officers.all()]
    form = ReasonForm(posted(request), officers=officers, label="谁回避", initial={"version": case.version})

    def run(data: dict[str, Any]) -> object:
        return actions.ask_recusal(case_id=case.pk, actor=actor, now=now, **data)

    return one_form(request, case, form, run, title="登记回避申请", note=RECUSAL, said="回避申请已登记，等待决定")


@require_http_methods(["GET", "POST"])
def withdraw(request: HttpRequest, case_id: UUID, proposal_id: UUID) -> HttpResponse:
    """撤回报批."""
    actor, now = acting(request), clock.now()
    case = queries.case_for(actor, case_id)
    found = queries.proposal_of(case.pk, proposal_id)
    form = WithdrawForm(posted(request))

    def run(data: dict[str, Any]) -> object:
        return actions.withdraw_proposal(proposal_id=proposal_id, reason=data["reason"], actor=actor, now=now)

    title = f"撤回报批：{label_of(found.step)}"
    return one_form(request, case, form, run, title=title, note="撤回之后可以改了再报。", said="已撤回")


@require_http_methods(["GET", "POST"])
def redirect(request: HttpRequest, case_id: UUID, proposal_id: UUID) -> HttpResponse:
    """改报另一位."""
    actor, now = acting(request), clock.now()
    case = queries.case_for(actor, case_id)
    found = queries.proposal_of(case.pk, proposal_id)
    able = actions.may_answer(found.step, queries.known(case, date_of(now)))
    officers = [(name, name) for key, name in able.items() if key != found.decider_id]
    form = ReasonForm(posted(request), officers=officers, label="改报给谁")
    form.fields.pop("version")

    def run(data: dict[str, Any]) -> object:
        return actions.redirect_proposal(proposal_id=proposal_id, actor=actor, now=now, **data)

    note = "只能改报本案里有权批的人；要改报的人不在名单里的，先在“办案人员”里指定。"
    return one_form(request, case, form, run, title=f"改报：{label_of(found.step)}", note=note, said="已改报")
