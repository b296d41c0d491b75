"""
Ways of holding a power (行使方式): what each means for each of the four powers, and the facts of one grant.

`EFFECTS` is the legal heart of the lists: every way × every power, with the name on the document and the article.
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from tongpan.law.citation import Citation
from tongpan.powers.domain.kinds import Mode, Power, Source

APL = "中华人民共和国行政处罚法"
COERCION = "中华人民共和国行政强制法"
RECONSIDERATION = "中华人民共和国行政复议法"

OWN_POWER = Citation(APL, 17, gist="行政处罚由具有行政处罚权的行政机关在法定职权范围内实施")
CONCENTRATION = Citation(APL, 18, 2, gist="国务院或者省级政府可以决定一个行政机关行使有关行政机关的行政处罚权")
DELEGATION = Citation(APL, 20, gist="委托须书面、载明期限、双方公布，并以委托行政机关名义实施")
ASSIGNMENT = Citation(APL, 24, gist="县级部门的行政处罚权可以交由乡镇、街道行使，决定应当公布")
NO_BASIS = Citation(APL, 38, gist="没有依据或者实施主体不具有主体资格的，行政处罚无效")
PUBLICATION = Citation(APL, 24, 1, gist="决定应当公布")
MEASURE_BODIES = Citation(COERCION, 17, 1, gist="行政强制措施由法律、法规规定的行政机关实施，措施权不得委托")
MEASURE_RELATED = Citation(COERCION, 17, 2, gist="行使相对集中行政处罚权的机关可以实施与处罚权有关的强制措施")
ENFORCEMENT_BY_LAW = Citation(COERCION, 13, gist="行政强制执行由法律设定")
REVIEW_BODY = Citation(RECONSIDERATION, 24, gist="县级以上地方人民政府管辖本级部门、下一级政府和派出机关的复议案件")

TOWN_KINDS = frozenset({"TOWN_GOVERNMENT", "STREET_OFFICE"})


class Name(StrEnum):
    """Whose name stands on the document."""

    BODY = "BODY"
    PRINCIPAL = "PRINCIPAL"
    DEPARTMENT = "DEPARTMENT"


@dataclass(frozen=True, slots=True)
class Effect:
    """What holding a power in one way means: the name, the article, whether a basis of its own must be shown."""

    name: Name
    citation: Citation
    lawful: bool = True
    needs_basis: bool = False
    refusal: str = ""


_MEASURE_DELEGATED = "行政强制措施权不得委托，受委托组织不能实施查封、扣押；请由委托机关自己实施"
_ENFORCEMENT_DELEGATED = "行政强制执行由法律设定，不能随委托转移；请由委托机关执行或者申请人民法院执行"

EFFECTS: dict[tuple[Mode, Power], Effect] = {
    (Mode.OWN, Power.PENALTY): Effect(Name.BODY, OWN_POWER),
    (Mode.OWN, Power.INSPECTION): Effect(Name.BODY, OWN_POWER),
    (Mode.OWN, Power.MEASURE): Effect(Name.BODY, MEASURE_BODIES, needs_basis=True),
    (Mode.OWN, Power.ENFORCEMENT): Effect(Name.BODY, ENFORCEMENT_BY_LAW, needs_basis=True),
    (Mode.ASSIGNED, Power.PENALTY): Effect(Name.BODY, ASSIGNMENT),
    (Mode.ASSIGNED, Power.INSPECTION): Effect(Name.BODY, ASSIGNMENT, needs_basis=True),
    (Mode.ASSIGNED, Power.MEASURE): Effect(Name.BODY, MEASURE_BODIES, needs_basis=True),
    (Mode.ASSIGNED, Power.ENFORCEMENT): Effect(Name.BODY, ENFORCEMENT_BY_LAW, needs_basis=True),
    (Mode.DELEGATED, Power.PENALTY): Effect(Name.PRINCIPAL, DELEGATION),
    (Mode.DELEGATED, Power.INSPECTION): Effect(Name.PRINCIPAL, DELEGATION, needs_basis=True),
    (Mode.DELEGATED, Power.MEASURE): Effect(Name.PRINCIPAL, MEASURE_BODIES, lawful=False, refusal=_MEASURE_DELEGATED),
    (Mode.DELEGATED, Power.ENFORCEMENT): Effect(
        Name.PRINCIPAL, ENFORCEMENT_BY_LAW, lawful=False, refusal=_ENFORCEMENT_DELEGATED
    ),
    (Mode.POSTED, Power.PENALTY): Effect(Name.DEPARTMENT, OWN_POWER),
    (Mode.POSTED, Power.INSPECTION): Effect(Name.DEPARTMENT, OWN_POWER),
    (Mode.POSTED, Power.MEASURE): Effect(Name.DEPARTMENT, MEASURE_BODIES, needs_basis=True),
    (Mode.POSTED, Power.ENFORCEMENT): Effect(Name.DEPARTMENT, ENFORCEMENT_BY_LAW, needs_basis=True),
    (Mode.CONCENTRATED, Power.PENALTY): Effect(Name.BODY, CONCENTRATION),
    (Mode.CONCENTRATED, Power.INSPECTION): Effect(Name.BODY, CONCENTRATION, needs_basis=True),
    (Mode.CONCENTRATED, Power.MEASURE): Effect(Name.BODY, MEASURE_RELATED),
    (Mode.CONCENTRATED, Power.ENFORCEMENT): Effect(Name.BODY, ENFORCEMENT_BY_LAW, needs_basis=True),
}


@dataclass(frozen=True, slots=True)
class Body:
    """An agency, as far as competence needs it."""

    id: UUID
    name: str
    kind: str = "DEPARTMENT"
    government: str = ""
    phone: str = ""
    valid_to: date | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """An instrument, as far as competence needs it."""

    title: str
    number: str = ""
    published_on: date | None = None

    def __str__(self) -> str:
        return f"《{self.title}》（{self.number}）" if self.number else f"《{self.title}》"


@dataclass(frozen=True, slots=True)
class Held:
    """One grant whose territory contains the town."""

    grant_id: UUID
    line: UUID
    body: Body
    power: Power
    mode: Mode
    valid_from: date
    recorded_at: datetime
    valid_to: date | None = None
    superseded_at: datetime | None = None
    ended: str = ""
    basis: str = ""
    document: Document | None = None
    principal: Body | None = None
    grantor: Body | None = None
    source: str = Source.STATUTE
    domain: str = ""
    in_town: bool = True
    """whether the territory is the town itself, not the county around it"""


@dataclass(frozen=True, slots=True)
class Negative:
    """An entry of the negative list that covers the town."""

    reason: str
    explanation: str
    valid_from: date
    recorded_at: datetime
    valid_to: date | None = None
    superseded_at: datetime | None = None
