"""The stage of the desks: a county with two towns, everybody at their desk, and a few hundred leads at every stage."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db import transaction
from tests import cast
from tests.leads import stage

from tongpan.agencies.domain.fields import Domain
from tongpan.agencies.domain.posts import Duty, PostingMode
from tongpan.agencies.models import Agency, DutyShift, HandoverSheet, Officer, Vehicle
from tongpan.command.queries import district
from tongpan.dispatch.domain.choices import AssignmentStatus
from tongpan.dispatch.models import Assignment, Dispute, JointMember, JointOperation, Transfer, Urge
from tongpan.kernel.clock import date_of, now
from tongpan.kernel.ids import uuid7
from tongpan.kernel.models import TimeLimit
from tongpan.leads.domain.choices import BEFORE_DISPATCH, Channel, Nature, Outcome, RouteRule, Status
from tongpan.leads.domain.counting import cells, folded
from tongpan.leads.models import Lead, Rollup
from tongpan.places.models import Place

STATUSES = [status for status in Status if status != Status.MERGED]


@dataclass
class County:
    """Everything on stage."""

    home: cast.TownCast
    other: cast.TownCast
    village: Place
    department: Agency
    leads: list[Lead]
    people: dict[str, Officer] = field(default_factory=dict)


def a_county_at_work(leads: int = 60) -> County:
    """Return a county whose two towns have people, orders, limits, disputes and leads of every status."""
    district.forget()
    with transaction.atomic():
        return _a_county(leads)


def _a_county(leads: int) -> County:
    home = stage.a_working_town()
    other = cast.a_town_with_team(cast.another_town())
    village = cast.a_village(home.town)
    department = cast.a_department()
    county = County(home, other, village, department, [])
    county.people = _people(county)
    county.leads = [_lead(county, number) for number in range(leads)]
    Lead.objects.bulk_create(county.leads)
    _orders(county.leads)
    _quarrels(county)
    _resources(county)
    count_anew()
    return county


def _people(county: County) -> dict[str, Officer]:
    home = county.home
    return {
        "dispatcher": cast.dispatcher_wu(home),
        "officer": cast.officer_li(home),
        "other_officer": cast.officer_wang(county.other),
        "auxiliary": cast.auxiliary_jiang(home),
        "leader": cast.leader_zhou(home),
        "deputy": cast.deputy_qian(home),
        "district": cast.district_dispatcher_feng(home.county),
        "chief": cast.chief_chen(home.county),
        "liaison": cast.liaison_chu(county.department),
        "grid": cast.grid_worker_wei(home),
        "reviewer": cast.reviewer_zhao(home),
        "supervisor": cast.supervisor_sun(home.county),
        "list_manager": cast.list_manager_han(home.county),
        "legal_checker": cast.legal_checker_yang(home.county),
        "system": cast.system_manager_zhu(home.county),
        "other_dispatcher": cast.dispatcher_zheng(county.other),
    }


def _lead(county: County, number: int) -> Lead:
    at = now() - timedelta(hours=number % 240, minutes=5)
    status = STATUSES[number % len(STATUSES)]
    ended = status in (Status.HANDLED, Status.ANSWERED, Status.ARCHIVED)
    town = county.other if number % 10 == 9 else county.home
    return Lead(
        id=uuid7(),
        number=f"XS330802-2026-{number:06d}",
        district=county.home.county,
        town=town.town,
        village=county.village if town is county.home else None,
        channel=Channel.GRID if number % 3 == 0 else Channel.HOTLINE,
        nature=Nature.COMPLAINT,
        priority="EMERGENCY" if number % 20 == 4 else "NORMAL",
        title=f"第{number}件：人行道上占道经营",
        text="流动摊贩占了半条路，电话13800001111",
        status=status,
        desk="DISTRICT" if status == Status.PLACE_PENDING else "TOWN",
        matter=stage.occupying(),
        domain=Domain.CITY_APPEARANCE,
        body=town.agency,
        team=town.team,
        route_rule=RouteRule.NO_COMPETENCE if number % 30 == 0 else RouteRule.TOWN_DUTY,
        return_count=2 if number % 15 == 2 else 0,
        collected_at=at,
        touched_at=at,
        dispatched_at=None if status in BEFORE_DISPATCH else at + timedelta(minutes=10),
        handled_at=at + timedelta(hours=3) if ended else None,
        outcome=Outcome.SETTLED_ON_SPOT if ended else "",
        reported_by=county.people["grid"] if number % 3 == 0 else None,
    )


def more_leads(county: County, number: int) -> None:
    """Add leads like the others, with their orders and limits."""
    before = len(county.leads)
    added = [_lead(county, before + extra) for extra in range(number)]
    Lead.objects.bulk_create(added)
    county.leads += added
    _orders(added)


def _orders(leads: list[Lead]) -> None:
    moment = now()
    working = [lead for lead in leads if lead.status in _ORDER_STATES]
    Assignment.objects.bulk_create(_order(lead, moment) for lead in working)
    TimeLimit.objects.bulk_create(_limit(lead, moment, number % 4 - 1) for number, lead in enumerate(working))


_ORDER_STATES = {
    Status.ASSIGNED: AssignmentStatus.WAITING,
    Status.HANDLING: AssignmentStatus.SIGNED,
    Status.HANDLED: AssignmentStatus.DONE,
}


def _order(lead: Lead, moment: datetime) -> Assignment:
    state, serial = _ORDER_STATES[Status(lead.status)], int(lead.number[-6:])
    done, waits = state == AssignmentStatus.DONE, state == AssignmentStatus.WAITING
    return Assignment(
        number=f"JB2026-{serial:07d}",
        lead=lead,
        district_id=lead.district_id,
        town_id=lead.town_id,
        body_id=lead.body_id,
        team_id=lead.team_id,
        status=state,
        assigned_at=lead.collected_at + timedelta(minutes=10),
        assigned_by="system:test",
        sign_due_at=moment + timedelta(minutes=20 * (serial // 9 % 5) - 30),
        signed_at=None if waits else lead.collected_at + timedelta(minutes=30),
        arrived_at=lead.collected_at + timedelta(hours=1) if done else None,
        ended_at=lead.collected_at + timedelta(hours=3) if done else None,
    )


def _limit(lead: Lead, moment: datetime, days: int) -> TimeLimit:
    return TimeLimit(
        subject_type="leads.lead",
        subject_id=lead.pk,
        rule="LEAD_CHANNEL_CLOSE",
        kind="MUST_BY",
        trigger_on=date_of(moment),
        quantity=3,
        unit="DAY",
        due_on=date_of(moment) + timedelta(days=days),
        district_id=lead.district_id,
        town_id=lead.town_id,
        team_id=lead.team_id,
        body_id=lead.body_id,
    )


def _quarrels(county: County) -> None:
    moment, scope = now(), {"district": county.home.county, "town": county.home.town}
    first, second, third, fourth = [lead for lead in county.leads if lead.town_id == county.home.town.pk][:4]
    Dispute.objects.create(
        lead=first, claim="不属本队事项", basis="LIST", evidence="清单未列", raised_at=moment, raised_by="system:test",
        team=county.home.team, **scope,
    )  # fmt: skip
    operation = JointOperation.objects.create(
        lead=second, reason="无证经营和占道，须一同到场", proposed_at=moment, proposed_by="system:test", **scope
    )
    JointMember.objects.create(
        operation=operation,
        body=county.department,
        duty="无证经营查处",
        acts_as=county.department.name,
        status="INVITED",
    )
    Urge.objects.create(
        lead=third, kind="SUPERVISE", text="请三日内报结果", made_at=moment, made_by="system:test",
        due_on=date_of(moment) + timedelta(days=2), team=county.home.team, body=county.home.agency, **scope,
    )  # fmt: skip
    Transfer.objects.create(
        number="YS2026-0000001", lead=fourth, to_body=county.department, to_name=county.department.name,
        front_end="已拍照劝导", reason="属市场监管部门职责", sent_at=moment - timedelta(days=1), sent_by="system:test",
        body=county.department, **scope,
    )  # fmt: skip


def _resources(county: County) -> None:
    moment = now()
    DutyShift.objects.create(
        place=county.home.town, officer=county.people["leader"], duty=Duty.LEADER_ON_DUTY,
        starts_at=moment - timedelta(hours=1), ends_at=moment + timedelta(hours=20), team=county.home.team,
    )  # fmt: skip
    Vehicle.objects.create(
        plate="浙H·00001", agency=county.home.agency, town=county.home.town, district=county.home.county
    )
    HandoverSheet.objects.create(
        place=county.home.town, giver=county.people["dispatcher"], text="北门摊贩反弹", drafted_at=moment
    )
    cast.a_resident_squad(county.home, county.department, Domain.MARKET, mode=PostingMode.ON_CALL)


def count_anew() -> None:
    """Write the counted cells as the worker would have."""
    Rollup.objects.all().delete()
    changes = folded(change for lead in Lead.objects.all() for change in cells(lead.counted))
    Rollup.objects.bulk_create(
        Rollup(place_id=place, measure=measure, key=key, day=day, n=n) for place, measure, key, day, n in changes
    )
