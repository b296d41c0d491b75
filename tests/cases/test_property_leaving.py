"""涉案财物与措施：随那一项的清单进来，凭什么在库就怎么出去；价款另起一行；同一数量出不去两次；该退没退的上看板。"""

from decimal import Decimal
from types import SimpleNamespace

import pytest
from tests import cast
from tests.agencies.posted import just_before
from tests.cases.proof import address, begun
from tests.cases.seized import (
    SIGNED,
    a_line,
    a_preserved_shelf,
    a_seized_cart,
    changed_row,
    disposed,
    gone,
    keeper_of,
    lift_cart,
    of_the_cart,
)

from tongpan.cases import actions
from tongpan.cases.domain.ownlimits import RETURN
from tongpan.cases.models import CaseLimit
from tongpan.evidence.actions import move_property
from tongpan.evidence.domain.choices import Move, Origin
from tongpan.evidence.models import PropertyItem
from tongpan.kernel import ledger
from tongpan.kernel.errors import Conflict, Forbidden, Invalid, Unlawful
from tongpan.law.facts.words import Fate
from tongpan.law.penalty.preservation import Disposal

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene(stage):
    """A cart that was seized, and its line."""
    case = a_seized_cart(stage, begun(stage))
    stage.wait(minutes=1)
    (item,) = register(stage, case, of_the_cart(quantity=Decimal(2), unit="辆", party=""))
    stage.wait(minutes=1)
    return SimpleNamespace(case=case, item=item, keeper=keeper_of(stage))


def register(stage, case, *lines):
    return actions.register_property(case_id=case.pk, lines=lines, actor=stage.officer, now=stage.now)


def move(stage, scene, actor=None, item=None, **changes):
    return move_property(
        item_id=(item or scene.item).pk, going=gone(**changes), actor=actor or scene.keeper, now=stage.now
    )


def left():
    return [(item.name, item.held) for item in PropertyItem.objects.filter(held__gt=0).order_by("number")]


class TestComingIn:
    def test_a_line_belongs_to_its_measure_and_to_its_party(self, scene):
        assert (scene.item.ref, scene.item.party) == ("物品1", "甲")

    def test_what_was_seized_names_its_measure_and_its_list(self, stage):
        case = begun(stage)
        for changes, field in (({}, "ref"), ({"ref": "物品9"}, "ref")):
            with pytest.raises(Invalid) as refused:
                register(stage, case, a_line(origin=Origin.SEIZED, basis="清单", **changes))
            assert field in refused.value.fields
        a_seized_cart(stage, case)
        for changes, field in (({"basis": " "}, "basis"), ({"origin": Origin.PRESERVED}, "ref")):
            with pytest.raises(Invalid) as refused:
                register(stage, case, of_the_cart(**changes))
            assert field in refused.value.fields
        with pytest.raises(Invalid) as refused:
            actions.register_property(
                case_id=case.pk, lines=[of_the_cart()], actor=stage.officer, now=stage.now,
                done_at=stage.now.replace(hour=1),
            )  # fmt: skip
        assert "done_at" in refused.value.fields
        assert not PropertyItem.objects.exists()

    def test_nothing_comes_in_as_confiscated_before_a_decision_was_served(self, stage):
        with pytest.raises(Unlawful) as refused:
            register(stage, begun(stage), a_line(origin=Origin.CONFISCATED))
        assert refused.value.code == "property.unserved"
        assert not PropertyItem.objects.exists()

    def test_a_price_is_not_entered_by_hand(self, stage):
        with pytest.raises(Invalid):
            register(stage, begun(stage), a_line(origin=Origin.PROCEEDS))

    def test_an_old_line_is_tied_to_its_measure_once(self, stage, scene):
        PropertyItem.objects.update(ref="")
        with pytest.raises(Invalid):
            actions.tie_property(
                case_id=scene.case.pk, item_id=scene.item.pk, ref="物品7", actor=stage.officer, now=stage.now
            )
        with pytest.raises(Forbidden):
            actions.tie_property(
                case_id=scene.case.pk, item_id=scene.item.pk, ref="物品1", actor=stage.head, now=stage.now
            )
        given = {"case_id": scene.case.pk, "item_id": scene.item.pk, "ref": "物品1", "actor": stage.officer}
        assert actions.tie_property(**given, now=stage.now).ref == "物品1"
        with pytest.raises(Conflict):
            actions.tie_property(**given, now=stage.now)
        assert [each.action for each in ledger.history(scene.case)].count("property.tied") == 1


