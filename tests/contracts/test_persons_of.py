"""Whose cabinet a person may use."""

from datetime import date, timedelta

import pytest

from pult.contracts.queries import persons_of
from pult.kernel import clock
from pult.people.access import NOBODY
from tests.people import Cast, actor

pytestmark = pytest.mark.django_db


def test_a_parent_acts_for_a_child_under_fifteen_and_for_nobody_else(cast: Cast) -> None:
    """Павел is her husband and Лена is 16: both act for themselves."""
    assert persons_of(actor(cast.anna), clock.today()) == [cast.anna.person, cast.misha]
    assert persons_of(actor(cast.boris), clock.today()) == [cast.boris.person]


def test_from_the_fifteenth_birthday_the_child_acts_alone(cast: Cast) -> None:
    birthday = cast.misha.birth_date.replace(year=cast.misha.birth_date.year + 15)
    eve = birthday - timedelta(days=1)
    assert persons_of(actor(cast.anna), eve) == [cast.anna.person, cast.misha]
    assert persons_of(actor(cast.anna), birthday) == [cast.anna.person]


def test_a_child_of_29_february_is_fifteen_on_1_march(cast: Cast) -> None:
    cast.misha.birth_date = date(2012, 2, 29)
    cast.misha.save()
    assert cast.misha in persons_of(actor(cast.anna), date(2027, 2, 28))
    assert cast.misha not in persons_of(actor(cast.anna), date(2027, 3, 1))


def test_staff_without_a_policy_see_nobody(cast: Cast) -> None:
    assert persons_of(actor(cast.maria), clock.today()) == []
    assert persons_of(NOBODY, clock.today()) == []
