"""外部编号: what their JSON face takes and gives."""

from datetime import datetime
from uuid import UUID

from ninja import Field, Schema


class OutsideNumberIn(Schema):
    """案件在另一个系统里的编号；同一区县里，一个系统的一个编号只对应一个案件."""

    system: str = Field(max_length=60)
    number: str = Field(max_length=80)


class OutsideNumberOut(OutsideNumberIn):
    """登记了的外部编号."""

    id: UUID
    entered_at: datetime
    entered_by: str


class StrikeIn(Schema):
    """撤销登记错的外部编号."""

    reason: str = Field(max_length=200)
