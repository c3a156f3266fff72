"""Pages of errors answer without a database and always say where to call."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import DatabaseError, connection
from django.test import RequestFactory
from pytest_django import Settings

from pult.guide import queries as guide
from pult.guide.models import Profile
from pult.ui import emergency, errors

PAGES = {
    400: errors.bad_request,
    403: errors.forbidden,
    404: errors.not_found,
    500: errors.server_error,
    503: errors.unavailable,
}
FREE_LINE = {"number": "+78002500101", "city": "", "free": True, "label": {"ru": "По России"}}


@pytest.fixture
def insurer(db: None, settings: Settings, tmp_path: Path) -> Iterator[None]:
    settings.PULT_VAR = tmp_path
    Profile.objects.all().delete()
    Profile.objects.create(name="Согласие", desk_email="desk@example.ru", phones=[FREE_LINE])
    guide.forget_profile()
    yield
    guide.forget_profile()


@pytest.mark.usefixtures("insurer")
@pytest.mark.parametrize("status", PAGES)
def test_every_error_page_says_where_to_call(status: int) -> None:
    assert _phones_of(status) == ["103", "112", "+78002500101"]


@pytest.mark.usefixtures("insurer")
def test_the_desk_phone_outlives_the_database() -> None:
    emergency.lines()
    guide.forget_profile()
    _break_the_connection()

    assert _phones_of(500) == ["103", "112", "+78002500101"]


@pytest.mark.usefixtures("insurer")
def test_without_database_and_memory_the_state_numbers_remain() -> None:
    _break_the_connection()

    assert _phones_of(503) == ["103", "112"]


def _phones_of(status: int) -> list[str]:
    response = PAGES[status](RequestFactory().get("/nowhere"))
    assert response.status_code == status
    return [part.split('"')[0] for part in response.content.decode().split('href="tel:')[1:]]


def _break_the_connection() -> None:
    """A failed statement leaves the transaction unusable: every later query is refused."""
    with pytest.raises(DatabaseError), connection.cursor() as cursor:
        cursor.execute("SELECT no_such_column")
