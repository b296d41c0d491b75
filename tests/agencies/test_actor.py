"""From an account to an actor: posts, permissions, reach."""

from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser
from tests.cast import (
    NOW,
    TODAY,
    a_county,
    a_resident_squad,
    a_town_with_team,
    actor,
    an_agency,
    an_officer,
    another_town,
    auxiliary_jiang,
    chief_chen,
    deputy_qian,
    dispatcher_wu,
    dispatcher_zheng,
    district_dispatcher_feng,
    grid_worker_wei,
    leader_zhou,
    legal_checker_yang,
    liaison_chu,
    list_manager_han,
    officer_li,
    officer_wang,
    reviewer_zhao,
    supervisor_sun,
    system_manager_zhu,
)

from tongpan.agencies import policies
from tongpan.agencies.domain.authority import AUTHORITY, Act, Reach
from tongpan.agencies.domain.fields import Domain
from tongpan.agencies.domain.posts import OfficeFunction, OfficeKind, Post, StaffKind
from tongpan.agencies.domain.staffing import section_matrix
from tongpan.agencies.models import Appointment, Office, Officer
from tongpan.agencies.policies import POST_PERMISSIONS
from tongpan.agencies.queries import actor_of, people_in_both
from tongpan.kernel.errors import Forbidden
from tongpan.kernel.permissions import Permission as P
from tongpan.kernel.scope import NOTHING, Scope

pytestmark = pytest.mark.django_db


class TestReach:
    def test_a_town_post_reaches_the_town(self):
        cast = a_town_with_team()

        wu = actor(dispatcher_wu(cast))

        assert wu.scope.towns == {cast.town.pk}
        assert (wu.scope.districts, wu.scope.teams, wu.scope.bodies) == (frozenset(), frozenset(), frozenset())
        assert wu.town_id == cast.town.pk
        assert wu.district_id == cast.county.pk

    def test_the_other_towns_dispatcher_reaches_the_other_town(self):
        cast, other = a_town_with_team(), a_town_with_team(another_town())

        assert cast.town.pk not in actor(dispatcher_zheng(other)).scope.towns

    @pytest.mark.parametrize("someone", [district_dispatcher_feng, chief_chen, supervisor_sun])
    def test_m113_a_district_post_reaches_the_district(self, someone):
        county = a_county()

        assert actor(someone(county)).scope.districts == {county.pk}

    def test_a_liaison_reaches_the_body(self):
        chu = liaison_chu()

        assert actor(chu).scope.bodies == {chu.home_agency_id}
        assert not actor(chu).scope.districts

    def test_an_officer_reaches_the_team_and_what_is_theirs(self):
        cast = a_town_with_team()
        li = officer_li(cast)

        found = actor(li).scope

        assert (found.teams, found.person, found.towns) == ({cast.team.pk}, li.pk, frozenset())

    def test_a_grid_worker_reaches_what_is_theirs_alone(self):
        wei = grid_worker_wei()

        found = actor(wei).scope

        assert found == Scope(person=wei.pk)

    def test_a_system_manager_sees_no_business(self):
        found = actor(system_manager_zhu())

        assert found.scope == NOTHING
        assert not found.can(P.LEADS_VIEW)

    def test_expired_and_coming_posts_give_nothing(self):
        cast = a_town_with_team()
        wu = dispatcher_wu(cast)
        Appointment.objects.filter(officer=wu).update(valid_to=TODAY)

        assert actor(wu).permissions == frozenset()
        assert not actor(wu).scope.towns
        assert actor(wu, date(2026, 11, 22)).can(P.LEADS_ASSIGN)

    def test_an_officer_of_a_regional_team_knows_all_towns_served(self):
        cast, other = a_town_with_team(), another_town()
        li = officer_li(cast)
        cast.team.territories.create(place=other, valid_from=date(2023, 1, 1))

        assert actor(li).town_ids == {cast.town.pk, other.pk}
        assert actor(li).town_id is None


