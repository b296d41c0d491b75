"""审核目录清单：本区县、本机关增加的类别，注明文件和日期；落在里面的决定没有通过审核就作不出。"""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse
from tests import cast
from tests.cases.test_classing import managers

from tongpan.kernel.calendar import calendar_in_force
from tongpan.kernel.errors import Forbidden, Invalid, NotFound, Unlawful
from tongpan.law.procedure import Step
from tongpan.law.procedure.grounds import review_grounds
from tongpan.powers.actions.reviewclasses import end_review_class, enter_review_class, publish_review_class
from tongpan.powers.models import ReviewClassRule

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("moment")]


def entered(stage, actor, **changes):
    given = {
        "title": "柯城区重大执法决定法制审核目录清单", "label": "本区较大数额罚款", "valid_from": date(2026, 1, 1),
        "kinds": ["FINE"], "citizen": Decimal(2000), "organization": Decimal(20000),
    } | changes  # fmt: skip
    return enter_review_class(**given, district=stage.town.county, actor=actor, now=stage.now)


def in_force(stage, **changes):
    enters, checks = managers(stage)
    row = entered(stage, enters, **changes)
    return publish_review_class(rule_id=row.pk, district=stage.town.county, actor=checks, now=stage.now)


def told(stage):
    case = stage.found(stage.open())
    stage.take(case, Step.FILE, Step.SHOW_IDENTITY, Step.GATHER, Step.VERIFY, Step.REPORT, Step.NOTIFY, Step.WAIVE)
    stage.wait(days=8)
    return case


class TestDecision:
    def test_m162_is_impossible_without_a_passed_review_in_an_own_class(self, stage):
        case = told(stage)
        assert stage.outlook(case).offers(Step.DECIDE)
        in_force(stage)
        with pytest.raises(Unlawful) as refused:
            stage.take(case, Step.DECIDE)
        assert any("review" in each.code for each in refused.value.verdict)

        stage.take(case, Step.REVIEW)
        assert stage.take(case, Step.DECIDE).decided_on == stage.now.date()

    @pytest.mark.parametrize(
        ("changes", "binds"),
        [
            pytest.param({}, True, id="数额达到"),
            pytest.param({"citizen": Decimal("2000.01")}, False, id="差一分"),
            pytest.param({"kinds": ["SUSPEND_BUSINESS"]}, False, id="别的处罚种类"),
            pytest.param({"fields": ["ecology"]}, False, id="别的领域"),
            pytest.param({"valid_from": date(2026, 12, 1)}, False, id="还没有施行"),
            pytest.param({"valid_to": date(2026, 2, 1)}, False, id="已经失效"),
        ],
    )
    def test_m162_only_in_what_the_paper_says(self, stage, changes, binds):
        case = told(stage)
        in_force(stage, **changes)

        assert stage.outlook(case).offers(Step.DECIDE) is not binds

    def test_m162_by_matter_and_by_body(self, stage):
        case = told(stage)
        none = {"kinds": [], "citizen": None, "organization": None}
        other = cast.an_agency("柯城区水利局", stage.town.county)
        in_force(stage, matters=[stage.matter.code], body_id=other.pk, **none)
        assert stage.outlook(case).offers(Step.DECIDE)
        in_force(stage, matters=[stage.matter.code], body_id=stage.town.agency.pk, **none)

        assert not stage.outlook(case).offers(Step.DECIDE)

    def test_m162_the_reviewer_reads_which_class_it_is(self, stage):
        case = told(stage)
        in_force(stage)
        grounds = review_grounds(stage.facts(case), stage.target(case), stage.now, calendar_in_force())

        assert (grounds.due, grounds.classes) == (True, ("本区较大数额罚款",))

    def test_m162_a_class_that_ended_binds_no_more(self, stage):
        case = told(stage)
        row = in_force(stage)
        _, checks = managers(stage)
        end_review_class(rule_id=row.pk, on=stage.now.date(), district=stage.town.county, actor=checks, now=stage.now)

        assert stage.outlook(case).offers(Step.DECIDE)


class TestEntering:
    def test_m162_another_publishes_what_one_entered(self, stage):
        enters, checks = managers(stage)
        row = entered(stage, enters)
        with pytest.raises(Forbidden):
            publish_review_class(rule_id=row.pk, district=stage.town.county, actor=enters, now=stage.now)
        case = told(stage)
        assert stage.outlook(case).offers(Step.DECIDE)
        publish_review_class(rule_id=row.pk, district=stage.town.county, actor=checks, now=stage.now)
        with pytest.raises(NotFound):
            publish_review_class(rule_id=row.pk, district=stage.town.county, actor=checks, now=stage.now)

    @pytest.mark.parametrize(
        ("wrong", "field"),
        [
            ({"title": "x"}, "title"),
            ({"label": ""}, "label"),
            ({"organization": None}, "organization"),
            ({"kinds": [], "citizen": None, "organization": None}, "kinds"),
            ({"matters": ["NO-SUCH"]}, "matters"),
            ({"valid_to": date(2025, 1, 1)}, "valid_to"),
        ],
    )
    def test_m162_what_is_missing_is_said(self, stage, wrong, field):
        enters, _ = managers(stage)
        with pytest.raises(Invalid) as refused:
            entered(stage, enters, **wrong)

        assert field in refused.value.fields
        assert not ReviewClassRule.objects.exists()

    def test_m162_officers_do_not_enter_it(self, stage):
        with pytest.raises(Forbidden, match=r"^法制审核目录由"):
            entered(stage, stage.officer)

    def test_m162_a_class_that_waits_is_taken_back_on_its_page_and_one_in_force_ended_early(self, stage, enter):
        enters, _ = managers(stage)
        waits, runs = entered(stage, enters), in_force(stage, valid_to=date(2027, 1, 1))
        client = enter(enters)
        page = client.get(reverse("powers:review_classes")).content.decode()
        for name, row in (("withdraw", waits), ("end", runs)):
            address = reverse(f"powers:review_class_{name}", args=[row.pk])
            assert address in page
            assert client.post(address).status_code == 302

        assert ReviewClassRule.objects.get().valid_to == stage.now.date()

    def test_m162_on_the_pages(self, stage, enter):
        enters, checks = managers(stage)
        client = enter(enters)
        sent = {
            "label": "本区较大数额罚款", "title": "柯城区目录清单", "kinds": ["FINE"], "citizen": "2000",
            "organization": "20000", "valid_from": "2026-01-01",
        }  # fmt: skip
        refused = client.post(reverse("powers:review_class_enter"), sent | {"organization": ""})
        assert refused.status_code == 422
        assert "本区较大数额罚款" in refused.content.decode()
        assert client.post(reverse("powers:review_class_enter"), sent).status_code == 302
        row = ReviewClassRule.objects.get()
        enter(checks).post(reverse("powers:review_class_publish", args=[row.pk]))
        page = client.get(reverse("powers:review_classes")).content.decode()
        assert "本区较大数额罚款" in page
        assert "涉及重大公共利益" in page
        enter(checks).post(reverse("powers:review_class_end", args=[row.pk]))

        row.refresh_from_db()
        assert row.valid_to == stage.now.date()
        assert enter(stage.officer).get(reverse("powers:review_class_enter")).status_code == 403
