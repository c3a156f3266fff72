"""Sets of ICD-10 codes: ranges, holes, categories of which a part is inside."""

import pytest

from pult.programmes.rules import codes
from pult.programmes.rules.mistakes import Mistake


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("A00", (0, 100)),
        ("A00.0", (0, 10)),
        ("A00.09", (9, 10)),
        ("A01", (100, 200)),
        ("A01.2", (120, 130)),
        ("B00", (10_000, 10_100)),
        ("Z99.99", (259_999, 260_000)),
    ],
)
def test_a_code_is_all_that_begins_with_it(code: str, expected: codes.Span) -> None:
    assert codes.span(code) == expected


@pytest.mark.parametrize(
    "code", ["", "A", "A1", "a16", "А16", "A16.", "A16.000", "A16.x", "A16 ", "A1６"]
)
def test_what_is_no_code(code: str) -> None:
    with pytest.raises(Mistake) as caught:
        codes.span(code)
    assert str(caught.value) == f"“{code}” is not a code of ICD-10."


@pytest.mark.parametrize(
    ("entries", "code", "expected"),
    [
        (["A16"], "A16", True),
        (["A16"], "A16.0", True),
        (["A16"], "A15.9", False),
        (["A16"], "A17", False),
        (["A16.0"], "A16", None),
        (["A16.0"], "A16.05", True),
        (["A15-A19"], "A15", True),
        (["A15-A19"], "A19.99", True),
        (["A15-A19"], "A14.99", False),
        (["A15-A19"], "A20", False),
        (["A15.3-A15.5"], "A15.29", False),
        (["A15.3-A15.5"], "A15.3", True),
        (["A15.3-A15.5"], "A15.59", True),
        (["A15.3-A15.5"], "A15.6", False),
        (["A15-A19", "!A16.0"], "A16.0", False),
        (["A15-A19", "!A16.0"], "A16", None),
        (["A15-A19", "!A16.0"], "A16.1", True),
        (["!A16.0", "A15-A19"], "A16.0", False),
        (["A15-A19", "!A16.0", "A16.0"], "A16.0", False),
        (["A15", "A16"], "A15", True),
        (["A15-A16", "A16-A18"], "A18", True),
        (["A15-A18", "A16"], "A18", True),
        (["A16.0-A16.4", "A16.5-A16.9"], "A16", True),
        (["A15-A19", "!A14-A15"], "A15", False),
        (["A15-A19", "!A14-A15"], "A16", True),
        (["A15-A19", "!A19-B00"], "A18", True),
        (["A15", "A17"], "A16", False),
    ],
)
def test_whether_a_set_holds_a_code(entries: list[str], code: str, expected: bool | None) -> None:
    assert codes.read(entries).holds(code) is expected


def test_a_set_without_codes() -> None:
    assert not codes.read(["A16", "!A15-A17"])
    assert codes.read(["A16"])
    assert codes.read([]).holds("A16") is False


def test_a_range_that_ends_before_it_begins() -> None:
    with pytest.raises(Mistake) as caught:
        codes.read(["A19-A15"])
    assert str(caught.value) == "The range “A19-A15” ends before it begins."
    assert codes.read(["A15-A15.0"]).holds("A15.0") is True


def test_spans_that_touch_are_one() -> None:
    assert codes.read(["A15", "A16"]).spans() == ((1500, 1700),)
    assert codes.read(["A15-A18", "A16"]).spans() == ((1500, 1900),)
    assert codes.read(["A17", "A15"]).spans() == ((1500, 1600), (1700, 1800))


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        (0, "A00"),
        (1600, "A16"),
        (1610, "A16.1"),
        (1605, "A16.05"),
        (1615, "A16.15"),
        (10_000, "B00"),
    ],
)
def test_the_shortest_code_that_begins_at_a_number(number: int, expected: str) -> None:
    assert codes.name(number) == expected
    assert codes.span(expected)[0] == number
