"""Who may handle this, here, on that day: asked of the database and of the process's memory."""

from datetime import date, datetime, timedelta
from uuid import uuid4

import pytest
from django.test import override_settings
from tests import cast
from tests.powers.builders import EARLIER, NOW, ON, START, a_document, a_grant, a_manager, a_matter

from tongpan.agencies.domain.posts import AgencyKind
from tongpan.kernel.clock import SHANGHAI
from tongpan.kernel.errors import NotFound, Unlawful
from tongpan.powers import queries
from tongpan.powers.actions.classing import class_matter
from tongpan.powers.actions.grants import correct_grant
from tongpan.powers.domain.kinds import Ended, GrantClass, InstrumentKind, Mode, NegativeReason, Power
from tongpan.powers.models import Grant, ListStamp, Matter
from tongpan.powers.models.stamp import forget

pytestmark = pytest.mark.django_db


@pytest.fixture
def stage():
    return cast.a_town_with_team()


class TestWhoMay:
    def test_names_body_team_basis_and_reason(self, stage):
        matter = a_matter()
        grant = a_grant(matter, stage.agency)

        answer = queries.who_may(matter.pk, stage.town.pk, ON)

        assert answer
        assert (answer.body_id, answer.body_name) == (stage.agency.pk, "航埠镇人民政府")
        assert answer.name_to_act_in == "航埠镇人民政府"
        assert answer.grant_id == grant.pk
        assert (answer.team_id, answer.team_name) == (stage.team.pk, stage.team.name)
        assert answer.own_town
        assert "第二十四条" in answer.basis
        assert grant.instrument.number in answer.basis
        assert answer.reconsideration == "柯城区人民政府"

    def test_departments_own_power_covers_every_town_of_its_county(self, stage):
        matter = a_matter(domain="market")
        department = cast.a_department(stage.county)
        a_grant(matter, department, Mode.OWN)

        answer = queries.who_may(matter.pk, stage.town.pk, ON)

        assert answer.body_id == department.pk
        assert not answer.own_town

    def test_delegate_acts_in_the_principals_name_only_while_both_sides_have_published(self, stage):
        matter = a_matter(domain="market")
        department = cast.a_department(stage.county)
        paper = a_document(InstrumentKind.DELEGATION, published_by_delegate_on=None)
        fields = {"principal": department, "valid_to": date(2027, 1, 1), "instrument": paper}
        a_grant(matter, stage.agency, Mode.DELEGATED, **fields)

        one_side = queries.who_may(matter.pk, stage.town.pk, ON)
        paper.published_by_delegate_on = START
        paper.save()
        forget()
        both_sides = queries.who_may(matter.pk, stage.town.pk, ON)

        assert one_side.why is queries.Why.NOT_PUBLISHED
        assert both_sides.name_to_act_in == department.name

    def test_m032_town_not_covered_names_who_is(self, stage):
        matter = a_matter()
        other = cast.a_town_with_team(cast.another_town())
        a_grant(matter, other.agency)

        answer = queries.who_may(matter.pk, stage.town.pk, ON)

        assert answer.why is queries.Why.TOWN_NOT_COVERED
        assert "石梁镇人民政府" in answer.reason

    def test_another_county_is_not_near(self, stage):
        matter = a_matter()
        far = cast.a_county("江阴市", "320281")
        town = cast.a_town("徐霞客镇", "320281115", far)
        a_grant(matter, cast.a_town_government(town))

        assert queries.who_may(matter.pk, stage.town.pk, ON).why is queries.Why.NO_GRANT

    def test_unknown_matter_is_said_so(self, stage):
        assert "没有这个事项" in queries.who_may(uuid4(), stage.town.pk, ON).reason

    def test_withdrawn_matter_has_no_holder(self, stage):
        matter = a_matter(withdrawn_on=ON)
        a_grant(matter, stage.agency)

        assert queries.who_may(matter.pk, stage.town.pk, ON - timedelta(days=1))
        assert "停用" in queries.who_may(matter.pk, stage.town.pk, ON).reason

    def test_m052_city_grant_keeps_its_mode_and_is_flagged(self, stage):
        matter = a_matter()
        city = cast.an_agency("衢州市综合行政执法局", stage.county, AgencyKind.CITY_DEPARTMENT)
        a_grant(matter, stage.agency, grantor=city, source="CITY")

        answer = queries.who_may(matter.pk, stage.town.pk, ON)

        assert answer.mode is Mode.ASSIGNED
        assert "市级部门" in answer.cautions[0]

    def test_m056_no_case_on_a_matter_off_the_list(self, stage):
        matter = a_matter(domain="market")
        department = cast.a_department(stage.county)
        a_grant(matter, department, Mode.OWN)

        with pytest.raises(Unlawful) as refusal:
            queries.require_on_list(stage.agency.pk, matter.pk, stage.town.pk, ON)

        assert refusal.value.verdict[0].citation.article == 38
        assert department.name in str(refusal.value)
        assert queries.require_on_list(department.pk, matter.pk, stage.town.pk, ON).body_id == department.pk

    @pytest.mark.parametrize("power", [Power.INSPECTION, Power.MEASURE, Power.ENFORCEMENT])
    def test_m060_m058_other_powers_are_asked_apart(self, stage, power):
        matter = a_matter()
        a_grant(matter, stage.agency)
        a_grant(matter, stage.agency, power=power, basis="省条例第八条")

        assert queries.who_may(matter.pk, stage.town.pk, ON, power).reason
        assert Grant.objects.filter(matter=matter).count() == 2


