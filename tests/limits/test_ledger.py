"""The ledger: hold, consume, release; never more than the cap, never twice by one key."""

from collections.abc import Callable
from uuid import UUID, uuid4

import pytest
from django.db import DatabaseError, connection, transaction

from pult.kernel import clock
from pult.limits import actions
from pult.limits.actions import Exhausted, NotHeld
from pult.limits.models import LedgerEntry, LimitCounter
from pult.limits.needs import Need
from pult.limits.queries import counters_of, usage
from pult.people.access import SYSTEM
from tests import people

VISITS, MONEY = ("visits", "2026"), ("dental", "policy")


@pytest.fixture
def visits(cast: people.Cast) -> Callable[..., Need]:
    """A need of visits in 2026, of three allowed."""

    def need(amount: int = 1, *, cap: int = 3, of: UUID | None = None) -> Need:
        return Need(of or cast.anna_policy.id, *VISITS, cap, "count", amount)

    return need


@pytest.fixture
def money(cast: people.Cast) -> Callable[..., Need]:
    """A need of kopecks for teeth, of a thousand roubles."""

    def need(amount: int, *, cap: int = 1_000_00) -> Need:
        return Need(cast.anna_policy.id, *MONEY, cap, "money", amount)

    return need


def hold(*needs: Need, subject: UUID | None = None, key: str = "") -> bool:
    return actions.hold(
        needs={subject or uuid4(): needs}, key=key or str(uuid4()), by=SYSTEM, at=clock.now()
    )


def consume(*needs: Need, subject: UUID, key: str = "") -> bool:
    return actions.consume(
        needs=needs, subject_id=subject, key=key or str(uuid4()), by=SYSTEM, at=clock.now()
    )


def release(*subjects: UUID) -> bool:
    return actions.release(subject_ids=subjects, key=str(uuid4()), by=SYSTEM, at=clock.now())


def test_a_hold_uses_a_limit_up_to_its_cap(cast: people.Cast, visits: Callable[..., Need]) -> None:
    assert [hold(visits()) for _ in range(3)] == [True, True, True]

    with pytest.raises(Exhausted) as caught:
        hold(visits())

    assert (caught.value.limit_code, caught.value.left, caught.value.cap) == ("visits", 0, 3)
    assert usage(cast.anna_policy.id, [VISITS]) == {VISITS: 3}


def test_the_first_hold_may_not_exceed_the_cap_either(
    cast: people.Cast, visits: Callable[..., Need]
) -> None:
    with pytest.raises(Exhausted) as caught:
        hold(visits(4))

    assert caught.value.left == 3
    assert usage(cast.anna_policy.id, [VISITS]) == {VISITS: 0}


def test_what_is_left_is_said_in_roubles(money: Callable[..., Need]) -> None:
    hold(money(900_00))

    with pytest.raises(Exhausted, match="100,00 ₽.*1000,00 ₽"):
        hold(money(100_01))


def test_several_limits_are_taken_all_or_none(
    cast: people.Cast, visits: Callable[..., Need], money: Callable[..., Need]
) -> None:
    with pytest.raises(Exhausted):
        hold(visits(), money(1_000_01))

    assert usage(cast.anna_policy.id, [VISITS, MONEY]) == {VISITS: 0, MONEY: 0}
    assert LedgerEntry.objects.count() == 0


def test_two_needs_of_one_limit_are_one(cast: people.Cast, visits: Callable[..., Need]) -> None:
    hold(visits(), visits(2))

    assert usage(cast.anna_policy.id, [VISITS]) == {VISITS: 3}


def test_a_key_is_booked_once(cast: people.Cast, visits: Callable[..., Need]) -> None:
    assert [hold(visits(2), key="again") for _ in range(3)] == [True, False, False]

    assert usage(cast.anna_policy.id, [VISITS]) == {VISITS: 2}


def test_the_cap_is_the_callers(cast: people.Cast, visits: Callable[..., Need]) -> None:
    """A new version of the programme may raise a cap, or lower it below what is used."""
    hold(visits(3))

    with pytest.raises(Exhausted) as caught:
        hold(visits(cap=2))
    assert caught.value.left == 0

    hold(visits(2, cap=5))
    (counter,) = counters_of(cast.anna_policy.id)
    assert (counter.used, counter.cap) == (5, 5)


def test_limits_of_two_people_are_apart(cast: people.Cast, visits: Callable[..., Need]) -> None:
    hold(visits(3))
    hold(visits(3, of=cast.boris_policy.id))

    assert usage(cast.boris_policy.id, [VISITS]) == {VISITS: 3}


def test_a_limit_keeps_its_unit(cast: people.Cast, visits: Callable[..., Need]) -> None:
    hold(visits())

    with pytest.raises(ValueError, match="counted in count"):
        hold(Need(cast.anna_policy.id, *VISITS, 1000, "money", 100))


def test_a_release_gives_back_what_was_not_consumed(
    cast: people.Cast, visits: Callable[..., Need]
) -> None:
    line = uuid4()
    hold(visits(3), subject=line)
    consume(visits(1), subject=line)

    assert [release(line), release(line)] == [True, False]

    assert usage(cast.anna_policy.id, [VISITS]) == {VISITS: 1}
    moved = LedgerEntry.objects.order_by("id").values_list("kind", "amount")
    assert list(moved) == [("hold", 3), ("consume", 1), ("release", 2)]


def test_two_lines_of_one_letter_hold_and_release_together(
    cast: people.Cast, visits: Callable[..., Need], money: Callable[..., Need]
) -> None:
    first, second = uuid4(), uuid4()
    needs = {first: [visits(1), money(100)], second: [visits(2)]}
    actions.hold(needs=needs, key="letter", by=SYSTEM, at=clock.now())
    consume(visits(1), subject=second)

    release(first, second)

    assert usage(cast.anna_policy.id, [VISITS, MONEY]) == {VISITS: 1, MONEY: 0}


def test_more_than_is_held_cannot_be_consumed(visits: Callable[..., Need]) -> None:
    line = uuid4()
    hold(visits(2), subject=line)
    consume(visits(2), subject=line)

    with pytest.raises(NotHeld):
        consume(visits(1), subject=line)
    with pytest.raises(NotHeld):
        consume(visits(1), subject=uuid4())


def test_a_consumption_is_booked_once(visits: Callable[..., Need]) -> None:
    line = uuid4()
    hold(visits(2), subject=line)

    assert [consume(visits(1), subject=line, key="given") for _ in range(2)] == [True, False]
    assert LedgerEntry.objects.filter(kind="consume").count() == 1


def test_usage_is_one_query(
    cast: people.Cast, visits: Callable[..., Need], django_assert_num_queries: Callable
) -> None:
    hold(visits())

    with django_assert_num_queries(1):
        found = usage(cast.anna_policy.id, [VISITS, MONEY, ("visits", "2027")])
    assert found == {VISITS: 1, MONEY: 0, ("visits", "2027"): 0}


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE limits_ledgerentry SET amount = 1",
        "DELETE FROM limits_ledgerentry",
    ],
)
def test_the_ledger_is_append_only(visits: Callable[..., Need], change: str) -> None:
    hold(visits(2))

    refused = pytest.raises(DatabaseError, match="append-only")
    with refused, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(change)


def test_a_counter_is_never_negative(visits: Callable[..., Need]) -> None:
    hold(visits())

    with pytest.raises(DatabaseError, match="used_is_not_negative"), transaction.atomic():
        LimitCounter.objects.update(used=-1)
