"""应移未移：数额、次数达到登记的追诉标准而没有移送的，列给司法局；没有标准的、没有查明的，说不知道，不当作没有达到。"""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from tests import cast
from tests.cases.test_classing import managers
from tests.cases.test_supervision import on
from tests.cases.watch import deliver, with_rows
from tests.cases.weights import index, like
from tests.leads import stage as leads

from tongpan.cases import actions
from tongpan.cases.actions import NewCharge
from tongpan.cases.domain.looks import Purpose, Roll
from tongpan.cases.models import Case, CaseFact, CaseFlag, ChargeOutcome
from tongpan.cases.steps.agreeing import disagreements
from tongpan.kernel import ledger
from tongpan.kernel.errors import Conflict, Forbidden, Invalid, NotFound
from tongpan.law.facts import Referral
from tongpan.law.procedure import Step
from tongpan.powers.actions.crime import (
    end_threshold,
    enter_threshold,
    publish_threshold,
    tell_turning,
    withdraw_threshold,
)
from tongpan.powers.domain.kinds import CrimeMeasure
from tongpan.powers.models import CrimeThreshold
from tongpan.powers.steps.stamp import touch_lists

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("moment")]
INCOME = {"kinds": ["FINE", "CONFISCATE_INCOME"], "fine": "2000"}


@pytest.fixture
def sun(stage):
    return cast.actor(cast.supervisor_sun(stage.town.county))


def entered(stage, actor, **changes):
    given = {
        "matter": stage.matter.code, "crime": "非法经营罪（合成）", "measure": CrimeMeasure.INCOME,
        "amount": Decimal(50000), "title": "追诉标准（合成）", "place": "第七十一条",
        "quote": "违法所得数额在五万元以上的，应予立案追诉。", "valid_from": date(2025, 1, 1),
    } | changes  # fmt: skip
    return enter_threshold(**given, district=stage.town.county, actor=actor, now=stage.now)


def in_force(stage, **changes):
    enters, checks = managers(stage)
    row = entered(stage, enters, **changes)
    made = publish_threshold(rule_id=row.pk, district=stage.town.county, actor=checks, now=stage.now)
    deliver(stage.now)
    return made


def filed(stage, income=None):
    proposed = INCOME | ({"income": income} if income is not None else {"kinds": ["FINE"]})
    return stage.take(stage.found(stage.open(), proposed=proposed), Step.FILE)


def flags(case):
    return set(CaseFlag.objects.filter(case=case).values_list("flag", flat=True)) & {"OVER_CRIME", "CRIME_OPEN"}


