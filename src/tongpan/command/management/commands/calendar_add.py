"""``tongpan calendar add FILE``: store a published holiday notice."""

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from tongpan.command.actions.holidays import publish_holidays
from tongpan.command.policies import system_actor
from tongpan.kernel import clock
from tongpan.kernel.calendar import preview
from tongpan.kernel.management.telling import refusals_told
from tongpan.law.calendar import YearNotice

MOST_BYTES = 200_000


class Command(BaseCommand):
    """Read the State Council's own words, or a TOML file in the form of law/calendars."""

    help = "Store a published holiday notice; the worker computes the time limits that waited for it."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the options."""
        parser.add_argument("file", type=Path, help="the notice as text (UTF-8), or TOML as in law/calendars")
        parser.add_argument("--dry-run", action="store_true", help="only say what would be stored")
        parser.add_argument("--json", action="store_true", help="print one JSON object as the last line")

    def handle(self, *args: Any, **options: Any) -> None:
        """Store, and say which days."""
        with refusals_told("没有登记："):
            text = self._text(options["file"])
            notice, calendar = preview(text)
            if not options["dry_run"]:
                publish_holidays(text=text, actor=system_actor("system:calendar"), now=clock.now())
        for line in said(notice):
            self.stderr.write(line)
        if options["json"]:
            found = {"year": notice.year, "calendar": calendar.version, "stored": not options["dry_run"]}
            self.stdout.write(json.dumps(found, ensure_ascii=False))
        elif options["dry_run"]:
            self.stdout.write(f"可以登记{notice.year}年的放假通知（没有写入）")
        else:
            self.stdout.write(f"已登记{notice.year}年的放假通知；等待它的期限由后台任务进程重新计算")

    def _text(self, file: Path) -> str:
        try:
            if file.stat().st_size > MOST_BYTES:
                raise CommandError("没有登记：文件太大，不会是放假通知")
            return file.read_text(encoding="utf-8-sig")
        except UnicodeDecodeError as problem:
            raise CommandError("没有登记：文件不是 UTF-8 编码的文字") from problem
        except OSError as problem:
            raise CommandError(f"没有登记：文件{file}无法读取") from problem


def said(notice: YearNotice) -> list[str]:
    """Return one line a festival: its days off, and the days worked for it."""
    lines = []
    for holiday in notice.holidays:
        worked = "，".join(f"{day:%m-%d}" for day in holiday.makeup)
        end = f"{holiday.name}：{holiday.days[0]} 至 {holiday.days[-1]}，{len(holiday.days)} 天"
        lines.append(f"{end}；上班 {worked}" if worked else end)
    return lines
