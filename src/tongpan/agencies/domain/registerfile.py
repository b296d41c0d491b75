"""The tables by which a county brings in bodies, teams, people, posts and credentials: columns, and reading a cell."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import TextChoices

from tongpan.agencies.domain.fields import Domain
from tongpan.agencies.domain.posts import AgencyKind, Establishment, Post, StaffKind, TeamKind
from tongpan.agencies.domain.templates import TEMPLATES

Row = Mapping[str, str]
MARKS = re.compile(r"[、,，;；/\n]+")
DATE = re.compile(r"(\d{4})(?:[-/.年](\d{1,2})[-/.月](\d{1,2})日?|(\d\d)(\d\d))")


class RowError(Exception):
    """What is wrong with one cell: its column, and the reason with the way forward."""

    def __init__(self, column: str, reason: str) -> None:
        super().__init__(f"{column}：{reason}" if column else reason)
        self.column = column
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name, what may stand in it, and an example."""

    name: str
    note: str
    example: str = ""
    required: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """One sheet of the workbook; `fields` says which column a refusal's field stands in."""

    name: str
    columns: tuple[Column, ...]
    fields: Mapping[str, str]

    @property
    def header(self) -> list[str]:
        """The names of the columns."""
        return [column.name for column in self.columns]

    @property
    def required(self) -> frozenset[str]:
        """The columns that must be filled."""
        return frozenset(column.name for column in self.columns if column.required)


def _names(choices: type[TextChoices]) -> str:
    return "、".join(str(label) for label in choices.labels)


DAY = "如 2026-01-01；空着按今天"
WHO = (
    Column("姓名", "与“人员”表一致", "张三", True),
    Column("所在机关", "与“机关”表一致", "航埠镇人民政府", True),
    Column("账号", "同一机关有同名的人时才需要填"),
)
KEYS = {squad.key: squad.name for model in TEMPLATES.values() for squad in (*model.residents, *model.modules)}

AGENCIES = Table(
    "机关",
    (
        Column("名称", "全称", "航埠镇人民政府", True),
        Column("简称", "", ""),
        Column("类别", _names(AgencyKind), AgencyKind.TOWN_GOVERNMENT.label, True),
        Column("管辖地域", "镇街的名称或九位代码；区县机关空着", "航埠镇"),
        Column("部门代号", "按组织模式建队时用来找派出部门：" + "、".join(f"{k}（{v}）" for k, v in KEYS.items())),
        Column("统一社会信用代码", "十八位"),
        Column("公开电话", "", "0570-0000000"),
        Column("地址", ""),
        Column("设立日期", DAY, "2026-01-01"),
    ),
    {"name": "名称", "kind": "类别", "place": "管辖地域", "key": "部门代号"},
)
TEAMS = Table(
    "队伍",
    (
        Column("名称", "", "航埠镇综合行政执法队", True),
        Column("所属机关", "与“机关”表一致", "航埠镇人民政府", True),
        Column("类别", _names(TeamKind), TeamKind.OWN.label, True),
        Column("服务镇街", "驻地写在第一个，用顿号隔开；部门执法队可空着", "航埠镇"),
        Column("领域", f"用顿号隔开；“全部”表示全部领域。{_names(Domain)}", "全部"),
        Column("责任队伍", "是：就是这些镇街这些领域的责任队伍；空着为否", "是"),
        Column("值班电话", ""),
        Column("成立日期", DAY, "2026-01-01"),
        Column("依据文件", ""),
    ),
    {"name": "名称", "agency": "所属机关", "towns": "服务镇街", "answers": "责任队伍"},
)
PEOPLE = Table(
    "人员",
    (
        Column("姓名", "", "张三", True),
        Column("人员类别", _names(StaffKind), StaffKind.OFFICER.label, True),
        Column("编制", f"{_names(Establishment)}；空着为在编", Establishment.ESTABLISHED.label),
        Column("所在机关", "与“机关”表一致", "航埠镇人民政府", True),
        Column("职务", "", "执法队员"),
        Column("职称", "", ""),
        Column("电话", "加密保存", "13800000000"),
        Column("账号", "小写字母、数字、点和短横线；空着暂不开通", "zhangsan"),
    ),
    {"name": "姓名", "agency": "所在机关", "phone": "电话", "username": "账号"},
)
POSTS = Table(
    "任职",
    (
        *WHO,
        Column("岗位", _names(Post), Post.OFFICER.label, True),
        Column("任职机关", "空着为所在机关"),
        Column("队伍", "执法队员、中队长必填", "航埠镇综合行政执法队"),
        Column("内设机构", "科室名称"),
        Column("责任片区", "村、社区或网格的名称或代码"),
        Column("专人专岗", "是、否"),
        Column("起始日期", DAY, "2026-01-01"),
        Column("任职文件", ""),
    ),
    {"post": "岗位", "agency": "任职机关", "team": "队伍", "valid_from": "起始日期"},
)
CARDS = Table(
    "证件",
    (
        *WHO,
        Column("证件号", "", "33080200000001", True),
        Column("发证机关", "", "浙江省人民政府", True),
        Column("执法领域", "用顿号隔开；空着为综合执法，不限领域"),
        Column("生效日期", "如 2026-01-01", "2026-01-01", True),
        Column("失效日期", "从这一天起无效：证上写有效期至某日的，填第二天；空着为长期", "2031-01-01"),
    ),
    {"number": "证件号", "valid_to": "失效日期"},
)
TABLES = (AGENCIES, TEAMS, PEOPLE, POSTS, CARDS)
GUIDE = "填写说明"


