"""
Models of organisation as data (M002): one office, X resident squads, Y on-call modules, instantiated per town.

The four below are those of the published reports; a county may add its own with the same parameters.
"""

from dataclasses import dataclass

from tongpan.agencies.domain.fields import URBAN_MANAGEMENT, Domain
from tongpan.agencies.domain.posts import ReportingLine


@dataclass(frozen=True, slots=True)
class Squad:
    """One resident squad or on-call module: whose it is by department key, and its fields."""

    key: str
    name: str
    domains: tuple[Domain, ...]


@dataclass(frozen=True, slots=True)
class TeamTemplate:
    """
    What is made for a town.

    `own_team` tells whether the town gets its one own team; `own_domains` are the fields the own team answers for by
    itself (all others fall to the squads). `regional` marks 1+X: the squads serve a host town and its neighbours.
    """

    code: str
    name: str
    source: str
    residents: tuple[Squad, ...] = ()
    modules: tuple[Squad, ...] = ()
    own_team: bool = True
    own_domains: tuple[Domain, ...] = ()
    all_round: bool = False
    regional: bool = False
    primary_line: ReportingLine = ReportingLine.HOST

    @property
    def figure(self) -> str:
        """The template's name by its numbers: 1+2+8."""
        if self.regional:
            return "1+X"
        if not self.residents:
            return f"1+{len(self.modules)}"
        return f"1+{len(self.residents)}+{len(self.modules)}"


MARKET = Squad("market", "市场监管", (Domain.MARKET, Domain.FOOD_DRUG))
URBAN = Squad("urban", "城乡管理", URBAN_MANAGEMENT)
EMERGENCY = Squad("emergency", "应急管理", (Domain.EMERGENCY,))
TRANSPORT = Squad("transport", "交通运输", (Domain.TRANSPORT,))
ECOLOGY = Squad("ecology", "生态环境", (Domain.ECOLOGY,))
LAND = Squad("land", "自然资源", (Domain.LAND,))
HEALTH = Squad("health", "卫生健康", (Domain.HEALTH,))
CULTURE = Squad("culture", "文化旅游", (Domain.CULTURE,))
AGRICULTURE = Squad("agriculture", "农业水利", (Domain.AGRICULTURE, Domain.WATER))
CONSTRUCTION = Squad("construction", "住房建设和劳动保障", (Domain.CONSTRUCTION, Domain.LABOR))
FIRE = Squad("fire", "消防", (Domain.FIRE,))
LABOR = Squad("labor", "劳动监察", (Domain.LABOR,))

STREET_1_2_8 = TeamTemplate(
    code="street-1-2-8",
    name="街道“1+2+8”",
    source="太原市迎泽区",
    residents=(MARKET, URBAN),
    modules=(EMERGENCY, TRANSPORT, ECOLOGY, LAND, HEALTH, CULTURE, AGRICULTURE, CONSTRUCTION),
    own_domains=(Domain.FIRE,),
)
TOWN_1_4_6 = TeamTemplate(
    code="town-1-4-6",
    name="镇“1+4+6”",
    source="太原市迎泽区郝庄镇",
    residents=(MARKET, URBAN, EMERGENCY, TRANSPORT),
    modules=(ECOLOGY, LAND, HEALTH, CULTURE, AGRICULTURE, CONSTRUCTION),
    own_domains=(Domain.FIRE,),
)
STREET_1_7 = TeamTemplate(
    code="street-1-7",
    name="“1+7”",
    source="济南市历下区",
    residents=(),
    modules=(
        Squad("market", "市场监管", (Domain.MARKET,)),
        Squad("ecology", "环境监察", (Domain.ECOLOGY,)),
        CULTURE,
        Squad("health", "卫生计生", (Domain.HEALTH,)),
        Squad("food_drug", "食品药品", (Domain.FOOD_DRUG,)),
        Squad("emergency", "安全生产", (Domain.EMERGENCY, Domain.FIRE)),
        LABOR,
    ),
    own_domains=(
        *URBAN_MANAGEMENT,
        Domain.TRANSPORT,
        Domain.AGRICULTURE,
        Domain.WATER,
        Domain.LAND,
        Domain.CONSTRUCTION,
    ),
)
ALL_ROUND = TeamTemplate(
    code="all-round",
    name="镇街综合执法局（一支队伍）",
    source="江阴市；衢州市柯城区航埠镇、石梁镇",
    own_domains=tuple(Domain),
    all_round=True,
)
REGIONAL_1_X = TeamTemplate(
    code="regional-1-x",
    name="“1+X”区域执法",
    source="衢州市柯城区",
    residents=(Squad("regional", "区域综合执法", tuple(Domain)),),
    own_team=False,
    regional=True,
)

TEMPLATES: dict[str, TeamTemplate] = {
    template.code: template for template in (STREET_1_2_8, TOWN_1_4_6, STREET_1_7, ALL_ROUND, REGIONAL_1_X)
}
