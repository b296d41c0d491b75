"""集体讨论、听证、活动: each with who was there and what each said."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from tongpan.agencies.queries import acting
from tongpan.cases import actions, policies, queries
from tongpan.cases.domain.meetings import Capacity, Meeting
from tongpan.cases.forms.meeting import DeliberationForm, EventForm, HearingForm, PeopleForm, rows_asked
from tongpan.cases.steps.meeting import heads
from tongpan.cases.views.looking import Look, look
from tongpan.cases.views.reviewing import charge_of
from tongpan.kernel import clock
from tongpan.kernel.errors import Forbidden
from tongpan.law.facts.words import Role
from tongpan.law.procedure import Step, Target
from tongpan.ui.pages import page
from tongpan.ui.submitting import done, posted, try_to


def _seen(request: HttpRequest, case_id: UUID) -> Look:
    actor = acting(request)
    seen = look(actor, queries.case_for(actor, case_id), clock.now())
    if not seen.roles:
        raise Forbidden("由本案的办案人员登记；您在本案没有分工")
    return seen


def _again(request: HttpRequest, form: PeopleForm, make: Any) -> tuple[forms.Form, bool]:
    """Return the form with more rows where more are asked for, with everything typed in it."""
    if request.POST.get("do") != "more":
        return form, False
    kept = {name: request.POST.get(name, "") for name in form.fields if name != "rows"}
    return make(initial=kept | {"rows": form.count}, count=form.count), True


def _shown(request: HttpRequest, seen: Look, form: forms.Form, title: str, status: int, **more: Any) -> HttpResponse:
    context = {
        "case": seen.case,
        "form": form,
        "title_text": title,
        "whom": "",
        "stopped": None,
        "button": "登记",
    } | more
    return page(request, "cases/meeting", context, status=status)


@require_http_methods(["GET", "POST"])
def deliberation(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """集体讨论: taken by a head; the handlers write it down and put it before one."""
    seen = _seen(request, case_id)
    target = charge_of(request, seen)
    mine = policies.may_take(seen.roles, Step.DELIBERATE)
    members = heads(seen.facts)
    data = posted(request)

    def make(*args: Any, **kwargs: Any) -> DeliberationForm:
        return DeliberationForm(*args, heads=members, proposing=not mine, **kwargs)

    count = rows_asked(data, 2)
    form: Any = make(data, count=count, initial={"version": seen.case.version, "rows": count})
    form, again = _again(request, form, make)
    status = 200
    if request.method == "POST" and not again:

        def run(given: dict[str, Any]) -> object:
            entered = {
                "conclusion": given["conclusion"], "members": form.members(), "guests": form.people(),
                "where": given["where"],
            }  # fmt: skip
            common: dict[str, Any] = {
                "case_id": seen.case.pk, "step": Step.DELIBERATE, "target": target, "actor": seen.actor,
                "now": seen.now, "entered": entered, "version": given["version"],
            }  # fmt: skip
            if mine:
                return actions.take_step(at=given["at"], shown_by=form.paper_shown(), **common)
            return actions.propose_step(reason=given["reason"], **common)

        status = try_to(request, form, run, whole=True)
        if not status:
            return done(request, "集体讨论已登记" if mine else "讨论记录已报负责人确认", "cases:case", seen.case.pk)
    return _shown(
        request, seen, form, "集体讨论", status, whom=seen.names.get(target.party, ""),
        stopped=_stopped(seen, Step.DELIBERATE, target), button="登记集体讨论" if mine else "报负责人确认",
    )  # fmt: skip


def _stopped(seen: Look, step: Step, target: Target) -> Any:
    return next((one for one in seen.outlook.blocked if (one.step, one.target) == (step, target)), None)


def _expected(seen: Look, target: Target, count: int) -> dict[str, Any]:
    """Return who should be there, to be filled in and corrected: a clerk, the investigators, the party."""
    found: dict[str, Any] = {"version": seen.case.version, "rows": count, "choice": "HELD"}
    people = [("", Capacity.CLERK)]
    people += [(name, Capacity.INVESTIGATOR) for name in policies.holders(seen.facts, Role.HANDLER)]
    people += [(seen.names.get(target.party, ""), Capacity.PARTY)]
    for place, (name, capacity) in enumerate(people[:count], 1):
        found |= {f"name_{place}": name, f"capacity_{place}": capacity.value}
    return found


@require_http_methods(["GET", "POST"])
def hearing(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """举行听证: recorded by its chair."""
    seen = _seen(request, case_id)
    if Role.CHAIR not in seen.roles:
        raise Forbidden("听证由本案的听证主持人登记")
    target = charge_of(request, seen)
    data = posted(request)
    count = rows_asked(data)
    form: Any = HearingForm(data, count=count, initial=_expected(seen, target, count))
    form, again = _again(request, form, HearingForm)
    status = 200
    if request.method == "POST" and not again:

        def run(given: dict[str, Any]) -> object:
            entered = {
                "choice": given["choice"], "report": given["report"], "attendees": form.people(),
                "where": given["where"],
            }  # fmt: skip
            return actions.take_step(
                case_id=seen.case.pk, step=Step.HOLD_HEARING, target=target, actor=seen.actor, now=seen.now,
                at=given["at"], shown_by=form.paper_shown(), entered=entered, version=given["version"],
            )  # fmt: skip

        status = try_to(request, form, run, whole=True)
        if not status:
            return done(request, "听证已登记", "cases:case", seen.case.pk)
    return _shown(
        request, seen, form, "举行听证", status, whom=seen.names.get(target.party, ""),
        stopped=_stopped(seen, Step.HOLD_HEARING, target), button="登记听证",
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def event(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """登记活动 (M204)."""
    seen = _seen(request, case_id)
    data = posted(request)
    count = rows_asked(data)
    form: Any = EventForm(data, count=count, initial={"rows": count})
    form, again = _again(request, form, EventForm)
    status = 200
    if request.method == "POST" and not again:

        def run(given: dict[str, Any]) -> object:
            return actions.record_event(
                case_id=seen.case.pk, kind=Meeting(given["kind"]), held_at=given["at"], attendees=form.people(),
                outcome=given["outcome"], where=given["where"], topic=given["topic"], actor=seen.actor, now=seen.now,
            )  # fmt: skip

        status = try_to(request, form, run, renamed={"held_at": "at"}, whole=True)
        if not status:
            return done(request, "活动已登记", "cases:case", seen.case.pk)
    return _shown(request, seen, form, "登记活动", status, button="登记活动")
