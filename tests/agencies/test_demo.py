"""The demo's cast: the reports' structure and figures, out of dated rows."""

from datetime import date

import pytest
from tests.cast import NOW, TODAY

from tongpan.agencies import demo
from tongpan.agencies.domain.posts import Post, TeamKind
from tongpan.agencies.models import Agency, DutyShift, Officer, Posting, Team, Vehicle
from tongpan.agencies.queries import (
    DEMO_PASSWORD,
    actor_of_username,
    county_coverage,
    dedicated_alarms,
    demo_accounts,
    on_duty,
)
from tongpan.agencies.queries.coverage import county_level
from tongpan.agencies.queries.staffing import leadership_of, licensed_share, team_headcount, town_trend
from tongpan.kernel.models import User
from tongpan.places import demo as places_demo
from tongpan.places import queries as places

pytestmark = pytest.mark.django_db


@pytest.fixture
def kecheng():
    places_demo.load(["330802"])
    demo.load(["330802"], at=NOW)
    return places.by_code("330802")


def town(name, county):
    return next(place for place in places.towns_of(county) if place.name == name)


class TestKecheng:
    def test_m025_hangbu_has_56_and_had_49_shiliang_has_38(self, kecheng):
        hangbu = Team.objects.get(host_town=town("航埠镇", kecheng), kind=TeamKind.OWN)
        shiliang = Team.objects.get(host_town=town("石梁镇", kecheng), kind=TeamKind.OWN)

        proposed, answered = (team_headcount(hangbu.pk, day) for day in (date(2023, 2, 1), date(2023, 6, 20)))
        other = team_headcount(shiliang.pk, date(2023, 6, 20))

        assert (proposed.total, proposed.established) == (49, 18)
        assert (answered.total, answered.established, answered.contract) == (56, 26, 30)
        assert (other.total, other.established, other.contract) == (38, 21, 17)
        assert round(licensed_share(hangbu.pk, date(2023, 6, 20))) == 85
        assert licensed_share(shiliang.pk, date(2023, 6, 20)) == 95.2

    def test_m031_m032_all_18_towns_are_covered_two_by_their_own_team_sixteen_by_one_plus_x(self, kecheng):
        found = county_coverage(kecheng.pk, TODAY)

        assert len(found.rows) == 18
        assert found.complete
        assert Team.objects.filter(kind=TeamKind.OWN).count() == 2

    def test_m035_one_town_shows_the_alarm(self, kecheng):
        towns = [(place.pk, place.name) for place in places.towns_of(kecheng)]

        assert [alarm.message[:3] for _, alarm in dedicated_alarms(towns, TODAY)] == ["七里乡"]

    def test_m010_m011_m012_the_leadership_of_hangbu_is_in_order(self, kecheng):
        assert leadership_of(town("航埠镇", kecheng).pk, TODAY, is_street=False) == ()

    def test_accounts_cover_every_role(self, kecheng):
        accounts = {account.username for account in demo_accounts()}
        posts = {post for name in accounts for post in actor_of_username(name, TODAY).posts}

        assert {
            "diaodu", "duiyuan", "duiyuan2", "duizhang", "fuze", "quzong", "lianluo", "wangge", "jiandu", "fazhi",
            "sifa", "qingdan", "xieguan", "diaodu2",
        } <= accounts  # fmt: skip
        assert set(Post) - posts <= {
            Post.DEPUTY_LEADER,
            Post.SQUAD_LEADER,
            Post.SECTION_STAFF,
            Post.BRANCH_MEMBER,
        }
        assert User.objects.get(username="diaodu").check_password(DEMO_PASSWORD)

    def test_the_first_dispatcher_is_the_demo_towns(self, kecheng):
        first = demo_accounts()[0]

        assert (first.username, first.where) == ("diaodu", "航埠镇")

    def test_somebody_is_on_duty_now(self, kecheng):
        found = on_duty(town("航埠镇", kecheng).pk, NOW)

        assert [person.duty for person in found] == ["LEADER_ON_DUTY", "ON_DUTY", "ON_DUTY", "DRIVER"]

    def test_loading_again_makes_nothing(self, kecheng):
        before = (Officer.objects.count(), DutyShift.objects.count())

        made = demo.load(["330802"], at=NOW)

        assert set(made.values()) == {0}
        assert (Officer.objects.count(), DutyShift.objects.count()) == before

    def test_everything_says_that_it_is_synthetic(self, kecheng):
        for model in (Agency, Team, Officer):
            assert not model.objects.filter(synthetic=False).exists()
        assert all("演" in plate for plate in Vehicle.objects.values_list("plate", flat=True))

    def test_every_posting_has_its_contact(self, kecheng):
        assert not Posting.objects.filter(contact__isnull=True).exists()


def test_m003_m004_m007_yingze_has_six_streets_and_a_town_and_went_from_5_to_about_15():
    places_demo.load(["140106"])
    demo.load(["140106"], at=NOW)
    county = places.by_code("140106")

    trend = town_trend(town("迎泽街道", county).pk, TODAY)

    assert county_coverage(county.pk, TODAY).complete
    assert (trend[0].total, trend[-1].total) == (5, 15)
    assert {(p.host_town.name, p.mode) for p in Posting.objects.select_related("host_town")} >= {
        ("郝庄镇", "RESIDENT"),
        ("迎泽街道", "ON_CALL"),
    }
    assert Posting.objects.filter(host_town=town("郝庄镇", county), mode="RESIDENT").count() == 4
    assert Vehicle.objects.filter(town=town("郝庄镇", county)).count() == 5


def test_m020_jiangyin_has_17_own_teams_and_one_team_for_each_of_seven_fields():
    places_demo.load(["320281"])
    demo.load(["320281"], at=NOW)
    county = places.by_code("320281")

    kept = county_level(county.pk, TODAY)

    assert Team.objects.filter(kind=TeamKind.OWN).count() == 17
    assert len({team for _, team, _ in kept}) == 7
    assert county_coverage(county.pk, TODAY).complete


def test_m045_m046_lixia_has_1_plus_7_and_eight_teams_in_all():
    places_demo.load(["370102"])
    demo.load(["370102"], at=NOW)
    county = places.by_code("370102")

    assert Team.objects.filter(kind=TeamKind.DEPARTMENT).count() == 8
    assert Posting.objects.filter(host_town=town("趵突泉街道", county), mode="ON_CALL").count() == 7
    assert county_coverage(county.pk, TODAY).complete


def test_a_district_whose_places_are_not_there_is_left_out():
    assert set(demo.load(["330802"], at=NOW).values()) == {0}


def test_an_unknown_district_is_refused():
    with pytest.raises(ValueError, match="999999"):
        demo.load(["999999"], at=NOW)
