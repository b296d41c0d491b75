"""What the JSON face takes and gives of education and revisits."""

from datetime import date, datetime
from uuid import UUID

from ninja import Field, Schema

from tongpan.cases.domain.educating import Kept
from tongpan.cases.models import Education
from tongpan.cases.queries.following import hiding_of
from tongpan.law.penalty.kinds import PartyKind


class TeachingIn(Schema):
    """教育和承诺."""

    found: str = Field(max_length=500, description="违法情况")
    taught: str = Field(max_length=1000, description="教育内容")
    to_correct: str = Field(max_length=500, description="应当改正什么")
    correct_by: date
    commitment: str = Field(max_length=1000, description="当事人的承诺")
    signed: bool
    revisit_on: date


class CaseTeachingIn(TeachingIn):
    """本案里的教育."""

    party: str = Field(max_length=12)
    cause: str = Field(max_length=40)


class SpotTeachingIn(TeachingIn):
    """现场教育."""

    matter: str = Field(max_length=40, description="事项编码")
    town_id: UUID
    kind: PartyKind
    name: str = Field(max_length=120)
    act_on: date
    identity: str = Field("", max_length=30)
    phone: str = Field("", max_length=20)
    place_text: str = Field("", max_length=200)
    lead_id: UUID | None = None


class RevisitIn(Schema):
    """回访."""

    result: Kept
    found: str = Field(max_length=500)
    next_on: date | None = Field(None, description="没有找到当事人的，哪一天再去")


class EducationOut(Schema):
    """一件教育；名称、号码已遮蔽."""

    id: UUID
    number: str
    case_id: UUID | None
    name_masked: str
    act_on: date
    to_correct: str
    correct_by: date
    revisit_on: date
    signed: bool
    result: str
    taught_at: datetime
    ended_at: datetime | None
    led_case_id: UUID | None
    led_lead_id: UUID | None

    @staticmethod
    def resolve_to_correct(one: Education) -> str:
        """Return it with nobody named: one and the same answer to everybody who may know of it."""
        return hiding_of(one, clear=False).text(one.to_correct)


class EducationListOut(Schema):
    """一页教育."""

    items: list[EducationOut]
    next: str | None
