"""Authority (处罚主体与名义): by what right an organ penalizes, and in whose name. APL chapter III and 24."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from tongpan.law.checklist import Requirement, unmet
from tongpan.law.citation import Citation
from tongpan.law.labelled import Labelled
from tongpan.law.penalty.kinds import PenaltyKind
from tongpan.law.period import chinese_day
from tongpan.law.refusal import LawRefused
from tongpan.law.titles import APL, ZJR
from tongpan.law.verdict import LAWFUL, Breach, Verdict

WITHIN_POWER: Final = Citation(APL, 17, gist="由具有行政处罚权的行政机关在法定职权范围内实施")
CONCENTRATION: Final = Citation(APL, 18, 2, gist="国务院或者省级人民政府可以决定一个行政机关行使有关机关的处罚权")
LIBERTY: Final = Citation(APL, 18, 3, gist="限制人身自由的处罚权只归公安机关和法律规定的其他机关")
AUTHORIZATION: Final = Citation(APL, 19, gist="法律、法规授权的组织在授权范围内实施")
TRANSFER: Final = Citation(APL, 24, 1, gist="省级决定交由乡镇、街道行使，决定应当公布")
TRANSFERRED_RANGE: Final = Citation(APL, 24, 2, gist="乡镇、街道按照规定范围、依照法定程序实施")
DELEGATED_RANGE: Final = Citation(APL, 20, 4, gist="受委托组织在委托范围内、以委托机关名义实施，不得再委托")
VOID: Final = Citation(APL, 38, 1, gist="没有依据或者没有主体资格的处罚无效")
TOWN_LIST: Final = Citation(ZJR, 9, 2, gist="县级编制乡镇、街道事项清单，公布后实施")


class Basis(Labelled):
    """By what right an organ penalizes (职权来源)."""

    OWN = "OWN", "法定职权"
    CONCENTRATED = "CONCENTRATED", "相对集中"
    AUTHORIZED = "AUTHORIZED", "法律、法规授权"
    TRANSFERRED = "TRANSFERRED", "省级决定交由行使"
    DELEGATED = "DELEGATED", "书面委托"


@dataclass(frozen=True, slots=True)
class Holding:
    """
    One right to penalize, as it stands for one matter in one place.

    `holder` bears the power and its consequences; a delegate only acts for it. `effective_on` is the first day on which
    the right holds, `ended_on` the first on which it no longer does. `published_on` is the day on which the decision
    that gives the right was made public; `listed_on` the day on which the county published its list of town matters,
    needed where `list_needed` (浙江). `by_province` tells whether the province, or (相对集中) the State, decided.
    """

    basis: Basis
    holder: str
    covers_matter: bool | None
    covers_area: bool | None
    effective_on: date | None
    ended_on: date | None = None
    by_province: bool | None = None
    published_on: date | None = None
    town: bool | None = None
    list_needed: bool = False
    listed_on: date | None = None


class IssuerKind(Labelled):
    """What kind of body a document names at its foot (落款)."""

    ORGAN = "ORGAN", "机关"
    DELEGATE = "DELEGATE", "受委托组织"
    TEAM = "TEAM", "执法队伍"
    SECTION = "SECTION", "内设或者派出机构"


@dataclass(frozen=True, slots=True)
class Issuer:
    """Whose name and seal a document bears."""

    name: str
    kind: IssuerKind


_RANGE: Final = {
    Basis.OWN: WITHIN_POWER,
    Basis.CONCENTRATED: CONCENTRATION,
    Basis.AUTHORIZED: AUTHORIZATION,
    Basis.TRANSFERRED: TRANSFERRED_RANGE,
    Basis.DELEGATED: DELEGATED_RANGE,
}
"""The article that bounds each right."""

_DECIDED_ABOVE: Final[Mapping[Basis, Requirement[Holding]]] = {
    Basis.CONCENTRATED: Requirement(
        lambda holding: holding.by_province,
        Breach(
            "authority.concentration.not_decided",
            "相对集中处罚权应当由国务院或者省、自治区、直辖市人民政府决定，本项不是",
            CONCENTRATION,
            missing="补齐国务院或者省级人民政府的决定，或者移送原职权机关",
        ),
        Breach(
            "authority.concentration.unknown",
            "不清楚相对集中处罚权由谁决定",
            CONCENTRATION,
            missing="查明决定相对集中的文件和制定机关",
        ),
    ),
    Basis.TRANSFERRED: Requirement(
        lambda holding: holding.by_province,
        Breach(
            "authority.transfer.not_provincial",
            "处罚权交由乡镇、街道行使应当由省、自治区、直辖市决定，市、县不能决定",
            TRANSFER,
            missing="补齐省级的决定，或者移送县级主管部门",
        ),
        Breach(
            "authority.transfer.unknown", "不清楚处罚权由谁决定交由行使", TRANSFER, missing="查明省级交由行使的决定"
        ),
    ),
}

_TOWN: Final[Requirement[Holding]] = Requirement(
    lambda holding: holding.town,
    Breach(
        "authority.transfer.not_a_town",
        "县级部门的处罚权只能交由乡镇人民政府、街道办事处行使",
        TRANSFER,
        missing="移送有处罚权的机关",
    ),
    Breach(
        "authority.transfer.receiver.unknown",
        "不清楚承接处罚权的是不是乡镇人民政府、街道办事处",
        TRANSFER,
        missing="查明承接机关",
    ),
)


def check_authority(holding: Holding | None, on: date) -> Verdict:
    """
    Test whether an organ has the right to penalize for one matter in one place on one day (INV-01).

    Law: APL 17; 18 ¶2; 19; 20; 24; 38 ¶1. 浙江省综合行政执法条例 9 ¶2.

    :raises LawRefused: if the right ends before it begins
    """
    if holding is None:
        return (
            Breach(
                "authority.none",
                "没有查到本机关对本事项的处罚权，作出的处罚无效",
                VOID,
                missing="查明职权依据；没有的，移送有处罚权的机关",
            ),
        )
    return (*_check_range(holding), *_check_time(holding, on), *_check_decision(holding, on))


def _check_range(holding: Holding) -> Verdict:
    where = _RANGE[holding.basis]
    how = holding.basis.label
    return unmet(
        (
            holding.covers_matter,
            Breach(
                "authority.matter.outside",
                f"本事项不在{holding.holder}的职权范围内（{how}）",
                where,
                missing="移送对本事项有处罚权的机关",
            ),
            Breach(
                "authority.matter.unknown",
                f"不清楚本事项是否在{how}的范围内",
                where,
                missing="对照事项清单或者依据查明",
            ),
        ),
        (
            holding.covers_area,
            Breach(
                "authority.area.outside",
                f"违法行为地不在{holding.holder}的管辖区域内（{how}）",
                where,
                missing="移送违法行为地有处罚权的机关",
            ),
            Breach(
                "authority.area.unknown",
                f"不清楚违法行为地是否在{how}的区域内",
                where,
                missing="查明违法行为地和管辖区域",
            ),
        ),
    )


def _check_time(holding: Holding, on: date) -> Verdict:
    where = _RANGE[holding.basis]
    begins, ends = holding.effective_on, holding.ended_on
    if begins is None:
        missing = "查明决定、委托书或者依据的生效日期"
        return (Breach("authority.effective.unknown", "不清楚职权从哪一天起生效", where, missing=missing),)
    if ends is not None and ends < begins:
        raise LawRefused("authority.dates.reversed", "职权的终止日期早于生效日期，请核对", "ended_on")
    if on < begins:
        said = f"职权自{chinese_day(begins)}起才生效，{chinese_day(on)}还不能行使"
        return (Breach("authority.not_yet", said, where, missing="移送当时有处罚权的机关"),)
    if ends is not None and on >= ends:
        said = f"职权已于{chinese_day(ends)}收回或者期满，不能再行使"
        return (Breach("authority.over", said, where, missing="办理交接，移送现在有处罚权的机关"),)
    return LAWFUL


def _check_decision(holding: Holding, on: date) -> Verdict:
    above = _DECIDED_ABOVE.get(holding.basis)
    decided = above.check(holding) if above is not None else LAWFUL
    if holding.basis is not Basis.TRANSFERRED:
        return decided
    return (*decided, *_TOWN.check(holding), *_check_published(holding, on))


def _check_published(holding: Holding, on: date) -> Verdict:
    """A decision binds nobody before it is public; Zhejiang's county list comes on top."""
    found = []
    if holding.published_on is None or holding.published_on > on:
        found.append(
            Breach(
                "authority.transfer.unpublished",
                "交由行使处罚权的决定在行使时还没有公布",
                TRANSFER,
                missing="查明决定的公布日期；公布之前移送县级主管部门",
            )
        )
    if holding.list_needed and (holding.listed_on is None or holding.listed_on > on):
        found.append(
            Breach(
                "authority.transfer.unlisted",
                "县级人民政府的乡镇、街道事项目录清单在行使时还没有公布",
                TOWN_LIST,
                missing="查明清单的公布日期；公布之前移送县级主管部门",
            )
        )
    return tuple(found)


