"""CSV: the encoding and the separator are found out, not asked for."""

import codecs
import csv
import io
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, BinaryIO

from tongpan.kernel.errors import Invalid
from tongpan.kernel.spreadsheet.rows import MOST_CELL_CHARS, BadRow, header_of, row_of

if TYPE_CHECKING:
    import _csv

SAMPLE = 1 << 18
csv.field_size_limit(MOST_CELL_CHARS * 2)


def detect_encoding(file: BinaryIO) -> str:
    """Return the encoding of a text file, judged by its first 256 KB: UTF-8 unless that fits badly, then GB18030."""
    sample = file.read(SAMPLE)
    file.seek(0)
    if sample.startswith(codecs.BOM_UTF8):
        return "utf-8-sig"
    if sample.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    text = sample.decode("utf-8", errors="replace")
    bad = text.count("\ufffd")
    good = sum(1 for char in text if char > "\x7f") - bad
    # Chinese in GBK hardly ever happens to be UTF-8; a few damaged bytes do not make a file GBK
    return "utf-8" if bad <= 1 or good > 2 * bad else "gb18030"


@contextmanager
def as_text(file: BinaryIO, *, newline: str) -> Iterator[io.TextIOWrapper]:
    """Read a file as text in its own encoding, and leave it open; what cannot be read becomes U+FFFD."""
    text = io.TextIOWrapper(file, detect_encoding(file), errors="replace", newline=newline)
    try:
        yield text
    finally:
        text.detach()


def csv_rows(file: BinaryIO) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield the rows of a delimited text with a header."""
    with as_text(file, newline="") as text:
        yield from _rows(csv.reader(text, delimiter=_separator(text)))


def _separator(text: io.TextIOWrapper) -> str:
    first = ""
    while not first.strip():
        line = text.readline(1 << 16)
        if not line:
            raise Invalid("文件里没有内容，请检查后重新选择")
        first = line
    text.seek(0)
    return max(",\t;，", key=first.count) if any(mark in first for mark in ",\t;，") else ","


def _rows(reader: "_csv.Reader") -> Iterator[tuple[int, dict[str, str]]]:
    header: list[str] = []
    while True:
        number = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            break
        except csv.Error as error:
            yield number, BadRow(f"这一行读不出来（{error}）")
            continue
        if not any(cell.strip() for cell in cells):
            continue
        if not header:
            header = header_of(cells)
        elif any("\ufffd" in cell for cell in cells):
            yield number, BadRow("有无法识别的字符，请检查文件编码")
        else:
            yield number, row_of(header, cells)
    if not header:
        raise Invalid("文件里没有表头，请检查后重新选择")
