"""Every staff reading of a member's file stands in the journal."""

import pytest

from pult.journal.models import Entry
from pult.kernel import clock
from pult.people.reading import note_reading
from tests.people import Cast, actor

pytestmark = pytest.mark.django_db


def test_a_staff_reading_is_noted_and_ones_own_is_not(cast: Cast) -> None:
    person_id = cast.anna_policy.person_id
    note_reading(by=actor(cast.maria), person_id=person_id, what="member", at=clock.now())
    note_reading(by=actor(cast.anna), person_id=person_id, what="member", at=clock.now())
    entry = Entry.objects.get()
    assert (entry.act, entry.what, entry.account_id) == ("read", "member", cast.maria.id)
    assert (entry.person_id, entry.role) == (person_id, "operator")
