"""一支队伍：五个部门的人在一个名单里，人事关系和执法证各归原处，能办什么写清楚；没人能办的列出来，写明可以请教谁。"""

from datetime import date

import pytest
from django.urls import reverse
from tests import cast
from tests.bodies import a_resident_squad, an_agency
from tests.powers.builders import a_grant, a_matter

from tongpan.agencies.domain.fields import Domain
from tongpan.agencies.domain.posts import AgencyKind, Post, PostingMode, StaffKind
from tongpan.agencies.models import Posting
from tongpan.kernel import clock
from tongpan.powers.domain.oneteam import Able
from tongpan.powers.queries.oneteam import gaps_of, one_team
from tongpan.powers.queries.scripts import scripted

pytestmark = pytest.mark.django_db
FIVE = (
    ("综合行政执法局", "law", Domain.CITY_APPEARANCE), ("市场监督管理局", "market", Domain.MARKET),
    ("自然资源和规划分局", "land", Domain.PLANNING), ("交通运输局", "transport", Domain.TRANSPORT),
    ("农业农村局", "agriculture", Domain.AGRICULTURE),
)  # fmt: skip
TODAY = cast.TODAY


class Five:
    """A town's own team with people moved in from five departments, each with the card of the home department."""

    def __init__(self):
        self.town = cast.a_town_with_team()
        self.people, self.departments = [], []
        for number, (name, key, domain) in enumerate(FIVE):
            body = an_agency(name, self.town.county, AgencyKind.DEPARTMENT, key)
            self.departments.append(body)
            self.people.append(
                cast.an_officer(
                    f"队员{number}", body, Post.OFFICER, team=self.town.team, licensed=(domain,), town=self.town.town,
                    username=cast._once("five"),
                )
            )  # fmt: skip
        self.matter = a_matter(domain="city_appearance")
        a_grant(self.matter, self.town.agency, territory=self.town.town)

    def sheet(self, on=TODAY):
        return {one.name: one for one in one_team(self.town.team, on).members}


@pytest.fixture
def five():
    return Five()


class TestOneTeam:
    def test_m267_five_home_bodies_stand_in_one_list_each_with_the_own_card(self, five):
        found = one_team(five.town.team, TODAY)

        assert [name for name, count in found.homes if count == 1] == sorted(name for name, _, _ in FIVE)
        assert {one.home for one in found.members} == {name for name, _, _ in FIVE}
        assert all(len(one.cards) == 1 and one.cards[0].in_force for one in found.members)

    def test_m267_what_each_may_act_in_is_the_card_and_the_list_of_the_body(self, five):
        market = a_matter("无照经营", domain="market")
        a_grant(market, five.departments[1], territory=five.town.county)
        found = five.sheet()

        assert [(one.body, one.fields) for one in found["队员0"].acting] == [
            (five.town.agency.name, [(str(Domain.CITY_APPEARANCE.label), 1)])
        ]
        assert [one.body for one in found["队员1"].acting] == ["市场监督管理局"]
        assert found["队员2"].acting == []
        assert "清单上没有事项" in found["队员2"].why_not

    def test_m267_a_card_that_ran_out_gives_nothing(self, five):
        card = five.people[0].credentials.get()
        card.valid_to = TODAY
        card.save()
        one = five.sheet()["队员0"]

        assert (one.acting, one.cards[0].in_force) == ([], False)
        assert "没有有效的执法证" in one.why_not

    def test_m267_auxiliaries_act_in_nothing(self, five):
        cast.auxiliary_jiang(five.town)
        (aide,) = [one for one in five.sheet().values() if one.staff_kind == StaffKind.AUXILIARY.label]

        assert "不能以执法人员身份执法" in aide.why_not

    def test_m267_squads_posted_to_the_town_stand_in_the_list_and_leave_it(self, five):
        squad = a_resident_squad(five.town, five.departments[1])
        cast.an_officer("孙派", five.departments[1], Post.OFFICER, team=squad, town=five.town.town)
        assert five.sheet()["孙派"].squads == squad.name
        Posting.objects.update(valid_to=TODAY)

        assert "孙派" not in five.sheet()

    def test_m267_power_that_was_taken_back_is_gone_from_the_list(self, five):
        five.matter.grants.update(valid_to=TODAY)

        assert five.sheet()["队员0"].acting == []


