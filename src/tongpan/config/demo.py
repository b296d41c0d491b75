"""
The demo (演示): real districts, synthetic people and events, driven through the same actions as everything else.

Nothing here is written around an action: each lead is reported, assigned, signed, finished, answered and filed by a
member of the demo cast who may do so, at a moment of the last fortnight.
"""

import random
import tomllib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from importlib import resources
from typing import Any

from tongpan.agencies import demo as agencies_demo
from tongpan.agencies import queries as agencies
from tongpan.agencies.domain.actor import Actor
from tongpan.agencies.domain.posts import Post
from tongpan.config.demo_cases import load_cases
from tongpan.config.demo_documents import load_documents
from tongpan.config.demo_footage import load_footage
from tongpan.config.demo_money import load_codes, load_money
from tongpan.config.demo_split import load_split
from tongpan.config.demo_spots import load_spots
from tongpan.dispatch.actions.assign import assign_lead
from tongpan.dispatch.actions.field import check_result, finish_order, sign_order
from tongpan.dispatch.actions.returns import return_order
from tongpan.dispatch.domain.choices import ReturnGround
from tongpan.dispatch.models import Assignment
from tongpan.kernel.errors import Refusal
from tongpan.leads import actions as leads
from tongpan.leads.domain.choices import Channel, Desk, Outcome, Status
from tongpan.leads.domain.report import Report, Where, Who
from tongpan.leads.models import Lead
from tongpan.leads.steps.channel_defaults import load_channel_rules
from tongpan.places import demo as places_demo
from tongpan.places import queries as places
from tongpan.places.models import Place
from tongpan.powers import demo as powers_demo
from tongpan.powers import queries as powers

HOME = "330802"
SPAN_DAYS = 14
SEED = 20261123
FRESH_DAYS, LATE_DAYS = 1.5, 4
WORTH_A_LOOK = 0.05
"""how sure the scorer's first guess must be for a person to take it up"""
ALIKE_EVERY = 12
"""every so many reports the same problem is reported twice, in other words"""


@dataclass(frozen=True, slots=True)
class Cast:
    """Who acts in the demo county."""

    hotline: Actor
    dispatchers: dict[Any, Actor]
    officers: dict[Any, Actor]
    grid: Actor


def usernames() -> list[str]:
    """Return the demo accounts' names."""
    return [account.username for account in agencies.demo_accounts()]


def load(*, now: datetime, leads: int, tell: Callable[[str], None]) -> dict[str, int]:
    """Load every part in order and return how much of each there is."""
    tell("地点：四个县区、镇街、村（社区）与示意网格 …")
    places_demo.load()
    tell("机关、队伍、人员、值班 …")
    agencies_demo.load()
    tell("事项目录与职权清单 …")
    powers_demo.load()
    load_channel_rules(now)
    tell(f"线索：过去{SPAN_DAYS}天 …")
    made = load_leads(now=now, count=leads)
    if leads:
        tell("案件：从核查到结案 …")
        load_codes(now=now)
        load_cases(now=now)
        load_split(now=now)
        load_spots(now=now)
        load_footage(now=now)
        load_documents(now=now)
        load_money(now=now)
    return {"places": Place.objects.count(), "leads": Lead.objects.count(), "leads_created": made}


def load_leads(*, now: datetime, count: int) -> int:
    """Report, handle and file synthetic leads; a second run adds none. Deterministic for the same day."""
    if Lead.objects.filter(source_system="demo").exists():
        return 0
    dice = random.Random(SEED)
    cast = _cast(now)
    made = 0
    for moment, report in _reports(dice, now, count, cast):
        actor = cast.grid if report.channel == Channel.GRID else cast.hotline
        lead = leads.report_lead(report=report, actor=actor, now=moment).lead
        made += 1
        try:
            _live(lead, moment, now, cast, dice)
        except Refusal:
            continue  # as in life: what is refused waits on somebody's desk
    return made


def _cast(now: datetime) -> Cast:
    everybody = [agencies.actor_of_username(name, now.date()) for name in usernames()]
    home = next(actor for actor in everybody if actor.holds(Post.DISTRICT_DISPATCHER))
    return Cast(
        hotline=home,
        dispatchers={
            town: actor for actor in everybody if actor.holds(Post.TOWN_DISPATCHER) for town in actor.town_ids
        },
        officers={team: actor for actor in everybody if actor.holds(Post.OFFICER) for team in actor.team_ids},
        grid=next(actor for actor in everybody if actor.holds(Post.GRID_WORKER)),
    )


