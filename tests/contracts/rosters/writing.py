"""Lists written in every way that HR writes them: XLSX, XLS, ODS, and text of any encoding."""

import csv
import io
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

import openpyxl
import xlsxwriter
import xlwt
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table, TableCell, TableRow
from odf.text import P

Rows = Sequence[Sequence[Any]]


def xlsx(rows: Rows, *, merges: Sequence[str] = (), before: Sequence[str] = ()) -> bytes:
    """`merges` are ranges such as `A1:C1`; `before` are sheets of notes ahead of the list."""
    book = openpyxl.Workbook()
    book.active.title = "Лист1"
    for title in before:
        sheet = book.create_sheet(title, 0)
        sheet["A1"] = "Как заполнять список"
    sheet = book["Лист1"]
    for row in rows:
        sheet.append(list(row))
    for area in merges:
        sheet.merge_cells(area)
    return _saved(book.save)


def xlsx_cells(rows: Rows) -> bytes:
    """Texts as they are, control characters too, escaped as Excel does."""
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream)
    sheet = book.add_worksheet()
    for place, row in enumerate(rows):
        for index, cell in enumerate(row):
            sheet.write_string(place, index, cell)
    book.close()
    return stream.getvalue()


def xls(rows: Rows) -> bytes:
    book = xlwt.Workbook()
    sheet = book.add_sheet("Лист1")
    dates = xlwt.easyxf(num_format_str="DD.MM.YYYY")
    for top, row in enumerate(rows):
        for left, cell in enumerate(row):
            if cell is not None:
                style = (dates,) if isinstance(cell, date) else ()
                sheet.write(top, left, cell, *style)
    return _saved(book.save)


def ods(rows: Rows) -> bytes:
    book = OpenDocumentSpreadsheet()
    table = Table(name="Лист1")
    for row in rows:
        line = TableRow()
        for cell in row:
            line.addElement(_ods_cell(cell))
        table.addElement(line)
    book.spreadsheet.addElement(table)
    return _saved(book.write)


def _ods_cell(value: Any) -> TableCell:
    if value in (None, ""):
        return TableCell()
    if isinstance(value, date):
        return TableCell(valuetype="date", datevalue=value.isoformat())
    if isinstance(value, int | float):
        return TableCell(valuetype="float", value=str(value))
    cell = TableCell(valuetype="string")
    cell.addElement(P(text=value))
    return cell


def text(rows: Rows, *, encoding: str = "utf-8", delimiter: str = ";") -> bytes:
    stream = io.StringIO()
    csv.writer(stream, delimiter=delimiter).writerows([[_typed(cell) for cell in r] for r in rows])
    return stream.getvalue().encode(encoding)


def _typed(cell: Any) -> str:
    if isinstance(cell, date):
        return f"{cell:%d.%m.%Y}"
    return "" if cell is None else str(cell)


def _saved(save: Callable[[io.BytesIO], Any]) -> bytes:
    stream = io.BytesIO()
    save(stream)
    return stream.getvalue()


TEXTS = {
    f"{encoding} {delimiter!r}": (encoding, delimiter)
    for encoding in ("utf-8", "utf-8-sig", "cp1251", "utf-16", "utf-16-le", "utf-16-be")
    for delimiter in (";", ",", "\t")
}


def _as_text(encoding: str, delimiter: str) -> Callable[[Rows], bytes]:
    return lambda rows: text(rows, encoding=encoding, delimiter=delimiter)


FORMATS: dict[str, Callable[[Rows], bytes]] = {"xlsx": xlsx, "xls": xls, "ods": ods} | {
    name: _as_text(*how) for name, how in TEXTS.items()
}
