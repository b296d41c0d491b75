"""Fields of enforcement (执法领域): the fixed codes every feature shares."""

from django.db.models import TextChoices


class Domain(TextChoices):
    """One field in which a team may be responsible, an officer certified, a matter placed."""

    CITY_APPEARANCE = "city_appearance", "市容环卫"
    MARKET = "market", "市场监管"
    PLANNING = "planning", "城乡规划"
    MUNICIPAL = "municipal", "市政公用"
    LANDSCAPING = "landscaping", "园林绿化"
    ECOLOGY = "ecology", "生态环境"
    EMERGENCY = "emergency", "应急管理"
    FIRE = "fire", "消防"
    TRANSPORT = "transport", "交通运输"
    AGRICULTURE = "agriculture", "农业农村"
    WATER = "water", "水利"
    LABOR = "labor", "人力资源社会保障"
    LAND = "land", "自然资源"
    CONSTRUCTION = "construction", "住房和城乡建设"
    CULTURE = "culture", "文化旅游"
    HEALTH = "health", "卫生健康"
    FOOD_DRUG = "food_drug", "食品药品"
    PROPERTY = "property", "物业管理"


URBAN_MANAGEMENT: tuple[Domain, ...] = (
    Domain.CITY_APPEARANCE,
    Domain.MUNICIPAL,
    Domain.LANDSCAPING,
    Domain.PLANNING,
    Domain.PROPERTY,
)
"""What the reports call 城乡管理 or 城镇管理: one squad, five fields."""


def label(code: str) -> str:
    """Return the Chinese name of a field; a code that is none of ours stays."""
    return labels((code,)) or code


def labels(codes: "list[str] | tuple[str, ...] | frozenset[str]") -> str:
    """Return the Chinese names of some fields, in the fixed order, joined by 、."""
    wanted = set(codes)
    return "、".join(str(domain.label) for domain in Domain if domain.value in wanted)
