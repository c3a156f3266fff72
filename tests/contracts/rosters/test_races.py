"""Two imports of one contract at one moment follow one another."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from pult.contracts.models import Contract, Policy
from pult.contracts.rosters import actions
from pult.contracts.rosters.files import open_bytes
from pult.kernel import clock
from pult.people.access import SYSTEM
from pult.people.models import Person
from tests import people
from tests.contracts.rosters import writing

HEADER = ["ФИО", "Дата рождения"]


@pytest.mark.django_db(transaction=True)
def test_the_same_list_loaded_by_two_at_once_insures_each_person_once() -> None:
    contract = people.cast().contract
    before = (Policy.objects.count(), Person.objects.count())
    rows = [[f"Громов Пётр {chr(1040 + i)}дамович", f"{i + 1:02}.05.1980"] for i in range(20)]
    table = open_bytes(writing.text([HEADER, *rows]))
    together = Barrier(2)

    def load(_: int) -> int:
        try:
            roster = actions.read(table=table, contract=contract, remembered={}, day=clock.today())
            together.wait()
            plan, _applied = actions.apply(
                roster=roster, contract=contract, full=False, skip_bad=False, by=SYSTEM,
                at=clock.now(),
            )  # fmt: skip
            return len(plan.added)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        added = sorted(pool.map(load, range(2)))
    assert added == [0, 20]
    assert (Policy.objects.count(), Person.objects.count()) == (before[0] + 20, before[1] + 20)
    contract = Contract.objects.get(id=contract.id)
    numbers = contract.policies.values_list("number", flat=True)
    assert contract.last_policy_number == len(numbers) == len(set(numbers))
