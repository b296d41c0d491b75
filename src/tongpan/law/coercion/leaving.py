"""
How a thing leaves (财物的去向): by the way that what it is held by leaves open, on paper, signed by both sides.

行政强制法 21, 27, 28, 41, 46; 行政处罚法 56, 74; ADR-0060.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Final

from tongpan.law.checklist import unmet
from tongpan.law.citation import Citation
from tongpan.law.coercion.release import (
    DECIDE_IN_TERM,
    RETURN_AT_ONCE,
    TO_POLICE,
    ItemEnd,
    ItemState,
    check_item,
)
from tongpan.law.coercion.surcharge import AUCTION
from tongpan.law.labelled import Labelled
from tongpan.law.limits import Regime
from tongpan.law.titles import AGR, APL, COERCION_LAW, SAMR, TRA
from tongpan.law.verdict import LAWFUL, Breach, Verdict

PUBLIC_SALE: Final = Citation(APL, 74, 1, figures=("公开拍卖",), gist="没收的非法财物公开拍卖或者按规定处理")
TREASURY: Final = Citation(APL, 74, 2, figures=("全部上缴国库",), gist="拍卖的款项必须全部上缴国库")
PRESERVED: Final = Citation(APL, 56, figures=("及时作出处理决定",), gist="登记保存的证据先作出处理决定")
SERVED: Final = Citation(APL, 61, 1, gist="处罚决定书应当送达当事人")
UNDONE: Final = Citation(COERCION_LAW, 41, figures=("退还财物",), gist="决定被撤销、变更的退还财物")
SIGNED_SAMR: Final = Citation(SAMR, 42, 2, figures=("签名或者盖章",), gist="解除后退还，双方在财物清单上签名")
SIGNED_AGR: Final = Citation(AGR, 47, figures=("签名、盖章或者按指纹",), gist="如数返还，双方在清单上签名")
EARLY_SAMR: Final = Citation(
    SAMR, 41, 3, figures=("经权利人同意或者申请", "负责人批准", "留存证据"), gist="不宜长期保存的可以先行处置"
)
EARLY_AGR: Final = Citation(
    AGR, 45, 3, figures=("经权利人同意或者申请", "负责人批准", "留存证据"), gist="不宜长期保存的可以先行处置"
)
EARLY_TRA: Final = Citation(
    TRA, 128, 1, figures=("负责人批准", "拍照或者录像"), gist="不易保管的变卖或者拍卖，价款保存"
)
EARLY: Final = Citation(COERCION_LAW, 28, 2, figures=("鲜活物品或者其他不易保管的财物",), gist="不易保管的可以变卖")

ADR: Final = "ADR-0060"


class Way(Labelled):
    """How a thing leaves (出库方式)."""

    RETURNED = "RETURNED", "返还"
    DESTROYED = "DESTROYED", "销毁"
    AUCTIONED = "AUCTIONED", "依法拍卖"
    FINANCE = "FINANCE", "上缴国库、移交财政"
    HANDED_ON = "HANDED_ON", "移送其他机关"
    SOLD = "SOLD", "先行变卖"


class Title(Labelled):
    """By what a thing is with us now (在库依据)."""

    SEIZED = "SEIZED", "查封、扣押中"
    LIFTED = "LIFTED", "已解除查封、扣押，等待退还"
    PRESERVED = "PRESERVED", "先行登记保存中"
    RELEASED = "RELEASED", "已不再登记保存，等待退还"
    UNSERVED = "UNSERVED", "没收决定还没有作出或者送达"
    FORFEITED = "FORFEITED", "已依决定没收，等待处理"
    OFFSET = "OFFSET", "已决定拍卖抵缴罚款"
    WITH_POLICE = "WITH_POLICE", "随案移送公安机关"
    ELSEWHERE = "ELSEWHERE", "移交有关部门处理"
    DOOMED = "DOOMED", "已决定销毁"
    REVOKED = "REVOKED", "没收决定已撤销，等待退还"
    GIVEN = "GIVEN", "抽样取证或者主动上交"
    GIVEN_FORFEITED = "GIVEN_FORFEITED", "主动上交，决定已没收"


_W, _T = Way, Title
WAYS: Final[Mapping[Title, frozenset[Way]]] = {
    _T.SEIZED: frozenset({_W.SOLD}),
    _T.LIFTED: frozenset({_W.RETURNED}),
    _T.PRESERVED: frozenset(),
    _T.RELEASED: frozenset({_W.RETURNED}),
    _T.UNSERVED: frozenset(),
    _T.FORFEITED: frozenset({_W.AUCTIONED, _W.DESTROYED, _W.FINANCE, _W.HANDED_ON}),
    _T.OFFSET: frozenset({_W.AUCTIONED}),
    _T.WITH_POLICE: frozenset({_W.HANDED_ON}),
    _T.ELSEWHERE: frozenset({_W.HANDED_ON}),
    _T.DOOMED: frozenset({_W.DESTROYED}),
    _T.REVOKED: frozenset({_W.RETURNED}),
    _T.GIVEN: frozenset({_W.RETURNED, _W.DESTROYED, _W.HANDED_ON}),
    _T.GIVEN_FORFEITED: frozenset({_W.RETURNED, _W.AUCTIONED, _W.DESTROYED, _W.FINANCE, _W.HANDED_ON}),
}
"""Which ways each title leaves open for a thing."""
MONEY_WAYS: Final[Mapping[Title, frozenset[Way]]] = {
    _T.LIFTED: frozenset({_W.RETURNED}),
    _T.FORFEITED: frozenset({_W.FINANCE}),
    _T.OFFSET: frozenset({_W.FINANCE, _W.RETURNED}),
    _T.WITH_POLICE: frozenset({_W.HANDED_ON}),
    _T.REVOKED: frozenset({_W.RETURNED}),
    _T.GIVEN_FORFEITED: frozenset({_W.FINANCE}),
}
"""Which ways it leaves open for the price of a thing that was sold; an auction for a fine may leave a rest."""

_WRONG: Final[Mapping[Title, Breach]] = {
    _T.SEIZED: Breach(
        "property.seized", "还在查封、扣押中，不能出库", DECIDE_IN_TERM, missing="先解除、没收、依法销毁或者随案移送"
    ),
    _T.LIFTED: Breach("property.lifted", "已经解除查封、扣押，应当退还当事人", RETURN_AT_ONCE, missing="退还并签收"),
    _T.PRESERVED: Breach(
        "property.preserved", "还在先行登记保存中，没有处理决定", PRESERVED, missing="先作出处理决定或者解除登记保存"
    ),
    _T.RELEASED: Breach(
        "property.released", "已经不再登记保存，应当退还当事人", PRESERVED, "D", "退还并签收", ADR
    ),
    _T.UNSERVED: Breach(
        "property.unserved", "没收的决定还没有作出，或者没有送达", SERVED, missing="先送达没收决定，或者解除退还"
    ),
    _T.FORFEITED: Breach(
        "property.forfeited", "已经没收，应当公开拍卖、依法销毁或者按国家规定处理", PUBLIC_SALE,
        missing="拍卖、移交财政、移交有关部门，或者依法销毁",
    ),
    _T.OFFSET: Breach("property.offset", "已经决定拍卖抵缴罚款，应当依法拍卖", AUCTION, missing="委托拍卖"),
    _T.WITH_POLICE: Breach("property.with_police", "应当随案移送公安机关", TO_POLICE, missing="与公安机关办理交接"),
    _T.ELSEWHERE: Breach("property.elsewhere", "已经决定移交有关部门处理", PRESERVED, missing="与该部门办理交接"),
    _T.DOOMED: Breach("property.doomed", "已经决定销毁", DECIDE_IN_TERM, missing="依法销毁并记录"),
    _T.REVOKED: Breach("property.revoked", "没收的决定已经撤销，应当退还财物", UNDONE, missing="退还并签收"),
    _T.GIVEN: Breach(
        "property.unconfiscated", "没有没收决定，不能拍卖、变卖或者上缴", PUBLIC_SALE, missing="返还，或者先依法没收"
    ),
    _T.GIVEN_FORFEITED: Breach(
        "property.forfeited", "已经没收，应当公开拍卖、依法销毁或者按国家规定处理", PUBLIC_SALE,
        missing="拍卖、移交财政、移交有关部门，或者依法销毁",
    ),
}  # fmt: skip
"""Why another way is closed, by title."""
_NO_TITLE: Final = Breach(
    "property.measure.unknown", "没有对应到案件里的措施，不清楚凭什么在库", DECIDE_IN_TERM, "C", "对应到那一项措施"
)
MONEY_FORFEITED: Final = Breach(
    "property.proceeds", "没收财物拍卖、变卖的价款必须全部上缴国库", TREASURY, missing="上缴国库，填缴款书号"
)
OPEN_TITLES: Final = frozenset({_T.FORFEITED, _T.GIVEN, _T.GIVEN_FORFEITED})
"""What may still be with us when a case closes: nothing is held by a measure any more, and no text says by when."""


@dataclass(frozen=True, slots=True)
class EarlySale:
    """
    A sale before the end (先行处置) of what does not keep. None is unknown.

    `agreed` is that the owner agreed or asked, or that a public notice to unknown owners is over.
    """

    perishable: bool | None = None
    agreed: bool | None = None
    approved: bool | None = None
    recorded: bool | None = None


@dataclass(frozen=True, slots=True)
class Leaving:
    """
    One quantity on its way out. `title` None: nobody knows by which measure it is with us.

    `document` is the paper of the way: receipt, decision, transfer list, confirmation of the auction, treasury slip;
    of a destruction the provision that orders it. `signed` says that both sides signed. `money` is the price of a
    thing that was sold; `below_market` and `compensated` are asked of it alone.
    """

    name: str
    title: Title | None
    way: Way
    document: str = ""
    signed: bool = False
    party_told: bool = False
    money: bool = False
    below_market: bool | None = None
    compensated: bool = False
    sale: EarlySale = EarlySale()


def ways_of(title: Title | None, *, money: bool = False) -> frozenset[Way]:
    """
    Return which ways out a title leaves open.

    Law: ACL 21, 27, 28, 41, 46; APL 56, 74.
    """
    if title is None:
        return frozenset(Way) - {Way.SOLD}
    return MONEY_WAYS.get(title, frozenset()) if money else WAYS[title]


def check_way(title: Title | None, way: Way, *, money: bool = False) -> Verdict:
    """
    Test whether a thing may leave in a way, by what it is held by.

    Law: ACL 21; 27; 28; 41; 46 ¶3. APL 56; 74.
    Reading: without a known measure it is pointed out and not forbidden (ADR-0060).
    """
    if title is None:
        return (_NO_TITLE,)
    if way in ways_of(title, money=money):
        return LAWFUL
    return (MONEY_FORFEITED,) if money and title in (_T.FORFEITED, _T.GIVEN_FORFEITED) else (_WRONG[title],)


def check_leaving(leaving: Leaving, regime: Regime | None = None) -> Verdict:
    """
    Test one quantity on its way out: the way, its paper, the signatures; of what is sold early, what that needs.

    Law: ACL 21; 27; 28. APL 74. SAMR 41 ¶3, 42 ¶2; AGR 45 ¶3, 47; TRA 128 ¶1.
    Reading: both sign also where no regime says so (ADR-0060).
    """
    found = check_way(leaving.title, leaving.way, money=leaving.money)
    if found and found[0] is not _NO_TITLE:
        return found
    if leaving.way is Way.SOLD:
        return (*found, *check_early_sale(leaving.sale, regime), *_check_signed(leaving, regime))
    return (*found, *_check_paper(leaving), *_check_signed(leaving, regime))


_STATES: Final[Mapping[Way, ItemState]] = {
    Way.RETURNED: ItemState.RETURNED,
    Way.DESTROYED: ItemState.DESTROYED,
    Way.AUCTIONED: ItemState.AUCTIONED,
}


def _check_paper(leaving: Leaving) -> Verdict:
    state = _STATES.get(leaving.way)
    if leaving.way is Way.HANDED_ON and leaving.title is Title.WITH_POLICE:
        state = ItemState.TO_POLICE
    if leaving.money and leaving.way is Way.RETURNED:
        state = ItemState.PROCEEDS_RETURNED if leaving.title is Title.LIFTED else ItemState.RETURNED
    if state is None:
        said = "没有写明缴款书、交接单的文号"
        return unmet((bool(leaving.document.strip()), Breach("property.paper", said, PUBLIC_SALE, missing="补填文号")))
    return check_item(
        ItemEnd(leaving.name, state, leaving.document, leaving.party_told, leaving.below_market, leaving.compensated),
        case_closed=False,
    )


def _check_signed(leaving: Leaving, regime: Regime | None) -> Verdict:
    texts = {Regime.SAMR: SIGNED_SAMR, Regime.AGR: SIGNED_AGR}
    text = texts.get(regime) if regime is not None and leaving.way is Way.RETURNED else None
    said = "没有交出人和接收人双方的签名"
    breach = Breach("property.unsigned", said, text or RETURN_AT_ONCE, missing="双方在清单上签名")
    return unmet((leaving.signed, breach if text else replace(breach, grade="D", adr=ADR)))


def check_early_sale(sale: EarlySale, regime: Regime | None = None) -> Verdict:
    """
    Test a sale before the end of what does not keep.

    Law: ACL 28 ¶2. SAMR 41 ¶3; AGR 45 ¶3; TRA 128 ¶1.
    Reading: approval and a record are asked wherever one sells early, consent only where a regime asks for it
    (ADR-0060).
    """
    text = (
        {Regime.SAMR: EARLY_SAMR, Regime.AGR: EARLY_AGR, Regime.TRA: EARLY_TRA}.get(regime, EARLY) if regime else EARLY
    )
    found = unmet(
        (
            sale.perishable,
            Breach("property.sale.needless", "不是鲜活或者其他不易保管的财物，不得先行变卖", EARLY, missing="继续保管"),
            Breach("property.sale.unknown", "没有写明为什么不易保管", EARLY, missing="写明不易保管的情形"),
        ),
    )
    asked = unmet(
        (sale.approved, Breach("property.sale.unapproved", "先行变卖没有经负责人批准", text, missing="报负责人批准")),
        (
            sale.recorded,
            Breach("property.sale.unrecorded", "先行变卖前没有拍照、录像留存证据", text, missing="先留存证据"),
        ),
    )
    if text is EARLY:
        asked = tuple(replace(each, grade="D", adr=ADR) for each in asked)
    consent = Breach(
        "property.sale.consent", "没有权利人的同意、申请，也没有公告期满", text, missing="取得同意，或者依法公告"
    )
    agreed = unmet((sale.agreed, consent if text in (EARLY_SAMR, EARLY_AGR) else replace(consent, grade="C")))
    return (*found, *asked, *agreed)


def check_cleared(left: Iterable[tuple[str, Title | None]]) -> Verdict:
    """
    Test whether a case may be closed with what is still with us, named with its title.

    Law: ACL 27; 28. APL 56.
    Reading: what is confiscated, was handed in or sampled is pointed out and stops nothing (ADR-0060).
    """
    return tuple(_left(name, title) for name, title in left)


def _left(name: str, title: Title | None) -> Breach:
    breach = _NO_TITLE if title is None else _WRONG[title]
    said = f"“{name}”还在库（{title.label if title else '查封、扣押，没有对应到哪一项'}）"
    if title in OPEN_TITLES:
        return Breach("closing.items.open", said, PUBLIC_SALE, "C", missing="结案后继续处理，直到出库")
    return Breach("closing.items.held", said, breach.citation, missing=breach.missing)
