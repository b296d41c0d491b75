"""To whom one applies for reconsideration (行政复议机关): 行政复议法 24, 27, 28."""

from dataclasses import dataclass

from tongpan.law.citation import Citation
from tongpan.law.labelled import Labelled
from tongpan.law.refusal import LawRefused
from tongpan.law.titles import APL, LITIGATION_LAW, RECONSIDERATION_LAW
from tongpan.law.verdict import LAWFUL, Breach, Verdict

OF_DEPARTMENT = Citation(
    RECONSIDERATION_LAW, 24, 1, item=1, figures=("本级人民政府工作部门",), gist="对部门不服的，由本级政府管辖"
)
OF_LOWER_GOVERNMENT = Citation(
    RECONSIDERATION_LAW, 24, 1, item=2, figures=("下一级人民政府",), gist="对下一级政府不服的，由上一级政府管辖"
)
OF_STREET = Citation(
    RECONSIDERATION_LAW, 24, 1, item=3, figures=("依法设立的派出机关",), gist="对派出机关不服的，由设立它的政府管辖"
)
OF_AUTHORIZED = Citation(
    RECONSIDERATION_LAW, 24, 1, item=4, figures=("授权的组织",), gist="对授权组织不服的，由管理它的政府管辖"
)
OF_BRANCH = Citation(RECONSIDERATION_LAW, 24, 4, figures=("以派出机构的名义",), gist="对派出机构不服的，由本级政府管辖")
OF_BRANCH_LOCALLY = Citation(
    RECONSIDERATION_LAW,
    24,
    4,
    figures=("由其所在地的人民政府管辖",),
    gist="按区划设立的派出机构，也可以由所在地政府管辖",
)
OF_VERTICAL = Citation(
    RECONSIDERATION_LAW, 27, figures=("向上一级主管部门申请",), gist="垂直领导机关、税务、国安的例外"
)
OF_JUSTICE = Citation(
    RECONSIDERATION_LAW, 28, figures=("也可以向上一级司法行政部门申请",), gist="对司法行政部门不服的两个去处"
)
PRINCIPAL_LIABLE = Citation(APL, 20, 3, figures=("承担法律责任",), gist="委托机关对受委托组织的行为承担责任")
PRINCIPAL_DEFENDANT = Citation(LITIGATION_LAW, 26, 5, figures=("委托的行政机关是被告",), gist="委托的行政机关是被告")


class OrganKind(Labelled):
    """What kind of body acted (作出机关的性质)."""

    DEPARTMENT = "DEPARTMENT", "政府工作部门"
    TOWNSHIP = "TOWNSHIP", "乡镇人民政府"
    STREET_OFFICE = "STREET_OFFICE", "街道办事处（派出机关）"
    BRANCH = "BRANCH", "派出机构"
    AUTHORIZED = "AUTHORIZED", "法律、法规、规章授权的组织"
    VERTICAL = "VERTICAL", "垂直领导的机关、税务和国家安全机关"
    JUSTICE = "JUSTICE", "履行复议机构职责的司法行政部门"


@dataclass(frozen=True, slots=True)
class Organ:
    """
    The body in whose name the act was done.

    `government` is the government it belongs to or that set it up: a department's own level's, a township's county's, a
    street office's founder. `superior` is the department one level up, where that matters. `located_in` is the local
    government of a branch that a municipality's department set up by district.
    """

    name: str
    kind: OrganKind
    government: str = ""
    superior: str = ""
    located_in: str = ""


@dataclass(frozen=True, slots=True)
class Body:
    """A body to apply to, and why it is that one."""

    name: str
    citation: Citation


_BY_GOVERNMENT = {
    OrganKind.DEPARTMENT: OF_DEPARTMENT,
    OrganKind.TOWNSHIP: OF_LOWER_GOVERNMENT,
    OrganKind.STREET_OFFICE: OF_STREET,
    OrganKind.BRANCH: OF_BRANCH,
    OrganKind.AUTHORIZED: OF_AUTHORIZED,
    OrganKind.JUSTICE: OF_JUSTICE,
}


def reconsideration_bodies(organ: Organ, principal: Organ | None = None) -> tuple[Body, ...]:
    """
    Return the bodies to which one may apply, the ordinary one first.

    `principal` is the body that entrusted the one that acted; then it is the principal's act.

    Law: 行政复议法 24; 27; 28; APL 20 ¶3.

    :raises LawRefused: if the government or superior that it hangs on is not named
    """
    if principal is not None:
        return reconsideration_bodies(principal)
    if organ.kind is OrganKind.VERTICAL:
        return (Body(_named(organ.superior, organ, "superior"), OF_VERTICAL),)
    bodies = [Body(_named(organ.government, organ, "government"), _BY_GOVERNMENT[organ.kind])]
    if organ.kind is OrganKind.JUSTICE:
        bodies.append(Body(_named(organ.superior, organ, "superior"), OF_JUSTICE))
    if organ.kind is OrganKind.BRANCH and organ.located_in:
        bodies.append(Body(organ.located_in, OF_BRANCH_LOCALLY))
    return tuple(bodies)


def _named(name: str, organ: Organ, field: str) -> str:
    if not name.strip():
        raise LawRefused(
            "remedies.body.unknown",
            f"不知道{organ.name}（{organ.kind.label}）的所属政府或者上级机关，不能确定复议机关",
            field,
        )
    return name


def defendant(organ: Organ, principal: Organ | None = None) -> str:
    """
    Return against whom one sues: the body that acted, or its principal.

    Law: 行政诉讼法 26 ¶1, ¶5.
    """
    return organ.name if principal is None else principal.name


def check_body(stated: str, organ: Organ, principal: Organ | None = None) -> Verdict:
    """
    Test whether a document names a body that is competent for reconsideration.

    Law: 行政复议法 24; 27; 28.
    """
    bodies = reconsideration_bodies(organ, principal)
    if stated in {body.name for body in bodies}:
        return LAWFUL
    return (
        Breach(
            "remedies.body.wrong",
            f"复议机关不是“{stated}”，应当是{'或者'.join(body.name for body in bodies)}",
            bodies[0].citation,
            missing="改正复议机关",
        ),
    )
