"""Printed documents say what a registry and a member need, in letters that can be copied."""

from io import BytesIO
from uuid import uuid4

import pytest
from pypdf import PdfReader

from pult.contracts.checks import check_url, policy_of
from pult.contracts.prints import memo_pdf, policy_pdf, programme_pdf
from tests.book import Book, book, make_person, make_policy

pytestmark = pytest.mark.django_db


@pytest.fixture
def anna(db: None) -> Book:
    return book()


def words(pdf: bytes) -> str:
    """The text of all pages, blanks folded."""
    read = " ".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages)
    return " ".join(read.replace("\u00ad", "").split())


def test_the_policy_names_the_person_the_number_and_the_last_day(anna: Book) -> None:
    said = words(policy_pdf(anna.anna))
    for wanted in (
        "2026-0001-000001", "Соболева Анна Игоревна", "14.03.1958", "01.01.2026 – 31.12.2027",
        "ООО «Ромашка»", "«Оптима»", "8 (800) 250-01-01", "103", "112",
        "Амбулаторно-поликлиническая помощь", "Орлова Вера Павловна",
    ):  # fmt: skip
        assert wanted in said
    assert "01.01.2028" not in said


def test_the_policy_is_one_page_tagged_and_titled(anna: Book) -> None:
    reader = PdfReader(BytesIO(policy_pdf(anna.anna)))
    assert len(reader.pages) == 1
    assert reader.metadata is not None
    assert reader.metadata.title == "Полис 2026-0001-000001"
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert reader.trailer["/Root"]["/Lang"] == "ru-RU"


def test_in_english_our_words_change_and_the_insurers_words_stay(anna: Book) -> None:
    said = words(policy_pdf(anna.anna, "en"))
    assert "Voluntary medical insurance policy" in said
    assert "1 Jan 2026 – 31 Dec 2027" in said
    assert "Соболева Анна Игоревна" in said
    assert "Полис" not in said


def test_the_memo_lists_the_programmes_clinics_alone(anna: Book) -> None:
    said = words(memo_pdf(anna.anna))
    for wanted in (
        "Клиника на Лесной", "Москва, ул. Лесная, 43", "8 (495) 000-01-01", "Пн–Пт 08:00–21:00",
        "Туберкулёз всех форм.", "Круглосуточный медицинский пульт", "Пт 09:00–16:45",
    ):  # fmt: skip
        assert wanted in said
    assert "Клиника у Яузы" not in said


def test_the_programme_holds_every_clause(anna: Book) -> None:
    said = words(programme_pdf(anna.anna))
    for clause in anna.programme.clauses.all():
        assert f"{clause.number} {clause.text}" in said


def test_a_name_is_text_and_never_markup(anna: Book) -> None:
    odd = make_person('#panic("x")', "*Анна* $1$", '"]\\ <b>', anna.anna.person.birth_date)
    said = words(policy_pdf(make_policy(anna.contract, odd)))
    assert '#panic("x") *Анна* $1$ "]\\ <b>' in said


def test_the_code_on_the_policy_names_this_policy_and_no_other(anna: Book) -> None:
    token = check_url(anna.anna).rpartition("/p/")[2]
    assert policy_of(token) == anna.anna
    assert anna.anna.number not in token
    assert policy_of(token[:-1]) is None
    assert policy_of(f"{uuid4().hex}~{token.partition('~')[2]}") is None
    assert policy_of("2026-0001-000001~") is None
    assert policy_of("нет") is None


def test_a_letter_that_the_font_lacks_does_not_cost_the_policy(anna: Book) -> None:
    odd = make_person("Соболева", "雪", "", anna.anna.person.birth_date)
    assert "Соболева" in words(policy_pdf(make_policy(anna.contract, odd)))