class TestAccounts:
    def test_at_most_three_queries(self, django_assert_max_num_queries):
        li = officer_li()

        with django_assert_max_num_queries(3):
            actor_of(li.user, TODAY)

    def test_m254_one_account_is_one_person_with_all_posts(self):
        cast = a_town_with_team()
        zhou = leader_zhou(cast)

        assert actor_of(zhou.user, TODAY).posts == {Post.TEAM_LEADER, Post.HEAD}
        assert Officer._meta.get_field("user").one_to_one

    def test_nobody_is_an_anonymous_actor_that_is_false(self):
        nobody = actor_of(AnonymousUser(), TODAY)

        assert not nobody
        assert nobody.label == "citizen"
        assert nobody.permissions == frozenset()

    def test_an_inactive_account_is_nobody(self):
        li = officer_li()
        li.user.is_active = False

        assert not actor_of(li.user, TODAY)

    def test_the_label_is_stable(self):
        li = officer_li()

        assert actor(li).label == f"officer:{li.pk}"


class TestPermissions:
    def test_every_post_has_its_row(self):
        assert set(POST_PERMISSIONS) == set(Post)

    @pytest.mark.parametrize(
        ("someone", "may", "may_not"),
        [
            pytest.param(dispatcher_wu, P.LEADS_ASSIGN, P.LEADS_HANDLE, id="调度员交办而不处置"),
            pytest.param(officer_li, P.LEADS_HANDLE, P.LEADS_ASSIGN, id="队员处置而不交办"),
            pytest.param(auxiliary_jiang, P.LEADS_REGISTER, P.LEADS_HANDLE, id="协管员上报而不处置"),
            pytest.param(grid_worker_wei, P.LEADS_REGISTER, P.LEADS_TRIAGE, id="网格员上报而不研判"),
            pytest.param(leader_zhou, P.DISPATCH_APPROVE, P.POWERS_PUBLISH, id="负责人审批而不公布清单"),
            pytest.param(deputy_qian, P.DISPATCH_ASSIGN, P.COMMAND_OVERVIEW, id="常务副队长交办而不看全区"),
            pytest.param(
                district_dispatcher_feng, P.COMMAND_OVERVIEW, P.AGENCIES_MANAGE, id="区总调度看全区而不管账号"
            ),
            pytest.param(liaison_chu, P.DISPATCH_LIAISE, P.LEADS_ARCHIVE, id="联络员答复而不归档"),
            pytest.param(supervisor_sun, P.LEADS_VIEW, P.DISPATCH_ASSIGN, id="监督员看而不办"),
            pytest.param(list_manager_han, P.POWERS_PUBLISH, P.POWERS_CHECK, id="清单管理员公布而不审核"),
            pytest.param(legal_checker_yang, P.POWERS_CHECK, P.POWERS_PUBLISH, id="审核员审核而不公布"),
            pytest.param(reviewer_zhao, P.LEADS_VIEW, P.LEADS_HANDLE, id="法制审核员看而不办"),
            pytest.param(system_manager_zhu, P.AGENCIES_MANAGE, P.LEADS_REPORTER, id="系统管理员管账号而不看举报人"),
        ],
    )
    def test_each_post_may_one_thing_and_must_not_another(self, someone, may, may_not):
        found = actor(someone())

        assert found.can(may)
        assert not found.can(may_not)

    def test_an_auxiliary_entered_as_an_officer_still_may_not_act_as_one(self):
        cast = a_town_with_team()
        person = an_officer("协管", cast.agency, Post.OFFICER, team=cast.team, staff_kind=StaffKind.AUXILIARY)

        assert not actor(person).can(P.LEADS_HANDLE)
        assert not actor(person).can(P.DISPATCH_SIGN)

    def test_m016_staff_of_a_section_have_what_its_functions_bring(self):
        county = a_county()
        bureau = an_agency("柯城区综合行政执法局", county, key="urban")
        section = Office.objects.create(
            name="督查科", agency=bureau, place=county, kind=OfficeKind.SECTION,
            functions=["INSPECT_DISCIPLINE"], valid_from=date(2023, 1, 1),
        )  # fmt: skip
        clerk = an_officer("科员", bureau, Post.SECTION_STAFF, office=section, staff_kind=StaffKind.CLERK)

        assert actor(clerk).can(P.DISPATCH_SUPERVISE)
        assert not actor(clerk).can(P.LEADS_ASSIGN)

    def test_m018_sections_against_functions_show_gaps_and_overlaps(self):
        found = section_matrix(
            {"接待中心": ["RECEPTION", "TRIAGE"], "综合指挥中心": ["COMMAND", "TRIAGE"]},
            [OfficeFunction.RECEPTION, OfficeFunction.LEGAL],
        )

        assert found.gaps == (OfficeFunction.LEGAL,)
        assert found.overlaps == (OfficeFunction.TRIAGE,)


