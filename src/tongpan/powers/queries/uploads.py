"""A list brought as a file (上传的清单): its rows, its columns, and whether it is one at all."""

from collections.abc import Iterator, Mapping
from itertools import chain, islice

from tongpan.kernel import spreadsheet, storage
from tongpan.kernel.errors import Invalid
from tongpan.powers.domain.listfile import NEEDED_COLUMNS, missing_columns

MOST_LINES = 20_000
"""a county's whole list for all its towns is about fourteen thousand lines"""

Row = tuple[int, Mapping[str, str]]


def rows_of(digest: str, name: str) -> Iterator[Row]:
    """
    Yield the rows of a kept file.

    :raises Invalid: if it is no table, or has more lines than are taken at once
    """
    with storage.open_file(digest) as file:
        for count, row in enumerate(spreadsheet.read_rows(file, name), 1):
            if count > MOST_LINES:
                raise _wrong(f"超过 {MOST_LINES} 行，请按镇街或领域拆成几个文件")
            yield row


def columns_of(digest: str, name: str, kind: str) -> list[str]:
    """
    Return the columns of a kept file.

    :raises Invalid: if it is no table, has no lines, or lacks a column without which no line can be read
    """
    head = list(islice(rows_of(digest, name), 50))
    readable = [row for _, row in head if not isinstance(row, spreadsheet.BadRow)]
    if not readable:
        reason = next((row.reason for _, row in head if isinstance(row, spreadsheet.BadRow)), "")
        raise _wrong(f"{reason or '文件里只有表头，没有内容'}，请检查后重新选择")
    names = list(dict.fromkeys(chain.from_iterable(readable)))
    if missing := missing_columns(names, NEEDED_COLUMNS[kind]):
        raise _wrong(f"缺少这些列：{'、'.join(missing)}。请下载模板，按模板的列名填写后重新选择")
    return names


def lines_at(digest: str, name: str, wanted: Mapping[int, list[str]], columns: list[str]) -> Iterator[list[str]]:
    """Yield the lines named, as they stood, each after what is said of it."""
    last = max(wanted, default=0)
    for line, row in rows_of(digest, name):
        if line in wanted:
            yield [str(line), *wanted[line], *(str(row.get(column, "")) for column in columns)]
        if line >= last:
            return


def _wrong(text: str) -> Invalid:
    return Invalid(text, fields={"file": text})
