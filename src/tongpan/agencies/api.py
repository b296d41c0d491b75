"""Teams, people and duty by JSON."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Status

from tongpan.agencies import policies
from tongpan.agencies.actions import recorders as deeds
from tongpan.agencies.actions.personnel import carry_out, give_opinion, plan_personnel
from tongpan.agencies.domain.actor import Actor
from tongpan.agencies.domain.fields import Domain
from tongpan.agencies.models import PersonnelAction, Recorder
from tongpan.agencies.queries import listing, people, personnel, registry, staffing, suggestions
from tongpan.agencies.queries import recorders as register
from tongpan.agencies.queries.actors import acting
from tongpan.agencies.schemas import (
    BringBackIn,
    CarryIn,
    CarryOutIn,
    ClockIn,
    OfficersOut,
    OnDutyOut,
    OpinionIn,
    PlanIn,
    PlanOut,
    PlansOut,
    RecorderIn,
    RecorderOut,
    RecordersOut,
    RetireIn,
    SuggestionsOut,
    TeamsOut,
)
from tongpan.kernel import clock
from tongpan.kernel.clock import date_of
from tongpan.kernel.errors import NotFound
from tongpan.kernel.paging import keyset
from tongpan.kernel.problems import REFUSED, Problem
from tongpan.places import queries as places

router = Router()
PAGE = 50


@router.get("/teams", response={200: TeamsOut, REFUSED: Problem})
def teams(request: HttpRequest, town_id: UUID | None = None, after: str | None = None) -> dict[str, Any]:
    """本区的执法队伍；可按服务的镇街筛选。next 不为空时带上 after=next 继续。"""
    today = clock.today()
    page = keyset(
        listing.teams_for(_district(acting(request)), today, town_id), order=("name", "id"), after=after, size=PAGE
    )
    fields = registry.domains_of([team.pk for team in page.items], today)
    items = [
        {
            "id": team.pk,
            "name": team.name,
            "kind": team.kind,
            "kind_label": team.get_kind_display(),
            "agency_id": team.agency_id,
            "agency": team.agency.name,
            "host_town_id": team.host_town_id,
            "domains": fields.get(team.pk, []),
            "valid_from": team.valid_from,
        }
        for team in page.items
    ]
    return {"items": items, "next": page.next}


@router.get("/officers", response={200: OfficersOut, REFUSED: Problem})
def officers(request: HttpRequest, team_id: UUID | None = None, after: str | None = None) -> dict[str, Any]:
    """本区人员；电话一律打码，可按队伍筛选。"""
    today = clock.today()
    page = keyset(
        listing.officers_for(_district(acting(request)), today, team_id), order=("name", "id"), after=after, size=PAGE
    )
    items = []
    for officer in page.items:
        text, licensed = staffing.credential_state(officer, today)
        items.append(
            {
                "id": officer.pk,
                "name": officer.name,
                "staff_kind": officer.staff_kind,
                "agency_id": officer.home_agency_id,
                "town_id": officer.town_id,
                "phone": officer.phone_masked,
                "credential": text,
                "licensed": licensed,
            }
        )
    return {"items": items, "next": page.next}


@router.get("/on-duty", response={200: list[OnDutyOut], REFUSED: Problem})
def on_duty(request: HttpRequest, town_id: UUID) -> list[dict[str, Any]]:
    """某镇街此刻的带班领导、值班人员和驾驶员。"""
    _visible_town(acting(request), town_id)
    return [
        {
            "officer_id": person.officer_id,
            "name": person.name,
            "duty": person.duty,
            "duty_label": person.duty_label,
            "team": person.team_name,
            "until": person.ends_at,
            "phone": person.phone_masked,
        }
        for person in people.on_duty(town_id, clock.now())
    ]


@router.get("/suggestions", response={200: SuggestionsOut, REFUSED: Problem})
def suggested(
    request: HttpRequest,
    town_id: UUID,
    domain: Domain,
    lon: float | None = None,
    lat: float | None = None,
) -> dict[str, Any]:
    """某镇街某领域可以派谁：按证件、片区、值班、距离、在办排序，并说明理由。"""
    _visible_town(acting(request), town_id)
    found = suggestions.suggest_officers(town_id=town_id, domain=domain.value, at=clock.now(), lon=lon, lat=lat)
    items = [
        {
            "officer_id": person.officer_id,
            "name": person.name,
            "team": person.team_name,
            "score": person.score,
            "reasons": list(person.reasons),
        }
        for person in found.suggested
    ]
    return {"suggested": items, "excluded": list(found.excluded)}


@router.get("/me")
def me(request: HttpRequest) -> dict[str, Any]:
    """当前登录的人：姓名、岗位、所在区县和镇街。"""
    actor = acting(request)
    return {
        "officer_id": actor.officer_id,
        "name": actor.name,
        "posts": sorted(str(post) for post in actor.posts),
        "post_names": actor.post_names,
        "district_id": actor.district_id,
        "town_ids": sorted(actor.town_ids),
        "on": date_of(clock.now()),
    }


def _district(actor: Actor) -> UUID:
    if actor.district_id is None or not policies.sees_district(actor, actor.district_id):
        raise NotFound("您的账号没有可以查看的区县")
    return actor.district_id


def _visible_town(actor: Actor, town_id: UUID) -> None:
    if not policies.sees_district(actor, places.by_id(town_id).county_id):
        raise NotFound("没有找到这个镇街，或您无权查看")


@router.get("/personnel", response={200: PlansOut, REFUSED: Problem})
def plans(request: HttpRequest, after: str | None = None) -> dict[str, Any]:
    """人事事项和街镇意见：系统管理员看本区的，街镇负责人看征求本街镇意见的。"""
    found = personnel.plans(acting(request), after=after, size=PAGE)
    return {"items": [_plan(one) for one in found.items], "next": found.next}


@router.post("/officers/{officer_id}/personnel", response={201: PlanOut, REFUSED: Problem})
def plan(request: HttpRequest, officer_id: UUID, payload: PlanIn) -> Any:
    """提出派驻人员的人事事项，征求街镇意见。"""
    made = plan_personnel(officer_id=officer_id, **payload.dict(), actor=acting(request), now=clock.now())
    return Status(201, _plan(made))


@router.post("/personnel/{action_id}/opinions", response={200: PlanOut, REFUSED: Problem})
def opinion(request: HttpRequest, action_id: UUID, payload: OpinionIn) -> dict[str, Any]:
    """登记街镇意见。"""
    actor = acting(request)
    give_opinion(action_id=action_id, **payload.dict(), actor=actor, now=clock.now())
    return _plan(personnel.plan_for(actor, action_id))


@router.post("/personnel/{action_id}/done", response={200: PlanOut, REFUSED: Problem})
def done(request: HttpRequest, action_id: UUID, payload: CarryOutIn) -> dict[str, Any]:
    """办理：每个街镇都登记了意见才能办。"""
    return _plan(carry_out(action_id=action_id, answer=payload.answer, actor=acting(request), now=clock.now()))


def _plan(one: PersonnelAction) -> dict[str, Any]:
    return {
        "id": one.pk,
        "officer_id": one.officer_id,
        "kind": one.kind,
        "post": one.post,
        "to_what": one.to_what,
        "done_at": one.done_at,
        "dropped_at": one.dropped_at,
        "opinions": [
            {"town_id": each.town_id, "stance": each.stance, "given_at": each.given_at} for each in one.opinions.all()
        ],
    }


@router.get("/recorders", response={200: RecordersOut, REFUSED: Problem})
def recorders(request: HttpRequest, q: str = "", retired: bool = False, after: str | None = None) -> dict[str, Any]:
    """执法记录仪台账：谁在佩戴、时钟差多少。"""
    found = register.recorders(acting(request), words=q, retired=retired, after=after)
    return {"items": [_recorder(one) for one in found.items], "next": found.next}


@router.post("/recorders", response={201: RecorderOut, REFUSED: Problem})
def new_recorder(request: HttpRequest, payload: RecorderIn) -> Any:
    """登记一台执法记录仪。"""
    actor = acting(request)
    made = deeds.register_recorder(**payload.dict(), actor=actor, now=clock.now())
    return Status(201, _recorder(register.recorder_for(actor, made.pk)))


@router.post("/recorders/{recorder_id}/carries", response={201: RecorderOut, REFUSED: Problem})
def issue(request: HttpRequest, recorder_id: UUID, payload: CarryIn) -> Any:
    """登记领用。"""
    actor = acting(request)
    deeds.issue_recorder(recorder_id=recorder_id, **payload.dict(), actor=actor, now=clock.now())
    return Status(201, _recorder(register.recorder_for(actor, recorder_id)))


@router.post("/recorders/{recorder_id}/return", response={200: RecorderOut, REFUSED: Problem})
def bring_back(request: HttpRequest, recorder_id: UUID, payload: BringBackIn) -> Any:
    """登记归还。"""
    actor = acting(request)
    deeds.return_recorder(recorder_id=recorder_id, **payload.dict(), actor=actor, now=clock.now())
    return _recorder(register.recorder_for(actor, recorder_id))


@router.post("/recorders/{recorder_id}/clock", response={200: RecorderOut, REFUSED: Problem})
def check_clock(request: HttpRequest, recorder_id: UUID, payload: ClockIn) -> Any:
    """登记校时；录像按离它最近的一次校时校正。"""
    actor = acting(request)
    deeds.check_recorder_clock(recorder_id=recorder_id, **payload.dict(), actor=actor, now=clock.now())
    return _recorder(register.recorder_for(actor, recorder_id))


@router.post("/recorders/{recorder_id}/retire", response={200: RecorderOut, REFUSED: Problem})
def retire(request: HttpRequest, recorder_id: UUID, payload: RetireIn) -> Any:
    """停用；已有的录像不受影响。"""
    actor = acting(request)
    deeds.retire_recorder(recorder_id=recorder_id, **payload.dict(), actor=actor, now=clock.now())
    return _recorder(register.recorder_for(actor, recorder_id))


def _recorder(one: Recorder) -> dict[str, Any]:
    carry = next(iter(getattr(one, "now", ())), None)
    check = next(iter(getattr(one, "last_checks", ())), None)
    return {
        "id": one.pk,
        "number": one.number,
        "kind": one.kind,
        "body": one.body.name,
        "team": one.team.name if one.team is not None else "",
        "carried_by": carry.officer_id if carry is not None else None,
        "carried_from": carry.from_at if carry is not None else None,
        "ahead_seconds": check.ahead_seconds if check is not None else None,
        "clock_checked_at": check.checked_at if check is not None else None,
        "retired": one.retired_at is not None,
    }
