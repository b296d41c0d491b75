"""What an illegal building leads to (违法建设的处理): 城乡规划法 64–66."""

from dataclasses import dataclass

from tongpan.law.citation import Citation
from tongpan.law.coercion.demolition import Zone
from tongpan.law.labelled import Labelled
from tongpan.law.titles import PLANNING_LAW
from tongpan.law.verdict import LAWFUL, Breach, Verdict

TOWN = Citation(
    PLANNING_LAW,
    64,
    figures=("百分之五以上百分之十以下", "限期拆除", "没收实物或者违法收入", "百分之十以下"),
    gist="可改正的改正并罚款，不能改正的拆除，不能拆除的没收",
)
VILLAGE = Citation(
    PLANNING_LAW,
    65,
    figures=("责令停止建设、限期改正", "逾期不改正的，可以拆除"),
    gist="乡村：责令改正，逾期拆除，没有罚款",
)
TEMPORARY = Citation(PLANNING_LAW, 66, figures=("一倍以下",), gist="临时建设限期拆除，可以并处造价一倍以下罚款")


class Correctability(Labelled):
    """Whether the harm to the plan can still be undone (能否改正)."""

    CORRECTABLE = "CORRECTABLE", "尚可采取改正措施消除影响"
    DEMOLISHABLE = "DEMOLISHABLE", "无法采取改正措施消除影响"
    NOT_DEMOLISHABLE = "NOT_DEMOLISHABLE", "无法消除影响且不能拆除"


@dataclass(frozen=True, slots=True)
class Consequence:
    """
    What the law attaches to one finding.

    The fine is in percent of the cost of the works, both ends included; None is no fine. `fine_optional`: it may be
    imposed beside the rest.
    """

    orders: str
    fine_percent: tuple[int, int] | None
    fine_optional: bool
    citation: Citation


_TOWN = {
    Correctability.CORRECTABLE: Consequence("责令停止建设，限期改正", (5, 10), False, TOWN),
    Correctability.DEMOLISHABLE: Consequence("责令停止建设，限期拆除", (0, 10), True, TOWN),
    Correctability.NOT_DEMOLISHABLE: Consequence("没收实物或者违法收入", (0, 10), True, TOWN),
}


def consequence(zone: Zone, finding: Correctability, *, temporary: bool = False) -> Consequence:
    """
    Return what the law attaches to an illegal building.

    Law: 城乡规划法 64; 65; 66.
    Reading: the optional fine of 64 goes with demolition as well as with confiscation (ADR 0033).
    """
    if temporary:
        return Consequence("责令限期拆除", (0, 100), True, TEMPORARY)
    if zone is Zone.VILLAGE:
        return Consequence("责令停止建设、限期改正，逾期不改正的可以拆除", None, False, VILLAGE)
    return _TOWN[finding]


def check_fine(zone: Zone, finding: Correctability, percent: int | None, *, temporary: bool = False) -> Verdict:
    """
    Test a fine, in percent of the cost of the works; None is no fine.

    Law: 城乡规划法 64–66.
    """
    due = consequence(zone, finding, temporary=temporary)
    if percent is None:
        return LAWFUL if due.fine_percent is None or due.fine_optional else (_fine_missing(due),)
    if due.fine_percent is None:
        return (
            Breach(
                "coercion.planning.no_fine",
                "乡、村庄规划区的违法建设，法律没有规定罚款",
                due.citation,
                missing="去掉罚款，责令限期改正",
            ),
        )
    low, high = due.fine_percent
    if low <= percent <= high:
        return LAWFUL
    return (
        Breach(
            "coercion.planning.fine_range",
            f"罚款应当在建设工程造价的百分之{low}至百分之{high}之间",
            due.citation,
            missing="改到法定幅度以内",
        ),
    )


def _fine_missing(due: Consequence) -> Breach:
    return Breach(
        "coercion.planning.fine_missing",
        "限期改正的，应当同时处建设工程造价百分之五以上百分之十以下的罚款",
        due.citation,
        missing="补上罚款，或者写明减轻、不予处罚的法定理由",
    )
