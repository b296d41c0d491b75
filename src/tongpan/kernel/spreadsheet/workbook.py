"""Excel workbooks: one sheet, its first row that is not empty as header."""

import io
import warnings
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, BinaryIO

import openpyxl
import python_calamine

from tongpan.kernel.errors import Invalid
from tongpan.kernel.spreadsheet.rows import header_of, row_of, text_of

MOST_UNPACKED_BYTES = 1 << 30
MOST_RATIO = 200
MOST_XLS_BYTES = 50 * 1024 * 1024

Row = tuple[int, dict[str, str]]
_BROKEN = "Excel 文件已损坏或受密码保护，打不开。请用 Excel 另存为 xlsx 后再导入"


def xlsx_rows(file: BinaryIO, name: str = "") -> Iterator[Row]:
    """Yield the rows of a sheet of an .xlsx workbook, streaming."""
    book = _xlsx(file)
    try:
        sheet = book[name] if name else book.worksheets[0]
        sheet.reset_dimensions()  # some programs write a wrong size
        yield from _table(sheet.iter_rows(values_only=True))
    finally:
        book.close()


def xlsx_names(file: BinaryIO) -> list[str]:
    """Return the names of the sheets of an .xlsx workbook."""
    book = _xlsx(file)
    try:
        return [sheet.title for sheet in book.worksheets]
    finally:
        book.close()


def _xlsx(file: BinaryIO) -> Any:
    _check_packing(file)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return openpyxl.load_workbook(file, read_only=True, data_only=True)
        except Exception:
            raise Invalid(_BROKEN) from None


def xls_rows(file: BinaryIO, name: str = "") -> Iterator[Row]:
    """Yield the rows of a sheet of an old .xls workbook, which has to be read whole."""
    book = _xls(file)
    try:
        sheet = book.get_sheet_by_name(name) if name else book.get_sheet_by_index(0)
        rows = sheet.to_python(skip_empty_area=False)
    except Exception:
        raise Invalid(_BROKEN) from None
    yield from _table(rows)


def xls_names(file: BinaryIO) -> list[str]:
    """Return the names of the sheets of an old .xls workbook."""
    return list(_xls(file).sheet_names)


def _xls(file: BinaryIO) -> Any:
    content = file.read(MOST_XLS_BYTES + 1)
    if len(content) > MOST_XLS_BYTES:
        raise Invalid("这个旧版 Excel 文件太大，请另存为 xlsx 后再导入")
    try:
        return python_calamine.CalamineWorkbook.from_object(io.BytesIO(content))
    except Exception:
        raise Invalid(_BROKEN) from None


def _check_packing(file: BinaryIO) -> None:
    """Refuse an archive that unpacks to far more than a table would."""
    try:
        with zipfile.ZipFile(file) as archive:
            parts = archive.infolist()
    except zipfile.BadZipFile:
        raise Invalid(_BROKEN) from None
    unpacked = sum(part.file_size for part in parts)
    packed = sum(part.compress_size for part in parts) or 1
    if unpacked > MOST_UNPACKED_BYTES or (unpacked > 50_000_000 and unpacked / packed > MOST_RATIO):
        raise Invalid("这个 Excel 文件解压后过大，没有导入。请拆成几个文件")
    file.seek(0)


def _table(rows: Iterable[Sequence[Any]]) -> Iterator[Row]:
    header: list[str] = []
    for number, row in enumerate(rows, 1):
        cells = [text_of(value) for value in row]
        if not any(cell.strip() for cell in cells):
            continue
        if header:
            yield number, row_of(header, cells)
        else:
            header = header_of(cells)
    if not header:
        raise Invalid("表里没有内容，请检查后重新选择", code="spreadsheet.empty")