class TestGaps:
    def states(self, five):
        (gap,) = [one for one in gaps_of(five.town.team, cast.NOW) if one.domain == "city_appearance"]
        return gap

    def test_m271_one_officer_alone_is_a_gap_two_are_not(self, five):
        assert self.states(five).states == {Able.ONE: 1}
        cast.an_officer("王强", five.town.agency, Post.OFFICER, team=five.town.team, licensed=(Domain.CITY_APPEARANCE,))

        assert self.states(five).states == {Able.NO_GUIDE: 1}

    def test_m271_with_two_cards_and_a_guide_of_its_own_it_can_be_handled(self, five):
        five.matter.code = scripted()[0]
        five.matter.save()
        cast.an_officer("王强", five.town.agency, Post.OFFICER, team=five.town.team)
        gap = self.states(five)

        assert (gap.states, gap.lacking) == ({Able.READY: 1}, [])

    def test_m271_what_nobody_can_handle_is_named_with_specialists_on_call(self, five):
        five.people[0].credentials.update(valid_to=date(2026, 1, 1))
        law = five.departments[0]
        module = a_resident_squad(five.town, law, Domain.CITY_APPEARANCE, mode=PostingMode.ON_CALL)
        expert = cast.an_officer("郑专", law, Post.OFFICER, team=module, licensed=(Domain.CITY_APPEARANCE,))
        gap = self.states(five)

        assert gap.lacking == [(five.matter.code, five.matter.name, Able.NOBODY)]
        assert [one.officer_id for one in gap.specialists] == [expert.pk]

    def test_m271_reviewers_of_law_are_not_called_for_want_of_cards(self, five):
        five.people[0].credentials.update(valid_to=date(2026, 1, 1))
        law = five.departments[0]
        for number in range(6):
            cast.an_officer(f"审核{number}", law, Post.REVIEWER)
        both = cast.an_officer("郑两", law, Post.OFFICER, Post.REVIEWER, licensed=(Domain.CITY_APPEARANCE,))

        assert [one.officer_id for one in self.states(five).specialists] == [both.pk]

    def test_m271_many_fields_cost_no_more_statements_than_one(self, five, django_assert_max_num_queries):
        module = a_resident_squad(five.town, five.departments[0], *Domain, mode=PostingMode.ON_CALL)
        cast.an_officer("郑专", five.departments[0], Post.OFFICER, team=module)
        for domain in Domain:
            a_grant(a_matter(domain=domain.value), five.town.agency, territory=five.town.town)
        with django_assert_max_num_queries(11):
            gaps = gaps_of(five.town.team, cast.NOW)

        assert len([one for one in gaps if one.grave and one.specialists]) == len(Domain)

    def test_m271_a_matter_of_two_bodies_counts_once_as_the_better(self, five):
        a_grant(five.matter, five.departments[0], territory=five.town.county)
        cast.an_officer("林丙", five.departments[0], Post.OFFICER, team=five.town.team, town=five.town.town)
        gap = self.states(five)

        assert (gap.total, gap.states) == (1, {Able.NO_GUIDE: 1})


class TestPages:
    def test_m267_m271_pages_and_calls_for_who_reads_the_lists(self, five, client, monkeypatch):
        monkeypatch.setattr(clock, "now", lambda: cast.NOW)
        client.force_login(five.people[0].user)
        page = client.get(reverse("powers:one_team", args=[five.town.team.pk])).content.decode()
        assert "市场监督管理局" in page
        assert five.people[0].credentials.get().number in page
        assert "只有一人持证" in client.get(reverse("powers:gaps", args=[five.town.team.pk])).content.decode()
        team = client.get(reverse("agencies:team", args=[five.town.team.pk])).content.decode()
        assert reverse("powers:one_team", args=[five.town.team.pk]) in team
        assert len(client.get(f"/api/v1/powers/teams/{five.town.team.pk}/people").json()["members"]) == 5
        assert client.get(f"/api/v1/powers/teams/{five.town.team.pk}/gaps").json()[0]["lacking"][0]["state"] == "ONE"

    def test_m267_another_county_does_not_see_it(self, five, client):
        other = cast.a_county("衢江区", "330803")
        client.force_login(cast.district_dispatcher_feng(other).user)

        assert client.get(reverse("powers:one_team", args=[five.town.team.pk])).status_code == 404
        assert client.get(reverse("powers:gaps", args=[five.town.team.pk])).status_code == 404
