"""施行以前撤回：已经公布、还没有施行的，由录入人以外的人写明理由撤回；施行了的只能终止。"""

from datetime import timedelta

import pytest
from django.urls import reverse
from tests.cases.test_review_classes import entered, managers

from tongpan.kernel import ledger
from tongpan.kernel.errors import Conflict, Forbidden, Invalid
from tongpan.powers.actions.reviewclasses import end_review_class, publish_review_class, withdraw_review_class
from tongpan.powers.models import ReviewClassRule

pytestmark = pytest.mark.django_db


def published(stage, days):
    """Return a class that was published and begins in so many days, and who entered and who published it."""
    enters, checks = managers(stage)
    row = entered(stage, enters, valid_from=stage.now.date() + timedelta(days=days))
    given = {"district": stage.town.county, "now": stage.now}
    publish_review_class(rule_id=row.pk, actor=checks, **given)
    return row, enters, checks, given


def test_m162_what_was_published_is_taken_back_before_its_first_day_with_a_reason(stage):
    row, _, checks, given = published(stage, days=10)
    with pytest.raises(Invalid) as refused:
        withdraw_review_class(rule_id=row.pk, actor=checks, **given)
    assert "reason" in refused.value.fields
    withdraw_review_class(rule_id=row.pk, actor=checks, reason="文件发布前又作了修改", **given)

    assert not ReviewClassRule.objects.exists()
    told = ledger.history(row)[-1]
    assert told.action == "review_class.withdrawn"
    assert told.facts["reason"] == "文件发布前又作了修改"


def test_m162_who_entered_it_does_not_take_back_what_another_published(stage):
    row, enters, _, given = published(stage, days=10)
    with pytest.raises(Forbidden):
        withdraw_review_class(rule_id=row.pk, actor=enters, reason="不要了", **given)

    assert ReviewClassRule.objects.get() == row


@pytest.mark.parametrize("days", [pytest.param(0, id="今天施行"), pytest.param(-5, id="已经施行")])
def test_m162_what_has_begun_is_ended_and_not_taken_back(stage, days):
    row, _, checks, given = published(stage, days=days)
    with pytest.raises(Conflict) as refused:
        withdraw_review_class(rule_id=row.pk, actor=checks, reason="不要了", **given)

    assert refused.value.code == "ownrule.published"


def test_m162_ending_before_the_first_day_says_how_to_take_it_back(stage):
    row, _, checks, given = published(stage, days=10)
    with pytest.raises(Invalid) as refused:
        end_review_class(rule_id=row.pk, on=stage.now.date(), actor=checks, **given)

    assert "撤回" in str(refused.value)


@pytest.mark.usefixtures("moment")
def test_m162_the_page_offers_it_to_the_other_one(stage, enter):
    row, enters, checks, _ = published(stage, days=10)
    address = reverse("powers:review_class_withdraw", args=[row.pk])
    assert address not in enter(enters).get(reverse("powers:review_classes")).content.decode()
    client = enter(checks)
    assert address in client.get(reverse("powers:review_classes")).content.decode()
    assert client.post(address, {"reason": "文件又作了修改"}).status_code == 302

    assert not ReviewClassRule.objects.exists()
