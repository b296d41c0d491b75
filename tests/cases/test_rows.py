"""登记没有步骤写入的事项：涉案财物、检查、不计入期限的时间、此前的罚款；页面和接口一样严。"""

from datetime import timedelta

import pytest
from django.urls import reverse
from tests.cases.test_api import Caller

from tongpan.cases import actions
from tongpan.cases.domain.rowforms import ROW_FORMS
from tongpan.cases.models import CaseFact
from tongpan.kernel import ledger
from tongpan.kernel.errors import Conflict, Forbidden, Invalid, NotFound
from tongpan.law.money import yuan
from tongpan.law.procedure import Step

pytestmark = pytest.mark.django_db
CART = {"what": "三轮车", "quantity": "1 辆", "keeper": "李明", "where": "镇执法队仓库", "related": True}


def enter(stage, case, form, values, **given):
    common = {"target": stage.target(case), "actor": stage.officer, "now": stage.now}
    return actions.enter_row(case_id=case.pk, form=form, values=values, **(common | given))


def test_a_thing_is_entered_and_the_law_then_asks_for_measures(stage):
    case = stage.take(stage.found(stage.open()), Step.FILE)
    enter(stage, case, "things", CART)
    row = CaseFact.objects.get(case=case, table="things")

    assert row.row == {"id": "物品1", "party": "甲", "cause": stage.matter.code, "related": True}
    assert row.detail == {"what": "三轮车", "quantity": "1 辆", "keeper": "李明", "where": "镇执法队仓库"}
    assert stage.outlook(case).why_not(Step.IMPOSE)
    assert [one.action for one in ledger.history(case)].count("case.entered") == 1


def test_what_stands_is_filled_in_and_nothing_said_before_is_lost(stage):
    case = stage.open()
    enter(stage, case, "things", CART)
    enter(stage, case, "things", {"keeper": "王强", "related": None, "daily_needs": False}, place=0, target=None)
    row = CaseFact.objects.get(case=case, table="things")

    assert row.detail["keeper"] == "王强"
    assert row.detail["what"] == "三轮车"
    assert "related" not in row.row
    assert row.row["daily_needs"] is False
    enter(stage, case, "things", {"where": "区停车场"}, place=0, target=None)
    assert CaseFact.objects.get(case=case, table="things").detail["where"] == "区停车场"


def test_an_earlier_fine_on_the_same_act_forbids_another(stage):
    case = stage.take(stage.found(stage.open()), Step.FILE)
    enter(stage, case, "fines", {"organ": "柯城区综合行政执法局", "amount": "500", "same_act": True})

    assert stage.facts(case).charges[0].earlier_fines[0].amount == yuan(500)
    assert "single_fine.second" in stage.outlook(case).why_not(Step.DECIDE)


def test_a_pause_moves_the_day_to_decide(stage):
    case = stage.take(stage.found(stage.open(), regime="HURD"), Step.FILE)
    before = next(one for one in stage.outlook(case).limits if one.rule == "DL-09").limit.act_by
    stage.wait(days=20)
    values = {"ground": "TESTING", "start": "2026-03-05", "end": "2026-03-14", "why": "送检", "told": "3月5日书面告知"}
    enter(stage, case, "pauses", values)
    after = next(one for one in stage.outlook(case).limits if one.rule == "DL-09").limit.act_by

    assert after - before >= timedelta(days=9)


@pytest.mark.parametrize(
    ("regime", "changes", "field"),
    [
        pytest.param("HURD", {"ground": "ANNOUNCEMENT"}, "ground", id="规定没有写的事由"),
        pytest.param(None, {"ground": "REMEDY"}, "ground", id="省里的规定也没有写"),
        pytest.param("HURD", {"ground": "SUSPENSION"}, "ground", id="中止要负责人批准"),
        pytest.param("HURD", {"start": "2026-02-01"}, "start", id="立案以前"),
        pytest.param("HURD", {"start": "2027-01-01"}, "start", id="以后的日期"),
        pytest.param("HURD", {"end": "2026-03-02", "start": "2026-03-05"}, "end", id="终止早于起始"),
        pytest.param("HURD", {"start": "2026-02-30"}, "start", id="没有这一天"),
        pytest.param("HURD", {"why": ""}, "why", id="没有写情形"),
    ],
)
def test_a_pause_that_the_rules_do_not_know_is_none(stage, regime, changes, field):
    case = stage.take(stage.found(stage.open(), regime=regime), Step.FILE)
    stage.wait(days=20)
    values = {"ground": "TESTING", "start": "2026-03-05", "why": "送检", "told": "书面告知"} | changes
    with pytest.raises(Invalid) as refused:
        enter(stage, case, "pauses", values)

    assert field in refused.value.fields
    assert stage.facts(case).pauses == ()


