"""Finding a service by a person's words, and taking the Ministry's books in."""

import csv
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

from django.db import connection

from benchmarks.stage import Stage
from benchmarks.table import Row, percentile, timings
from pult.kernel import clock
from pult.people.access import SYSTEM
from pult.reference import icd
from pult.reference.books.icd10 import COLUMNS, import_icd10
from pult.reference.books.services import import_services
from pult.reference.models import Service
from pult.reference.search import likely

OFFICIAL = 20_000
CODES = 15_000
TIMES = 2_000
BY_CODE = "SELECT code, title_ru FROM reference_service WHERE code = %s"
_DOING = (
    "Исследование уровня", "Определение концентрации", "Ультразвуковое исследование", "Удаление",
    "Рентгенография", "Магнитно-резонансная томография", "Компьютерная томография", "Биопсия",
    "Прием (осмотр, консультация) врача", "Лапароскопическая резекция", "Введение препаратов в",
)  # fmt: skip
_WHERE = (
    "печени", "почки", "сустава", "головного мозга", "сердца", "желудка", "легких", "кожи", "зуба",
    "позвоночника", "матки", "щитовидной железы", "кишечника", "уха", "глаза", "крови", "мочи",
)  # fmt: skip
_LETTERS = "абвгдежзиклмнопрстуфхцчшыэюя"


def run(stage: Stage) -> Iterator[Row]:
    random = Random(7)
    yield _imported("ICD-10", CODES, lambda: _icd(stage.var))
    yield _imported("nomenclature", OFFICIAL, lambda: _services(stage.var, random))
    said = [word for words in Service.objects.values_list("synonyms", flat=True) for word in words]
    bare = percentile(timings(lambda: _by_code(random), TIMES), 0.99)
    for what, change in (
        ("everyday words", lambda text: text),
        ("a mistyped word", lambda text: _mistyped(random, text)),
        ("sixteen unknown words", lambda text: " ".join(_nonsense(random) for _ in range(16))),
    ):
        ours = percentile(_spent(said, random, change), 0.99)
        budget = "≤ 15 ms"
        yield Row(
            f"service by {what}, p99", ours, bare, "by its code, p99", "ms", budget, ours <= 15
        )


def _imported(what: str, rows: int, take: Callable[[], object]) -> Row:
    started = time.perf_counter()
    take()
    spent = time.perf_counter() - started
    return Row(f"import of {what}, {rows} rows", spent, 0, "–", "s", "≤ 10 s", spent <= 10)


def _icd(folder: Path) -> None:
    """A book with every block, filled up with codes."""
    lines = [[name for (name,) in COLUMNS.values()], ["1", "I", "ВСЕ БОЛЕЗНИ", "", "1"]]
    for letter, ranges in icd.blocks().items():
        for first, last in ranges:
            block = str(len(lines))
            lines.append([block, f"{letter}{first:02}-{letter}{last:02}", "Блок", "1", "1"])
            for number in range(first, last + 1):
                category = str(len(lines))
                lines.append([category, f"{letter}{number:02}", "Болезнь", block, "1"])
                for detail in range(10):
                    if len(lines) <= CODES:
                        code = f"{letter}{number:02}.{detail}"
                        lines.append([str(len(lines)), code, f"Болезнь {code}", category, "1"])
    import_icd10(path=_written(folder / "icd.csv", lines), by=SYSTEM, at=clock.now())


def _services(folder: Path, random: Random) -> None:
    lines = [["ID", "S_CODE", "NAME", "REL", "DATEOUT"], ["1", "B01.999.001", "Прием", "1", ""]]
    while len(lines) <= OFFICIAL:
        number = len(lines)
        code = f"A{number % 26 + 1:02}.{number % 31:02}.{number // 900 + 100:03}.{number % 1000:03}"
        title = f"{random.choice(_DOING)} {random.choice(_WHERE)} {_nonsense(random)}"
        lines.append([str(number), code, title, "1", ""])
    import_services(path=_written(folder / "services.csv", lines), by=SYSTEM, at=clock.now())


def _written(path: Path, lines: list[list[str]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, delimiter=";").writerows(lines)
    return path


def _spent(said: list[str], random: Random, change: Callable[[str], str]) -> list[float]:
    return timings(lambda: likely(change(random.choice(said))), TIMES)


def _mistyped(random: Random, text: str) -> str:
    at = random.randrange(len(text))
    return text[:at] + text[at + 1 :]


def _nonsense(random: Random) -> str:
    return "".join(random.choice(_LETTERS) for _ in range(random.randrange(5, 14)))


def _by_code(random: Random) -> None:
    with connection.cursor() as cursor:
        cursor.execute(BY_CODE, [f"P-{random.randrange(1, 200):04}"])
        cursor.fetchall()