class TestGoingOut:
    def test_what_is_seized_stays_until_it_is_lifted(self, stage, scene):
        for act in (Move.RETURNED, Move.DESTROYED, Move.FINANCE, Move.HANDED_ON):
            with pytest.raises(Unlawful) as refused:
                move(stage, scene, act=act)
            assert refused.value.code == "property.seized"
            assert "第二十七条" in str(refused.value.verdict[0].citation)
        with pytest.raises(Unlawful):
            move(stage, scene, act=Move.AUCTIONED, price=Decimal(10), place_text="专户")
        assert left() == [("三轮车", 2)]

        lift_cart(stage, scene.case)
        stage.wait(minutes=1)
        move(stage, scene)
        row = move(stage, scene)
        assert (row.title, row.given_by, row.taken_by) == ("LIFTED", "吴仓", "钱大有")
        assert left() == []
        with pytest.raises(Invalid):
            move(stage, scene)  # the same quantity does not leave twice

    def test_before_it_was_lifted_it_did_not_leave_either(self, stage, scene):
        early = stage.now
        stage.wait(hours=1)
        lift_cart(stage, scene.case)
        with pytest.raises(Unlawful) as refused:
            move(stage, scene, done_at=early)
        assert refused.value.code == "property.seized"

    def test_two_sign_and_a_head_who_keeps_may_go_on_for_a_reason(self, stage, scene):
        lift_cart(stage, scene.case)
        unsigned = {"taken_by": "吴仓"}
        with pytest.raises(Unlawful) as refused:
            move(stage, scene, **unsigned)
        assert refused.value.code == "property.unsigned"
        with pytest.raises(Unlawful):
            move(stage, scene, **unsigned, override="当事人拒绝签字，有见证人")
        move(stage, scene, actor=stage.head, **unsigned, override="当事人拒绝签字，有见证人")
        entry = [each for each in ledger.history(scene.case) if each.action == "property.moved"][-1]
        assert entry.facts["override"] == "当事人拒绝签字，有见证人"

    def test_what_does_not_keep_is_sold_and_its_price_stays(self, stage, scene):
        sale = {"act": Move.SOLD, "whom": "买受人", "place_text": "涉案资金专户", "price": Decimal("860.50")}
        with pytest.raises(Unlawful) as refused:
            move(stage, scene, **sale)
        assert refused.value.code == "property.sale.unknown"
        asked = {"perishable": True, "approved": True, "recorded": True}
        with pytest.raises(Invalid):
            move(stage, scene, **(sale | {"price": None}), **asked)
        move(stage, scene, quantity=Decimal(2), **sale, **asked)
        assert left() == [("三轮车的价款", Decimal("860.50"))]

        price = PropertyItem.objects.get(origin=Origin.PROCEEDS)
        assert (price.ref, price.came_from_id, price.party, price.unit) == ("物品1", scene.item.pk, "甲", "元")
        with pytest.raises(Unlawful):
            move(stage, scene, actor=stage.head, item=price, quantity=price.held)  # the measure still stands
        lift_cart(stage, scene.case)
        with pytest.raises(Unlawful) as refused:
            move(stage, scene, actor=stage.head, item=price, quantity=price.held)
        assert refused.value.code == "coercion.item.price_unknown"
        move(stage, scene, actor=stage.head, item=price, quantity=price.held, below_market=False)
        assert left() == []

    def test_what_a_revoked_decision_took_goes_back(self, stage, scene):
        changed_row(stage, scene.case, "measures", ended_at=stage.now, fate=Fate.FORFEITED)
        with pytest.raises(Unlawful) as refused:
            move(stage, scene, act=Move.FINANCE)
        assert refused.value.code == "property.unserved"

    def test_the_police_get_it_with_the_case_and_the_party_is_told(self, stage, scene):
        changed_row(stage, scene.case, "measures", ended_at=stage.now, fate=Fate.HANDED_OVER)
        with pytest.raises(Unlawful) as refused:
            move(stage, scene, act=Move.HANDED_ON, whom="区公安分局")
        assert refused.value.code == "coercion.item.police_untold"
        move(stage, scene, act=Move.HANDED_ON, whom="区公安分局", party_told=True)

    def test_what_nobody_tied_leaves_on_its_paper(self, stage, scene):
        PropertyItem.objects.update(ref="")
        assert move(stage, scene).title == ""

    def test_preserved_things_wait_for_the_decision_on_them(self, stage):
        case = a_preserved_shelf(stage, begun(stage))
        (item,) = register(stage, case, a_line(origin=Origin.PRESERVED, ref="保存1", basis="登记保存清单 1 号"))
        scene = SimpleNamespace(item=item, keeper=keeper_of(stage))
        with pytest.raises(Unlawful) as refused:
            move(stage, scene)
        assert refused.value.code == "property.preserved"
        disposed(stage, case, Disposal.HANDED_ON)
        with pytest.raises(Unlawful):
            move(stage, scene)
        assert move(stage, scene, act=Move.HANDED_ON, whom="区林业局").title == "ELSEWHERE"


