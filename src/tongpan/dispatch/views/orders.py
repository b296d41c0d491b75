"""One order, on the officer's phone first: what, where, 签收 / 到场 / 办结 / 退回, each a small form."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tongpan.agencies import queries as agencies
from tongpan.agencies.domain.actor import Actor
from tongpan.agencies.domain.authority import Act
from tongpan.agencies.policies import may_dispatch
from tongpan.agencies.queries import acting
from tongpan.dispatch import actions, policies, queries
from tongpan.dispatch.domain.choices import LIVE, AssignmentStatus, ReturnGround, Role
from tongpan.dispatch.forms.orders import FinishForm, HandlerForm, PhoneSignForm, ReturnForm, WithdrawForm
from tongpan.dispatch.models import Assignment
from tongpan.dispatch.steps import calls
from tongpan.dispatch.views.shown import lead_facts, members_of
from tongpan.dispatch.views.submitting import key_of
from tongpan.kernel import clock
from tongpan.kernel.clock import date_of
from tongpan.kernel.crypto import mask_personal
from tongpan.kernel.permissions import Permission
from tongpan.powers import queries as powers
from tongpan.ui.pages import page
from tongpan.ui.submitting import done, posted, try_to

Data = dict[str, Any]


class Press(forms.Form):
    """A button alone."""


@require_GET
def order(request: HttpRequest, order_id: UUID) -> HttpResponse:
    """One order."""
    actor, now = acting(request), clock.now()
    return page(request, "dispatch/order", _context(actor, queries.order_for(actor, order_id), now))


def _context(actor: Actor, found: Assignment, now: datetime, **bound: forms.Form) -> dict[str, Any]:
    own = policies.is_own_order(actor, found)
    waiting, signed = found.status == AssignmentStatus.WAITING, found.status == AssignmentStatus.SIGNED
    reach = {"district_id": found.district_id, "town_id": found.town_id, "team_id": found.team_id}
    directs = actor.can(Permission.DISPATCH_ASSIGN) and may_dispatch(actor, Act.REASSIGN, **reach)
    handles = own and actor.can(Permission.LEADS_HANDLE)
    members = members_of(found.team_id, date_of(now)) if directs and found.status in LIVE else []
    names = queries.names_of([found.assigned_by, found.signed_by, found.ended_by])
    return {
        "order": found,
        "lead": found.lead,
        "title": mask_personal(found.lead.title),
        "text": mask_personal(found.lead.text),
        "facts": lead_facts(found.lead),
        "names": {label: names.get(label, "") for label in (found.assigned_by, found.signed_by, found.ended_by)},
        "assigned_by": names.get(found.assigned_by, ""),
        "signed_by": names.get(found.signed_by, ""),
        "ended_by": names.get(found.ended_by, ""),
        "late": waiting and found.sign_due_at < now,
        "may_sign": waiting and own and actor.can(Permission.DISPATCH_SIGN),
        "may_return": found.status in LIVE and own and actor.can(Permission.DISPATCH_RETURN),
        "may_arrive": signed and handles and found.arrived_at is None,
        "may_finish": signed and handles,
        "may_transfer": signed and policies.may_transfer(actor, found.lead) and found.role == Role.MAIN,
        "may_phone_sign": waiting and directs,
        "may_name": directs and found.status in LIVE and bool(members),
        "may_withdraw": directs and found.status in LIVE and found.role == Role.ASSIST,
        "may_reassign": directs and found.status in LIVE and found.role == Role.MAIN,
        "phone_form": bound.get("phone_form") or PhoneSignForm(),
        "finish_form": bound.get("finish_form") or FinishForm(),
        "withdraw_form": bound.get("withdraw_form") or WithdrawForm(),
        "handler_form": bound.get("handler_form") or HandlerForm(officers=members),
        "press": bound.get("press"),
        "call": calls.of_order(found),
        "contacts": agencies.liaisons_of(found.town_id, date_of(now)) if found.town_id and directs else [],
        "returned": getattr(found, "returned", None) if found.status == AssignmentStatus.RETURNED else None,
    }


def _answer(
    request: HttpRequest,
    order_id: UUID,
    name: str,
    form: forms.Form,
    run: Callable[[Actor, datetime, Data], object],
    text: str,
) -> HttpResponse:
    """Do one thing with an order: on to its page when done, else its page again with what was typed."""
    actor, now = acting(request), clock.now()
    status = try_to(request, form, lambda data: run(actor, now, data))
    if not status:
        return done(request, text, "dispatch:order", order_id)
    found = queries.order_for(actor, order_id)
    return page(request, "dispatch/order", _context(actor, found, now, **{name: form}), status=status)


@require_POST
def sign(request: HttpRequest, order_id: UUID) -> HttpResponse:
    """签收."""

    def run(actor: Actor, now: datetime, data: Data) -> object:
        return actions.sign_order(assignment_id=order_id, actor=actor, now=now)

    return _answer(request, order_id, "press", Press(request.POST), run, "已签收")


@require_POST
def phone_sign(request: HttpRequest, order_id: UUID) -> HttpResponse:
    """电话已通知，代签收."""

    def run(actor: Actor, now: datetime, data: Data) -> object:
        return actions.sign_by_telephone(assignment_id=order_id, actor=actor, now=now, told=data["told"])

    return _answer(request, order_id, "phone_form", PhoneSignForm(request.POST), run, "已代签收")


@require_POST
def arrive(request: HttpRequest, order_id: UUID) -> HttpResponse:
    """到场."""

    def run(actor: Actor, now: datetime, data: Data) -> object:
        return actions.arrive(assignment_id=order_id, actor=actor, now=now)

    return _answer(request, order_id, "press", Press(request.POST), run, "到场时间已记下")


@require_POST
def finish(request: HttpRequest, order_id: UUID) -> HttpResponse:
    """办结."""

    def run(actor: Actor, now: datetime, data: Data) -> object:
        return actions.finish_order(
            assignment_id=order_id, actor=actor, now=now, outcome=data["outcome"], result=data["result"]
        )

    return _answer(request, order_id, "finish_form", FinishForm(request.POST), run, "已办结，等待值守台核查")


@require_POST
def handler(request: HttpRequest, order_id: UUID) -> HttpResponse:
    """指定承办人."""
    actor, now = acting(request), clock.now()
    found = queries.order_for(actor, order_id)
    form = HandlerForm(request.POST, officers=members_of(found.team_id, date_of(now)))

    def run(actor: Actor, now: datetime, data: Data) -> object:
        officer = UUID(data["officer"])
        return actions.name_handler(assignment_id=order_id, officer_id=officer, actor=actor, now=now)

    return _answer(request, order_id, "handler_form", form, run, "承办人已指定")


@require_POST
def withdraw(request: HttpRequest, order_id: UUID) -> HttpResponse:
    """收回协办."""

    def run(actor: Actor, now: datetime, data: Data) -> object:
        return actions.withdraw_order(assignment_id=order_id, actor=actor, now=now, reason=data["reason"])

    return _answer(request, order_id, "withdraw_form", WithdrawForm(request.POST), run, "已收回协办")


@require_http_methods(["GET", "POST"])
def send_back(request: HttpRequest, order_id: UUID) -> HttpResponse:
    """退回: the power row to cite is chosen from what the lists say of this matter here, or of another matter."""
    actor, now = acting(request), clock.now()
    found = queries.order_for(actor, order_id)
    code = (request.POST.get("matter") or request.GET.get("matter") or "").strip()
    matters = powers.matter_profiles(found.district_id)
    other = next((row for row in matters if row.code == code), None)
    matter_id = other.id if other else found.lead.matter_id
    rows = powers.citable(matter_id, found.town_id, date_of(now)) if matter_id and found.town_id else []
    choices = [(str(row.grant_id), row.text + ("" if row.in_force else f"（{row.defect}）")) for row in rows]
    form = ReturnForm(posted(request), rows=choices)
    status = 200
    if request.method == "POST":

        def run(data: Data) -> object:
            return actions.return_order(
                assignment_id=order_id,
                actor=actor,
                now=now,
                ground=ReturnGround(data["ground"]),
                reason=data["reason"],
                cited_grant_id=key_of(data["cited_grant"]),
            )

        status = try_to(request, form, run)
        if not status:
            return done(request, "已退回值守台，期限照常计算", "dispatch:order", order_id)
    answer = powers.who_may(matter_id, found.town_id, date_of(now)) if matter_id and found.town_id else None
    context = {
        "order": found,
        "lead": found.lead,
        "form": form,
        "rows": rows,
        "answer": answer,
        "matters": [(row.code, row.name) for row in matters],
        "matter": other,
        "second": found.lead.return_count >= 1,
    }
    return page(request, "dispatch/return", context, status=status)
