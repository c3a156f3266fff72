"""A roster of 100,000 rows, checked and applied, beside reading it and COPY of the same rows.

The baseline reads the file with the same library and copies what the import writes (persons
and policies, already clean) into tables with the same indexes and constraints. The budget is
three times that.
"""

import os
import random
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import python_calamine
import xlsxwriter

BUDGET = 3.0
HEADER = (
    "ФИО", "Дата рождения", "Пол", "Паспорт", "Адрес", "Мобильный телефон", "Рабочая почта",
    "Табельный номер", "Должность", "Город", "Программа", "Дата начала",
)  # fmt: skip
SYLLABLES = ("бер", "вол", "гор", "дуб", "жур", "зим", "кал", "лис", "мор", "нар", "ол", "рог")
FIRST = ("Иван", "Пётр", "Сергей", "Алексей", "Лев", "Тимур", "Ян", "Глеб", "Егор", "Савва")
MIDDLE = ("Иванович", "Петрович", "Сергеевич", "Львович", "Тимурович", "Глебович")
JOBS = ("инженер", "врач", "аналитик", "водитель", "логист", "бухгалтер")


def write_list(path: Path, rows: int, seed: int = 1) -> None:
    """A list of fictional people in a clean layout, as a large employer's system exports it."""
    random.seed(seed)
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet()
    dates = book.add_format({"num_format": "dd.mm.yyyy"})
    sheet.write_row(0, 0, HEADER)
    start = datetime(date.today().year, 1, 1)  # noqa: DTZ001, DTZ011 a cell of a spreadsheet
    for row in range(1, rows + 1):
        surname = "".join(random.choices(SYLLABLES, k=3)).capitalize() + "ов"
        born = datetime(1950, 1, 1) + timedelta(days=random.randrange(20_000))  # noqa: DTZ001
        name = f"{surname} {random.choice(FIRST)} {random.choice(MIDDLE)}"
        sheet.write_string(row, 0, name)
        sheet.write_datetime(row, 1, born, dates)
        sheet.write_string(row, 2, "м")
        sheet.write_string(row, 3, f"{4500 + row // 1_000_000} {row % 1_000_000:06}")
        sheet.write_string(row, 4, f"ул. Лесная, д. {row % 200 + 1}, кв. {row % 300 + 1}")
        sheet.write_string(row, 5, f"8 (900) {row // 10_000:03}-{row // 100 % 100:02}-{row % 100:02}")
        sheet.write_string(row, 6, f"user{row}@employer.example")
        sheet.write_number(row, 7, row)
        sheet.write_string(row, 8, random.choice(JOBS))
        sheet.write_string(row, 9, "Москва")
        sheet.write_string(row, 10, "Широкая")
        sheet.write_datetime(row, 11, start, dates)
    book.close()


def timed(work: Callable[[], Any]) -> tuple[float, Any]:
    start = time.perf_counter()
    result = work()
    return time.perf_counter() - start, result


def run(rows: int = 100_000) -> list[tuple[str, float, float]]:
    """Rows of the table: what, seconds of ours, seconds of the baseline."""
    var = Path(tempfile.mkdtemp(prefix="pult-bench-"))
    os.environ |= {"PULT_VAR": str(var), "DJANGO_SETTINGS_MODULE": "pult.config.settings",
                   "PULT_LOG_LEVEL": "ERROR"}  # fmt: skip
    from pult.config.postgres import Cluster  # noqa: PLC0415 reads the environment above

    cluster = Cluster(var, durable=True)
    cluster.start()
    os.environ["DATABASE_URL"] = cluster.url
    try:
        return _measured(var, rows)
    finally:
        cluster.stop()
        shutil.rmtree(var, ignore_errors=True)


