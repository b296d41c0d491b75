"""决定书载明事项、文号: what their JSON face takes and gives."""

from uuid import UUID

from ninja import Field, Schema


class TermsIn(Schema):
    """决定书载明事项."""

    mark: str = Field(max_length=30, description="机关代字")
    court: str = Field(max_length=80, description="不服复议决定向哪个人民法院起诉，全称")
    payment: str = Field(max_length=300, description="缴款途径")


class TermsOut(TermsIn):
    """本机关登记的决定书载明事项."""

    body_id: UUID


class NumberSeriesIn(Schema):
    """纸质文书已经用到几号；只能往上."""

    sign: str = Field(max_length=12, description="文号类别，见 GET /cases/number-series")
    year: int
    last: int
    shown_by: str = Field(max_length=200, description="依据哪本登记簿、最后一份是哪份文书")
    body_id: UUID | None = Field(None, description="哪个机关的；不填是本机关")


class NumberSeriesOut(Schema):
    """一类文号."""

    sign: str
    year: int
    last: int = Field(description="已用到；0 是还没有编过")
    titles: list[str]
