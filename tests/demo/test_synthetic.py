"""A synthetic book is complete, repeatable and findable."""

import pytest
from django.core.management import CommandError, call_command

from pult.cases.models import Case, CaseClock, CaseEvent
from pult.contracts.lookup import find_members
from pult.contracts.models import Policy
from pult.people.models import Person, Surname
from tests.people import Cast

pytestmark = pytest.mark.django_db(transaction=True)


def generate(**numbers: int) -> None:
    call_command("generate", **numbers)


def test_a_book_of_the_asked_size(cast: Cast) -> None:
    before = Person.objects.count()
    generate(members=300, cases=500, seed=5)
    assert Person.objects.count() == before + 300
    assert Case.objects.count() == 500
    assert CaseClock.objects.count() == 1000
    assert CaseEvent.objects.count() == 500
    some = Policy.objects.filter(contract__number__startswith="S5-").select_related("person")[7]
    assert some.person.full_name in [one.full_name for one in find_members(some.mobile)]
    assert Surname.objects.filter(key=some.person.name_key.split(" ")[0]).exists()


def test_the_same_seed_gives_the_same_people_and_is_loaded_once(cast: Cast) -> None:
    generate(members=20, cases=0, seed=9)
    names = list(
        Person.objects.filter(policies__contract__number="S9-0001")
        .order_by("policies__number")
        .values_list("name_key", flat=True)
    )
    with pytest.raises(CommandError, match="9.*--seed"):
        generate(members=20, cases=0, seed=9)
    assert len(names) == 20


@pytest.mark.parametrize("numbers", [{"members": 0}, {"members": 5, "cases": -1}])
def test_senseless_sizes_are_refused(cast: Cast, numbers: dict[str, int]) -> None:
    with pytest.raises(CommandError, match="--members"):
        generate(**numbers)


def test_without_an_insurer_it_says_what_to_load() -> None:
    with pytest.raises(CommandError, match="pult demo"):
        generate(members=5)
