"""与公安、检察、审判机关的往来 (M170): with whom, what, in which direction (处罚法 27 ¶2)."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID

from django.db.models import TextChoices

from tongpan.kernel.clock import date_of


class Counterpart(TextChoices):
    """Which of the three (往来对方)."""

    POLICE = "POLICE", "公安机关"
    PROCURATORATE = "PROCURATORATE", "检察机关"
    COURT = "COURT", "审判机关"


class Direction(TextChoices):
    """Who wrote to whom."""

    OUT = "OUT", "我方发出"
    IN = "IN", "对方发来"


class Exchange(TextChoices):
    """What was exchanged (往来事项)."""

    CASE_INFO = "CASE_INFO", "案情通报"
    CLUE = "CLUE", "线索通报"
    REFERRAL = "REFERRAL", "移送涉嫌犯罪案件"
    REFERRAL_ANSWER = "REFERRAL_ANSWER", "移送案件的答复"
    BACK = "BACK", "移回处理"
    FILING_SUPERVISION = "FILING_SUPERVISION", "提请复议、建议立案监督"
    ADVICE = "ADVICE", "检察建议、司法建议"
    ENFORCEMENT = "ENFORCEMENT", "申请强制执行"
    RULING = "RULING", "裁定、判决"
    MEETING = "MEETING", "会商、咨询"
    OTHER = "OTHER", "其他"


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchanged:
    """One exchange as it is entered."""

    counterpart: Counterpart
    name: str
    direction: Direction
    exchange: Exchange
    summary: str
    at: datetime
    number: str = ""
    reply_by: date | None = None
    case_id: UUID | None = None


LEAST: Final = 4


def faults(one: Exchanged, now: datetime) -> dict[str, str]:
    """Return what is wrong with an exchange as it is entered, by field."""
    wrong: dict[str, str] = {}
    if len(one.name.strip()) < LEAST:
        wrong["name"] = "请写明对方机关的名称"
    if len(one.summary.strip()) < LEAST:
        wrong["summary"] = "请写明往来的内容"
    if one.at > now:
        wrong["at"] = "不能晚于现在"
    if one.reply_by is not None and one.reply_by < date_of(one.at):
        wrong["reply_by"] = "答复日期不能早于往来的日期"
    return wrong
