"""What the JSON face of evidence and property takes and gives."""

from datetime import datetime
from decimal import Decimal
from typing import Annotated
from uuid import UUID

from ninja import Field, Schema
from pydantic import AfterValidator

from tongpan.cases.schemas.core import FindIn
from tongpan.evidence.domain.choices import Custody, Origin
from tongpan.evidence.domain.choices import Source as EvidenceSource
from tongpan.kernel.clock import in_chinese_time
from tongpan.kernel.problems import BreachOut
from tongpan.law.penalty.evidence import EvidenceKind

Moment = Annotated[datetime, AfterValidator(in_chinese_time)]
"""a moment without a zone is Chinese time"""


class GatherIn(Schema):
    """取证：与文件一起以 multipart 提交；大文件先用 tus 传，编号写在 uploads 里，逗号隔开."""

    party: str = Field(max_length=12)
    cause: str = Field(max_length=40)
    kind: EvidenceKind
    title: str = Field(max_length=200)
    shows: str = Field("", max_length=2000)
    at: Moment | None = None
    shown_by: str = Field("", max_length=200, description="事后补录的，依据哪份纸质文书、谁签的")
    source: EvidenceSource = EvidenceSource.TAKEN
    place_text: str = Field("", max_length=200)
    provider: str = Field("", max_length=80)
    device_number: str = Field("", max_length=60)
    footage_from: Moment | None = None
    footage_until: Moment | None = None
    footage_uri: str = Field("", max_length=300)
    footage_digest: str = Field("", max_length=64)
    issuer: str = Field("", max_length=120)
    qualification: str = Field("", max_length=80)
    perishable: bool = False
    lasts_minutes: int | None = Field(None, ge=1, le=525_600)
    needs_professionals: bool = False
    uploads: str = Field("", max_length=8000)
    override: str = Field("", max_length=500)
    version: int | None = None


class ExamineIn(FindIn):
    """审查一份证据: lawful, monitoring, opinion as the facts of the law name them; exclude sets it aside."""

    exclude: bool = False


class CustodyIn(Schema):
    """流转."""

    act: Custody
    whom: str = Field("", max_length=120)
    place_text: str = Field("", max_length=120)
    note: str = Field("", max_length=300)
    done_at: Moment | None = None


class EvidenceFileOut(Schema):
    """证据文件；derived_from 有值的是由原件制成的."""

    id: UUID
    name: str
    sha256: str
    sm3: str
    size: int
    media_type: str
    derived_from_id: UUID | None
    derived_how: str


class EvidenceOut(Schema):
    """一份证据，能不能采信."""

    ref: str
    title: str
    kind: str
    source: str
    taken_at: datetime
    device_number: str
    fix_by: datetime | None
    usable: bool
    breaches: list[BreachOut]
    files: list[EvidenceFileOut]


class DigestCheckOut(Schema):
    """校验结果."""

    file_id: UUID
    intact: bool
    found: str


class LineIn(Schema):
    """一行清单."""

    name: str = Field(max_length=120)
    quantity: Decimal = Field(gt=0, max_digits=13, decimal_places=3)
    unit: str = Field(max_length=12)
    origin: Origin
    place_text: str = Field(max_length=120)
    keeper: str = Field(max_length=60)
    features: str = Field("", max_length=300)
    basis: str = Field("", max_length=120)
    party: str = Field("", max_length=12)
    ref: str = Field("", max_length=40, description="属于哪一项：查封、扣押的物品号，登记保存号，或者证据号")
    photo_id: UUID | None = Field(None, description="本案一份证据里的文件")


class TieIn(Schema):
    """把只用文字写了依据的一行对应到措施."""

    ref: str = Field(max_length=40)


class PropertyOut(Schema):
    """在库的财物."""

    id: UUID
    number: int
    name: str
    unit: str
    held: Decimal
    origin: str
    ref: str
    party: str
    came_from_id: UUID | None
    place_text: str
    keeper: str
