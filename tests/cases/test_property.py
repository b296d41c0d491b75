"""涉案财物：逐项进、逐项出，数量不会变成负的，到最后一件才算处理完；登记的人不经手处理。"""

from datetime import timedelta
from decimal import Decimal

import pytest
from tests import cast
from tests.cases.proof import address, begun
from tests.cases.seized import SIGNED, a_line, a_seized_cart, gone, keeper_of, lift_cart, of_the_cart

from tongpan.cases import actions
from tongpan.cases.steps.gathering import record_of
from tongpan.evidence import queries
from tongpan.evidence.actions import move_property
from tongpan.evidence.domain.choices import Move
from tongpan.evidence.models import PropertyItem, PropertyMove
from tongpan.evidence.steps.holding import Going
from tongpan.kernel import ledger
from tongpan.kernel.errors import Conflict, Forbidden, Invalid, NotFound, Unlawful
from tongpan.law.procedure import Step

pytestmark = pytest.mark.django_db


def registered(stage, case, *lines):
    return actions.register_property(case_id=case.pk, lines=lines or [a_line()], actor=stage.officer, now=stage.now)


@pytest.fixture
def keeper(stage):
    return keeper_of(stage)


class TestRegister:
    def test_every_line_comes_and_goes_to_the_last_item(self, stage, keeper):
        case = begun(stage)
        shelf, rope = registered(stage, case, a_line(), a_line(name="绳子", quantity=Decimal("2.5"), unit="米"))
        record = record_of(case)
        assert [item.number for item in queries.left_of(record)] == [1, 2]

        stage.wait(hours=1)
        move_property(item_id=shelf.pk, going=gone(quantity=Decimal(2)), actor=keeper, now=stage.now)
        move_property(
            item_id=shelf.pk, going=gone(act=Move.HANDED_ON, whom="区烟草专卖局"), actor=keeper, now=stage.now
        )
        assert [item.number for item in queries.left_of(record)] == [2]
        assert queries.left_of(record)
        going = gone(act=Move.DESTROYED, quantity=Decimal("2.5"), whom="")
        move_property(item_id=rope.pk, going=going, actor=keeper, now=stage.now)
        assert not queries.left_of(record)

        entries = [each for each in ledger.history(case) if each.action == "property.moved"]
        assert [each.facts["left"] for each in entries] == ["3", "2.5", "1.000", "0.000", "0.000"]

    def test_no_more_goes_than_is_there(self, stage, keeper):
        (item,) = registered(stage, begun(stage))
        with pytest.raises(Invalid) as refused:
            move_property(item_id=item.pk, going=gone(quantity=Decimal(4)), actor=keeper, now=stage.now)
        assert "在库只有 3 个" in str(refused.value)
        stale = PropertyItem.objects.get(pk=item.pk)
        move_property(item_id=item.pk, going=gone(quantity=Decimal(2)), actor=keeper, now=stage.now)
        with pytest.raises(Conflict):
            stale.take_out(Decimal(3))  # somebody was faster
        assert PropertyItem.objects.get().held == 1

    def test_moved_it_is_still_here(self, stage, keeper):
        (item,) = registered(stage, begun(stage))
        going = Going(act=Move.MOVED, place_text="区公物仓", given_by="吴仓", taken_by="郑仓")
        move_property(item_id=item.pk, going=going, actor=keeper, now=stage.now)
        item.refresh_from_db()

        assert (item.held, item.place_text, item.keeper) == (3, "区公物仓", "郑仓")
        assert PropertyMove.objects.order_by("-pk")[0].quantity == 3

    def test_a_line_that_cannot_be(self, stage):
        case = begun(stage)
        for changes in (
            {"quantity": Decimal(0)}, {"quantity": Decimal("0.0001")}, {"quantity": Decimal(-2)}, {"name": " "},
            {"keeper": ""}, {"party": "乙"},
        ):  # fmt: skip
            with pytest.raises(Invalid):
                registered(stage, case, a_line(**changes))

    def test_a_move_that_cannot_be(self, stage, keeper):
        (item,) = registered(stage, begun(stage))
        moved = {"act": Move.MOVED, "place_text": "区公物仓"}
        for changes in (
            {"whom": ""}, {"document": ""}, {"quantity": None}, {"act": Move.MOVED}, {"act": Move.IN},
            moved | {"given_by": ""}, moved | {"taken_by": "吴仓"}, {"done_at": stage.now - timedelta(days=1)},
        ):  # fmt: skip
            with pytest.raises(Invalid):
                move_property(item_id=item.pk, going=gone(**changes), actor=keeper, now=stage.now)
        assert PropertyItem.objects.get().held == 3


