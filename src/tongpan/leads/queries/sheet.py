"""The sheet (台账) of leads: the columns of the list, row by row, personal data in the texts masked."""

from collections.abc import Iterator
from typing import Any

from tongpan.agencies.domain.actor import Actor
from tongpan.agencies.domain.fields import Domain
from tongpan.kernel import crypto
from tongpan.leads.models import Lead
from tongpan.leads.queries.lists import Filters, narrowed

COLUMNS = (
    "线索编号", "标题", "内容", "状态", "紧急程度", "来源", "诉求性质", "镇街", "村（社区）", "地点", "领域", "事项",
    "主办机关", "责任队伍", "收到时间", "交办时间", "办结时间", "反馈时间", "归档时间", "办理结果", "办理情况",
    "退回次数", "联合", "外部编号",
)  # fmt: skip
CHUNK = 1000
_DOMAINS = {domain.value: str(domain.label) for domain in Domain}


def sheet_rows(actor: Actor, filters: Filters) -> Iterator[list[Any]]:
    """Yield the rows of a filtered list, newest first; memory does not grow with their number."""
    leads = narrowed(actor, filters).select_related("town", "village", "matter", "team", "body")
    leads = leads.defer("route", "town__geometry", "village__geometry").order_by("-id")
    for lead in leads.iterator(chunk_size=CHUNK):
        yield _row(lead)


def _row(lead: Lead) -> list[Any]:
    return [
        lead.number,
        crypto.mask_personal(lead.title),
        crypto.mask_personal(lead.text),
        lead.status_label,
        lead.get_priority_display(),
        lead.get_channel_display(),
        lead.get_nature_display(),
        lead.town.name if lead.town else "",
        lead.village.name if lead.village else "",
        crypto.mask_personal(lead.place_text),
        _DOMAINS.get(lead.domain, ""),
        lead.matter.name if lead.matter else "",
        lead.body.name if lead.body else "",
        lead.team.name if lead.team else "",
        *(at for _, at in lead.steps),
        lead.get_outcome_display() if lead.outcome else "",
        crypto.mask_personal(lead.outcome_note),
        lead.return_count,
        "是" if lead.joint else "",
        lead.source_id if lead.source_id and lead.source_system not in {"form", "demo"} else "",
    ]
