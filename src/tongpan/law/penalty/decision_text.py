"""Written decision (行政处罚决定书): what it must say, how to pay, how to appeal. APL 59."""

from dataclasses import dataclass
from typing import Final

from tongpan.law.checklist import unmet
from tongpan.law.citation import Citation
from tongpan.law.labelled import Labelled
from tongpan.law.limits import Regime, rule
from tongpan.law.titles import APL, COERCION_LAW, COLLECTION, LITIGATION_LAW, RECONSIDERATION_LAW, SAMR
from tongpan.law.verdict import Breach, Verdict

PARTY: Final = Citation(APL, 59, 1, item=1, figures=("姓名或者名称、地址",), gist="当事人")
FACTS: Final = Citation(APL, 59, 1, item=2, figures=("事实和证据",), gist="事实和证据")
KIND: Final = Citation(APL, 59, 1, item=3, figures=("种类和依据",), gist="种类和依据")
PERFORMANCE: Final = Citation(APL, 59, 1, item=4, figures=("履行方式和期限",), gist="履行方式和期限")
REMEDIES: Final = Citation(APL, 59, 1, item=5, figures=("途径和期限",), gist="救济途径和期限")
AUTHOR: Final = Citation(APL, 59, 1, item=6, figures=("名称和作出决定的日期",), gist="机关名称和日期")
SEAL: Final = Citation(APL, 59, 2, figures=("印章",), gist="必须盖机关印章")
ADOPTION: Final = Citation(SAMR, 62, item=3, figures=("采纳情况及理由",), gist="陈述申辩的采纳情况及理由")
BANK: Final = Citation(COLLECTION, 7, 1, figures=("代收机构的名称、地址", "是否加处罚款"), gist="缴款方式和加处罚款")
STANDARD_TOLD: Final = Citation(COERCION_LAW, 45, 1, figures=("标准应当告知当事人",), gist="加处罚款的标准应当告知")
RECONSIDER: Final = Citation(RECONSIDERATION_LAW, 20, 1, figures=("六十日",), gist="六十日内申请复议")
RECONSIDER_FIRST: Final = Citation(RECONSIDERATION_LAW, 23, 2, figures=("应当告知",), gist="复议前置应当告知")
RECONSIDER_BODY: Final = Citation(
    RECONSIDERATION_LAW, 24, 1, figures=("县级以上地方各级人民政府管辖",), gist="复议机关"
)
RECONSIDER_ONLINE: Final = Citation(
    RECONSIDERATION_LAW, 22, 2, figures=("互联网渠道",), gist="网上送达的提供网上复议渠道"
)
SUE: Final = Citation(LITIGATION_LAW, 46, 1, figures=("六个月内",), gist="六个月内起诉")


class DecisionField(Labelled):
    """What a decision must state (决定书应当载明的事项)."""

    PARTY = "PARTY", "当事人的姓名或者名称、地址"
    FACTS = "FACTS", "违法事实"
    EVIDENCE = "EVIDENCE", "证据"
    KIND = "KIND", "处罚种类"
    BASIS = "BASIS", "处罚依据"
    PERFORMANCE = "PERFORMANCE", "履行方式和期限"
    REMEDIES = "REMEDIES", "行政复议、行政诉讼的途径和期限"
    ORGAN = "ORGAN", "行政机关名称"
    DATE = "DATE", "作出决定的日期"
    SEAL = "SEAL", "行政机关印章"
    ADOPTION = "ADOPTION", "陈述、申辩的采纳情况及理由"
    DISCRETION = "DISCRETION", "裁量理由"


_ALWAYS: Final = {
    DecisionField.PARTY: PARTY,
    DecisionField.FACTS: FACTS,
    DecisionField.EVIDENCE: FACTS,
    DecisionField.KIND: KIND,
    DecisionField.BASIS: KIND,
    DecisionField.PERFORMANCE: PERFORMANCE,
    DecisionField.REMEDIES: REMEDIES,
    DecisionField.ORGAN: AUTHOR,
    DecisionField.DATE: AUTHOR,
    DecisionField.SEAL: SEAL,
}
"""what every decision states, and where that stands"""


@dataclass(frozen=True, slots=True)
class Fields:
    """What a decision states. `benchmark`: a discretion benchmark exists for the matter; None is unknown."""

    stated: frozenset[DecisionField]
    benchmark: bool | None = False


