"""保管、解除、退还，结案时不留一物。"""

from dataclasses import replace
from datetime import date

import pytest

from tongpan.law.coercion.release import (
    ItemEnd,
    ItemState,
    Keeping,
    LiftGround,
    check_item,
    check_keeping,
    check_lifting,
)

DAY = date(2026, 9, 1)


def codes(verdict):
    return [breach.code for breach in verdict]


@pytest.mark.parametrize("ground", LiftGround)
def test_every_ground_asks_for_lifting_and_is_named(ground):
    verdict = check_lifting([ground], None, None)

    assert codes(verdict) == ["coercion.lifting.due"]
    assert ground.label in verdict[0].message
    assert not any(other.label in verdict[0].message for other in LiftGround if other is not ground)


@pytest.mark.parametrize(
    ("grounds", "lifted_on", "returned_on", "expected"),
    [
        pytest.param([], None, None, [], id="没有应当解除的情形"),
        pytest.param([LiftGround.EXPIRED], DAY, DAY, [], id="解除并退还"),
        pytest.param([LiftGround.EXPIRED], DAY, None, ["coercion.lifting.not_returned"], id="解除而不退还"),
        pytest.param([], DAY, None, ["coercion.lifting.not_returned"], id="主动解除也要退还"),
    ],
)
def test_lifting(grounds, lifted_on, returned_on, expected):
    assert codes(check_lifting(grounds, lifted_on, returned_on)) == expected


KEPT = Keeping(sealed=True, with_third_party=True, damaged=False)


@pytest.mark.parametrize(
    ("keeping", "expected"),
    [
        pytest.param(KEPT, [], id="查封的委托第三人"),
        pytest.param(replace(KEPT, sealed=False), ["coercion.keeping.third_party"], id="扣押的委托第三人"),
        pytest.param(replace(KEPT, sealed=False, with_third_party=False), [], id="扣押的自己保管"),
        pytest.param(replace(KEPT, used=True), ["coercion.keeping.used"], id="使用"),
        pytest.param(replace(KEPT, damaged=True), ["coercion.keeping.damaged"], id="损毁"),
        pytest.param(replace(KEPT, damaged=None), ["coercion.keeping.condition_unknown"], id="没有清点"),
        pytest.param(replace(KEPT, fee_charged=True), ["coercion.keeping.fee"], id="收保管费"),
        pytest.param(Keeping(sealed=True), ["coercion.keeping.condition_unknown"], id="缺省不当作完好"),
    ],
)
def test_keeping(keeping, expected):
    assert codes(check_keeping(keeping)) == expected


ENDS = {
    ItemState.RETURNED: "coercion.item.no_receipt",
    ItemState.CONFISCATED: "coercion.item.no_decision",
    ItemState.DESTROYED: "coercion.item.no_destruction_basis",
    ItemState.AUCTIONED: "coercion.item.no_auction",
}


@pytest.mark.parametrize("state", ENDS)
@pytest.mark.parametrize("closed", [True, False])
def test_every_end_needs_its_paper(state, closed):
    assert check_item(ItemEnd("推车", state, "有凭证"), closed) == ()
    assert codes(check_item(ItemEnd("推车", state, "  "), closed)) == [ENDS[state]]


POLICE = ItemEnd("推车", ItemState.TO_POLICE, "交接单", party_told_in_writing=True)
SOLD = ItemEnd("活鱼", ItemState.PROCEEDS_RETURNED, "签收单", sold_below_market=False)


@pytest.mark.parametrize(
    ("item", "closed", "expected"),
    [
        pytest.param(ItemEnd("推车", ItemState.HELD), False, [], id="办案中可以在保管"),
        pytest.param(ItemEnd("推车", ItemState.HELD), True, ["coercion.item.left"], id="结案不留一物"),
        pytest.param(POLICE, True, [], id="移送并告知"),
        pytest.param(
            replace(POLICE, document="", party_told_in_writing=False),
            True,
            ["coercion.item.no_handover", "coercion.item.police_untold"],
            id="移送没有交接也没有告知",
        ),
        pytest.param(SOLD, True, [], id="变卖价款退还"),
        pytest.param(replace(SOLD, document=""), True, ["coercion.item.no_proceeds"], id="价款没有退还"),
        pytest.param(replace(SOLD, sold_below_market=None), True, ["coercion.item.price_unknown"], id="价格没有核对"),
        pytest.param(
            replace(SOLD, sold_below_market=True), True, ["coercion.item.uncompensated"], id="低价变卖没有补偿"
        ),
        pytest.param(replace(SOLD, sold_below_market=True, compensated=True), True, [], id="低价变卖已补偿"),
    ],
)
def test_ends_of_things(item, closed, expected):
    assert codes(check_item(item, closed)) == expected


@pytest.mark.parametrize("words", [ItemState, LiftGround])
def test_every_word_is_chinese_and_its_own(words):
    assert len({each.label for each in words}) == len(words)
