"""Recording (全过程记录): every phase leaves a record; and how far the three systems reach. APL 47."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from tongpan.law.checklist import unmet
from tongpan.law.citation import Citation
from tongpan.law.labelled import Labelled
from tongpan.law.refusal import LawRefused
from tongpan.law.titles import APL, THREE_SYSTEMS
from tongpan.law.verdict import LAWFUL, Breach, Verdict

EVERY_PHASE: Final = Citation(
    APL, 47, figures=("启动、调查取证、审核、决定、送达、执行等进行全过程记录",), gist="全过程记录，归档保存"
)
ON_TAPE: Final = Citation(
    THREE_SYSTEMS, "（八）", figures=("查封扣押财产、强制拆除", "全程音像记录"), gist="应当和视情音像记录的行为"
)


class Phase(Labelled):
    """The phases that 行政处罚法 47 names (环节)."""

    INITIATION = "INITIATION", "启动"
    INVESTIGATION = "INVESTIGATION", "调查取证"
    REVIEW = "REVIEW", "审核"
    DECISION = "DECISION", "决定"
    SERVICE = "SERVICE", "送达"
    EXECUTION = "EXECUTION", "执行"


class Act(Labelled):
    """Acts for which a recording in sound and picture is asked (音像记录的行为)."""

    SEIZURE = "SEIZURE", "查封扣押财产"
    DEMOLITION = "DEMOLITION", "强制拆除"
    IN_CUSTODY_ROOM = "IN_CUSTODY_ROOM", "办案场所内的执法活动"
    SITE = "SITE", "现场执法"
    INQUIRY = "INQUIRY", "调查取证"
    HEARING = "HEARING", "举行听证"
    LEFT_SERVICE = "LEFT_SERVICE", "留置送达"
    PUBLIC_SERVICE = "PUBLIC_SERVICE", "公告送达"
    DESK = "DESK", "其他案头工作"


class TapeDuty(Labelled):
    """Whether an act must be recorded in sound and picture (音像记录要求)."""

    WHOLE = "WHOLE", "应当全程音像记录"
    BY_SITUATION = "BY_SITUATION", "根据实际情况音像记录"
    NONE = "NONE", "文字记录即可"


TAPE_DUTIES: Final = {
    Act.SEIZURE: TapeDuty.WHOLE,
    Act.DEMOLITION: TapeDuty.WHOLE,
    Act.IN_CUSTODY_ROOM: TapeDuty.WHOLE,
    Act.SITE: TapeDuty.BY_SITUATION,
    Act.INQUIRY: TapeDuty.BY_SITUATION,
    Act.HEARING: TapeDuty.BY_SITUATION,
    Act.LEFT_SERVICE: TapeDuty.BY_SITUATION,
    Act.PUBLIC_SERVICE: TapeDuty.BY_SITUATION,
    Act.DESK: TapeDuty.NONE,
}


def check_phases(reached: frozenset[Phase], recorded: frozenset[Phase]) -> Verdict:
    """
    Test that every phase a case has been through has left a record.

    Law: APL 47.
    """
    return tuple(
        Breach(
            "record.phase.missing", f"“{phase.label}”环节没有记录", EVERY_PHASE, missing=f"补存{phase.label}环节的记录"
        )
        for phase in Phase
        if phase in reached - recorded
    )


@dataclass(frozen=True, slots=True)
class Tape:
    """
    What exists of one act in sound and picture.

    `unbroken`: from beginning to end; `gap_explained`: an interruption was explained in speech or in writing;
    `considered`: where the situation decides, why no recording was made is on record.
    """

    act: Act
    made: bool
    unbroken: bool = True
    gap_explained: bool = False
    considered: bool = False


def check_tape(tape: Tape) -> Verdict:
    """
    Test whether an act was recorded in sound and picture as far as it must be.

    Law: 国办发〔2018〕118号（八）.
    """
    duty = TAPE_DUTIES[tape.act]
    if duty is TapeDuty.NONE:
        return LAWFUL
    if duty is TapeDuty.BY_SITUATION:
        return unmet(
            (
                tape.made or tape.considered,
                Breach(
                    "record.tape.unconsidered",
                    f"{tape.act.label}没有音像记录，也没有说明原因",
                    ON_TAPE,
                    "C",
                    "说明不作音像记录的原因",
                ),
            )
        )
    return unmet(
        (
            tape.made,
            Breach("record.tape.missing", f"{tape.act.label}没有全程音像记录", ON_TAPE, missing="查找并补存音像记录"),
        ),
        (
            not tape.made or tape.unbroken or tape.gap_explained,
            Breach(
                "record.tape.broken", f"{tape.act.label}的音像记录中断，没有说明", ON_TAPE, missing="书面说明中断原因"
            ),
        ),
    )


@dataclass(frozen=True, slots=True)
class CaseCoverage:
    """One case as the three systems see it; a duty of None is not known yet."""

    disclosure_due: bool | None
    disclosed: bool
    phases_reached: frozenset[Phase]
    phases_recorded: frozenset[Phase]
    review_due: bool | None
    reviewed: bool


@dataclass(frozen=True, slots=True)
class Rate:
    """How many of those that should have; `open` counts the cases of which nobody knows yet whether they should."""

    done: int
    due: int
    open: int = 0

    def __post_init__(self) -> None:
        if not 0 <= self.done <= self.due:
            raise LawRefused("record.rate", "完成数不能超过应当完成数", "done")

    @property
    def share(self) -> Fraction | None:
        """The share that is done; None where nothing was due."""
        return Fraction(self.done, self.due) if self.due else None

    def __str__(self) -> str:
        if self.share is None:
            return "没有应当完成的案件"
        tenths = (self.share * 1000).__floor__()
        unknown = f"，另有{self.open}件尚不清楚" if self.open else ""
        return f"{tenths // 10}.{tenths % 10}%（{self.done}/{self.due}{unknown}）"


@dataclass(frozen=True, slots=True)
class Coverage:
    """How far the three systems reach (三项制度覆盖率)."""

    disclosure: Rate
    recording: Rate
    review: Rate


def coverage(cases: Iterable[CaseCoverage]) -> Coverage:
    """
    Return the coverage of disclosure, whole-process recording and legal review over some cases (M184).

    A case counts as recorded if every phase it went through has a record. Whatever is undecided counts apart.

    Law: APL 47; 48; 58; 国办发〔2018〕118号（三）.
    """
    every = tuple(cases)
    return Coverage(
        disclosure=_rate([(case.disclosure_due, case.disclosed) for case in every]),
        recording=_rate([(bool(case.phases_reached), case.phases_reached <= case.phases_recorded) for case in every]),
        review=_rate([(case.review_due, case.reviewed) for case in every]),
    )


def _rate(answers: list[tuple[bool | None, bool]]) -> Rate:
    return Rate(
        done=sum(1 for due, done in answers if due and done),
        due=sum(1 for due, _ in answers if due),
        open=sum(1 for due, _ in answers if due is None),
    )
