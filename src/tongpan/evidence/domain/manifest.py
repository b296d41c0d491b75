"""A dock's list of recordings (采集站清单): its columns by any of their usual names, and reading one row."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from tongpan.kernel.clock import SHANGHAI

LONGEST: Final = timedelta(hours=24)
COLUMNS: Final[Mapping[str, tuple[str, ...]]] = {
    "device": ("device", "recorder", "设备编号", "设备", "记录仪编号", "记录仪"),
    "start": ("start", "started_at", "开始时间", "开始", "录像起"),
    "end": ("end", "ended_at", "结束时间", "结束", "录像止"),
    "digest": ("digest", "sha256", "sha-256", "摘要", "校验值"),
    "path": ("path", "file", "文件", "文件路径", "文件名"),
    "uri": ("uri", "url", "存放位置", "存放地址", "地址"),
}
"""field → columns that hold it; any other column, such as where a device was, is not looked at"""
_MOMENT: Final = re.compile(
    r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?[ T]+(\d{1,2})[:时](\d{1,2})(?:[:分](\d{1,2})秒?)?"
)
_DIGEST: Final = re.compile(r"[0-9a-f]{64}")


class BadEntry(Exception):
    """What is wrong with a row, with the way forward."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One recording as a list tells it: times as the device showed them; a digest, a file or both."""

    device: str
    start: datetime
    end: datetime
    digest: str = ""
    path: str = ""
    uri: str = ""


def read_entry(row: Mapping[str, str]) -> Entry:
    """
    Return what a row tells.

    :raises BadEntry: if something is missing or cannot be
    """
    known = {str(key).strip().lower(): str(value).strip() for key, value in row.items()}
    found = {name: next((known[word] for word in words if known.get(word)), "") for name, words in COLUMNS.items()}
    if not found["device"]:
        raise BadEntry("没有设备编号；请填写“设备编号”一列")
    entry = Entry(
        found["device"][:60], moment(found["start"], "开始时间"), moment(found["end"], "结束时间"),
        found["digest"].lower(), found["path"], found["uri"],
    )  # fmt: skip
    check_entry(entry)
    return entry


def check_entry(entry: Entry) -> None:
    """
    Let pass a recording that can be.

    :raises BadEntry: otherwise
    """
    if entry.end <= entry.start:
        raise BadEntry("结束时间应当晚于开始时间")
    if entry.end - entry.start > LONGEST:
        raise BadEntry("一段录像至多 24 小时，请核对起止时间")
    if entry.digest and not _DIGEST.fullmatch(entry.digest):
        raise BadEntry("摘要应当是 64 位十六进制的 SHA-256")
    if len(entry.uri) > 300:
        raise BadEntry("存放位置太长了，最多 300 个字")
    if not entry.path and not (entry.uri and entry.digest):
        raise BadEntry("没有文件；录像留在采集站的，要填写“存放位置”和“摘要”")


def moment(text: str, column: str) -> datetime:
    """
    Return a moment written in one of the usual ways; without a zone it is Chinese time.

    :raises BadEntry: if it is none
    """
    if not text:
        raise BadEntry(f"没有{column}")
    try:
        if parts := _MOMENT.fullmatch(text):
            return datetime(*(int(part or 0) for part in parts.groups()), tzinfo=SHANGHAI)  # type: ignore[misc,arg-type]
        found = datetime.fromisoformat(text)
    except ValueError:
        raise BadEntry(f"{column}“{text[:40]}”看不懂，请写成 2026-01-01 09:30:00 的样子") from None
    return found if found.tzinfo is not None else found.replace(tzinfo=SHANGHAI)