class TestAuthority:
    """M013: 队长总抓、常务副队长总协调、副队长具体负责."""

    def ask(self, person, act, cast, team=None):
        return policies.may_dispatch(
            actor(person),
            act,
            district_id=cast.county.pk,
            town_id=cast.town.pk,
            team_id=(team or cast.team).pk,
        )

    def test_m013_the_leader_may_everything_in_the_town(self):
        cast = a_town_with_team()
        zhou = leader_zhou(cast)

        assert all(self.ask(zhou, act, cast) for act in Act)

    def test_m013_the_executive_deputy_coordinates_but_does_not_overrule(self):
        cast = a_town_with_team()
        qian = deputy_qian(cast)

        assert [act for act in Act if self.ask(qian, act, cast)] == [Act.ASSIGN, Act.REASSIGN, Act.CLOSE]

    def test_m013_a_deputy_leader_assigns_within_the_squad_and_closes_nothing(self):
        cast = a_town_with_team()
        squad = a_resident_squad(cast, an_agency("柯城区市场监督管理局", cast.county), Domain.MARKET)
        chief = an_officer("中队长", squad.agency, Post.SQUAD_LEADER, team=squad, town=cast.town)

        assert self.ask(chief, Act.ASSIGN, cast, squad)
        assert not self.ask(chief, Act.ASSIGN, cast)
        assert not self.ask(chief, Act.CLOSE, cast, squad)

    def test_m114_the_town_desk_may_in_its_town_and_not_in_the_other(self):
        cast, other = a_town_with_team(), a_town_with_team(another_town())
        wu = dispatcher_wu(cast)

        assert self.ask(wu, Act.ASSIGN, cast)
        assert not self.ask(wu, Act.ASSIGN, other)

    def test_m113_the_district_desk_may_task_every_town(self):
        cast, other = a_town_with_team(), a_town_with_team(another_town())
        feng = district_dispatcher_feng()

        assert self.ask(feng, Act.ASSIGN, cast)
        assert self.ask(feng, Act.ASSIGN, other)

    def test_m113_but_not_those_of_another_district(self):
        cast = a_town_with_team()

        assert not self.ask(district_dispatcher_feng(a_county("迎泽区", "140106")), Act.ASSIGN, cast)

    def test_the_refusal_names_the_posts_that_may(self):
        cast = a_town_with_team()

        with pytest.raises(Forbidden, match="队长、常务副队长"):
            policies.check_dispatch(actor(officer_wang()), Act.CLOSE, district_id=cast.county.pk, town_id=cast.town.pk)

    def test_every_reach_in_the_table_is_one_we_know(self):
        assert {reach for acts in AUTHORITY.values() for reach in acts.values()} == set(Reach)

    def test_m113_flags_one_person_who_both_dispatches_and_supervises(self):
        county = a_county()
        bureau = an_agency("柯城区司法局", county)
        an_officer("两任", bureau, Post.CHIEF_DISPATCHER, Post.JUSTICE_SUPERVISOR, staff_kind=StaffKind.CLERK)
        supervisor_sun(county)

        (found,) = people_in_both(county.pk, TODAY)

        assert "两任同时担任区级调度和执法监督" in found.message


def test_the_moment_of_the_cast_lies_on_its_day():
    assert NOW.date() == TODAY
