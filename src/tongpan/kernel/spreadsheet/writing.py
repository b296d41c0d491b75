"""Writing: tables that open in Excel and in WPS, and never carry a formula from somebody's text."""

import csv
import io
import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any, BinaryIO

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.utils import get_column_letter

from tongpan.kernel.clock import SHANGHAI
from tongpan.kernel.spreadsheet.rows import text_of

MOST_CELL = 32_767
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def write_xlsx(columns: Sequence[str], rows: Iterable[Sequence[Any]], *, to: BinaryIO | None = None) -> bytes:
    """Write a table as an Excel workbook, row by row; return its bytes, or nothing when it went into `to`."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("数据")
    sheet.freeze_panes = "A2"
    sheet.append([WriteOnlyCell(sheet, name) for name in columns])
    for row in rows:
        sheet.append([_cell(sheet, value) for value in row])
    target = to if to is not None else io.BytesIO()
    book.save(target)
    return target.getvalue() if isinstance(target, io.BytesIO) and to is None else b""


def write_workbook(sheets: Mapping[str, tuple[Sequence[str], Iterable[Sequence[Any]]]]) -> bytes:
    """Return an Excel workbook of several tables, each a sheet with its columns and rows."""
    book = Workbook(write_only=True)
    for title, (columns, rows) in sheets.items():
        sheet = book.create_sheet(title)
        sheet.freeze_panes = "A2"
        for number, column in enumerate(columns, 1):
            sheet.column_dimensions[get_column_letter(number)].width = max(12, 2 * len(column) + 4)
        sheet.append([_cell(sheet, column) for column in columns])
        for row in rows:
            sheet.append([_cell(sheet, value) for value in row])
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def _cell(sheet: Any, value: Any) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(SHANGHAI).replace(tzinfo=None) if value.tzinfo is not None else value
    if value is None or (isinstance(value, int | float | date) and not isinstance(value, bool)):
        return value
    cell = WriteOnlyCell(sheet, ILLEGAL_CHARACTERS_RE.sub("", text_of(value))[:MOST_CELL])
    cell.data_type = "s"  # a text that begins with = stays a text
    return cell


def write_csv(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> Iterator[bytes]:
    """Yield a table as CSV (UTF-8 with a mark, as Excel expects), piece by piece."""
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    yield b"\xef\xbb\xbf"
    for row in itertools.chain([columns], rows):
        writer.writerow([_harmless(text_of(value)) for value in row])
        yield buffer.getvalue().encode()
        buffer.seek(0)
        buffer.truncate()


def _harmless(text: str) -> str:
    return f"'{text}" if text.startswith(_FORMULA) and not text.lstrip("+-").replace(".", "", 1).isdigit() else text