def _measured(var: Path, rows: int) -> list[tuple[str, float, float]]:
    import django  # noqa: PLC0415 after the environment

    django.setup()
    from django.core.management import call_command  # noqa: PLC0415

    call_command("migrate", verbosity=0, interactive=False)
    path = var / "list.xlsx"
    write_list(path, rows)
    contract = _contract()
    ours, plan = timed(lambda: _import(path, contract))
    assert (len(plan.added), plan.errors) == (rows, []), plan.errors[:3]
    again, plan = timed(lambda: _import(path, contract))
    assert plan.unchanged == rows
    reading, copying = _baseline(path)
    base = reading + copying
    print(f"{'':44}{'seconds':>9}{'baseline':>10}{'ratio':>8}{'budget':>8}")
    for what, seconds in (("checked and applied", ours), ("the same file again", again)):
        title = f"roster of {rows:,} rows (XLSX), {what}"
        print(f"{title:44}{seconds:9.2f}{base:10.2f}{seconds / base:8.2f}{BUDGET:8.1f}")
    print(f"baseline: {reading:.2f} s reading + {copying:.2f} s COPY of the same rows")
    return [("checked and applied", ours, base), ("the same file again", again, base)]


def _contract() -> Any:
    from pult.contracts.models import Contract, Employer, days  # noqa: PLC0415 after set-up
    from pult.programmes.models import Programme  # noqa: PLC0415

    year = date.today().year  # noqa: DTZ011 a benchmark's own year
    programme = Programme.objects.create(code="wide", name="Широкая", city="Москва")
    employer = Employer.objects.create(name="Пример", city="Москва")
    contract = Contract.objects.create(
        number="BENCH-1", employer=employer, default_programme=programme,
        period=days(date(year, 1, 1), date(year + 1, 12, 31)),
    )  # fmt: skip
    contract.programmes.add(programme)
    return contract


def _import(path: Path, contract: Any) -> Any:
    import gc; gc.disable()
    from pult.contracts.rosters import actions  # noqa: PLC0415 after set-up
    from pult.contracts.rosters.files import open_file  # noqa: PLC0415
    from pult.kernel import clock  # noqa: PLC0415
    from pult.people.access import SYSTEM  # noqa: PLC0415

    marks = [time.perf_counter()]
    table = open_file(path)
    marks.append(time.perf_counter())
    roster = actions.read(table=table, contract=contract, remembered={}, day=clock.today())
    marks.append(time.perf_counter())
    percents = []
    plan, _ = actions.apply(
        roster=roster, contract=contract, full=False, skip_bad=False, by=SYSTEM, at=clock.now(),
        progress=lambda percent: percents.append((percent, time.perf_counter())),
    )  # fmt: skip
    if "-v" in sys.argv:
        print("  open", round(marks[1] - marks[0], 2), "rows", round(marks[2] - marks[1], 2))
        last = marks[2]
        for percent, mark in [*percents, (100, time.perf_counter())]:
            print(f"  {percent} %: {mark - last:.2f}")
            last = mark
    return plan


def _baseline(path: Path) -> tuple[float, float]:
    """Seconds of reading, and of COPY of the imported rows into tables of the same make."""
    from django.db import connection  # noqa: PLC0415 after set-up

    reading, _ = timed(
        lambda: python_calamine.load_workbook(str(path)).get_sheet_by_index(0).to_python()
    )
    copying = 0.0
    for table in ("people_person", "contracts_policy"):
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT * FROM {table}")
            rows = cursor.fetchall()
            cursor.execute(f"CREATE TABLE bench_{table} (LIKE {table} INCLUDING ALL)")
        copying += timed(lambda table=table, rows=rows: _copy(f"bench_{table}", rows))[0]
    return reading, copying


def _copy(table: str, rows: list[tuple[Any, ...]]) -> None:
    from django.db import connection, transaction  # noqa: PLC0415 after set-up

    with transaction.atomic(), connection.cursor() as cursor:  # noqa: SIM117
        with cursor.copy(f"COPY {table} FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)


if __name__ == "__main__":
    measured = run(int(next((arg for arg in sys.argv[1:] if arg.isdigit()), "100000")))
    sys.exit(max(ours / base for _, ours, base in measured) > BUDGET)
