"""What other features may read of bodies, teams and people."""

from tongpan.agencies.domain.actor import Actor, anonymous_actor
from tongpan.agencies.queries.actors import acting, actor_for, actor_of, actor_of_officer, actor_of_username
from tongpan.agencies.queries.confirming import card_numbers, proves_to_be
from tongpan.agencies.queries.coverage import county_coverage
from tongpan.agencies.queries.credentials import Certified, can_act_as_officer, certified
from tongpan.agencies.queries.demo import DEMO_PASSWORD, DemoLogin, demo_accounts
from tongpan.agencies.queries.duty import handovers, liaisons_of, vehicles_at
from tongpan.agencies.queries.people import (
    InPost,
    available_officers,
    officers_in_post,
    on_duty,
    people_in_posts,
    people_of_bodies,
    posts_of,
    serves,
    with_posts,
)
from tongpan.agencies.queries.recipients import contacts as people_contacts
from tongpan.agencies.queries.recipients import holders as post_contacts
from tongpan.agencies.queries.recipients import of_body as liaison_contacts
from tongpan.agencies.queries.recipients import of_team as team_contacts
from tongpan.agencies.queries.recorders import Carried, carried, clocks_of
from tongpan.agencies.queries.recorders import by_number as recorders_by_number
from tongpan.agencies.queries.registry import (
    agencies_in,
    agencies_of,
    agency_by_id,
    body_of_town,
    departments_of,
    domain_names,
    officers_in,
    teams_in,
    teams_of,
)
from tongpan.agencies.queries.specialists import Specialist, specialists_in, specialists_of
from tongpan.agencies.queries.staffing import dedicated_alarms, people_in_both
from tongpan.agencies.queries.suggestions import suggest_officers
from tongpan.agencies.queries.teams import (
    may_be_tasked,
    responsible_team,
    responsible_teams,
    team_on,
    teams_by_field,
    teams_serving,
)

__all__ = [
    "DEMO_PASSWORD",
    "Actor",
    "Carried",
    "Certified",
    "DemoLogin",
    "InPost",
    "Specialist",
    "acting",
    "actor_for",
    "actor_of",
    "actor_of_officer",
    "actor_of_username",
    "agencies_in",
    "agencies_of",
    "agency_by_id",
    "anonymous_actor",
    "available_officers",
    "body_of_town",
    "can_act_as_officer",
    "card_numbers",
    "carried",
    "certified",
    "clocks_of",
    "county_coverage",
    "dedicated_alarms",
    "demo_accounts",
    "departments_of",
    "domain_names",
    "handovers",
    "liaison_contacts",
    "liaisons_of",
    "may_be_tasked",
    "officers_in",
    "officers_in_post",
    "on_duty",
    "people_contacts",
    "people_in_both",
    "people_in_posts",
    "people_of_bodies",
    "post_contacts",
    "posts_of",
    "proves_to_be",
    "recorders_by_number",
    "responsible_team",
    "responsible_teams",
    "serves",
    "specialists_in",
    "specialists_of",
    "suggest_officers",
    "team_contacts",
    "team_on",
    "teams_by_field",
    "teams_in",
    "teams_of",
    "teams_serving",
    "vehicles_at",
    "with_posts",
]
