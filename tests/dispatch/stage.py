"""The stage of dispatch tests: a town that works, its people, a department beside it, and leads on their way."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from tests import cast
from tests.leads import stage as leads

from tongpan.agencies.domain.actor import Actor
from tongpan.agencies.domain.fields import Domain
from tongpan.agencies.domain.posts import PostingMode, TeamKind
from tongpan.agencies.models import Agency, Posting, Team
from tongpan.dispatch import actions
from tongpan.dispatch.domain.choices import ReturnGround
from tongpan.dispatch.models import Assignment
from tongpan.leads.domain.choices import Outcome, Priority, Status
from tongpan.leads.models import Lead
from tongpan.powers.domain.kinds import Mode
from tongpan.powers.models import Grant

NOW = cast.NOW
LATER = NOW + timedelta(minutes=20)


@dataclass
class Stage:
    """A town, the department that also holds the power by statute, and the people of both."""

    town: cast.TownCast
    department: Agency
    squad: Team
    town_grant: Grant
    department_grant: Grant
    dispatcher: Actor
    officer: Actor
    district: Actor

    def lead(self, **changes: Any) -> Lead:
        """Return a lead in the town, routed to the town's team."""
        found = leads.a_lead(self.town, **changes)
        assert found.status == Status.ROUTED, found.route
        return found

    def order(self, lead: Lead | None = None, *, now: datetime = NOW, **changes: Any) -> Assignment:
        """Return an order to the town's own team."""
        lead = lead or self.lead()
        given = {"team_id": self.town.team.pk, "actor": self.dispatcher} | changes
        return actions.assign_lead(lead_id=lead.pk, now=now, **given)

    def signed(self, lead: Lead | None = None, *, now: datetime = NOW, **changes: Any) -> Assignment:
        """Return an order signed by the town's officer."""
        order = self.order(lead, now=now, **changes)
        return actions.sign_order(assignment_id=order.pk, actor=self.officer, now=now)

    def finished(self, lead: Lead | None = None, *, now: datetime = NOW) -> Assignment:
        """Return an order whose result was told."""
        order = self.signed(lead, now=now)
        return actions.finish_order(
            assignment_id=order.pk, actor=self.officer, now=now, outcome=Outcome.CORRECTED, result="已劝离并清理干净"
        )

    def returned(self, lead: Lead, *, now: datetime = NOW, **changes: Any) -> Lead:
        """Return the lead after its order went out and came back, citing the department's power."""
        order = self.order(lead, now=now)
        given = {
            "ground": ReturnGround.NEEDS_OTHER_POWER,
            "reason": "属商户证照问题，应由市场监管部门查处",
            "cited_grant_id": self.department_grant.pk,
        } | changes
        actions.return_order(assignment_id=order.pk, actor=self.officer, now=now, **given)
        lead.refresh_from_db()
        return lead


def a_stage() -> Stage:
    """Return the stage set: 航埠镇 with assigned power, the department with its own, a resident squad of it."""
    town = leads.a_working_town()
    department = cast.a_department()
    county = cast.a_county()
    squad = cast.a_resident_squad(town, department, Domain.CITY_APPEARANCE)
    matter = leads.occupying()
    return Stage(
        town=town,
        department=department,
        squad=squad,
        town_grant=Grant.objects.get(matter=matter, body=town.agency),
        department_grant=leads.granted(matter, department, county, mode=Mode.OWN),
        dispatcher=cast.actor(cast.dispatcher_wu(town)),
        officer=cast.actor(cast.officer_li(town)),
        district=cast.actor(cast.district_dispatcher_feng()),
    )


def a_stranger_squad(place: Any) -> Team:
    """Return the team of a body that has no power over anything here."""
    body = cast.a_department(cast.a_county(), "水利局", "water")
    return cast.a_team("区水政监察大队", body, kind=TeamKind.DEPARTMENT, host_town=place, domains=(Domain.WATER,))


def an_on_call_squad(stage: Stage) -> Team:
    """Return the department's second squad, which comes when called."""
    name, host = "市场监管机动中队", stage.town.town
    squad = cast.a_team(name, stage.department, kind=TeamKind.ON_CALL, host_town=host, domains=(Domain.MARKET,))
    Posting.objects.create(team=squad, host_town=host, mode=PostingMode.ON_CALL, valid_from=cast.LONG_AGO)
    return squad


def an_emergency(stage: Stage, **changes: Any) -> Lead:
    """Return a lead that cannot wait."""
    return stage.lead(priority=Priority.EMERGENCY, **changes)
