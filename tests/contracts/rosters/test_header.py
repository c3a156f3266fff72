"""Titles above a list, and columns that differ by one word: which column is which."""

from datetime import date
from typing import Any

import pytest

from pult.contracts.rosters.files import open_bytes
from pult.contracts.rosters.header import Mapping, find_header
from pult.contracts.rosters.rows import read_rows
from tests.contracts.rosters import writing

TITLE = "Список сотрудников на 01.03.2026 по программе ДМС"
HEADER = ["№", "ФИО", "Дата рождения", "Паспорт", "Телефон", "Почта", "Вес"]
ANNA = [1, "Орлова Анна Сергеевна", date(1988, 4, 12), "4510 123456", "12", "a@wind.example", 60]
BARE: list[Any] = [TITLE, None, None, None, None, None, None]
DOUBLE: list[Any] = ["ООО «Северный ветер»", None, None, "Приложение № 1", None, None, None]

TITLED = {
    "text": lambda title: writing.text([title, HEADER, ANNA]),
    "sheet": lambda title: writing.xlsx([title, HEADER, ANNA]),
    "merged": lambda title: writing.xlsx([title, HEADER, ANNA], merges=["A1:G1"]),
    "repeated": lambda title: writing.text([[title[0]] * 7, HEADER, ANNA]),
}


@pytest.mark.parametrize("how", sorted(TITLED))
@pytest.mark.parametrize("title", [BARE, DOUBLE], ids=["one text", "two texts"])
def test_a_title_right_above_the_header_is_no_part_of_it(how: str, title: list[Any]) -> None:
    table = open_bytes(TITLED[how](title))
    roster = read_rows(table, today=date(2026, 7, 1))
    assert [column.header for column in roster.mapping.columns] == HEADER
    assert roster.mapping.keys == {
        "full_name": 1, "birth_date": 2, "passport": 3, "phone": 4, "email": 5,
    }  # fmt: skip
    assert [(error.row, error.column) for error in roster.errors] == [(3, "Телефон")]


def mapping(*rows: list[Any]) -> Mapping:
    header = find_header(list(rows))
    assert header is not None
    return header.mapping


def test_what_was_said_of_a_column_holds_under_another_title() -> None:
    said = {mapping(BARE, HEADER).memory_keys()[6]: "city"}
    for title in (["Список на 01.04.2026"], DOUBLE):
        assert mapping(title, HEADER).corrected(said).keys["city"] == 6


def test_a_title_of_two_lines_is_remembered_by_the_lower_one() -> None:
    groups = ["ФИО", None, None, "Паспорт", None, "Данные на 01.03.2026", None, "Дата рождения"]
    parts = ["Фамилия", "Имя", "Отчество", "серия", "номер", "номер", "вес", None]
    found = mapping(groups, parts).memory_keys()
    assert (found[6], found[0]) == ("вес", "фамилия")
    assert (found[4], found[5]) == ("паспорт номер", "данные на 01 03 2026 номер")


@pytest.mark.parametrize(
    ("meaning", "titles", "expected"),
    [
        ("email", ["Почта личная", "Почта корпоративная"], 1),
        ("email", ["Электронная почта (личная)", "Электронная почта (рабочая)"], 1),
        ("email", ["E-mail", "E-mail рабочий"], 1),
        ("email", ["Почта", "Адрес почты (личный)"], 0),
        ("email", ["Почта (личная или рабочая)", "Вес"], 0),
        ("email", ["Личная почта", "Вес"], None),
        ("phone", ["Телефон (доп.)", "Телефон (моб.)"], 1),
        ("phone", ["Телефон", "Моб. телефон"], 1),
        ("phone", ["Телефон", "Телефон доп."], 0),
        ("phone", ["Телефон домашний", "Контактный телефон (личный)"], 1),
        ("phone", ["Тел. (раб.)", "Рабочий мобильный телефон"], 1),
        ("phone", ["Рабочий телефон", "Вес"], None),
        ("phone", ["Home phone", "Mobile"], 1),
    ],
)
def test_of_two_contacts_the_one_to_sign_up_by(
    meaning: str, titles: list[str], expected: int | None
) -> None:
    for order in (titles, titles[::-1]):
        found = mapping(["ФИО", "Дата рождения", *order]).keys.get(meaning)
        place = None if expected is None else order.index(titles[expected]) + 2
        assert found == place


def test_groups_tell_contacts_apart_too() -> None:
    groups = ["ФИО", "Дата рождения", "Личные контакты", None, "Рабочие контакты", None]
    parts = [None, None, "моб. телефон", "почта", "телефон", "почта"]
    keys = mapping(groups, parts).keys
    assert (keys["phone"], keys["email"]) == (2, 5)


def test_words_in_brackets_are_else_no_matter() -> None:
    header = ["ФИО (работника)", "Дата рождения (дд.мм.гггг)", "Телефон (обязательно)"]
    assert mapping(header).keys == {"full_name": 0, "birth_date": 1, "phone": 2}