class TestDetector:
    @pytest.mark.parametrize(
        ("income", "flag"),
        [
            pytest.param("50000", {"OVER_CRIME"}, id="正好达到"),
            pytest.param("49999.99", set(), id="差一分"),
            pytest.param(None, {"CRIME_OPEN"}, id="没有查明"),
        ],
    )
    def test_m169_a_sum_that_is_reached_is_listed_and_an_unknown_one_is_said(self, stage, sun, income, flag):
        in_force(stage)
        case = filed(stage, income)

        assert flags(case) == flag
        assert (case.pk in on(sun, Roll.OVER_CRIME, stage.now)) is (flag == {"OVER_CRIME"})
        assert disagreements(Case.objects.select_related("district").get(pk=case.pk)) == []

    def test_m169_without_a_standard_nothing_is_said_of_a_case(self, stage, sun):
        case = filed(stage, "900000")

        assert flags(case) == set()
        assert on(sun, Roll.OVER_CRIME, stage.now) == []

    def test_m169_cases_under_way_are_compared_when_a_standard_comes_and_goes(self, stage, sun):
        case = filed(stage, "60000")
        row = in_force(stage)
        assert on(sun, Roll.OVER_CRIME, stage.now) == [case.pk]
        _, checks = managers(stage)
        end_threshold(rule_id=row.pk, on=stage.now.date(), district=stage.town.county, actor=checks, now=stage.now)
        deliver(stage.now)

        assert on(sun, Roll.OVER_CRIME, stage.now) == []

    def test_m169_cases_to_which_its_matter_was_added_are_compared_too(self, stage):
        enters, checks = managers(stage)
        second = leads.expired_food()
        leads.granted(second, stage.town.agency, stage.town.town)
        touch_lists()
        case = filed(stage, "60000")
        case = actions.add_cause(
            case_id=case.pk, matter_code=second.code,
            charge=NewCharge(act_on=date(2026, 2, 27), discovered_on=date(2026, 3, 2)), actor=stage.officer,
            now=stage.now,
        )  # fmt: skip
        row = entered(stage, enters, matter=second.code)
        publish_threshold(rule_id=row.pk, district=stage.town.county, actor=checks, now=stage.now)
        deliver(stage.now)

        assert flags(case) == {"CRIME_OPEN"}

    def test_m169_one_case_that_cannot_be_compared_keeps_no_other_from_it(self, stage, sun):
        broken, case = filed(stage, "60000"), filed(stage, "60000")
        assert broken.pk < case.pk
        row = CaseFact.objects.get(case=broken, table="filing")
        CaseFact.objects.filter(pk=row.pk).update(row={**row.row, "at": "2027-03-02T09:00:00+08:00"})
        in_force(stage)

        assert on(sun, Roll.OVER_CRIME, stage.now) == [case.pk]

    @pytest.mark.parametrize(
        ("decided", "flag"),
        [
            pytest.param(date(2025, 9, 2), {"OVER_CRIME"}, id="六个月前的同一日算"),
            pytest.param(date(2025, 9, 1), set(), id="早一日不算"),
        ],
    )
    def test_m169_months_are_counted_by_the_calendar(self, stage, decided, flag):
        in_force(stage, measure=CrimeMeasure.EARLIER, amount=None, times=1, months=6)
        like(stage, 1000, identity_index=index())
        ChargeOutcome.objects.update(decided_on=decided)

        assert flags(filed(stage)) == flag

    def test_m169_on_the_day_a_standard_begins_its_cases_are_compared(self, stage, sun):
        case = filed(stage, "60000")
        in_force(stage, valid_from=date(2026, 3, 4))
        assert on(sun, Roll.OVER_CRIME, stage.now) == []
        stage.wait(days=2)
        assert tell_turning(on=stage.now.date()) == 1
        deliver(stage.now)

        assert on(sun, Roll.OVER_CRIME, stage.now) == [case.pk]

    @pytest.mark.parametrize("late", [1, 6, 20])
    def test_m169_a_day_on_which_the_job_did_not_run_is_made_up_for_once(self, stage, sun, late):
        case = filed(stage, "60000")
        in_force(stage, valid_from=date(2026, 3, 4))
        stage.wait(days=2 + late)
        assert tell_turning(on=stage.now.date()) == 1
        assert tell_turning(on=stage.now.date()) == 0
        deliver(stage.now)

        assert on(sun, Roll.OVER_CRIME, stage.now) == [case.pk]
        stage.wait(days=1)
        assert tell_turning(on=stage.now.date()) == 0

    def test_m169_an_end_that_was_set_ahead_is_told_when_its_day_has_come(self, stage):
        row = in_force(stage)
        _, checks = managers(stage)
        last = stage.now.date() + timedelta(days=3)
        end_threshold(rule_id=row.pk, on=last, district=stage.town.county, actor=checks, now=stage.now)
        assert tell_turning(on=stage.now.date()) == 0
        stage.wait(days=5)

        assert tell_turning(on=stage.now.date()) == 1

    def test_m169_what_was_handed_to_the_police_is_off_the_list(self, stage, sun):
        in_force(stage)
        case = filed(stage, "60000")
        handed = Referral("甲", stage.matter.code, decided_at=stage.now, approved=True, transferred_at=stage.now)
        with_rows(stage, case, referrals=(handed,))

        assert flags(case) == set()

    def test_m169_how_often_a_party_was_penalised_is_counted_by_its_number(self, stage):
        in_force(stage, measure=CrimeMeasure.EARLIER, amount=None, times=2, months=24)
        like(stage, 1000, identity_index=index())
        case = filed(stage)
        assert flags(case) == set()
        like(stage, 1000, identity_index=index())
        like(stage, 1000, identity_index=index(), days=900)
        actions.recount_all(now=stage.now)

        assert flags(case) == {"OVER_CRIME"}
        assert "24个月内受过2次行政处罚" in CaseFlag.objects.get(case=case, flag="OVER_CRIME").note

    def test_m169_a_party_without_a_number_is_not_counted_as_clean(self, stage):
        in_force(stage, measure=CrimeMeasure.EARLIER, amount=None, times=2, months=24)
        case = filed(stage)
        case.parties.update(identity_index="")
        actions.recount_all(now=stage.now)

        assert flags(case) == {"CRIME_OPEN"}

    def test_m169_a_standard_for_units_alone_is_not_put_to_a_citizen(self, stage):
        in_force(stage, party="ORGANIZATION")

        assert flags(filed(stage, "60000")) == set()


