"""Leaving a benchmark (偏离裁量基准), and saying that one was applied: 国办发〔2022〕27号（十二）."""

from dataclasses import dataclass

from tongpan.law.checklist import Requirement, check_all
from tongpan.law.citation import Citation
from tongpan.law.discretion.benchmarks import MakerLevel
from tongpan.law.labelled import Labelled
from tongpan.law.titles import DISCRETION_OPINION
from tongpan.law.verdict import LAWFUL, Breach, Verdict

STATED = Citation(DISCRETION_OPINION, "（十二）", gist="决定前告知，决定书写明裁量基准的适用情况")
OWN = Citation(DISCRETION_OPINION, "（十二）", gist="调整适用本机关基准的，经主要负责人批准或者集体讨论，材料附卷")
SUPERIOR = Citation(DISCRETION_OPINION, "（十二）", gist="调整适用上级基准的，报请制定机关批准")


class Ground(Labelled):
    """Why a benchmark may be left (调整适用的情形)."""

    UNFAIR = "UNFAIR", "适用可能明显不当、显失公平"
    CHANGED = "CHANGED", "适用的客观情况发生变化"


class ApprovedBy(Labelled):
    """Who let a benchmark be left (批准主体)."""

    PRINCIPAL = "PRINCIPAL", "主要负责人"
    DELIBERATION = "DELIBERATION", "集体讨论"
    MAKER = "MAKER", "基准制定机关"
    OTHER = "OTHER", "其他人"


_COMPETENT = {
    MakerLevel.OWN: frozenset({ApprovedBy.PRINCIPAL, ApprovedBy.DELIBERATION}),
    MakerLevel.SUPERIOR: frozenset({ApprovedBy.MAKER}),
}


@dataclass(frozen=True, slots=True)
class Deviation:
    """One decision that leaves a benchmark."""

    maker: MakerLevel
    ground: Ground | None
    reason: str
    approved_by: ApprovedBy | None
    in_file: bool


_DEVIATION: tuple[Requirement[Deviation], ...] = (
    Requirement(
        lambda deviation: deviation.ground is not None and bool(deviation.reason.strip()),
        Breach(
            "discretion.deviation.no_reason",
            "偏离裁量基准应当是明显不当、显失公平或者客观情况变化，并写明理由",
            OWN,
            missing="写明属于哪一种情形和具体理由",
        ),
    ),
    Requirement(
        lambda deviation: deviation.maker is not MakerLevel.OWN or deviation.approved_by in _COMPETENT[MakerLevel.OWN],
        Breach(
            "discretion.deviation.unapproved",
            "偏离本机关的裁量基准，须经主要负责人批准或者集体讨论通过",
            OWN,
            missing="报主要负责人批准或者集体讨论",
        ),
    ),
    Requirement(
        lambda deviation: (
            deviation.maker is not MakerLevel.SUPERIOR or deviation.approved_by in _COMPETENT[MakerLevel.SUPERIOR]
        ),
        Breach(
            "discretion.deviation.maker_not_asked",
            "偏离上级机关的裁量基准，须报请制定机关批准",
            SUPERIOR,
            missing="报请制定该基准的机关批准",
        ),
    ),
    Requirement(
        lambda deviation: deviation.in_file,
        Breach(
            "discretion.deviation.not_filed",
            "批准材料或者集体讨论记录没有附卷",
            OWN,
            missing="把批准材料或者讨论记录归入案卷",
        ),
    ),
)


def check_deviation(deviation: Deviation) -> Verdict:
    """
    Test what leaving a benchmark takes: a ground, a reason, the right approval, a record in the file.

    Law: 国办发〔2022〕27号（十二）.
    """
    return check_all(_DEVIATION, deviation)


@dataclass(frozen=True, slots=True)
class Statement:
    """How a benchmark was made known. `exists`: there is one for this act (None: nobody has looked)."""

    exists: bool | None
    told_before: bool
    in_decision: bool


_STATEMENT: tuple[Requirement[Statement], ...] = (
    Requirement(
        lambda statement: statement.told_before,
        Breach(
            "discretion.statement.untold",
            "作出决定前没有告知当事人裁量基准的适用",
            STATED,
            missing="在事先告知书中写明所适用的裁量基准",
        ),
    ),
    Requirement(
        lambda statement: statement.in_decision,
        Breach(
            "discretion.statement.not_in_decision",
            "决定书没有写明裁量基准的适用情况",
            STATED,
            missing="在决定书中写明适用的基准、阶次和理由",
        ),
    ),
)


def check_statement(statement: Statement) -> Verdict:
    """
    Test whether the party was told of the benchmark and the decision says how it was applied.

    Law: 国办发〔2022〕27号（十二）.
    """
    if statement.exists is None:
        return (
            Breach(
                "discretion.statement.unknown",
                "尚不清楚本事项有没有裁量基准",
                STATED,
                missing="查询本级和上级公布的裁量基准",
            ),
        )
    return check_all(_STATEMENT, statement) if statement.exists else LAWFUL
