"""办案的每一步都经得起乱来：几个人经接口随意办理，案件始终合法，事实、期限、留痕始终一致。"""

from datetime import timedelta

import pytest
from bench.live_around import LiveCounty
from bench.live_world import Person, World
from django.test import Client
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test
from tests import cast

from tongpan.agencies.domain.posts import AgencyKind, Post
from tongpan.agencies.models import Officer
from tongpan.kernel import clock, tokens
from tongpan.kernel.models import User

pytestmark = pytest.mark.django_db
EXAMPLES, STEPS = 16, 40


def a_user(officer):
    officer.user = User.objects.create(username=f"live-{officer.pk.hex}")
    officer.save()
    return officer.user


def a_world(stage, monkeypatch):
    def person(actor):
        officer = Officer.objects.get(pk=actor.officer_id)
        user = officer.user or a_user(officer)
        token = tokens.issue(user=user, name="t", now=stage.now, valid=timedelta(days=3650))
        return Person(str(actor.officer_id), Client(headers={"Authorization": f"Bearer {token}"}))

    def set_clock(moment):
        monkeypatch.setattr(clock, "now", lambda: moment)

    third = cast.an_officer("周三", stage.town.agency, Post.OFFICER, team=stage.town.team, username=cast._once("zhou3"))
    town = cast.another_town(stage.town.county)
    body = cast.an_agency(f"{town.name}人民政府", town, AgencyKind.TOWN_GOVERNMENT)
    stranger = cast.an_officer("外镇长", body, Post.HEAD, username=cast._once("wai"))
    return World(
        matter=stage.matter.code,
        town=str(stage.town.town.pk),
        statute="中华人民共和国城乡规划法",
        handlers=[person(stage.officer), person(stage.second)],
        roles={role.value: person(actor) for role, actor in stage.people.items()},
        outsider=person(cast.actor(third)),
        strangers=[person(cast.actor(stranger))],
        start=stage.now,
        set_clock=set_clock,
        clerks={"list": str(cast.list_manager_han().pk), "cards": str(cast.system_manager_zhu().pk)},
        receiver=body.pk,
    )


def test_no_way_leads_to_an_unlawful_case(stage, monkeypatch):
    world = a_world(stage, monkeypatch)

    class Here(LiveCounty):
        pass

    Here.world = world
    short = settings(
        max_examples=EXAMPLES, stateful_step_count=STEPS, deadline=None, derandomize=True, database=None,
        phases=[Phase.generate], suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    run_state_machine_as_test(Here, settings=short)

    assert world.steps > EXAMPLES * STEPS / 2
    assert {"FILE", "SHOW_IDENTITY", "GATHER"} <= set(world.taken)
    assert len(world.refused) >= 8
    assert len(world.around) >= 2, "and the county around it changed"
