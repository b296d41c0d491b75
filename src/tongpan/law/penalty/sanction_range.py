"""Range of the sanction (处罚幅度和依据层级): the statute's, the tier's, the basis's. APL 5, 10–16."""

from dataclasses import dataclass
from typing import Final

from tongpan.law.checklist import negate, unmet
from tongpan.law.citation import Citation
from tongpan.law.money import Money
from tongpan.law.penalty.kinds import PenaltyKind
from tongpan.law.refusal import LawRefused
from tongpan.law.statutes import StatuteLevel
from tongpan.law.titles import APL
from tongpan.law.verdict import LAWFUL, Breach, Verdict

PROPORTION: Final = Citation(APL, 5, 2, figures=("相当",), gist="过罚相当")
RANGE: Final = Citation(APL, 76, 1, item=2, figures=("幅度",), gist="不得擅自改变种类、幅度")
LAW_LEVEL: Final = Citation(APL, 10, 2, figures=("只能由法律设定",), gist="限制人身自由只能由法律设定")
LOCAL_LEVEL: Final = Citation(APL, 12, 1, figures=("吊销营业执照以外",), gist="地方性法规的设定权")
DEPARTMENT_LEVEL: Final = Citation(APL, 13, 2, figures=("警告、通报批评或者一定数额罚款",), gist="部门规章的设定权")
LOCAL_RULE_LEVEL: Final = Citation(APL, 14, 2, figures=("警告、通报批评或者一定数额罚款",), gist="地方政府规章的设定权")
NORMATIVE: Final = Citation(APL, 16, figures=("不得设定行政处罚",), gist="其他规范性文件不得设定处罚")


@dataclass(frozen=True, slots=True)
class FineBounds:
    """
    A fine and its bounds: of the statute, and of the tier (裁量阶次) that was chosen.

    `mitigated` says that a statutory ground allows to go below the statute's lowest (减轻). `deviation_approved`: the
    departure from the tier was approved or deliberated, and the record is in the file.
    """

    fine: Money
    lowest: Money | None
    highest: Money | None
    tier_lowest: Money | None = None
    tier_highest: Money | None = None
    mitigated: bool = False
    deviation_approved: bool = False

    def __post_init__(self) -> None:
        if self.lowest is not None and self.highest is not None and self.highest < self.lowest:
            raise LawRefused("decision.fine.bounds", "法定幅度的上限低于下限，请核对", "highest")


def check_fine(bounds: FineBounds) -> Verdict:
    """
    Test whether a fine lies within the statute's range and the chosen tier.

    Law: APL 5 ¶2; 76 ¶1(2).
    """
    fine = bounds.fine
    off_tier = (bounds.tier_lowest is not None and fine < bounds.tier_lowest) or (
        bounds.tier_highest is not None and fine > bounds.tier_highest
    )
    return unmet(
        (
            bounds.highest is not None,
            Breach(
                "decision.fine.unbounded", "法定幅度的上限尚不清楚", RANGE, missing="核对处罚依据的数额或者计算基数"
            ),
        ),
        (
            bounds.highest is None or fine <= bounds.highest,
            Breach("decision.fine.above", f"罚款超过法定上限{bounds.highest}", RANGE, missing="降到法定幅度以内"),
        ),
        (
            bounds.lowest is None or fine >= bounds.lowest or bounds.mitigated,
            Breach(
                "decision.fine.below",
                f"罚款低于法定下限{bounds.lowest}，又没有减轻处罚的法定情形",
                RANGE,
                missing="提高到法定幅度以内，或者查明减轻情形",
            ),
        ),
        (
            not off_tier or bounds.deviation_approved,
            Breach(
                "decision.fine.tier",
                "罚款偏离所选的裁量阶次，没有批准或者集体讨论记录",
                PROPORTION,
                missing="按阶次处罚，或者经主要负责人批准、集体讨论并附卷",
            ),
        ),
    )


@dataclass(frozen=True, slots=True)
class Basis:
    """
    The instrument on which a penalty stands.

    `level` is None for a normative document that is no rule (其他规范性文件). `higher_law` says whether a higher
    instrument already punishes the act with these kinds and within this range; None is unknown. `business_licence` says
    whether the revoked licence is a 营业执照.
    """

    level: StatuteLevel | None
    kinds: frozenset[PenaltyKind]
    higher_law: bool | None = False
    business_licence: bool | None = None


_RULES_ALONE: Final = frozenset({PenaltyKind.WARNING, PenaltyKind.CRITICISM, PenaltyKind.FINE})
_RULE_TEXTS: Final = {StatuteLevel.DEPARTMENT_RULE: DEPARTMENT_LEVEL, StatuteLevel.LOCAL_RULE: LOCAL_RULE_LEVEL}


def check_basis(basis: Basis) -> Verdict:
    """
    Test whether an instrument of that rank may set those kinds of penalty.

    Law: APL 10–14; 16.
    """
    if basis.level is None:
        return (
            Breach("decision.basis.normative", "规范性文件不得设定行政处罚", NORMATIVE, missing="改用法律、法规、规章"),
        )
    if basis.level is StatuteLevel.LAW:
        return LAWFUL
    return (*_check_liberty(basis), *_check_local(basis), *_check_rules(basis))


def _check_liberty(basis: Basis) -> Verdict:
    return unmet(
        (
            PenaltyKind.DETENTION not in basis.kinds,
            Breach("decision.basis.liberty", "限制人身自由的处罚只能由法律设定", LAW_LEVEL, missing="改用法律"),
        )
    )


def _check_local(basis: Basis) -> Verdict:
    if basis.level is not StatuteLevel.LOCAL_REGULATION or PenaltyKind.REVOKE_LICENSE not in basis.kinds:
        return LAWFUL
    return unmet(
        (
            negate(basis.business_licence),
            Breach(
                "decision.basis.licence", "地方性法规不得设定吊销营业执照", LOCAL_LEVEL, missing="改用法律、行政法规"
            ),
            Breach(
                "decision.basis.licence.unknown", "所吊销的是否营业执照尚不清楚", LOCAL_LEVEL, missing="核对证照名称"
            ),
        ),
    )


def _check_rules(basis: Basis) -> Verdict:
    text = _RULE_TEXTS.get(basis.level) if basis.level else None
    beyond = "、".join(kind.label for kind in PenaltyKind if kind in basis.kinds - _RULES_ALONE)
    if text is None or not beyond:
        return LAWFUL
    return unmet(
        (
            basis.higher_law,
            Breach(
                "decision.basis.rule", f"规章自己不得设定{beyond}", text, missing="改用法律、法规，或者写明上位法依据"
            ),
            Breach("decision.basis.higher.unknown", "上位法是否规定该处罚尚不清楚", text, missing="核对上位法"),
        ),
    )
