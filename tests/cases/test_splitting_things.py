"""分案、并案时的涉案财物：东西跟着它的措施走，退还的期限跟着东西走。"""

from datetime import date
from decimal import Decimal

import pytest
from tests.cases.seized import a_line, a_seized_cart, of_the_cart
from tests.cases.test_property import registered
from tests.cases.test_splitting import parted, word
from tests.leads.stage import a_matter, granted

from tongpan.cases import actions
from tongpan.cases.actions import NewCharge
from tongpan.cases.domain.ownlimits import RETURN
from tongpan.cases.models import CaseLimit
from tongpan.cases.steps.holdings import left_with_titles
from tongpan.law.coercion.leaving import Title
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
