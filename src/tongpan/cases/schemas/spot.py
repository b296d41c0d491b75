"""当场处罚: what its JSON face takes and gives."""

from datetime import date
from typing import Literal
from uuid import UUID

from ninja import Field, Schema
from pydantic import AwareDatetime

from tongpan.cases.domain.spot import Answered
from tongpan.cases.schemas.core import CaseOut
from tongpan.law.penalty.kinds import PartyKind, PenaltyKind
from tongpan.law.penalty.mitigation import Circumstance
from tongpan.law.penalty.no_penalty import Harm


class PenaltyIn(Schema):
    """警告、罚款."""

    kinds: list[PenaltyKind] = Field(min_length=1, max_length=2)
    fine: str | None = Field(None, max_length=20, description="元")


class SpotIn(Schema):
    """当场处罚：当场查明、告知、听取的全部；没有查明的不填，不会当成“否”。时刻都带时区."""

    token: UUID = Field(description="由对接方生成；同一个 token 只会作出一次决定")
    matter: str = Field(max_length=40)
    town_id: UUID
    place: str = Field(max_length=200)
    lead_id: UUID | None = None
    act_at: AwareDatetime
    kind: PartyKind
    identified: bool
    name: str = Field("", max_length=120)
    identity: str = Field("", max_length=30)
    phone: str = Field("", max_length=20)
    address: str = Field("", max_length=200)
    born_on: date | None = None
    lucid: bool | None = None
    described: str = Field("", max_length=1000)
    second_id: UUID
    second_password: str = Field("", max_length=128, description="另一名执法人员已在自己的会话里确认的，不填")
    second_code: str = Field("", max_length=12)
    shown_at: AwareDatetime | None = Field(None, description="两人向当事人出示执法证件的时刻")
    typical: list[str] = Field([], max_length=20)
    extra: str = Field("", max_length=1000)
    evidence: list[str] = Field([], max_length=20, description="常见证据写名称，其他写“种类:名称”")
    photos: list[UUID] = Field([], max_length=20, description="先传到 /cases/on-the-spot/{token}/photos 的照片")
    object_class: str = Field("", max_length=40, description="分类分区文件里的对象类别")
    verified_at: AwareDatetime | None = None
    refused: bool | None = None
    certain: bool | None = None
    crime: bool | None = None
    minor: bool | None = None
    corrected: bool | None = None
    correction: str = Field("", max_length=1000)
    harm: Harm | None = None
    first: bool | None = None
    no_fault: bool | None = None
    fined: bool | None = None
    vulnerable: bool | None = None
    mitigating: list[Circumstance] | None = Field(None, description="空表示都没有；不填表示没有查过")
    conditions: list[str] = Field([], max_length=20)
    proposed: PenaltyIn
    range_no: int | None = Field(None, ge=0)
    range_basis: str = Field("", max_length=200)
    lowest: str | None = Field(None, max_length=20)
    highest: str | None = Field(None, max_length=20)
    lightened: bool | None = None
    correcting: Literal["NOW", "DONE"]
    why: str = Field("", max_length=1000)
    hard_later: bool | None = None
    asks_on_spot: bool | None = None
    told_at: AwareDatetime | None = Field(None, description="告知内容、事实、理由、依据和权利的时刻")
    told: PenaltyIn | None = Field(None, description="告知时拟作的处罚；与决定相同的不填")
    answered: Answered | None = None
    answered_at: AwareDatetime | None = None
    said: str = Field("", max_length=1000)
    considered: str = Field("", max_length=1000)


class HandIn(Schema):
    """决定书当场交付."""

    signed: bool
    note: str = Field("", max_length=300)
    sealed: bool | None = None


class SpotOut(CaseOut):
    """当场作出的决定."""

    document: str = Field(description="决定书文号")


class PhotoOut(Schema):
    """传好、还没有用的照片；原样保存."""

    id: UUID
    name: str
    length: int
    media_type: str
    sha256: str
    sm3: str
