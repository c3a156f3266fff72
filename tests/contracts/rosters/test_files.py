"""The same list in any clothes gives the same people; what is no list gives one sentence."""

import io
import struct
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import msoffcrypto.format.ooxml as ooxml
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pult.contracts.rosters import files
from pult.contracts.rosters.files import open_bytes, open_file
from pult.contracts.rosters.rows import read_rows
from pult.contracts.rosters.unusable import UnusableFile
from tests.contracts.rosters import writing

TODAY = date(2026, 7, 1)
HEADER = ["ФИО", "Дата рождения", "Паспорт", "Моб. телефон", "E-mail"]
ANNA = [
    "Орлова Анна Сергеевна", date(1988, 4, 12), "4510 123456", "+79161234567", "anna@wind.example",
]  # fmt: skip
BORIS = [
    "Чернышёв Борис Львович", date(1979, 11, 3), "4511 654321", "+79160000001",
    "boris@wind.example",
]  # fmt: skip
LIST: list[list[Any]] = [HEADER, ANNA, BORIS]


def people(content: bytes) -> list[tuple[str, date, str | None, str | None, str | None]]:
    roster = read_rows(open_bytes(content), today=TODAY)
    assert roster.errors == []
    return [
        (str(row.name), row.birth_date, row.passport, row.phone, row.email) for row in roster.rows
    ]


EXPECTED = [tuple(ANNA), tuple(BORIS)]


@pytest.mark.parametrize("how", sorted(writing.FORMATS))
def test_any_format_gives_the_same_people(how: str) -> None:
    assert people(writing.FORMATS[how](LIST)) == EXPECTED


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.sampled_from(sorted(writing.FORMATS)),
    st.lists(st.sampled_from(["Список застрахованных", "ООО «Северный ветер»", ""]), max_size=5),
    st.permutations(range(5)),
    st.booleans(),
)
def test_titles_order_and_footer_change_nothing(
    how: str, titles: list[str], order: list[int], footer: bool
) -> None:
    rows: list[list[Any]] = [[title] for title in titles] + [
        [row[place] for place in order] for row in LIST
    ]
    if footer:
        rows += [[], ["Итого: 2 чел."], ["Директор ____________ Петров П.П."]]
    assert people(writing.FORMATS[how](rows)) == EXPECTED


def test_a_header_of_two_lines_with_merged_groups() -> None:
    rows: list[list[Any]] = [
        ["Список сотрудников", None, None, None, None, None, None, None],
        ["№ п/п", "ФИО", None, None, "Дата\nрождения", "Паспорт", None, "Контакты", None],
        [None, "Фамилия", "Имя", "Отчество", None, "серия", "номер", "телефон", "e-mail"],
        [1, "Орлова", "Анна", "Сергеевна", ANNA[1], 4510, 123456, ANNA[3], ANNA[4]],
        [2, "Чернышёв", "Борис", "Львович", BORIS[1], "4511", "654321", BORIS[3], BORIS[4]],
    ]
    merges = ["B2:D2", "F2:G2", "H2:I2", "A2:A3", "E2:E3", "A1:H1"]
    assert people(writing.xlsx(rows, merges=merges)) == EXPECTED
    assert people(writing.text(rows, encoding="cp1251")) == EXPECTED
    assert people(writing.ods(rows)) == EXPECTED


def test_the_sheet_with_the_list_is_found() -> None:
    assert people(writing.xlsx(LIST, before=["Инструкция", "Справочник"])) == EXPECTED


def test_the_row_number_is_that_of_the_spreadsheet() -> None:
    rows: list[list[Any]] = [[], ["Список"], [], HEADER, ANNA, [], BORIS]
    for how in ("xlsx", "xls", "ods", "utf-8 ';'"):
        roster = read_rows(open_bytes(writing.FORMATS[how](rows)), today=TODAY)
        assert [row.row for row in roster.rows] == [5, 7], how


def refused(content: bytes) -> str:
    with pytest.raises(UnusableFile) as refusal:
        read_rows(open_bytes(content), today=TODAY)
    assert str(refusal.value)
    return refusal.value.code


def encrypted() -> bytes:
    stream = io.BytesIO()
    ooxml.OOXMLFile(io.BytesIO(writing.xlsx(LIST))).encrypt("secret", stream)
    return stream.getvalue()


