"""Coercive power (行政强制权): who may take a measure or enforce, and on what basis. 行政强制法 chapters I and II."""

from collections.abc import Mapping
from dataclasses import dataclass

from tongpan.law.citation import Citation
from tongpan.law.labelled import Labelled
from tongpan.law.statutes import StatuteLevel
from tongpan.law.titles import APL, COERCION_LAW
from tongpan.law.verdict import LAWFUL, Breach, Verdict

TOWNSHIP_ADR = "ADR-0030"

LAW_SETS_MEASURES = Citation(COERCION_LAW, 10, 1, figures=("由法律设定",), gist="行政强制措施由法律设定")
NO_OTHER_DOCUMENT = Citation(
    COERCION_LAW, 10, 4, figures=("法律、法规以外的其他规范性文件",), gist="规章和其他文件不得设定行政强制措施"
)
SILENT_LAW = Citation(COERCION_LAW, 11, 2, figures=("法律中未设定行政强制措施的",), gist="法律没有设定的，法规不得设定")
DESIGNATED_ORGAN = Citation(
    COERCION_LAW, 17, 1, figures=("法律、法规规定的行政机关",), gist="措施由法律、法规规定的机关在职权内实施"
)
NOT_DELEGATED = Citation(COERCION_LAW, 17, 1, figures=("不得委托",), gist="行政强制措施权不得委托")
CENTRALIZED = Citation(
    COERCION_LAW, 17, 2, figures=("相对集中行政处罚权",), gist="相对集中处罚权的机关可以实施有关的强制措施"
)
HANDED_DOWN = Citation(APL, 24, 1, figures=("行政处罚权",), gist="交由乡镇街道行使的是行政处罚权")
ENFORCEMENT_BY_LAW = Citation(COERCION_LAW, 13, 1, figures=("由法律设定",), gist="行政强制执行由法律设定")
OTHERWISE_COURT = Citation(
    COERCION_LAW, 13, 2, figures=("申请人民法院强制执行",), gist="法律没有规定自行强制执行的，申请法院"
)


class MeasureKind(Labelled):
    """Kinds of coercive measures (行政强制措施的种类): 行政强制法 9."""

    RESTRAINT = "RESTRAINT", "限制公民人身自由"
    SEALING = "SEALING", "查封场所、设施或者财物"
    SEIZING = "SEIZING", "扣押财物"
    FREEZING = "FREEZING", "冻结存款、汇款"
    OTHER = "OTHER", "其他行政强制措施"


class Holding(Labelled):
    """How the agency comes to hold the power to penalise to which a measure would belong (职权来源)."""

    STATUTORY = "STATUTORY", "法律、法规直接规定"
    CENTRALIZED = "CENTRALIZED", "相对集中行政处罚权"
    HANDED_DOWN = "HANDED_DOWN", "交由乡镇街道行使"
    ENTRUSTED = "ENTRUSTED", "委托"


CREATED_BY: Mapping[StatuteLevel, frozenset[MeasureKind]] = {
    StatuteLevel.LAW: frozenset(MeasureKind),
    StatuteLevel.ADMIN_REGULATION: frozenset({MeasureKind.SEALING, MeasureKind.SEIZING, MeasureKind.OTHER}),
    StatuteLevel.LOCAL_REGULATION: frozenset({MeasureKind.SEALING, MeasureKind.SEIZING}),
    StatuteLevel.DEPARTMENT_RULE: frozenset(),
    StatuteLevel.LOCAL_RULE: frozenset(),
}
"""Which kinds an instrument of each rank may create (行政强制法 10)."""


@dataclass(frozen=True, slots=True)
class MeasurePower:
    """
    What is known of the power to take one kind of measure on one item.

    `basis` is the provision that creates the measure, `level` its rank. `higher_law_silent`: a law governs the subject
    and sets no such measure. `regulation_empowered`: that law leaves the concrete measures of the matter to an
    administrative regulation. `organ_named`: a law or regulation names this agency for it. `township_basis` is the
    express provision that gives a township that measure, apart from its power to penalise.
    """

    kind: MeasureKind
    basis: Citation | None
    level: StatuteLevel | None
    holding: Holding
    organ_named: bool | None
    higher_law_silent: bool | None = None
    regulation_empowered: bool = False
    township_basis: Citation | None = None


def check_measure_power(power: MeasurePower) -> Verdict:
    """
    Test whether the agency may take that kind of measure at all.

    Law: 行政强制法 10; 11 ¶2; 17.
    Reading: a list under APL 24 hands down the power to penalise only; a township needs an express basis (ADR 0030).
    """
    return (*_check_basis(power), *_check_organ(power))


