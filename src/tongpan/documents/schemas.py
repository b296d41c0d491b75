"""用印、印章: what their JSON face takes and gives."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from ninja import Field, Schema

from tongpan.documents.domain.choices import Provider, SealKind


class WaitingDocumentOut(Schema):
    """一份等待用印的文书；不含写了什么."""

    id: UUID
    form: str
    title: str
    number: str
    label: str = Field(description="所属案件")
    state: str
    issuer_id: UUID
    day: date | None
    code: str | None
    made_at: datetime | None
    made_by: str
    issued_at: datetime | None


class WaitingTextOut(WaitingDocumentOut):
    """等待用印的文书写了什么."""

    organ: str
    parts: list[dict[str, Any]] = Field(description="正文，依次是段落、表格、签名处等")
    values: dict[str, Any] = Field(description="各项填写的内容")


class SealingIn(Schema):
    """用印."""

    seal_id: UUID
    copies: int = 1
    note: str = Field("", max_length=200)


class SealIn(Schema):
    """登记一枚印章；证书文件由系统管理员放进印章目录，这里只写文件名."""

    body_id: UUID
    name: str = Field(max_length=120, description="印文")
    kind: SealKind
    provider: Provider
    keeper: str = Field(max_length=80, description="保管人")
    valid_from: date
    container: str = Field("", max_length=120, description="证书文件名")


class SealOut(Schema):
    """一枚印章."""

    id: UUID
    body_id: UUID
    name: str
    kind: str
    provider: str
    keeper: str
    valid_from: date
    valid_to: date | None
    closed_reason: str
    fingerprint: str


class SealCloseIn(Schema):
    """停用一枚印章."""

    reason: str = Field(max_length=200)
