"""What somebody tells us (来件), checked before anything is stored."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from tongpan.leads.domain.choices import Channel, Nature, Priority
from tongpan.leads.domain.text import normalise
from tongpan.places.domain.coordinates import Datum

TEXT_LIMIT = 20_000
TITLE_LIMIT = 200
SOURCE_LIMIT = 80
EARLIEST_YEAR = 1949
NUL = "\x00"


@dataclass(frozen=True, slots=True, kw_only=True)
class Where:
    """Where it is, as far as it was said. A place without geometry is valid: village plus landmark."""

    town_id: UUID | None = None
    village_id: UUID | None = None
    grid_id: UUID | None = None
    text: str = ""
    lon: float | None = None
    lat: float | None = None
    datum: Datum = Datum.WGS84


@dataclass(frozen=True, slots=True, kw_only=True)
class Who:
    """Who reports. Nothing of it is stored in the clear."""

    name: str = ""
    phone: str = ""
    wants_answer: bool = True

    @property
    def anonymous(self) -> bool:
        return not self.name and not self.phone


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One report of one problem."""

    district_id: UUID
    text: str
    title: str = ""
    channel: Channel
    nature: Nature | None = None
    """None: taken from the words"""
    priority: Priority = Priority.NORMAL
    emergency_note: str = ""
    occurred_at: datetime | None = None
    where: Where = field(default_factory=Where)
    who: Who = field(default_factory=Who)
    matter_id: UUID | None = None
    """chosen by a member of staff; the scorer is then not asked"""
    reported_by: UUID | None = None
    source_system: str = ""
    source_id: str | None = None
    query_code: str = ""
    """for 「查进度」; drawn at random where the caller gives none"""

    def clean_title(self) -> str:
        """Return the title, or the first words of the text where none was given."""
        title = normalise(self.title.replace(NUL, ""))
        return title[:TITLE_LIMIT] if title else normalise(self.text.replace(NUL, ""))[:40]


def faults(report: Report, now: datetime, *, has_files: bool = False) -> dict[str, str]:
    """Return what is wrong with a report, field by field, in words that say what to do; empty when nothing is."""
    found: dict[str, str] = {}
    text = normalise(report.text.replace(NUL, ""))
    if len(text) < 2 and not has_files:
        found["text"] = "请写明看到了什么（至少两个字），或附一张照片"
    elif len(report.text) > TEXT_LIMIT:
        found["text"] = f"内容有{len(report.text)}字，最多{TEXT_LIMIT}字，请删减或作为附件上传"
    if report.occurred_at is not None and report.occurred_at.year < EARLIEST_YEAR:
        found["occurred_at"] = f"发生时间早于{EARLIEST_YEAR}年，请核对日期"
    elif report.occurred_at is not None and report.occurred_at > now + timedelta(hours=1):
        found["occurred_at"] = "发生时间在将来，请核对日期"
    found |= _where_faults(report.where)
    if report.source_id is not None and (len(report.source_id) > SOURCE_LIMIT or NUL in report.source_id):
        found["external_id"] = f"外部编号最多{SOURCE_LIMIT}个字，请核对"
    phone = report.who.phone.replace(" ", "").replace("-", "")
    if phone and not (phone.lstrip("+").isdigit() and 5 <= len(phone) <= 20):
        found["phone"] = "电话号码只能是数字（可带区号），请核对；不愿留电话可以空着"
    return found


def _where_faults(where: Where) -> dict[str, str]:
    if (where.lon is None) != (where.lat is None):
        return {"point": "经度和纬度要同时填写，或都不填、写明地点即可"}
    if where.lon is None or where.lat is None:
        return {}
    if not (-180 <= where.lon <= 180 and -90 <= where.lat <= 90):
        return {"point": "坐标超出范围：经度在 -180 到 180 之间，纬度在 -90 到 90 之间"}
    return {}


def external_ids(reports: Sequence[Report]) -> list[tuple[str, str]]:
    """Return the outside numbers that the reports bear."""
    return [(report.source_system, report.source_id) for report in reports if report.source_id is not None]
