"""Tables from outside: CSV (UTF-8, GB18030, UTF-16), Excel and JSON lines, row by row; Excel and CSV written."""

from tongpan.kernel.spreadsheet.reading import BadRow, read_rows, sheet_names
from tongpan.kernel.spreadsheet.writing import write_csv, write_workbook, write_xlsx

__all__ = ["BadRow", "read_rows", "sheet_names", "write_csv", "write_workbook", "write_xlsx"]