class TestWho:
    def test_handlers_register_and_keepers_of_the_place_let_out(self, stage, keeper):
        case = begun(stage)
        with pytest.raises(Forbidden):
            actions.register_property(case_id=case.pk, lines=[a_line()], actor=stage.head, now=stage.now)
        (item,) = registered(stage, case)
        with pytest.raises(Forbidden):
            move_property(item_id=item.pk, going=gone(), actor=stage.officer, now=stage.now)
        elsewhere = cast.actor(cast.dispatcher_zheng())
        with pytest.raises(NotFound):
            move_property(item_id=item.pk, going=gone(), actor=elsewhere, now=stage.now)

    def test_who_entered_a_line_lets_nothing_of_it_out(self, stage, keeper):
        (item,) = registered(stage, begun(stage))
        PropertyItem.objects.update(registered_by=keeper.label)
        with pytest.raises(Forbidden) as refused:
            move_property(item_id=item.pk, going=gone(), actor=keeper, now=stage.now)
        assert refused.value.code == "property.same_person"


@pytest.mark.usefixtures("moment")
class TestPages:
    def form(self, **changes):
        given = {
            "belongs": "HANDED_IN:", "place_text": "仓库", "keeper": "吴仓", "party": "甲", "form-TOTAL_FORMS": "5",
            "form-INITIAL_FORMS": "0", "form-0-name": "货架", "form-0-quantity": "3", "form-0-unit": "个",
        }  # fmt: skip
        return given | changes

    def test_lines_come_by_the_page_and_the_case_shows_what_is_left(self, stage, enter):
        case = begun(stage)
        client, page = enter(stage.officer), address("property", case.pk)
        assert "没有登记过涉案财物" in client.get(page).content.decode()
        assert client.post(page, self.form()).status_code == 302
        assert "没有处理完" in client.get(page).content.decode()
        assert "还有 1 项在库" in client.get(address("case", case.pk)).content.decode()

    def test_what_was_seized_and_is_left_stops_the_closing(self, stage, enter, keeper):
        case = begun(stage)
        a_seized_cart(stage, case)
        (item,) = registered(stage, case, of_the_cart(quantity=Decimal(1), unit="辆"))
        stage.take(case, Step.GATHER, Step.VERIFY, Step.REPORT, Step.NOTIFY, Step.WAIVE)
        stage.wait(days=8).take(case, Step.DECIDE, Step.SERVE, Step.REDACT, Step.PUBLISH, Step.PAY)
        page = address("step", case.pk, step="CLOSE")
        assert "涉案财物还没有处理完" in enter(stage.deputy).get(page).content.decode()
        lift_cart(stage, case)
        with pytest.raises(Unlawful) as refused:
            stage.take(case, Step.CLOSE)
        assert (refused.value.code, "强制法" in str(refused.value.verdict[0].citation)) == ("closing.items.held", True)

        move_property(item_id=item.pk, going=gone(), actor=keeper, now=stage.now)
        assert stage.take(case, Step.CLOSE).standing == "CLOSED"

    def test_a_line_with_a_gap_is_said_and_stays(self, stage, enter):
        case = begun(stage)
        client = enter(stage.officer)
        for changes in ({"form-0-unit": ""}, {"form-0-quantity": "三个"}, {"form-0-name": ""}):
            form = self.form(**changes, **{"form-0-features": "白色八成新"})
            answer = client.post(address("property", case.pk), form)
            assert answer.status_code == 422
            assert "白色八成新" in answer.content.decode()
        assert not PropertyItem.objects.exists()

    def test_the_keeper_has_one_list_and_lets_out(self, stage, enter, keeper):
        (item,) = registered(stage, begun(stage))
        client = enter(keeper)
        assert "铁皮货架" in client.get("/evidence/property/").content.decode()
        line = f"/evidence/property/{item.pk}/"
        wrong = client.post(line, {"act": "RETURNED", "quantity": "9", "whom": "钱大有", "document": "3 号"} | SIGNED)
        assert wrong.status_code == 422
        assert "在库只有 3 个" in wrong.content.decode()
        assert (
            client.post(
                line, {"act": "RETURNED", "quantity": "3", "whom": "钱大有", "document": "3 号"} | SIGNED
            ).status_code
            == 302
        )
        assert "铁皮货架" not in client.get("/evidence/property/").content.decode()
        assert "铁皮货架" in client.get("/evidence/property/?show=all").content.decode()
        assert enter(stage.officer).get("/evidence/property/").status_code == 403
        assert enter(cast.actor(cast.dispatcher_zheng())).get(line).status_code == 404

    def test_by_api(self, stage, enter, keeper):
        case = begun(stage)
        line = {
            "name": "秤",
            "quantity": "1",
            "unit": "台",
            "origin": "HANDED_IN",
            "place_text": "仓库",
            "keeper": "吴仓",
        }
        made = enter(stage.officer).post(f"/api/v1/cases/{case.pk}/property", [line], content_type="application/json")
        assert made.status_code == 201, made.content
        move = {"act": "RETURNED", "quantity": "1", "whom": "钱大有", "document": "解除 3 号"} | SIGNED
        address_ = f"/api/v1/evidence/property/{made.json()[0]['id']}/moves"
        client = enter(keeper)
        assert client.post(address_, move, content_type="application/json").status_code == 201
        assert client.post(address_, move, content_type="application/json").status_code == 422
        assert client.get("/api/v1/evidence/property").json()["items"] == []
