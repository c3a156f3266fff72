"""What rows tell together: doubles, relatives, shared contacts, lines that are no people."""

from datetime import date
from typing import Any

import pytest

from pult.contracts.rosters.cells import Relation, Sex
from pult.contracts.rosters.columns import COLUMNS, STEM_ORDER
from pult.contracts.rosters.files import open_bytes
from pult.contracts.rosters.header import recognise
from pult.contracts.rosters.notes import Problem
from pult.contracts.rosters.rows import Roster, read_rows
from tests.contracts.rosters import writing

TODAY = date(2026, 7, 1)
HEADER = ["ФИО", "Дата рождения", "Паспорт", "Телефон", "E-mail", "Таб. №", "Родство", "Сотрудник"]
ANNA = ["Орлова Анна Сергеевна", "12.04.1988", "4510 123456", "+79161234567", "a@w.example", "7"]
BORIS = ["Чернышёв Борис Львович", "03.11.1979", "4511 654321", "+79160000001", "b@w.example", "8"]


def read(*rows: list[Any]) -> Roster:
    return read_rows(open_bytes(writing.text([list(row) for row in rows])), today=TODAY)


def codes(problems: list[Problem]) -> list[tuple[int, str]]:
    return [(problem.row, problem.note.code) for problem in problems]


def test_the_same_person_twice_counts_once() -> None:
    again = ["ОРЛОВА АННА СЕРГЕЕВНА", "12.04.88", "", "", "", ""]
    roster = read(HEADER, ANNA, BORIS, again)
    assert (roster.total, [row.row for row in roster.rows]) == (3, [2, 3])
    assert codes(roster.warnings) == [(4, "row.twice")]


def test_the_same_person_with_other_data_is_an_error_in_both_rows() -> None:
    roster = read(HEADER, ANNA, [*ANNA[:3], "+79169999999", *ANNA[4:]])
    assert roster.rows == []
    assert codes(roster.errors) == [(2, "row.contradicts"), (3, "row.contradicts")]


def test_a_relative_above_and_below_the_employee() -> None:
    son = ["Орлов Илья Петрович", "01.02.2015", "", "", "", "", "сын", "Орлова Анна Сергеевна"]
    wife = ["Чернышёва Ольга Ильинична", "01.02.1980", "", "", "", "", "жена", "8"]
    roster = read(HEADER, son, [*ANNA, "сотрудник", ""], [*BORIS, "", ""], wife)
    assert roster.errors == []
    main = {str(row.name): str(row.main.name) for row in roster.rows if row.main}
    assert main == {"Орлов Илья Петрович": ANNA[0], "Чернышёва Ольга Ильинична": BORIS[0]}
    assert [row.relation for row in roster.rows] == [
        Relation.CHILD, Relation.EMPLOYEE, None, Relation.SPOUSE,
    ]  # fmt: skip
    assert [row.sex for row in roster.rows] == [Sex.MALE, Sex.FEMALE, Sex.MALE, Sex.FEMALE]


def test_a_relative_of_nobody_and_of_a_bad_row() -> None:
    nobodys = ["Орлов Илья Петрович", "01.02.2015", "", "", "", "", "сын", ""]
    bad = ["Орлова Анна Сергеевна", "12.04.1988", "45", "", "", "", "", ""]
    of_bad = ["Орлов Лев Петрович", "01.02.2016", "", "", "", "", "сын", "Орлова Анна Сергеевна"]
    roster = read(HEADER, nobodys, bad, of_bad)
    assert codes(roster.errors) == [(2, "main.missing"), (3, "passport.digits")]


def test_two_employees_of_one_name_are_told_apart() -> None:
    namesake = [ANNA[0], "05.05.1995", "4512 000001", "+79160000009", "z@w.example", "9"]
    son = ["Орлов Илья Петрович", "01.02.2015", "", "", "", "", "сын"]
    rows = [[*ANNA, "", ""], [*namesake, "", ""]]
    assert codes(read(HEADER, *rows, [*son, ANNA[0]]).errors) == [(4, "main.ambiguous")]
    for told in ("9", f"{ANNA[0]}, 05.05.1995"):
        roster = read(HEADER, *rows, [*son, told])
        assert roster.rows[2].main is roster.rows[1]


