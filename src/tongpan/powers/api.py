"""The lists by JSON: who may act, which matters there are, what a day's list holds."""

from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Router

from tongpan.agencies import policies as agency_policies
from tongpan.agencies.policies import Actor
from tongpan.agencies.queries.actors import acting
from tongpan.agencies.queries.registry import visible_team
from tongpan.kernel import clock
from tongpan.kernel.errors import Forbidden
from tongpan.kernel.paging import keyset
from tongpan.kernel.permissions import Permission
from tongpan.kernel.problems import REFUSED, Problem
from tongpan.powers import queries
from tongpan.powers.domain.competence import Competence, NoCompetence
from tongpan.powers.domain.holding import Body
from tongpan.powers.domain.kinds import Mode, Power
from tongpan.powers.models import Grant
from tongpan.powers.queries import oneteam
from tongpan.powers.queries.lists import ORDER, ListFilter, grants, matters
from tongpan.powers.schemas import FieldGapOut, GrantsOut, MattersOut, OneTeamOut, WhoOut

router = Router()
PAGE = 50


def _reader(request: HttpRequest) -> Actor:
    actor = acting(request)
    if not actor.can(Permission.POWERS_VIEW):
        raise Forbidden("您没有查看清单的权限")
    return actor


@router.get("/who-may", response={200: WhoOut, REFUSED: Problem})
def who_may(
    request: HttpRequest, matter_id: UUID, town_id: UUID, on: date | None = None, power: Power = Power.PENALTY
) -> dict[str, Any]:
    """谁来管：某事项在某镇街某日由谁、以谁的名义行使；无人有权时说明原因和可以找谁。"""
    _reader(request)
    answer = queries.who_may(matter_id, town_id, on or clock.today(), power)
    return _refused(answer) if isinstance(answer, NoCompetence) else _competent(answer)


@router.get("/matters", response={200: MattersOut, REFUSED: Problem})
def matter_list(request: HttpRequest, q: str = "", domain: str = "", after: str | None = None) -> dict[str, Any]:
    """事项目录；可按关键词和领域筛选。next 不为空时带上 after=next 继续。"""
    _reader(request)
    page = keyset(matters(q, domain), order=("code",), after=after, size=PAGE)
    return {"items": page.items, "next": page.next}


@router.get("/grants", response={200: GrantsOut, REFUSED: Problem})
def grant_list(
    request: HttpRequest,
    on: date | None = None,
    town_id: UUID | None = None,
    domain: str = "",
    power: Power | None = None,
    mode: Mode | None = None,
    after: str | None = None,
) -> dict[str, Any]:
    """本区某日的事项清单：事项、行使机关、职权种类、行使方式、依据与文号。"""
    actor = _reader(request)
    wanted = ListFilter(
        on or clock.today(),
        district_id=actor.district_id,
        town_id=town_id,
        domain=domain,
        power=str(power or ""),
        mode=str(mode or ""),
    )
    page = keyset(grants(wanted), order=ORDER, after=after, size=PAGE)
    return {"items": [_grant(row) for row in page.items], "next": page.next}


def _body(body: Body) -> dict[str, Any]:
    return {"id": body.id, "name": body.name, "phone": body.phone}


def _competent(answer: Competence) -> dict[str, Any]:
    return {
        "competent": True,
        "reason": answer.reason,
        "body": _body(answer.body),
        "name_to_act_in": answer.name_to_act_in,
        "mode": answer.mode.value,
        "basis": answer.basis,
        "grant_id": answer.grant_id,
        "team_id": answer.team_id,
        "team": answer.team_name,
        "reconsideration": answer.reconsideration,
        "cautions": list(answer.cautions),
        "others": [
            {
                "body": _body(other.body),
                "name_to_act_in": other.name_to_act_in,
                "mode": other.mode.value,
                "basis": other.basis,
                "grant_id": other.grant_id,
            }
            for other in answer.others
        ],
    }


def _refused(answer: NoCompetence) -> dict[str, Any]:
    return {
        "competent": False,
        "reason": answer.reason,
        "why": answer.why.value,
        "citation": str(answer.citation or ""),
        "could": [_body(body) for body in answer.could],
    }


def _grant(row: Grant) -> dict[str, Any]:
    paper = row.instrument
    return {
        "id": row.pk,
        "line": row.line,
        "matter_id": row.matter_id,
        "matter_code": row.matter.code,
        "matter": row.matter.name,
        "body_id": row.body_id,
        "body": row.body.name,
        "territory_id": row.territory_id,
        "territory": row.territory.name,
        "power": row.power,
        "mode": row.mode,
        "basis": row.basis,
        "document": paper.title if paper else "",
        "document_number": paper.number if paper else "",
        "published_on": paper.published_on if paper else None,
        "valid_from": row.valid_from,
        "valid_to": row.valid_to,
    }


@router.get("/teams/{team_id}/people", response={200: OneTeamOut, REFUSED: Problem})
def one_team(request: HttpRequest, team_id: UUID) -> oneteam.OneTeam:
    """一支队伍：每个人的人事关系、执法证、依法能办的（以谁的名义、哪些领域、几项）。"""
    team = agency_policies.require_visible_team(_reader(request), visible_team(team_id))
    return oneteam.one_team(team, clock.today())


@router.get("/teams/{team_id}/gaps", response={200: list[FieldGapOut], REFUSED: Problem})
def gaps(request: HttpRequest, team_id: UUID) -> list[dict[str, Any]]:
    """能力缺口：清单上哪些事项没有两名持证的人、没有指引；可以请教谁。"""
    team = agency_policies.require_visible_team(_reader(request), visible_team(team_id))
    return [
        {
            "domain": gap.domain,
            "label": gap.label,
            "total": gap.total,
            "lacking": [{"code": code, "name": name, "state": state.value} for code, name, state in gap.lacking],
            "specialists": [one.officer_id for one in gap.specialists],
        }
        for gap in oneteam.gaps_of(team, clock.now())
    ]
