"""分案、并案时的涉案财物：东西跟着它的措施走，退还的期限跟着东西走。"""

from datetime import date
from decimal import Decimal

import pytest
from tests.cases.acts import SECOND, act
from tests.cases.seized import a_line, a_seized_cart, changed_row, gone, keeper_of, lift_cart, of_the_cart
from tests.cases.test_property import registered
from tests.cases.test_splitting import parted, two_parties, word
from tests.leads.stage import a_matter, granted

from tongpan.cases import actions
from tongpan.cases.actions import NewCharge
from tongpan.cases.domain.acts import CaseAct
from tongpan.cases.domain.ownlimits import RETURN
from tongpan.cases.models import CaseLimit
from tongpan.cases.steps.holdings import left_with_titles
from tongpan.evidence.actions import move_property
from tongpan.law.coercion.leaving import Title
from tongpan.law.facts.words import Fate
from tongpan.law.procedure import Step

pytestmark = pytest.mark.django_db


def two_causes(stage):
    """Return a filed case of one party and two causes: a cart was seized for the first."""
    other = a_matter("city_appearance-902", "擅自张贴广告", "city_appearance", "小广告")
    granted(other, stage.town.agency, stage.town.town)
    case = stage.take(stage.found(stage.open()), Step.FILE)
    actions.add_cause(
        case_id=case.pk, matter_code=other.code, charge=NewCharge(act_on=date(2026, 2, 27)), actor=stage.officer,
        now=stage.now,
    )  # fmt: skip
    return a_seized_cart(stage, case)


def the_cart(stage, case):
    stage.wait(minutes=1)
    (item,) = registered(stage, case, of_the_cart(quantity=Decimal(1), unit="辆"))
    return item


def returning(case):
    """Return the days by which things of a case are to be given back."""
    return list(CaseLimit.objects.filter(case=case, rule=RETURN).values_list("ref", "party"))


class TestWhoStaysWithAnotherCause:
    def test_what_was_seized_goes_with_its_measure_and_the_rest_stays(self, stage):
        case = two_causes(stage)
        cart = the_cart(stage, case)
        (shelf,) = registered(stage, case, a_line(party="甲"))
        new = parted(stage, case, charges=word(stage, "甲"))
        cart.refresh_from_db()
        shelf.refresh_from_db()

        assert (cart.record_id, cart.party, cart.ref) == (new.pk, "甲", "物品1")
        assert [(item.name, title) for item, title in left_with_titles(new, stage.facts(new), stage.now)] == [
            ("三轮车", Title.SEIZED)
        ]
        assert shelf.record_id == case.pk  # 不属于哪一项措施的，跟着当事人
        assert [title for _, title in left_with_titles(case, stage.facts(case), stage.now)] == [Title.GIVEN]

    def test_what_was_seized_for_what_stays_stays(self, stage):
        case = two_causes(stage)
        cart = the_cart(stage, case)
        parted(stage, case, charges="甲/city_appearance-902")
        cart.refresh_from_db()

        assert (cart.record_id, cart.ref) == (case.pk, "物品1")


class TestWhatGoesBackAtOnce:
    """强制法 28：解除以后应当立即退还；东西在哪个案件，这一天就在哪个案件。"""

    def test_split_off_its_day_runs_where_the_thing_is_and_ends_when_it_is_given_back(self, stage):
        case = a_seized_cart(stage, two_parties(stage))
        cart = the_cart(stage, case)
        lift_cart(stage, case)
        assert returning(case) == [("物品1", "甲")]
        new = parted(stage, case, charges=word(stage, "甲"))

        assert returning(case) == []
        assert returning(new) == [("物品1", "甲")]
        move_property(item_id=cart.pk, going=gone(), actor=keeper_of(stage), now=stage.wait(minutes=1).now)
        assert returning(new) == []

    def test_joined_its_day_runs_in_the_case_that_has_it_and_no_longer_where_it_was(self, stage):
        stays = stage.take(stage.found(stage.open()), Step.FILE)
        goes = a_seized_cart(stage, stage.open(parties=[SECOND]))
        the_cart(stage, goes)
        changed_row(stage, goes, "measures", ended_at=stage.now, fate=Fate.RETURNED)
        assert returning(goes) == [("物品1", "甲")]
        act(stage, goes, CaseAct.JOIN, into=stays.number, why="同一地点同一事项")

        assert returning(goes) == []
        assert returning(stays) == [("物品1", "乙")]
