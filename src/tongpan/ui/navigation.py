"""Navigation: where an actor may go. An entry without a page, or without the permission, is left out."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse


@dataclass(frozen=True, slots=True)
class Entry:
    """One place to go: the first of ``urls`` that exists; any one of ``permissions`` opens it."""

    label: str
    icon: str
    urls: tuple[str, ...]
    permissions: tuple[str, ...] = ()
    group: str = ""
    phone: bool = False
    """Stands in the bottom bar of a phone (four at most, in this order)."""


@dataclass(frozen=True, slots=True)
class Link:
    """An entry resolved for one request."""

    label: str
    icon: str
    href: str
    current: bool
    group: str
    phone: bool


WORK, BASICS, RESULTS = "办理", "底数", "结果"

ENTRIES: tuple[Entry, ...] = (
    Entry("今天", "sun", ("command:today", "command:home"), phone=True),
    Entry("值守台", "headset", ("dispatch:desk", "command:desk"), ("leads:assign",), WORK, phone=True),
    Entry("全区态势", "radar", ("command:overview", "command:district"), ("command:overview",), WORK),
    Entry("线索", "list-details", ("leads:list",), ("leads:view",), WORK, phone=True),
    Entry("交办", "clipboard-check", ("dispatch:assignments", "dispatch:list"), ("dispatch:view",), WORK, phone=True),
    Entry("待审", "file-check", ("cases:reviews",), ("cases:review",), WORK),
    Entry("监督清单", "eye", ("cases:supervision",), ("cases:supervise",), WORK),
    Entry("案件", "gavel", ("cases:list",), ("cases:view",), WORK),
    Entry("案件期限", "clock", ("cases:limits",), ("cases:view",), WORK),
    Entry("涉案财物", "building-warehouse", ("evidence:keeper",), ("evidence:keep",), WORK),
    Entry("执法录像", "video", ("evidence:footage",), ("evidence:keep",), WORK),
    Entry("财务对账", "receipt", ("cases:money",), ("cases:finance",), WORK),
    Entry("用印", "certificate", ("documents:to_seal",), ("documents:seal",), WORK),
    Entry("待我办", "rubber-stamp", ("command:inbox",), ("dispatch:view", "cases:view", "powers:check"), WORK),
    Entry("部门欠账", "building-bank", ("dispatch:owed", "command:owed"), ("dispatch:liaise",), WORK),
    Entry("交接班", "transfer", ("agencies:handovers",), ("agencies:handover",), WORK),
    Entry("请求支援", "truck", ("agencies:callouts",), ("agencies:callout:request", "agencies:callout:answer"), WORK),
    Entry("归档", "archive", ("leads:archive", "dispatch:archive"), ("leads:archive",), WORK),
    Entry("事项清单", "list-search", ("powers:matters", "powers:list"), (), BASICS),
    Entry("清单调整", "list-check", ("powers:proposals",), ("powers:propose",), BASICS),
    Entry("地点", "map-2", ("places:list", "places:index", "places:home"), (), BASICS),
    Entry("机构与人员", "address-book", ("agencies:manage",), ("agencies:manage",), BASICS),
    Entry("队伍", "users-group", ("agencies:teams", "agencies:list"), (), BASICS),
    Entry("值班", "calendar-user", ("agencies:duty", "agencies:roster"), (), BASICS),
    Entry("执法记录仪", "device-cctv", ("agencies:recorders",), ("agencies:roster", "cases:open"), BASICS),
    Entry("职责覆盖", "layout-grid", ("agencies:coverage",), ("command:overview",), BASICS),
    Entry("统计", "chart-bar", ("command:statistics", "dispatch:statistics"), ("command:statistics",), RESULTS),
    Entry("三项制度", "percentage", ("cases:three_systems",), ("command:statistics", "cases:supervise"), RESULTS),
    Entry("留痕核验", "shield-check", ("command:ledger", "kernel:ledger"), ("ledger:verify",), RESULTS),
    Entry("系统运行", "server-2", ("command:system",), ("system:manage",), RESULTS),
)

REPORT_URLS = ("leads:quick_report", "leads:report", "leads:new", "leads:create")
SEARCH_URLS = ("command:search", "leads:search", "leads:list")
NOTICE_URLS = ("command:notices", "kernel:notices", "dispatch:notices")


def first_url(names: Iterable[str]) -> str:
    """Return the address of the first name that exists, else nothing."""
    for name in names:
        try:
            return reverse(name)
        except NoReverseMatch:
            continue
    return ""


def links_for(permissions: frozenset[str], path: str, entries: Iterable[Entry] = ENTRIES) -> list[Link]:
    """Return the entries open to these permissions; the one that best matches the path is current."""
    open_to = [e for e in entries if not e.permissions or any(p in permissions for p in e.permissions)]
    found = [(entry, href) for entry in open_to if (href := first_url(entry.urls))]
    best = max(
        (href for _, href in found if href == path or (href != "/" and path.startswith(href))), key=len, default=""
    )
    return [Link(e.label, e.icon, href, href == best, e.group, e.phone) for e, href in found]


def grouped(links: Iterable[Link]) -> list[tuple[str, list[Link]]]:
    """Return the links by group, in their order."""
    groups: dict[str, list[Link]] = {}
    for link in links:
        groups.setdefault(link.group, []).append(link)
    return list(groups.items())
