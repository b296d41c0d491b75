"""Leadership, head-count, dedicated officers, transfers, party relations, the four set-ups."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from tests.cast import (
    NOW,
    TODAY,
    a_department,
    a_resident_squad,
    a_town_with_team,
    actor,
    an_officer,
    another_town,
    auxiliary_jiang,
    deputy_qian,
    dispatcher_wu,
    dispatcher_zheng,
    leader_zhou,
    officer_li,
    system_manager_zhu,
)

from tongpan.agencies.actions import people, setup
from tongpan.agencies.domain.fields import Domain
from tongpan.agencies.domain.headcount import Span, headcount, trend
from tongpan.agencies.domain.posts import Establishment, OfficeKind, Post, StaffKind
from tongpan.agencies.domain.staffing import lock_ends_on
from tongpan.agencies.models import Appointment, Office, PartyMembership, StaffTransfer
from tongpan.agencies.models.setup import SetUpAspect
from tongpan.agencies.queries import dedicated_alarms
from tongpan.agencies.queries.registry import set_up_board, set_up_of
from tongpan.agencies.queries.staffing import (
    leadership_of,
    licensed_share,
    members_of,
    party_count,
    team_headcount,
    town_trend,
)
from tongpan.agencies.steps.staffing import NewAppointment
from tongpan.kernel import ledger
from tongpan.kernel.errors import Conflict, Forbidden, Invalid, NotFound, Refusal
from tongpan.kernel.ids import uuid7

pytestmark = pytest.mark.django_db(transaction=True)


def gap_codes(cast):
    return [gap.code for gap in leadership_of(cast.town.pk, TODAY, is_street=False)]


def appoint(person, post, cast, **fields):
    Appointment.objects.create(
        officer=person, post=post, establishment=person.establishment, agency=person.home_agency,
        district=cast.county, town=cast.town, valid_from=date(2023, 1, 1), **fields,
    )  # fmt: skip


class TestLeadership:
    def test_m010_names_what_the_leader_lacks(self):
        cast = a_town_with_team()
        an_officer("周正", cast.agency, Post.TEAM_LEADER, team=cast.team)

        messages = [gap.message for gap in leadership_of(cast.town.pk, TODAY, is_street=False)]

        assert "队长周正：应由镇长（乡长）兼任，现未登记" in messages
        assert "队长周正：应兼任党支部书记，现未登记" in messages

    def test_m011_names_what_the_executive_deputy_lacks(self):
        cast = a_town_with_team()
        an_officer("钱亮", cast.agency, Post.EXECUTIVE_DEPUTY, team=cast.team)

        assert "leadership.executive_deputy.office_head" in gap_codes(cast)
        assert "leadership.executive_deputy.branch_deputy_secretary" in gap_codes(cast)

    def test_m012_names_what_each_squad_leader_lacks(self):
        cast = a_town_with_team()
        squad = a_resident_squad(cast, a_department(), Domain.MARKET)
        assert "leadership.squad.missing" in gap_codes(cast)

        an_officer("孔宁", squad.agency, Post.SQUAD_LEADER, team=squad, town=cast.town)

        assert {"leadership.squad.deputy_leader", "leadership.squad.branch_member"} <= set(gap_codes(cast))

    def test_m010_m011_m012_nothing_is_missing_where_all_is_in_order(self):
        cast = a_town_with_team()
        squad = a_resident_squad(cast, a_department(), Domain.MARKET)
        appoint(leader_zhou(cast), Post.BRANCH_SECRETARY, cast)
        appoint(deputy_qian(cast), Post.BRANCH_DEPUTY_SECRETARY, cast)
        chief = an_officer("孔宁", squad.agency, Post.SQUAD_LEADER, team=squad, town=cast.town)
        appoint(chief, Post.DEPUTY_LEADER, cast, team=cast.team)
        appoint(chief, Post.BRANCH_MEMBER, cast)

        assert gap_codes(cast) == []

    def test_an_empty_town_is_told_to_appoint_a_leader(self):
        assert gap_codes(a_town_with_team())[:2] == [
            "leadership.leader.missing",
            "leadership.executive_deputy.missing",
        ]


class TestHeadCount:
    def test_m025_is_dated(self):
        cast = a_town_with_team()
        start, grown = date(2022, 7, 1), date(2023, 5, 1)
        groups = (
            (18, Establishment.ESTABLISHED, start, None),
            (8, Establishment.ESTABLISHED, grown, None),
            (30, Establishment.CONTRACT, start, None),
            (1, Establishment.CONTRACT, start, date(2023, 4, 30)),
        )
        for number, establishment, since, until in groups:
            kind = StaffKind.OFFICER if establishment == Establishment.ESTABLISHED else StaffKind.AUXILIARY
            post = Post.OFFICER if kind == StaffKind.OFFICER else Post.AUXILIARY
            for _ in range(number):
                an_officer(
                    "演示", cast.agency, post, team=cast.team, staff_kind=kind, establishment=establishment,
                    valid_from=since, valid_to=until, licensed=None,
                )  # fmt: skip

        before, after = team_headcount(cast.team.pk, date(2023, 2, 1)), team_headcount(cast.team.pk, date(2023, 6, 20))

        assert (before.total, before.established, before.established_share) == (49, 18, 36.73)
        assert (after.total, after.established, after.contract) == (56, 26, 30)

    def test_m007_the_trend_shows_every_day_it_changed(self):
        people = [uuid7() for _ in range(3)]
        spans = [
            Span(people[0], Establishment.ESTABLISHED, date(2021, 1, 1), None),
            Span(people[1], Establishment.CONTRACT, date(2022, 1, 1), date(2023, 1, 1)),
            Span(people[2], Establishment.ESTABLISHED, date(2022, 1, 1), None),
        ]

        points = [(point.on, point.established, point.contract) for point in trend(spans, TODAY)]

        assert points == [
            (date(2021, 1, 1), 1, 0),
            (date(2022, 1, 1), 2, 1),
            (date(2023, 1, 1), 2, 0),
            (TODAY, 2, 0),
        ]

    def test_m007_a_town_counts_its_own_team_and_resident_squads(self):
        cast = a_town_with_team()
        squad = a_resident_squad(cast, a_department(), Domain.MARKET)
        officer_li(cast)
        an_officer("孔宁", squad.agency, Post.SQUAD_LEADER, Post.OFFICER, team=squad, town=cast.town)

        assert town_trend(cast.town.pk, TODAY)[-1].total == 2

    def test_nobody_has_no_share(self):
        assert headcount([], TODAY).established_share is None

    def test_licensed_share_knows_expiry(self):
        cast = a_town_with_team()
        officer_li(cast)
        an_officer("无证", cast.agency, Post.OFFICER, team=cast.team, licensed=None)

        assert licensed_share(cast.team.pk, TODAY) == 50.0
        assert licensed_share(cast.team.pk, date(2030, 1, 1)) == 0.0


class TestDedicated:
    def test_m035_fewer_than_two_raises_the_alarm(self):
        cast, other = a_town_with_team(), a_town_with_team(another_town())
        for name in ("甲", "乙"):
            an_officer(name, cast.agency, Post.OFFICER, team=cast.team, dedicated=True)
        an_officer("丙", other.agency, Post.OFFICER, team=other.team, dedicated=True)
        an_officer("丁", other.agency, Post.OFFICER, team=other.team)

        towns = [(cast.town.pk, "航埠镇"), (other.town.pk, "石梁镇")]
        ((town_id, alarm),) = dedicated_alarms(towns, TODAY)

        assert town_id == other.town.pk
        assert alarm.message.startswith("石梁镇专人专岗的持证执法人员现有1名，最少应有2名")

    def test_m035_a_card_that_ran_out_no_longer_counts(self):
        cast = a_town_with_team()
        for name in ("甲", "乙"):
            an_officer(name, cast.agency, Post.OFFICER, team=cast.team, dedicated=True)

        assert not dedicated_alarms([(cast.town.pk, "航埠镇")], TODAY)
        assert dedicated_alarms([(cast.town.pk, "航埠镇")], date(2029, 1, 1))

    def end(self, person, on, exception=""):
        people.end_appointment(
            appointment_id=person.appointments.get().pk, valid_to=on, reason="工作需要", exception=exception,
            actor=actor(system_manager_zhu()), now=NOW,
        )  # fmt: skip

    def test_m036_a_dedicated_post_is_locked_for_24_months(self):
        cast = a_town_with_team()
        since = date(2025, 3, 1)
        li = an_officer("李明", cast.agency, Post.OFFICER, team=cast.team, dedicated=True, valid_from=since)

        with pytest.raises(Refusal, match="2027-03-01以后才可以") as refused:
            self.end(li, TODAY)

        assert refused.value.code == "staffing.locked"

    def test_m036_a_documented_exception_lets_the_person_go_and_is_kept(self):
        cast = a_town_with_team()
        since = date(2025, 3, 1)
        li = an_officer("李明", cast.agency, Post.OFFICER, team=cast.team, dedicated=True, valid_from=since)

        self.end(li, TODAY, exception="柯组干〔2026〕3号")

        assert "柯组干〔2026〕3号" in li.appointments.get().ended_because
        assert ledger.history(li)[-1].facts["exception"] == "柯组干〔2026〕3号"

    @pytest.mark.parametrize(
        ("since", "free_on"),
        [
            pytest.param(date(2025, 3, 1), date(2027, 3, 1), id="M036 满二十四个月"),
            pytest.param(date(2024, 2, 29), date(2026, 2, 28), id="M036 闰日起算"),
        ],
    )
    def test_m036_the_lock_ends_after_24_months(self, since, free_on):
        assert lock_ends_on(since) == free_on

    def test_a_post_ends_once(self):
        li = officer_li()
        self.end(li, TODAY)

        with pytest.raises(Conflict):
            self.end(li, TODAY)


class TestAppointing:
    def test_an_auxiliary_cannot_be_made_an_officer(self):
        cast = a_town_with_team()

        with pytest.raises(Invalid, match="不能任执法队员"):
            people.appoint(
                officer_id=auxiliary_jiang(cast).pk,
                new=NewAppointment(post=Post.OFFICER, team_id=cast.team.pk, valid_from=TODAY),
                actor=actor(system_manager_zhu()), now=NOW,
            )  # fmt: skip

    def test_a_post_for_a_team_belongs_to_the_teams_town(self):
        cast = a_town_with_team()
        li = an_officer("李明", a_department())

        made = people.appoint(
            officer_id=li.pk, new=NewAppointment(post=Post.OFFICER, team_id=cast.team.pk, valid_from=TODAY),
            actor=actor(system_manager_zhu()), now=NOW,
        )  # fmt: skip

        assert made.town == cast.town
        assert actor(li).scope.teams == {cast.team.pk}

    def test_the_dispatcher_appoints_nobody(self):
        cast = a_town_with_team()

        with pytest.raises(Forbidden):
            people.appoint(
                officer_id=officer_li(cast).pk, new=NewAppointment(post=Post.LIST_MANAGER, valid_from=TODAY),
                actor=actor(dispatcher_wu(cast)), now=NOW,
            )  # fmt: skip

    def test_m015_m021_a_transfer_says_from_where_to_where_by_which_document_and_whether_the_establishment_moved(self):
        cast, li = a_town_with_team(), an_officer("李明", a_department())

        people.transfer_staff(
            officer_id=li.pk, to_agency_id=cast.agency.pk, moved_on=TODAY, instrument="柯编〔2026〕5号",
            establishment_moved=True, matter="对占道经营的处罚", actor=actor(system_manager_zhu()), now=NOW,
        )  # fmt: skip

        li.refresh_from_db()
        transfer = StaffTransfer.objects.get()
        assert li.home_agency == cast.agency
        assert (transfer.from_agency, transfer.to_agency) == (a_department(), cast.agency)
        assert (transfer.instrument, transfer.establishment_moved, transfer.matter) == (
            "柯编〔2026〕5号",
            True,
            "对占道经营的处罚",
        )

    def test_m015_no_transfer_without_a_document(self):
        cast, li = a_town_with_team(), an_officer("李明", a_department())

        with pytest.raises(Invalid, match="文件依据"):
            people.transfer_staff(
                officer_id=li.pk, to_agency_id=cast.agency.pk, moved_on=TODAY, instrument=" ",
                actor=actor(system_manager_zhu()), now=NOW,
            )  # fmt: skip


class TestParty:
    def branch(self, cast, name="综合行政执法队党支部"):
        return Office.objects.create(
            name=name, agency=cast.agency, place=cast.town, kind=OfficeKind.PARTY_BRANCH, team=cast.team,
            valid_from=date(2023, 1, 1),
        )  # fmt: skip

    def test_m009_a_team_has_one_branch(self):
        cast = a_town_with_team()
        self.branch(cast)

        with pytest.raises(IntegrityError), transaction.atomic():
            self.branch(cast, "第二支部")

    def test_m008_relations_are_dated_and_only_counted(self):
        cast = a_town_with_team()
        li = officer_li(cast)
        PartyMembership.objects.create(officer=li, branch=self.branch(cast), valid_from=date(2024, 1, 1))
        appoint(li, Post.BRANCH_MEMBER, cast, team=cast.team)

        assert party_count(cast.team.pk, date(2023, 12, 31)) == 0
        assert party_count(cast.team.pk, TODAY) == 1
        assert all("党支部" not in member.posts for member in members_of(cast.team.pk, TODAY))


class TestFourSetUps:
    def record(self, cast, who, **changed):
        facts = {"aspect": SetUpAspect.PEOPLE, "completed_on": date(2023, 3, 1), "evidence": "人员名册", "now": NOW}
        return setup.record_set_up(town_id=cast.town.pk, actor=actor(who), **{**facts, **changed})

    def test_m001_shows_which_of_the_four_is_complete_with_its_evidence(self):
        cast = a_town_with_team()

        self.record(cast, leader_zhou(cast))

        found = {aspect: check and check.evidence for aspect, check in set_up_of(cast.town.pk)}
        assert found == {
            SetUpAspect.PEOPLE: "人员名册",
            SetUpAspect.ORGANIZATION: None,
            SetUpAspect.MATTERS: None,
            SetUpAspect.OFFICE: None,
        }
        assert set_up_board([cast.town.pk]) == {cast.town.pk: {"PEOPLE"}}

    def test_m001_nothing_is_complete_without_evidence(self):
        cast = a_town_with_team()

        with pytest.raises(Invalid, match="佐证"):
            self.record(cast, leader_zhou(cast), evidence=" ")

    def test_nor_before_its_day(self):
        cast = a_town_with_team()

        with pytest.raises(Invalid, match="不能晚于今天"):
            self.record(cast, leader_zhou(cast), completed_on=date(2027, 1, 1))

    def test_the_other_towns_people_may_not(self):
        cast = a_town_with_team()

        with pytest.raises(Forbidden):
            self.record(cast, dispatcher_zheng())


def test_nobody_ends_a_post_they_may_not_see():
    li = officer_li()

    with pytest.raises(NotFound):
        people.end_appointment(
            appointment_id=li.appointments.get().pk, valid_to=TODAY, reason="x", actor=actor(li), now=NOW
        )
