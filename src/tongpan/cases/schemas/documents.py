"""文书: what their JSON face takes and gives."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from ninja import Field, Schema


class FormOut(Schema):
    """一种格式."""

    code: str
    title: str
    group: str
    purpose: str
    sealed: bool
    outward: bool
    reach: str
    basis: list[str]
    fields: list[dict[str, Any]]


class DocumentIn(Schema):
    """制作或者起草一份文书；values 里只写要填的，案件里已有的自动填入."""

    form: str = Field(max_length=60)
    party: str = Field("", max_length=12)
    cause: str = Field("", max_length=40)
    values: dict[str, str | list[str] | list[list[str]]] = Field(default_factory=dict)
    version: int | None = None


class VoidIn(Schema):
    """作废."""

    reason: str = Field(max_length=300)


class OutsideIn(Schema):
    """平台外制作的文书."""

    form: str = Field("", max_length=60)
    title: str = Field("", max_length=120)
    number: str = Field("", max_length=80)
    day: date
    party: str = Field("", max_length=12)
    cause: str = Field("", max_length=40)
    uploads: list[UUID] = Field([], max_length=20)


class DocumentFileOut(Schema):
    """文书的一个文件."""

    id: UUID
    kind: str
    media_type: str
    size: int
    sha256: str
    sm3: str
    added_at: datetime
    added_by: str


class DocumentOut(Schema):
    """一份文书；不含写了什么."""

    id: UUID
    form: str
    title: str
    number: str
    state: str
    origin: str
    day: date | None
    code: str | None
    version: int
    party: str
    cause: str
    made_at: datetime | None
    issued_at: datetime | None
    void_reason: str


class DocumentTextOut(DocumentOut):
    """一份文书写了什么，有哪些文件."""

    organ: str
    parts: list[dict[str, Any]] = Field(description="正文，依次是段落、表格、签名处等；平台外制作的没有")
    values: dict[str, Any] = Field(description="各项填写的内容")
    files: list[DocumentFileOut]
