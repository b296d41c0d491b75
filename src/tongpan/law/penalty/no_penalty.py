"""No penalty (不予处罚): when it must not, when it may not fall, and what is owed instead. APL 33, 57."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from tongpan.law.checklist import Requirement
from tongpan.law.citation import Citation
from tongpan.law.labelled import Labelled
from tongpan.law.refusal import LawRefused
from tongpan.law.statutes import StatuteLevel, ranks_among
from tongpan.law.titles import APL
from tongpan.law.verdict import LAWFUL, Breach, Verdict

MINOR: Final = Citation(APL, 33, 1, gist="轻微并及时改正、没有危害后果的不罚；初次且后果轻微并及时改正的可以不罚")
NO_FAULT: Final = Citation(APL, 33, 2, gist="有证据足以证明没有主观过错的不罚，法律、行政法规另有规定除外")
EDUCATION: Final = Citation(APL, 33, 3, gist="依法不予处罚的，应当教育")
NOT_PUNISHED: Final = Citation(APL, 57, 1, item=2, gist="违法行为轻微，依法可以不罚的，不罚")
NOT_ESTABLISHED: Final = Citation(APL, 57, 1, item=3, gist="违法事实不能成立的，不罚")
AGE: Final = Citation(APL, 30, figures=("不满十四周岁",), gist="不满十四周岁的不罚")
CAPACITY: Final = Citation(APL, 31, gist="不能辨认或者控制自己行为的不罚")
LIMITATION: Final = Citation(APL, 36, 1, figures=("二年", "五年"), gist="逾期未被发现的不再处罚")

_FAULT_NOT_NEEDED_BY: Final = frozenset({StatuteLevel.LAW, StatuteLevel.ADMIN_REGULATION})
"""法律、行政法规另有规定的，从其规定 (33 ¶2)."""


class Harm(StrEnum):
    """How much harm the act has done (危害后果)."""

    NONE = "NONE"
    SLIGHT = "SLIGHT"
    CONSIDERABLE = "CONSIDERABLE"


class Outcome(StrEnum):
    """What 行政处罚法 33 makes of an act."""

    MUST_NOT = "MUST_NOT"
    MAY_NOT = "MAY_NOT"
    PUNISHABLE = "PUNISHABLE"


@dataclass(frozen=True, slots=True)
class Conduct:
    """
    What 行政处罚法 33 asks of an act; None: not found out.

    `fault_not_needed_by` is the law or administrative regulation under which it is no matter whether there was fault.
    """

    minor: bool | None
    corrected_in_time: bool | None
    harm: Harm | None
    first: bool | None
    no_fault_proven: bool | None
    fault_not_needed_by: Citation | None = None


def first_offence(earlier: Sequence[date] | None, act_on: date, since: date | None = None) -> bool | None:
    """
    Tell whether an act is the party's first; None where that is for a person to say.

    `since` is the first day of the span that a published local list looks back on (首违不罚清单).

    Law: APL 33 ¶1, which sets no span.
    Reading: an older offence outside the span of a list, or without any list, is not decided here (ADR-0022).

    :raises LawRefused: if the span begins after the act
    """
    if since is not None and since > act_on:
        raise LawRefused("no_penalty.span.reversed", "回溯期间的起点晚于本次违法行为，请核对", "since")
    if earlier is None:
        return None
    before = [day for day in earlier if day < act_on]
    if not before:
        return True
    if since is None:
        return None
    return all(day < since for day in before)


def outcome(conduct: Conduct) -> Outcome | None:
    """
    Return what follows from 行政处罚法 33; None while a fact that decides it is unknown.

    Law: APL 33 ¶1, ¶2.
    """
    must_not = (_slight(conduct), _without_fault(conduct))
    if True in must_not:
        return Outcome.MUST_NOT
    may_not = _first_and_slight(conduct)
    if None in must_not or may_not is None:
        return None
    return Outcome.MAY_NOT if may_not else Outcome.PUNISHABLE


def _all(*facts: bool | None) -> bool | None:
    """Return the conjunction of facts: one that is not so decides, one that is unknown leaves it open."""
    if False in facts:
        return False
    return None if None in facts else True


def _slight(conduct: Conduct) -> bool | None:
    harmless = None if conduct.harm is None else conduct.harm is Harm.NONE
    return _all(conduct.minor, conduct.corrected_in_time, harmless)


def _first_and_slight(conduct: Conduct) -> bool | None:
    slight = None if conduct.harm is None else conduct.harm in (Harm.NONE, Harm.SLIGHT)
    return _all(conduct.first, slight, conduct.corrected_in_time)


def _without_fault(conduct: Conduct) -> bool | None:
    otherwise = conduct.fault_not_needed_by
    if otherwise is not None and ranks_among(otherwise.statute, _FAULT_NOT_NEEDED_BY):
        return False
    return conduct.no_fault_proven


_OPEN: Final = (
    ("minor", "违法行为是否轻微", MINOR),
    ("corrected_in_time", "是否及时改正", MINOR),
    ("harm", "有没有危害后果", MINOR),
    ("first", "是不是初次违法", MINOR),
    ("no_fault_proven", "当事人有没有证据证明没有主观过错", NO_FAULT),
)


def check_punishable(conduct: Conduct) -> Verdict:
    """
    Test whether an act may be punished at all under 行政处罚法 33; that it may be spared is only pointed out.

    Law: APL 33 ¶1, ¶2.
    """
    found = []
    if _slight(conduct):
        said = "违法行为轻微并及时改正，没有造成危害后果，不予行政处罚"
        found.append(Breach("no_penalty.minor", said, MINOR, missing="作出不予处罚决定并教育"))
    if _without_fault(conduct):
        said = "当事人有证据足以证明没有主观过错，不予行政处罚"
        found.append(Breach("no_penalty.no_fault", said, NO_FAULT, missing="作出不予处罚决定并教育"))
    if found:
        return tuple(found)
    answer = outcome(conduct)
    if answer is None:
        asked = [(question, where) for name, question, where in _OPEN if getattr(conduct, name) is None]
        said = f"还没有查明{'、'.join(question for question, _ in asked)}，不能确定是否不予处罚"
        return (Breach("no_penalty.unknown", said, asked[0][1], missing="查明后再作决定"),)
    if answer is Outcome.MAY_NOT:
        said = "初次违法且危害后果轻微并及时改正，可以不予行政处罚"
        missing = "决定处罚的，说明为什么不免予处罚"
        return (Breach("no_penalty.first", said, MINOR, "C", missing),)
    return LAWFUL


class Ground(Labelled):
    """On what a decision not to penalize may stand (不予处罚的理由)."""

    AGE = "AGE", "行为时不满十四周岁"
    CAPACITY = "CAPACITY", "行为时不能辨认或者不能控制自己的行为"
    MINOR = "MINOR", "违法行为轻微并及时改正，没有造成危害后果"
    FIRST = "FIRST", "初次违法且危害后果轻微并及时改正"
    NO_FAULT = "NO_FAULT", "有证据足以证明没有主观过错"
    LIMITATION = "LIMITATION", "超过追责时效"
    NOT_ESTABLISHED = "NOT_ESTABLISHED", "违法事实不能成立"

    @property
    def citation(self) -> Citation:
        """Where it stands."""
        return _GROUNDS[self]


_GROUNDS: Final = {
    Ground.AGE: AGE,
    Ground.CAPACITY: CAPACITY,
    Ground.MINOR: MINOR,
    Ground.FIRST: MINOR,
    Ground.NO_FAULT: NO_FAULT,
    Ground.LIMITATION: LIMITATION,
    Ground.NOT_ESTABLISHED: NOT_ESTABLISHED,
}


@dataclass(frozen=True, slots=True)
class Sparing:
    """A decision not to penalize (不予处罚决定): its ground, whether that is proven, and the education given."""

    ground: Ground | None
    proven: bool | None
    educated: bool | None


_PROVEN: Final[Requirement[Sparing]] = Requirement(
    lambda sparing: sparing.proven,
    Breach("no_penalty.ground.unproven", "不予处罚的理由与查明的事实不符", NOT_PUNISHED, missing="按查明的事实决定"),
    Breach("no_penalty.ground.unknown", "不予处罚的理由没有查明", NOT_PUNISHED, missing="查明事实，附上证据"),
)
_EDUCATED: Final[Requirement[Sparing]] = Requirement(
    lambda sparing: sparing.educated,
    Breach(
        "no_penalty.education.missing", "不予处罚应当对当事人进行教育，没有教育记录", EDUCATION, missing="教育并记录"
    ),
    Breach("no_penalty.education.unknown", "不清楚是否对当事人进行了教育", EDUCATION, missing="核对教育记录"),
)


def check_sparing(sparing: Sparing) -> Verdict:
    """
    Test a decision not to penalize: a ground of the statute, proven, and education recorded (INV-41).

    Law: APL 30; 31; 33; 36; 57 ¶1(2), (3).
    Reading: who has broken no law is not educated (ADR-0022).
    """
    if sparing.ground is None:
        said = "不予处罚没有写明法定理由"
        missing = "写明行政处罚法第三十、三十一、三十三、三十六或者五十七条的理由"
        return (Breach("no_penalty.groundless", said, NOT_PUNISHED, missing=missing),)
    proven = _PROVEN.check(sparing)
    if sparing.ground is Ground.NOT_ESTABLISHED:
        return proven
    return (*proven, *_EDUCATED.check(sparing))
