"""Responsibility (责任年龄与责任能力): whom no penalty may fall on, and whom only a lighter one. APL 30 and 31."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from tongpan.law.checklist import Requirement
from tongpan.law.citation import Citation
from tongpan.law.labelled import Labelled
from tongpan.law.penalty.kinds import PartyKind
from tongpan.law.refusal import LawRefused
from tongpan.law.titles import APL
from tongpan.law.verdict import LAWFUL, Breach, Verdict

RESPONSIBLE_AGE: Final = 14
"""years; younger than this there is no penalty"""
FULL_AGE: Final = 18
"""years; younger than this the penalty must be lighter"""

AGE: Final = Citation(APL, 30, figures=("不满十四周岁", "不满十八周岁"), gist="不满十四不罚，不满十八从轻或者减轻")
CAPACITY: Final = Citation(APL, 31, gist="不能辨认或者控制行为的不罚，责令监护人看管和治疗")

READING: Final = "ADR-0021"


class Capacity(Labelled):
    """Whether a person could tell and control what he did (辨认、控制能力), as found for the time of the act."""

    SOUND = "SOUND", "没有异常"
    NONE = "NONE", "不能辨认或者不能控制自己行为"
    LUCID = "LUCID", "间歇性精神病人精神正常时"
    PARTIAL = "PARTIAL", "尚未完全丧失辨认或者控制能力"


class Responsibility(StrEnum):
    """What follows for the penalty from age and capacity."""

    FULL = "FULL"
    MUST_NOT = "MUST_NOT"
    MUST_LIGHTEN = "MUST_LIGHTEN"
    MAY_LIGHTEN = "MAY_LIGHTEN"


@dataclass(frozen=True, slots=True)
class Person:
    """A party as the rule needs it. `capacity` None: not looked into. An opinion is asked of any finding but SOUND."""

    kind: PartyKind
    born_on: date | None
    capacity: Capacity | None
    expert_opinion: bool = False


@dataclass(frozen=True, slots=True)
class Act:
    """From when to when the act lasted; one that took a moment has the same day twice."""

    began_on: date
    ended_on: date

    def __post_init__(self) -> None:
        if self.ended_on < self.began_on:
            raise LawRefused("responsibility.act.reversed", "违法行为的终了早于发生，请核对日期", "ended_on")


def comes_of_age_on(born_on: date, years: int) -> date:
    """
    Return the first day on which a person is of an age (已满若干周岁): the day after that birthday.

    Law: APL 30.
    Reading: 周岁 is full from the day after the birthday; who was born on 29 February has it on the 28th (ADR-0021).

    :raises LawRefused: if a birth so late has no such day in the calendar
    """
    year = born_on.year + years
    if year >= date.max.year:
        raise LawRefused("responsibility.birth.impossible", "出生日期不可能，请核对", "born_on")
    try:
        birthday = born_on.replace(year=year)
    except ValueError:
        birthday = date(year, 2, 28)
    return birthday + timedelta(days=1)


def responsibility(person: Person, act: Act) -> Responsibility | None:
    """
    Return what follows for the penalty from age and capacity at the act; None while either is unknown.

    Law: APL 30; 31.
    Reading: an act that lasted is judged by the age at its end (ADR-0021).

    :raises LawRefused: if the person was born after the act
    """
    if person.kind is PartyKind.ORGANIZATION:
        return Responsibility.FULL
    if person.born_on is not None and person.born_on > act.began_on:
        raise LawRefused("responsibility.birth.after_act", "出生日期晚于违法行为，请核对", "born_on")
    if person.capacity is Capacity.NONE:
        return Responsibility.MUST_NOT
    if person.born_on is None:
        return None
    if act.ended_on < comes_of_age_on(person.born_on, RESPONSIBLE_AGE):
        return Responsibility.MUST_NOT
    if person.capacity is None:
        return None
    if act.ended_on < comes_of_age_on(person.born_on, FULL_AGE):
        return Responsibility.MUST_LIGHTEN
    return Responsibility.MAY_LIGHTEN if person.capacity is Capacity.PARTIAL else Responsibility.FULL


@dataclass(frozen=True, slots=True)
class Treatment:
    """What is to be done with the person: a penalty or none, lightened or not, and the order to the guardian."""

    penalty: bool
    lightened: bool = False
    guardian_ordered: bool | None = None


_GUARDED: Final[Requirement[Treatment]] = Requirement(
    lambda treatment: treatment.guardian_ordered,
    Breach("responsibility.guardian.missing", "没有责令监护人管教", AGE, missing="书面责令监护人加以管教"),
    Breach("responsibility.guardian.unknown", "不清楚是否责令监护人管教", AGE, missing="核对案卷"),
)
_TREATED: Final[Requirement[Treatment]] = Requirement(
    lambda treatment: treatment.guardian_ordered,
    Breach("responsibility.care.missing", "没有责令监护人严加看管和治疗", CAPACITY, missing="书面责令监护人看管和治疗"),
    Breach("responsibility.care.unknown", "不清楚是否责令监护人看管和治疗", CAPACITY, missing="核对案卷"),
)


def check_responsibility(person: Person, act: Act, treatment: Treatment) -> Verdict:
    """
    Test whether a penalty may fall on this person for this act, and as heavy as it is (INV-16).

    Law: APL 30; 31.
    Reading: see `comes_of_age_on` and `responsibility` (ADR-0021).

    :raises LawRefused: if the person was born after the act
    """
    answer = responsibility(person, act)
    if person.kind is PartyKind.ORGANIZATION:
        return LAWFUL
    if answer is None:
        return _check_unknown(person)
    if answer is Responsibility.MUST_NOT:
        return _check_spared(person, treatment)
    found = [*_check_opinion(person), *_check_crossing(person, act)]
    if answer is Responsibility.MUST_LIGHTEN and treatment.penalty and not treatment.lightened:
        said = "行为时已满十四周岁不满十八周岁，应当从轻或者减轻处罚"
        found.append(Breach("responsibility.minor.unlightened", said, AGE, missing="从轻或者减轻，并在决定中说明"))
    return tuple(found)


def _check_unknown(person: Person) -> Verdict:
    found = []
    if person.born_on is None:
        said = "不清楚当事人的出生日期，不能确定行为时的年龄"
        found.append(Breach("responsibility.birth.unknown", said, AGE, missing="核对身份证件或者户籍"))
    if person.capacity is None:
        said = "没有查明当事人能否辨认和控制自己的行为"
        missing = "询问并观察；没有异常的记明，有疑问的委托鉴定"
        found.append(Breach("responsibility.capacity.unknown", said, CAPACITY, missing=missing))
    return tuple(found)


def _check_spared(person: Person, treatment: Treatment) -> Verdict:
    incapable = person.capacity is Capacity.NONE
    opinion = _check_opinion(person)
    if not treatment.penalty:
        return (*opinion, *(_TREATED if incapable else _GUARDED).check(treatment))
    if incapable:
        said = "当事人行为时不能辨认或者不能控制自己的行为，不予行政处罚"
        missing = "作出不予处罚决定，责令监护人看管和治疗"
        return (*opinion, Breach("responsibility.incapable.penalty", said, CAPACITY, missing=missing))
    said = "当事人行为时不满十四周岁，不予行政处罚"
    missing = "作出不予处罚决定，责令监护人加以管教"
    return (Breach("responsibility.minor.penalty", said, AGE, missing=missing),)


def _check_opinion(person: Person) -> Verdict:
    if person.capacity is None or person.capacity is Capacity.SOUND or person.expert_opinion:
        return LAWFUL
    said = f"认定“{person.capacity.label}”没有附鉴定意见"
    return (Breach("responsibility.opinion.missing", said, CAPACITY, "C", "委托鉴定，或者附诊断、残疾证明"),)


def _check_crossing(person: Person, act: Act) -> Verdict:
    """What was done before the fourteenth birthday is not punished with what came after."""
    if person.born_on is None or act.began_on >= comes_of_age_on(person.born_on, RESPONSIBLE_AGE):
        return LAWFUL
    said = "违法行为开始时当事人不满十四周岁，只能处罚满十四周岁以后的部分"
    missing = "在事实和裁量中只计满十四周岁以后的行为"
    return (Breach("responsibility.age.crossed", said, AGE, "D", missing, READING),)
