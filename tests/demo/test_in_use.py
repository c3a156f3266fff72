"""The demo keeps away from a database that somebody uses."""

from collections.abc import Callable
from datetime import date

import pytest
from django.core.management import CommandError, call_command

from pult.contracts.models import Contract
from pult.guide.models import Profile
from pult.people import names
from pult.people.models import Person


def _another_insurer() -> None:
    Profile.objects.create(name="Надежда", legal_name="АО «Надежда»", desk_email="desk@example.ru")


def _other_people() -> None:
    Person.objects.create(
        last_name="Ким",
        first_name="Лев",
        birth_date=date(1990, 1, 1),
        **names.keys("Ким", "Лев", ""),
    )


@pytest.mark.django_db
@pytest.mark.parametrize("stands", [_another_insurer, _other_people])
def test_a_database_in_use_is_left_alone(stands: Callable[[], None]) -> None:
    stands()

    with pytest.raises(CommandError) as refused:
        call_command("demo")

    assert refused.value.returncode == 2
    assert "PULT_DEMO=0" in str(refused.value)
    assert Contract.objects.count() == 0
