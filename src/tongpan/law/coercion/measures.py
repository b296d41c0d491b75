"""Taking a coercive measure (实施行政强制措施): necessity, approval, the ten steps. 行政强制法 5, 16–19."""

from dataclasses import dataclass
from datetime import datetime

from tongpan.law.calendar import WorkCalendar
from tongpan.law.checklist import Requirement, check_all, negate
from tongpan.law.citation import Citation
from tongpan.law.limits import Regime, compute_limit
from tongpan.law.refusal import LawRefused
from tongpan.law.titles import COERCION_LAW, THREE_SYSTEMS
from tongpan.law.verdict import LAWFUL, Breach, Verdict

OFFICERS = 2
"""persons; at least so many officers act together (行政强制法 18(2): 两名以上)"""

MILDER_FIRST = Citation(COERCION_LAW, 5, figures=("非强制手段",), gist="非强制手段可以达到目的的，不得强制")
MAY_REFRAIN = Citation(COERCION_LAW, 16, 2, figures=("显著轻微",), gist="情节显著轻微的，可以不采取强制措施")
QUALIFIED_ONLY = Citation(
    COERCION_LAW, 17, 3, figures=("具备资格的行政执法人员", "其他人员不得实施"), gist="只能由有资格的执法人员实施"
)
APPROVED_FIRST = Citation(COERCION_LAW, 18, item=1, figures=("报告并经批准",), gist="实施前报告负责人并经批准")
TWO_OFFICERS = Citation(COERCION_LAW, 18, item=2, figures=("两名以上",), gist="两名以上执法人员实施")
SHOW_IDENTITY = Citation(COERCION_LAW, 18, item=3, figures=("执法身份证件",), gist="出示执法身份证件")
CALL_PARTY = Citation(COERCION_LAW, 18, item=4, figures=("通知当事人到场",), gist="通知当事人到场")
TELL_ON_SPOT = Citation(
    COERCION_LAW, 18, item=5, figures=("理由、依据", "救济途径"), gist="当场告知理由、依据、权利和救济途径"
)
HEAR_PARTY = Citation(COERCION_LAW, 18, item=6, figures=("陈述和申辩",), gist="听取陈述和申辩")
ON_SITE_RECORD = Citation(COERCION_LAW, 18, item=7, figures=("现场笔录",), gist="制作现场笔录")
RECORD_SIGNED = Citation(
    COERCION_LAW, 18, item=8, figures=("签名或者盖章", "予以注明"), gist="当事人和执法人员签名，拒绝的注明"
)
WITNESS = Citation(COERCION_LAW, 18, item=9, figures=("邀请见证人到场",), gist="当事人不到场的，请见证人签名")
URGENT_REPORT = Citation(
    COERCION_LAW, 19, figures=("二十四小时内", "补办批准手续"), gist="紧急的，二十四小时内报告并补办批准"
)
LIFT_AT_ONCE = Citation(COERCION_LAW, 19, figures=("立即解除",), gist="负责人认为不应当采取的，立即解除")
RECORD_WHOLE = Citation(
    THREE_SYSTEMS, "（八）", figures=("全程音像记录", "查封扣押财产、强制拆除"), gist="查封扣押、强制拆除全程音像记录"
)


@dataclass(frozen=True, slots=True)
class Necessity:
    """Whether milder means would do, and whether the act is plainly slight (None: not yet considered)."""

    milder_means_suffice: bool | None
    plainly_slight: bool = False


def check_necessity(necessity: Necessity) -> Verdict:
    """
    Test whether coercion is needed at all.

    Law: 行政强制法 5; 16 ¶2.
    """
    if necessity.milder_means_suffice is None:
        return (
            Breach(
                "coercion.necessity.unknown",
                "没有写明为什么非强制手段达不到管理目的",
                MILDER_FIRST,
                missing="在审批表上写明采取强制措施的必要性",
            ),
        )
    if necessity.milder_means_suffice:
        return (
            Breach(
                "coercion.necessity.milder",
                "用非强制手段可以达到管理目的，不得采取强制措施",
                MILDER_FIRST,
                missing="改用劝导、责令改正等非强制手段",
            ),
        )
    if necessity.plainly_slight:
        return (
            Breach(
                "coercion.necessity.slight",
                "违法情节显著轻微，法律允许不采取强制措施，请再考虑",
                MAY_REFRAIN,
                grade="D",
                missing="写明仍须采取的理由",
            ),
        )
    return LAWFUL


