"""Custody and its end (保管、解除、处理): 行政强制法 21, 26–28; no thing is left behind when a case closes."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from tongpan.law.checklist import Requirement, check_all, negate
from tongpan.law.citation import Citation
from tongpan.law.labelled import Labelled
from tongpan.law.titles import COERCION_LAW
from tongpan.law.verdict import LAWFUL, Breach, Verdict

TO_POLICE = Citation(
    COERCION_LAW, 21, figures=("一并移送", "书面告知当事人"), gist="涉嫌犯罪的，财物一并移送并书面告知"
)
KEEP_WELL = Citation(COERCION_LAW, 26, 1, figures=("妥善保管", "不得使用或者损毁"), gist="妥善保管，不得使用或者损毁")
THIRD_KEEPER = Citation(COERCION_LAW, 26, 2, figures=("可以委托第三人保管",), gist="只有查封的财物可以委托第三人保管")
KEEPING_COST = Citation(COERCION_LAW, 26, 3, figures=("由行政机关承担",), gist="保管费用由行政机关承担")
DECIDE_IN_TERM = Citation(
    COERCION_LAW, 27, figures=("予以没收", "依法销毁", "解除查封、扣押"), gist="期限内决定没收、销毁或者解除"
)
MUST_LIFT = Citation(COERCION_LAW, 28, 1, figures=("及时作出解除查封、扣押决定",), gist="应当解除的五种情形")
RETURN_AT_ONCE = Citation(COERCION_LAW, 28, 2, figures=("立即退还财物",), gist="解除后立即退还财物")
PROCEEDS = Citation(COERCION_LAW, 28, 2, figures=("退还拍卖或者变卖所得款项",), gist="已变卖的退还价款")
COMPENSATE = Citation(COERCION_LAW, 28, 2, figures=("明显低于市场价格",), gist="变卖价明显偏低的应当补偿")


class LiftGround(Labelled):
    """Why a custody must be lifted (应当解除的情形): 行政强制法 28 ¶1."""

    NO_VIOLATION = "NO_VIOLATION", "当事人没有违法行为"
    UNRELATED = "UNRELATED", "财物与违法行为无关"
    DECIDED = "DECIDED", "已经作出处理决定，不再需要查封、扣押"
    EXPIRED = "EXPIRED", "期限已经届满"
    NOT_NEEDED = "NOT_NEEDED", "其他不再需要采取措施的情形"


def check_lifting(grounds: Iterable[LiftGround], lifted_on: date | None, returned_on: date | None) -> Verdict:
    """
    Test whether a custody that must be lifted was, and the things were given back.

    Law: 行政强制法 28.
    """
    found = [each.label for each in LiftGround if each in set(grounds)]
    if found and lifted_on is None:
        return (
            Breach(
                "coercion.lifting.due",
                f"应当解除查封、扣押：{'；'.join(found)}",
                MUST_LIFT,
                missing="及时作出解除决定",
            ),
        )
    if lifted_on is not None and returned_on is None:
        return (
            Breach(
                "coercion.lifting.not_returned",
                "已经解除，财物应当立即退还",
                RETURN_AT_ONCE,
                missing="通知当事人领取，并由双方在退还清单上签名",
            ),
        )
    return LAWFUL


@dataclass(frozen=True, slots=True)
class Keeping:
    """How one thing is kept. `sealed`: it stands sealed where it was; otherwise it was carried off."""

    sealed: bool
    with_third_party: bool = False
    used: bool = False
    damaged: bool | None = None
    fee_charged: bool = False


_KEEPING: tuple[Requirement[Keeping], ...] = (
    Requirement(
        lambda keeping: not keeping.used,
        Breach("coercion.keeping.used", "查封、扣押的财物不得使用", KEEP_WELL, missing="停止使用，损失依法赔偿"),
    ),
    Requirement(
        lambda keeping: negate(keeping.damaged),
        Breach("coercion.keeping.damaged", "查封、扣押的财物已有损毁", KEEP_WELL, missing="查明原因并依法赔偿"),
        Breach(
            "coercion.keeping.condition_unknown",
            "尚不清楚财物现状",
            KEEP_WELL,
            missing="清点并记录财物现状",
        ),
    ),
    Requirement(
        lambda keeping: keeping.sealed or not keeping.with_third_party,
        Breach(
            "coercion.keeping.third_party",
            "只有查封的财物可以委托第三人保管，扣押的财物由行政机关保管",
            THIRD_KEEPER,
            missing="收回自行保管",
        ),
    ),
    Requirement(
        lambda keeping: not keeping.fee_charged,
        Breach("coercion.keeping.fee", "保管费用由行政机关承担，不得向当事人收取", KEEPING_COST, missing="退还保管费"),
    ),
)


def check_keeping(keeping: Keeping) -> Verdict:
    """
    Test how one thing is kept.

    Law: 行政强制法 26.
    """
    return check_all(_KEEPING, keeping)


class ItemState(Labelled):
    """Where a sealed or seized thing is now (财物状态)."""

    HELD = "HELD", "在保管中"
    RETURNED = "RETURNED", "已退还"
    PROCEEDS_RETURNED = "PROCEEDS_RETURNED", "已退还变卖价款"
    CONFISCATED = "CONFISCATED", "已没收"
    DESTROYED = "DESTROYED", "已销毁"
    TO_POLICE = "TO_POLICE", "已移送公安机关"
    AUCTIONED = "AUCTIONED", "已拍卖抵缴罚款"


@dataclass(frozen=True, slots=True)
class ItemEnd:
    """
    Where one thing ended, and on what paper.

    `document` is the decision to confiscate, the provision that orders destruction, the receipt of the police, the
    receipt of the party, or the confirmation of the auction. `sold_below_market` is asked only of things sold.
    """

    name: str
    state: ItemState
    document: str = ""
    party_told_in_writing: bool = False
    sold_below_market: bool | None = None
    compensated: bool = False


_PAPER: Mapping[ItemState, Breach] = {
    ItemState.RETURNED: Breach(
        "coercion.item.no_receipt", "退还财物没有当事人签收的记录", RETURN_AT_ONCE, missing="补当事人签收的退还清单"
    ),
    ItemState.PROCEEDS_RETURNED: Breach(
        "coercion.item.no_proceeds", "变卖价款没有退还的记录", PROCEEDS, missing="退还价款并由当事人签收"
    ),
    ItemState.CONFISCATED: Breach(
        "coercion.item.no_decision", "没收财物没有没收决定", DECIDE_IN_TERM, missing="作出没收决定，否则退还"
    ),
    ItemState.DESTROYED: Breach(
        "coercion.item.no_destruction_basis",
        "销毁财物没有写明法律、行政法规的依据",
        DECIDE_IN_TERM,
        missing="写明规定应当销毁的条文",
    ),
    ItemState.TO_POLICE: Breach(
        "coercion.item.no_handover", "移送公安机关没有交接单", TO_POLICE, missing="补办交接手续"
    ),
    ItemState.AUCTIONED: Breach(
        "coercion.item.no_auction", "拍卖抵缴没有拍卖成交的凭证", DECIDE_IN_TERM, missing="补委托拍卖和成交的凭证"
    ),
}
"""The paper that each end needs, as the breach that its lack is."""


def check_item(item: ItemEnd, case_closed: bool) -> Verdict:
    """
    Test the end of one thing in custody; when the case is closed nothing may still be held.

    Law: 行政强制法 21; 27; 28.
    """
    if item.state is ItemState.HELD:
        return (_held(item.name),) if case_closed else LAWFUL
    verdict = [] if item.document.strip() else [_PAPER[item.state]]
    if item.state is ItemState.TO_POLICE and not item.party_told_in_writing:
        verdict.append(
            Breach(
                "coercion.item.police_untold",
                "财物移送公安机关没有书面告知当事人",
                TO_POLICE,
                missing="书面告知当事人财物去向",
            )
        )
    if item.state is ItemState.PROCEEDS_RETURNED:
        verdict.extend(_check_price(item))
    return tuple(verdict)


def _held(name: str) -> Breach:
    return Breach(
        "coercion.item.left",
        f"结案时“{name}”仍在保管中，应当先退还、没收、销毁或者移送",
        MUST_LIFT,
        missing="先处理完财物再结案",
    )


def _check_price(item: ItemEnd) -> Verdict:
    if item.sold_below_market is None:
        return (
            Breach(
                "coercion.item.price_unknown",
                "尚不清楚变卖价格是否明显低于市场价格",
                COMPENSATE,
                missing="核对变卖时的市场价格",
            ),
        )
    if item.sold_below_market and not item.compensated:
        return (
            Breach(
                "coercion.item.uncompensated",
                "变卖价格明显低于市场价格，应当补偿当事人的损失",
                COMPENSATE,
                missing="核算差额并补偿",
            ),
        )
    return LAWFUL
