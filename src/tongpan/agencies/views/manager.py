"""机构与人员: the system manager's overview, and registering bodies and people."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from tongpan.agencies.actions.registry import register_agency, register_officer
from tongpan.agencies.domain.posts import AgencyKind, Establishment, StaffKind
from tongpan.agencies.forms.manager import AgencyForm, PersonForm
from tongpan.agencies.models import Officer
from tongpan.agencies.queries import manager as found
from tongpan.agencies.queries import registry
from tongpan.agencies.views.single import Secret, Sheet, answer, manager_of, show, tell_once, try_to
from tongpan.kernel import clock
from tongpan.kernel.paging import keyset
from tongpan.places import queries as places
from tongpan.ui.pages import page
from tongpan.ui.submitting import posted

PAGE = 20
HOW = "请当面或用可靠的方式交给本人。离开这一页就再也看不到；第一次登录时要换成自己的密码，换好之前不能做别的。"


def home() -> tuple[str, str]:
    """Return the address and name of the overview."""
    return reverse("agencies:manage"), "机构与人员"


@require_GET
def overview(request: HttpRequest) -> HttpResponse:
    """机构与人员: how many, what is missing, and everybody by name."""
    actor, today = manager_of(request), clock.today()
    district_id = _district(actor.district_id)
    words, chosen = request.GET.get("q", "").strip()[:40], request.GET.get("show", "")
    rows = keyset(
        found.people(district_id, today, words, chosen),
        order=("name", "id"),
        after=request.GET.get("after"),
        size=PAGE,
    )
    held = found.posts_held([person.pk for person in rows.items], today)
    context = {
        "totals": found.totals(district_id, today),
        "gaps": found.gaps(district_id, today),
        "people": rows,
        "rows": [(person, held.get(person.pk, "")) for person in rows.items],
        "words": words,
        "show": chosen,
        "shows": found.Show.choices,
        "agencies": registry.agencies_of(district_id, today),
        "county": places.by_id(district_id),
    }
    return page(request, "agencies/manage", context)


@require_http_methods(["GET", "POST"])
def new_agency(request: HttpRequest) -> HttpResponse:
    """登记机关."""
    actor, now = manager_of(request), clock.now()
    district_id = _district(actor.district_id)
    county = places.by_id(district_id)
    spots = [(str(county.pk), f"{county.name}（全区）"), *found.town_choices(district_id)]
    initial = {"valid_from": clock.date_of(now), "place": request.GET.get("place", "")}
    form = AgencyForm(posted(request), choices={"place": spots}, initial=initial)

    def run(data: dict[str, Any]) -> None:
        facts = {key: value for key, value in data.items() if key not in ("kind", "place")}
        register_agency(kind=AgencyKind(data["kind"]), place_id=UUID(data["place"]), actor=actor, now=now, **facts)

    sheet = Sheet("登记机关", "登记", home(), note="区县部门登记一次即可；镇街的人民政府或街道办事处登记后才能建队伍。")
    return answer(request, form, sheet, run, "机关已登记")


@require_http_methods(["GET", "POST"])
def new_person(request: HttpRequest) -> HttpResponse:
    """登记人员, with an account where its name is given."""
    actor, now = manager_of(request), clock.now()
    choices = {"agency": found.agency_choices(_district(actor.district_id), clock.date_of(now))}
    form = PersonForm(posted(request), choices=choices, initial={"agency": request.GET.get("agency", "")})
    sheet = Sheet("登记人员", "登记", home(), note="登记后再登记任职：权限跟着任职走，没有任职的人登录后什么也看不到。")
    made: list[tuple[Officer, str]] = []

    def run(data: dict[str, Any]) -> None:
        made.append(
            register_officer(
                name=data["name"],
                staff_kind=StaffKind(data["staff_kind"]),
                establishment=Establishment(data["establishment"]),
                agency_id=UUID(data["agency"]),
                title=data["title"],
                professional_title=data["professional_title"],
                phone=data["phone"],
                username=data["username"],
                actor=actor,
                now=now,
            )
        )

    status = try_to(request, form, run) if request.method == "POST" else 200
    if status:
        return show(request, form, sheet, status)
    officer, once = made[0]
    forward = reverse("agencies:officer", args=[officer.pk])
    if not once:
        return redirect(forward)
    return tell_once(request, account_secret(officer, once))


def account_secret(officer: Officer, once: str) -> Secret:
    """Return what is shown when an account got a one-time password."""
    username = officer.user.username if officer.user else ""
    back = (reverse("agencies:officer", args=[officer.pk]), f"回到{officer.name}")
    return Secret("一次性密码", f"{officer.name}，账号 {username}", "一次性密码", once, HOW, back)


def _district(district_id: UUID | None) -> UUID:
    assert district_id is not None, "whoever manages has a district"
    return district_id
