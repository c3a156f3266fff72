"""A list as HR really sends it, with one newcomer and her son."""

import io
from collections.abc import Sequence
from dataclasses import dataclass

from openpyxl import Workbook
from openpyxl.styles import Font

CONTRACT = "2026-0001"
HEADER = (
    "№ п/п",
    "Ф.И.О. застрахованного",
    "Дата рожд.",
    "Паспорт",
    "",
    "Моб. тел.",
    "E-mail (рабочий)",
    "Степень родства",
    "Основной застрахованный",
    "Адрес",
)
UNDER = ("", "", "", "серия", "номер")
# Latin letters that look like Cyrillic ones: from a keyboard left in the wrong language.
ALIKE = str.maketrans("аеорсх", "aeopcx")


@dataclass(frozen=True)
class Newcomer:
    """An employee whom no list has named before."""

    full_name: str = "Кедрова Алёна Артёмовна"
    birth_date: str = "05.06.1991"
    passport: str = "4511 987654"
    mobile: str = "+79160007701"
    email: str = "alyona.kedrova@primer.example.ru"
    son: str = "Кедров Лев Ильич"

    @property
    def first_name(self) -> str:
        return self.full_name.split()[1]

    @property
    def secrets(self) -> tuple[str, ...]:
        """What no log may hold."""
        surname = self.full_name.split()[0]
        return (surname, surname.upper(), self.mobile[2:], self.email, self.passport[-6:])


def messy(newcomer: Newcomer) -> bytes:
    """Titles, merged cells, the son above his mother, ё as е, Latin letters, `.0`, a total.

    Of five people one has a day that no calendar holds; Анна has a new address, Борис is as he was.
    """
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Лист1"
    sheet.append(["Список сотрудников ООО «Пример» для ДМС, договор № " + CONTRACT])
    sheet.merge_cells("A1:J1")
    sheet["A1"].font = Font(bold=True)
    sheet.append(["Исполнитель: отдел по персоналу"])
    sheet.append([])
    sheet.append(HEADER)
    sheet.append(UNDER)
    sheet.merge_cells("D4:E4")
    for column in "ABCFGHIJ":
        sheet.merge_cells(f"{column}4:{column}5")
    for number, row in enumerate(_people(newcomer), 1):
        sheet.append([f"{number}.0", *row])
    sheet.append(["", "Итого: 5 чел."])
    sheet.append([])
    sheet.append(["", "Начальник отдела по персоналу ____________ О. Крылова"])
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def _people(newcomer: Newcomer) -> list[Sequence[object]]:
    series, number = newcomer.passport.split()
    mother = newcomer.full_name.replace("ё", "е")
    phone = f"8 (916) {newcomer.mobile[5:8]}-{newcomer.mobile[8:10]}-{newcomer.mobile[10:]}"
    anna, boris = "anna.soboleva@primer.example.ru", "boris.chernov@primer.example.ru"
    return [
        [newcomer.son, "12.10.2017", "", "", "", "", "сын", mother],
        [newcomer.full_name, newcomer.birth_date, f"{series}.0", f"{number}.0", phone]
        + [newcomer.email],
        ["Соболева Анна Игоревна", "14.03.1990", 4510, 123456, 79160002030.0, anna, "", ""]
        + ["Москва, Новая улица, дом 1"],
        ["Чернов Борис Олегович".translate(ALIKE), "19.07.1984", "4509", "456789"]
        + ["8-916-000-20-33", boris.upper()],
        ["Пихтин Егор Савельевич", "31.02.1980", "4512", "111222", "", ""],
    ]
