"""Health: can the site work, and is the work behind it being done?"""

import shutil
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import DatabaseError, connection

from tongpan.kernel.ledger import heads, sequencer
from tongpan.kernel.models import Heartbeat, OutboxMessage, ScheduledJob

WORKER_SILENT = timedelta(seconds=60)
PENDING_ENTRIES = 20_000
WAITING_SINCE = timedelta(minutes=10)
DISK_FREE_BYTES = 512 * 1024 * 1024


def report(now: datetime) -> dict[str, Any]:
    """
    Return what stands well and what does not: ``{"ok": …, "problems": [plain Chinese sentences], …figures}``.

    `ok` is whether the site can serve; `problems` also names what needs a person.
    """
    problems: list[str] = []
    figures: dict[str, Any] = {"database": True}
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        figures |= _worker(now, problems) | _outbox(now, problems) | _jobs(problems) | _ledger(problems)
    except DatabaseError:
        figures["database"] = False
        problems.append("数据库没有应答，请检查数据库服务")
    figures |= _disk(problems)
    return {"ok": figures["database"] and figures["disk_ok"], "problems": problems, **figures}


def _worker(now: datetime, problems: list[str]) -> dict[str, Any]:
    newest = Heartbeat.objects.filter(kind="worker").order_by("-at").first()
    alive = newest is not None and now - newest.at < WORKER_SILENT
    if not alive:
        problems.append("后台任务进程没有运行，提醒和公示会延误；请启动 tongpan worker")
    return {"worker": alive, "worker_seen_at": newest.at.isoformat() if newest is not None else None}


def _outbox(now: datetime, problems: list[str]) -> dict[str, Any]:
    given_up = OutboxMessage.objects.filter(status="FAILED").count()
    late = OutboxMessage.objects.filter(status__in=["PENDING", "RUNNING"], run_after__lt=now - WAITING_SINCE).count()
    if given_up:
        problems.append(f"{given_up} 条后台事件多次失败，请用 tongpan outbox status 查看原因并重试")
    if late:
        problems.append(f"{late} 条后台事件已等待超过 10 分钟")
    return {"outbox_failed": given_up, "outbox_late": late}


def _jobs(problems: list[str]) -> dict[str, Any]:
    failing = list(ScheduledJob.objects.filter(failures__gt=0).values_list("name", flat=True))
    if failing:
        problems.append(f"定时任务失败：{'、'.join(failing)}")
    return {"jobs_failing": failing}


def _ledger(problems: list[str]) -> dict[str, Any]:
    pending = sequencer.pending_count()
    if pending > PENDING_ENTRIES:
        problems.append(f"{pending} 条留痕记录等待入链，请检查后台任务进程")
    head = heads.current_head()
    return {"ledger_pending": pending, "ledger_size": head.size if head is not None else 0}


def _disk(problems: list[str]) -> dict[str, Any]:
    folder = Path(settings.TONGPAN_FILES_DIR)
    while not folder.exists():
        folder = folder.parent
    free = shutil.disk_usage(folder).free
    if free < DISK_FREE_BYTES:
        problems.append("磁盘空间不足 512 MB，请尽快清理或扩容")
    return {"disk_free_bytes": free, "disk_ok": free >= DISK_FREE_BYTES}
