"""Reading: one row at a time, every value as text. A row that cannot be read comes as such and stops nothing."""

import io
import json
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any, BinaryIO

from tongpan.kernel.errors import Invalid
from tongpan.kernel.spreadsheet.delimited import as_text, csv_rows
from tongpan.kernel.spreadsheet.rows import BadRow, text_of
from tongpan.kernel.spreadsheet.workbook import xls_names, xls_rows, xlsx_names, xlsx_rows

__all__ = ["BadRow", "read_rows", "sheet_names"]

Source = str | Path | bytes | BinaryIO
_XLS = b"\xd0\xcf\x11\xe0"


def read_rows(source: Source, name: str = "", *, sheet: str = "") -> Iterator[tuple[int, dict[str, str]]]:
    """
    Yield line number and columns of each row; the format follows from the content, then from the name.

    Of a workbook the sheet named is read, or the first one.

    A row that cannot be read comes as a `BadRow`: an empty dict with a `reason`.

    :raises Invalid: if the file as a whole is none of the formats, or has no header
    """
    with ExitStack() as stack:
        file, kind = _open(source, name, stack)
        if kind in ("xlsx", "xls"):
            yield from (xlsx_rows if kind == "xlsx" else xls_rows)(file, sheet)
        else:
            yield from (_jsonl_rows if kind == "jsonl" else csv_rows)(file)


def sheet_names(source: Source, name: str = "") -> list[str]:
    """
    Return the names of a workbook's sheets in their order; of any other file one empty name.

    :raises Invalid: if the file as a whole is none of the formats
    """
    with ExitStack() as stack:
        file, kind = _open(source, name, stack)
        names = {"xlsx": xlsx_names, "xls": xls_names}
        return names[kind](file) if kind in names else [""]


def _open(source: Source, name: str, stack: ExitStack) -> tuple[BinaryIO, str]:
    """Return the file from its beginning, and which format it has."""
    file = _file(source, stack)
    head = file.read(4096)
    file.seek(0)
    return file, _kind(head, name or (str(source) if isinstance(source, str | Path) else ""))


def _file(source: Source, stack: ExitStack) -> BinaryIO:
    if isinstance(source, bytes):
        return io.BytesIO(source)
    if isinstance(source, str | Path):
        try:
            return stack.enter_context(Path(source).open("rb"))
        except OSError as error:
            raise Invalid(f"打不开文件 {source}：{error.strerror}") from None
    source.seek(0)
    return source


def _kind(head: bytes, name: str) -> str:
    if head.startswith(b"PK\x03\x04"):
        return "xlsx"
    if head.startswith(_XLS):
        return "xls"
    if not head.strip():
        raise Invalid("文件是空的，请检查后重新选择")
    if b"\0" in head and not head.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise Invalid("不认识的文件格式，请使用 CSV、Excel（xlsx）或 JSONL")
    ending = name.lower().rpartition(".")[2]
    if ending in {"jsonl", "ndjson"} or head.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"{"):
        return "jsonl"
    return "csv"


def _jsonl_rows(file: BinaryIO) -> Iterator[tuple[int, dict[str, str]]]:
    with as_text(file, newline="\n") as text:
        for number, line in enumerate(text, 1):
            if line.strip():
                yield number, _object_of(line)


def _object_of(line: str) -> dict[str, str]:
    if "\ufffd" in line:
        return BadRow("有无法识别的字符，请检查文件编码")
    try:
        raw: Any = json.loads(line)
    except (ValueError, RecursionError):
        return BadRow("不是完整的 JSON")
    if not isinstance(raw, dict):
        return BadRow("应为一个 JSON 对象")
    return {str(key): text_of(value) for key, value in raw.items()}
