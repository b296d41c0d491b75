"""What the JSON face takes and gives of zones and objects."""

from uuid import UUID

from ninja import Field, Schema


class ClassIn(Schema):
    """区域和对象类别."""

    zone: str = Field("", max_length=40)
    object_class: str = Field("", max_length=40)


class AdviceOut(Schema):
    """一条建议：处理方式、怎么做、为什么、出处."""

    rule_id: UUID
    handling: str
    advice: str
    why: str
    source: str


class HandlingOut(Schema):
    """分类分区的建议."""

    zones: list[str]
    object_classes: list[str]
    advice: list[AdviceOut]
    stands: str
