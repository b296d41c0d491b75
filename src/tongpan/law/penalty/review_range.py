"""Range of legal review (法制审核范围): which decisions a reviewer must pass first. APL 58."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any, Final

from tongpan.law.citation import Citation
from tongpan.law.labelled import Labelled
from tongpan.law.money import NOTHING, Money, yuan
from tongpan.law.penalty.kinds import PartyKind, PenaltyKind
from tongpan.law.penalty.local_rules import Source, binding, parameter_text, read_source
from tongpan.law.penalty.punishment import Punishment
from tongpan.law.titles import APL, THREE_SYSTEMS

FOUR_GROUPS: Final = Citation(
    APL, 58, 1, figures=("应当由从事行政处罚决定法制审核的人员进行法制审核",), gist="四种情形"
)
WIDER_SCOPE: Final = Citation(
    THREE_SYSTEMS, "（十二）", figures=("可能造成重大社会影响或引发社会风险", "目录清单"), gist="审核范围和目录清单"
)


class ReviewGround(Labelled):
    """Facts of a case by which a decision is grave (应当审核的情形)."""

    PUBLIC_INTEREST = "PUBLIC_INTEREST", "涉及重大公共利益"
    HEARD = "HEARD", "直接关系重大权益并且经过听证"
    ANY_HEARING = "ANY_HEARING", "经过听证"
    COMPLEX = "COMPLEX", "疑难复杂、涉及多个法律关系"
    BY_LAW = "BY_LAW", "法律、法规规定应当审核"
    SOCIAL_RISK = "SOCIAL_RISK", "可能造成重大社会影响或者引发社会风险"


@dataclass(frozen=True, slots=True)
class ReviewClass:
    """One class of decisions to be reviewed: a fact of the case, or conditions that must all be met."""

    id: str
    label: str
    source: Source
    ground: ReviewGround | None = None
    kinds: frozenset[PenaltyKind] = frozenset()
    citizen: Money | None = None
    organization: Money | None = None
    fields: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class ReviewScope:
    """What is known of the case. None is unknown: whoever prepares the case has to find it out."""

    on: date
    party: PartyKind
    punishment: Punishment
    heard: bool
    field: str = ""
    public_interest: bool | None = None
    weighty_interest: bool | None = None
    complex: bool | None = None
    by_law: bool | None = None
    social_risk: bool | None = None


@dataclass(frozen=True, slots=True)
class ReviewDuty:
    """Whether a legal review must be passed (None: unknown), by which classes, and what is still to be found out."""

    due: bool | None
    classes: tuple[str, ...] = ()
    to_find_out: tuple[str, ...] = ()


def review_duty(
    scope: ReviewScope, province: str | None = None, classes: tuple[ReviewClass, ...] | None = None
) -> ReviewDuty:
    """
    Return whether a decision must pass a legal review.

    `classes` is the organ's own list (目录清单) added to the shipped one.

    Law: APL 58 ¶1; 国办发〔2018〕118号（十二）; 广东听证办法 33.
    Reading: a class whose facts are not known is not ruled out; a local list adds to the statute and takes nothing
    from it (ADR-0027).
    """
    every = (*review_classes(), *(classes or ()))
    answers = [(each, _fits(each, scope)) for each in reversed(binding(every, province, scope.on))]
    fitting = tuple(each.label for each, answer in answers if answer)
    if fitting:
        return ReviewDuty(True, fitting)
    unknown = tuple(each.label for each, answer in answers if answer is None)
    return ReviewDuty(None if unknown else False, (), unknown)


def _fits(each: ReviewClass, scope: ReviewScope) -> bool | None:
    conditions: list[bool | None] = []
    if each.ground is not None:
        conditions.append(_ground(each.ground, scope))
    if each.kinds:
        conditions.append(bool(each.kinds & scope.punishment.kinds))
    if each.fields:
        conditions.append(scope.field in each.fields if scope.field else None)
    if each.citizen is not None and each.organization is not None:
        conditions.append(_amount(each.citizen, each.organization, scope))
    if False in conditions:
        return False
    return None if None in conditions else True


def _ground(ground: ReviewGround, scope: ReviewScope) -> bool | None:
    heard = scope.weighty_interest if scope.heard else False
    return {
        ReviewGround.PUBLIC_INTEREST: scope.public_interest,
        ReviewGround.HEARD: heard,
        ReviewGround.ANY_HEARING: scope.heard,
        ReviewGround.COMPLEX: scope.complex,
        ReviewGround.BY_LAW: scope.by_law,
        ReviewGround.SOCIAL_RISK: scope.social_risk,
    }[ground]


def _amount(citizen: Money, organization: Money, scope: ReviewScope) -> bool | None:
    """Compare the sum of fine and forfeitures; sole traders count as citizens, which is the lower bar (ADR-0026)."""
    bar = organization if scope.party is PartyKind.ORGANIZATION else citizen
    goods = scope.punishment.goods
    total = scope.punishment.fine + scope.punishment.income + (goods or NOTHING)
    if total < bar:
        return None if goods is None else False
    return True


@cache
def review_classes() -> tuple[ReviewClass, ...]:
    """
    Return the classes that ship with the platform.

    Law: each row names its instrument.
    """
    return read_classes(parameter_text("legal_review.toml"))


def read_classes(text: str) -> tuple[ReviewClass, ...]:
    """
    Return the classes written in one TOML text, in the form of `law/parameters/legal_review.toml`.

    Law: each row names its instrument.
    """
    return tuple(_class(row) for row in tomllib.loads(text)["class"])


def _class(row: Mapping[str, Any]) -> ReviewClass:
    if ("citizen" in row) != ("organization" in row):
        raise ValueError(f"审核类别{row['id']}应当同时写明公民和组织的数额")
    if not {"ground", "kinds", "citizen", "fields"} & set(row):
        raise ValueError(f"审核类别{row['id']}没有写明条件")
    return ReviewClass(
        id=row["id"],
        label=row["label"],
        source=read_source(row),
        ground=ReviewGround(row["ground"]) if "ground" in row else None,
        kinds=frozenset(PenaltyKind(each) for each in row.get("kinds", ())),
        citizen=yuan(row["citizen"]) if "citizen" in row else None,
        organization=yuan(row["organization"]) if "organization" in row else None,
        fields=frozenset(row.get("fields", ())),
    )
