"""Official files as the Ministry lays them out, written by the tests."""

import csv
import io
from pathlib import Path

import openpyxl

from pult.reference import icd

ICD_HEADER = ["ID", "REC_CODE", "MKB_CODE", "MKB_NAME", "ID_PARENT", "ADDL_CODE", "ACTUAL", "DATE"]
SERVICES_HEADER = ["ID", "S_CODE", "NAME", "REL", "DATEOUT"]

Rows = list[list[str]]


def icd_rows() -> Rows:
    """A header, one chapter, every block with its first category, and tuberculosis in full."""
    rows = [ICD_HEADER, ["1", "01", "I", "ВСЕ БОЛЕЗНИ", "", "", "1", ""]]
    for letter, ranges in icd.blocks().items():
        for first, last in ranges:
            block = f"{letter}{first:02}-{letter}{last:02}"
            number = len(rows)
            rows.append([str(number), "", block, f"Блок {block}", "1", "", "1", ""])
            category = f"{letter}{first:02}"
            rows.append(
                [str(number + 1), "", category, f"Болезнь {category}", str(number), "", "1", ""]
            )
    parent = next(row[0] for row in rows if row[2] == "A15-A19")
    number = len(rows)
    rows.append([str(number), "", "A16", "Туберкулёз; без подтверждения", parent, "", "1", ""])
    rows.append([str(number + 1), "", "A16.0", "Туберкулёз лёгких", str(number), "2", "1", ""])
    rows.append([str(number + 2), "", "A16.9", "Старый код", str(number), "", "0", "07.04.2021"])
    return rows


def service_rows() -> Rows:
    return [
        SERVICES_HEADER,
        ["1", "A05.04.001", "Магнитно-резонансная томография суставов (один сустав)", "1", ""],
        ["2", "А16.07.002", "Восстановление зуба пломбой", "1", ""],
        ["3", "A04.16.001", "Ультразвуковое исследование органов брюшной полости", "1", ""],
        ["4", "A08.99.001", "Исследование «редкое»; с точкой", "1", ""],
        ["5", "B01.047.001", "Прием (осмотр, консультация) врача-терапевта первичный", "1", ""],
        ["6", "B01.999.001", "Прием упразднённого врача", "0", "01.01.2020"],
        ["7", "B01.999.002", "Прием врача, который скоро будет упразднён", "1", "2020-01-01"],
    ]


def csv_text(rows: Rows) -> str:
    text = io.StringIO()
    csv.writer(text, delimiter=";", lineterminator="\n").writerows(rows)
    return text.getvalue()


def as_csv(path: Path, rows: Rows, *, encoding: str = "utf-8") -> Path:
    path.write_bytes(csv_text(rows).encode(encoding))
    return path


def as_xlsx(path: Path, rows: Rows) -> Path:
    """With numbers as numbers, as Excel keeps them."""
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append([int(cell) if cell.isdecimal() else cell or None for cell in row])
    book.save(path)
    return path