def check_issuer(issuer: Issuer, holding: Holding) -> Verdict:
    """
    Test in whose name a document is made: the holder's, never the team's or a section's (INV-02).

    Law: APL 17; 20 ¶4, a delegate acts in the delegator's name; 24 ¶2, a town acts in its own; 38 ¶1.
    """
    if issuer.kind is IssuerKind.DELEGATE:
        said = f"受委托组织应当以委托机关“{holding.holder}”的名义，不能以“{issuer.name}”的名义"
        return (Breach("authority.name.delegate", said, DELEGATED_RANGE, missing="改用委托机关的名称和印章"),)
    if issuer.kind is not IssuerKind.ORGAN and holding.basis is not Basis.AUTHORIZED:
        said = f"“{issuer.name}”是{issuer.kind.label}，不是行政处罚的主体，应当以“{holding.holder}”的名义"
        return (Breach("authority.name.team", said, VOID, missing="改用有处罚权的机关的名称和印章"),)
    if issuer.name != holding.holder:
        said = f"落款“{issuer.name}”与有处罚权的“{holding.holder}”不一致"
        return (Breach("authority.name.other", said, _RANGE[holding.basis], missing="改用有处罚权的机关的名称和印章"),)
    return LAWFUL


def check_liberty(kinds: Iterable[PenaltyKind]) -> Verdict:
    """
    Test that nobody here restricts personal liberty: that is for the police and organs a statute names.

    Law: APL 18 ¶3.
    """
    if PenaltyKind.DETENTION not in kinds:
        return LAWFUL
    return (Breach("authority.liberty", "行政拘留只能由公安机关等法定机关决定", LIBERTY, missing="移送公安机关处理"),)
