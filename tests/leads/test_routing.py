"""分流 (M092) as a table: from facts to rule, status and desk."""

from dataclasses import replace
from uuid import uuid4

import pytest

from tongpan.leads.domain.choices import Desk, RouteRule, Status
from tongpan.leads.domain.routing import Competent, MatterGuess, RoutingFacts, decide

PAVEMENT = MatterGuess(uuid4(), "city_appearance-001", "占道经营", "city_appearance", 0.9)
FOOD = MatterGuess(uuid4(), "food_drug-001", "过期食品", "food_drug", 0.8)
TOWN = Competent(uuid4(), "航埠镇人民政府", "航埠镇人民政府", True, uuid4(), "清单", "镇政府有权", uuid4(), "航埠镇队")
MARKET = Competent(uuid4(), "市场监管局", "市场监管局", False, uuid4(), "法律", "市场监管局有权", uuid4(), "市场中队")
SURE = RoutingFacts(
    town_known=True, enforcement=True, abstained=False, emergency=False, guesses=(PAVEMENT,), competent=TOWN
)


@pytest.mark.parametrize(
    ("facts", "rule", "status", "desk"),
    [
        pytest.param(SURE, RouteRule.TOWN_DUTY, Status.ROUTED, Desk.TOWN, id="M092 街镇职责到街镇队伍"),
        pytest.param(
            replace(SURE, competent=MARKET),
            RouteRule.DOMAIN_DUTY,
            Status.ROUTED,
            Desk.TOWN,
            id="M092 领域职责到领域队伍",
        ),
        pytest.param(
            replace(SURE, guesses=(PAVEMENT, FOOD), others=(MARKET,)),
            RouteRule.JOINT,
            Status.ROUTED,
            Desk.TOWN,
            id="M092 多领域建议联合",
        ),
        pytest.param(
            replace(SURE, others=(TOWN,)),
            RouteRule.TOWN_DUTY,
            Status.ROUTED,
            Desk.TOWN,
            id="同一机关的两个事项不算联合",
        ),
        pytest.param(
            replace(SURE, emergency=True), RouteRule.EMERGENCY, Status.ROUTED, Desk.TOWN, id="M274 突发优先于街镇职责"
        ),
        pytest.param(
            replace(SURE, emergency=True, guesses=()),
            RouteRule.EMERGENCY,
            Status.TRIAGE,
            Desk.TOWN,
            id="M274 认不出事项的突发也要人看",
        ),
        pytest.param(
            replace(SURE, town_known=False, competent=None),
            RouteRule.PLACE_MISSING,
            Status.PLACE_PENDING,
            Desk.DISTRICT,
            id="事项清楚地点不明",
        ),
        pytest.param(
            replace(SURE, competent=None, why_nobody="清单上没有"),
            RouteRule.NO_COMPETENCE,
            Status.TRIAGE,
            Desk.DISTRICT,
            id="M102 无有权机关上报区级",
        ),
        pytest.param(
            replace(SURE, competent=replace(TOWN, team_id=None)),
            RouteRule.NO_TEAM,
            Status.TRIAGE,
            Desk.DISTRICT,
            id="M032 有机关无队伍",
        ),
        pytest.param(replace(SURE, abstained=True), RouteRule.UNSURE, Status.TRIAGE, Desk.TOWN, id="系统拿不准"),
        pytest.param(
            replace(SURE, enforcement=False), RouteRule.NOT_ENFORCEMENT, Status.TRIAGE, Desk.TOWN, id="不是执法事项"
        ),
        pytest.param(
            replace(SURE, guesses=(), town_known=False),
            RouteRule.UNSURE,
            Status.TRIAGE,
            Desk.DISTRICT,
            id="什么都不知道",
        ),
    ],
)
def test_decides_by_the_first_rule_that_fits(facts, rule, status, desk):
    route = decide(facts)

    assert (route.rule, route.status, route.desk) == (rule, status, desk)
    assert route.why


def test_only_a_routed_lead_has_somebody_to_go_to():
    assert decide(SURE).competent is TOWN
    assert decide(replace(SURE, abstained=True)).competent is None
