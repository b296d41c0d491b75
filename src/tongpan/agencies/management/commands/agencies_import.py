"""``tongpan agencies import FILE``: bodies, teams, people, posts and credentials from Excel, CSV or JSONL."""

import json
import os
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from tongpan.agencies.actions.importing import ImportReport, import_register
from tongpan.agencies.policies import system_actor
from tongpan.agencies.queries import registerfile
from tongpan.kernel import clock
from tongpan.kernel.management.telling import refusals_told
from tongpan.kernel.spreadsheet import write_csv
from tongpan.places.queries import home_county

SHOWN = 50


class Command(BaseCommand):
    """Bring in a county's register; a bad row is reported with sheet, line, column and reason and stops nothing."""

    help = (
        "Import bodies, teams, people, posts and credentials: one workbook with a sheet for each, or a CSV of one of "
        "them. What is there already stays as it is. --template writes the empty workbook. The one-time passwords of "
        "the accounts that are opened are printed once, or written to --passwords."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE", help="Excel, CSV (UTF-8 or GBK) or JSONL")
        parser.add_argument("--division", default="", metavar="CODE", help="six digits of the county (default: ours)")
        parser.add_argument("--template", action="store_true", help="write the empty workbook to FILE and stop")
        parser.add_argument("--dry-run", action="store_true", help="say what would come of it, and change nothing")
        parser.add_argument("--passwords", type=Path, metavar="CSV", help="write the one-time passwords to a new file")
        parser.add_argument("--json", action="store_true", help="print the result as one JSON object")

    def handle(self, *args: Any, **options: Any) -> None:
        """Import, and say what became of each row."""
        path: Path = options["file"]
        if options["template"]:
            return self._template(path)
        if not path.is_file():
            raise CommandError(f"没有文件 {path}，请核对路径；空模板用 --template 生成")
        with refusals_told():
            place = home_county(options["division"])
        if options["passwords"] and options["passwords"].exists():
            raise CommandError(f"{options['passwords']} 已经存在，不会覆盖；请换一个文件名")
        with refusals_told("没有导入："):
            register = registerfile.read_register(path, path.name)
            report = import_register(
                lines=register.lines,
                district=place,
                actor=system_actor("system:import", place.pk),
                now=clock.now(),
                rehearsal=options["dry_run"],
            )
        for sheet in register.ignored:
            self.stderr.write(f"没有认出工作表“{sheet}”，已略过")
        for bad in report.rejected[:SHOWN]:
            self.stderr.write(str(bad))
        if len(report.rejected) > SHOWN:
            self.stderr.write(f"另有 {len(report.rejected) - SHOWN} 行没有导入，--json 可看全部")
        if options["passwords"] and report.accounts:
            _write_passwords(options["passwords"], report)
            report.accounts = []
        self._tell(report, as_json=options["json"])

    def _template(self, path: Path) -> None:
        if path.exists():
            raise CommandError(f"{path} 已经存在，不会覆盖；请换一个文件名")
        path.write_bytes(registerfile.template())
        self.stdout.write(f"已写出模板 {path}")

    def _tell(self, report: ImportReport, *, as_json: bool) -> None:
        if as_json:
            self.stdout.write(json.dumps(report.as_dict(), ensure_ascii=False))
            return
        made = "，".join(f"{name} {count}" for name, count in report.created.items() if count) or "无"
        what = "可以新增" if report.rehearsal else "新增"
        self.stdout.write(
            f"收到 {report.received} 行：{what} {made}；已有未变 {report.unchanged}；没有导入 {len(report.rejected)}"
        )
        for one in report.accounts:
            self.stdout.write(f"  {one.agency} {one.name}　账号 {one.username}　一次性密码 {one.password}")


def _write_passwords(path: Path, report: ImportReport) -> None:
    rows = ([one.agency, one.name, one.username, one.password] for one in report.accounts)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.writelines(write_csv(["机关", "姓名", "账号", "一次性密码"], rows))
