"""财物的去向：凭什么在库，就怎么出库；签字、文书齐全；价款不会不见。行政强制法 21、27、28、41、46，处罚法 56、74。"""

from dataclasses import replace
from itertools import product

import pytest

from tongpan.law.coercion.leaving import (
    MONEY_WAYS,
    OPEN_TITLES,
    WAYS,
    EarlySale,
    Leaving,
    Title,
    Way,
    check_cleared,
    check_early_sale,
    check_leaving,
    check_way,
    ways_of,
)
from tongpan.law.limits import Regime

ALLOWED = [
    pytest.param(Title.LIFTED, "返还", "property.lifted", 28, id="解除以后只能退还"),
    pytest.param(Title.RELEASED, "返还", "property.released", 56, id="不再登记保存的退还"),
    pytest.param(Title.REVOKED, "返还", "property.revoked", 41, id="没收被撤销的退还"),
    pytest.param(Title.SEIZED, "先行变卖", "property.seized", 27, id="扣押中的只有不易保管的可以变卖"),
    pytest.param(Title.PRESERVED, "", "property.preserved", 56, id="登记保存中的先作处理决定"),
    pytest.param(Title.UNSERVED, "", "property.unserved", 61, id="没收决定没有送达"),
    pytest.param(
        Title.FORFEITED, "销毁 依法拍卖 上缴国库、移交财政 移送其他机关", "property.forfeited", 74, id="没收的公开拍卖"
    ),
    pytest.param(Title.OFFSET, "依法拍卖", "property.offset", 46, id="抵缴罚款的拍卖"),
    pytest.param(Title.WITH_POLICE, "移送其他机关", "property.with_police", 21, id="随案移送公安"),
    pytest.param(Title.ELSEWHERE, "移送其他机关", "property.elsewhere", 56, id="移交有关部门"),
    pytest.param(Title.DOOMED, "销毁", "property.doomed", 27, id="决定销毁的"),
    pytest.param(Title.GIVEN, "返还 销毁 移送其他机关", "property.unconfiscated", 74, id="没有没收的不能拍卖上缴"),
    pytest.param(
        Title.GIVEN_FORFEITED, "返还 销毁 依法拍卖 上缴国库、移交财政 移送其他机关", "property.forfeited", 74,
        id="主动上交又没收的",
    ),
]  # fmt: skip


def codes(verdict):
    return [breach.code for breach in verdict]


class TestWays:
    @pytest.mark.parametrize(("title", "ways", "code", "article"), ALLOWED)
    def test_a_title_leaves_these_ways_open_and_no_other(self, title, ways, code, article):
        open_ = {way for way in Way if not check_way(title, way)}

        assert {way.label for way in open_} == set(ways.split())
        for way in set(Way) - open_:
            (breach,) = check_way(title, way)
            assert (breach.code, breach.citation.article, breach.blocks) == (code, article, True)

    def test_every_title_is_answered_for(self):
        assert set(WAYS) == set(Title)
        assert {param.values[0] for param in ALLOWED} == set(Title)

    def test_the_price_of_a_thing_follows_the_thing(self):
        open_ = {(title, way) for title, way in product(Title, Way) if not check_way(title, way, money=True)}

        assert open_ == {(title, way) for title, ways in MONEY_WAYS.items() for way in ways}
        assert codes(check_way(Title.FORFEITED, Way.RETURNED, money=True)) == ["property.proceeds"]
        assert ways_of(Title.SEIZED, money=True) == frozenset()

    def test_what_nobody_knows_is_pointed_out_and_not_forbidden(self):
        (breach,) = check_way(None, Way.RETURNED)

        assert (breach.code, breach.grade, breach.blocks) == ("property.measure.unknown", "C", False)
        assert Way.SOLD not in ways_of(None)


WELL = {
    Way.RETURNED: Leaving("三轮车", Title.LIFTED, Way.RETURNED, "退还清单 1 号", signed=True),
    Way.DESTROYED: Leaving("假酒", Title.FORFEITED, Way.DESTROYED, "食品安全法，处罚决定 3 号", signed=True),
    Way.AUCTIONED: Leaving("木材", Title.OFFSET, Way.AUCTIONED, "成交确认书 2 号", signed=True),
    Way.FINANCE: Leaving("木材", Title.FORFEITED, Way.FINANCE, "移交清单 2 号", signed=True),
    Way.HANDED_ON: Leaving("刀具", Title.WITH_POLICE, Way.HANDED_ON, "交接单 2 号", signed=True, party_told=True),
    Way.SOLD: Leaving("活鱼", Title.SEIZED, Way.SOLD, "批准 1 号", signed=True, sale=EarlySale(True, True, True, True)),
}


