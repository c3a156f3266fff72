"""A diagnosis code however it is spelt, and whether it can exist."""

import pytest

from pult.reference import icd, queries
from pult.reference.models import IcdCode


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("A16.0", "A16.0"),
        ("а16.0", "A16.0"),
        (" А16.0 ", "A16.0"),
        ("a16,0", "A16.0"),
        ("A 16.0", "A16.0"),
        ("A160", "A16.0"),
        ("j45", "J45"),
        ("В18.2", "B18.2"),
        ("С50", "C50"),
        ("Е11.9", "E11.9"),
        ("Н10.1", "H10.1"),
        ("К02.1", "K02.1"),
        ("М00.01", "M00.01"),
        ("О80", "O80"),
        ("Р07.3", "P07.3"),
        ("Т14.1", "T14.1"),
        ("A17.0+", "A17.0"),
        ("G01*", "G01"),
        ("A16.", "A16"),
    ],
)
def test_one_spelling_of_many(typed: str, code: str) -> None:
    assert icd.parse(typed) == code
    assert icd.parse(code) == code


@pytest.mark.parametrize(
    "typed",
    ["", " ", "A", "16.0", "A1", "A16.000", "A15-A19", "ангина", "XI", "A16.x", "Ж16.0", "1A16"],
)
def test_what_cannot_be_a_code(typed: str) -> None:
    with pytest.raises(icd.BadCode):
        icd.parse(typed)


@pytest.mark.parametrize(
    ("code", "known"),
    [
        ("A00", True), ("A09.9", True), ("A10", False), ("A14", False), ("A15", True),
        ("A19.9", True), ("B18.2", True), ("C97", True), ("C98", False), ("D08", True),
        ("D90", False), ("E91", False), ("U07.1", True), ("U50", False), ("Z13.9", True),
        ("Z14", False), ("Z99.9", True), ("T98.3", True), ("T99", False), ("F99", True),
    ],
)  # fmt: skip
def test_blocks_of_the_classification(code: str, known: bool) -> None:
    assert icd.known(code) == known


@pytest.mark.django_db
def test_before_an_import_the_blocks_decide_and_after_it_the_book() -> None:
    assert (queries.known("A16.0"), queries.known("A16.8"), queries.known("A14")) == (
        True,
        True,
        False,
    )

    block = IcdCode.objects.create(code="A15-A19", title_ru="Туберкулёз", kind="block")
    IcdCode.objects.create(code="A16.0", title_ru="…", kind="code", parent=block, is_actual=False)

    assert (queries.known("A16.0"), queries.known("A16.8"), queries.known("A15-A19")) == (
        True,
        False,
        False,
    )
    assert queries.diagnosis("A15-A19") == block
    assert queries.diagnosis("A16.8") is None
