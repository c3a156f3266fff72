"""A roster of 100,000 rows, checked and applied, beside reading it and COPY of the same rows.

The baseline reads the file with the same library, and copies the persons and policies that the
import made, once they are deleted, back into the same tables. A second baseline copies the raw
cells into a table without indexes, which says how far the product is from a bare load.
"""

import random
import time
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import python_calamine
import xlsxwriter
from django.db import connection, transaction

from benchmarks.stage import Stage
from benchmarks.table import Row
from pult.contracts.models import Contract, Employer, days
from pult.contracts.rosters import actions
from pult.contracts.rosters.files import open_file
from pult.contracts.rosters.plan import Plan
from pult.kernel import clock
from pult.people.access import SYSTEM
from pult.programmes.models import Programme

ROWS = 100_000
BUDGET = 3.0
HEADER = (
    "ФИО", "Дата рождения", "Пол", "Паспорт", "Адрес", "Мобильный телефон", "Рабочая почта",
    "Табельный номер", "Должность", "Город", "Программа", "Дата начала",
)  # fmt: skip
SYLLABLES = ("бер", "вол", "гор", "дуб", "жур", "зим", "кал", "лис", "мор", "нар", "ол", "рог")
FIRST = ("Иван", "Пётр", "Сергей", "Алексей", "Лев", "Тимур", "Ян", "Глеб", "Егор", "Савва")
MIDDLE = ("Иванович", "Петрович", "Сергеевич", "Львович", "Тимурович", "Глебович")
JOBS = ("инженер", "врач", "аналитик", "водитель", "логист", "бухгалтер")
MADE = "SELECT person_id FROM contracts_policy WHERE contract_id = %s"


def run(stage: Stage) -> Iterator[Row]:
    path = stage.var / "roster.xlsx"
    contract = _contract()
    _write_list(path, ROWS)
    applied, plan = _timed(lambda: _import(path, contract))
    assert (len(plan.added), plan.errors) == (ROWS, []), plan.errors[:3]
    again, plan = _timed(lambda: _import(path, contract))
    assert plan.unchanged == ROWS, plan.counts()
    reading, cells = _timed(lambda: _read(path))
    copying = _copy_back(contract)
    bare, _ = _timed(lambda: _copy_cells(cells))
    base, beside = reading + copying, "reading + COPY into the same tables"
    for what, seconds in (("checked and applied", applied), ("the same file again", again)):
        yield Row(
            f"roster of {ROWS:,} rows (XLSX), {what}", seconds, base, beside, "s",
            f"≤ {BUDGET:.0f}×", seconds <= BUDGET * base,
        )  # fmt: skip
    yield Row(
        f"roster of {ROWS:,} rows (XLSX), checked and applied", applied, reading + bare,
        "reading + COPY of bare text", "s",
    )  # fmt: skip


def _contract() -> Contract:
    year = clock.today().year
    programme = Programme.objects.create(code="bench", name="Широкая", city="Москва")
    contract = Contract.objects.create(
        number="BENCH-ROSTER",
        employer=Employer.objects.create(name="Пример", city="Москва"),
        default_programme=programme,
        period=days(date(year, 1, 1), date(year + 1, 12, 31)),
    )
    contract.programmes.add(programme)
    return contract


def _write_list(path: Path, rows: int) -> None:
    """A list of fictional people, as a large employer's own system exports it."""
    chance = random.Random(1)
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet()
    dates = book.add_format({"num_format": "dd.mm.yyyy"})
    sheet.write_row(0, 0, HEADER)
    start = datetime(clock.today().year, 1, 1)  # noqa: DTZ001 a cell of a spreadsheet has no zone
    for row in range(1, rows + 1):
        surname = "".join(chance.choices(SYLLABLES, k=3)).capitalize() + "ов"
        born = datetime(1950, 1, 1) + timedelta(days=chance.randrange(20_000))  # noqa: DTZ001
        sheet.write_string(row, 0, f"{surname} {chance.choice(FIRST)} {chance.choice(MIDDLE)}")
        sheet.write_datetime(row, 1, born, dates)
        sheet.write_string(row, 2, "м")
        sheet.write_string(row, 3, f"45 08 {row:06}")
        sheet.write_string(row, 4, f"ул. Лесная, д. {row % 200 + 1}, кв. {row % 300 + 1}")
        sheet.write_string(
            row, 5, f"8 (900) {row // 10_000:03}-{row // 100 % 100:02}-{row % 100:02}"
        )
        sheet.write_string(row, 6, f"user{row}@employer.example")
        sheet.write_number(row, 7, row)
        sheet.write_string(row, 8, chance.choice(JOBS))
        sheet.write_string(row, 9, "Москва")
        sheet.write_string(row, 10, "Широкая")
        sheet.write_datetime(row, 11, start, dates)
    book.close()


def _import(path: Path, contract: Contract) -> Plan:
    contract = actions.contract_numbered(contract.number)
    roster = actions.read(
        table=open_file(path), contract=contract, remembered={}, day=clock.today()
    )
    plan, _ = actions.apply(
        roster=roster, contract=contract, full=False, skip_bad=False, by=SYSTEM, at=clock.now()
    )
    return plan


def _read(path: Path) -> list[list[Any]]:
    return python_calamine.load_workbook(str(path)).get_sheet_by_index(0).to_python()


def _copy_back(contract: Contract) -> float:
    """Seconds to COPY the imported persons and policies into the tables that they came from."""
    persons = _rows(f"SELECT * FROM people_person WHERE id IN ({MADE})", contract)
    policies = _rows("SELECT * FROM contracts_policy WHERE contract_id = %s", contract)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM contracts_policy WHERE contract_id = %s", [contract.id])
        cursor.execute("DELETE FROM people_person WHERE id = ANY(%s)", [[p[0] for p in persons]])

    def copy() -> None:
        with transaction.atomic():
            _copy("people_person", persons)
            _copy("contracts_policy", policies)

    return _timed(copy)[0]


def _copy_cells(cells: list[list[Any]]) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        columns = ", ".join(f"c{i} text" for i in range(len(HEADER)))
        cursor.execute(f"CREATE TABLE bench_cells ({columns})")
        _copy("bench_cells", [[str(cell) for cell in row] for row in cells])


def _rows(sql: str, contract: Contract) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, [contract.id])
        return cursor.fetchall()


def _copy(table: str, rows: list[Any]) -> None:
    with connection.cursor() as cursor, cursor.copy(f"COPY {table} FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)


def _timed(work: Callable[[], Any]) -> tuple[float, Any]:
    start = time.perf_counter()
    result = work()
    return time.perf_counter() - start, result