def test_two_pauses_do_not_overlap(stage):
    case = stage.take(stage.found(stage.open(), regime="HURD"), Step.FILE)
    stage.wait(days=20)
    values = {"ground": "TESTING", "start": "2026-03-05", "why": "送检", "told": "书面告知"}
    enter(stage, case, "pauses", values)
    with pytest.raises(Invalid):
        enter(stage, case, "pauses", values | {"start": "2026-03-08"})


def test_only_handlers_enter_and_nobody_after_closing(stage):
    case = stage.open()
    with pytest.raises(Forbidden):
        enter(stage, case, "things", CART, actor=stage.head)
    with pytest.raises(NotFound):
        enter(stage, case, "magic", {})
    with pytest.raises(NotFound):
        enter(stage, case, "things", CART, place=7)
    with pytest.raises(Invalid):
        enter(stage, case, "things", CART, target=None)


def test_of_two_who_enter_at_once_one_is_told(stage):
    case = stage.open()
    seen = case.version
    enter(stage, case, "things", CART, version=seen)
    with pytest.raises(Conflict):
        enter(stage, case, "things", CART, version=seen)

    assert len(stage.facts(case).things) == 1


def test_what_a_decision_stands_on_is_not_changed_under_it(stage):
    case = stage.found(stage.open())
    stage.take(case, Step.FILE, Step.SHOW_IDENTITY, Step.GATHER, Step.VERIFY, Step.REPORT, Step.NOTIFY, Step.WAIVE)
    stage.wait(days=8)
    stage.take(case, Step.DECIDE)
    with pytest.raises(Conflict):
        enter(stage, case, "fines", {"organ": "某局", "amount": "500"})

    enter(stage, case, "acts", {"danger": True}, place=0, target=None)
    assert stage.facts(case).charges[0].danger is True


@pytest.mark.usefixtures("moment")
def test_the_pages_and_the_call_take_the_same(stage, enter):
    case = stage.take(stage.found(stage.open()), Step.FILE)
    client = enter(stage.officer)
    for form in ROW_FORMS.values():
        if form.adds:
            assert client.get(reverse("cases:enter", args=[case.pk, form.key])).status_code == 200, form.key
    whom = f"甲/{stage.matter.code}"
    page = client.post(reverse("cases:enter", args=[case.pk, "things"]), {"whom": whom, "what": "", "keeper": "李明"})
    assert page.status_code == 422
    assert "李明" in page.content.decode()
    sent = {"whom": whom, "what": "电子秤", "related": "yes", "keeper": "李明"}
    assert client.post(reverse("cases:enter", args=[case.pk, "things"]), sent).status_code == 302
    filled = client.get(reverse("cases:fill", args=[case.pk, "things", 0])).content.decode()
    assert "电子秤" in filled
    shown = client.get(reverse("cases:case", args=[case.pk])).content.decode()
    assert "电子秤" in shown
    assert "登记：涉案场所、设施、财物" in shown

    call = Caller(stage, stage.officer).post(
        f"/{case.pk}/rows/inspections",
        {"party": "甲", "cause": stage.matter.code, "values": {"what": "现场检查", "listed": True}},
    )
    assert call.status_code == 200, call.content
    assert stage.facts(case).inspections[0].id == "检查1"
    assert client.get(reverse("cases:enter", args=[case.pk, "magic"])).status_code == 404
    head = enter(stage.head)
    assert head.get(reverse("cases:enter", args=[case.pk, "things"])).status_code == 403
