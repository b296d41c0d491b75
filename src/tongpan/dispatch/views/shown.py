"""What several pages show alike: the lead in a few facts, choices of teams and bodies, names behind the record."""

from datetime import date
from typing import Any
from uuid import UUID

from tongpan.agencies import queries as agencies
from tongpan.agencies.domain.actor import Actor
from tongpan.agencies.domain.fields import Domain
from tongpan.agencies.models import Agency
from tongpan.agencies.queries.registry import agencies_of
from tongpan.dispatch.queries.assigning import Options
from tongpan.kernel.crypto import mask_personal
from tongpan.leads.models import Lead

DOMAINS = {domain.value: str(domain.label) for domain in Domain}
Choices = list[tuple[str, str]]


def place_of(lead: Lead) -> str:
    """Return where a lead lies, in words."""
    names = [place.name for place in (lead.town, lead.village, lead.grid) if place is not None]
    return " ".join([*names, mask_personal(lead.place_text)]).strip() or "地点不明"


def lead_facts(lead: Lead) -> list[tuple[str, Any]]:
    """Return a lead as officers see it. Who reported it is not among them."""
    return [
        ("线索编号", lead.number),
        ("地点", place_of(lead)),
        ("事项", lead.matter.name if lead.matter else None),
        ("领域", DOMAINS.get(lead.domain)),
        ("以谁的名义办", lead.route.get("competent", {}).get("acts_as") if lead.route.get("competent") else None),
        ("依据", lead.route.get("competent", {}).get("basis") if lead.route.get("competent") else None),
        ("来源", lead.get_channel_display()),
        ("反映人", "已保护，处置中不需要；要核实情况请联系值守台"),
        ("应急联络", lead.emergency_note or None),
    ]


def team_choices(options: Options) -> Choices:
    """Return the teams of a lead as choices, the proposed one first, each with its reason."""
    return [(str(one.team.pk), one.team.name) for one in options.teams]


def officer_choices(options: Options) -> Choices:
    """Return who could go, with the reasons."""
    return [
        (str(one.officer_id), f"{one.name}（{one.team_name}；{'，'.join(one.reasons)}）")
        for one in options.officers.suggested
    ]


def members_of(team_id: UUID | None, on: date) -> Choices:
    """Return the licensed members of a team as choices."""
    people = agencies.available_officers(team_id, on) if team_id else []
    return [(str(person.pk), person.name) for person in people]


def teams_of_district(district_id: UUID, on: date) -> Choices:
    """Return every team of a district as choices."""
    return [(str(team.pk), f"{team.name}（{team.agency.name}）") for team in agencies.teams_of(district_id, on)]


def bodies_of_district(district_id: UUID, on: date) -> list[Agency]:
    """Return the bodies of a district that act outwardly: towns and departments."""
    inward = {"COMMAND_CENTRE", "COUNTY_GOVERNMENT"}
    return [body for body in agencies_of(district_id, on) if body.kind not in inward]


def body_choices(bodies: list[Agency]) -> Choices:
    """Return bodies as choices."""
    return [(str(body.pk), body.name) for body in bodies]


def wide(actor: Actor) -> bool:
    """Tell whether an actor sees a whole district."""
    return bool(actor.scope.districts) or actor.scope.everything
