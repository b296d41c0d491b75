"""Before an inspection (检查的提起): its type, its prompt, its item, and whether one has to go there at all."""

from dataclasses import dataclass

from tongpan.law.checklist import Requirement, check_all
from tongpan.law.citation import Citation
from tongpan.law.labelled import Labelled
from tongpan.law.titles import BUSINESS_ENVIRONMENT, INSPECTION_OPINION, RANDOM_INSPECTION
from tongpan.law.verdict import Breach, Verdict

INSPECTION_ADR = "ADR-0035"

PUBLISHED_ONLY = Citation(INSPECTION_OPINION, "", gist="没有公布的检查事项不得实施检查")
NO_SITE_VISIT = Citation(INSPECTION_OPINION, "", gist="书面核查、信息共享、智慧监管能达到目的的不入企")
NO_BASIS_NO_CHECK = Citation(RANDOM_INSPECTION, "", gist="法律法规规章没有规定的，不得擅自开展检查")
TARGETED = Citation(
    BUSINESS_ENVIRONMENT, 54, 2, figures=("投诉举报、转办交办、数据监测",), gist="有线索的问题应当有针对性地检查"
)
APPROVED_FIRST = Citation(INSPECTION_OPINION, "", gist="检查须经行政机关负责人批准，紧急的事后补报")


class Reason(Labelled):
    """Why an enterprise is inspected (检查类型)."""

    DAILY = "DAILY", "日常检查"
    CASE = "CASE", "个案检查"
    SPECIAL = "SPECIAL", "专项检查"


class Prompt(Labelled):
    """What prompted a single-case inspection (个案检查的线索来源)."""

    COMPLAINT = "COMPLAINT", "投诉举报"
    TRANSFER = "TRANSFER", "转办交办"
    DATA_CLUE = "DATA_CLUE", "数据监测"
    AT_REQUEST = "AT_REQUEST", "应企业申请"
    RECHECK = "RECHECK", "复查"


@dataclass(frozen=True, slots=True)
class VisitPlan:
    """
    An inspection before it begins. None: not established.

    `special_approved`: a special inspection was approved by a government of county level or above.
    """

    reason: Reason | None
    prompt: Prompt | None
    item_published: bool | None
    item_has_basis: bool | None
    off_site_suffices: bool | None
    special_approved: bool = False


_PLAN: tuple[Requirement[VisitPlan], ...] = (
    Requirement(
        lambda plan: plan.reason is not None and (plan.reason is not Reason.CASE or plan.prompt is not None),
        Breach(
            "inspection.reason.missing",
            "没有写明检查的类型和线索来源",
            TARGETED,
            missing="写明是日常、个案还是专项检查，个案检查写明线索来源",
        ),
    ),
    Requirement(
        lambda plan: plan.item_has_basis,
        Breach(
            "inspection.item.no_basis",
            "法律、法规、规章没有规定的事项，不得擅自检查",
            NO_BASIS_NO_CHECK,
            grade="B",
            missing="改选有依据的检查事项",
        ),
        Breach(
            "inspection.item.basis_unknown",
            "尚不清楚检查事项有没有法律、法规、规章依据",
            NO_BASIS_NO_CHECK,
            grade="B",
            missing="核对检查事项的依据",
        ),
    ),
    Requirement(
        lambda plan: plan.item_published,
        Breach(
            "inspection.item.unpublished",
            "检查事项没有公布，不得实施检查，企业有权拒绝",
            PUBLISHED_ONLY,
            grade="B",
            missing="先公布检查事项",
        ),
        Breach(
            "inspection.item.publication_unknown",
            "尚不清楚检查事项是否已经公布",
            PUBLISHED_ONLY,
            grade="B",
            missing="核对公布的检查事项清单",
        ),
    ),
    Requirement(
        lambda plan: None if plan.off_site_suffices is None else not plan.off_site_suffices,
        Breach(
            "inspection.off_site.suffices",
            "书面核查、信息共享或者智慧监管可以达到目的的，不入企检查",
            NO_SITE_VISIT,
            grade="B",
            missing="改用非现场方式",
        ),
        Breach(
            "inspection.off_site.unknown",
            "没有写明为什么需要入企检查",
            NO_SITE_VISIT,
            grade="B",
            missing="写明非现场方式达不到目的的理由",
        ),
    ),
    Requirement(
        lambda plan: plan.reason is not Reason.SPECIAL or plan.special_approved,
        Breach(
            "inspection.special.unapproved",
            "专项检查应当经县级以上政府或者垂直领导的上级批准并备案公布",
            APPROVED_FIRST,
            grade="C",
            missing="核对专项检查的批准文件",
        ),
    ),
)


def check_plan(plan: VisitPlan) -> Verdict:
    """
    Test whether an enterprise may be visited at all.

    Law: 优化营商环境条例 54; 国办发〔2015〕58号; 国办发〔2024〕54号.
    """
    return check_all(_PLAN, plan)