def zipped(parts: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return stream.getvalue()


def lying(content: bytes, name: bytes) -> bytes:
    """The zip with the unpacked size of one part declared as 10 bytes."""
    place = content.rindex(name) - 46
    assert content[place : place + 4] == b"PK\x01\x02"
    return content[: place + 24] + struct.pack("<L", 10) + content[place + 28 :]


SHEET = "xl/worksheets/sheet1.xml"
CELL = '<c r="{0}" t="inlineStr"><is><t>ФИО</t></is></c>'


def far_apart() -> bytes:
    """A genuine workbook whose sheet claims its two cells at the far corners."""
    parts = {}
    with zipfile.ZipFile(io.BytesIO(writing.xlsx(LIST))) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    rows = "".join(
        f'<row r="{row}">{CELL.format(cell)}</row>'
        for row, cell in ((1, "A1"), (1048576, "XFD1048576"))
    )
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    parts[SHEET] = f'<worksheet xmlns="{space}"><sheetData>{rows}</sheetData></worksheet>'.encode()
    return zipped(parts)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"),
        (b"  \r\n ;;;\r\n", "empty"),
        (b"%PDF-1.7 ...", "wrong_type"),
        (b"\xff\xd8\xff\xe0 photograph", "wrong_type"),
        (b"\x00\x01\x02" * 100, "unknown_type"),
        (b"PK\x03\x04 and then nothing", "damaged"),
        (b"<html><table><tr><td>1C</td></tr></table></html>", "old_format"),
        (b"a;b;c\r\n1;2;3\r\n", "no_header"),
        ("ФИО;Должность\r\nОрлова Анна;врач\r\n".encode(), "no_birth_date"),
        ("Дата рождения;Должность\r\n01.01.1990;врач\r\n".encode(), "no_name"),
        ("ФИО;Дата рождения\r\n".encode(), "no_rows"),
    ],
)
def test_what_is_no_list(content: bytes, code: str) -> None:
    assert refused(content) == code


def test_archives_that_are_no_tables() -> None:
    assert refused(zipped({"word/document.xml": b"<w/>"})) == "wrong_type"
    assert refused(zipped({"letter.txt": b"hello"})) == "wrong_type"


def test_a_protected_file() -> None:
    assert refused(encrypted()) == "encrypted"


def test_bombs() -> None:
    zeros = zipped({"xl/workbook.xml": b"<w/>", SHEET: bytes(300_000_000)})
    assert refused(zeros) == "bomb"
    assert refused(lying(zeros, SHEET.encode())) == "bomb"
    assert refused(far_apart()) == "too_many_cells"


def test_a_file_too_large_is_refused_by_its_size_alone(tmp_path: Path) -> None:
    path = tmp_path / "list.xlsx"
    with path.open("wb") as file:
        file.truncate(200 * 1024 * 1024)
    with pytest.raises(UnusableFile) as refusal:
        open_file(path)
    assert refusal.value.code == "too_large"


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    for path in (tmp_path / "none.xlsx", tmp_path):
        with pytest.raises(UnusableFile) as refusal:
            open_file(path)
        assert refusal.value.code in ("not_found", "empty")


@given(st.binary(max_size=3000))
def test_random_bytes_give_one_sentence(content: bytes) -> None:
    with pytest.raises(UnusableFile):
        read_rows(open_bytes(content), today=TODAY)


WRITTEN = {name: writing.FORMATS[name](LIST) for name in ("xlsx", "xls", "ods", "utf-16 ';'")}


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(sorted(WRITTEN)), st.data())
def test_a_truncated_or_scratched_file_never_breaks(how: str, data: st.DataObject) -> None:
    content = bytearray(WRITTEN[how])
    end = data.draw(st.integers(0, len(content)))
    for _ in range(data.draw(st.integers(0, 4))):
        content[data.draw(st.integers(0, len(content) - 1))] ^= data.draw(st.integers(1, 255))
    try:
        read_rows(open_bytes(bytes(content[:end])), today=TODAY)
    except UnusableFile as refusal:
        assert str(refusal)


def test_the_limit_is_a_setting_of_this_module() -> None:
    assert files.MAX_BYTES == 50 * 1024 * 1024
