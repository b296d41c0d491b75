"""Where squads serve: posting a team, naming its liaison, ending a posting, 1+X."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from tongpan.agencies.actions.liaisons import name_liaison
from tongpan.agencies.actions.teams import end_posting, establish_regional_team, post_team
from tongpan.agencies.domain.fields import Domain
from tongpan.agencies.domain.posts import PostingMode, ReportingLine
from tongpan.agencies.forms.manager import EndPostingForm, LiaisonForm, PostingForm, RegionalForm
from tongpan.agencies.models import Posting, Team
from tongpan.agencies.queries import manager as found
from tongpan.agencies.queries import registry
from tongpan.agencies.views.single import Sheet, answer, manager_of
from tongpan.kernel import clock
from tongpan.kernel.errors import NotFound
from tongpan.places import queries as places
from tongpan.ui.submitting import posted


def _team(request: HttpRequest, team_id: UUID) -> Team:
    team = registry.visible_team(team_id)
    if team is None or team.district_id != manager_of(request).district_id:
        raise NotFound("没有找到这支队伍，或您无权调整；请从“队伍”列表进入")
    return team


def _posting(request: HttpRequest, posting_id: UUID) -> tuple[Posting, Team]:
    row = found.open_posting(posting_id)
    if row is None:
        raise NotFound("没有找到这条派驻记录，或它已经终止")
    return row, _team(request, row.team_id)


def _sheet(team: Team, title: str, button: str, note: str = "", *, danger: bool = False) -> Sheet:
    crumbs = [(reverse("agencies:teams"), "队伍")]
    back = (reverse("agencies:team", args=[team.pk]), team.name)
    return Sheet(title, button, back, note=note, sub=team.agency.name, danger=danger, crumbs=crumbs)


@require_http_methods(["GET", "POST"])
def new_posting(request: HttpRequest, team_id: UUID) -> HttpResponse:
    """派驻镇街."""
    team, actor, now = _team(request, team_id), manager_of(request), clock.now()
    today = clock.date_of(now)
    choices = {"town": found.town_choices(team.district_id), "contact": found.contact_choices(team, today)}
    initial = {"valid_from": today, "mode": PostingMode.RESIDENT.value, "primary_line": ReportingLine.HOST.value}
    form = PostingForm(posted(request), choices=choices, initial=initial)

    def run(data: dict[str, Any]) -> None:
        post_team(
            team_id=team_id,
            host_town_id=UUID(data["town"]),
            mode=PostingMode(data["mode"]),
            valid_from=data["valid_from"],
            contact_id=UUID(data["contact"]) if data["contact"] else None,
            instrument=data["instrument"],
            primary_line=ReportingLine(data["primary_line"]),
            actor=actor,
            now=now,
        )

    return answer(request, form, _sheet(team, "派驻镇街", "派驻"), run, "已登记派驻")


@require_http_methods(["GET", "POST"])
def liaison(request: HttpRequest, posting_id: UUID) -> HttpResponse:
    """明确联络员."""
    row, team = _posting(request, posting_id)
    actor, now = manager_of(request), clock.now()
    choices = {"contact": found.contact_choices(team, clock.date_of(now))}
    form = LiaisonForm(posted(request), choices=choices, initial={"contact": str(row.contact_id or "")})

    def run(data: dict[str, Any]) -> None:
        name_liaison(posting_id=posting_id, contact_id=UUID(data["contact"]), actor=actor, now=now)

    note = f"{row.host_town.name}呼叫这支队伍时找谁。可选队伍成员和{team.agency.name}的人员。"
    return answer(request, form, _sheet(team, "明确联络员", "保存", note), run, "联络员已明确")


@require_http_methods(["GET", "POST"])
def ending(request: HttpRequest, posting_id: UUID) -> HttpResponse:
    """终止派驻."""
    row, team = _posting(request, posting_id)
    actor, now = manager_of(request), clock.now()
    form = EndPostingForm(posted(request), initial={"valid_to": clock.date_of(now)})

    def run(data: dict[str, Any]) -> None:
        end_posting(posting_id=posting_id, actor=actor, now=now, **data)

    note = f"派驻{row.host_town.name}，{PostingMode(row.mode).label}，自 {row.valid_from:%Y-%m-%d} 起。"
    return answer(request, form, _sheet(team, "终止派驻", "终止派驻", note, danger=True), run, "派驻已终止")


@require_http_methods(["GET", "POST"])
def regional(request: HttpRequest, town_id: UUID) -> HttpResponse:
    """1+X: let a department's squad serve this town and its neighbours (M031)."""
    actor, now = manager_of(request), clock.now()
    host = places.by_id(town_id)
    if host.level != "TOWN" or host.county_id is None or host.county_id != actor.district_id:
        raise NotFound("没有找到这个镇街，或您无权调整；机构和队伍由本区系统管理员调整")
    today = clock.date_of(now)
    choices = {
        "neighbors": [pair for pair in found.town_choices(host.county_id) if pair[0] != str(town_id)],
        "department": found.department_choices(host.county_id, today),
    }
    form = RegionalForm(posted(request), choices=choices, initial={"valid_from": today})

    def run(data: dict[str, Any]) -> None:
        establish_regional_team(
            host_id=town_id,
            neighbor_ids=[UUID(key) for key in data["neighbors"]],
            department_id=UUID(data["department"]),
            domains=[Domain(code) for code in data["domains"]],
            valid_from=data["valid_from"],
            instrument=data["instrument"],
            actor=actor,
            now=now,
        )

    sheet = Sheet(
        f"以{host.name}为驻地的区域执法队（1+X）",
        "建立",
        (reverse("agencies:town", args=[town_id]), host.name),
        note=f"一支部门执法队驻{host.name}，同时服务选中的相邻镇街，并成为这些镇街所选领域的责任队伍。",
        crumbs=[(reverse("agencies:teams"), "队伍")],
    )
    return answer(request, form, sheet, run, "区域执法队已建立")