def table_of(sheet: str, header: frozenset[str]) -> Table | None:
    """Return which table a sheet is: by its name, else by its columns."""
    named = next((table for table in TABLES if table.name == sheet.strip()), None)
    if named is not None:
        return named
    fitting = [table for table in TABLES if table.required <= header]
    return max(fitting, key=lambda table: (len(table.required), len(header & set(table.header))), default=None)


def text(row: Row, column: str, most: int = 120) -> str:
    """
    Return a cell's text.

    :raises RowError: if it is too long
    """
    value = " ".join(row.get(column, "").split())
    if len(value) > most:
        raise RowError(column, f"太长了，最多 {most} 个字")
    return value


def needed(row: Row, column: str, most: int = 120) -> str:
    """
    Return a cell that must be filled.

    :raises RowError: if it is empty
    """
    value = text(row, column, most)
    if not value:
        raise RowError(column, "必须填写")
    return value


def choice(row: Row, column: str, choices: type[TextChoices], default: str = "") -> str:
    """
    Return the code of a choice written by its Chinese name or its code.

    :raises RowError: if it is none of them
    """
    value = text(row, column) or default
    for code, label in choices.choices:
        if value and value in (str(label), code):
            return str(code)
    if not value:
        raise RowError(column, "必须填写")
    raise RowError(column, f"没有“{value}”；可以填：{_names(choices)}")


def day(row: Row, column: str, default: date | None = None) -> date | None:
    """
    Return a day, in any of the ways people write one.

    :raises RowError: if it is none
    """
    value = text(row, column)
    if not value:
        return default
    found = DATE.fullmatch(value)
    try:
        return date(*(int(part) for part in found.groups() if part)) if found else date.fromisoformat(value)
    except ValueError:
        raise RowError(column, f"“{value}”不是日期，请写成 2026-01-01 的样子") from None


def flag(row: Row, column: str) -> bool:
    """
    Return 是 or 否; an empty cell means 否.

    :raises RowError: if it is neither
    """
    value = text(row, column)
    if value in ("是", "Y", "y", "1", "√"):
        return True
    if value in ("", "否", "N", "n", "0"):
        return False
    raise RowError(column, f"“{value}”看不懂，请填 是 或 否")


def domains(row: Row, column: str) -> list[Domain]:
    """
    Return the fields of a cell; 全部 means all of them.

    :raises RowError: if one is unknown
    """
    words = several(row, column)
    if words == ["全部"]:
        return list(Domain)
    known = {str(label): Domain(code) for code, label in Domain.choices} | {
        code: Domain(code) for code in Domain.values
    }
    for word in words:
        if word not in known:
            raise RowError(column, f"没有“{word}”这个领域；可以填：{_names(Domain)}")
    return [known[word] for word in words]


def several(row: Row, column: str) -> list[str]:
    """Return the words of a cell that holds several, each once."""
    return list(dict.fromkeys(word.strip() for word in MARKS.split(row.get(column, "")) if word.strip()))