def check_fields(fields: Fields, regime: Regime | None = None) -> Verdict:
    """
    Test whether a decision states all it must.

    Law: APL 59; 市场监管程序规定 62(3); 国办发〔2022〕27号（十二）, on how the benchmark was applied.
    """
    lacking = tuple(
        Breach("decision.field.missing", f"决定书没有写明{field.label}", citation, missing=f"补写{field.label}")
        for field, citation in _ALWAYS.items()
        if field not in fields.stated
    )
    explained = DecisionField.DISCRETION in fields.stated
    return (
        *lacking,
        *unmet(
            (
                regime is not Regime.SAMR or DecisionField.ADOPTION in fields.stated,
                Breach(
                    "decision.adoption.missing", "没有写明陈述、申辩的采纳情况及理由", ADOPTION, missing="补写采纳情况"
                ),
            ),
            (
                fields.benchmark is not None or explained,
                Breach(
                    "decision.benchmark.unknown",
                    "本事项有无裁量基准尚不清楚，决定书又没有说明裁量理由",
                    KIND,
                    "B",
                    "查询裁量基准，写明适用情况",
                ),
            ),
            (
                not fields.benchmark or explained,
                Breach(
                    "decision.benchmark.unstated", "没有写明裁量基准的适用情况", KIND, "B", "写明所适用的裁量阶次和理由"
                ),
            ),
        ),
    )


@dataclass(frozen=True, slots=True)
class PaymentTerms:
    """What a decision with a fine tells of payment. `surcharge_rate`: the percentage a day that is stated."""

    bank: str
    bank_address: str
    amount_stated: bool
    deadline_stated: bool
    surcharge_stated: bool
    surcharge_rate: int | None = None


def check_payment_terms(terms: PaymentTerms) -> Verdict:
    """
    Test whether a decision with a fine says where, how much and until when to pay, and what comes of not paying.

    Law: 罚缴分离办法 7 ¶1; ACL 45 ¶1; APL 72 ¶1(1).
    """
    percent = rule("DL-24").provisions[0].parameters["daily_percent"]
    return unmet(
        (
            bool(terms.bank.strip() and terms.bank_address.strip()),
            Breach("decision.bank.missing", "没有写明代收机构的名称、地址", BANK, missing="写明代收银行名称和地址"),
        ),
        (
            terms.amount_stated,
            Breach("decision.amount.missing", "没有写明罚款数额", BANK, missing="用大写和小写写明数额"),
        ),
        (terms.deadline_stated, Breach("decision.deadline.missing", "没有写明缴纳期限", BANK, missing="写明缴纳期限")),
        (
            terms.surcharge_stated,
            Breach("decision.surcharge.unstated", "没有写明逾期是否加处罚款", BANK, missing="写明是否加处罚款及其标准"),
        ),
        (
            terms.surcharge_rate in (None, percent),
            Breach(
                "decision.surcharge.rate", f"加处罚款的标准应当是每日百分之{percent}", STANDARD_TOLD, missing="更正标准"
            ),
        ),
    )


@dataclass(frozen=True, slots=True)
class RemedyBlock:
    """
    What a decision tells of remedies.

    `competent_body` is whom the law names (ARL 24), None while it is not found out. `on_the_spot` decisions go to
    reconsideration first.
    """

    body: str
    competent_body: str | None
    reconsideration_days: int
    court_named: bool
    litigation_months: int
    on_the_spot: bool = False
    offers_direct_suit: bool = True
    served_online: bool = False
    online_channel: bool = False


def check_remedies(block: RemedyBlock) -> Verdict:
    """
    Test whether a decision tells the right remedies.

    Law: APL 59 ¶1(5); ARL 20 ¶1, 22 ¶2, 23, 24; ALL 46 ¶1 (DL-38, DL-39).
    """
    days = rule("DL-38").provisions[0].quantity
    months = rule("DL-39").provisions[0].quantity
    direct = not block.on_the_spot
    return (
        *_check_body(block),
        *unmet(
            (
                block.reconsideration_days == days,
                Breach("decision.remedy.days", f"申请复议的期限应当是{days}日", RECONSIDER, missing="更正复议期限"),
            ),
            (
                direct or not block.offers_direct_suit,
                Breach(
                    "decision.remedy.first",
                    "当场处罚应当先申请行政复议，不能写“可以直接起诉”",
                    RECONSIDER_FIRST,
                    missing="改为先申请行政复议",
                ),
            ),
            (
                not direct or (block.court_named and block.offers_direct_suit),
                Breach("decision.remedy.court", "没有写明可以向哪个人民法院起诉", REMEDIES, missing="写明人民法院"),
            ),
            (
                not direct or block.litigation_months == months,
                Breach("decision.remedy.months", f"直接起诉的期限应当是{months}个月", SUE, missing="更正起诉期限"),
            ),
            (
                not block.served_online or block.online_channel,
                Breach(
                    "decision.remedy.online", "电子送达而没有提供网上复议渠道", RECONSIDER_ONLINE, missing="写明网址"
                ),
            ),
        ),
    )


def _check_body(block: RemedyBlock) -> Verdict:
    return unmet(
        (
            block.competent_body is not None,
            Breach("decision.remedy.unknown", "复议机关尚不清楚", RECONSIDER_BODY, missing="核对本机关的复议机关"),
        ),
        (
            block.competent_body is None or block.body == block.competent_body,
            Breach(
                "decision.remedy.body",
                f"复议机关应当是{block.competent_body}",
                RECONSIDER_BODY,
                missing="更正复议机关",
            ),
        ),
    )