class TestEntering:
    @pytest.mark.parametrize(
        ("wrong", "field"),
        [
            ({"quote": ""}, "quote"),
            ({"place": ""}, "title"),
            ({"amount": None}, "amount"),
            ({"matter": "没有"}, "matter"),
            ({"measure": CrimeMeasure.EARLIER}, "times"),
            ({"valid_to": date(2024, 1, 1)}, "valid_to"),
        ],
    )
    def test_m169_nothing_is_entered_without_its_text_and_figure(self, stage, wrong, field):
        enters, _ = managers(stage)
        with pytest.raises(Invalid) as refused:
            entered(stage, enters, **wrong)

        assert field in refused.value.fields
        assert not CrimeThreshold.objects.exists()

    def test_m169_none_ships(self, stage):
        assert not CrimeThreshold.objects.exists()

    def test_m169_another_publishes_and_officers_do_neither(self, stage):
        enters, _ = managers(stage)
        row = entered(stage, enters)
        with pytest.raises(Forbidden):
            publish_threshold(rule_id=row.pk, district=stage.town.county, actor=enters, now=stage.now)
        with pytest.raises(Forbidden) as refused:
            entered(stage, stage.officer)

        assert str(refused.value).startswith("追诉标准由本区县的清单管理员或者合法性审核员")

    def test_m169_an_end_is_not_moved_and_a_standard_that_waits_is_not_ended(self, stage):
        enters, checks = managers(stage)
        given = {"district": stage.town.county, "actor": checks, "now": stage.now}
        row = entered(stage, enters)
        with pytest.raises(Conflict) as refused:
            end_threshold(rule_id=row.pk, on=stage.now.date(), **given)
        assert refused.value.code == "ownrule.waits"
        publish_threshold(rule_id=row.pk, **given)
        end_threshold(rule_id=row.pk, on=date(2026, 2, 1), **given)
        with pytest.raises(Conflict) as refused:
            end_threshold(rule_id=row.pk, on=stage.now.date(), **given)

        assert refused.value.code == "ownrule.ended"
        row.refresh_from_db()
        assert row.valid_to == date(2026, 2, 1)

    def test_m169_who_entered_a_standard_takes_it_back_while_it_waits(self, stage):
        enters, checks = managers(stage)
        given = {"district": stage.town.county, "now": stage.now}
        row = entered(stage, enters)
        with pytest.raises(Forbidden):
            withdraw_threshold(rule_id=row.pk, actor=checks, **given)
        withdraw_threshold(rule_id=row.pk, actor=enters, **given)

        assert not CrimeThreshold.objects.exists()
        assert [(one.action, one.facts["quote"]) for one in ledger.history(row)] == [
            ("crime.entered", row.quote), ("crime.withdrawn", row.quote),
        ]  # fmt: skip
        with pytest.raises(NotFound):
            withdraw_threshold(rule_id=row.pk, actor=enters, **given)
        published = entered(stage, enters)
        publish_threshold(rule_id=published.pk, actor=checks, **given)
        with pytest.raises(Conflict) as refused:
            withdraw_threshold(rule_id=published.pk, actor=enters, **given)
        assert refused.value.code == "ownrule.published"

    def test_m169_the_page_offers_to_take_back_and_to_end_before_a_last_day_that_lies_ahead(self, stage, enter):
        enters, checks = managers(stage)
        waits = entered(stage, enters)
        runs = in_force(stage, valid_to=date(2027, 1, 1))
        back, end = (
            reverse("powers:crime_withdraw", args=[waits.pk]), reverse("powers:crime_end", args=[runs.pk]),
        )  # fmt: skip
        assert back not in enter(checks).get(reverse("powers:crime")).content.decode()
        client = enter(enters)
        page = client.get(reverse("powers:crime")).content.decode()
        assert back in page
        assert end in page
        client.post(back)
        client.post(end)

        runs.refresh_from_db()
        assert runs.valid_to == stage.now.date()
        assert list(CrimeThreshold.objects.all()) == [runs]
        assert end not in client.get(reverse("powers:crime")).content.decode()

    def test_m169_on_the_pages(self, stage, enter, sun):
        enters, checks = managers(stage)
        client = enter(enters)
        sent = {
            "matter": stage.matter.code, "crime": "某罪", "measure": "INCOME", "amount": "50000", "title": "追诉标准",
            "place": "第七十一条", "quote": "违法所得数额在五万元以上的", "valid_from": "2025-01-01",
        }  # fmt: skip
        refused = client.post(reverse("powers:crime_enter"), sent | {"quote": "五万"})
        assert refused.status_code == 422
        assert "第七十一条" in refused.content.decode()
        assert client.post(reverse("powers:crime_enter"), sent).status_code == 302
        row = CrimeThreshold.objects.get()
        enter(checks).post(reverse("powers:crime_publish", args=[row.pk]))
        deliver(stage.now)
        page = client.get(reverse("powers:crime")).content.decode()
        assert "违法所得数额在五万元以上的" in page
        assert "登记了标准的 1 个" in page
        case = filed(stage, "60000")
        bureau = enter(sun)
        actions.open_rolls(purpose=Purpose.ROUTINE, note="", actor=sun, now=stage.now)
        listed = bureau.get(reverse("cases:supervision"), {"list": "OVER_CRIME"}).content.decode()
        assert case.number in listed
        assert "1 个事项登记了标准" in listed
        enter(checks).post(reverse("powers:crime_end", args=[row.pk]))

        row.refresh_from_db()
        assert row.valid_to == stage.now.date()
        assert enter(stage.officer).get(reverse("powers:crime_enter")).status_code == 403
