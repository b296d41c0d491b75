"""A table over HTTP (台账): as Excel or CSV, kept nowhere on the way."""

import tempfile
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, Final
from urllib.parse import quote

from django.http import FileResponse, HttpRequest, HttpResponseBase, StreamingHttpResponse

from tongpan.kernel.errors import Invalid
from tongpan.kernel.spreadsheet.writing import write_csv, write_xlsx

FORMS: Final = frozenset({"xlsx", "csv"})
XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def asked_form(request: HttpRequest) -> str:
    """
    Return as what a table was asked for.

    :raises Invalid: if it is neither Excel nor CSV
    """
    form = request.POST.get("form", "xlsx")
    if form not in FORMS:
        raise Invalid("台账只有 Excel 和 CSV 两种，请重新选择")
    return form


def table_file(
    form: str, columns: Sequence[str], rows: Iterable[Sequence[Any]], *, title: str, plain: str, now: datetime
) -> HttpResponseBase:
    """Answer with a table; `title` and the moment name the file, `plain` where a browser reads ASCII alone."""
    response: HttpResponseBase
    if form == "csv":
        response = StreamingHttpResponse(write_csv(columns, rows), content_type="text/csv; charset=utf-8")
    else:
        book = tempfile.TemporaryFile()
        write_xlsx(columns, rows, to=book)
        book.seek(0)
        response = FileResponse(book, content_type=XLSX)
    name = quote(f"{title}-{now:%Y%m%d-%H%M}.{form}")
    response["Content-Disposition"] = f"attachment; filename=\"{plain}.{form}\"; filename*=UTF-8''{name}"
    response["Cache-Control"] = "no-store"
    return response
