"""Organizing a town: teams from a template, 1+X, postings, who answers for a field."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from tongpan.agencies import policies
from tongpan.agencies.domain.actor import Actor
from tongpan.agencies.domain.fields import Domain
from tongpan.agencies.domain.posts import PostingMode, ReportingLine
from tongpan.agencies.domain.templates import TEMPLATES
from tongpan.agencies.events import ResponsibilityChanged, TeamEstablished
from tongpan.agencies.models import Agency, Posting, Responsibility, Team
from tongpan.agencies.queries.conflicts import responsibilities_in_the_way
from tongpan.agencies.queries.registry import departments_of, visible_team
from tongpan.agencies.steps import Establishment, district_of, establish, establish_regional, lock_town_bodies
from tongpan.kernel import ledger, outbox
from tongpan.kernel.errors import Conflict, Forbidden, Invalid, NotFound
from tongpan.places import queries as places
from tongpan.places.models import Place

NOT_YOURS = "只有本区的系统管理员可以调整机构和队伍；请联系系统管理员办理"


def establish_team_from_template(
    *, town_id: UUID, template: str, valid_from: date, instrument: str, actor: Actor, now: datetime
) -> Establishment:
    """
    Give a town its office, own team, resident squads and on-call modules from a template (M002–M005, M045).

    :raises Forbidden: if the actor does not manage the district
    :raises Invalid: if the template is unknown or regional, or a body is missing
    :raises Conflict: if the town has an own team, or a field a responsible team (M019)
    """
    town = _town_of(actor, town_id)
    model = TEMPLATES.get(template)
    if model is None or model.regional:
        raise Invalid("没有这种镇街组织模式；请从列表中选择", fields={"template": "请选择组织模式"})
    with transaction.atomic(durable=True):
        lock_town_bodies(town_id)
        departments = departments_of(district_of(town), valid_from)
        try:
            made = establish(model, town=town, departments=departments, valid_from=valid_from, instrument=instrument)
        except IntegrityError as error:
            raise Conflict("他人刚刚为这个镇街建立了队伍，请刷新后再办") from error
        ledger.record_many(
            [
                ledger.Entry(
                    "team.established",
                    team,
                    actor.label,
                    now,
                    {"town": str(town_id), "template": template, "from": str(valid_from), "instrument": instrument},
                )
                for team in made.teams
            ]
        )
        outbox.publish(TeamEstablished(str(town_id), template, [str(team.pk) for team in made.teams]))
    return made


def establish_regional_team(
    *,
    host_id: UUID,
    neighbor_ids: Sequence[UUID],
    department_id: UUID,
    domains: Sequence[Domain],
    valid_from: date,
    instrument: str,
    actor: Actor,
    now: datetime,
) -> Team:
    """
    Let a department's squad serve its host town and the neighbours: 1+X (M031).

    :raises Forbidden: if the actor does not manage the district
    :raises Conflict: if a town already has a responsible team for one of the fields (M019)
    """
    host = _town_of(actor, host_id)
    found = places.places_in([host_id, *neighbor_ids])
    neighbors = [found[key] for key in neighbor_ids if key in found and found[key].county_id == host.county_id]
    if len(neighbors) != len(set(neighbor_ids)):
        raise Invalid("相邻镇街必须是本区的镇街，且不能重复", fields={"neighbors": "请重新选择相邻镇街"})
    with transaction.atomic(durable=True):
        for key in sorted({host_id, *neighbor_ids}):
            lock_town_bodies(key)
        department = Agency.objects.filter(pk=department_id, district_id=host.county_id).first()
        if department is None:
            raise NotFound("没有找到派出部门；请先登记部门")
        team = establish_regional(
            host=host,
            neighbors=neighbors,
            department=department,
            domains=domains,
            valid_from=valid_from,
            instrument=instrument,
        )
        ledger.record(
            "team.established",
            subject=team,
            actor=actor.label,
            at=now,
            town=str(host_id),
            template=team.template,
            neighbors=[str(key) for key in neighbor_ids],
            instrument=instrument,
        )
        outbox.publish(TeamEstablished(str(host_id), team.template, [str(team.pk)]))
    return team


def post_team(
    *,
    team_id: UUID,
    host_town_id: UUID,
    mode: PostingMode,
    valid_from: date,
    contact_id: UUID | None,
    instrument: str,
    actor: Actor,
    now: datetime,
    primary_line: ReportingLine = ReportingLine.HOST,
) -> Posting:
    """
    Post a department's squad to a town, resident or on call (M005, M006); the street's line comes first (M044).

    :raises Invalid: if an on-call module has no named contact
    :raises Conflict: if the squad is already posted there
    """
    town = _town_of(actor, host_town_id)
    team = policies.require_visible_team(actor, visible_team(team_id))
    if mode == PostingMode.ON_CALL and contact_id is None:
        raise Invalid("按需执法模块要有专人联络；请选择联络员", fields={"contact": "请选择联络员"})
    with transaction.atomic(durable=True):
        lock_town_bodies(host_town_id)
        if Posting.objects.overlapping(valid_from, None).filter(team=team, host_town_id=host_town_id).exists():
            raise Conflict(f"{team.name}已派驻{town.name}；如需变更方式，请先终止原派驻")
        posting = Posting.objects.create(
            team=team,
            host_town=town,
            mode=mode,
            contact_id=contact_id,
            primary_line=primary_line,
            instrument=instrument,
            valid_from=valid_from,
        )
        ledger.record(
            "team.posted", subject=team, actor=actor.label, at=now, town=str(host_town_id), mode=str(mode),
            primary_line=str(primary_line), valid_from=str(valid_from), instrument=instrument,
        )  # fmt: skip
    return posting


def end_posting(*, posting_id: UUID, valid_to: date, reason: str, actor: Actor, now: datetime) -> None:
    """
    End a posting on a day (exclusive).

    :raises Conflict: if somebody ended it first
    """
    posting = Posting.objects.filter(pk=posting_id).select_related("team").first()
    if posting is None or not policies.may_manage(actor, posting.team.district_id):
        raise NotFound("没有找到这条派驻记录，或您无权调整")
    if valid_to <= posting.valid_from:
        raise Invalid("终止日期应晚于起始日期", fields={"valid_to": "请选择更晚的日期"})
    with transaction.atomic(durable=True):
        if not Posting.objects.filter(pk=posting_id, valid_to__isnull=True).update(valid_to=valid_to):
            raise Conflict("这条派驻已经终止，请刷新后查看")
        ledger.record(
            "team.posting_ended", subject=posting.team, actor=actor.label, at=now, valid_to=str(valid_to), reason=reason
        )


def change_responsible_team(
    *, place_id: UUID, domain: Domain, team_id: UUID, valid_from: date, instrument: str, actor: Actor, now: datetime
) -> Responsibility:
    """
    Let another team answer for a field in a place from a day on; whoever did before ends that day (M019, M020).

    :raises Forbidden: if the actor does not manage the district
    :raises Conflict: if a later arrangement stands in the way
    """
    place = places.by_id(place_id)
    if not policies.may_manage(actor, place.county_id):
        raise Forbidden(NOT_YOURS)
    team = policies.require_visible_team(actor, visible_team(team_id))
    if team.district_id != place.county_id:
        raise Invalid("责任队伍应是本区的队伍", fields={"team": "请选择本区的队伍"})
    with transaction.atomic(durable=True):
        lock_town_bodies(place_id)
        standing = responsibilities_in_the_way(place_id, [domain], valid_from, None)
        later = [row for row in standing if row.valid_from >= valid_from]
        if later:
            raise Conflict(
                f"{place.name}的{domain.label}自{later[0].valid_from:%Y-%m-%d}起已安排{later[0].team.name}，"
                "同一天只能有一支责任队伍；请先撤销后来的安排"
            )
        for row in standing:
            Responsibility.objects.filter(pk=row.pk).update(valid_to=valid_from)
        made = Responsibility.objects.create(
            place=place,
            domain=domain,
            team=team,
            district_id=district_of(place),
            instrument=instrument,
            valid_from=valid_from,
        )
        ledger.record(
            "team.responsible", subject=team, actor=actor.label, at=now, place=str(place_id), domain=str(domain),
            valid_from=str(valid_from), instead_of=[str(row.team_id) for row in standing], instrument=instrument,
        )  # fmt: skip
        outbox.publish(ResponsibilityChanged(str(place_id), str(domain), str(team_id), str(valid_from)))
    return made


def _town_of(actor: Actor, town_id: UUID) -> Place:
    town = places.by_id(town_id)
    if not policies.may_manage(actor, town.county_id):
        raise Forbidden(NOT_YOURS)
    return town
