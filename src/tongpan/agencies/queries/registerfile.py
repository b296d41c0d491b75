"""Reading a register file: which sheet is which table, in the order in which they build on each other."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import BinaryIO

from tongpan.agencies.domain.registerfile import GUIDE, TABLES, Row, Table, table_of
from tongpan.kernel.errors import Invalid
from tongpan.kernel.spreadsheet import BadRow, read_rows, sheet_names, write_workbook

MOST_ROWS = 5000


@dataclass(frozen=True, slots=True)
class RegisterFile:
    """The rows of a file, each with its table and line, and the sheets nobody recognized."""

    lines: list[tuple[Table, int, Row]]
    ignored: list[str]


def read_register(source: Path | bytes | BinaryIO, name: str) -> RegisterFile:
    """
    Return every row of a file with its table and line: bodies first, then teams, people, posts, credentials.

    :raises Invalid: if the file cannot be read, holds none of the tables, or too many rows
    """
    found: dict[str, list[tuple[Table, int, Row]]] = {table.name: [] for table in TABLES}
    unknown = []
    for sheet in sheet_names(source, name):
        if sheet.strip() == GUIDE:
            continue
        rows = _rows(source, name, sheet)
        table, rows = _recognized(sheet, rows)
        if table is None:
            unknown.append(sheet)
            continue
        found[table.name] += [(table, line, row) for line, row in rows]
    lines = [line for table in TABLES for line in found[table.name]]
    if not lines:
        raise Invalid(_nothing(unknown))
    if len(lines) > MOST_ROWS:
        raise Invalid(f"文件有 {len(lines)} 行，一次最多导入 {MOST_ROWS} 行；请拆成几个文件")
    return RegisterFile(lines, unknown)


def template() -> bytes:
    """Return the empty workbook to be filled in: one sheet a table, and one that explains the columns."""
    sheets: dict[str, tuple[list[str], list[list[str]]]] = {table.name: (table.header, []) for table in TABLES}
    guide = [
        [table.name, column.name, "必填" if column.required else "", column.note, column.example]
        for table in TABLES
        for column in table.columns
    ]
    return write_workbook({**sheets, GUIDE: (["表", "列", "是否必填", "怎么填", "例如"], guide)})


def _rows(source: Path | bytes | BinaryIO, name: str, sheet: str) -> Iterator[tuple[int, Row]]:
    """Yield the rows of a sheet; one that is empty has none."""
    try:
        yield from read_rows(source, name, sheet=sheet)
    except Invalid as refusal:
        if not sheet or refusal.code != "spreadsheet.empty":
            raise


def _recognized(sheet: str, rows: Iterator[tuple[int, Row]]) -> tuple[Table | None, Iterator[tuple[int, Row]]]:
    seen: list[tuple[int, Row]] = []
    for number, row in rows:
        seen.append((number, row))
        if not isinstance(row, BadRow):
            return table_of(sheet, frozenset(row)), chain(seen, rows)
    return table_of(sheet, frozenset()), iter(seen)


def _nothing(unknown: list[str]) -> str:
    names = "、".join(f"“{table.name}”" for table in TABLES)
    if any(unknown):
        return f"没有认出任何一张表（文件里有：{'、'.join(unknown)}）；请用模板，工作表名称用{names}"
    return f"没有可导入的内容：表头认不出来，或表里没有行；请下载模板填写，工作表名称用{names}"