def _reports(dice: random.Random, now: datetime, count: int, cast: Cast) -> Iterator[tuple[datetime, Report]]:
    words = texts()
    county = places.by_code(HOME)
    towns = {town.pk: town for town in places.towns_of(county)}
    home_town = next(iter(cast.dispatchers), None)
    villages = [(village, town) for town in towns.values() for village in places.villages_of(town)]
    at_home = [pair for pair in villages if pair[1].pk == home_town] or villages
    moments = sorted(now - timedelta(minutes=dice.randint(20, SPAN_DAYS * 24 * 60)) for _ in range(count))
    for serial, moment in enumerate(moments):
        group = dice.choice(words["report"])
        village, town = dice.choice(at_home if dice.random() < 0.6 or group["channel"] == "GRID" else villages)
        spot = dice.choice(words["spots"])
        text = dice.choice(group["texts"])
        named = "{village}" in text or "{spot}" in text
        near = spot if "{village}" in text else f"{short_name(village.name)}{spot}"
        said = text.format(village=f"{town.name}{short_name(village.name)}", spot=near)
        precise = named and (group["channel"] == "GRID" or dice.random() < 0.7)
        where = where_in(village, spot, precise, dice) if named else Where()
        yield (
            moment,
            Report(
                district_id=county.pk,
                text=said if serial % ALIKE_EVERY else said + "，已经反映过一次，还没解决",
                channel=Channel(group["channel"]) if group["channel"] != "PUBLIC" else Channel.TIP_LINE,
                where=where,
                who=Who() if group["channel"] == "GRID" else Who(name="演示反映人", phone=f"1990000{serial:04d}"),
                reported_by=cast.grid.officer_id if group["channel"] == "GRID" else None,
                occurred_at=moment - timedelta(minutes=dice.randint(5, 90)),
                source_system="demo",
                source_id=f"demo-{serial:05d}",
            ),
        )


def short_name(name: str) -> str:
    """Return a village as people call it."""
    return name.removesuffix("居委会").removesuffix("村委会").removesuffix("村民委员会")


def where_in(village: Place, spot: str, precise: bool, dice: random.Random) -> Where:
    """Return a place in a village, with a point where it was precise."""
    if precise and village.lon is not None and village.lat is not None:
        lon, lat = village.lon + dice.uniform(-0.002, 0.002), village.lat + dice.uniform(-0.002, 0.002)
        return Where(town_id=village.town_id, village_id=village.pk, text=spot, lon=lon, lat=lat)
    return Where(town_id=village.town_id, village_id=village.pk, text=spot)


def _live(lead: Lead, moment: datetime, now: datetime, cast: Cast, dice: random.Random) -> None:
    """Take one lead as far as its age allows, step by step, each at its own moment."""
    desk = cast.dispatchers.get(lead.town_id, cast.hotline)
    clock = moment + timedelta(minutes=dice.randint(4, 90))
    if clock > now or _left_lying(moment, now, dice):
        return
    if lead.status in {Status.TRIAGE, Status.PLACE_PENDING}:
        chosen = cast.hotline if lead.desk == Desk.DISTRICT else desk
        lead = judge(lead, clock, chosen, dice, list(places.towns_of(places.by_code(HOME))))
        if lead.status == Status.HANDLED:
            _answer(lead, clock, now, cast.hotline, dice)
            return
    if lead.status != Status.ROUTED or lead.team_id is None:
        return
    desk = cast.dispatchers.get(lead.town_id, cast.hotline)
    order = assign_lead(lead_id=lead.pk, team_id=lead.team_id, actor=desk, now=clock)
    _field(lead, order, clock, now, cast, desk, dice)


def _left_lying(moment: datetime, now: datetime, dice: random.Random) -> bool:
    """Return whether this step is still to be done: often for today's leads, rarely for last week's."""
    age = (now - moment) / timedelta(days=1)
    share = 0.35 if age < FRESH_DAYS else 0.02 if age < LATE_DAYS else 0.0
    return dice.random() < share