def _check_basis(power: MeasurePower) -> Verdict:
    if power.basis is None or power.level is None:
        return (
            Breach(
                "coercion.power.basis.missing",
                f"没有写明设定“{power.kind.label}”的法律、法规条文",
                LAW_SETS_MEASURES,
                missing="补上设定该项强制措施的条文和效力层级",
            ),
        )
    if power.kind not in CREATED_BY[power.level]:
        return (
            Breach(
                "coercion.power.basis.low",
                f"{power.basis}的效力层级不能设定“{power.kind.label}”",
                NO_OTHER_DOCUMENT if not CREATED_BY[power.level] else LAW_SETS_MEASURES,
                missing="改用有权设定的法律、法规，没有的不得采取",
            ),
        )
    return _check_silence(power)


def _check_silence(power: MeasurePower) -> Verdict:
    excepted = power.level is StatuteLevel.ADMIN_REGULATION and power.regulation_empowered
    if power.level is StatuteLevel.LAW or excepted or power.higher_law_silent is False:
        return LAWFUL
    if power.higher_law_silent is None:
        return (
            Breach(
                "coercion.power.law.unknown",
                "尚不清楚该事项是否已有法律而法律没有设定强制措施",
                SILENT_LAW,
                missing="请法制审核人员核对上位法",
            ),
        )
    return (
        Breach(
            "coercion.power.law.silent",
            "该事项已有法律，法律没有设定强制措施，法规不得设定",
            SILENT_LAW,
            missing="改用非强制手段",
        ),
    )


def _check_organ(power: MeasurePower) -> Verdict:
    if power.holding is Holding.ENTRUSTED:
        return (
            Breach(
                "coercion.power.delegated",
                "行政强制措施权不得委托，受委托的组织不能采取",
                NOT_DELEGATED,
                missing="由委托机关的执法人员自己实施",
            ),
        )
    if power.holding is Holding.CENTRALIZED:
        return LAWFUL
    if power.holding is Holding.HANDED_DOWN:
        return LAWFUL if power.township_basis is not None else (_township_unproven(),)
    if power.organ_named is None:
        return (
            Breach(
                "coercion.power.organ.unknown",
                "尚不清楚法律、法规是否规定由本机关实施该项措施",
                DESIGNATED_ORGAN,
                missing="核对条文所指的实施机关",
            ),
        )
    if not power.organ_named:
        return (
            Breach(
                "coercion.power.organ.other",
                "法律、法规没有规定由本机关实施该项措施",
                DESIGNATED_ORGAN,
                missing="移请有权机关实施",
            ),
        )
    return LAWFUL


def _township_unproven() -> Breach:
    return Breach(
        "coercion.power.township.unproven",
        "省里决定交由乡镇街道行使的是处罚权，没有写明可以采取强制措施",
        HANDED_DOWN,
        grade="D",
        missing="填入明确赋予该项强制措施权的条文或者决定，没有的请县级部门实施",
        adr=TOWNSHIP_ADR,
    )


@dataclass(frozen=True, slots=True)
class EnforcementPower:
    """Which law lets the agency that decided enforce by itself, if any does; `level` is that provision's rank."""

    basis: Citation | None
    level: StatuteLevel | None
    holding: Holding
    township_basis: Citation | None = None


def has_enforcement_power(power: EnforcementPower) -> bool:
    """
    Tell whether the agency enforces by itself; if not, it has to ask the court.

    Law: 行政强制法 13.
    Reading: a list under APL 24 does not hand down enforcement (ADR 0030).
    """
    if power.basis is None or power.level is not StatuteLevel.LAW or power.holding is Holding.ENTRUSTED:
        return False
    return power.holding is not Holding.HANDED_DOWN or power.township_basis is not None


def check_enforcement_power(power: EnforcementPower) -> Verdict:
    """
    Test whether the agency may enforce by itself.

    Law: 行政强制法 13.
    Reading: a list under APL 24 does not hand down enforcement (ADR 0030).
    """
    if power.basis is None:
        return (
            Breach(
                "coercion.enforcement.no_law",
                "没有法律规定本机关可以自行强制执行",
                OTHERWISE_COURT,
                missing="催告后申请人民法院强制执行",
            ),
        )
    if power.level is not StatuteLevel.LAW:
        return (
            Breach(
                "coercion.enforcement.basis_low",
                f"{power.basis}不是法律，不能设定行政强制执行",
                ENFORCEMENT_BY_LAW,
                missing="催告后申请人民法院强制执行",
            ),
        )
    if power.holding is Holding.ENTRUSTED:
        return (
            Breach(
                "coercion.enforcement.delegated",
                "强制执行由作出决定的行政机关实施，受委托的组织不能实施",
                ENFORCEMENT_BY_LAW,
                missing="由委托机关自己实施",
            ),
        )
    if not has_enforcement_power(power):
        return (
            Breach(
                "coercion.enforcement.township.unproven",
                "省里决定交由乡镇街道行使的是处罚权，没有写明可以强制执行",
                HANDED_DOWN,
                grade="D",
                missing="填入明确赋予强制执行权的法律条文，没有的申请人民法院强制执行",
                adr=TOWNSHIP_ADR,
            ),
        )
    return LAWFUL
