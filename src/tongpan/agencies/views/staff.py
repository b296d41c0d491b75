"""What the system manager does about one person: account, posts, credentials, corrections, transfer."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from tongpan.agencies.actions import accounts
from tongpan.agencies.actions.people import (
    appoint,
    change_credential_status,
    end_appointment,
    register_credential,
    transfer_staff,
)
from tongpan.agencies.actions.registry import amend_officer
from tongpan.agencies.domain.posts import CredentialStatus, Establishment, Post, StaffKind
from tongpan.agencies.forms.manager import (
    AmendForm,
    CardForm,
    CardStatusForm,
    EndPostForm,
    OpenAccountForm,
    PostForm,
    ReasonForm,
    TransferForm,
)
from tongpan.agencies.models import Officer
from tongpan.agencies.queries import manager as found
from tongpan.agencies.queries import registry
from tongpan.agencies.steps.staffing import NewAppointment
from tongpan.agencies.views.manager import account_secret, home
from tongpan.agencies.views.single import Sheet, answer, manager_of, tell_once, try_to
from tongpan.kernel import clock
from tongpan.kernel.errors import NotFound
from tongpan.ui.pages import page
from tongpan.ui.submitting import posted


def person_of(request: HttpRequest, officer_id: UUID) -> Officer:
    """
    Return a person of the county that the actor manages.

    :raises NotFound: otherwise
    """
    officer = registry.officer_by_id(officer_id)
    if officer is None or officer.district_id != manager_of(request).district_id:
        raise NotFound("没有找到这名人员，或您无权办理；请从“机构与人员”进入")
    return officer


def _sheet(officer: Officer, title: str, button: str, note: str = "", *, danger: bool = False) -> Sheet:
    back = (reverse("agencies:officer", args=[officer.pk]), officer.name)
    return Sheet(title, button, back, note=note, sub=officer.home_agency.name, danger=danger, crumbs=[home()])


def _key(text: str) -> UUID | None:
    return UUID(text) if text else None


@require_http_methods(["GET", "POST"])
def account(request: HttpRequest, officer_id: UUID) -> HttpResponse:
    """账号: open it, close it, open it again, give it a new one-time password."""
    officer, actor, now = person_of(request, officer_id), manager_of(request), clock.now()
    do = request.POST.get("do", "")
    opening = OpenAccountForm(posted(request) if do == "open" else None)
    reason = ReasonForm(posted(request) if do in ("close", "reopen") else None)
    once: list[str] = []
    status = 200
    if do == "open":
        status = try_to(
            request,
            opening,
            lambda data: once.append(
                accounts.open_account(officer_id=officer_id, username=data["username"], actor=actor, now=now)
            ),
        )
    elif do == "reset":
        once.append(accounts.reset_password(officer_id=officer_id, actor=actor, now=now))
    elif do in ("close", "reopen"):
        act = accounts.close_account if do == "close" else accounts.reopen_account
        status = try_to(request, reason, lambda data: act(officer_id=officer_id, actor=actor, now=now, **data))
        if not status:
            return redirect("agencies:account", officer_id)
    if once:
        return tell_once(request, account_secret(person_of(request, officer_id), once[0]))
    context = {"officer": officer, "opening": opening, "reason": reason, "own": officer.pk == actor.officer_id}
    return page(request, "agencies/account", context, status=status)


@require_http_methods(["GET", "POST"])
def amend(request: HttpRequest, officer_id: UUID) -> HttpResponse:
    """修改信息."""
    officer, actor, now = person_of(request, officer_id), manager_of(request), clock.now()
    kept = (
        "name", "staff_kind", "establishment", "title", "professional_title", "legally_qualified", "reviewed_before",
        "version",
    )  # fmt: skip
    current = {key: getattr(officer, key) for key in kept}
    form = AmendForm(posted(request), initial=current)

    def run(data: dict[str, Any]) -> None:
        amend_officer(
            officer_id=officer_id,
            version=data["version"],
            name=data["name"],
            staff_kind=StaffKind(data["staff_kind"]),
            establishment=Establishment(data["establishment"]),
            title=data["title"],
            professional_title=data["professional_title"],
            phone=data["phone"],
            legally_qualified=data["legally_qualified"],
            reviewed_before=data["reviewed_before"],
            actor=actor,
            now=now,
        )

    return answer(request, form, _sheet(officer, "修改人员信息", "保存"), run, "已保存")


@require_http_methods(["GET", "POST"])
def new_post(request: HttpRequest, officer_id: UUID) -> HttpResponse:
    """登记任职."""
    officer, actor, now = person_of(request, officer_id), manager_of(request), clock.now()
    today = clock.date_of(now)
    choices = {
        "team": found.team_choices(officer.district_id, today),
        "agency": found.agency_choices(officer.district_id, today),
        "office": found.office_choices(officer.district_id, today),
        "place": found.beat_choices(officer.town_id),
    }
    form = PostForm(posted(request), choices=choices, initial={"valid_from": today})

    def run(data: dict[str, Any]) -> None:
        new = NewAppointment(
            post=Post(data["post"]),
            valid_from=data["valid_from"],
            agency_id=_key(data["agency"]),
            office_id=_key(data["office"]),
            team_id=_key(data["team"]),
            place_id=_key(data["place"]),
            dedicated=data["dedicated"],
            instrument=data["instrument"],
        )
        appoint(officer_id=officer_id, new=new, actor=actor, now=now)

    note = "权限跟着任职走，从起始日期起生效；同一人可以有几个任职。"
    return answer(request, form, _sheet(officer, "登记任职", "登记", note), run, "任职已登记")


@require_http_methods(["GET", "POST"])
def end_post(request: HttpRequest, appointment_id: UUID) -> HttpResponse:
    """终止任职."""
    row = found.open_appointment(appointment_id)
    if row is None:
        raise NotFound("没有找到这条任职，或它已经终止")
    officer, actor, now = person_of(request, row.officer_id), manager_of(request), clock.now()
    form = EndPostForm(posted(request), initial={"valid_to": clock.date_of(now)})
    if not row.dedicated:
        del form.fields["exception"]

    def run(data: dict[str, Any]) -> None:
        end_appointment(appointment_id=appointment_id, actor=actor, now=now, **data)

    note = f"{Post(row.post).label}，自 {row.valid_from:%Y-%m-%d} 起。终止后，这个岗位带来的权限当天失效。"
    return answer(request, form, _sheet(officer, "终止任职", "终止任职", note, danger=True), run, "任职已终止")


@require_http_methods(["GET", "POST"])
def new_card(request: HttpRequest, officer_id: UUID) -> HttpResponse:
    """登记执法证件."""
    officer, actor, now = person_of(request, officer_id), manager_of(request), clock.now()
    form = CardForm(posted(request))

    def run(data: dict[str, Any]) -> None:
        register_credential(officer_id=officer_id, actor=actor, now=now, **data)

    return answer(request, form, _sheet(officer, "登记执法证件", "登记"), run, "证件已登记")


@require_http_methods(["GET", "POST"])
def card(request: HttpRequest, credential_id: UUID) -> HttpResponse:
    """证件状态: suspend, revoke, report lost, restore."""
    row = found.credential(credential_id)
    if row is None:
        raise NotFound("没有找到这个证件")
    officer, actor, now = person_of(request, row.officer_id), manager_of(request), clock.now()
    form = CardStatusForm(posted(request), initial={"on": clock.date_of(now), "status": row.status})

    def run(data: dict[str, Any]) -> None:
        change_credential_status(
            credential_id=credential_id, status=CredentialStatus(data["status"]), on=data["on"], actor=actor, now=now
        )

    note = f"{row.issuer}，证件号 {row.number}，现为“{CredentialStatus(row.status).label}”。"
    return answer(request, form, _sheet(officer, "变更证件状态", "变更", note, danger=True), run, "证件状态已变更")


@require_http_methods(["GET", "POST"])
def transfer(request: HttpRequest, officer_id: UUID) -> HttpResponse:
    """人员划转."""
    officer, actor, now = person_of(request, officer_id), manager_of(request), clock.now()
    today = clock.date_of(now)
    choices = {"agency": found.agency_choices(officer.district_id, today)}
    form = TransferForm(posted(request), choices=choices, initial={"moved_on": today})

    def run(data: dict[str, Any]) -> None:
        facts = {key: value for key, value in data.items() if key != "agency"}
        transfer_staff(officer_id=officer_id, to_agency_id=UUID(data["agency"]), actor=actor, now=now, **facts)

    note = "登记人事关系的调动。原有任职不会自动终止，请随后逐条核对。"
    return answer(request, form, _sheet(officer, "人员划转", "登记划转", note), run, "已登记划转；请核对此人的任职")
