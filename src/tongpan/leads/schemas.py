"""What the API takes and gives for leads."""

from datetime import datetime
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from tongpan.kernel.clock import SHANGHAI
from tongpan.leads.domain.choices import Channel, Nature, Priority
from tongpan.leads.domain.report import Report, Where, Who
from tongpan.places.domain.coordinates import Datum


def _in_shanghai(moment: datetime | None) -> datetime | None:
    """Return a moment that was told without an offset as what the clock on the wall showed."""
    return moment if moment is None or moment.tzinfo else moment.replace(tzinfo=SHANGHAI)


class Shown(BaseModel):
    """
    What an answer shows of a record.

    Pydantic reads the record itself; ninja's own schema goes through Python for every field, with every report.
    """

    model_config = ConfigDict(from_attributes=True)


class ReportIn(BaseModel):
    """一件来件。坐标可不填；写明村（社区）和地标即可。"""

    district: str = Field(description="县（市、区）六位或十二位代码", examples=["330802"])
    text: str = Field(description="看到了什么")
    title: str = ""
    channel: Channel = Channel.PUBLIC
    nature: Nature | None = None
    priority: Priority = Priority.NORMAL
    occurred_at: datetime | None = None
    town: str | None = Field(None, description="镇街代码（九位或十二位）")
    village: str | None = Field(None, description="村（社区）代码（十二位）")
    place: str = Field("", description="地点描述")
    lon: float | None = None
    lat: float | None = None
    datum: Datum = Datum.WGS84
    name: str = ""
    phone: str = ""
    wants_answer: bool = True
    matter: str | None = Field(None, description="事项编码；不填则由系统按内容判断")
    external_id: str | None = Field(None, description="来源系统的编号")

    def to_report(
        self,
        *,
        district_id: UUID,
        town_id: UUID | None,
        village_id: UUID | None,
        matter_id: UUID | None,
        reported_by: UUID | None,
        source: tuple[str, str | None],
    ) -> Report:
        """Return the report, with codes already looked up."""
        return Report(
            district_id=district_id,
            text=self.text,
            title=self.title,
            channel=self.channel,
            nature=self.nature,
            priority=self.priority,
            occurred_at=_in_shanghai(self.occurred_at),
            where=Where(
                town_id=town_id, village_id=village_id, text=self.place, lon=self.lon, lat=self.lat, datum=self.datum
            ),
            who=Who(name=self.name, phone=self.phone, wants_answer=self.wants_answer),
            matter_id=matter_id,
            reported_by=reported_by,
            source_system=source[0],
            source_id=source[1],
        )


class RouteOut(Shown):
    """为什么这样分。"""

    rule: str
    why: str
    place: str = ""
    sure: float = 0
    matter: dict[str, str] | None = None
    competent: dict[str, str] | None = None


class LeadOut(Shown):
    """一件线索。反映人不在其中。"""

    id: UUID
    number: str
    version: int
    title: str
    text: str
    channel: str
    nature: str
    priority: str
    status: str
    status_label: str
    desk: str
    district_id: UUID
    town_id: UUID | None
    village_id: UUID | None
    grid_id: UUID | None
    place_text: str
    lon: float | None
    lat: float | None
    matter_id: UUID | None
    domain: str
    body_id: UUID | None
    team_id: UUID | None
    joint: bool
    outcome: str
    collected_at: datetime
    dispatched_at: datetime | None
    handled_at: datetime | None
    answered_at: datetime | None
    archived_at: datetime | None
    route: RouteOut


class ReceiptOut(Shown):
    """登记回执。查询码只出现这一次。"""

    created: bool
    query_code: str
    possible_duplicates: int
    lead: LeadOut


class LeadRowOut(Shown):
    id: UUID
    number: str
    title: str
    status: str
    channel: str
    priority: str
    collected_at: datetime
    touched_at: datetime


class LeadListOut(Shown):
    items: list[LeadRowOut]
    next: str | None


class StepOut(Shown):
    """历史中的一步，由台账还原。"""

    seq: int
    action: str
    at: datetime
    actor: str | None
    facts: dict[str, object]


class RerouteIn(BaseModel):
    matter: str | None = None
    town: str | None = None
    village: str | None = None
    reason: str = ""


class SettleIn(BaseModel):
    outcome: str
    note: str
    receiver: str = ""
    forwarded: bool = False