@dataclass(frozen=True, slots=True)
class Approval:
    """
    When one measure began, and what its head was told and said.

    `urgent_reason` is empty where the measure was no emergency. `refused_at`: the head found that it should not have
    been taken.
    """

    started_at: datetime
    approved_at: datetime | None = None
    urgent_reason: str = ""
    reported_at: datetime | None = None
    refused_at: datetime | None = None
    lifted_at: datetime | None = None


def check_approval(
    approval: Approval, calendar: WorkCalendar, now: datetime, regime: Regime | str | None = None
) -> Verdict:
    """
    Test whether the head approved in time, and whether a refusal was obeyed.

    Law: 行政强制法 18(1); 19.
    Reading: twenty-four hours run on from the start and hold for the report and for the approval (ADR-0014, item 3).

    :raises LawRefused: if a report, refusal or lifting lies before the start
    """
    _require_order(approval)
    if not approval.urgent_reason:
        before = approval.approved_at is not None and approval.approved_at <= approval.started_at
        return LAWFUL if before else (_unapproved(), *_check_refused(approval))
    due = compute_limit("DL-05", approval.started_at, calendar, regime).due_at
    verdict: list[Breach] = []
    if due is None or (approval.reported_at or now) > due:
        verdict.append(
            Breach(
                "coercion.urgent.report_late",
                "紧急实施的，应当在二十四小时内向负责人报告",
                URGENT_REPORT,
                missing="立即报告，并说明迟报的原因",
            )
        )
    if approval.refused_at is None and (due is None or (approval.approved_at or now) > due):
        verdict.append(
            Breach(
                "coercion.urgent.approval_late",
                "紧急实施的，应当在二十四小时内补办批准手续",
                URGENT_REPORT,
                missing="立即补办批准手续，负责人不同意的立即解除",
            )
        )
    return (*verdict, *_check_refused(approval))


def _require_order(approval: Approval) -> None:
    for moment in (approval.reported_at, approval.refused_at, approval.lifted_at):
        if moment is not None and moment < approval.started_at:
            raise LawRefused("coercion.times.order", "报告、不同意、解除的时间不能早于实施的时间", "started_at")


def _unapproved() -> Breach:
    return Breach(
        "coercion.approval.missing",
        "实施强制措施前须向行政机关负责人报告并经批准，没有批准记录",
        APPROVED_FIRST,
        missing="先报批；确属紧急的，写明紧急情形并在二十四小时内补办",
    )


def _check_refused(approval: Approval) -> Verdict:
    if approval.refused_at is not None and approval.lifted_at is None:
        return (
            Breach(
                "coercion.refused.held",
                "负责人认为不应当采取，应当立即解除",
                LIFT_AT_ONCE,
                missing="立即制作解除决定并退还财物",
            ),
        )
    return LAWFUL


@dataclass(frozen=True, slots=True)
class MeasureRecord:
    """What the on-site record of one measure shows; a step that is not recorded was not taken."""

    officers: int
    others_acted: bool
    identity_shown: bool
    party_called: bool
    party_present: bool
    told_reasons: bool
    told_basis: bool
    told_rights: bool
    told_remedies: bool
    party_heard: bool
    record_made: bool
    officers_signed: bool
    party_signed: bool = False
    refusal_noted: bool = False
    witness_signed: bool = False

    @property
    def told(self) -> bool:
        """Whether reasons, basis, rights and remedies were all told."""
        return self.told_reasons and self.told_basis and self.told_rights and self.told_remedies


