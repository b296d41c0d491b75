"""Organizing a town: templates, 1+X, postings, exactly one responsible team."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from tests.cast import (
    LONG_AGO,
    NOW,
    TODAY,
    a_county,
    a_resident_squad,
    a_team,
    a_town,
    a_town_government,
    a_town_with_team,
    actor,
    an_agency,
    another_town,
    dispatcher_wu,
    make_responsible,
    officer_li,
    system_manager_zhu,
)

from tongpan.agencies.actions import teams as actions
from tongpan.agencies.domain.coverage import Cover
from tongpan.agencies.domain.escalation import EscalationFacts, Tier, escalate
from tongpan.agencies.domain.fields import Domain
from tongpan.agencies.domain.posts import AgencyKind, OfficeFunction, PostingMode, ReportingLine, TeamKind
from tongpan.agencies.domain.templates import ALL_ROUND, STREET_1_2_8, STREET_1_7, TEMPLATES, TOWN_1_4_6
from tongpan.agencies.models import Posting, Responsibility, Team
from tongpan.agencies.queries import responsible_team, teams_serving
from tongpan.agencies.queries.coverage import county_coverage, county_level, teams_by_kind
from tongpan.agencies.queries.registry import reporting_lines
from tongpan.agencies.queries.teams import may_be_tasked
from tongpan.kernel import ledger
from tongpan.kernel.errors import Conflict, Forbidden, Invalid, NotFound

pytestmark = pytest.mark.django_db(transaction=True)

KEYS = (
    "urban", "market", "emergency", "transport", "ecology", "land", "health", "culture", "agriculture",
    "construction", "fire", "labor", "food_drug",
)  # fmt: skip


def departments(county):
    return {key: an_agency(f"{county.name}{key}局", county, AgencyKind.DEPARTMENT, key) for key in KEYS}


def a_street():
    return a_town("迎泽街道", "140106004", a_county("迎泽区", "140106"))


def establish(town, template, **changed):
    manager = changed.pop("manager", None) or system_manager_zhu(town.county)
    facts = {"valid_from": date(2023, 9, 1), "instrument": "迎办发〔2023〕1号", "actor": actor(manager), "now": NOW}
    return actions.establish_team_from_template(town_id=town.pk, template=template.code, **{**facts, **changed})


class TestTemplates:
    @pytest.mark.parametrize(
        ("template", "residents", "modules", "figure"),
        [
            pytest.param(STREET_1_2_8, 2, 8, "1+2+8", id="M003 街道一个办公室两支派驻八个模块"),
            pytest.param(TOWN_1_4_6, 4, 6, "1+4+6", id="M004 郝庄镇一加四加六"),
            pytest.param(STREET_1_7, 0, 7, "1+7", id="M045 历下一加七"),
        ],
    )
    def test_m002_parameters_make_the_organization(self, template, residents, modules, figure):
        town = a_street()
        departments(town.county)
        a_town_government(town)

        made = establish(town, template)

        assert template.figure == figure
        assert (len(made.residents), len(made.modules)) == (residents, modules)
        assert made.own_team.kind == TeamKind.OWN
        assert made.own_team.host_town == town
        assert made.office.agency == a_town_government(town)

    @pytest.mark.parametrize("template", [t for t in TEMPLATES.values() if not t.regional], ids=lambda t: t.code)
    def test_every_template_answers_for_every_field_exactly_once(self, template):
        domains = [domain for squad in (*template.residents, *template.modules) for domain in squad.domains]
        domains += template.own_domains

        assert sorted(domains) == sorted(Domain)

    def test_m005_and_m006_squads_are_posted_resident_and_modules_on_call(self):
        town = a_street()
        departments(town.county)
        a_town_government(town)

        made = establish(town, STREET_1_2_8)

        modes = dict(Posting.objects.values_list("team_id", "mode"))
        assert {modes[team.pk] for team in made.residents} == {PostingMode.RESIDENT}
        assert {modes[team.pk] for team in made.modules} == {PostingMode.ON_CALL}
        assert set(Posting.objects.values_list("valid_from", flat=True)) == {date(2023, 9, 1)}

    def test_m014_the_office_triages_assigns_convenes_and_checks(self):
        town = a_street()
        departments(town.county)
        a_town_government(town)

        office = establish(town, STREET_1_2_8).office

        assert office.functions == [
            OfficeFunction.TRIAGE,
            OfficeFunction.ASSIGN,
            OfficeFunction.CONVENE_JOINT,
            OfficeFunction.CHECK_FEEDBACK,
        ]

    def test_m017_squads_carry_their_fields(self):
        town = a_street()
        departments(town.county)
        a_town_government(town)

        made = establish(town, STREET_1_2_8)

        market = made.residents[0]
        assert set(market.domains.values_list("domain", flat=True)) == {Domain.MARKET, Domain.FOOD_DRUG}

    def test_is_in_the_ledger(self):
        town = a_street()
        departments(town.county)
        a_town_government(town)

        made = establish(town, ALL_ROUND)

        (item,) = ledger.history(made.own_team)
        assert item.action == "team.established"
        assert item.facts["template"] == "all-round"

    def test_refuses_without_the_departments_and_names_them(self):
        town = a_street()
        a_town_government(town)

        with pytest.raises(Invalid, match=r"缺少派出部门：市场监管、城乡管理"):
            establish(town, STREET_1_2_8)

        assert not Team.objects.exists()

    def test_refuses_a_town_whose_body_is_not_registered(self):
        town = a_street()

        with pytest.raises(Invalid, match="请先登记机关"):
            establish(town, ALL_ROUND)

    def test_only_the_system_manager_of_the_district_may(self):
        cast = a_town_with_team()
        town = another_town()
        a_town_government(town)

        with pytest.raises(Forbidden):
            establish(town, ALL_ROUND, manager=dispatcher_wu(cast))
        with pytest.raises(Forbidden):
            establish(town, ALL_ROUND, manager=system_manager_zhu(a_county("迎泽区", "140106")))


class TestOneOwnTeam:
    def test_m019_refuses_a_second_own_team_and_says_since_when_there_is_one(self):
        town = a_street()
        a_town_government(town)
        establish(town, ALL_ROUND)

        with pytest.raises(Conflict, match=r"自2023-09-01起已有迎泽街道综合行政执法队"):
            establish(town, ALL_ROUND, valid_from=date(2024, 1, 1))

    def test_m019_the_database_refuses_it_too(self):
        cast = a_town_with_team()

        with pytest.raises(IntegrityError), transaction.atomic():
            a_team("第二支队伍", cast.agency, host_town=cast.town)

    def test_m019_a_new_one_may_follow_when_the_old_one_ended(self):
        town = a_street()
        a_town_government(town)
        old = establish(town, ALL_ROUND).own_team
        Team.objects.filter(pk=old.pk).update(valid_to=date(2025, 1, 1))
        Responsibility.objects.update(valid_to=date(2025, 1, 1))

        new = establish(town, ALL_ROUND, valid_from=date(2025, 1, 1)).own_team

        assert responsible_team(town.pk, Domain.FIRE, date(2024, 12, 31)) == old
        assert responsible_team(town.pk, Domain.FIRE, date(2025, 1, 1)) == new


class TestRegional:
    def regional(self, host, *neighbors, **changed):
        urban = an_agency(f"{host.county.name}综合行政执法局", host.county, AgencyKind.DEPARTMENT, "urban")
        facts = {
            "host_id": host.pk,
            "neighbor_ids": [town.pk for town in neighbors],
            "department_id": urban.pk,
            "domains": tuple(Domain),
            "valid_from": date(2023, 1, 1),
            "instrument": "柯执法〔2023〕1号",
            "actor": actor(system_manager_zhu(host.county)),
            "now": NOW,
        }
        return actions.establish_regional_team(**{**facts, **changed})

    def test_m031_one_team_serves_its_host_and_the_neighbors(self):
        host, neighbor = a_town("花园街道", "330802013"), a_town("白云街道", "330802009")

        team = self.regional(host, neighbor)

        assert team.kind == TeamKind.REGIONAL
        assert responsible_team(host.pk, Domain.MARKET, TODAY) == team
        assert responsible_team(neighbor.pk, Domain.MARKET, TODAY) == team
        assert responsible_team(neighbor.pk, Domain.MARKET, date(2022, 12, 31)) is None
        assert teams_serving(neighbor.pk, TODAY) == [team]

    def test_m031_a_town_with_an_own_team_is_not_taken_over(self):
        cast, host = a_town_with_team(), a_town("花园街道", "330802013")

        with pytest.raises(Conflict, match="已由航埠镇综合行政执法队负责"):
            self.regional(host, cast.town)

        assert not Team.objects.filter(kind=TeamKind.REGIONAL).exists()

    def test_refuses_a_neighbor_of_another_district(self):
        host = a_town("花园街道", "330802013")

        with pytest.raises(Invalid):
            self.regional(host, a_street())


class TestResponsibility:
    def change(self, cast, team, on=TODAY, domain=Domain.MARKET, manager=None):
        return actions.change_responsible_team(
            place_id=cast.town.pk,
            domain=domain,
            team_id=team.pk,
            valid_from=on,
            instrument="柯政办〔2026〕9号",
            actor=actor(manager or system_manager_zhu(cast.county)),
            now=NOW,
        )

    def test_m019_changing_it_ends_the_old_one_on_the_same_day(self):
        cast = a_town_with_team()
        market = an_agency("柯城区市场监督管理局", cast.county, AgencyKind.DEPARTMENT, "market")
        squad = a_resident_squad(cast, market, Domain.MARKET)

        self.change(cast, squad)

        assert responsible_team(cast.town.pk, Domain.MARKET, TODAY - timedelta(days=1)) == cast.team
        assert responsible_team(cast.town.pk, Domain.MARKET, TODAY) == squad
        assert Responsibility.objects.on(TODAY).filter(place=cast.town, domain=Domain.MARKET).count() == 1

    def test_m019_the_database_refuses_a_second_open_one(self):
        cast = a_town_with_team()

        with pytest.raises(IntegrityError), transaction.atomic():
            make_responsible(cast.team, cast.town, Domain.MARKET, valid_from=TODAY)

    def test_refuses_before_a_later_arrangement(self):
        cast = a_town_with_team()
        squad = a_resident_squad(cast, an_agency("柯城区消防救援大队", cast.county), Domain.FIRE)

        with pytest.raises(Conflict, match="请先撤销后来的安排"):
            self.change(cast, squad, on=date(2020, 1, 1))

    def test_the_dispatcher_may_not(self):
        cast = a_town_with_team()

        with pytest.raises(Forbidden):
            self.change(cast, cast.team, manager=dispatcher_wu(cast))

    def test_m020_at_city_level_one_team_answers_for_one_field(self):
        city = a_county("江阴市", "320281")
        market = an_agency("江阴市市场监督管理局", city, AgencyKind.DEPARTMENT, "market")
        team = a_team("市场监管综合执法大队", market, kind=TeamKind.CITY)
        make_responsible(team, city, Domain.MARKET)

        with pytest.raises(IntegrityError), transaction.atomic():
            make_responsible(a_team("又一支", market, kind=TeamKind.CITY), city, Domain.MARKET, valid_from=TODAY)
        assert county_level(city.pk, TODAY) == [("市场监管", "市场监管综合执法大队", "江阴市市场监督管理局")]


class TestCoverage:
    def test_m032_flags_holes_and_overlaps(self):
        cast, bare = a_town_with_team(), another_town()
        make_responsible(cast.team, bare, Domain.FIRE)
        other = a_team("消防救援站", an_agency("柯城区消防救援大队", cast.county), kind=TeamKind.DEPARTMENT)
        Responsibility.objects.create(  # as an import could leave it: closed spans that overlap
            place=bare, domain=Domain.FIRE, team=other, district=cast.county,
            valid_from=date(2026, 1, 1), valid_to=date(2027, 1, 1),
        )  # fmt: skip

        found = county_coverage(cast.county.pk, TODAY)

        covers = {row.town: {cell.domain: cell.cover for cell in row.cells} for row in found.rows}
        assert set(covers["航埠镇"].values()) == {Cover.ONE}
        assert covers["石梁镇"][Domain.FIRE] == Cover.OVERLAP
        assert covers["石梁镇"][Domain.MARKET] == Cover.HOLE
        assert (found.holes, found.overlaps, found.complete) == (len(Domain) - 1, 1, False)

    def test_m046_rolls_up_the_teams_of_a_district(self):
        lixia = a_county("历下区", "370102")
        for number in range(8):
            a_team(f"第{number}执法大队", an_agency(f"历下区{number}局", lixia), kind=TeamKind.DEPARTMENT)

        assert teams_by_kind(lixia.pk, TODAY) == [("部门执法队", 8)]


class TestDualManagement:
    def test_m044_the_streets_line_comes_first(self):
        cast = a_town_with_team(a_street())
        squad = a_resident_squad(cast, an_agency("迎泽区城市管理局", cast.county, key="urban"), Domain.CITY_APPEARANCE)

        first, second = reporting_lines(squad, TODAY)

        assert (first.agency_name, first.primary) == ("迎泽街道办事处", True)
        assert (second.agency_name, second.primary) == ("迎泽区城市管理局", False)
        assert squad.postings.get().primary_line == ReportingLine.HOST

    def test_m047_the_street_may_task_squads_of_departments_posted_to_it_and_no_others(self):
        cast, other = a_town_with_team(), a_town_with_team(another_town())
        squad = a_resident_squad(cast, an_agency("柯城区市场监督管理局", cast.county), Domain.MARKET)

        assert may_be_tasked(squad.pk, cast.town.pk, TODAY)
        assert not may_be_tasked(squad.pk, other.town.pk, TODAY)
        assert not may_be_tasked(squad.pk, cast.town.pk, LONG_AGO - timedelta(days=1))

    def test_posting_an_on_call_module_needs_a_named_contact(self):
        cast = a_town_with_team()
        squad = a_team("交通执法队", an_agency("柯城区交通运输局", cast.county), kind=TeamKind.ON_CALL)
        facts = {
            "team_id": squad.pk, "host_town_id": cast.town.pk, "mode": PostingMode.ON_CALL, "valid_from": TODAY,
            "instrument": "演示", "actor": actor(system_manager_zhu(cast.county)), "now": NOW,
        }  # fmt: skip

        with pytest.raises(Invalid, match="专人联络"):
            actions.post_team(**facts, contact_id=None)

        posting = actions.post_team(**facts, contact_id=officer_li(cast).pk)
        with pytest.raises(Conflict):
            actions.post_team(**facts, contact_id=posting.contact_id)

    def test_a_posting_ends_once(self):
        cast = a_town_with_team()
        squad = a_resident_squad(cast, an_agency("柯城区交通运输局", cast.county), Domain.TRANSPORT)
        facts = {"posting_id": squad.postings.get().pk, "valid_to": TODAY, "reason": "撤回", "now": NOW}

        with pytest.raises(NotFound):
            actions.end_posting(**facts, actor=actor(dispatcher_wu(cast)))
        manager = actor(system_manager_zhu(cast.county))
        actions.end_posting(**facts, actor=manager)
        with pytest.raises(Conflict):
            actions.end_posting(**facts, actor=manager)

        assert not may_be_tasked(squad.pk, a_town("又一镇", "330802299").pk, TODAY)


class TestEscalation:
    @pytest.mark.parametrize(
        ("facts", "tier"),
        [
            pytest.param(EscalationFacts(), Tier.TOWN, id="M024 都不符合由镇街负责"),
            pytest.param(EscalationFacts(towns=2), Tier.HIGHER, id="M024 跨镇街"),
            pytest.param(EscalationFacts(urgent_and_dangerous=True), Tier.HIGHER, id="M024 急难险重"),
            pytest.param(EscalationFacts(needs_technical_force=True), Tier.HIGHER, id="M024 需要技术力量"),
        ],
    )
    def test_m024_three_tests(self, facts, tier):
        assert escalate(facts).tier == tier
        assert escalate(facts).reasons

    def test_m023_what_crosses_towns_goes_to_the_coordinator_with_every_reason(self):
        found = escalate(EscalationFacts(towns=3, urgent_and_dangerous=True))

        assert found.reasons == ("涉及3个镇街，属跨镇街事项", "属急难险重事项")
