"""`pult import-icd10`: the Ministry's book, all of it or nothing."""

import os
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from django.core.management import CommandError, call_command
from django.utils import translation

from pult.journal.models import Entry
from pult.kernel import clock
from pult.kernel.errors import Forbidden
from pult.people.access import NOBODY
from pult.reference.books.icd10 import import_icd10
from pult.reference.models import IcdCode
from tests.reference.books import Rows, as_csv, as_xlsx, csv_text, icd_rows

pytestmark = pytest.mark.django_db
Write = Callable[[Path, Rows], Path]


def run(path: Path) -> str:
    said = StringIO()
    with translation.override("en"):
        call_command("import-icd10", str(path), stdout=said)
    return said.getvalue().strip()


def refused(path: Path) -> str:
    with pytest.raises(CommandError) as error, translation.override("en"):
        call_command("import-icd10", str(path))
    assert error.value.returncode == 2
    return str(error.value)


def everything() -> list[tuple[object, ...]]:
    return list(IcdCode.objects.order_by("code").values_list())


def utf8(path: Path, rows: Rows) -> Path:
    return as_csv(path, rows)


def marked(path: Path, rows: Rows) -> Path:
    return as_csv(path, rows, encoding="utf-8-sig")


def cp1251(path: Path, rows: Rows) -> Path:
    return as_csv(path, rows, encoding="cp1251")


@pytest.mark.parametrize("write", [utf8, marked, cp1251, as_xlsx])
def test_a_book_in_any_form_is_taken_whole(tmp_path: Path, write: Write) -> None:
    rows = icd_rows()
    codes = len(rows) - 1

    said = run(write(tmp_path / "book", rows))

    assert said == f"Codes {codes}: new {codes}, changed 0, unchanged 0, no longer in force 0."
    assert IcdCode.objects.count() == codes
    found = IcdCode.objects.get(code="A16.0")
    assert (found.title_ru, found.parent_id, found.kind, found.is_actual) == (
        "Туберкулёз лёгких",
        "A16",
        "code",
        True,
    )
    assert [IcdCode.objects.get(code=code).kind for code in ("I", "A15-A19", "A16")] == [
        "chapter",
        "block",
        "category",
    ]
    assert IcdCode.objects.get(code="A16.9").is_actual is False
    assert Entry.objects.get(what="reference.icd_imported").details["added"] == codes


def test_the_same_book_again_changes_nothing(tmp_path: Path) -> None:
    path = as_csv(tmp_path / "book.csv", icd_rows())
    run(path)
    before = everything()
    codes = len(before)

    assert run(path) == (
        f"Codes {codes}: new 0, changed 0, unchanged {codes}, no longer in force 0."
    )
    assert everything() == before


def test_a_new_version_adds_changes_and_ends(tmp_path: Path) -> None:
    rows = icd_rows()
    run(as_csv(tmp_path / "old.csv", rows))
    codes = len(rows) - 1
    category = next(row for row in rows if row[2] == "A16")[0]
    rows = [row for row in rows if row[2] != "A16.9"]
    rows[-1][3] = "Новое название"
    rows.append(["90001", "", "A16.1", "Новый код", category, "", "1", ""])

    said = run(as_csv(tmp_path / "new.csv", rows))

    # A16.9, not in force before, needs no ending.
    assert said == f"Codes {codes}: new 1, changed 1, unchanged {codes - 2}, no longer in force 0."
    assert IcdCode.objects.get(code="A16.0").title_ru == "Новое название"
    assert IcdCode.objects.filter(code="A16.9").exists()

    said = run(as_csv(tmp_path / "newer.csv", rows[:-1]))

    assert said.endswith("no longer in force 1.")
    assert IcdCode.objects.get(code="A16.1").is_actual is False


def edited(change: Callable[[Rows], object]) -> Callable[[Path], Path]:
    def write(path: Path) -> Path:
        rows = icd_rows()
        change(rows)
        return as_csv(path, rows)

    return write


def raw(content: bytes) -> Callable[[Path], Path]:
    def write(path: Path) -> Path:
        path.write_bytes(content)
        return path

    return write


def whole() -> bytes:
    return csv_text(icd_rows()).encode()


def other_archive(path: Path) -> Path:
    with ZipFile(path, "w") as archive:
        archive.writestr("book.csv", "ID;MKB_CODE")
    return path


