"""The sample rosters are files as HR sends them, and only the office may have them."""

import io

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import Settings
from python_calamine import CalamineWorkbook

from pult.demo.rosters import messy
from tests.people import Cast, sign_in


def test_the_workbook_has_titles_a_two_line_header_a_total_and_a_signature() -> None:
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(messy.xlsx())).get_sheet_by_index(0)
    rows = sheet.to_python()

    assert rows[0][0] == messy.TITLE
    assert rows[3][4:6] == ["Паспорт", ""]
    assert rows[4][4:6] == ["серия", "номер"]
    assert rows[-3][1] == "Итого: 25 чел."
    assert str(rows[-1][1]).startswith("Начальник отдела по персоналу")


def test_the_csv_is_semicolons_in_cp1251() -> None:
    lines = messy.csv_cp1251().decode("cp1251").splitlines()

    assert lines[1].split(";")[4:6] == ["Паспорт серия", "Паспорт номер"]
    assert len(lines) == 2 + 25 + 1


@pytest.mark.django_db
def test_the_office_may_download_them(client: Client, cast: Cast) -> None:
    url = reverse("demo:sample-roster", args=["primer.xlsx"])
    sign_in(client, cast.fyodor)

    response = client.get(url)

    assert response.status_code == 200
    assert response["Content-Disposition"] == 'attachment; filename="primer.xlsx"'
    assert response.content[:2] == b"PK"
    assert client.get(reverse("demo:sample-roster", args=["other.xlsx"])).status_code == 404


@pytest.mark.django_db
def test_others_see_nothing_there(client: Client, cast: Cast) -> None:
    url = reverse("demo:sample-roster", args=["primer.csv"])
    for account in (cast.anna, cast.maria, cast.olga, cast.gleb):
        sign_in(client, account)
        assert client.get(url).status_code == 404


@pytest.mark.django_db
def test_outside_a_demo_there_are_none(client: Client, cast: Cast, settings: Settings) -> None:
    settings.PULT_DEMO = False
    sign_in(client, cast.fyodor)

    assert client.get(reverse("demo:sample-roster", args=["primer.csv"])).status_code == 404