def test_a_shared_contact_and_absent_data_warn() -> None:
    roster = read(HEADER, ANNA, [*BORIS[:3], ANNA[3], "", ""])
    assert roster.errors == []
    assert codes(roster.warnings) == [(3, "contact.shared"), (3, "absent.email")]


def test_columns_that_the_file_has_not_warn_once() -> None:
    roster = read(HEADER[:2], ANNA[:2], BORIS[:2])
    assert codes(roster.warnings) == [
        (1, "column.passport"), (1, "column.phone"), (1, "column.email"),
    ]  # fmt: skip


def test_totals_notes_and_page_breaks_are_no_people() -> None:
    roster = read(
        ["Приложение № 1 к договору"], [], HEADER, ["1", "2", "3", "4", "5", "6", "7", "8"], ANNA,
        ["Отдел продаж"], [], HEADER, BORIS, ["Итого:", "2"],
        ["Генеральный директор", "", "Ким Л."],
    )  # fmt: skip
    assert roster.errors == []
    assert [row.row for row in roster.rows] == [5, 9]
    assert [line.row for line in roster.skipped] == [4, 6, 8, 10, 11]


def test_a_person_without_a_birth_date_is_not_passed_over() -> None:
    roster = read(HEADER, ANNA, ["Чернышёв Борис Львович", "", "4511 654321"], ["Ким Лев"])
    assert codes(roster.errors) == [(3, "birth.missing"), (4, "birth.missing")]


@pytest.mark.parametrize(
    ("title", "key"),
    [
        ("Ф.И.О. застрахованного лица (полностью)", "full_name"),
        ("Фамилия,\nимя, отчество", "full_name"),
        ("ФАМИЛИЯ", "surname"),
        ("Дата рожд.*", "birth_date"),
        ("Дaтa рoждeния (ДД.ММ.ГГГГ)", "birth_date"),  # Latin a, o, e
        ("Паспорт: серия и №", "passport"),
        ("Серия паспорта", "passport_series"),
        ("№ паспорта", "passport_number"),
        ("Кем и когда выдан паспорт", None),
        ("Адрес фактического проживания", "address"),
        ("Контактный моб. телефон сотрудника", "phone"),
        ("Телефон рабочий", None),
        ("Корпоративный e-mail", "email"),
        ("Табельный №", "personnel_number"),
        ("Должность по штатному расписанию", "job"),
        ("Город прикрепления", "city"),
        ("Вариант программы ДМС", "programme"),
        ("Дата начала действия полиса", "start"),
        ("Дата прикрепления", "start"),
        ("Срок страхования по", "end"),
        ("Степень родства с сотрудником", "relation"),
        ("ФИО основного застрахованного", "main_insured"),
        ("№ полиса ДМС", "policy_number"),
        ("№ п/п", None),
        ("СНИЛС", None),
        ("Место рождения", None),
    ],
)
def test_titles_of_columns(title: str, key: str | None) -> None:
    assert recognise(title) == key


def test_every_column_can_be_named_by_its_russian_title() -> None:
    assert {column.key: recognise(column.russian) for column in COLUMNS} == {
        column.key: column.key for column in COLUMNS
    }
    assert set(STEM_ORDER) == {column.key for column in COLUMNS}


def test_a_young_child_needs_no_phone() -> None:
    header = ["ФИО", "Дата рождения", "Паспорт", "Телефон", "E-mail", "Родство", "Сотрудник"]
    parent = [
        "Громова Галина Петровна",
        "05.06.1991",
        "4512 000111",
        "+79165550001",
        "g@a.ru",
        "",
        "",
    ]
    born = [
        TODAY.replace(year=TODAY.year - 14),
        TODAY.replace(year=TODAY.year - 14) + date.resolution,
    ]
    children = [
        [
            f"Громов {name} Денисович",
            f"{day:%d.%m.%Y}",
            "4512 00022" + place,
            "",
            "",
            "сын",
            parent[0],
        ]
        for name, day, place in zip(("Илья", "Лев"), born, "12", strict=True)
    ]
    assert codes(read(header, parent, *children).warnings) == [(3, "absent.phone")]
