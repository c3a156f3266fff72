"""`pult import-services`: the order's titles beside the insurer's own words."""

from collections.abc import Callable
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.utils import translation

from pult.journal.models import Entry
from pult.kernel import clock
from pult.kernel.errors import Forbidden
from pult.people.access import NOBODY
from pult.reference.books.services import import_services
from pult.reference.models import Service
from pult.reference.search import likely
from tests.reference.books import Rows, as_csv, as_xlsx, service_rows

pytestmark = pytest.mark.django_db


def run(path: Path) -> str:
    said = StringIO()
    with translation.override("en"):
        call_command("import-services", str(path), stdout=said)
    return said.getvalue().strip()


def refused(path: Path) -> str:
    with pytest.raises(CommandError) as error, translation.override("en"):
        call_command("import-services", str(path))
    assert error.value.returncode == 2
    return str(error.value)


@pytest.mark.parametrize("write", [as_csv, as_xlsx])
def test_services_of_the_order_appear_and_are_found(
    tmp_path: Path, write: Callable[[Path, Rows], Path]
) -> None:
    said = run(write(tmp_path / "book", service_rows()))

    assert said == "Services 7: new 7, changed 0, unchanged 0, no longer in force 0."
    rare = Service.objects.get(code="A08.99.001")
    assert (rare.title_ru, rare.kind, rare.is_own, rare.is_official, rare.is_actual) == (
        "Исследование «редкое»; с точкой",
        "test",
        False,
        True,
        True,
    )
    assert Service.objects.get(code="A16.07.002").kind == "dental"
    assert set(Service.objects.filter(is_actual=False).values_list("code", flat=True)) == {
        "B01.999.001",
        "B01.999.002",
    }
    assert [service.code for service in likely("редкое исследование")] == ["A08.99.001"]
    assert Entry.objects.get(what="reference.services_imported").details["rows"] == 7


@pytest.mark.usefixtures("catalogue")
def test_the_insurers_words_stay_and_the_orders_title_comes_beside_them(tmp_path: Path) -> None:
    before = Service.objects.get(code="A04.16.001")

    run(as_csv(tmp_path / "book.csv", service_rows()))

    after = Service.objects.get(code="A04.16.001")
    assert (after.title_ru, after.synonyms, after.kind, after.position) == (
        before.title_ru,
        before.synonyms,
        before.kind,
        before.position,
    )
    assert after.document_title == "Ультразвуковое исследование органов брюшной полости"
    assert after.is_official


@pytest.mark.usefixtures("catalogue")
def test_codes_that_the_book_does_not_confirm_are_named(tmp_path: Path) -> None:
    said = run(as_csv(tmp_path / "book.csv", service_rows()))

    assert "that the book does not confirm: A03.04.001, " in said
    assert "A05.04.001" not in said


def test_again_nothing_changes_and_a_lost_code_ends(tmp_path: Path) -> None:
    rows = service_rows()
    rows += [[str(100 + n), f"A09.99.{n:03}", f"Анализ {n}", "1", ""] for n in range(20)]
    run(as_csv(tmp_path / "book.csv", rows))

    assert run(as_csv(tmp_path / "same.csv", rows)) == (
        "Services 27: new 0, changed 0, unchanged 27, no longer in force 0."
    )
    assert run(as_csv(tmp_path / "less.csv", rows[:-1])) == (
        "Services 26: new 0, changed 0, unchanged 26, no longer in force 1."
    )
    assert Service.objects.get(code="A09.99.019").is_actual is False


def test_other_spellings_of_the_columns(tmp_path: Path) -> None:
    rows = service_rows()[:6]
    headers = (
        ["id", "s_code", "name", "rel", "dateout"],
        ["ID", "Код услуги", "Полное  название", "Признак актуальности", "Дата упразднения"],
        ["ID", "Code", "Наименование", "other", "another"],
    )
    for number, header in enumerate(headers):
        run(as_csv(tmp_path / f"{number}.csv", [header, *rows[1:]]))

    assert Service.objects.filter(is_official=True).count() == 5


def test_a_code_may_stand_again_when_its_other_lines_are_abolished(tmp_path: Path) -> None:
    rows = service_rows()
    old = ["90", "A05.04.001", "Старое название", "0", "01.01.2018"]

    assert run(as_csv(tmp_path / "book.csv", [rows[0], old, *rows[1:], old])).startswith(
        "Services 7: new 7"
    )
    assert Service.objects.get(code="A05.04.001").official_title == rows[1][2]


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        (["9", "A05.04.001", "Ещё раз", "1", ""], "Row 9: A05.04.001 stands in row 2 already."),
        (["9", "МРТ", "МРТ", "1", ""], "Row 9: “МРТ” is not a code of this book."),
        (["9", "A05.99.001", "", "1", ""],
         "Row 9: the title of A05.99.001 is missing or too long."),
        (["9", "A05.99.001", "х", "2", ""],
         "Row 9: whether A05.99.001 is in force must be 1 or 0, not “2”."),
        (["9", "A05.99.001", "х", "1", "завтра"], "Row 9: “завтра” is not a date."),
        (["9", "A05.99"], "Row 9 holds 2 cells instead of 5: the file is damaged or cut."),
    ],
)  # fmt: skip
def test_a_bad_row_changes_nothing(tmp_path: Path, row: list[str], sentence: str) -> None:
    assert refused(as_csv(tmp_path / "book.csv", [*service_rows(), row])) == sentence
    assert Service.objects.count() == 0


def test_another_book_changes_nothing(tmp_path: Path) -> None:
    assert refused(as_csv(tmp_path / "x.csv", [["ID", "MKB_CODE"], ["1", "A00"]])) == (
        "This is another file: the columns S_CODE, NAME are not in it."
    )
    assert refused(as_csv(tmp_path / "half.csv", service_rows()[:5])) == (
        "The file breaks off: it has nothing of B."
    )
    assert Service.objects.count() == 0


def test_only_the_office_imports(tmp_path: Path) -> None:
    with pytest.raises(Forbidden):
        import_services(path=tmp_path / "book.csv", by=NOBODY, at=clock.now())