class TestBoards:
    def running(self):
        return list(CaseLimit.objects.filter(rule=RETURN).values_list("ref", "act_by"))

    def test_what_was_lifted_and_is_still_here_runs_until_it_is_signed_for(self, stage, scene):
        assert self.running() == []
        lift_cart(stage, scene.case)
        assert self.running() == [("物品1", stage.now.date())]
        move(stage, scene)
        assert self.running() == [("物品1", stage.now.date())]
        move(stage, scene)
        assert self.running() == []

    def test_what_a_colleague_lifts_while_another_thing_is_entered_runs_on(self, stage, scene):
        with just_before("SAVEPOINT", lambda: lift_cart(stage, scene.case)):
            register(stage, scene.case, a_line())
        assert self.running() == [("物品1", stage.now.date())]

    def test_what_a_colleague_lifts_while_an_old_line_is_tied_runs_on(self, stage, scene):
        (old,) = register(stage, scene.case, of_the_cart(name="车铃"))
        PropertyItem.objects.filter(pk=old.pk).update(ref="")
        with just_before("SAVEPOINT", lambda: lift_cart(stage, scene.case)):
            actions.tie_property(case_id=scene.case.pk, item_id=old.pk, ref="物品1", actor=stage.officer, now=stage.now)
        assert self.running() == [("物品1", stage.now.date())]

    def test_a_line_that_is_entered_late_runs_as_well(self, stage, scene):
        PropertyItem.objects.all().update(held=0)
        lift_cart(stage, scene.case)
        assert self.running() == []
        register(stage, scene.case, of_the_cart())
        assert self.running() == [("物品1", stage.now.date())]


@pytest.mark.usefixtures("moment")
class TestPages:
    def test_the_case_page_asks_for_the_list_of_a_measure_and_takes_it_under_it(self, stage, enter):
        case = a_seized_cart(stage, begun(stage))
        stage.wait(minutes=1)
        client, page = enter(stage.officer), address("property", case.pk)
        assert "清单还没有登记" in client.get(page).content.decode()
        form = {
            "belongs": "SEIZED:物品1", "basis": "扣押清单 3 号", "place_text": "仓库", "keeper": "吴仓",
            "form-TOTAL_FORMS": "5", "form-INITIAL_FORMS": "0", "form-0-name": "三轮车", "form-0-quantity": "1",
            "form-0-unit": "辆",
        }  # fmt: skip
        assert client.post(page, form | {"basis": ""}).status_code == 422
        assert client.post(page, form).status_code == 302
        shown = client.get(page).content.decode()
        assert "清单还没有登记" not in shown
        assert "查封、扣押中" in shown

    def test_an_old_line_is_tied_on_the_page(self, stage, enter, scene):
        PropertyItem.objects.update(ref="")
        client = enter(stage.officer)
        assert "没有对应到措施" in client.get(address("property", scene.case.pk)).content.decode()
        page = address("property_tie", scene.case.pk)
        assert client.post(page, {"item": scene.item.pk, "ref": ""}).status_code == 422
        assert client.post(page, {"item": scene.item.pk, "ref": "物品1"}).status_code == 302
        assert PropertyItem.objects.get().ref == "物品1"

    def test_the_keeper_sees_what_is_open_and_why_the_rest_is_not(self, stage, enter, scene):
        client, page = enter(scene.keeper), f"/evidence/property/{scene.item.pk}/"
        shown = client.get(page).content.decode()
        assert "还在查封、扣押中，不能出库" in shown
        assert "行政强制法第二十七条" in shown
        answer = client.post(page, {"act": "RETURNED", "quantity": "1", "whom": "钱大有", "document": "3 号"} | SIGNED)
        assert answer.status_code == 422
        assert "钱大有" in answer.content.decode()
        lift_cart(stage, scene.case)
        assert "?act=RETURNED" in client.get(page).content.decode()
        asked = client.get(f"{page}?act=RETURNED").content.decode()
        assert "领取人签名" in asked
        assert "价款（元）" not in asked

    def test_the_board_names_what_was_not_given_back(self, stage, scene, enter):
        lift_cart(stage, scene.case)

        assert "退还财物并签收" in enter(stage.officer).get("/cases/limits/").content.decode()

    def test_by_api(self, stage, enter, scene):
        client = enter(scene.keeper)
        found = client.get(f"/api/v1/evidence/property/{scene.item.pk}/ways").json()
        assert found["title"] == "SEIZED"
        assert {each["act"] for each in found["ways"] if each["open"]} == {"SOLD"}
        move = {"act": "RETURNED", "quantity": "1", "whom": "钱大有", "document": "3 号"} | SIGNED
        answer = client.post(f"/api/v1/evidence/property/{scene.item.pk}/moves", move, content_type="application/json")
        assert answer.status_code == 422
        assert answer.json()["breaches"][0]["code"] == "property.seized"
        other = enter(cast.actor(cast.dispatcher_zheng()))
        assert other.get(f"/api/v1/evidence/property/{scene.item.pk}/ways").status_code == 404
        PropertyItem.objects.update(ref="")
        tied = enter(stage.officer).post(
            f"/api/v1/cases/{scene.case.pk}/property/{scene.item.pk}/tie", {"ref": "物品1"},
            content_type="application/json",
        )  # fmt: skip
        assert tied.status_code == 200, tied.content
