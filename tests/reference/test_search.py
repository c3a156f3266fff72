"""People call a service as they like, and the search finds what they mean."""

from collections.abc import Callable

import pytest
from pytest_django import DjangoAssertNumQueries

from pult.reference.models import Service
from pult.reference.search import Found, find, index, likely
from tests.reference.everyday import NOTHING, questions

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("catalogue")]


def codes(found: list[Found]) -> list[str]:
    return [service.code for service in found]


def test_everyday_words_name_their_service() -> None:
    assert len(questions()) >= 120
    assert {text: set(codes(likely(text))) for text, _codes in questions()} == dict(questions())


@pytest.mark.parametrize("text", NOTHING)
def test_what_resembles_no_service_finds_none(text: str) -> None:
    assert likely(text) == []


def test_a_found_service_says_its_titles_and_how_sure_it_is() -> None:
    assert find("колено МРТ")[0] == Found("A05.04.001", "МРТ сустава", "Joint MRI", 1.0)
    assert 0.5 < find("мрт калена")[0].score < 1


@pytest.mark.parametrize(
    "change",
    [
        str.upper,
        lambda text: text.replace("е", "ё"),
        lambda text: " ".join(reversed(text.split())),
        lambda text: f"  {text}?!",
        lambda text: f"Здравствуйте, подскажите, покрывается ли {text} по моему полису",
        lambda text: text.replace("о", "o"),
    ],
)
def test_how_it_is_typed_changes_nothing(change: Callable[[str], str]) -> None:
    for text in ("мрт коленного сустава", "лечение каналов", "узи сосудов шеи"):
        assert codes(likely(change(text))) == codes(likely(text))


def test_the_insurers_services_stand_before_the_rest_of_the_order() -> None:
    Service.objects.create(code="A04.99.001", title_ru="Ультразвуковое исследование живота вола")
    index.rebuild()

    assert codes(likely("узи живота")) == ["A04.16.001"]
    assert codes(likely("узи живота вола")) == ["A04.99.001"]


def test_a_service_no_longer_in_force_is_not_offered() -> None:
    Service.objects.create(code="A04.99.001", title_ru="Эхолот", is_actual=False)
    index.rebuild()

    assert find("эхолот") == []
    assert codes(find("A04.99.001")) == ["A04.99.001"]


def test_the_number_of_services_is_bounded() -> None:
    assert len(find("узи", limit=3)) == 3


@pytest.mark.parametrize("text", ["мрт", "мрт колена", "приём терапевта болит спина и колено"])
def test_two_questions_to_the_database(
    text: str, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(2):
        likely(text)


def test_nonsense_of_any_kind_is_only_not_found() -> None:
    for text in ("'", "\\", "%_%", "a | b & !c", "\x00", "';--", "🦷" * 500, "мрт " * 5000):
        assert isinstance(likely(text), list)


def test_the_words_of_a_question_are_not_logged(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level("DEBUG", logger="pult"):
        likely("подозрение на туберкулёз")

    assert "туберкул" not in caplog.text
