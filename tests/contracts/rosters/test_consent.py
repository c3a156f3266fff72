"""A full list that ends many people waits for somebody to say that it is right."""

import io
import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from pult.contracts.models import Policy, days
from pult.contracts.rosters.messages import SENTENCES
from pult.kernel import clock
from tests import people
from tests.contracts.rosters import writing

pytestmark = pytest.mark.django_db
HEADER = ["ФИО", "Дата рождения", "Паспорт", "Телефон", "E-mail"]
GALINA = ["Громова Галина Петровна", "05.06.1991", "4512 000111", "+79165550001", "g@wind.example"]
Import = Callable[..., tuple[int, dict[str, Any], str]]


@pytest.fixture
def cast() -> people.Cast:
    return people.cast()


@pytest.fixture
def load(cast: people.Cast, tmp_path: Path) -> Import:
    """Loads rows into the contract of «Северный ветер»: exit code, JSON, and what was said."""

    def load(rows: list[list[Any]], *flags: str) -> tuple[int, dict[str, Any], str]:
        path = tmp_path / "list.csv"
        path.write_bytes(writing.text(rows))
        out, err = io.StringIO(), io.StringIO()
        code = 0
        arguments = ("--contract", cast.contract.number, str(path), "--json", *flags)
        try:
            call_command("import-roster", *arguments, stdout=out, stderr=err)
        except SystemExit as end:
            code = int(end.code or 0)
        return code, json.loads(out.getvalue()), err.getvalue().strip()

    return load


def test_a_full_list_that_ends_many_says_so(load: Import, cast: people.Cast) -> None:
    insured = cast.contract.policies.count()
    code, result, said = load([HEADER, GALINA], "--full", "--dry-run")
    assert (code, said) == (0, "")
    assert [one["message"] for one in result["warnings"]] == [
        str(SENTENCES["full.many"]) % {"count": insured, "of": insured}
    ]


def test_a_full_list_that_ends_many_waits_for_consent(load: Import, cast: people.Cast) -> None:
    insured = cast.contract.policies.count()
    before = list(Policy.objects.order_by("number").values())
    code, result, said = load([HEADER, GALINA], "--full")
    assert (code, result["added"], result["ended"]) == (1, 1, insured)
    assert said == (
        f"Ничего не изменено: как полный, этот список завершил бы страхование {insured} "
        f"из {insured} застрахованных. Если так и нужно, повторите с ключом --accept-endings."
    )
    assert list(Policy.objects.order_by("number").values()) == before
    assert load([HEADER, GALINA], "--full", "--accept-endings")[::2] == (0, "")


@pytest.mark.parametrize(("missing", "code"), [(2, 0), (3, 1)])
def test_consent_is_needed_from_thirty_per_cent_on(
    load: Import, cast: people.Cast, missing: int, code: int
) -> None:
    names = ["Авдеев", "Бобров", "Власов", "Гусев", "Дятлов", "Ежов", "Жуков", "Зайцев", "Иволгин"]
    rows = [
        [f"{name} Олег Ильич", "17.08.1985", "", "", f"p{place}@wind.example"]
        for place, name in enumerate([*names, "Крылов"])
    ]
    yesterday = clock.today() - date.resolution
    for policy in cast.contract.policies.all():  # only the ten are insured
        policy.period = days(policy.first_day, yesterday)
        policy.save()
    load([HEADER, *rows])
    assert load([HEADER, *rows[missing:]], "--full")[0] == code
