"""Every spelling that HR uses of a date, a phone, a passport, a name reads as the same value."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pult.contracts.rosters import cells
from pult.contracts.rosters.cells import Name, Relation, Sex
from pult.contracts.rosters.notes import BadCell

TODAY = date(2026, 7, 1)
MONTHS = [
    "января", "февраля", "марта", "апреля", "мая", "июня",
    "июля", "августа", "сентября", "октября", "ноября", "декабря",
]  # fmt: skip
DATE_SPELLINGS = {
    "dots": lambda day: f"{day:%d.%m.%Y}",
    "short": lambda day: f"{day.day}.{day.month}.{day.year}",
    "blanks": lambda day: f" {day:%d . %m . %Y} г.",
    "iso": lambda day: day.isoformat(),
    "iso with time": lambda day: f"{day.isoformat()}T00:00:00",
    "time": lambda day: f"{day:%d.%m.%Y} 0:00:00",
    "slashes": lambda day: f"{day.day}/{day.month}/{day.year}",
    "hyphens": lambda day: f"{day:%d-%m-%Y}",
    "words": lambda day: f"{day.day} {MONTHS[day.month - 1]} {day.year} г.",
    "capitals": lambda day: f"{day.day} {MONTHS[day.month - 1].upper()} {day.year} ГОДА",
    "a date": lambda day: day,
    "a time": lambda day: datetime(day.year, day.month, day.day),  # noqa: DTZ001 as Excel gives it
    "serial": lambda day: float((day - date(1899, 12, 30)).days),
    "serial as text": lambda day: f"{(day - date(1899, 12, 30)).days}.0",
    "together": lambda day: f"{day:%Y%m%d}",
}


def is_not_a_year(day: date) -> bool:
    """Serials 1900…2100 read as a year, and are refused: they lie in 1905."""
    return not 1900 <= (day - date(1899, 12, 30)).days <= 2100


birth_dates = st.dates(date(1906, 1, 1), TODAY).filter(is_not_a_year)


@given(birth_dates, st.sampled_from(sorted(DATE_SPELLINGS)))
def test_any_spelling_of_a_date(day: date, spelling: str) -> None:
    if spelling == "together" and int(f"{day:%Y%m%d}"[4:]) <= 2026:
        return  # «20011990» has two readings at times and is then refused
    assert cells.parse_birth_date(DATE_SPELLINGS[spelling](day), TODAY)[0] == day


@given(st.dates(TODAY - timedelta(days=36000), TODAY))
def test_a_two_digit_year_is_never_in_the_future(day: date) -> None:
    parsed, _ = cells.parse_birth_date(f"{day:%d.%m.%y}", TODAY)
    assert parsed is not None
    assert parsed <= TODAY
    assert (parsed.day, parsed.month, parsed.year % 100) == (day.day, day.month, day.year % 100)


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("31.02.1990", "date.impossible"),
        ("12.31.1990", "date.impossible"),
        ("1990", "date.year_only"),
        (1990.0, "date.year_only"),
        ("01.01.2199", "date.future"),
        ("01.01.1890", "date.ancient"),
        ("скоро", "date.unreadable"),
        (True, "date.unreadable"),
    ],
)
def test_what_is_no_birth_date(written: Any, code: str) -> None:
    with pytest.raises(BadCell) as bad:
        cells.parse_birth_date(written, TODAY)
    assert bad.value.note.code == code


def test_dates_that_are_corrected_are_reported() -> None:
    assert cells.parse_date("12/31/1990")[0] == date(1990, 12, 31)
    assert [note.code for note in cells.parse_date("12/31/1990")[1]] == ["date.american"]
    day, notes = cells.parse_date("О1.0З.1990")
    assert (day, [note.code for note in notes]) == (date(1990, 3, 1), ["date.letters"])


PHONE_SPELLINGS = (
    "+7{0}{1}{2}{3}", "8{0}{1}{2}{3}", "7{0}{1}{2}{3}", "{0}{1}{2}{3}", "{0}{1}{2}{3}.0",
    "8{0}{1}{2}{3}.0", "+7 ({0}) {1}-{2}-{3}", "8({0}){1}-{2}-{3}", "8 {0} {1} {2} {3}",
    "+7-{0}-{1}-{2}-{3}", "8-{0}-{1}{2}{3}", "моб. 8 ({0}) {1} {2}{3}", "тел.: +7 {0} {1}-{2}{3}",
    "+7\u00a0{0}\u00a0{1}\u00a0{2}\u00a0{3}", "8 (495) 123-45-67, 8 ({0}) {1}-{2}-{3}",
    "+7{0}{1}{2}{3}; +79990000000", "+7 {0} {1} {2} {3} (личный)", "{0}-{1}-{2}-{3}",
)  # fmt: skip


@given(st.from_regex(r"9[0-9]{9}", fullmatch=True), st.sampled_from(PHONE_SPELLINGS))
def test_any_spelling_of_a_mobile(digits: str, spelling: str) -> None:
    written = spelling.format(digits[:3], digits[3:6], digits[6:8], digits[8:])
    assert cells.parse_phone(written)[0] == f"+7{digits}"


@given(st.from_regex(r"9[0-9]{9}", fullmatch=True))
def test_a_phone_that_became_a_number(digits: str) -> None:
    assert cells.parse_phone(float("8" + digits))[0] == f"+7{digits}"
    assert cells.parse_phone(float(digits))[0] == f"+7{digits}"


def test_foreign_and_landline_phones() -> None:
    assert cells.parse_phone("+375 29 123-45-67") == ("+375291234567", ())
    assert cells.parse_phone("+7 701 123 45 67") == ("+77011234567", ())
    number, notes = cells.parse_phone("8 (495) 123-45-67 доб. 123")
    assert (number, [note.code for note in notes]) == (None, ["phone.landline"])


@pytest.mark.parametrize("written", ["8916123456", "позвонить", "12", "8.91612E+10", "++"])
def test_what_is_no_phone(written: str) -> None:
    with pytest.raises(BadCell):
        cells.parse_phone(written)


PASSPORT_SPELLINGS = (
    "{0}{1} {2}", "{0} {1} {2}", "{0}{1}{2}", "{0}{1} №{2}", "{0}{1} № {2}", "{0}-{1} {2}",
    "серия {0}{1} номер {2}", "паспорт РФ {0} {1} {2}, выдан ОВД 12.03.2008", "{0}{1}/{2}",
    "{0}{1}{2}.0", "{0}{1}\u00a0{2}", "{0}{1}, {2}",
)  # fmt: skip
passports = st.tuples(
    st.from_regex(r"[0-9]{2}", fullmatch=True),
    st.from_regex(r"[0-9]{2}", fullmatch=True),
    st.from_regex(r"[0-9]{6}", fullmatch=True),
).filter(lambda parts: "".join(parts) != "0000000000")


@given(passports, st.sampled_from(PASSPORT_SPELLINGS))
def test_any_spelling_of_a_passport(parts: tuple[str, str, str], spelling: str) -> None:
    value, _ = cells.parse_passport(spelling.format(*parts))
    assert value == f"{parts[0]}{parts[1]} {parts[2]}"


@given(st.integers(100, 9999), st.integers(1000, 999999))
def test_lost_leading_zeros_are_put_back(series: int, number: int) -> None:
    expected = f"{series:04} {number:06}"
    assert cells.join_passport(float(series), float(number))[0] == expected
    value, notes = cells.join_passport(str(series), f"{number}.0")
    assert value == expected
    padded = series < 1000 or number < 100000
    assert [note.code for note in notes] == (["passport.zeros"] if padded else [])


def test_a_passport_that_became_a_number() -> None:
    assert cells.parse_passport(4508123456.0)[0] == "4508 123456"
    assert cells.parse_passport(508123456.0)[0] == "0508 123456"


@pytest.mark.parametrize(
    "written",
    ["IV-МЮ 123456", "iv-мю №123456", "IV МЮ 123456", "ІV-MЮ 123456", "IV-МЮ123456", "IVМЮ 123456"],
)
def test_a_birth_certificate_of_a_child(written: str) -> None:
    assert cells.parse_passport(written)[0] == "IV-МЮ 123456"


@pytest.mark.parametrize("written", ["4508", "45081234567", "AB1234567", "12345678", "есть"])
def test_what_is_no_passport(written: str) -> None:
    with pytest.raises(BadCell):
        cells.parse_passport(written)


ALPHABET = "абвгдежзийклмнопрстуфхцчшщъыьэюяё"
name_words = st.builds(
    lambda first, rest: first.upper() + rest,
    st.sampled_from([letter for letter in ALPHABET if letter not in "ъыь"]),
    st.text(ALPHABET, min_size=2, max_size=9),
)
NAME_SPELLINGS = {
    "as is": lambda text: text,
    "capitals": str.upper,
    "small": str.lower,
    "blanks": lambda text: "  " + text.replace(" ", " \u00a0 ") + " ",
    "invisible": lambda text: text.replace(" ", "\u200b \ufeff"),
    "look-alikes": lambda text: text.translate(str.maketrans("аеорсхАЕОРСХ", "aeopcxAEOPCX")),
}


@given(name_words, name_words, name_words, st.sampled_from(sorted(NAME_SPELLINGS)))
def test_any_spelling_of_a_name(surname: str, first: str, stem: str, spelling: str) -> None:
    name = Name(surname, first, stem + "овна")
    if name.first.endswith(("вич", "вна", "ична", "ьич")):
        return
    written = NAME_SPELLINGS[spelling](str(name))
    if spelling == "look-alikes" and any(word.isascii() and word for word in written.split()):
        return  # a word wholly of look-alikes may be a foreign one; see below
    assert cells.parse_full_name(written)[0] == name


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("ПЕТРОВА-ВОДКИНА АННА", Name("Петрова-Водкина", "Анна")),
        ("петрова - водкина анна ивановна", Name("Петрова-Водкина", "Анна", "Ивановна")),
        ("МАМЕДОВ АЛИ МАМЕД ОГЛЫ", Name("Мамедов", "Али", "Мамед оглы")),
        ("Мамедова Лейла Мамед-кызы", Name("Мамедова", "Лейла", "Мамед-кызы")),
        ("Smith John", Name("Smith", "John")),
        ("SMITH JOHN PAUL", Name("Smith", "John", "Paul")),
        ("Анна Сергеевна Иванова", Name("Иванова", "Анна", "Сергеевна")),
        ("Иванова (Петрова) Анна Сергеевна", Name("Иванова", "Анна", "Сергеевна")),
        ("Ивaнов Ивaн Ивaнович", Name("Иванов", "Иван", "Иванович")),
        ("О'НИЛ ШАКИЛ", Name("О'Нил", "Шакил")),
    ],
)
def test_names_of_all_kinds(written: str, name: Name) -> None:
    assert cells.parse_full_name(written)[0] == name


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("Иванов", "name.one_word"),
        ("Иванов И.И.", "name.initials"),
        ("Иванов И. И.", "name.initials"),
        ("Иванов2 Иван", "name.digits"),
        ("=cmd|'/c calc'!A0", "name.digits"),
        ("Иванов; Иван", "name.signs"),
        ("Иvanов Иван", "name.alphabets"),
    ],
)
def test_what_is_no_name(written: str, code: str) -> None:
    with pytest.raises(BadCell) as bad:
        cells.parse_full_name(written)
    assert bad.value.note.code == code


def test_corrected_letters_are_reported() -> None:
    _, notes = cells.parse_full_name("Cоколов Пётр Ильич")
    assert [(note.code, note.params["value"]) for note in notes] == [
        ("name.lookalikes", "Соколов Пётр Ильич")
    ]


@pytest.mark.parametrize(
    ("written", "address"),
    [
        (" Ivan.Petrov@Example.COM ", "ivan.petrov@example.com"),
        ("mailto:a@b.ru", "a@b.ru"),
        ("Иван <a@b.ru>", "a@b.ru"),
        ("a@b.ru; c@d.ru", "a@b.ru"),
        ("a @ b.ru", "a@b.ru"),
        ("ivаnоv@exаmple.com", "ivanov@example.com"),
        ("info@пример.рф", "info@xn--e1afmkfd.xn--p1ai"),
        ("н/д", None),
    ],
)
def test_emails(written: str, address: str | None) -> None:
    assert cells.parse_email(written)[0] == address


@pytest.mark.parametrize("written", ["a@b", "ab.ru", "иван@b.ru", "a@@b.ru", "a..b@c.ru", "@b.ru"])
def test_what_is_no_email(written: str) -> None:
    with pytest.raises(BadCell):
        cells.parse_email(written)


@pytest.mark.parametrize("written", ["м", "М.", "муж", "Мужской", "male", "M", "1", 1.0])
def test_men(written: Any) -> None:
    assert cells.parse_sex(written)[0] is Sex.MALE


@pytest.mark.parametrize("written", ["ж", "Жен.", "женский", "female", "F", 2.0])
def test_women(written: Any) -> None:
    assert cells.parse_sex(written)[0] is Sex.FEMALE


@pytest.mark.parametrize(
    ("patronymic", "sex"),
    [
        ("Иванович", Sex.MALE),
        ("Ильич", Sex.MALE),
        ("Кузьмич", Sex.MALE),
        ("Никитична", Sex.FEMALE),
        ("Петровна", Sex.FEMALE),
        ("Мамед оглы", Sex.MALE),
        ("Мамед-кызы", Sex.FEMALE),
        ("Paul", None),
        ("", None),
    ],
)
def test_the_patronymic_tells_the_sex(patronymic: str, sex: Sex | None) -> None:
    assert cells.sex_of_patronymic(patronymic) is sex


@pytest.mark.parametrize(
    ("written", "relation"),
    [
        ("Сотрудник", Relation.EMPLOYEE),
        ("жена", Relation.SPOUSE),
        ("супруг(а)", Relation.SPOUSE),
        ("Ребёнок сотрудника", Relation.CHILD),
        ("дочь", Relation.CHILD),
        ("Мать", Relation.PARENT),
        ("родственник", Relation.RELATIVE),
        ("", None),
    ],
)
def test_relations(written: str, relation: Relation | None) -> None:
    assert cells.parse_relation(written)[0] is relation


@given(
    st.one_of(
        st.text(max_size=60),
        st.floats(),
        st.integers(),
        st.booleans(),
        st.none(),
        st.datetimes(),
        st.timedeltas(),
        st.times(),
    )
)
def test_no_cell_whatever_breaks_a_parser(raw: Any) -> None:
    parsers = (
        lambda cell: cells.parse_birth_date(cell, TODAY), cells.parse_date, cells.parse_phone,
        cells.parse_passport, lambda cell: cells.join_passport(cell, cell), cells.parse_email,
        cells.parse_full_name, cells.parse_name_part, cells.parse_sex, cells.parse_relation,
        cells.parse_text, cells.parse_code,
    )  # fmt: skip
    for parser in parsers:
        try:
            parser(raw)
        except BadCell as bad:
            assert bad.note.message
