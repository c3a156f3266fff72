"""Many operators at one queue: real threads, real commits, no case ever taken twice."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from uuid import UUID, uuid4

import pytest
from django.db import connection

from pult.cases import actions
from pult.cases.models import Case
from pult.kernel import clock
from pult.kernel.errors import Refusal
from pult.people.access import Actor, Role
from tests import people

OPERATORS, CASES = 12, 40

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def world(transactional_db: None) -> people.Cast:
    return people.cast()


@pytest.fixture
def operators(world: people.Cast) -> list[Actor]:
    return [
        people.actor(people.staff(f"Оператор {n}", Role.OPERATOR)) for n in range(OPERATORS)
    ]


def together(count: int, work: Callable[[int], object]) -> Iterator[object]:
    """Run `work` in `count` threads that start at the same moment."""
    start = Barrier(count)

    def run(number: int) -> object:
        start.wait()
        try:
            return work(number)
        finally:
            connection.close()

    with ThreadPoolExecutor(count) as pool:
        yield from pool.map(run, range(count))


def ask(world: people.Cast, key: UUID | None = None) -> Case:
    return actions.open_case(
        kind="appointment", by=people.actor(world.anna), person=world.anna.person,
        at=clock.now(), text="Болит", request_key=key,
    )  # fmt: skip


def test_take_next_never_gives_one_case_to_two(
    world: people.Cast, operators: list[Actor]
) -> None:
    for _ in range(CASES):
        ask(world)

    def work(number: int) -> list[UUID]:
        taken = []
        while case := actions.take_next(by=operators[number], at=clock.now()):
            taken.append(case.id)
        return taken

    taken = [case for cases in together(OPERATORS, work) for case in cases]

    assert len(taken) == CASES
    assert len(set(taken)) == CASES


def test_one_of_many_claims_one_case(world: people.Cast, operators: list[Actor]) -> None:
    case = ask(world)

    def work(number: int) -> bool:
        try:
            actions.claim(case_id=case.id, by=operators[number], at=clock.now())
        except Refusal:
            return False
        return True

    assert sum(together(OPERATORS, work)) == 1


def test_a_request_sent_by_many_taps_is_one_case(world: people.Cast) -> None:
    key = uuid4()

    opened = {case.id for case in together(8, lambda _: ask(world, key))}

    assert len(opened) == 1
    assert Case.objects.count() == 1


def test_numbers_under_concurrency_have_no_gaps(world: people.Cast) -> None:
    numbers = sorted(case.number for case in together(8, lambda _: ask(world)))

    assert [int(number[-6:]) for number in numbers] == list(range(1, 9))
