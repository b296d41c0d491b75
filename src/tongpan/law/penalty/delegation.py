"""Delegation (委托处罚): what a letter of delegation must be before anybody acts on it. APL 20 and 21."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from tongpan.law.checklist import Requirement, check_all
from tongpan.law.citation import Citation
from tongpan.law.period import chinese_day
from tongpan.law.titles import APL
from tongpan.law.verdict import LAWFUL, Breach, Verdict

WRITTEN: Final = Citation(APL, 20, 1, gist="依照法律、法规、规章的规定，在法定权限内书面委托")
CONTENT: Final = Citation(
    APL, 20, 2, figures=("具体事项、权限、期限",), gist="委托书载明事项、权限、期限，双方向社会公布"
)
NO_FURTHER: Final = Citation(APL, 20, 4, gist="以委托机关名义实施，不得再委托")
PUBLIC_BODY: Final = Citation(APL, 21, item=1, gist="依法成立并具有管理公共事务职能")
STAFF: Final = Citation(APL, 21, item=2, gist="有取得行政执法资格的工作人员")
EQUIPMENT: Final = Citation(APL, 21, item=3, gist="需要技术检查、鉴定的，有条件组织")


@dataclass(frozen=True, slots=True)
class Delegation:
    """
    One letter of delegation (委托书), and those who made it.

    `ends_on` is the last day of its term. `equipped` is None also where no technical inspection is needed: then
    `equipment_needed` is False.
    """

    permitted: bool | None
    written: bool | None
    names_matters: bool | None
    names_powers: bool | None
    names_term: bool | None
    starts_on: date | None
    ends_on: date | None
    published_by_delegator: bool | None
    published_by_delegate: bool | None
    public_body: bool | None
    certified_staff: bool | None
    equipment_needed: bool = False
    equipped: bool | None = None
    passed_on: bool = False


_PERMITTED: Final[Requirement[Delegation]] = Requirement(
    lambda delegation: delegation.permitted,
    Breach(
        "delegation.not_permitted",
        "没有法律、法规、规章规定本事项可以委托",
        WRITTEN,
        missing="收回委托，由本机关自己实施",
    ),
    Breach("delegation.permitted.unknown", "不清楚哪部法律、法规、规章允许委托", WRITTEN, missing="查明允许委托的规定"),
)
_WRITTEN: Final[Requirement[Delegation]] = Requirement(
    lambda delegation: delegation.written,
    Breach("delegation.unwritten", "委托处罚没有书面委托书", WRITTEN, missing="签订委托书，公布后再实施"),
    Breach("delegation.written.unknown", "不清楚有没有书面委托书", WRITTEN, missing="调取委托书"),
)
_MATTERS: Final[Requirement[Delegation]] = Requirement(
    lambda delegation: delegation.names_matters,
    Breach("delegation.matters.missing", "委托书没有载明委托的具体事项", CONTENT, missing="在委托书中补明具体事项"),
    Breach("delegation.matters.unknown", "不清楚委托书是否载明具体事项", CONTENT, missing="调取委托书核对"),
)
_POWERS: Final[Requirement[Delegation]] = Requirement(
    lambda delegation: delegation.names_powers,
    Breach("delegation.powers.missing", "委托书没有载明委托的权限", CONTENT, missing="在委托书中补明权限"),
    Breach("delegation.powers.unknown", "不清楚委托书是否载明权限", CONTENT, missing="调取委托书核对"),
)
_TERM: Final[Requirement[Delegation]] = Requirement(
    lambda delegation: delegation.names_term,
    Breach("delegation.term.missing", "委托书没有载明委托的期限", CONTENT, missing="在委托书中补明期限"),
    Breach("delegation.term.unknown", "不清楚委托书是否载明期限", CONTENT, missing="调取委托书核对"),
)
_BY_DELEGATOR: Final[Requirement[Delegation]] = Requirement(
    lambda delegation: delegation.published_by_delegator,
    Breach("delegation.unpublished.delegator", "委托机关没有向社会公布委托书", CONTENT, missing="由委托机关公布委托书"),
    Breach(
        "delegation.unpublished.delegator.unknown",
        "不清楚委托机关是否公布了委托书",
        CONTENT,
        missing="查明公布的日期和网址",
    ),
)
_BY_DELEGATE: Final[Requirement[Delegation]] = Requirement(
    lambda delegation: delegation.published_by_delegate,
    Breach(
        "delegation.unpublished.delegate",
        "受委托组织没有向社会公布委托书",
        CONTENT,
        missing="由受委托组织公布委托书",
    ),
    Breach(
        "delegation.unpublished.delegate.unknown",
        "不清楚受委托组织是否公布了委托书",
        CONTENT,
        missing="查明公布的日期和网址",
    ),
)
_PUBLIC_BODY: Final[Requirement[Delegation]] = Requirement(
    lambda delegation: delegation.public_body,
    Breach(
        "delegation.body.unfit",
        "受委托的不是依法成立、具有管理公共事务职能的组织",
        PUBLIC_BODY,
        missing="收回委托，不得委托其他组织或者个人",
    ),
    Breach("delegation.body.unknown", "不清楚受委托组织的性质和职能", PUBLIC_BODY, missing="查明其设立文件和职能"),
)
_STAFF: Final[Requirement[Delegation]] = Requirement(
    lambda delegation: delegation.certified_staff,
    Breach(
        "delegation.staff.uncertified",
        "受委托组织没有取得行政执法资格的工作人员",
        STAFF,
        missing="收回委托，或者待其人员取得执法资格",
    ),
    Breach("delegation.staff.unknown", "不清楚受委托组织有没有持证人员", STAFF, missing="核对其人员的执法证件"),
)
_EQUIPMENT: Final[Requirement[Delegation]] = Requirement(
    lambda delegation: not delegation.equipment_needed or delegation.equipped,
    Breach(
        "delegation.equipment.missing",
        "本事项需要技术检查或者鉴定，受委托组织没有条件组织",
        EQUIPMENT,
        missing="由委托机关组织技术检查、鉴定，或者收回委托",
    ),
    Breach(
        "delegation.equipment.unknown",
        "不清楚受委托组织有没有条件组织技术检查或者鉴定",
        EQUIPMENT,
        missing="查明其技术条件",
    ),
)


def check_delegation(delegation: Delegation, on: date) -> Verdict:
    """
    Test whether a delegate may penalize under a letter of delegation on a day (INV-03).

    Law: APL 20 ¶1, ¶2, ¶4; 21.
    """
    return (
        *check_all((_PERMITTED, _WRITTEN, _MATTERS, _POWERS, _TERM), delegation),
        *_check_term(delegation, on),
        *check_all((_BY_DELEGATOR, _BY_DELEGATE, _PUBLIC_BODY, _STAFF, _EQUIPMENT), delegation),
        *_check_passed_on(delegation),
    )


def _check_term(delegation: Delegation, on: date) -> Verdict:
    """A term that the letter does not name is told as such; one that it names must hold the day."""
    if not delegation.names_term:
        return LAWFUL
    if delegation.starts_on is None or delegation.ends_on is None:
        return (Breach("delegation.dates.unknown", "不清楚委托的起止日期", CONTENT, missing="按委托书登记起止日期"),)
    if on < delegation.starts_on:
        said = f"委托自{chinese_day(delegation.starts_on)}起才开始"
        return (Breach("delegation.not_yet", said, CONTENT, missing="由委托机关自己实施"),)
    if on > delegation.ends_on:
        said = f"委托已于{chinese_day(delegation.ends_on)}期满"
        return (Breach("delegation.expired", said, CONTENT, missing="重新委托并公布，或者由委托机关自己实施"),)
    return LAWFUL


def _check_passed_on(delegation: Delegation) -> Verdict:
    if not delegation.passed_on:
        return LAWFUL
    said = "受委托组织不得再委托其他组织或者个人实施处罚"
    return (Breach("delegation.passed_on", said, NO_FURTHER, missing="停止再委托，由受委托组织自己的持证人员实施"),)
