"""An operator types what she heard; the right person comes up."""

from datetime import date

import pytest

from pult.contracts.lookup import Question, find_members, understand
from tests.people import Cast

pytestmark = pytest.mark.django_db


def found(text: str) -> list[str]:
    return [one.full_name for one in find_members(text)]


ANNA = "Соболева Анна Игоревна"


@pytest.mark.parametrize(
    "text",
    [
        "8 916 000-00-01",
        "+7 (916) 000 00 01",
        "2026-0101-000001",
        "полис 2026-0101-000001",
        "Соболева 14.03.1988",
        "соболева анна 1988-03-14",
        "Соболёва Анна",
        "анна соболева",
        "АННА ИГОРЕВНА СОБОЛЕВА",
        "Собалева Анна",
        "Соболнва Анна",
        "Cоболева Aнна",
        "cj,jktdf fyyf",
        "Soboleva Anna",
    ],
)
def test_anna_is_found_first_by(cast: Cast, text: str) -> None:
    assert found(text)[0] == ANNA


def test_a_surname_finds_the_whole_family(cast: Cast) -> None:
    assert sorted(found("соболев")) == [
        "Соболев Михаил Павлович",
        "Соболев Павел Андреевич",
        "Соболева Анна Игоревна",
        "Соболева Елена Павловна",
    ]


def test_a_name_with_yo_is_found_without_it(cast: Cast) -> None:
    assert found("журавлев") == found("Журавлёв") == ["Журавлёв Борис Петрович"]


@pytest.mark.parametrize("text", ["", "я", "%", "_____", "99.99.1990", "8 900 111-22-33", "\\"])
def test_nonsense_finds_nobody(cast: Cast, text: str) -> None:
    assert found(text) == []


def test_a_line_shows_what_an_operator_needs(cast: Cast) -> None:
    (anna,) = find_members("2026-0101-000001")
    policy = cast.anna_policy
    assert (anna.birth_date, anna.policy_number, anna.mobile) == (
        date(1988, 3, 14),
        policy.number,
        "+79160000001",
    )
    assert (anna.employer, anna.programme) == ("ООО «Северный ветер»", "«Северная»")
    assert (anna.first_day, anna.last_day) == (policy.first_day, policy.last_day)


def test_a_line_is_understood() -> None:
    assert understand("Иванов 1/2/1990") == Question(name="иванов", birth_date=date(1990, 2, 1))
    assert understand("8(916)0000001") == Question(phone="+79160000001")