_STEPS: tuple[Requirement[MeasureRecord], ...] = (
    Requirement(
        lambda record: record.officers >= OFFICERS,
        Breach(
            "coercion.steps.officers",
            "强制措施须由两名以上行政执法人员实施",
            TWO_OFFICERS,
            missing="增派有执法证的人员",
        ),
    ),
    Requirement(
        lambda record: not record.others_acted,
        Breach(
            "coercion.steps.unqualified",
            "没有执法资格的人员参与实施了强制措施",
            QUALIFIED_ONLY,
            missing="辅助人员退出实施，由执法人员重新办理",
        ),
    ),
    Requirement(
        lambda record: record.identity_shown,
        Breach(
            "coercion.steps.identity", "没有出示执法身份证件的记录", SHOW_IDENTITY, missing="出示证件并记入现场笔录"
        ),
    ),
    Requirement(
        lambda record: record.party_called,
        Breach("coercion.steps.party_called", "没有通知当事人到场的记录", CALL_PARTY, missing="通知当事人到场"),
    ),
    Requirement(
        lambda record: record.told or not record.party_present,
        Breach(
            "coercion.steps.told",
            "没有当场告知理由、依据、权利和救济途径的完整记录",
            TELL_ON_SPOT,
            missing="当场补充告知并记入笔录",
        ),
    ),
    Requirement(
        lambda record: record.party_heard or not record.party_present,
        Breach("coercion.steps.heard", "没有听取当事人陈述申辩的记录", HEAR_PARTY, missing="听取并记录当事人意见"),
    ),
    Requirement(
        lambda record: record.record_made,
        Breach("coercion.steps.record", "没有制作现场笔录", ON_SITE_RECORD, missing="制作现场笔录"),
    ),
    Requirement(
        lambda record: record.officers_signed,
        Breach(
            "coercion.steps.officers_signed",
            "执法人员没有在现场笔录上签名",
            RECORD_SIGNED,
            missing="由实施的执法人员签名",
        ),
    ),
    Requirement(
        lambda record: not record.party_present or record.party_signed or record.refusal_noted,
        Breach(
            "coercion.steps.party_signed",
            "当事人没有签名，笔录上也没有注明拒绝签名",
            RECORD_SIGNED,
            missing="请当事人签名，拒绝的在笔录中注明",
        ),
    ),
    Requirement(
        lambda record: record.party_present or record.witness_signed,
        Breach(
            "coercion.steps.witness",
            "当事人不到场，没有见证人在现场笔录上签名",
            WITNESS,
            missing="邀请见证人到场并签名",
        ),
    ),
)


def check_steps(record: MeasureRecord) -> Verdict:
    """
    Test the ten steps of taking a measure, as the on-site record shows them.

    Law: 行政强制法 17 ¶3; 18.
    """
    return check_all(_STEPS, record)


@dataclass(frozen=True, slots=True)
class Recording:
    """The film of one measure or demolition: whether there is one (None: not yet uploaded), and whether it has gaps."""

    recorded: bool | None
    has_gaps: bool | None = None


_RECORDING: tuple[Requirement[Recording], ...] = (
    Requirement(
        lambda recording: recording.recorded,
        Breach(
            "coercion.recording.missing",
            "查封、扣押、强制拆除须全程音像记录，没有录像",
            RECORD_WHOLE,
            missing="补充说明没有录像的原因，并以现场笔录和见证补强",
        ),
        Breach(
            "coercion.recording.unknown",
            "尚不清楚有没有全程音像记录",
            RECORD_WHOLE,
            missing="上传执法记录仪录像",
        ),
    ),
    Requirement(
        lambda recording: negate(recording.has_gaps),
        Breach(
            "coercion.recording.gaps",
            "录像有中断，不是全程记录",
            RECORD_WHOLE,
            missing="在笔录中说明中断的时间和原因",
        ),
        Breach(
            "coercion.recording.gaps_unknown",
            "尚未核对录像是否连续",
            RECORD_WHOLE,
            missing="核对录像的起止和有无中断",
        ),
    ),
)


def check_recording(recording: Recording) -> Verdict:
    """
    Test whether a seizure or demolition was filmed from beginning to end.

    Law: 国办发〔2018〕118号 （八）.
    """
    return check_all(_RECORDING, recording)