class TestCitations:
    def test_a_line_is_quoted_with_body_power_and_document(self, stage):
        matter = a_matter()
        grant = a_grant(matter, stage.agency)

        cited = queries.citation_of(grant.pk, matter.pk, stage.town.pk, ON)

        assert cited.in_force
        assert cited.body_id == stage.agency.pk
        assert grant.instrument.number in cited.text

    def test_an_expired_line_says_why(self, stage):
        matter = a_matter()
        grant = a_grant(matter, stage.agency, valid_to=ON)

        cited = queries.citation_of(grant.pk, matter.pk, stage.town.pk, ON)

        assert not cited.in_force
        assert "届满" in cited.defect

    def test_a_row_that_was_corrected_is_quoted_as_it_stands_now(self, stage):
        grant = a_grant(a_matter(), stage.agency)
        fresh = correct_grant(grant_id=grant.pk, reason="更正", actor=a_manager(stage.county), now=NOW, valid_to=ON)

        cited = queries.citation_of(grant.pk, None, stage.town.pk, ON)

        assert cited.grant_id == fresh.pk
        assert not cited.in_force

    def test_no_line_another_matter_or_another_town_is_no_citation(self, stage):
        grant = a_grant(a_matter(), stage.agency)

        assert queries.citation_of(None, None, stage.town.pk, ON) is None
        assert queries.citation_of(grant.pk, a_matter().pk, stage.town.pk, ON) is None
        assert queries.citation_of(grant.pk, None, cast.another_town().pk, ON) is None

    def test_matter_is_found_by_code(self, stage):
        matter = a_matter()

        assert queries.matter_by_code(matter.code).id == matter.pk
        with pytest.raises(NotFound):
            queries.matter_by_code("没有")


class TestHistory:
    def test_answers_as_of_any_day_and_as_known_at_any_time(self, stage):
        matter = a_matter()
        grant = a_grant(matter, stage.agency, recorded_at=EARLIER)
        corrected_at = datetime(2026, 5, 1, 10, tzinfo=SHANGHAI)
        manager = a_manager(stage.county)
        correct_grant(
            grant_id=grant.pk, reason="录入有误", actor=manager, now=corrected_at, valid_from=date(2026, 1, 1)
        )

        in_2025 = date(2025, 6, 1)
        assert queries.who_may(matter.pk, stage.town.pk, in_2025).why is queries.Why.NOT_YET
        assert queries.who_may(matter.pk, stage.town.pk, in_2025, known_at=corrected_at - timedelta(days=1))
        assert Grant.objects.filter(line=grant.line).count() == 2

    def test_correction_never_overwrites(self, stage):
        grant = a_grant(a_matter(), stage.agency)
        correct_grant(grant_id=grant.pk, reason="文号有误", actor=a_manager(stage.county), now=NOW, basis="附表第3项")

        grant.refresh_from_db()
        assert grant.basis == ""
        assert grant.superseded_at == NOW
        assert Grant.objects.get(line=grant.line, superseded_at=None).basis == "附表第3项"


class TestMemory:
    @pytest.fixture(autouse=True)
    def _a_warm_process(self, settings):
        """In service the stamp is asked once a second; the other tests ask it at every question."""
        settings.TONGPAN_STAMP_SECONDS = 60

    def test_first_question_takes_two_statements_the_next_only_the_teams(self, stage, django_assert_max_num_queries):
        first, second, paper = a_matter(), a_matter(), a_document()
        for matter in (first, second):
            a_grant(matter, stage.agency, instrument=paper)
        queries.who_may(first.pk, stage.town.pk, ON)

        with django_assert_max_num_queries(2):
            queries.who_may(second.pk, stage.town.pk, ON)
        with django_assert_max_num_queries(1):
            queries.who_may(second.pk, stage.town.pk, ON)
        with django_assert_max_num_queries(0):
            queries.who_may(second.pk, stage.town.pk, ON, with_team=False)

    def test_own_changes_are_seen_at_once(self, stage):
        matter = a_matter()
        a_grant(matter, stage.agency)
        assert queries.who_may(matter.pk, stage.town.pk, ON)

        class_matter(
            matter_id=matter.pk,
            district_id=stage.county.pk,
            grant_class=GrantClass.MUST_NOT,
            reason=NegativeReason.TECHNICAL,
            valid_from=ON,
            actor=a_manager(stage.county),
            now=NOW,
        )

        assert queries.who_may(matter.pk, stage.town.pk, ON).why is queries.Why.NEGATIVE_LIST

    @override_settings(TONGPAN_STAMP_SECONDS=0)
    def test_another_processs_changes_are_seen_by_the_stamp(self, stage):
        matter = a_matter()
        grant = a_grant(matter, stage.agency)
        assert queries.who_may(matter.pk, stage.town.pk, ON)

        # as another process would: rows and stamp, but not this process's memory
        Grant.objects.filter(pk=grant.pk).update(valid_to=START, ended=Ended.RECALLED)
        ListStamp.objects.update_or_create(pk=1, defaults={"token": uuid4()})

        assert queries.who_may(matter.pk, stage.town.pk, ON).why is queries.Why.RECALLED

    def test_profiles_are_kept_until_the_lists_change(self, stage, django_assert_num_queries):
        a_matter("占道经营", keywords=["摆摊"], area="33")
        a_matter("外省事项", area="37")
        names = [item.name for item in queries.matter_profiles(stage.county.pk)]
        assert names == ["占道经营"]

        with django_assert_num_queries(0):
            queries.matter_profiles(stage.county.pk)
        stamp = queries.catalogue_stamp()
        a_matter("乱倒垃圾")

        assert queries.catalogue_stamp() != stamp
        assert len(queries.matter_profiles(stage.county.pk)) == 2
        assert queries.matter_row(Matter.objects.first().pk).profile.name
