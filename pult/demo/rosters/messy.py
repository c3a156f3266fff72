"""The sample rosters as files: an XLSX with merged headers, and a semicolon CSV in cp1251."""

import csv
import io
import tomllib
from pathlib import Path
from typing import Any

import xlsxwriter

TITLE = "Список сотрудников ООО «Пример» для ДМС, договор № 2026-0001"
GROUPED = (
    "№ п/п",
    "Ф.И.О. застрахованного",
    "Дата рожд.",
    "Пол",
    ("Паспорт", "серия"),
    ("Паспорт", "номер"),
    "Моб. тел.",
    "E-mail (рабочий)",
    "Таб. №",
    "Должность",
    "Степень родства",
    "Основной застрахованный",
    "Программа ДМС",
)
FLAT = tuple(" ".join(title) if isinstance(title, tuple) else title for title in GROUPED)
FIRST_ROW = 5


def rows() -> list[list[Any]]:
    """The rows as HR wrote them; a birth date may be {"serial": days since 1900}."""
    text = (Path(__file__).parent / "rows.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)["rows"]


def xlsx() -> bytes:
    """Two title lines, a header of two lines with a merged group, a total and a signature."""
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True})
    bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
    dates = book.add_format({"num_format": "dd.mm.yyyy"})
    sheet = book.add_worksheet("Лист1")
    sheet.merge_range(0, 0, 0, len(GROUPED) - 1, TITLE, bold)
    sheet.write(1, 0, "Исполнитель: отдел по персоналу")
    _write_header(sheet, bold)
    for index, row in enumerate(rows()):
        sheet.write_number(FIRST_ROW + index, 0, index + 1)
        for column, value in enumerate(row, 1):
            if isinstance(value, dict):
                sheet.write_number(FIRST_ROW + index, column, value["serial"], dates)
            elif value:
                sheet.write_string(FIRST_ROW + index, column, value)
    end = FIRST_ROW + len(rows())
    sheet.write(end, 1, f"Итого: {len(rows())} чел.")
    sheet.write(end + 2, 1, "Начальник отдела по персоналу ____________ О. Крылова")
    sheet.set_column(1, 1, 34)
    sheet.set_column(2, len(GROUPED) - 1, 18)
    book.close()
    return target.getvalue()


def _write_header(sheet: Any, bold: Any) -> None:
    top = FIRST_ROW - 2
    for column, title in enumerate(GROUPED):
        if isinstance(title, tuple):
            sheet.write(top + 1, column, title[1], bold)
        else:
            sheet.merge_range(top, column, top + 1, column, title, bold)
    first = next(i for i, title in enumerate(GROUPED) if isinstance(title, tuple))
    sheet.merge_range(top, first, top, first + 1, GROUPED[first][0], bold)


def csv_cp1251() -> bytes:
    """The same rows as an old payroll program saves them."""
    target = io.StringIO(newline="")
    writer = csv.writer(target, delimiter=";", lineterminator="\r\n")
    writer.writerow([TITLE])
    writer.writerow(FLAT)
    for index, row in enumerate(rows(), 1):
        writer.writerow([index, *(_plain(value) for value in row)])
    writer.writerow(["", f"Итого: {len(rows())} чел."])
    return target.getvalue().encode("cp1251")


def _plain(value: Any) -> str:
    return str(value["serial"]) if isinstance(value, dict) else value
