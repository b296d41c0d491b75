"""``tongpan agencies init``: the first body and the first system manager, without the Python shell."""

import json
import os
import sys
from argparse import ArgumentParser
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from tongpan.agencies.actions.founding import Founded, Founding, found
from tongpan.agencies.domain.posts import AgencyKind
from tongpan.agencies.domain.registerfile import RowError, choice, day, text
from tongpan.kernel import clock
from tongpan.kernel.errors import Refusal
from tongpan.kernel.management.telling import refusals_told
from tongpan.kernel.spreadsheet import read_rows
from tongpan.places.queries import home_county

COLUMNS = {
    "division": "区县代码",
    "body": "机关名称",
    "kind": "机关类别",
    "name": "姓名",
    "username": "账号",
    "phone": "电话",
    "valid_from": "起始日期",
}
WANTED = ("body", "name", "username")
KINDS = [kind for kind in AgencyKind if kind not in (AgencyKind.TOWN_GOVERNMENT, AgencyKind.STREET_OFFICE)]
PASSWORD = "TONGPAN_FIRST_PASSWORD"


class Command(BaseCommand):
    """Found an installation. It refuses where an account exists; nothing is changed then."""

    help = (
        "Create the first body of a county and its system manager, from options or from a file with one row "
        f"(columns {'、'.join(COLUMNS.values())}; JSON also with the names of the options). The password is read "
        f"from stdin (--password-stdin) or from {PASSWORD}; without either a one-time password is made, printed once, "
        "and has to be changed at the first sign-in. Refuses if there is an account already."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--division", default="", metavar="CODE", help="six digits of the county (default: ours)")
        parser.add_argument("--body", default="", metavar="NAME", help="full name of the body, e.g. 柯城区综合指挥中心")
        kinds = ", ".join(f"{kind.value} {kind.label}" for kind in KINDS)
        parser.add_argument("--kind", default="", help=f"its kind, by code or name (default COMMAND_CENTRE): {kinds}")
        parser.add_argument("--name", default="", help="name of the person who will manage the system")
        parser.add_argument("--username", default="", help="name of the account")
        parser.add_argument("--phone", default="", help="telephone number; stored sealed")
        parser.add_argument("--valid-from", default="", metavar="YYYY-MM-DD", help="first day (default: today)")
        parser.add_argument("--file", type=Path, metavar="FILE", help="Excel, CSV or JSON with one row")
        parser.add_argument("--password-stdin", action="store_true", help="read the password from stdin, one line")
        parser.add_argument("--json", action="store_true", help="print the result as one JSON object")

    def handle(self, *args: Any, **options: Any) -> None:
        """Found, and say what was made."""
        now = clock.now()
        given = _from_file(options["file"]) if options["file"] else {}
        facts = {key: options[key] or given.get(key, "") for key in COLUMNS}
        missing = [COLUMNS[key] for key in WANTED if not facts[key].strip()]
        if missing:
            raise CommandError(f"还缺：{'、'.join(missing)}；请用选项或 --file 写明，见 --help")
        with refusals_told():
            place = home_county(facts["division"])
        try:
            made = found(
                county=place,
                founding=_founding(facts, clock.date_of(now)),
                password=_password(from_stdin=options["password_stdin"]),
                now=now,
            )
        except (Refusal, RowError) as refusal:
            raise CommandError(str(refusal)) from refusal
        self._tell(made, place.name, as_json=options["json"])

    def _tell(self, made: Founded, county_name: str, *, as_json: bool) -> None:
        if as_json:
            result = {
                "county": county_name,
                "agency": str(made.agency.pk),
                "officer": str(made.officer.pk),
                "username": made.username,
                "one_time_password": made.one_time_password,
            }
            self.stdout.write(json.dumps(result, ensure_ascii=False))
            return
        self.stdout.write(
            f"已建立{county_name}的{made.agency.name}，系统管理员{made.officer.name}，账号 {made.username}"
        )
        if made.one_time_password:
            self.stdout.write(f"一次性密码（只显示这一次，首次登录要换成自己的密码）：{made.one_time_password}")
        self.stdout.write("下一步：登录后在“机构与人员”里导入或登记其他机关和人员")


def _founding(facts: Mapping[str, str], today: date) -> Founding:
    named = {column: facts[key] for key, column in COLUMNS.items()}
    kind = AgencyKind(choice(named, COLUMNS["kind"], AgencyKind, AgencyKind.COMMAND_CENTRE))
    if kind not in KINDS:
        raise RowError(COLUMNS["kind"], "首个机关应是区县一级的机关；镇街的机关随后在页面上登记")
    return Founding(
        body=text(named, COLUMNS["body"]),
        kind=kind,
        name=facts["name"],
        username=facts["username"],
        phone=facts["phone"],
        valid_from=day(named, COLUMNS["valid_from"], today) or today,
    )


def _from_file(path: Path) -> dict[str, str]:
    if not path.is_file():
        raise CommandError(f"没有文件 {path}，请核对路径")
    with refusals_told():
        rows = [_json(path)] if path.suffix.lower() == ".json" else [row for _, row in read_rows(path, path.name)]
    if len(rows) != 1:
        raise CommandError(f"{path} 应恰好有一行（现有 {len(rows)} 行）：{'、'.join(COLUMNS.values())}")
    return {key: rows[0].get(column) or rows[0].get(key, "") for key, column in COLUMNS.items()}


def _json(path: Path) -> dict[str, str]:
    try:
        raw = json.loads(path.read_text(encoding="utf-8-sig"))
    except ValueError as error:
        raise CommandError(f"{path} 不是完整的 JSON（{error}）") from error
    if not isinstance(raw, dict):
        raise CommandError(f"{path} 应为一个 JSON 对象")
    return {str(key): str(value) for key, value in raw.items()}


def _password(*, from_stdin: bool) -> str:
    """Return the password that was given, or nothing: then one is made."""
    if not from_stdin:
        return os.environ.get("TONGPAN_FIRST_PASSWORD", "")
    password = sys.stdin.readline().rstrip("\r\n")
    if not password:
        raise CommandError("标准输入里没有密码；请从管道送入一行，或去掉 --password-stdin 由系统生成一次性密码")
    return password