def broken_xlsx(path: Path) -> Path:
    content = as_xlsx(path, icd_rows()).read_bytes()
    path.write_bytes(content[: len(content) // 2])
    return path


def cell(row: int, column: int, value: str) -> Callable[[Path], Path]:
    """The book with one cell changed; rows as a person counts them."""
    return edited(lambda rows: rows[row - 1].__setitem__(column, value))


CODE, TITLE, PARENT, ACTUAL = 2, 3, 4, 6
LAST = len(icd_rows())
NOT_A_TABLE = (
    "This is not a table of the Ministry of Health: a CSV with semicolons or an XLSX is needed."
)
OTHER = "This is another file: the columns ID, MKB_CODE, MKB_NAME, ID_PARENT, ACTUAL are not in it."
DAMAGED = "The file is damaged and cannot be read."
CELLS = "holds %d cells instead of 8: the file is damaged or cut."
NO_TITLE = "Row 4: the title of A00 is missing or too long."
NO_PARENT = "Row 4: the parent of A00 is not in the file."
FILES: list[tuple[Callable[[Path], Path], str]] = [
    (raw(b""), "The file is empty."),
    (raw(b" \r\n \n"), "The file is empty."),
    (raw(os.urandom(4096) + b"\x00"), NOT_A_TABLE),
    (raw(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"), NOT_A_TABLE),
    (raw(b"%PDF-1.7\n\xe2\xe3\xcf\xd3\n1 0 obj\x00"), NOT_A_TABLE),
    (raw(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)), NOT_A_TABLE),
    (other_archive, NOT_A_TABLE),
    (broken_xlsx, DAMAGED),
    (raw(b"PK\x03\x04"), DAMAGED),
    (raw(b"<html><body>404</body></html>"), OTHER),
    (raw("Фамилия;Имя\nИванов;Иван\n".encode()), OTHER),
    (raw(whole().replace(b";", b",")), OTHER),
    (raw(whole().split(b"\n")[0]), "The file holds no rows under its header."),
    (raw(whole().split(b";A16.9")[0]), f"Row {LAST} {CELLS % 2}"),
    (
        raw(whole() + b'1;2;"3'),
        f"The file is damaged at row {LAST + 1}: its quotes do not match.",
    ),
    (edited(lambda rows: rows[5].pop()), f"Row 6 {CELLS % 7}"),
    (edited(lambda rows: rows[5].append("x")), f"Row 6 {CELLS % 9}"),
    (cell(8, CODE, "холера"), "Row 8: “холера” is not a code of this book."),
    (cell(8, CODE, ""), "Row 8: “” is not a code of this book."),
    (cell(8, 0, "seven"), "Row 8: the identifier “seven” is not a number."),
    (cell(4, TITLE, ""), NO_TITLE),
    (cell(4, TITLE, "х" * 501), NO_TITLE),
    (cell(4, ACTUAL, "да"), "Row 4: whether A00 is in force must be 1 or 0, not “да”."),
    (cell(6, CODE, "A00"), "Row 6: A00 stands in row 4 already."),
    (cell(10, 0, "3"), "Row 10: 3 stands in row 4 already."),
    (cell(4, PARENT, "77777"), NO_PARENT),
    (cell(4, PARENT, ""), NO_PARENT),
    (cell(3, PARENT, "3"), "Row 3: the parents of A00-A09 go round in a circle."),
]


@pytest.mark.parametrize(("damage", "sentence"), FILES)
def test_a_damaged_file_changes_nothing_and_says_why(
    tmp_path: Path, damage: Callable[[Path], Path], sentence: str
) -> None:
    run(as_csv(tmp_path / "good.csv", icd_rows()))
    before = everything()

    assert refused(damage(tmp_path / "damaged")) == sentence
    assert everything() == before


def test_a_file_cut_between_two_rows_lacks_its_last_blocks(tmp_path: Path) -> None:
    rows = icd_rows()
    until = next(number for number, row in enumerate(rows) if row[2] == "T15-T19")

    assert refused(as_csv(tmp_path / "cut.csv", rows[:until])) == (
        "The file breaks off: it has nothing of T15–T19, T20–T32, T33–T35."
    )


def test_a_book_that_lost_many_codes_was_cut(tmp_path: Path) -> None:
    rows = icd_rows()
    parent = next(row[0] for row in rows if row[2] == "A16")
    many = [
        [str(90_000 + n), "", f"A16.{n}", "Код", parent, "", "1", ""]
        for n in [1, *range(2, 9), *range(10, 99)]
    ]
    run(as_csv(tmp_path / "long.csv", rows + many))
    now = IcdCode.objects.filter(is_actual=True).count()

    assert refused(as_csv(tmp_path / "short.csv", rows)) == (
        f"The file holds {now - len(many)} codes in force, and {now} are known: it looks cut, "
        "nothing was changed."
    )


def test_there_is_no_such_file(tmp_path: Path) -> None:
    assert refused(tmp_path / "none.csv") == "There is no file none.csv."
    assert refused(tmp_path) == f"There is no file {tmp_path.name}."


def test_only_the_office_imports(tmp_path: Path) -> None:
    with pytest.raises(Forbidden):
        import_icd10(path=tmp_path / "book.csv", by=NOBODY, at=clock.now())