class TestLeaving:
    @pytest.mark.parametrize("way", Way, ids=lambda way: way.label)
    def test_all_that_is_asked_is_there(self, way):
        assert check_leaving(WELL[way]) == ()

    @pytest.mark.parametrize(
        ("way", "code"),
        [
            pytest.param(Way.RETURNED, "coercion.item.no_receipt", id="退还没有清单"),
            pytest.param(Way.DESTROYED, "coercion.item.no_destruction_basis", id="销毁没有依据"),
            pytest.param(Way.AUCTIONED, "coercion.item.no_auction", id="拍卖没有确认书"),
            pytest.param(Way.FINANCE, "property.paper", id="上缴没有缴款书"),
            pytest.param(Way.HANDED_ON, "coercion.item.no_handover", id="移送没有交接单"),
        ],
    )
    def test_without_its_paper_nothing_leaves(self, way, code):
        assert codes(check_leaving(replace(WELL[way], document=" "))) == [code]

    def test_another_organ_gets_it_by_a_list_and_nobody_is_told_in_writing(self):
        other = replace(WELL[Way.HANDED_ON], title=Title.ELSEWHERE, party_told=False)

        assert check_leaving(other) == ()
        assert codes(check_leaving(replace(other, document=""))) == ["property.paper"]

    def test_what_nobody_knows_leaves_on_its_paper_alone(self):
        unknown = replace(WELL[Way.RETURNED], title=None)

        assert codes(check_leaving(unknown)) == ["property.measure.unknown"]
        assert codes(check_leaving(replace(unknown, document=""))) == [
            "property.measure.unknown", "coercion.item.no_receipt",
        ]  # fmt: skip

    def test_the_party_is_told_in_writing_of_what_goes_to_the_police(self):
        untold = replace(WELL[Way.HANDED_ON], party_told=False)

        assert codes(check_leaving(untold)) == ["coercion.item.police_untold"]

    @pytest.mark.parametrize(
        ("regime", "grade", "article"), [(Regime.SAMR, "A", 42), (Regime.AGR, "A", 47), (None, "D", 28)]
    )
    def test_both_sign(self, regime, grade, article):
        (breach,) = check_leaving(replace(WELL[Way.RETURNED], signed=False), regime)

        assert (breach.code, breach.grade, breach.citation.article) == ("property.unsigned", grade, article)

    def test_a_wrong_way_is_said_before_its_papers(self):
        assert codes(check_leaving(Leaving("三轮车", Title.SEIZED, Way.RETURNED))) == ["property.seized"]

    def test_a_price_that_goes_back_is_compared_with_the_market(self):
        price = Leaving("活鱼的价款", Title.LIFTED, Way.RETURNED, "退款单", signed=True, money=True)

        assert codes(check_leaving(price)) == ["coercion.item.price_unknown"]
        assert codes(check_leaving(replace(price, below_market=True))) == ["coercion.item.uncompensated"]
        assert check_leaving(replace(price, below_market=True, compensated=True)) == ()
        assert check_leaving(replace(price, title=Title.OFFSET)) == ()


class TestEarlySale:
    ALL = EarlySale(True, True, True, True)

    @pytest.mark.parametrize(
        ("regime", "lacking", "code", "grade"),
        [
            pytest.param(None, {"perishable": False}, "property.sale.needless", "A", id="不是不易保管的"),
            pytest.param(None, {"perishable": None}, "property.sale.unknown", "A", id="没有写明"),
            pytest.param(None, {"approved": False}, "property.sale.unapproved", "D", id="没有批准"),
            pytest.param(None, {"recorded": None}, "property.sale.unrecorded", "D", id="没有留存证据"),
            pytest.param(None, {"agreed": False}, "property.sale.consent", "C", id="没有同意只提示"),
            pytest.param(Regime.SAMR, {"agreed": False}, "property.sale.consent", "A", id="市场监管要同意"),
            pytest.param(Regime.AGR, {"agreed": None}, "property.sale.consent", "A", id="农业要同意"),
            pytest.param(Regime.AGR, {"recorded": False}, "property.sale.unrecorded", "A", id="农业要留存证据"),
            pytest.param(Regime.TRA, {"approved": False}, "property.sale.unapproved", "A", id="交通要批准"),
            pytest.param(Regime.TRA, {"agreed": False}, "property.sale.consent", "C", id="交通没有要同意"),
        ],
    )
    def test_asks_what_its_text_asks(self, regime, lacking, code, grade):
        (breach,) = check_early_sale(replace(self.ALL, **lacking), regime)

        assert (breach.code, breach.grade) == (code, grade)

    @pytest.mark.parametrize("regime", [None, *Regime])
    def test_passes_when_all_is_there(self, regime):
        assert check_early_sale(self.ALL, regime) == ()


class TestClosing:
    @pytest.mark.parametrize("title", [None, *Title], ids=lambda title: title.label if title else "不知道凭什么")
    def test_what_a_measure_brought_in_stops_it(self, title):
        (breach,) = check_cleared([("三轮车", title)])

        assert breach.blocks is (title not in OPEN_TITLES)
        assert breach.code == ("closing.items.open" if title in OPEN_TITLES else "closing.items.held")

    def test_nothing_left_nothing_said(self):
        assert check_cleared([]) == ()