def judge(lead: Lead, clock: datetime, desk: Actor, dice: random.Random, towns: Sequence[Place]) -> Lead:
    """Decide at the desk what the system was not sure of; `towns` are where a place may be that nobody named."""
    outcome = {
        "CONSULTATION": Outcome.CONSULTATION,
        "HELP": Outcome.HELP_GIVEN,
        "SUGGESTION": Outcome.SUGGESTION_NOTED,
        "CIVIL_DISPUTE": Outcome.CIVIL_DISPUTE,
        "PETITION": Outcome.PETITION,
    }.get(lead.route.get("kind", ""))
    if outcome is not None:
        note = "已电话说明办理途径和所需材料"
        return leads.settle_at_desk(lead_id=lead.pk, actor=desk, now=clock, outcome=outcome, note=note)
    candidates = lead.route.get("candidates") or []
    if lead.town_id is None:
        town = dice.choice(towns)
        where = Where(town_id=town.pk, text="回电核实")
        return leads.reroute(lead_id=lead.pk, actor=desk, now=clock, where=where, reason="回电问明地点")
    if not candidates or candidates[0]["sure"] < WORTH_A_LOOK:
        note = "非本级执法事项，已转有关单位办理"
        return leads.settle_at_desk(
            lead_id=lead.pk, actor=desk, now=clock, outcome=Outcome.FORWARDED, note=note, receiver="区有关部门 12345"
        )
    matter = powers.matter_by_code(candidates[0]["code"])
    return leads.reroute(lead_id=lead.pk, actor=desk, now=clock, matter_id=matter.id, reason="看照片和来件判断")


def _field(
    lead: Lead, order: Assignment, clock: datetime, now: datetime, cast: Cast, desk: Actor, dice: random.Random
) -> None:
    officer = _officer_of(order, cast, now)
    clock += timedelta(minutes=dice.randint(3, 100))
    if officer is None or clock > now or _left_lying(lead.collected_at, now, dice):
        return
    if dice.random() < 0.03:
        return_order(
            assignment_id=order.pk,
            actor=officer,
            now=clock,
            ground=ReturnGround.NEEDS_OTHER_POWER,
            reason="现场核实后需专业部门的职权",
        )
        return
    sign_order(assignment_id=order.pk, actor=officer, now=clock)
    clock += timedelta(hours=dice.randint(1, 40))
    if clock > now:
        return
    nothing = dice.random() < 0.1
    finish_order(
        assignment_id=order.pk,
        actor=officer,
        now=clock,
        outcome=Outcome.NOT_FOUND if nothing else dice.choice([Outcome.SETTLED_ON_SPOT, Outcome.CORRECTED]),
        result=dice.choice(results()["nothing" if nothing else "done"]),
    )
    _feedback(lead, clock, now, desk, dice)


def _officer_of(order: Assignment, cast: Cast, now: datetime) -> Actor | None:
    """Return somebody of the team who may act: a demo account, else the first officer on its list."""
    if order.team_id not in cast.officers and order.team_id is not None:
        people = [
            person
            for person in agencies.available_officers(order.team_id, now.date())
            if person.staff_kind == "OFFICER"
        ]
        if people:
            cast.officers[order.team_id] = agencies.actor_for(people[0], now.date())
    return cast.officers.get(order.team_id)


def _feedback(lead: Lead, clock: datetime, now: datetime, desk: Actor, dice: random.Random) -> None:
    clock += timedelta(hours=dice.randint(1, 30))
    if clock > now or _left_lying(lead.collected_at, now, dice):
        return
    check_result(lead_id=lead.pk, actor=desk, now=clock, accepted=True)
    _answer(lead, clock, now, desk, dice)


def _answer(lead: Lead, clock: datetime, now: datetime, desk: Actor, dice: random.Random) -> None:
    for reporter in lead.reporters.filter(answered_at=None):
        leads.answer_reporter(
            lead_id=lead.pk,
            reporter_id=reporter.pk,
            actor=desk,
            now=clock,
            answer="您反映的问题已处理，感谢监督",
            way="PHONE",
        )
    clock += timedelta(hours=dice.randint(1, 20))
    if clock <= now and dice.random() < 0.85:
        leads.archive_lead(lead_id=lead.pk, actor=desk, now=clock)


def results() -> dict[str, list[str]]:
    """Return what teams write when they have been there."""
    found: dict[str, list[str]] = texts()["results"]
    return found


@cache
def texts() -> dict[str, Any]:
    """Return the demo's words: what people report, where, and what teams write."""
    return tomllib.loads((resources.files("tongpan.config") / "demo_texts.toml").read_text("utf-8"))
